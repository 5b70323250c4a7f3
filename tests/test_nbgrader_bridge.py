"""The seam with nbgrader, on real gradebooks: nbgrader's rows, a person's marks kept, clear errors."""

import glob
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import compute_checksum, determine_grade

from autograder.course.exercise import Exercise, Limits, Question, Task
from autograder.errors import CourseError, SubmissionError
from autograder.nbgrader_bridge import (
    ensure_assignment,
    marks,
    open_gradebook,
    read_settings,
    read_timestamp,
    write_submission,
)
from autograder.verdict import Mistake, Record, TaskResult, Verdict

EXERCISE = Exercise(
    id="ex_demo",
    folder=Path("solutions/ex_demo"),
    title="Demo",
    chapter="02-multi-output-channels",
    feedback="full",
    limits=Limits(60, 5, 2000),
    tasks=(Task("one", 6.0, ("X",), ()), Task("two", 4.0, ("X",), ())),
    question=Question("why", 2.0),
)


def a_release(tasks=(("one", 6), ("two", 4)), question=("why", 2)):
    """A released notebook with nbgrader's metadata, checksums included."""

    def marked(cell, grade_id, **flags):
        meta = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
        cell.metadata["nbgrader"] = nbformat.from_dict({**meta, "grade_id": grade_id, **flags})
        cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
        return cell

    cells = [new_markdown_cell("Read this first.")]
    for name, points in tasks:
        cells.append(marked(new_code_cell(f"def {name}(X):\n    raise NotImplementedError"), name, solution=True))
        checks = new_code_cell(f"assert {name}(1) == 1")
        cells.append(marked(checks, f"test_{name}", grade=True, locked=True, points=points))
    if question:
        answer = new_markdown_cell("*Write your answer here.*")
        cells.append(marked(answer, question[0], grade=True, solution=True, points=question[1]))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def answered(release, text="Because every pixel is multiplied by the same matrix."):
    """The release with words in the question's cell."""
    notebook = nbformat.from_dict(release)
    notebook.cells[-1].source = text
    return notebook


def a_record(one=6.0, two=4.0, verdict=None, mistake=None):
    def result(task, score, points):
        right = score == points
        return TaskResult(
            task,
            score,
            points,
            verdict or (Verdict.PASSED if right else Verdict.FAILED),
            "" if right else f"{task} gives 3, expected 4.",
            mistake=None if right else mistake,
        )

    return Record("ex_demo", (result("one", one, 6.0), result("two", two, 4.0)), ("seccomp",))


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
    with sqlite3.connect(db_url.removeprefix("sqlite:///")) as connection:
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
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered(a_release()))

    ensure_assignment(gradebook, EXERCISE, a_release(tasks=(("one", 8), ("two", 4))))

    assert marks(gradebook, "ex_demo")[0].max_score == 14.0


def test_a_marked_task_cannot_be_removed_but_an_unmarked_one_can(gradebook):
    shorter = a_release(tasks=(("one", 6),))
    ensure_assignment(gradebook, EXERCISE, shorter)
    ensure_assignment(gradebook, EXERCISE, a_release())
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered(a_release()))

    with pytest.raises(CourseError, match="test_two, two has been marked already"):
        ensure_assignment(gradebook, EXERCISE, shorter)

    assert marks(gradebook, "ex_demo")[0].score == 10.0


def test_a_task_may_be_added_after_the_first_marks(gradebook):
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered(a_release()))
    longer = a_release(tasks=(("one", 6), ("two", 4), ("three", 5)))

    ensure_assignment(gradebook, EXERCISE, longer)
    three = TaskResult("three", 5.0, 5.0, Verdict.PASSED)
    record = Record("ex_demo", (*a_record().tasks, three), ())
    write_submission(gradebook, EXERCISE, "ada", record, answered(longer))

    assert marks(gradebook, "ex_demo")[0].score == 15.0


def test_a_submission_has_marks_comments_and_a_question_that_waits(gradebook):
    mistake = Mistake("last_axis", "stacks last", "Where is the new axis?", "book/02#x")
    write_submission(gradebook, EXERCISE, "ada", a_record(one=0.0, mistake=mistake), answered(a_release()))

    grades = {g.name: g for g in gradebook.find_submission_notebook("ex_demo", "ex_demo", "ada").grades}
    assert grades["test_one"].auto_score == 0.0 and not grades["test_one"].needs_manual_grade
    assert grades["test_two"].auto_score == 4.0
    assert grades["why"].auto_score is None and grades["why"].needs_manual_grade
    words = gradebook.find_comment("one", "ex_demo", "ex_demo", "ada").comment
    assert words == "one gives 3, expected 4.\n\nWhere is the new axis?"
    assert gradebook.find_comment("two", "ex_demo", "ex_demo", "ada").comment is None


@pytest.mark.parametrize("notebook", [a_release(), None], ids=["untouched", "no notebook"])
def test_an_unanswered_question_is_an_automatic_zero(gradebook, notebook):
    write_submission(gradebook, EXERCISE, "ada", a_record(), notebook)

    grade = gradebook.find_grade("why", "ex_demo", "ex_demo", "ada")
    cell = a_release().cells[-1]
    assert grade.auto_score == determine_grade(cell)[0] == 0
    assert not grade.needs_manual_grade
    assert gradebook.find_comment("why", "ex_demo", "ex_demo", "ada").auto_comment == "No response."


def test_a_regrade_keeps_what_a_person_wrote(gradebook):
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered(a_release()))
    for name, score in [("why", 1.5), ("test_one", 3.0)]:
        gradebook.find_grade(name, "ex_demo", "ex_demo", "ada").manual_score = score
    gradebook.find_comment("one", "ex_demo", "ex_demo", "ada").manual_comment = "Nearly."
    gradebook.db.commit()

    write_submission(gradebook, EXERCISE, "ada", a_record(one=0.0, two=0.0), answered(a_release()))

    (row,) = marks(gradebook, "ex_demo")
    assert (row.score, row.auto, row.manual) == (4.5, 0.0, 4.5)
    comment = gradebook.find_comment("one", "ex_demo", "ex_demo", "ada")
    assert comment.comment == "Nearly." and "gives 3" in comment.auto_comment
    # nbgrader's rule: marks given by hand are to be looked at again after a regrade
    for name in ("why", "test_one"):
        assert gradebook.find_grade(name, "ex_demo", "ex_demo", "ada").needs_manual_grade


def test_what_was_not_graded_keeps_its_old_mark(gradebook):
    write_submission(gradebook, EXERCISE, "ada", a_record(), answered(a_release()))
    write_submission(gradebook, EXERCISE, "ada", a_record(0.0, 0.0, Verdict.NOT_GRADED), answered(a_release()))
    write_submission(gradebook, EXERCISE, "bob", a_record(0.0, 0.0, Verdict.NOT_GRADED), answered(a_release()))

    ada, bob = marks(gradebook, "ex_demo")
    assert ada.score == 10.0
    assert [task.auto for task in bob.tasks] == [None, None, None] and bob.needs_person


def test_one_task_can_be_regraded_alone(gradebook):
    write_submission(gradebook, EXERCISE, "ada", a_record(0.0, 0.0), answered(a_release()))
    write_submission(gradebook, EXERCISE, "ada", a_record(), a_release(), tasks={"two"})

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
            answered(a_release()),
            submitted_at=datetime(2027, 1, day),
            late_policy=policy,
        )

    early, late = marks(gradebook, "ex_demo")
    assert (early.late_penalty, early.score) == (0.0, 10.0)
    assert (late.late_penalty, late.score) == (10.0, 0.0)


def test_the_time_of_submission_is_read_in_utc(tmp_path):
    assert read_timestamp(tmp_path) is None
    (tmp_path / "timestamp.txt").write_text("2027-01-15 14:00:00 +0200\n", encoding="utf-8")
    assert read_timestamp(tmp_path) == datetime(2027, 1, 15, 12)
    (tmp_path / "timestamp.txt").write_text("yesterday, about noon", encoding="utf-8")
    assert read_timestamp(tmp_path) is None


def test_students_without_a_submission_are_told_apart_from_a_zero(gradebook):
    gradebook.add_student("bob", first_name='Bob, the "builder"')
    write_submission(gradebook, EXERCISE, "ada", a_record(0.0, 0.0), None)

    assert [row.student for row in marks(gradebook, "ex_demo")] == ["ada"]
    assert [(r.student, r.submitted, r.score) for r in marks(gradebook, "ex_demo", everyone=True)] == [
        ("ada", True, 0.0),
        ("bob", False, 0.0),
    ]


@pytest.mark.parametrize("student", ["o'brien; drop table student", "a+b (c) [d].e", "Åsa 学生", "00042"])
def test_odd_student_ids_are_taken_verbatim(gradebook, student):
    write_submission(gradebook, EXERCISE, student, a_record(), answered(a_release()))

    assert [row.student for row in marks(gradebook, "ex_demo")] == [student]


@pytest.mark.parametrize("student", ["", "x" * 129, "nul\0", "half\udc80"])
def test_an_impossible_student_id_is_refused_in_one_line(gradebook, student):
    with pytest.raises(SubmissionError, match="1 to 128 characters"):
        write_submission(gradebook, EXERCISE, student, a_record(), None)


def test_an_unknown_exercise_is_named(gradebook):
    with pytest.raises(CourseError, match="ex_other: the gradebook does not know this exercise"):
        write_submission(gradebook, Exercise(**{**EXERCISE.__dict__, "id": "ex_other"}), "ada", a_record(), None)


def test_nbgrader_takes_the_new_gradebook_for_its_own(db_url, gradebook):
    with Gradebook(db_url, "a-course") as theirs:
        assert theirs.find_assignment("ex_demo").course_id == "a-course"


def test_a_new_gradebook_needs_no_program_on_the_path(tmp_path):
    environment = {**os.environ, "PATH": "/nonexistent"}
    code = "import sys; from autograder.nbgrader_bridge import open_gradebook as o\nwith o(sys.argv[1]): pass"
    subprocess.run([sys.executable, "-c", code, f"sqlite:///{tmp_path}/g.db"], env=environment, check=True)
    assert rows(f"sqlite:///{tmp_path}/g.db", "course", "id") == [("default_course",)]


def one_line(error) -> str:
    words = str(error.value)
    assert "\n" not in words and "Traceback" not in words
    return words


def test_a_gradebook_of_another_nbgrader_is_refused(db_url, gradebook):
    path = db_url.removeprefix("sqlite:///")
    for version, words in [
        ("282d30a0218e", "an older nbgrader.*nbgrader db upgrade"),
        ("f" * 12, "a newer nbgrader"),
    ]:
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        with pytest.raises(CourseError, match=words) as error, open_gradebook(db_url):
            pass
        assert path in one_line(error)


def test_another_nbgrader_is_refused_before_it_touches_anything(tmp_path):
    other = tmp_path / "nbgrader-0.10.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: nbgrader\nVersion: 0.10.0\n", encoding="utf-8")
    code = "from autograder import nbgrader_bridge as b\ntry: b.open_gradebook\nexcept Exception as error: print(error)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True).stdout
    assert said.startswith("nbgrader 0.9 is needed for the gradebook, 0.10.0 is installed. Run `pip install")


def test_a_file_that_is_no_gradebook_is_refused(tmp_path):
    (tmp_path / "notes.db").write_text("my notes, not a database. " * 100, encoding="utf-8")
    with (
        pytest.raises(CourseError, match="notes.db: this is not a gradebook"),
        open_gradebook(f"sqlite:///{tmp_path}/notes.db"),
    ):
        pass
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE recipes (name)")
    with (
        pytest.raises(CourseError, match="the tables are not nbgrader's"),
        open_gradebook(f"sqlite:///{tmp_path}/other.db"),
    ):
        pass


def test_a_locked_gradebook_is_waited_for_then_named(monkeypatch, tmp_path):
    from autograder.nbgrader_bridge import database

    url = f"sqlite:///{tmp_path}/gradebook.db"
    with open_gradebook(url) as gradebook:
        ensure_assignment(gradebook, EXERCISE, a_release())
    monkeypatch.setattr(database, "BUSY_SECONDS", 1)
    lock = sqlite3.connect(tmp_path / "gradebook.db", isolation_level=None, check_same_thread=False)
    with open_gradebook(url) as gradebook:
        lock.execute("BEGIN IMMEDIATE")
        with pytest.raises(CourseError, match="another program is writing to it") as error:
            write_submission(gradebook, EXERCISE, "ada", a_record(), None)
        assert one_line(error)

        threading.Timer(0.3, lambda: lock.execute("ROLLBACK")).start()
        write_submission(gradebook, EXERCISE, "ada", a_record(), None)
        assert len(marks(gradebook, "ex_demo")) == 1
    lock.close()


@pytest.mark.parametrize(
    "url, words",
    [
        ("postgresql+psycopg2://teacher:secret@127.0.0.1:9/marks", "no server answers there"),
        ("mysql+nodriver://teacher:secret@127.0.0.1/marks", "this is no database URL"),
        ("what is this", "this is no database URL"),
        ("oracle+nothing://x", "this is no database URL"),
    ],
)
def test_a_server_that_cannot_be_reached_is_one_line_without_the_password(url, words):
    with pytest.raises(CourseError, match=words) as error, open_gradebook(url):
        pass
    assert "secret" not in one_line(error)


@pytest.fixture(scope="module")
def server_url(tmp_path_factory):
    """A PostgreSQL server of our own on a socket in a temporary folder; it refuses to run as root."""
    found = [shutil.which("initdb"), *sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))]
    programs = next((Path(path).resolve().parent for path in found if path), None)
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory() as folder:
        as_user = []
        if os.getuid() == 0:
            shutil.chown(folder, "nobody")
            as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True, "cwd": folder}
        subprocess.run([*as_user, programs / "initdb", "-D", f"{folder}/data", "-U", "teacher", "-N"], **quiet)
        server = [*as_user, programs / "pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log"]
        subprocess.run([*server, "-o", f"-k {folder} -c listen_addresses=''", "start"], **quiet)
        try:
            yield f"postgresql+psycopg2://teacher@/postgres?host={folder}"
        finally:
            subprocess.run([*server, "-m", "immediate", "stop"], **quiet)


def test_a_server_keeps_the_same_marks(server_url):
    for _ in (1, 2):  # once to make the tables, once to find them
        with open_gradebook(server_url, "a-course") as gradebook:
            ensure_assignment(gradebook, EXERCISE, a_release())
            write_submission(gradebook, EXERCISE, "ada", a_record(one=0.0), answered(a_release()))
            write_submission(gradebook, EXERCISE, "nul", a_words_record("a NUL \0, half a pair \ud83d"), None)
            assert [(row.student, row.score) for row in marks(gradebook, "ex_demo")] == [
                ("ada", 4.0),
                ("nul", 0.0),
            ]
    with (
        pytest.raises(CourseError, match="no such database") as error,
        open_gradebook(server_url.replace("/postgres?", "/nothing?")),
    ):
        pass
    assert one_line(error)


def a_words_record(words):
    return Record("ex_demo", (TaskResult("one", 0.0, 6.0, Verdict.CRASHED, words),), ())


def test_a_submission_is_filed_in_milliseconds(gradebook):
    notebook = answered(a_release())
    write_submission(gradebook, EXERCISE, "warm", a_record(), notebook)

    start = time.perf_counter()
    for number in range(50):
        write_submission(gradebook, EXERCISE, f"student{number}", a_record(), notebook)

    # 5 ms on two idle cores; nbgrader's own bookkeeping takes 100
    assert (time.perf_counter() - start) / 50 < 0.05
