"""nbgrader's settings for everybody on the hub; the teacher's course folder has its own on top."""

c = get_config()  # noqa: F821  nbgrader runs this file with it
c.Exchange.root = "/srv/exchange"
c.CourseDirectory.course_id = "channel-by-channel"
# A student sees what she has fetched in her own folder, not in one per course.
c.Exchange.path_includes_course = False
