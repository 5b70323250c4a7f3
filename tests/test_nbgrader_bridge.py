"""The seam with nbgrader, on real gradebooks: nbgrader's rows, a person's marks kept, clear errors."""

from datetime import datetime

import pytest
from gradebook_kit import EXERCISE, a_record, a_release
from kit import sqlite_open
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import determine_grade
from sqlalchemy import event

from autograder.course.exercise import Exercise
from autograder.errors import CourseError, SubmissionError
from autograder.nbgrader_bridge import (
    charge,
    ensure_assignment,
    marks,
    open_gradebook,
    read_settings,
    write_submission,
)
from autograder.verdict import Mistake, Record, TaskResult, Verdict


@pytest.fixture
def db_url(tmp_path):
    return f"sqlite:///{tmp_path}/gradebook.db"


@pytest.fixture
def gradebook(db_url):
    with open_gradebook(db_url, "a-course") as gradebook:
        ensure_assignment(gradebook, EXERCISE, a_release())
        yield gradebook


def rows(db_url, table, columns):
    """Rows of a table, without the random ids."""
    with sqlite_open(db_url.removeprefix("sqlite:///")) as connection:
        return sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)


def test_the_skeleton_is_what_nbgraders_own_step_writes(tmp_path, db_url, gradebook):
    theirs = f"sqlite:///{tmp_path}/theirs.db"
    with open_gradebook(theirs, "a-course") as other:
        other.update_or_create_assignment("ex_demo", course_id="a-course")
    resources = {"nbgrader": {"notebook": "ex_demo", "assignment": "ex_demo", "db_url": theirs}}

    SaveCells().preprocess(a_release(), resources)

    for table, columns in [
        ("assignment", "name, course_id, duedate"),
        ("notebook", "name, kernelspec"),
        ("base_cell", "name, type"),
        ("grade_cells", "max_score, cell_type"),
        ("source_cell", "name, cell_type, locked, source, checksum"),
    ]:
        assert rows(db_url, table, columns) == rows(theirs, table, columns)


def test_a_second_release_changes_no_row_and_keeps_the_due_date(db_url, gradebook):
    gradebook.update_or_create_assignment("ex_demo", duedate="2027-01-15 12:00:00")
    before = [rows(db_url, table, "*") for table in ("assignment", "notebook", "base_cell", "source_cell")]

    ensure_assignment(gradebook, EXERCISE, a_release())

    assert [rows(db_url, t, "*") for t in ("assignment", "notebook", "base_cell", "source_cell")] == before


def test_changed_points_reach_marks_already_given(gradebook):
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered={"why"})

    ensure_assignment(gradebook, EXERCISE, a_release(tasks=(("one", 8), ("two", 4))))

    assert marks(gradebook, "ex_demo")[0].max_score == 14.0


def test_a_marked_task_cannot_be_removed_but_an_unmarked_one_can(gradebook):
    shorter = a_release(tasks=(("one", 6),))
    ensure_assignment(gradebook, EXERCISE, shorter)
    ensure_assignment(gradebook, EXERCISE, a_release())
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered={"why"})

    with pytest.raises(CourseError, match="test_two, two has been marked already"):
        ensure_assignment(gradebook, EXERCISE, shorter)

    assert marks(gradebook, "ex_demo")[0].score == 10.0


def test_a_task_may_be_added_after_the_first_marks(gradebook):
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered={"why"})
    longer = a_release(tasks=(("one", 6), ("two", 4), ("three", 5)))

    ensure_assignment(gradebook, EXERCISE, longer)
    three = TaskResult("three", 5.0, 5.0, Verdict.PASSED)
    record = Record("ex_demo", (*a_record().tasks, three), ())
    write_submission(gradebook, EXERCISE, "ada", record, answered={"why"})

    assert marks(gradebook, "ex_demo")[0].score == 15.0


def test_a_submission_has_marks_comments_and_a_question_that_waits(gradebook):
    mistake = Mistake("last_axis", "stacks last", "Where is the new axis?", "book/02#x")
    write_submission(gradebook, EXERCISE, "ada", a_record(one=0.0, mistake=mistake), answered={"why"})

    grades = {g.name: g for g in gradebook.find_submission_notebook("ex_demo", "ex_demo", "ada").grades}
    assert grades["test_one"].auto_score == 0.0 and not grades["test_one"].needs_manual_grade
    assert grades["test_two"].auto_score == 4.0
    assert grades["why"].auto_score is None and grades["why"].needs_manual_grade
    words = gradebook.find_comment("one", "ex_demo", "ex_demo", "ada").comment
    assert words == "one gives 3, expected 4.\n\nWhere is the new axis?"
    assert gradebook.find_comment("two", "ex_demo", "ex_demo", "ada").comment is None


def test_an_unanswered_question_is_an_automatic_zero(gradebook):
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered=())

    grade = gradebook.find_grade("why", "ex_demo", "ex_demo", "ada")
    cell = a_release().cells[-1]
    assert grade.auto_score == determine_grade(cell)[0] == 0
    assert not grade.needs_manual_grade
    assert gradebook.find_comment("why", "ex_demo", "ex_demo", "ada").auto_comment == "No response."


def test_a_regrade_keeps_what_a_person_wrote(gradebook):
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered={"why"})
    for name, score in [("why", 1.5), ("test_one", 3.0)]:
        gradebook.find_grade(name, "ex_demo", "ex_demo", "ada").manual_score = score
    gradebook.find_comment("one", "ex_demo", "ex_demo", "ada").manual_comment = "Nearly."
    gradebook.db.commit()

    write_submission(gradebook, EXERCISE, "ada", a_record(one=0.0, two=0.0), answered={"why"})

    (row,) = marks(gradebook, "ex_demo")
    assert (row.score, row.auto, row.manual) == (4.5, 0.0, 4.5)
    comment = gradebook.find_comment("one", "ex_demo", "ex_demo", "ada")
    assert comment.comment == "Nearly." and "gives 3" in comment.auto_comment
    # nbgrader's rule: marks given by hand are to be looked at again after a regrade
    for name in ("why", "test_one"):
        assert gradebook.find_grade(name, "ex_demo", "ex_demo", "ada").needs_manual_grade


def test_what_was_not_graded_keeps_its_old_mark(gradebook):
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered={"why"})
    write_submission(gradebook, EXERCISE, "ada", a_record(0.0, 0.0, Verdict.NOT_GRADED), answered={"why"})
    write_submission(gradebook, EXERCISE, "bob", a_record(0.0, 0.0, Verdict.NOT_GRADED), answered={"why"})

    ada, bob = marks(gradebook, "ex_demo")
    assert ada.score == 10.0
    assert [task.auto for task in bob.tasks] == [None, None, None] and bob.needs_person


def test_one_task_can_be_regraded_alone(gradebook):
    write_submission(gradebook, EXERCISE, "ada", a_record(0.0, 0.0), answered={"why"})
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered=(), tasks={"two"})

    (row,) = marks(gradebook, "ex_demo")
    assert {task.name: task.auto for task in row.tasks} == {"one": 0.0, "two": 4.0, "why": None}


def test_late_work_is_charged_as_nbgrader_would(tmp_path, gradebook):
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n", encoding="utf-8"
    )
    policy = read_settings(tmp_path).late_policy
    gradebook.update_or_create_assignment("ex_demo", duedate="2027-01-15 12:00:00")

    for student, day in [("early", 14), ("late", 16)]:
        write_submission(
            gradebook,
            EXERCISE,
            student,
            a_record(),
            answered={"why"},
            submitted_at=datetime(2027, 1, day),
        )
    charge(gradebook, "ex_demo", policy, None, {})

    early, late = marks(gradebook, "ex_demo")
    assert (early.late_penalty, early.score) == (0.0, 10.0)
    assert (late.late_penalty, late.score) == (10.0, 0.0)


def test_students_without_a_submission_are_told_apart_from_a_zero(gradebook):
    gradebook.add_student("bob", first_name='Bob, the "builder"')
    write_submission(gradebook, EXERCISE, "ada", a_record(0.0, 0.0), answered=())

    assert [row.student for row in marks(gradebook, "ex_demo")] == ["ada"]
    assert [(r.student, r.submitted, r.score) for r in marks(gradebook, "ex_demo", everyone=True)] == [
        ("ada", True, 0.0),
        ("bob", False, 0.0),
    ]


@pytest.mark.parametrize("student", ["o'brien; drop table student", "a+b (c) [d].e", "Åsa 学生", "00042"])
def test_odd_student_ids_are_taken_verbatim(gradebook, student):
    write_submission(gradebook, EXERCISE, student, a_record(), answered={"why"})

    assert [row.student for row in marks(gradebook, "ex_demo")] == [student]


@pytest.mark.parametrize("student", ["", "x" * 129, "nul\0", "half\udc80"])
def test_an_impossible_student_id_is_refused_in_one_line(gradebook, student):
    with pytest.raises(SubmissionError, match="1 to 128 characters"):
        write_submission(gradebook, EXERCISE, student, a_record(), answered=())


def test_an_unknown_exercise_is_named(gradebook):
    with pytest.raises(CourseError, match="ex_other: the gradebook does not know this exercise"):
        write_submission(gradebook, Exercise(**{**EXERCISE.__dict__, "id": "ex_other"}), "ada", a_record(), answered=())


def test_a_submission_is_one_commit_and_few_statements_however_many_are_there(gradebook):
    costs = []
    done: list[str] = []
    event.listen(gradebook.engine, "commit", lambda _: done.append("commit"))
    event.listen(gradebook.engine, "before_cursor_execute", lambda *_: done.append("statement"))

    for number in range(20):
        done.clear()
        write_submission(gradebook, EXERCISE, f"student{number}", a_record(), answered={"why"})
        costs.append((done.count("commit"), done.count("statement")))

    assert set(costs[1:]) == {costs[-1]} and costs[-1][0] == 1
    assert costs[-1][1] < 25, "nbgrader's own bookkeeping takes 152"
