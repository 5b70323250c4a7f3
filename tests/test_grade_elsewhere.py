"""The same class on a Dask cluster of which a worker is killed, and in a PostgreSQL gradebook: the same marks."""

import contextlib
import json
import os
import signal
import subprocess
import sys

import pytest
from a_postgres import postgres  # noqa: F401  a fixture
from kit import EXERCISE, LAST_AXIS, RIGHT, ROOT, SEED_FIRST, command, environment, free_port, in_time

from autograder import nbgrader_bridge
from autograder.classroom import grade
from autograder.classroom.grade import Wishes
from autograder.errors import CourseError

STUDENTS = 14
CODES, MARKS = (RIGHT, LAST_AXIS, SEED_FIRST), (10.0, 4.0, 6.0)
EXPECTED = {f"student{number:02d}": MARKS[number % 3] for number in range(STUDENTS)}


@pytest.fixture
def a_class(make_course):
    """Fourteen students have handed in."""
    course = make_course()
    for number, student in enumerate(EXPECTED):
        folder = course.classroom / "submitted" / student / EXERCISE
        folder.mkdir(parents=True)
        (folder / f"{EXERCISE}.py").write_text(CODES[number % 3], encoding="utf-8")
    return course


def record_marks(course):
    paths = (course.classroom / "records").glob("*/*.json")
    return {path.parent.name: json.loads(path.read_text(encoding="utf-8"))["score"] for path in paths}


def book_marks(course, db_url=None):
    settings = nbgrader_bridge.read_settings(course.root)
    with nbgrader_bridge.open_gradebook(db_url or settings.db_url, settings.course_id) as book:
        return {row.student: row.auto for row in nbgrader_bridge.marks(book, EXERCISE)}


# ------------------------------------------------------------------------------------------------------------ Dask


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers on loopback: its address, and the workers' processes."""
    pytest.importorskip("distributed", reason="no Dask in this environment. pip install -r requirements-dev.txt")
    address = f"tcp://127.0.0.1:{free_port()}"
    log = (tmp_path / "dask.log").open("wb")
    env = environment() | {
        "DASK_DISTRIBUTED__WORKER__DAEMON": "False",  # a worker starts a sandbox of its own
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5",
    }
    started = []

    def start(*arguments):
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments], cwd=tmp_path, env=env, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        started.append(process)
        return process

    start("scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard")
    options = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "dask")]
    workers = [start("worker", address, *options) for _ in range(2)]
    wait_for_workers(address, 2)
    yield address, workers
    for process in reversed(started):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(300)
    log.close()


def wait_for_workers(address, count):
    script = f"from distributed import Client; Client({address!r}, timeout='300s').wait_for_workers({count}, 300)"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(), capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr


def test_a_worker_of_the_cluster_that_is_killed_loses_nothing(a_class, cluster):
    address, workers = cluster
    arguments = [sys.executable, "-m", "autograder", "grade", EXERCISE, "--course", str(a_class.root)]
    run = subprocess.Popen(
        [*arguments, "--cluster", address], env=environment(), cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    in_time(lambda: len(record_marks(a_class)) >= 3 or run.poll() is not None)
    os.kill(workers[0].pid, signal.SIGKILL)

    out, _ = run.communicate(timeout=600)

    assert run.returncode == 1 and "Traceback" not in out, out
    assert record_marks(a_class) == book_marks(a_class) == EXPECTED
    assert f"{STUDENTS} marked" in out and "needs a look" not in out


def test_an_address_where_nobody_answers_is_told_in_one_line(a_class):
    done = command("grade", EXERCISE, "--course", a_class.root, "--cluster", f"tcp://127.0.0.1:{free_port()}")

    assert done.returncode == 2
    assert done.stderr.startswith("autograder: --cluster tcp://127.0.0.1:") and done.stderr.count("\n") == 1
    assert record_marks(a_class) == {}


# ------------------------------------------------------------------------------------------------------ PostgreSQL


def test_a_postgresql_gradebook_holds_the_same_marks(a_class, postgres, real_box, grade_here):  # noqa: F811
    wishes = Wishes(db_url=postgres)

    assert grade.run(a_class, EXERCISE, wishes) == 1
    assert record_marks(a_class) == book_marks(a_class, postgres) == EXPECTED
    assert not (a_class.classroom / "gradebook.db").exists()

    before = {path: path.stat().st_mtime_ns for path in (a_class.classroom / "records").glob("*/*.json")}
    grade.run(a_class, EXERCISE, wishes)
    assert {path: path.stat().st_mtime_ns for path in before} == before, "a second run grades nothing"

    grade.run(a_class, EXERCISE, Wishes(db_url=postgres, force=True, students=("student01",)))
    assert book_marks(a_class, postgres) == EXPECTED


def test_a_database_that_does_not_answer_is_told_in_one_line(a_class, grade_here):
    pytest.importorskip("psycopg2")
    with pytest.raises(CourseError) as error:
        grade.run(a_class, EXERCISE, Wishes(db_url=f"postgresql+psycopg2://teacher@127.0.0.1:{free_port()}/course"))

    assert "\n" not in str(error.value) and "127.0.0.1" in str(error.value)
    assert record_marks(a_class) == {}
