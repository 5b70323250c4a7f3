"""The ways in which students' files arrive: a platform's download or a folder, and the class list that says who is who.

collect      the command: a download → `classroom/submitted/`
download     an archive or a folder as a list of `entries`; names in other `code_pages`
platforms/   one table a platform: whose a file is, by its name
whose        a download sorted by student; `owners` are what the platforms say, `people` whom they mean
taking       one student's files into place; `unpack` opens archives, `attempts` says what is newest
extensions   one student's own due date
roster       the command, and `classroom/roster.csv`; `class_list` reads platforms' lists, `cells` keeps formulas out
"""
