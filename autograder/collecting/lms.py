"""Whose a file of a download is: the names that learning platforms give to files, and those that people give.

Canvas       lastfirst_[LATE_]userid_fileid_name.ipynb, or [LATE_]anon_xxxxx_fileid_name.ipynb; newest = highest file id
Moodle       "Full Name_12345_assignsubmission_file_/name.ipynb", or flat with the same prefix
Blackboard   gradebook_course_assignment_user_attempt_2027-01-15-18-00-00_name.ipynb, and a .txt about each attempt
Brightspace  "1234-5678 - Full Name - Jan 15, 2027 600 PM/name.ipynb"; newest = latest time
folder       <student>/…, <student>/<exercise>/… (nbgrader's own), or <student>_<exercise>.ipynb (Google Classroom)
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from autograder.collecting.unpack import Entry, Refused

CANVAS = re.compile(r"(?P<name>.*?)_(?P<late>LATE_)?(?P<user>\d+)_(?P<file>\d+)_(?P<rest>.+)")
CANVAS_ANONYMOUS = re.compile(r"(?P<late>LATE_)?anon_(?P<user>[^_]+)_(?P<file>\d+)_(?P<rest>.+)")
CANVAS_TEXT = re.compile(r".*_(?:\d+|anon_[^_]+)_(?:text|link)\.html")
MOODLE = re.compile(r"(?P<name>.+)_(?P<user>\d+)_assignsubmission_(?P<plugin>file|onlinetext|[a-z]+)(?:_(?P<rest>.*))?")
BLACKBOARD = re.compile(
    r"gradebook_(?P<column>.+)_(?P<name>[^_]+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<rest>.+)|\.txt)"
)
BRIGHTSPACE = re.compile(r"(?P<user>\d+)-\d+ ?- ?(?P<name>.+?) ?- ?(?P<when>\D*\d+\D+\d{4} \d{3,4}(?: [AP]M)?)")
TIMES = ("%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p", "%d %B, %Y %H%M", "%d %B, %Y %I%M %p")  # Brightspace's
NOTEBOOK = (".ipynb", ".py")


@dataclass(frozen=True)
class Owner:
    """Whose a file is, as the download tells."""

    kind: str  # "canvas", "moodle", "numbered" (names that two may share) or "plain"
    name: str
    user: str = ""
    late: bool = False
    order: int = 0  # higher is newer: Canvas counts its files, others tell the time


def owner_of(parts: tuple[str, ...], exercise_id: str) -> tuple[Owner, tuple[str, ...]]:
    """Whose a file is and its path in the student's folder. Raises Refused when no name can be seen."""
    head, rest = parts[0], parts[1:]
    if match := MOODLE.fullmatch(head):
        if match["plugin"] != "file":
            raise Refused("typed into a form, not a file")
        path = rest or ((match["rest"],) if match["rest"] else ())
        if not path:
            raise Refused("a file without a name")
        return Owner("moodle", match["name"], match["user"]), path
    if not rest:
        if CANVAS_TEXT.fullmatch(head):
            raise Refused("typed into a form, not a file")
        if match := CANVAS.fullmatch(head):
            return Owner("canvas", match["name"], match["user"], bool(match["late"]), int(match["file"])), (
                match["rest"],
            )
        if match := CANVAS_ANONYMOUS.fullmatch(head):
            late, order = bool(match["late"]), int(match["file"])
            return Owner("canvas", f"anon_{match['user']}", "", late, order), (match["rest"],)
        if match := BLACKBOARD.fullmatch(head):
            order = int(match["when"].replace("-", ""))
            file = match["rest"] or f"attempt {match['when']}.txt"
            return Owner("numbered", match["name"], match["column"], order=order), (file,)
        name, plain = name_beside(head, exercise_id)
        if not name:
            raise Refused("not in a student's folder, and no student's name in its own")
        return Owner("plain", name), (plain,)
    if match := BRIGHTSPACE.fullmatch(head):
        return Owner("numbered", match["name"], match["user"], order=_time(match["when"])), rest
    return Owner("plain", head), rest


def name_beside(file: str, exercise_id: str) -> tuple[str, str]:
    """The student's name that a loose file has beside the exercise's ("" for none), and the file's without it."""
    found = re.fullmatch(r"(?:Copy of )?(?P<stem>.+?)(?P<counter> ?\(\d+\))?(?P<ending>\.\w+)", file)
    if found is None or found["ending"].lower() not in (*NOTEBOOK, ".zip"):
        return "", file
    name = re.sub(rf"[_\-. ]*{re.escape(exercise_id)}[_\-. ]*", "", found["stem"], flags=re.IGNORECASE)
    plain = f"{exercise_id}{found['counter'] or ''}{found['ending']}"
    return (name, plain) if name != found["stem"] else ("", file)


def _time(text: str) -> int:
    """A time as Brightspace writes it, as a number that grows; 0 for one in another language."""
    text = re.sub(r"\b\d{3}\b", lambda found: "0" + found[0], text)
    for form in TIMES:
        with contextlib.suppress(ValueError):
            return int(datetime.strptime(text, form).strftime("%Y%m%d%H%M"))
    return 0


def wrapper(entries: list[Entry], exercise_id: str) -> int:
    """1 when everything lies in one folder that is not a student's, as zips of folders have it."""
    heads = {entry.parts[0] for entry in entries}
    seconds = {entry.parts[1] for entry in entries if len(entry.parts) > 1}
    if len(heads) != 1 or any(len(entry.parts) < 2 for entry in entries) or MOODLE.fullmatch(next(iter(heads))):
        return 0
    patterns = (CANVAS, CANVAS_ANONYMOUS, MOODLE, BLACKBOARD, BRIGHTSPACE)
    lms = any(pattern.fullmatch(name) for name in seconds for pattern in patterns)
    nbgraders = all(entry.parts[2:3] == (exercise_id,) for entry in entries)
    folders = len(seconds) > 1 and exercise_id not in seconds and all(len(entry.parts) > 2 for entry in entries)
    loose = {name_beside(entry.parts[1], exercise_id)[0] for entry in entries if len(entry.parts) == 2} - {""}
    return 1 if lms or nbgraders or folders or len(loose) > 1 else 0


def student_id(name: str) -> str:
    """A name that can be a folder's: no slash, no control character, no leading dot, 200 bytes at most."""
    text = unicodedata.normalize("NFC", name).replace("/", "_").strip()
    text = "".join(c if c.isprintable() else "_" for c in text)
    text = re.sub(r"^\.+", "_", text) or "_"
    if len(text.encode()) <= 200 and len(text) <= 120:  # nbgrader's column holds 128 characters
        return text
    return text.encode()[:110].decode("utf-8", "ignore") + mark_of(name)


def mark_of(name: str) -> str:
    """A short mark that keeps two names apart that would make one id."""
    return "~" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def without_counter(name: str) -> str:
    """ "ex (1).ipynb", "ex-2.ipynb", "ex-Copy1.ipynb" → "ex.ipynb"."""
    stem, dot, ending = name.rpartition(".")
    return re.sub(r"(?:\s*\(\d+\)|-\d+|-Copy\d*)+$", "", stem) + dot + ending


def natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", text)]
