"""A class of forty in which twelve hand in what breaks graders: the twenty-eight others get their marks."""

import json
import os
import shutil

import pytest
from kit import EXERCISE, RIGHT, ROOT, command

from autograder import nbgrader_bridge
from autograder.classroom import export, grade, report
from autograder.classroom.grade import Wishes
from autograder.collecting import roster
from autograder.course.exercise import Course
from autograder.submission.identity import other_exercise

HONEST = [f"honest{number:02d}" for number in range(28)]
OTHER = "ex03_one_by_one"


def released(exercise_id=EXERCISE):
    return json.loads((ROOT / "exercises" / exercise_id / f"{exercise_id}.ipynb").read_text(encoding="utf-8"))


def with_surrogates():
    """Escapes of half a character in a name, in data and in text."""
    text = json.dumps(released()).replace('"cells": [', '"cells": [' + json.dumps(
        {"cell_type": "markdown", "metadata": {"x": "M"}, "source": "M", "attachments": {"M.png": {"image/png": "M"}}}
    ) + ", ", 1)  # fmt: skip
    return text.replace('"M', '"\\ud800').encode()


def spoilt(root):
    """The twelve, each in a folder of its own: {folder as bytes: whether there is a mark for it}."""

    def put(student, files, *, pipe=None):
        folder = os.fsencode(root) + b"/" + student + b"/" + EXERCISE.encode()
        os.makedirs(folder)
        for name, data in files.items():
            with open(folder + b"/" + name.encode(), "wb") as file:
                file.write(data)
        if pipe:
            os.mkfifo(folder + b"/" + pipe.encode())

    right = {f"{EXERCISE}.py": RIGHT.encode()}
    put(b"s01", {f"{EXERCISE}.ipynb": with_surrogates()})
    put(b"s02", {**right, "timestamp.txt": b"1E+999999999999999999999999999999999"})
    put(b"s03", {**right, "timestamp.txt": b"9" * 3_000_000})
    put(b"s04", right, pipe="timestamp.txt")
    put(b"s05", {}, pipe=f"{EXERCISE}.ipynb")
    put(b"s" * 140, right)
    put(b"caf\xe9", right)
    put(b"s08", {f"{EXERCISE}.py": b"# %%\nx=1\n" * 4_900_000})
    put(b"s09", {f"{EXERCISE}.ipynb": b'{"cells":[' + b"[" * 40_000_000})
    put(b"s10", {f"{OTHER}.ipynb": json.dumps(released(OTHER)).encode()})
    put(b"s11", {f"{EXERCISE}.ipynb": b"\xff\xfe" + b"\0" * 1_000_000})
    put(b"s12", {f"{'x' * 200}.ipynb": json.dumps(released()).encode()[:-400], "\u202egpj.exe": b""})


@pytest.fixture
def forty(make_course, grade_here):
    course = make_course()
    shutil.copytree(ROOT / "exercises" / OTHER, course.root / "exercises" / OTHER)
    root = course.classroom / "submitted"
    for student in HONEST:
        (root / student / EXERCISE).mkdir(parents=True)
        (root / student / EXERCISE / f"{EXERCISE}.py").write_text(RIGHT, encoding="utf-8")
    spoilt(root)
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


@pytest.mark.parametrize("exercise_id", sorted(path.name for path in (ROOT / "exercises").iterdir() if path.is_dir()))
def test_no_right_answer_is_taken_for_another_exercise(exercise_id):
    course = Course(ROOT)
    answers = [*(ROOT / "solutions" / exercise_id).glob("*_answers/*.py"), course.release_notebook(exercise_id)]
    notebook = released(exercise_id)
    for cell in notebook["cells"]:
        cell["metadata"] = {}

    for data in [*(path.read_bytes() for path in answers), json.dumps(notebook).encode()]:
        assert other_exercise(course, exercise_id, data) is None
