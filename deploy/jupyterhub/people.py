"""Who is on this hub. Add a student here and start the hub again; homes that exist are kept."""

TEACHER = "teacher"
STUDENTS = ("ada", "bob")

FIRST_UID = 47_110  # uids of people that exist inside the hub only; no user is added to the machine
UIDS = {name: FIRST_UID + number for number, name in enumerate((TEACHER, *STUDENTS))}
