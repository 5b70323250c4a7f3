"""How long a thousand students' files take on their way in (a Canvas zip of 200 MB) and feedback on its way back.

    python -m benchmarks.in_and_out

Wanted: `collect` under 30 s without more memory for more students, `return` under 20 s.
"""

import json
import random
import resource
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from autograder.classroom import hand_back
from autograder.collecting.collect import collect
from autograder.collecting.roster import read_roster, roster_path, write_roster
from autograder.course.course import Course
from autograder.course.release import read_release
from autograder.nbgrader_bridge import ensure_assignment, open_gradebook, read_settings, write_submission
from autograder.records import Records, submission_fingerprint
from autograder.verdict import Fingerprint, Record, TaskResult, Verdict

ROOT = Path(__file__).resolve().parent.parent
STUDENTS = 1_000
BYTES = 200_000  # of one notebook
EXERCISE = "ex02_multi_output"


def download(path: Path) -> None:
    """A zip as Canvas makes it: a notebook a student, with a picture; not compressed, which takes the bench no time."""
    noise = random.Random(7)
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(STUDENTS):
            picture = noise.randbytes(BYTES // 2).hex()
            cell = {"cell_type": "code", "metadata": {}, "source": f"x = {number}", "outputs": [picture]}
            name = f"student{number}_{10_000 + number}_{2_000_000 + number}_{EXERCISE}.ipynb"
            archive.writestr(name, json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def class_of(root: Path) -> Course:
    """A course with the exercise, and nobody in it."""
    for part in ("solutions", "exercises"):
        shutil.copytree(ROOT / part / EXERCISE, root / part / EXERCISE)
    return Course(root)


def filed(course: Course) -> None:
    """Records and gradebook as `grade` leaves them; every fifth answer is wrong."""
    exercise, settings = course.exercise(EXERCISE), read_settings(course.root)
    records, release = Records(course, EXERCISE), read_release(course, EXERCISE)
    with open_gradebook(settings.db_url, settings.course_id) as book:
        ensure_assignment(book, exercise, release)
        for number, folder in enumerate(sorted((course.classroom / "submitted").iterdir())):
            right = number % 5 > 0
            made = [
                TaskResult(task.name, task.points * right, task.points, Verdict.PASSED if right else Verdict.FAILED)
                for task in exercise.tasks
            ]
            files = Fingerprint(submission_fingerprint(folder / EXERCISE))
            record = Record(EXERCISE, tuple(made), (), folder.name, fingerprint=files)
            write_submission(book, exercise, folder.name, record, ())
            records.write(record)
    people = read_roster(roster_path(course.classroom))
    write_roster(course.classroom, [replace(person, email=f"{person.canvas_id}@uni.example") for person in people])


def timed(say: str, do: Callable[[], object]) -> object:
    started = time.monotonic()
    done = do()
    print(f"{say}: {time.monotonic() - started:.1f} s", flush=True)
    return done


def main() -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        course = class_of(root)
        archive = root / "submissions.zip"
        download(archive)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        taken = f"collect of {STUDENTS}, {archive.stat().st_size / 1e6:.0f} MB"
        timed(taken, lambda: collect(course, EXERCISE, archive))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3
        print(f"memory of collect: {grown:.0f} MB more")
        timed("collect of the same again", lambda: collect(course, EXERCISE, archive))
        filed(course)
        for to in ("canvas", "mail", "folder"):
            timed(f"return of {STUDENTS} to {to}", lambda to=to: hand_back.run(course, EXERCISE, to=to))  # type: ignore[misc]


if __name__ == "__main__":
    main()
