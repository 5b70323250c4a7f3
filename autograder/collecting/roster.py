"""Who is who: one student, the names and numbers that an LMS knows her by, and cells that no spreadsheet runs.

Three kinds of CSV are read, told apart by their header: a Canvas gradebook export (`Student, ID, SIS …`), a Moodle
grading worksheet (`Identifier, Full name, …`) and our own (`student, name, email, canvas_id, moodle_id`). `collect`
keeps what it learned in `classroom/roster.csv`, and `export` writes the LMS's own numbers back from there.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from autograder.errors import CourseError
from autograder.files import write_atomically

LARGEST = 20_000_000  # bytes
ANONYMOUS = "participant"  # what Moodle calls everybody when work is marked without names


@dataclass(frozen=True)
class Person:
    """One student of the course."""

    student: str  # the id: name of the folder, and of the row in the gradebook
    name: str = ""  # as the LMS writes it
    email: str = ""
    login: str = ""  # Canvas: SIS Login ID; Moodle: username
    sis_id: str = ""  # Canvas: SIS User ID; Moodle: ID number
    section: str = ""
    canvas_id: str = ""
    moodle_id: str = ""  # Moodle's participant numbers, one an assignment: "501" or "501@ex02 777@ex03"

    def moodle_number(self, exercise_id: str) -> str:
        """Her number in the Moodle assignment of this exercise."""
        numbers = dict(reversed(part.partition("@")[::2]) for part in self.moodle_id.split())
        return numbers.get(exercise_id) or numbers.get("", "")


def roster_path(classroom: Path) -> Path:
    return classroom / "roster.csv"


def read_roster(path: Path) -> list[Person]:
    """The people of a CSV file. Raises CourseError, in one line, for a file that is no roster."""
    try:
        with path.open("rb") as file:  # no more than a roster can be: some files have no end
            text = file.read(LARGEST).decode("utf-8-sig")
    except OSError as error:
        raise CourseError(f"{path.name}: cannot be read ({error.strerror}). Name the roster with --roster") from None
    except UnicodeDecodeError as error:
        raise CourseError(
            f"{path.name}: not UTF-8 (byte {error.start + 1}). Export the roster again as UTF-8"
        ) from None
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise CourseError(f"{path.name}: not CSV ({error}). Export the roster again") from None
    titles = [title.strip().casefold() for title in rows[0]] if rows else []
    if not {"student", "identifier"} & set(titles):
        raise CourseError(
            f"{path.name}: no column 'student'. Its first line names the columns: student, name, canvas_id or moodle_id"
        )
    people = []
    for number, row in enumerate(rows[1:], start=2):
        values = {title: tame(value) for title, value in zip(titles, row, strict=False)}
        person = _person(values, titles)
        if person and any(row):
            if not person.student:
                raise CourseError(f"{path.name}: line {number} has no student id. Fill it in")
            people.append(person)
    twice = [student for student, count in Counter(p.student for p in people).items() if count > 1]
    if twice:
        raise CourseError(f"{path.name}: the student '{twice[0]}' stands twice. Ids must differ")
    return people


def _person(values: dict[str, str], titles: list[str]) -> Person | None:
    """One row, read by the header's kind; None for a row that is no student."""

    def first(*keys: str) -> str:
        return next((values[key] for key in keys if values.get(key)), "")

    if "student" in titles and "id" in titles:  # Canvas
        if "points possible" in values["student"].casefold() or values["student"].casefold() == "student, test":
            return None
        login, sis_id, canvas_id = first("sis login id"), first("sis user id"), first("id")
        if not canvas_id and not login:
            return None  # the row that tells which assignments are posted by hand
        student = login or sis_id or f"{slug(values['student'])}_{canvas_id}"
        return Person(student, values["student"], "", login, sis_id, first("section"), canvas_id)
    if "identifier" in titles:  # Moodle
        number = re.sub(r"\D", "", first("identifier"))
        email, login, sis_id = first("email address", "email"), first("username"), first("id number")
        student = sis_id or login or email or first("full name") or f"Participant_{number}"
        return Person(student, first("full name"), email, login, sis_id, "", "", number)
    return Person(**{f.name: values.get(f.name, "") for f in fields(Person)})  # ours


def remember(classroom: Path, people: Iterable[Person], exercise_id: str) -> None:
    """Keep what is known of people in `classroom/roster.csv`; what is new there completes what is old."""
    path = roster_path(classroom)
    known = {person.student: person for person in read_roster(path)} if path.exists() else {}
    for person in people:
        old = known.get(person.student, person)
        others = [part for part in old.moodle_id.split() if "@" in part and not part.endswith("@" + exercise_id)]
        number = person.moodle_number(exercise_id)
        numbers = " ".join([*others, f"{number}@{exercise_id}"] if number else others)
        fresh = {key: value for key, value in asdict(person).items() if value} | {"moodle_id": numbers}
        known[person.student] = replace(old, **fresh)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([f.name for f in fields(Person)])
    for student in sorted(known):
        writer.writerow([harmless(value) for value in asdict(known[student]).values()])
    write_atomically(path, out.getvalue().encode())


def harmless(text: str) -> str:
    """A cell that a spreadsheet shows and does not run: a quote before =, +, -, @; no control characters."""
    text = "".join(c if c.isprintable() else " " for c in text)
    return "'" + text if text.lstrip().startswith(("=", "+", "-", "@")) else text


def tame(text: str) -> str:
    """What `harmless` wrote, as it was."""
    text = text.strip()
    return text[1:].strip() if re.match(r"'\s*[=+\-@]", text) else text


def slug(name: str) -> str:
    """Canvas' short form of a sortable name: "O'Neil, Ada" → "oneilada"."""
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFC", name)).lower()


class Finder:
    """Finds the person behind a name in a download of one exercise."""

    def __init__(self, people: Iterable[Person], exercise_id: str):
        self.people = list(people)
        self.exercise_id = exercise_id

    def canvas(self, canvas_id: str, name: str) -> Person | None:
        by_id = [p for p in self.people if canvas_id and p.canvas_id == canvas_id]
        return self._only(by_id) or self._only([p for p in self.people if not p.canvas_id and name in _slugs(p.name)])

    def moodle(self, moodle_id: str, name: str, namesake: bool) -> Person | None:
        """`namesake`: another of this name has handed in too."""
        wanted = unicodedata.normalize("NFC", name).casefold()
        # The number differs from assignment to assignment, so a name decides, and the number among equal names.
        named = [p for p in self.people if p.name and wanted == unicodedata.normalize("NFC", p.name).casefold()]
        numbered = [p for p in self.people if moodle_id and p.moodle_number(self.exercise_id) == moodle_id]
        if wanted.startswith(ANONYMOUS):
            return self._only(numbered)
        alone = None if namesake else self._only(named)
        return alone or self._only([p for p in named if p in numbered])

    def plain(self, name: str) -> Person | None:
        same = [p for p in self.people if name in (p.student, p.name, p.login, p.email)]
        return self._only(same) or self._only([p for p in self.people if slug(name) in _slugs(p.name)])

    @staticmethod
    def _only(found: list[Person]) -> Person | None:
        return found[0] if len(found) == 1 else None


def _slugs(name: str) -> set[str]:
    """The short forms that a name can have: "Ada King Lovelace" may be filed under King or Lovelace."""
    if not name:
        return set()
    words = name.replace(",", " , ").split()
    if "," in words:
        return {slug(name)}
    return {slug("".join(words[i:] + words[:i])) for i in range(len(words))}
