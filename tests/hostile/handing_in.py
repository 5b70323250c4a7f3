"""A small course with canaries in every place that a student's program might reach, and one way to hand in a file."""

import copy
import hashlib
import importlib.util
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
from autograder import words
from autograder.course.course import Course
from autograder.course.release import read_release
from autograder.marking import single
from autograder.marking.feedback import page
from autograder.marking.mark import Marker
from autograder.verdict import Record
from kit import EXERCISE, processes_below, with_answers

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
CANARY = "CANARY-of-the-course-"  # programs that get out also print the word CANARY
SECRETS = ("CANARY", "expect_close", "draw.image", "small_inputs", "root:x:", "root:*:")
LIMITS = "[limits]\nseconds = 9\ncall_seconds = 1\nmemory_mb = 1200\n"


@dataclass(frozen=True)
class Outcome:
    """What came of one file."""

    record: Record
    shown: str  # everything that anybody gets to see: record, feedback page, autograded notebook
    feedback: str

    @property
    def verdicts(self) -> list[str]:
        return [str(task.verdict) for task in self.record.tasks]

    @property
    def messages(self) -> list[str]:
        return [task.message for task in self.record.tasks] + list(self.record.notes)


class Classroom:
    """Hands files in, one student each; marks them as `grade` does, in one box."""

    def __init__(self, course: Course):
        self.course = course
        self.marker = Marker(course.exercise(EXERCISE))
        self.release = read_release(course, EXERCISE)
        self.box = single.open_box(for_a_class=True)
        self._students = 0

    def processes(self) -> int:
        """How many processes the box consists of, whatever else this test run has started."""
        return len(processes_below(self.box.pid))

    def hand_in(self, program: Path, seed: bytes | None = None, only_task: str | None = None) -> Outcome:
        """Hand in one file, mark it, keep everything that anybody gets to see of it."""
        self._students += 1
        folder = self.course.classroom / "submitted" / f"student{self._students}" / EXERCISE
        folder.mkdir(parents=True)
        self._write(program, folder)
        marked = single.mark_submitted(
            self.marker, self.release, folder, lambda: self.box, seed=seed, only_task=only_task
        )
        record = marked.record
        notebook = nbformat.writes(marked.notebook(self.release))
        shutil.rmtree(folder.parent)
        feedback = page(self.marker.exercise, record)
        said = [
            json.dumps(record.to_json(), ensure_ascii=False),
            *record.notes,
            *map(words.flag, record.flags),
            feedback,
            notebook,
        ]
        return Outcome(record, "\n".join(said), feedback)

    def _write(self, program: Path, folder: Path) -> None:
        if program.parent.name != "notebooks":
            code = with_answers(program.read_bytes().decode())
            (folder / f"{EXERCISE}.py").write_bytes(code.encode())
            return
        spec = importlib.util.spec_from_file_location(program.stem, program)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        made = module.make(copy.deepcopy(self.release))
        path = folder / f"{EXERCISE}.ipynb"
        if isinstance(made, str):
            path.symlink_to(made)
        elif isinstance(made, bytes):
            path.write_bytes(made)
        else:
            path.write_text(nbformat.writes(made))


def not_needed(folder, names):
    return {name for name in names if name in ("demo_class", "wrong_answers", "right_answers", "__pycache__")}


def fingerprint(root: Path) -> dict[str, str]:
    """Every file under a folder with a hash of its bytes."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
