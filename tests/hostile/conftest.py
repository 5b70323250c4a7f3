"""A small course with canaries in every place that a student's program might reach, and one way to hand in a file."""

import hashlib
import importlib.util
import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from autograder import single, workers
from autograder.exercise import Course
from autograder.notebook import read_submission
from autograder.verdict import Record

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
EXERCISE = "ex02_multi_output"
CANARY = "CANARY-of-the-course-"  # programs that get out also print the word CANARY
SECRETS = ("CANARY", "expect_close", "draw.image", "small_inputs", "root:x:", "root:*:")
LIMITS = "[limits]\nseconds = 14\ncall_seconds = 1\nmemory_mb = 1800\n"


@dataclass(frozen=True)
class Outcome:
    """What came of one file."""

    verdicts: list[str]
    score: float
    max_score: float
    seconds: float
    shown: str  # everything that anybody gets to see: record, feedback page, autograded notebook
    feedback: str
    messages: list[str]


class Classroom:
    """Hands files in, one student each."""

    def __init__(self, course: Course):
        self.course = course
        self.release = course.release_notebook(EXERCISE)
        self._students = 0

    def hand_in(self, program: Path) -> Outcome:
        self._students += 1
        student = f"student{self._students}"
        folder = self.course.classroom / "submitted" / student / EXERCISE
        folder.mkdir(parents=True)
        self._write(program, folder)
        started = time.monotonic()
        graded = workers.mark_job(workers.Job(self.course, EXERCISE, student, folder))
        seconds = time.monotonic() - started
        shutil.rmtree(folder.parent)
        assert graded.record is not None, graded.problem
        record = graded.record
        return Outcome(
            [str(task.verdict) for task in record.tasks],
            record.score,
            record.max_score,
            seconds,
            "\n".join(
                [json.dumps(record.to_json(), ensure_ascii=False), graded.feedback, graded.notebook or ""]
            )
            + "\n".join([*record.notes, *record.flags]),
            graded.feedback,
            [task.message for task in record.tasks] + list(record.notes),
        )

    def replay(self, program: Path, seed: bytes) -> Record:
        """Mark this file with a seed from a log."""
        marker, release = workers._exercise(self.course, EXERCISE)
        submission = read_submission(program, release)
        return single.mark_submission(marker, submission, workers._box(False), seed=seed).record

    def _write(self, program: Path, folder: Path) -> None:
        if program.parent.name != "notebooks":
            shutil.copyfile(program, folder / f"{EXERCISE}.py")
            return
        spec = importlib.util.spec_from_file_location(program.stem, program)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        made = module.make(nbformat.read(self.release, as_version=4))
        path = folder / f"{EXERCISE}.ipynb"
        if isinstance(made, str):
            path.symlink_to(made)
        elif isinstance(made, bytes):
            path.write_bytes(made)
        else:
            path.write_text(nbformat.writes(made))


@pytest.fixture(scope="session")
def classroom(tmp_path_factory):
    """A copy of the exercise in a course of its own, with short limits, and canaries around it."""
    root = tmp_path_factory.mktemp("course")
    shutil.copyfile(REPOSITORY / "_config.yml", root / "_config.yml")
    for part in ("solutions", "exercises"):
        shutil.copytree(REPOSITORY / part / EXERCISE, root / part / EXERCISE, ignore=_not_needed)
    settings = root / "solutions" / EXERCISE / "exercise.toml"
    text = settings.read_text()
    before, _, after = text.partition("[limits]")
    settings.write_text(before + LIMITS + "\n[[tasks]]" + after.partition("[[tasks]]")[2])
    for place in (
        root,
        root / "solutions",
        root / "classroom" / "submitted" / "another_student",
        Path("/tmp"),
    ):
        place.mkdir(parents=True, exist_ok=True)
        (place / "canary_test.py").write_text(f"{CANARY}{place.name}")
    os.environ["AUTOGRADER_CANARY"] = CANARY + "environment"
    yield Classroom(Course(root))
    workers._drop_box()
    Path("/tmp/canary_test.py").unlink()
    del os.environ["AUTOGRADER_CANARY"]


def _not_needed(folder, names):
    return {name for name in names if name in ("demo_class", "wrong_answers", "right_answers", "__pycache__")}


@pytest.fixture(scope="session")
def warm(classroom):
    """The classroom with its box started, so that no program pays for that."""
    classroom.hand_in(HERE / "honest" / "warns.py")
    return classroom


def processes_of_the_box() -> list[int]:
    """Every descendant of this process."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                parents[int(name)] = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                pass
    found, new = set(), {os.getpid()}
    while new:
        new = {pid for pid, parent in parents.items() if parent in new} - found
        found |= new
    return sorted(found)


def fingerprint(root: Path) -> dict[str, str]:
    """Every file under a folder with a hash of its bytes."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
