"""The ways in which students' files arrive: an LMS's download or a folder, and the class list that says who is who.

collect    the command: a download → `classroom/submitted/`
unpack     files out of archives and folders, with limits
lms        whose a file is, from the names that the platforms give
roster     `classroom/roster.csv`: students, and their names and numbers on each platform
"""
