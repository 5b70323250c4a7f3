"""Class lists: the CSV files of Canvas, Moodle, Blackboard, Brightspace and Gradescope, and plain ones.

A column is found by its heading, in English, German, French, Spanish and Chinese, and where that says nothing by what
it holds. Any code page is read; blank rows, short rows and rows that are no student are left out.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from autograder.collecting.cells import undefused
from autograder.collecting.code_pages import CJK, code_page
from autograder.collecting.people import Person, slug
from autograder.collecting.platforms.dates import read_date
from autograder.errors import CourseError, WrongUse
from autograder.language import known

LARGEST = 20_000_000  # bytes
HEADINGS = {
    "student": "student|student id|studentid|kennung|id student",
    "login": "sis login id|login id|login|username|user name|user|benutzername|anmeldename|benutzer|nom d utilisateur"
    "|nombre de usuario|usuario|用户名|登录名|账号|netid|github username|ユーザー名",
    "sis_id": "sis user id|sid|id number|student number|orgdefinedid|org defined id|matrikelnummer|matrikel|idnummer"
    "|id nummer|numero d identification|numero etudiant|numero de id|numero de identificacion|matricula|学号|编号|id号"
    "|学籍番号",
    "email": "email|e mail|email address|e mail adresse|emailadresse|mail|adresse de courriel|courriel|correo"
    "|correo electronico|direccion de correo|direccion de correo electronico"
    "|电子邮件|电子邮件地址|电子邮箱|邮箱|邮件地址"
    "|メールアドレス",
    "name": "full name|name|student name|fullname|vollstandiger name|nom complet|nombre completo|nombre y apellidos"
    "|全名"
    "|姓名|氏名|学生|teilnehmer in|participant",
    "last": "last name|surname|family name|nachname|familienname|nom|nom de famille|apellido|apellidos|apellido s"
    "|姓|姓氏",
    "first": "first name|given name|vorname|prenom|nombre|nombre s|名|名字",
    "section": "section|sections|group|groups|gruppe|gruppen|groupe|groupes|grupo|grupos|小组|组|班级|课序号",
    "language": "language|sprache|langue|idioma|语言|言語",
    "moodle": "identifier|identifiant|identificador|标识符|识别符|kennung moodle",
    "when": "last modified submission|zuletzt geandert abgabe|derniere modification travail remis"
    "|derniere modification remise|ultima modificacion entrega|最后修改 提交|上次修改 提交|最后修改的 提交",
}
FIELDS = {heading: field for field, headings in HEADINGS.items() for heading in headings.split("|")}
NUMBERED = re.compile(r"[^\W\d][^\d@]{3,}?\s?(\d{1,12})")  # "Participant 501", "Teilnehmer/in501"
NO_COLUMN = "no column 'student'. Its first line names the columns: student, name, email, login, canvas_id or moodle_id"


@dataclass(frozen=True)
class ClassList:
    """What a class list says."""

    people: list[Person]
    times: dict[str, datetime]  # when each handed in, by student id, local to the platform: Moodle's worksheet says it
    platform: str = "plain"
    note: str = ""  # what was guessed


def read_class_list(path: Path) -> ClassList:
    """The students of a CSV file. Raises CourseError, in one line, for a file that is no class list."""
    text, note = _text(path)
    rows = _rows(path, text)
    head, titles = _head(path, rows)
    ours = {f.name for f in fields(Person)} - {"language"} <= set(titles)  # older lists have none
    platform, columns = ("ours", _by_title(titles)) if ours else _columns(titles, rows[head + 1 :])
    if not columns.keys() & {"student", "login", "sis_id", "email", "moodle", "canvas"}:
        raise CourseError(f"{path.name}: {NO_COLUMN}")
    people, times = [], {}
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        if not any(cell.strip() for cell in row):
            continue
        values = {field: undefused(row[at]) if at < len(row) else "" for field, at in columns.items()}
        person = (
            Person(**{f.name: values.get(f.name, "") for f in fields(Person)}) if ours else _person(platform, values)
        )
        if person is None:
            continue
        if not person.student:
            raise CourseError(f"{path.name}: line {number} has no student id. Fill it in")
        people.append(person)
        if person.language:
            people[-1] = replace(person, language=_language(person.language, f"{path.name}: line {number}"))
        if when := read_date(values.get("when", "")):
            times[person.student] = when
    _require_apart(path, people, ("student",) if ours else ("student", "canvas_id", "moodle_id"))
    return ClassList(people, times, platform, note)


def _text(path: Path) -> tuple[str, str]:
    """The text of a file in whatever code page it is, and a note where that was a guess."""
    try:
        with path.open("rb") as file:  # no more than a list can be: some files have no end
            data = file.read(LARGEST)
    except OSError as error:
        raise CourseError(f"{path.name}: cannot be read ({error.strerror}). Name a class list in CSV") from None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CourseError(f"{path.name}: a spreadsheet, no column 'student' can be read. Save it as CSV (UTF-8)")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), ""
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace"), ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    lines = [line for line in data.splitlines() if not line.isascii()]
    page = next((p for p in CJK if _knows_heading(lines[:1], p)), None) or code_page(
        [cell for line in lines for cell in re.split(rb"[,;\t]", line) if not cell.isascii()], lambda _: False
    )
    page = page if page in CJK else "cp1252"  # no spreadsheet writes the code pages of DOS
    return data.decode(page, "replace"), f"{path.name}: not UTF-8; read as {page}. Look at names with accents"


def _knows_heading(lines: Sequence[bytes], page: str) -> bool:
    text = "".join(line.decode(page, "replace") for line in lines)
    return any(_heading(cell) in FIELDS for cell in re.split(r"[,;\t]", text) if not cell.isascii())


def _rows(path: Path, text: str) -> list[list[str]]:
    if text.lower().startswith("sep="):  # Excel's line about the delimiter
        text = text.split("\n", 1)[-1]
    header = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = max(",;\t", key=header.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise CourseError(f"{path.name}: not CSV ({error}). Export the class list again") from None


def _head(path: Path, rows: list[list[str]]) -> tuple[int, list[str]]:
    """The row that names the columns, and its headings; a title or two may be above it."""
    for number, row in enumerate(rows[:10]):
        titles = [_heading(cell) for cell in row]
        known = sum(title in FIELDS or title in OURS for title in titles)
        if known >= min(2, len(row)) and known:
            return number, [OURS.get(title, title) for title in titles]
    raise CourseError(f"{path.name}: {NO_COLUMN}")


OURS = {f.name.replace("_", " "): f.name for f in fields(Person)}


def _heading(cell: str) -> str:
    """A heading in small letters, without accents and signs: "E-Mail-Adresse" → "e mail adresse"."""
    folded = unicodedata.normalize("NFKD", cell).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", folded)))


def _by_title(titles: list[str]) -> dict[str, int]:
    return {title: at for at, title in reversed([*enumerate(titles)])}


def _columns(titles: list[str], rows: list[list[str]]) -> tuple[str, dict[str, int]]:
    """The platform, and which field is in which column."""
    columns: dict[str, int] = {}
    for at, title in enumerate(titles):
        field = title if title in Person.__dataclass_fields__ else FIELDS.get(title)
        if field:
            columns.setdefault(field, at)
    if "student" not in titles and {"student", "login"} <= columns.keys():  # Blackboard's
        columns.setdefault("sis_id", columns.pop("student"))
    if "student" in titles and "id" in titles:  # Canvas: "Student" is the name
        columns = {k: v for k, v in columns.items() if k not in ("student", "name")}
        return "canvas", {**columns, "name": titles.index("student"), "canvas": titles.index("id")}
    for at, title in enumerate(titles):
        cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
        numbered = FIELDS.get(title, "moodle") == "moodle" and all(NUMBERED.fullmatch(cell) for cell in cells)
        if numbered and len({re.sub(r"\W*\d+$", "", cell) for cell in cells}) == 1:  # one word and a number each
            columns = {k: v for k, v in columns.items() if v != at}
            return "moodle", {**columns, "moodle": at}
        if "email" not in columns and cells and all("@" in cell for cell in cells):
            columns["email"] = at
    if "moodle" in columns:
        return "moodle", columns
    if "id" in titles and not columns.keys() & {"student", "login", "sis_id"}:
        columns["student"] = titles.index("id")
    return ("brightspace" if "orgdefinedid" in titles else "plain"), columns


def _language(said: str, where: str) -> str:
    try:
        return known(said)
    except WrongUse as error:
        raise CourseError(f"{where}: {error}") from None


def _person(platform: str, values: dict[str, str]) -> Person | None:
    """One row; None for a row that is no student."""
    values = {field: " ".join(value.split()) for field, value in values.items()}
    if platform == "brightspace":  # writes #123 so that a spreadsheet keeps the number as it is
        values = {field: value.removeprefix("#") for field, value in values.items()}
    name = values.get("name") or " ".join(filter(None, (values.get("first"), values.get("last"))))
    email, login, sis_id = (values.get(field, "") for field in ("email", "login", "sis_id"))
    person = Person(values.get("student", ""), name, email, login, sis_id, values.get("section", ""))
    person = replace(person, language=values.get("language", ""))
    if platform == "canvas":
        canvas_id = values["canvas"]
        if (
            not (canvas_id or login or sis_id)
            or "points possible" in name.casefold()
            or name.casefold() == "student, test"
        ):
            return None  # rows about the columns, and Canvas' own test student
        return replace(person, student=login or sis_id or f"{slug(name)}_{canvas_id}", canvas_id=canvas_id)
    if platform == "moodle":
        number = re.sub(r"\D", "", values["moodle"])
        student = sis_id or login or email or name or f"Participant_{number}"
        return replace(person, student=student, moodle_id=number)
    ids = {
        field: values[field] for field in ("canvas_id", "moodle_id", "brightspace_id", "ilias_id") if values.get(field)
    }
    return replace(person, student=person.student or login or sis_id or email, **ids)


def _require_apart(path: Path, people: list[Person], ids: Sequence[str]) -> None:
    """Raises CourseError where two students share an id, or a number of a platform."""
    words = {"student": "student", "canvas_id": "Canvas number", "moodle_id": "Moodle number"}
    for field, word in ((field, words[field]) for field in ids):
        twice = [value for value, count in Counter(getattr(p, field) for p in people).items() if value and count > 1]
        if twice:
            raise CourseError(f"{path.name}: the {word} '{twice[0]}' stands twice. Ids must differ")
