"""The pile of what persons mark, split among several markers: `autograder pile`, and what formgrader shows of it.

`classroom/piles/<exercise>.json` keeps whose pile a student (or a question) is in. Who hands in later goes to the
smallest pile; nobody moves to another one while the number of piles stays.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.table import Table
from rich.text import Text

from autograder.classroom.settle import settler
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.errors import CourseError, WrongUse
from autograder.files import write_atomically
from autograder.sums import StudentMarks
from autograder.terminal import console

BY_STUDENT, BY_QUESTION = "student", "question"


@dataclass(frozen=True)
class Piles:
    """How an exercise's pile is split, and whether markers see names."""

    of: int = 1
    by: str = BY_STUDENT
    anonymous: bool = False
    shares: Mapping[str, int] = field(default_factory=dict)  # student or question -> its pile, from 1

    def dealt(self, keys: Iterable[str]) -> Piles:
        """With these students or questions dealt out too."""
        shares = dict(self.shares)
        sizes = Counter({number: 0 for number in range(1, self.of + 1)})
        sizes.update(shares.values())
        for key in sorted(set(keys) - shares.keys(), key=_shuffled):
            shares[key] = min(sizes, key=lambda number: (sizes[number], number))
            sizes[shares[key]] += 1
        return replace(self, shares=shares)

    def holds(self, pile: int, key: str) -> bool:
        """Whether a student or a question is in this pile; in pile 0 all are."""
        return pile == 0 or self.shares.get(key) == pile


def run(
    course: Course,
    exercise_id: str,
    *,
    of: int | None = None,
    by: str | None = None,
    anonymous: bool | None = None,
    db_url: str | None = None,
) -> int:
    """The command: split the pile, or show how it is split."""
    exercise = course.exercise(exercise_id)
    with settler(course, exercise_id, db_url) as ours:
        marks = ours.read()
    if not marks:
        raise CourseError(f"{exercise_id}: nothing to mark yet. Run `autograder grade {exercise_id}` first")
    piles = read(course, exercise_id)
    if of is not None or by is not None:
        of, by = of or piles.of, by or piles.by
        if by == BY_QUESTION and of > len(questions(exercise)):
            many = len(questions(exercise))
            raise WrongUse(f"{exercise_id}: {of} piles by question, and {many} to mark. Split by student")
        same = (of, by) == (piles.of, piles.by)
        piles = Piles(of, by, piles.anonymous, piles.shares if same else {})
    if anonymous is not None:
        piles = replace(piles, anonymous=anonymous)
    piles = piles.dealt(_keys(exercise, piles.by, (row.student for row in marks)))
    write(course, exercise_id, piles)
    _tell(exercise, piles, marks)
    return 0


def current(course: Course, exercise: Exercise, students: Iterable[str]) -> Piles:
    """How the pile is split now, with everybody in it who has handed in."""
    kept = read(course, exercise.id)
    if kept.of < 2:
        return kept
    piles = kept.dealt(_keys(exercise, kept.by, students))
    if piles != kept:
        write(course, exercise.id, piles)
    return piles


def questions(exercise: Exercise) -> list[str]:
    """The names of what persons mark."""
    return [question.name for question in exercise.questions]


def _keys(exercise: Exercise, by: str, students: Iterable[str]) -> list[str]:
    return questions(exercise) if by == BY_QUESTION else list(students)


def _shuffled(key: str) -> str:
    """A fixed order that says nothing about names: piles are no parts of the alphabet."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


def _path(course: Course, exercise_id: str) -> Path:
    return course.classroom / "piles" / f"{exercise_id}.json"


def read(course: Course, exercise_id: str) -> Piles:
    """How the pile of an exercise is split; in one where nobody has split it."""
    path = _path(course, exercise_id)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        shares = {str(key): int(number) for key, number in data["shares"].items()}
        piles = Piles(int(data["of"]), str(data["by"]), bool(data["anonymous"]), shares)
        if piles.of < 1 or piles.by not in (BY_STUDENT, BY_QUESTION):
            raise ValueError(piles.by)
        return piles
    except FileNotFoundError:
        return Piles()
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        step = "Remove it and split the pile again"
        raise CourseError(
            f"classroom/piles/{exercise_id}.json: cannot be read ({type(error).__name__}). {step}"
        ) from None


def write(course: Course, exercise_id: str, piles: Piles) -> None:
    """Keep how the pile is split."""
    data = {"of": piles.of, "by": piles.by, "anonymous": piles.anonymous, "shares": dict(sorted(piles.shares.items()))}
    write_atomically(
        _path(course, exercise_id), json.dumps(data, indent=1, ensure_ascii=False).encode("utf-8", "replace")
    )


def holding(course: Course, student: str) -> dict[str, Piles]:
    """The split piles that one student is in, by exercise."""
    found = {}
    for path in sorted((course.classroom / "piles").glob("*.json")):
        try:
            piles = read(course, path.stem)
        except CourseError:  # `pile` reports it
            continue
        if piles.by == BY_STUDENT and student in piles.shares:
            found[path.stem] = piles
    return found


def forget(course: Course, student: str) -> None:
    """Take one student out of all piles."""
    for exercise_id, piles in holding(course, student).items():
        others = {key: number for key, number in piles.shares.items() if key != student}
        write(course, exercise_id, replace(piles, shares=others))


def _tell(exercise: Exercise, piles: Piles, marks: list[StudentMarks]) -> None:
    out = console()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bright_black")
    for title in ("pile", f"{piles.by}s", "wait", ""):
        table.add_column(title, overflow="fold")
    for pile in range(1, piles.of + 1):
        mine = [key for key, number in sorted(piles.shares.items()) if number == pile]
        waiting = sum(waits(piles, pile, row) for row in marks)
        share = ", ".join(mine) if piles.by == BY_QUESTION else str(len(mine))
        page = f"?pile={pile}" if piles.of > 1 else ""
        table.add_row(*map(Text, (str(pile), share, str(waiting), page)))
    out.print(table)
    page = f"/formgrader/gradebook/{exercise.id}/{exercise.id}"
    out.print(f"in formgrader: {page}{'?pile=1' if piles.of > 1 else ''}", markup=False, soft_wrap=True)
    names = "hidden while marking" if piles.anonymous else "shown"
    out.print(f"{exercise.id}: names are {names}. `--anonymous on` or `off` changes it", markup=False, soft_wrap=True)


def waits(piles: Piles, pile: int, marks: StudentMarks) -> bool:
    """Whether something of this student waits for the marker of a pile."""
    if piles.by == BY_STUDENT:
        return marks.needs_person and piles.holds(pile, marks.student)
    return any(task.needs_person and piles.holds(pile, task.name) for task in marks.tasks)
