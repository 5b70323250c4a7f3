"""`autograder return`: the feedback pages on their way back to the students.

moodle  a zip for Moodle's "Upload multiple feedback files in a zip": `<name>_<number>_assignfeedback_file_<file>`.
        Moodle splits the name at underscores and takes the second part for the participant's number.
canvas  a zip for Canvas's "Upload submissions": a file goes by the name under which Canvas handed out the student's own
        file, for Canvas takes the student's and the file's number from it.
mail    a CSV for a mail merge and a mail a student, ready to be sent, with the page attached
folder  a folder a student

A page is complete in itself: style inside, nothing loaded, links to the published book or none.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from autograder import words
from autograder.classroom import outputs
from autograder.classroom.export import looks, read_class
from autograder.classroom.settle import page_path
from autograder.collecting.attempts import read_state
from autograder.collecting.cells import harmless
from autograder.collecting.people import Person
from autograder.collecting.roster import languages_of
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.errors import CourseError, WrongUse
from autograder.files import write_atomically
from autograder.language import again, say
from autograder.plain_text import some
from autograder.sums import StudentMarks
from autograder.terminal import console

OLDEST_DATE = (1980, 1, 1, 0, 0, 0)  # the zip's own zero: same pages, same bytes
Files = Iterator[tuple[str, bytes]]  # path below the archive or the folder, content


@dataclass(frozen=True)
class Page:
    """One student's page, and whose it is."""

    exercise: Exercise
    person: Person
    marks: StudentMarks
    html: bytes
    language: str  # in which this student reads
    sent_as: str  # the name that Canvas gave the student's file; "" where it did not come from Canvas

    @property
    def name(self) -> str:
        """Of the file."""
        return f"{self.exercise.id}.html"


@dataclass(frozen=True)
class Way:
    """One way back: everything that `return` needs to know of it."""

    files: Callable[[Sequence[Page]], Files]
    lacks: Callable[[Page], str]  # why a page cannot go this way; "" where it can
    next: str  # what to do with it
    zipped: bool = True


def run(course: Course, exercise_id: str, *, to: str, output: Path | None = None, db_url: str | None = None) -> int:
    """The command: 1 where somebody's page could not go along."""
    way, exercise = WAYS[to], course.exercise(exercise_id)
    people = read_class(course, exercise_id, db_url).students
    handed_in = [(person, marks) for person, marks in people if marks]
    pages, left = _pages(course, exercise, handed_in)
    left |= {page.person.student: why for page in pages if (why := way.lacks(page))}
    going = [page for page in pages if page.person.student not in left]
    if not going:
        why = next(iter(left.values()), "nobody has been graded")
        step = "Take another way, such as --to folder" if pages else f"Run `autograder grade {exercise_id}` first"
        raise CourseError(f"{exercise_id}: no page to return: {why}. {step}")
    path = output or course.classroom / "return" / f"{exercise_id}-{to}{'.zip' if way.zipped else ''}"
    (_write_zip if way.zipped else _write_folder)(path, way.files(going), ours=output is None)
    outputs.remember(course, exercise_id, path, [marks for _, marks in handed_in])
    out = console()
    for line in looks(course, exercise_id, [page.marks for page in going]):
        out.print(line, style="look", markup=False, soft_wrap=True)
    for why in dict.fromkeys(left.values()):
        students = [student for student, reason in left.items() if reason == why]
        out.print(f"left out, {why}: {some(students)}", style="look", markup=False, soft_wrap=True)
    out.print(f"{len(going)} pages of {len(people)} students: {path}", markup=False, soft_wrap=True)
    out.print(way.next, markup=False, soft_wrap=True)
    return 1 if left else 0


def _pages(course: Course, exercise: Exercise, students) -> tuple[list[Page], dict[str, str]]:
    """The pages, and who has none, with the reason."""
    pages, left, languages = [], {}, languages_of(course, exercise)
    for person, marks in students:
        try:
            html = page_path(course, exercise.id, person.student).read_bytes()
        except OSError:
            left[person.student] = f"no page; run `autograder grade {exercise.id}`"
            continue
        state = read_state(course.classroom / "attempts" / person.student / exercise.id)
        language = languages[person.student]
        pages.append(Page(exercise, person, marks, html, language, state.name if state.platform == "canvas" else ""))
    return pages, left


def _moodle(pages: Sequence[Page]) -> Files:
    for page in pages:
        yield f"{_moodle_name(page)}_{_moodle_number(page)}_assignfeedback_file_{page.name}", page.html


def _moodle_number(page: Page) -> str:
    return page.person.moodle_number(page.exercise.id)


def _moodle_name(page: Page) -> str:
    """The student's name without what Moodle would take for the end of it, or for a hidden file."""
    name = "".join(" " if c in "_/\\" or not c.isprintable() else c for c in page.person.name or "Participant")
    return " ".join(name.split()).lstrip(".~ ")[:80] or "Participant"


def _canvas(pages: Sequence[Page]) -> Files:
    sent: set[str] = set()
    for page in pages:
        name = f"{page.sent_as.rpartition('.')[0] or page.sent_as}.html"
        if name not in sent:  # a group has handed in one file
            sent.add(name)
            yield name, page.html


def _mail(pages: Sequence[Page]) -> Files:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["student", "name", "email", "score", "max_score", "late_by", "late_penalty", "page", "mail"])
    for number, page in enumerate(pages, 1):
        marks, person = page.marks, page.person
        attached, mail = f"pages/{number:04}.html", f"mails/{number:04}.eml"
        late = [words.how_long(marks.late_by), words.points(marks.late_penalty)] if marks.late_by else ["", ""]
        row = [person.student, person.name, person.email, words.points(marks.score), words.points(marks.max_score)]
        table.writerow([harmless(cell) for cell in [*row, *late, attached, mail]])
        yield attached, page.html
        with page.exercise.speaking(page.language):
            yield mail, _message(page)
    yield "merge.csv", out.getvalue().encode("utf-8-sig")


def _message(page: Page) -> bytes:
    """A mail that waits for its sender: mail programs open it as a draft."""
    marks, title = page.marks, again(" ".join(page.exercise.title.split()))
    mail = EmailMessage(policy=SMTP)
    mail["To"] = page.person.email
    mail["Subject"] = say("{title}: your feedback", title=title)
    mail["X-Unsent"] = "1"
    score, most = words.points(marks.score), words.points(marks.max_score)
    lines = [say("{title}: {score} of {most} points.", title=title, score=score, most=most)]
    if marks.late_by:
        late = words.late(marks.late_by, marks.late_penalty)
        lines.append(say("Handed in {late}; the points are after that.", late=late))
    lines.append(say("The attached page says more. It opens in any browser, also offline."))
    mail.set_content("\n".join([*lines, ""]))
    mail.add_attachment(page.html, "text", "html", filename=page.name, params={"charset": "utf-8"})
    return mail.as_bytes()


def _folder(pages: Sequence[Page]) -> Files:
    for page in pages:
        yield f"{page.person.student}/{page.name}", page.html


def _no_moodle_number(page: Page) -> str:
    if _moodle_number(page):
        return ""
    return "without a Moodle number; collect with `--roster` and this assignment's grading worksheet"


def _not_from_canvas(page: Page) -> str:
    return "" if page.sent_as else "not collected from Canvas, which takes a page by the name of the student's file"


def _no_address(page: Page) -> str:
    name, at, host = page.person.email.partition("@")
    usable = name and at and host and page.person.email.isprintable() and not set(page.person.email) & set(" ,;<>\"'()")
    return "" if usable else "without a mail address; `autograder roster FILE` reads a list that has them"


WAYS: dict[str, Way] = {
    "moodle": Way(
        _moodle,
        _no_moodle_number,
        'Moodle: View all submissions, Grading action, "Upload multiple feedback files in a zip".',
    ),
    "canvas": Way(
        _canvas,
        _not_from_canvas,
        "Canvas: Gradebook, the assignment's menu, \"Re-Upload Submissions\". Canvas shows each page as a comment's "
        "file, under the name of the student's own file.",
    ),
    "mail": Way(_mail, _no_address, "merge.csv is for a mail merge; a file in mails/ opens as a draft.", zipped=False),
    "folder": Way(_folder, lambda page: "", "One folder a student.", zipped=False),
}


def _write_zip(path: Path, files: Files, *, ours: bool) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, OLDEST_DATE), data, zipfile.ZIP_DEFLATED)
    write_atomically(path, packed.getvalue())


def _write_folder(path: Path, files: Files, *, ours: bool) -> None:
    """A whole new folder in the place of the old one; a folder of the teacher's must be empty."""
    if not ours and path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise WrongUse(f"{path}: is not empty. Name a new folder with --output")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".returning-") as work:
        made = Path(work) / "made"
        made.mkdir(mode=0o755)
        for name, data in files:
            target = made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if path.exists():
            os.replace(path, Path(work) / "old") if ours else path.rmdir()
        os.replace(made, path)
