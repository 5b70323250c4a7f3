"""nbgrader's settings for everybody on the hub; the teacher's course folder has its own on top."""

import sys

c = get_config()  # noqa: F821  nbgrader runs this file with it
c.Exchange.root = "/srv/exchange"
c.CourseDirectory.course_id = "channel-by-channel"
# A student sees what was fetched in the student's own folder, not in one per course.
c.Exchange.path_includes_course = False

# nbgrader's exchange, for a root that only the administrator can write to
sys.path.append("/opt/course")
ours = "autograder.nbgrader_bridge.exchange"
c.ExchangeFactory.fetch_assignment = f"{ours}.FetchAssignment"
c.ExchangeFactory.fetch_feedback = f"{ours}.FetchFeedback"
c.ExchangeFactory.release_assignment = f"{ours}.ReleaseAssignment"
c.ExchangeFactory.release_feedback = f"{ours}.ReleaseFeedback"
c.ExchangeFactory.list = f"{ours}.List"
c.ExchangeFactory.submit = f"{ours}.Submit"
c.ExchangeFactory.collect = f"{ours}.Collect"
