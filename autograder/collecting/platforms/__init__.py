"""One small table a platform: the names that it gives to files, read from the left.

The platform's part of a name comes first; the student's part comes last and may look like anything. So
the first reading from the left counts, never a later one, and a whole download is read by one table.

    canvas       lastfirst_[LATE_]userid_fileid_name, or [LATE_]anon_xxxxx_fileid_name
    moodle       "Full Name_12345_assignsubmission_file_/name", or flat with the same prefix
    blackboard   [gradebook_course_]assignment_user_attempt_2027-01-15-18-00-00[_name | .txt]
    brightspace  "1234-5678 - Full Name - Jan 15, 2027 600 PM/name", or flat with the same prefix
    gradescope   submission_123/name, and submission_metadata.yml that says whose 123 is
    ilias        "Last_First_login_123/name", also below "Team 7/"
    plain        everything else: folders of students, clones of repositories, files with a name in theirs
"""
