"""Thirty invented students, and what each platform makes of their hand-ins; the right owner of each file is in it.

Every file holds `<login> <number of the hand-in>`, so a test reads from the bytes whose they are and whether they are
the newest.
"""

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta

from a_download import EXERCISE

DUE = datetime(2027, 1, 15, 18, 0)


@dataclass(frozen=True)
class Student:
    number: int
    login: str
    first: str
    last: str
    late: bool = False
    again: bool = False  # handed in twice

    @property
    def name(self):
        return f"{self.first} {self.last}"

    @property
    def when(self):
        """Of the hand-in that counts."""
        return DUE + timedelta(hours=20 if self.late else -1)

    def data(self, attempt=None):
        return f"{self.login} {attempt or (2 if self.again else 1)}".encode()


_NAMES = """
Jürgen/Müller Lena/O'Neil Seán/O’Brien 伟/王 太郎/山田 Min-jun/김 Núria/González_i_Puig Anna_Maria/da_Costa
Pieter/van_den_Berg Zoë/Zimmermann-Groß Lærke/Sørensen Đức/Nguyễn İpek/Kaya Paweł/Nowak Paweł/Nowak Amina/Ali
Björn/Fritz Chloé/Dupont Davi/Silva Елена/Иванова فاطمة/حسن Γιώργος/Παπαδόπουλος Hannah/Smith Jean-Luc/Picard
Ana/Smith-Jones X_Æ/A-12 Karim/Leclerc María_José/García_Márquez Noah/501 Ọlámidé/Chukwu
"""
CLASS = [
    Student(100_401 + n, f"user{n:02d}", first, last, late=n % 7 == 3, again=n % 5 == 2)
    for n, (first, last) in enumerate(name.replace("_", " ").split("/") for name in _NAMES.split())
]


def table(header, rows):
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def canvas(student, attempt=1):
    name = "".join(c for c in f"{student.last}{student.first}".lower() if c.isalnum())
    late = "LATE_" if student.late else ""
    file_id = 2_000_000 + 1_000 * attempt + student.number % 1000
    counter = f"-{attempt - 1}" if attempt > 1 else ""
    return f"{name}_{late}{student.number}_{file_id}_{EXERCISE}{counter}.ipynb"


def canvas_list():
    rows = [["    Points Possible", "", "", "", "", "10"]]
    rows += [[f"{s.last}, {s.first}", s.number, f"M{s.number}", s.login, "A", ""] for s in CLASS]
    return table(["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Exercise 2 (77)"], rows)


def moodle(student, separator="_/", name=None):
    return f"{name or student.name}_{student.number - 90_000}_assignsubmission_file{separator}{EXERCISE}.ipynb"


def _said(when):
    return f"{when:%A, %d %B %Y, %I:%M %p}"


def moodle_list(participant="Participant ", heading=("Identifier", "Full name", "ID number", "Email address")):
    when = "Last modified (submission)" if participant == "Participant " else "?"
    rows = [
        [
            f"{participant}{s.number - 90_000}",
            s.name,
            s.login,
            f"{s.login}@example.edu",
            f"{s.when:%A, %d %B %Y, %I:%M %p}",
        ]
        for s in CLASS
    ]
    return table([*heading, when], rows)


def blackboard(student, attempt=None, start="gradebook_DL_2026_Exercise_2", word="attempt"):
    when = student.when - timedelta(hours=5 if attempt == 1 and student.again else 0)
    return f"{start}_{student.login}_{word}_{when:%Y-%m-%d-%H-%M-%S}"


def brightspace(student, attempt=None):
    when = student.when - timedelta(hours=5 if attempt == 1 and student.again else 0)
    clock = f"{when.hour % 12 or 12}{when:%M} {when:%p}"
    return f"{student.number}-55501 - {student.name} - {when:%b} {when.day}, {when.year} {clock}/{EXERCISE}.ipynb"


def plain_list():
    return table(["student", "name", "email"], [[s.login, s.name, f"{s.login}@example.edu"] for s in CLASS])
