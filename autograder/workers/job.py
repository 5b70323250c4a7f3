"""One submission to mark, and everything that there is to write about it."""

from dataclasses import dataclass
from pathlib import Path

from autograder.course.course import Course
from autograder.verdict import Fingerprint, Record


@dataclass(frozen=True)
class Job:
    """One submission to mark."""

    course: Course
    exercise_id: str
    student: str
    folder: Path
    fingerprint: Fingerprint  # of the files as they were when the job was made
    only_task: str | None = None
    trust: bool = False
    old: Record | None = None  # what is on file: its tasks stay where this job marks none

    @property
    def version(self) -> str:
        """A text that changes whenever the exercise does."""
        return self.fingerprint.exercise + self.fingerprint.beliefs


@dataclass(frozen=True)
class Graded:
    """What there is to write about one submission."""

    job: Job
    record: Record | None  # None: our fault, see `problem`
    notebook: bytes = b""  # the autograded notebook
    answered: frozenset[str] = frozenset()  # the questions in words below which the student wrote something
    problem: str = ""  # why nothing, or not everything, was graded
