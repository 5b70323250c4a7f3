"""Marks leave the real gradebook in the shapes that LMSs read, late penalties in, formulas out."""

import csv
import io
from datetime import datetime

import pytest
from malformed.frame import at, small_release

from autograder.classroom import export
from autograder.collecting.cells import harmless, undefused
from autograder.collecting.people import Person
from autograder.collecting.roster import remember
from autograder.course.course import Course
from autograder.errors import CourseError
from autograder.nbgrader_bridge import ensure_assignment, open_gradebook, read_settings, write_submission
from autograder.verdict import Record, TaskResult, Verdict

TOML = """
title = "A small exercise"
chapter = "01-multi-input-channels"
[[tasks]]
name = "corr2d"
points = 4
arguments = ["X", "K"]
[[tasks]]
name = "add_channels"
points = 6
arguments = ["X", "K"]
[question]
name = "why"
points = 2
"""
LATE = """
from nbgrader.plugins import BasePlugin


class HalfAPointADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0.5 * total_seconds_late / 86400


c = get_config()
c.AssignLatePenalties.plugin_class = HalfAPointADay
"""


def record(one, two):
    def task(name, score, points):
        return TaskResult(name, score, points, Verdict.PASSED if score == points else Verdict.FAILED)

    return Record("ex_small", (task("corr2d", one, 4.0), task("add_channels", two, 6.0)), ())


@pytest.fixture
def course(tmp_path):
    """A course with a gradebook: three who handed in (one late, one whose question is marked), one who did not."""
    (tmp_path / "solutions" / "ex_small").mkdir(parents=True)
    (tmp_path / "solutions" / "ex_small" / "exercise.toml").write_text(TOML)
    (tmp_path / "nbgrader_config.py").write_text(LATE)
    course, release = Course(tmp_path), small_release()
    exercise, settings = course.exercise("ex_small"), read_settings(tmp_path)
    with open_gradebook(settings.db_url, settings.course_id) as book:
        ensure_assignment(book, exercise, release)
        book.update_or_create_assignment("ex_small", duedate="2026-11-01 12:00:00")
        for student, scores, when in [
            ("ada", (4.0, 6.0), datetime(2026, 11, 1)),
            ("=cmd|'/C calc'!A0", (4.0, 0.0), datetime(2026, 11, 1)),
            ("bob", (4.0, 6.0), datetime(2026, 11, 3, 12)),
        ]:
            write_submission(book, exercise, student, record(*scores), {"why"}, submitted_at=when)
        grade = book.find_grade("why", "ex_small", "ex_small", "ada")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        book.db.commit()
        book.add_student("eve", first_name="Eve", last_name='O"Hara, jr.', email="eve@uni")
    people = [
        Person("ada", "Lovelace, Ada", "ada@uni", "ada1", "S1", "A", "101", "501@ex_small 777@ex_other"),
        Person("bob", "Müller, Bob", "", "", "", "", "102", "888@ex_other"),
    ]
    remember(course.classroom, people)
    return course


def rows(course, to):
    text, _ = export.export(course, "ex_small", to)
    return list(csv.reader(io.StringIO(text, newline="")))


def test_canvas_gets_its_columns_and_the_row_of_points(course):
    table = rows(course, "canvas")

    assert table[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "A small exercise"]
    assert table[1] == ["    Points Possible", "", "", "", "", "12"]
    by_name = {row[0]: row for row in table[2:]}
    assert by_name["Lovelace, Ada"] == ["Lovelace, Ada", "101", "S1", "ada1", "A", "11.5"]
    assert by_name["Müller, Bob"][5] == "9"  # two days late
    assert by_name['Eve O"Hara, jr.'][5] == ""  # handed nothing in: blank, not 0


def test_moodle_gets_a_worksheet_with_this_exercises_numbers(course):
    table = rows(course, "moodle")

    assert table[0] == ["Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Last modified (grade)"]
    assert [row[:5] for row in table[1:]] == [["Participant 501", "Lovelace, Ada", "ada@uni", "11.5", "12"]]
    datetime.strptime(table[1][5], "%d %B %Y, %I:%M %p")


def test_moodle_without_numbers_gets_the_import_by_address(course):
    (course.classroom / "roster.csv").unlink()

    table = rows(course, "moodle")

    assert table[0] == ["Username", "Email address", "ID number", "Full name", "A small exercise"]
    assert ["eve", "eve@uni", "", 'Eve O"Hara, jr.', ""] in table


def test_the_spreadsheet_has_every_task_and_the_penalty(course):
    table = rows(course, "csv")

    by_student = {row[0]: dict(zip(table[0], row, strict=True)) for row in table[1:]}
    assert by_student["ada"]["why"] == "1.5" and by_student["ada"]["waits_for_person"] == "no"
    bob = by_student["bob"]
    assert (bob["late_by"], bob["late_penalty"], bob["score"]) == ("2 d 0 h", "1", "9")
    assert bob["why"] == "" and bob["waits_for_person"] == "yes"
    assert by_student["eve"]["handed_in"] == "no" and by_student["eve"]["score"] == ""


@pytest.mark.parametrize("to", sorted(name for name, form in export.FORMATS.items() if form.text is None))
def test_no_cell_begins_with_a_sign_that_a_spreadsheet_runs(course, to):
    cells = [cell for row in rows(course, to) for cell in row]

    assert not [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@")]
    if to != "moodle":
        assert any("'=cmd" in cell for cell in cells)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "plain", "a,b", "'quoted'"])
def test_what_was_made_harmless_can_be_read_back(text):
    assert undefused(harmless(text)) == text
    assert harmless(text).lstrip()[:1] not in "=+-@"


def test_the_command_writes_a_file_and_names_who_waits(course, capsys):
    assert export.run(course, "ex_small", to="canvas") == 0

    text = (course.classroom / "export" / "ex_small.canvas.csv").read_text(encoding="utf-8")
    assert text.startswith("Student,ID,")
    assert "Wait for a person's mark" in capsys.readouterr().out


def test_the_table_for_any_platform_is_called_by_the_exercise_alone(course):
    export.run(course, "ex_small", to="csv")

    assert [path.name for path in (course.classroom / "export").iterdir()] == ["ex_small.csv"]


def test_a_mark_by_hand_counts_and_stays_in_its_column_after_a_regrade(course, capsys):
    exercise, settings = course.exercise("ex_small"), read_settings(course.root)
    with open_gradebook(settings.db_url, settings.course_id) as book:
        write_submission(book, exercise, "ada", record(4.0, 0.0), {"why"})

    table = rows(course, "csv")
    export.run(course, "ex_small", to="csv")

    ada = next(dict(zip(table[0], row, strict=True)) for row in table if row[0] == "ada")
    assert (ada["why"], ada["score"], ada["waits_for_person"]) == ("1.5", "5.5", "no")
    assert "Marked again after a person's mark, which counts; look at it: ada" in capsys.readouterr().out


def test_a_mark_by_hand_above_the_points_that_there_are_now_is_said(course, capsys):
    toml = course.solutions / "ex_small" / "exercise.toml"
    release = small_release()
    at(release, "why").metadata.nbgrader.points = 1
    settings = read_settings(course.root)
    with open_gradebook(settings.db_url, settings.course_id) as book:
        toml.write_text(toml.read_text().replace("points = 2", "points = 1"))
        ensure_assignment(book, course.exercise("ex_small"), release)

    export.run(course, "ex_small", to="canvas")

    assert "More points than there are; look at what was given by hand: ada" in capsys.readouterr().out


def test_an_empty_gradebook_is_one_line(tmp_path):
    (tmp_path / "solutions" / "ex_small").mkdir(parents=True)
    (tmp_path / "solutions" / "ex_small" / "exercise.toml").write_text(TOML)

    with pytest.raises(CourseError, match="no marks in the gradebook"):
        export.export(Course(tmp_path), "ex_small", "csv")
