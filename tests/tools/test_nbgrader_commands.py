"""nbgrader's own commands over our nbgrader_config.py: the rows, notebooks and pages that `autograder grade` makes."""

import json
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from a_course import EXERCISE, RIGHT, WRONG_AXIS, answered, run
from kit import command, sqlite_open

from autograder.nbgrader_bridge import open_gradebook

GRADES = """
    SELECT s.student_id, c.name, g.auto_score, g.manual_score, g.needs_manual_grade
    FROM grade g JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id
    JOIN submitted_assignment s ON s.id = n.assignment_id ORDER BY 1, 2"""
COMMENTS = GRADES.replace("g.auto_score, g.manual_score, g.needs_manual_grade", "g.auto_comment, g.manual_comment")
COMMENTS = COMMENTS.replace("FROM grade g", "FROM comment g")
SUBMISSIONS = """
    SELECT s.student_id, s.timestamp, n.late_submission_penalty, n.flagged
    FROM submitted_assignment s JOIN submitted_notebook n ON n.assignment_id = s.id ORDER BY 1"""
CELLS = "SELECT b.name, b.type, s.source, s.checksum, s.locked FROM base_cell b JOIN source_cell s ON s.name = b.name"
SKELETON = f"{CELLS} ORDER BY 1, 2"


@pytest.fixture
def a_class(course, hand_in):  # nbgrader's own globs lose ids with brackets; `autograder grade` takes them
    """A class with the submissions that stop nbgrader or earn points there that they do not deserve."""
    hand_in("ada", RIGHT)
    (course / "classroom/submitted/ada" / EXERCISE / "timestamp.txt").write_text("2027-01-15 12:00:00 UTC")
    hand_in("bob o'neil, jr", WRONG_AXIS)
    hand_in("untouched", {})
    doubled = hand_in("doubled", RIGHT)
    notebook = json.loads(doubled.read_text(encoding="utf-8"))
    notebook["cells"] += [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]
    doubled.write_text(json.dumps(notebook), encoding="utf-8")
    hand_in("not_json", {}).write_text('{"cells": [', encoding="utf-8")
    forged = WRONG_AXIS["corr2d_multi_in_out"] + "\n\nimport sys\nsys.displayhook(6.0)"
    hand_in("forger", {**WRONG_AXIS, "corr2d_multi_in_out": forged})
    return course


def rows(course: Path, query: str) -> list[tuple]:
    with sqlite_open(course / "classroom" / "gradebook.db") as connection:
        return connection.execute(query).fetchall()


def test_both_ways_leave_the_same_rows(a_class):
    ours = a_class.with_name("ours")
    shutil.copytree(a_class, ours)
    grade = command("grade", EXERCISE, cwd=ours)
    assert "not graded" not in grade.stdout, grade.stdout

    autograde = run("nbgrader", "autograde", EXERCISE, cwd=a_class)

    assert autograde.returncode == 0, autograde.stderr[-3000:]
    for query in (GRADES, COMMENTS, SUBMISSIONS, SKELETON):
        assert rows(a_class, query) == rows(ours, query)
    scores = {}
    for student, _, score, _, _ in rows(a_class, GRADES):
        scores[student] = scores.get(student, 0) + (score or 0)
    assert scores == {"ada": 10, "bob o'neil, jr": 4, "doubled": 10, "forger": 4, "not_json": 0, "untouched": 0}
    assert rows(a_class, SUBMISSIONS)[0][1] == "2027-01-15 12:00:00.000000"
    for student in scores:
        path = a_class / "classroom" / "autograded" / student / EXERCISE / f"{EXERCISE}.ipynb"
        shown = nbformat.read(path, as_version=4)
        nbformat.validate(shown)
        ids = [cell.metadata.nbgrader.grade_id for cell in shown.cells if "nbgrader" in cell.metadata]
        assert sorted(ids) == sorted(set(ids)) and len(ids) == 5
        for cell in shown.cells:
            if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code":
                assert [output.output_type for output in cell.outputs] == ["execute_result", "stream"]
            assert "hidden_tests" not in str(cell) and "oracle" not in str(cell)

    again = run("nbgrader", "autograde", EXERCISE, "--force", cwd=ours)
    assert again.returncode == 0 and rows(ours, GRADES) == rows(a_class, GRADES)

    feedback = run("nbgrader", "generate_feedback", EXERCISE, cwd=a_class)
    assert feedback.returncode == 0, feedback.stderr[-3000:]
    pages = {student: feedback_page(a_class, student) for student in scores}
    assert "Traceback" not in "".join(pages.values()) and "assert " not in "".join(pages.values())
    assert "4</strong> of 12" in pages["forger"]


def feedback_page(course: Path, student: str) -> str:
    return (course / "classroom" / "feedback" / student / EXERCISE / f"{EXERCISE}.html").read_text(encoding="utf-8")


def test_generate_assignment_changes_no_byte_of_the_release(course):
    released = course / "exercises" / EXERCISE / f"{EXERCISE}.ipynb"
    before = released.read_bytes()
    command("release", EXERCISE, cwd=course)

    generated = run("nbgrader", "generate_assignment", EXERCISE, "--force", cwd=course)

    assert generated.returncode == 0, generated.stderr[-3000:]
    assert released.read_bytes() == before
    assert len(rows(course, "SELECT name FROM base_cell")) == 6


def test_nbgrader_validate_runs_the_visible_checks(course, tmp_path):
    for answers, words in [(RIGHT, "Success"), (WRONG_AXIS, "VALIDATION FAILED")]:
        nbformat.write(answered(course, answers), tmp_path / "mine.ipynb")
        patient = "--ExecutePreprocessor.timeout=600"  # by default 30 s for `import torch`, on a busy machine as well
        validated = run("nbgrader", "validate", str(tmp_path / "mine.ipynb"), patient, cwd=tmp_path)
        assert words in validated.stdout + validated.stderr


def test_an_older_gradebook_is_refused_and_the_step_that_is_named_mends_it(course, hand_in):
    """The schema before nbgrader knew courses, made of a new one."""
    hand_in("ada", {})
    gradebook = course / "classroom" / "gradebook.db"
    with open_gradebook(f"sqlite:///{gradebook}"):
        pass
    with sqlite_open(gradebook) as connection:
        connection.executescript("""
            CREATE TABLE older (id VARCHAR(32) PRIMARY KEY, name VARCHAR(128) UNIQUE NOT NULL, duedate DATETIME);
            DROP TABLE assignment; ALTER TABLE older RENAME TO assignment; DROP TABLE course;
            UPDATE alembic_version SET version_num = '282d30a0218e';""")

    refused = command("grade", EXERCISE, cwd=course)
    assert refused.returncode == 2
    (line,) = refused.stderr.strip().splitlines()
    assert str(gradebook) in line and "run `nbgrader db upgrade`" in line

    upgraded = run("nbgrader", "db", "upgrade", cwd=course)
    assert upgraded.returncode == 0, upgraded.stderr[-2000:]
    assert len(list(gradebook.parent.glob("gradebook.db.*"))) == 1, "nbgrader keeps a copy"
    with open_gradebook(f"sqlite:///{gradebook}") as opened:
        assert opened.assignments == []


PRESS_TWICE = f"""
import os
from pathlib import Path
from nbgrader.apps import NbGrader, NbGraderAPI

app = NbGrader()
app.load_cwd_config = True
app.load_config_file()
api = NbGraderAPI(config=app.config)
for student in ("ada", "bob"):
    said = api.autograde("{EXERCISE}", student)
    assert said["success"], said
stats = [path.read_text().rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat")]
print("boxes:", sum(stat[1] == str(os.getpid()) for stat in stats))
"""


def test_formgraders_second_press_finds_the_box_of_the_first(course, hand_in):
    hand_in("ada", RIGHT)
    hand_in("bob", WRONG_AXIS)
    pressed = run(sys.executable, "-c", PRESS_TWICE, cwd=course)
    assert "boxes: 1" in pressed.stdout.splitlines(), pressed.stdout + pressed.stderr[-2000:]
