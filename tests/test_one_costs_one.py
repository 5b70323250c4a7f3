"""A class of forty in which twelve hand in what breaks graders: the twenty-eight others get their marks."""

import json
import shutil
import sys
import time
from pathlib import Path

import pytest
from kit import EXERCISE, RIGHT, ROOT, command

from autograder import nbgrader_bridge
from autograder.classroom import export, grade, report
from autograder.classroom.grade import Wishes
from autograder.collecting import roster
from autograder.course.course import Course
from autograder.course.release import read_release
from autograder.marking import single
from autograder.records import Records
from autograder.submission import apart, notebook
from autograder.submission.identity import other_exercise
from autograder.workers import worker

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.one_costs_one import OTHER, spoil

HONEST = [f"honest{number:02d}" for number in range(28)]


def released(exercise_id=EXERCISE):
    return json.loads((ROOT / "exercises" / exercise_id / f"{exercise_id}.ipynb").read_text(encoding="utf-8"))


@pytest.fixture
def forty(make_course, grade_here):
    course = make_course()
    shutil.copytree(ROOT / "exercises" / OTHER, course.root / "exercises" / OTHER)
    root = course.classroom / "submitted"
    for student in HONEST:
        (root / student / EXERCISE).mkdir(parents=True)
        (root / student / EXERCISE / f"{EXERCISE}.py").write_text(RIGHT, encoding="utf-8")
    spoil(root, RIGHT.encode())
    return course


def test_twelve_that_break_graders_cost_the_other_twenty_eight_nothing(forty, capsys, tmp_path):
    (tmp_path / "list.csv").write_text("student\n" + "\n".join([*HONEST, "nobody"]))
    roster.run(forty, tmp_path / "list.csv")

    status = grade.run(forty, EXERCISE, Wishes())
    said = capsys.readouterr().out

    assert status == 1
    settings = nbgrader_bridge.read_settings(forty.root)
    with nbgrader_bridge.open_gradebook(settings.db_url, settings.course_id) as book:
        marks = {row.student: row for row in nbgrader_bridge.marks(book, EXERCISE)}
    assert {student: marks[student].score for student in HONEST} == dict.fromkeys(HONEST, 10.0)
    for student in ("s02", "s03", "s04"):  # their work is whole; only the time is none
        assert marks[student].score == 10.0
        assert f"{student}: timestamp.txt holds no time" in said
    for student in ("s05", "s08", "s09", "s10", "s11", "s12"):
        assert marks[student].score == 0.0
    for line in ("s05: ", "s08", f"this is {OTHER}", "a student's id is 1 to 128 characters", "caf"):
        assert line in said
    assert "1 not handed in" in said

    text, people = export.export(forty, EXERCISE, "csv")
    assert "nobody" in text and sum(marks is not None for _, marks in people.students) == len(marks)
    assert report.run(forty, EXERCISE) == 0
    page = (forty.classroom / "report" / f"{EXERCISE}.html").read_text(encoding="utf-8")
    assert "not handed in" in page and "honest27" in page


def test_another_exercises_notebook_is_called_by_its_name_and_earns_nothing(tmp_path):
    given = ROOT / "exercises" / OTHER / f"{OTHER}.ipynb"
    stripped = released(OTHER)
    for cell in stripped["cells"]:
        cell["metadata"] = {}
    (tmp_path / "stripped.ipynb").write_text(json.dumps(stripped), encoding="utf-8")

    for path in (given, tmp_path / "stripped.ipynb"):
        record = json.loads(command("mark", EXERCISE, path, "--json").stdout)
        assert record["score"] == 0.0
        assert {task["verdict"] for task in record["tasks"]} == {"MISSING"}
        assert all(f"this is {OTHER}" in task["message"] for task in record["tasks"])


@pytest.mark.parametrize("exercise_id", Course(ROOT).exercise_ids())
def test_no_right_answer_is_taken_for_another_exercise(exercise_id):
    course = Course(ROOT)
    answers = [*(ROOT / "solutions" / exercise_id).glob("*_answers/*.py"), course.release_notebook(exercise_id)]
    notebook = released(exercise_id)
    for cell in notebook["cells"]:
        cell["metadata"] = {}

    for data in [*(path.read_bytes() for path in answers), json.dumps(notebook).encode()]:
        assert other_exercise(course, exercise_id, data) is None


@pytest.fixture
def three(make_course, grade_here):
    """Ada, Bob and Cem hand in right answers of a few hundred bytes."""
    course = make_course()
    for student in ("ada", "bob", "cem"):
        folder = course.classroom / "submitted" / student / EXERCISE
        folder.mkdir(parents=True)
        code = RIGHT + ("\n# COSTLY\n" if student == "bob" else "")
        (folder / f"{EXERCISE}.py").write_text(code, encoding="utf-8")
    return course


def costly(monkeypatch, module, name, harm):
    """Let a step do this harm where it meets Bob's file. One that never ends has a second: his file alone, so that a
    busy machine costs the others nothing."""
    real, in_a_child = getattr(module, name), apart.bytes_from_a_child

    def step(*arguments, **options):
        if "COSTLY" in repr(arguments) or "student='bob'" in repr(arguments):
            harm()
        return real(*arguments, **options)

    def short(path, work):
        with monkeypatch.context() as patch:
            if "bob" in path.parts and harm is never_ends:
                patch.setattr(apart, "SECONDS", 1)
            return in_a_child(path, work)

    monkeypatch.setattr(module, name, step)
    for each in (apart, worker):
        monkeypatch.setattr(each, "bytes_from_a_child", short)


def never_ends():
    time.sleep(600)


def raises():
    raise ValueError("a bug of the renderer")


def marks_of(course):
    records = Records(course, EXERCISE)
    return [(record.score if (record := records.read(student)) else None) for student in ("ada", "bob", "cem")]


@pytest.mark.parametrize(
    "module, name, harm, says",
    [
        (notebook, "repair", never_ends, "takes longer than 1 s"),
        (notebook, "repair", lambda: bytearray(2_000_000_000), "memory"),
        (worker, "with_marks", never_ends, "takes longer than 1 s"),
        (worker, "with_marks", raises, "cannot be opened (ValueError)"),
        (worker, "page", never_ends, "takes longer than 1 s"),
    ],
)
def test_a_small_file_that_is_slow_to_read_or_to_show_costs_its_author(
    three, monkeypatch, capsys, module, name, harm, says
):
    costly(monkeypatch, module, name, harm)

    status = grade.run(three, EXERCISE, Wishes())

    said = capsys.readouterr().out
    assert status == 1 and says in said and "bob" in said
    ada, bob, cem = marks_of(three)
    assert (ada, cem) == (10.0, 10.0) and bob in (None, 0.0)


def test_mark_and_report_have_the_same_clock(three, monkeypatch, capsys, real_box, marker):
    assert grade.run(three, EXERCISE, Wishes()) == 0
    costly(monkeypatch, notebook, "repair", never_ends)

    path = three.classroom / "submitted" / "bob" / EXERCISE / f"{EXERCISE}.py"
    record = single.mark_submitted(marker, read_release(three, EXERCISE), path, lambda: real_box).record
    assert record.score == 0.0 and "takes longer than 1 s" in record.notes[0]

    capsys.readouterr()
    assert report.run(three, EXERCISE) == 1
    assert "left out: ex02_multi_output.py: takes longer than 1 s" in capsys.readouterr().out
    page = (three.classroom / "report" / f"{EXERCISE}.html").read_text(encoding="utf-8")
    assert "ada" in page and "cem" in page


DAMAGED = {
    "half": lambda text: text[: len(text) // 2],
    "nested": lambda text: '{"tasks": ' + "[" * 200_000,
    "a text for a mark": lambda text: text.replace('"score": 6.0', '"score": "6"'),
    "no number": lambda text: text.replace('"score": 6.0', '"score": NaN'),
    "a list for a sentence": lambda text: text.replace('"message": ""', '"message": [1]'),
    "walls that are no text": lambda text: text.replace('"walls": [', '"walls": [7, '),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_record_costs_its_own_row_and_is_named(three, capsys, damage):
    assert grade.run(three, EXERCISE, Wishes()) == 0
    path = Records(three, EXERCISE).path("bob")
    path.write_text(DAMAGED[damage](path.read_text(encoding="utf-8")), encoding="utf-8")
    capsys.readouterr()

    assert report.run(three, EXERCISE) == 1
    assert f"left out: classroom/records/bob/{EXERCISE}.json: damaged" in capsys.readouterr().out
    page = (three.classroom / "report" / f"{EXERCISE}.html").read_text(encoding="utf-8")
    assert "feedback/ada/" in page and "feedback/cem/" in page and "feedback/bob/" not in page
    text, _ = export.export(three, EXERCISE, "csv")
    assert text.count(",10,") >= 3  # the gradebook holds the marks


def test_a_feedback_page_that_cannot_be_written_costs_nobody_else_and_is_named(three, capsys):
    assert grade.run(three, EXERCISE, Wishes()) == 0
    page = three.classroom / "feedback" / "bob" / EXERCISE / f"{EXERCISE}.html"
    page.unlink()
    page.mkdir()
    (page.parent.parent.parent / "cem" / EXERCISE / f"{EXERCISE}.html").unlink()
    capsys.readouterr()

    for command_ in (lambda: export.run(three, EXERCISE, to="csv"), lambda: report.run(three, EXERCISE)):
        assert command_() == 1
        assert f"left out: feedback/bob/{EXERCISE}" in capsys.readouterr().out
    assert (three.classroom / "feedback" / "cem" / EXERCISE / f"{EXERCISE}.html").is_file()
