"""Who is on this hub: the teacher, and the students of students.txt. Start the hub again after a change there.

Homes that exist are kept. A line's place is a student's uid, so that no home ever gets another owner.
"""

import re
from pathlib import Path

TEACHER = "teacher"
FILE = Path(__file__).with_name("students.txt")
FIRST_UID = 47_110  # uids of people that exist inside the hub only; no user is added to the machine
NAME = re.compile(r"[a-z][a-z0-9_-]{0,30}")


def read(text: str) -> dict[str, int]:
    """name → uid. ValueError, in one line, for a name that is none or occurs twice."""
    uids, taken = {TEACHER: FIRST_UID}, [TEACHER]
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        name = line.removeprefix("#")
        if not line or name.startswith(" ") or not name:  # a sentence for the reader
            continue
        if not NAME.fullmatch(name) or name == "root":
            raise ValueError(f"{FILE.name}, line {number}: {name!r} is no name. Write small letters, digits, _ and -")
        if name in taken:
            raise ValueError(f"{FILE.name}, line {number}: {name} stands twice. Take one out")
        taken.append(name)
        if name == line:
            uids[name] = FIRST_UID + len(taken) - 1
    return uids


try:
    UIDS = read(FILE.read_text(encoding="utf-8"))
except (OSError, ValueError) as error:
    raise SystemExit(f"hub: {error}") from None
STUDENTS = tuple(name for name in UIDS if name != TEACHER)
