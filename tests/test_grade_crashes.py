"""The real command, killed at random moments: nothing is lost, doubled or changed, and nothing is left running."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from kit import EINSUM_SECOND, EXERCISE, FIRST, LAST_AXIS, RIGHT, ROOT, SEED_FIRST, environment, in_time, sqlite_open

STUDENTS = 24
CODES = (RIGHT, LAST_AXIS, SEED_FIRST)
MARKS = (10.0, 4.0, 6.0)
KILLS = int(os.environ.get("KILLS", "2"))  # each costs a start of two workers
ROWS = """
    select student_id, sum(auto_score), count(*) from grade
    join submitted_notebook on submitted_notebook.id = grade.notebook_id
    join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
    group by student_id
"""


def hand_in(course):
    for number in range(STUDENTS):
        folder = course.classroom / "submitted" / f"student{number:02d}" / EXERCISE
        folder.mkdir(parents=True)
        (folder / f"{EXERCISE}.py").write_text(CODES[number % 3], encoding="utf-8")


def start(course, *more):
    """The command in a session of its own: a kill hits it alone, as a person's `kill -9` would."""
    arguments = [sys.executable, "-m", "autograder", "grade", EXERCISE, "--course", str(course.root), *more]
    return subprocess.Popen(
        arguments, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background ignore it
    )  # fmt: skip


def records(course):
    return sorted((course.classroom / "records").glob("*/*.json"))


def living(course) -> list[str]:
    """Command lines of the processes that have this course in their environment or arguments: workers, boxes."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except OSError:
            continue
        if str(course.root).encode() in words or f"GRADED_COURSE={course.root}".encode() in words:
            found.append((folder / "cmdline").read_bytes().decode(errors="replace"))
    return found


def wait_for_records(course, run, wanted: int) -> None:
    in_time(lambda: len(records(course)) >= wanted or run.poll() is not None, every=0.005)


def test_killed_again_and_again_it_ends_with_the_marks_of_a_quiet_run(make_course, monkeypatch):
    course = make_course()
    monkeypatch.setenv("GRADED_COURSE", str(course.root))
    hand_in(course)
    chance = random.Random()
    kept = {}
    for _ in range(KILLS):
        run = start(course, "--jobs", "2")
        wanted = len(kept) + chance.randrange(1, 7)  # somewhere in the middle of the marking
        wait_for_records(course, run, wanted)
        time.sleep(chance.random() * 0.1)
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        for path, text in kept.items():
            assert path.read_text(encoding="utf-8") == text, "finished work is not repeated"
        kept = {path: path.read_text(encoding="utf-8") for path in records(course)}
        assert all(json.loads(text)["tasks"] for text in kept.values())

    last = start(course, "--jobs", "2")
    out, _ = last.communicate(timeout=600)

    assert last.returncode == 1, out
    assert f"{STUDENTS - len(kept)} marked" in out and f"{len(kept)} unchanged" in out
    marks = {path.parent.name: json.loads(path.read_text(encoding="utf-8"))["score"] for path in records(course)}
    assert marks == {f"student{number:02d}": MARKS[number % 3] for number in range(STUDENTS)}
    assert all(path.read_text(encoding="utf-8") == text for path, text in kept.items())
    with sqlite_open(course.classroom / "gradebook.db") as book:
        rows = book.execute(ROWS).fetchall()
    assert {student: points for student, points, _ in rows} == marks
    assert {count for _, _, count in rows} == {3}, "two tasks and the question, once each"

    in_time(lambda: not living(course))  # workers and boxes end with the run that started them


def workers_of(run) -> list[int]:
    """Process ids of the workers that this run has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (
                f"\nPPid:\t{run.pid}\n" in (folder / "status").read_text()
                and b"spawn_main" in (folder / "cmdline").read_bytes()
            ):
                found.append(int(folder.name))
    return found


def test_a_worker_that_is_killed_costs_a_retry_not_a_submission(make_course):
    course = make_course()
    hand_in(course)
    run = start(course, "--jobs", "1")
    wait_for_records(course, run, 3)
    os.kill(workers_of(run)[0], signal.SIGKILL)

    out, _ = run.communicate(timeout=600)

    assert run.returncode == 1 and "Traceback" not in out, out
    assert f"{STUDENTS} marked" in out and "not graded" not in out
    scores = [json.loads(path.read_text(encoding="utf-8"))["score"] for path in records(course)]
    assert scores == [MARKS[number % 3] for number in range(STUDENTS)]


def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(make_course):
    course = make_course()
    hand_in(course)
    for never_ends in list(course.classroom.glob("submitted/*/*/*.py"))[1:]:  # the run is in the middle, however slow
        never_ends.write_text(f"def {FIRST}(X, K):\n    while True: pass\n\n{EINSUM_SECOND}", encoding="utf-8")
    run = start(course, "--jobs", "1")
    in_time(lambda: records(course))
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the whole group

    out, _ = run.communicate(timeout=600)

    assert run.returncode == 130
    assert "Traceback" not in out
    assert out.splitlines()[-1] == ("autograder: stopped. What was finished is kept; run the command again to go on")
    assert 0 < len(records(course)) < STUDENTS
