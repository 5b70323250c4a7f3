"""One class of every kind of broken submission beside honest students, through the real `autograder grade`."""

import contextlib
import csv
import io
import json
import re
import shutil

import nbformat
import pytest
from kit import ROOT, copy_exercise, mark_in_a_thread, sqlite_open
from malformed import programs  # noqa: F401  (its cases join the corpus)
from malformed.corpus import CASES, EXERCISE, FIRST, RIGHT, SECOND, at
from malformed.frame import written

from autograder.classroom import export, grade, report
from autograder.collecting.cells import undefused
from autograder.course import release
from autograder.course.course import Course

UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # ESC, bell, direction of text
HONEST = {"honest ada": (6, 4), "honest bob": (6, 0), "zz honest eve": (6, 4)}


def honest_notebook(course, marks=(6, 4)):
    """The real release with right answers in it."""
    notebook = nbformat.read(course.release_notebook(EXERCISE), as_version=4)
    for (name, source), points in zip(RIGHT.items(), marks, strict=True):
        if points:
            at(notebook, name).source = source
    at(notebook, "why_all_inputs").source = "Each filter has a slice for each channel, and its maps are added."
    return notebook


def hand_in(course, students):
    """Let these cases hand in."""
    for case in students:
        folder = course.classroom / "submitted" / case.student / EXERCISE
        folder.mkdir(parents=True)
        notebook = case.build(honest_notebook(course), folder)
        if notebook is not None:
            written(notebook, folder / f"{EXERCISE}.ipynb")


def scratch_course(root):
    """A course of its own with the real exercise, its clocks set short."""
    copy_exercise(EXERCISE, root)
    shutil.copy(ROOT / "_config.yml", root)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    toml = root / "solutions" / EXERCISE / "exercise.toml"
    text = toml.read_text().replace("call_seconds = 5", "call_seconds = 2").replace("seconds = 60", "seconds = 10")
    toml.write_text(text)
    course = Course(root)
    release.write(course, course.exercise(EXERCISE))
    return course


def bytes_of(folder):
    """Everything in a folder that is a plain file, by path."""
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and not p.is_symlink()}


@pytest.fixture(scope="module")
def graded(tmp_path_factory, real_box):
    """The class, graded once, by one worker with a box for all: course, exit status, output, submitted bytes before."""
    course = scratch_course(tmp_path_factory.mktemp("course"))
    for student, marks in HONEST.items():
        folder = course.classroom / "submitted" / student / EXERCISE
        folder.mkdir(parents=True)
        written(honest_notebook(course, marks), folder / f"{EXERCISE}.ipynb")
    hand_in(course, CASES)
    before = bytes_of(course.classroom / "submitted")
    out = io.StringIO()
    with contextlib.redirect_stdout(out), pytest.MonkeyPatch.context() as patch:
        mark_in_a_thread(real_box, patch)
        status = grade.run(course, EXERCISE, grade.Wishes())
    return course, status, out.getvalue(), before


def record(course, student):
    path = course.classroom / "records" / student / f"{EXERCISE}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_whole_class_is_graded_and_the_exit_status_tells_that_some_need_a_look(graded):
    course, status, out, _ = graded

    assert status == 1
    missing = [c.student for c in CASES if not (course.classroom / "records" / c.student / f"{EXERCISE}.json").exists()]
    assert missing == []


def test_honest_students_have_their_marks(graded):
    course = graded[0]

    for student, marks in HONEST.items():
        assert tuple(task["score"] for task in record(course, student)["tasks"]) == marks
        assert record(course, student)["flags"] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case.student)[1:-1][:60])
def test_each_gets_what_it_deserves(graded, case):
    course, _, out, _ = graded
    made = record(course, case.student)
    told = " ".join([*made["notes"], *made["flags"], *[t["message"] for t in made["tasks"]]])

    marks = tuple(task["score"] for task in made["tasks"])
    assert marks == case.marks, (told, made["tasks"])
    assert case.says in told
    if case.verdict:
        assert made["tasks"][0]["verdict"] == case.verdict, made["tasks"][0]
    assert all(task["verdict"] != "NOT_GRADED" for task in made["tasks"])
    if case.needs_look:
        assert case.student in out


def test_no_submitted_file_was_changed_moved_or_lost(graded):
    course, _, _, before = graded

    assert bytes_of(course.classroom / "submitted") == before


def test_everybody_has_a_row_and_nobody_more_than_the_maximum(graded):
    course = graded[0]
    with sqlite_open(course.classroom / "gradebook.db") as db:
        students = {row[0] for row in db.execute("select id from student")}
        most = db.execute("select max(auto_score) from grade").fetchone()[0]

    assert {case.student for case in CASES} | set(HONEST) <= students
    assert most <= 6


def test_every_autograded_notebook_opens_with_every_id_once(graded):
    course = graded[0]
    expected = sorted([FIRST, SECOND, f"test_{FIRST}", f"test_{SECOND}", "why_all_inputs"])

    paths = list((course.classroom / "autograded").rglob("*.ipynb"))
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert sorted(c.metadata.nbgrader.grade_id for c in notebook.cells if "nbgrader" in c.metadata) == expected
        assert path.stat().st_size < 3_500_000
    assert len(paths) >= len(HONEST)


def test_marks_leave_the_gradebook_with_every_odd_name_in_its_own_row(graded):
    text, _ = export.export(graded[0], EXERCISE, "csv")

    rows = list(csv.reader(io.StringIO(text, newline="")))
    names = [undefused(row[0]) for row in rows[1:]]
    printable = ["".join(c if c.isprintable() else " " for c in case.student) for case in CASES]
    assert sorted(names) == sorted([*printable, *HONEST])
    assert len({len(row) for row in rows}) == 1
    assert not UNSEEN.search(text)


def test_the_report_shows_the_whole_class(graded):
    page, records, *_ = report.report(graded[0], EXERCISE)

    assert len(records) == len(CASES) + len(HONEST)
    assert page.count('href="../feedback/') == len(records)
    assert page.count("<script>") == 1
    assert not UNSEEN.search(page) and "<img src=x" not in page


def test_no_name_reaches_the_terminal_or_a_feedback_page_with_its_control_codes(graded):
    course, _, out, _ = graded
    pages = [page.read_text(encoding="utf-8") for page in (course.classroom / "feedback").rglob("*.html")]

    assert len(pages) >= len(CASES) and not UNSEEN.search(out)
    assert not [page for page in pages if UNSEEN.search(page) or "<img src=x" in page]
