"""How well near-identical answers are found: precision and recall on a made set.

    python -m benchmarks.similarity

The right answers of the course stand for independent students: many are of one technique. Where two files of the tree
hold the same lines (their author copied them), one is kept. A quarter of each class is then copied, in each of
six ways, and the class is searched. A pair that is found and is no copy counts against precision.
"""

from __future__ import annotations

import ast
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import nbformat
from rapidfuzz import fuzz

from autograder.classroom.similarity import SHORTEST, near_identical
from autograder.classroom.similarity_forms import form, tokens
from autograder.course.course import Course
from autograder.course.exercise import Exercise

VERBATIM = 90  # percent of characters: above that two files of the tree hold the same lines
NAMES = ("tmp", "val", "item", "res", "my_", "q")
REMARKS = ("now the loop", "take a slice", "as in the lecture", "add it up", "my idea")


@dataclass
class Counts:
    """What a search found, over all classes."""

    found: int = 0  # copies found
    copies: int = 0
    long: int = 0  # copies of answers that are long enough to be compared
    wrong: int = 0  # pairs of independent answers that were called alike

    @property
    def recall(self) -> float:
        return self.found / self.copies

    @property
    def precision(self) -> float:
        return self.found / ((self.found + self.wrong) or 1)


def renamed(source: str, rng: random.Random) -> str:
    """Every name of the student's own is another one."""
    tree = ast.parse(source)
    own = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)} - {"self"}
    names = {name: f"{rng.choice(NAMES)}{number}" for number, name in enumerate(sorted(own))}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
        elif isinstance(node, ast.arg):
            node.arg = names.get(node.arg, node.arg)
    return ast.unparse(tree)


def reordered(source: str, rng: random.Random) -> str:
    """Statements that do not need each other change places, and the sides of sums, products and comparisons."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for name in ("body", "orelse"):
            if isinstance(getattr(node, name, None), list):
                _swap(getattr(node, name))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mult) and rng.random() < 0.5:
            node.left, node.right = node.right, node.left
    return ast.unparse(tree)


def _swap(block: list[ast.stmt]) -> None:
    index = 0
    while index + 1 < len(block):
        one, other = block[index : index + 2]
        apart = not (_stored(one) & _used(other) or _stored(other) & _used(one))
        if isinstance(one, ast.Assign) and isinstance(other, ast.Assign) and apart:
            block[index : index + 2] = other, one
            index += 1
        index += 1


def _used(statement: ast.stmt) -> set[str]:
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def _stored(statement: ast.stmt) -> set[str]:
    return {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def reformatted(source: str, rng: random.Random) -> str:
    """Another layout: blank lines, brackets over several lines, other quotes."""
    lines = []
    for line in ast.unparse(ast.parse(source)).splitlines():
        head, bracket, rest = line.partition("(")
        if len(line) > 50 and bracket and line.count("(") == line.count(")"):
            lines += [head + bracket, " " * 12 + rest]
        else:
            lines.append(line)
        lines += [""] * (rng.random() < 0.2)
    return "\n".join(lines)


def commented(source: str, rng: random.Random) -> str:
    """Other comments."""
    lines = []
    for line in ast.unparse(ast.parse(source)).splitlines():
        if rng.random() < 0.5:
            lines.append(" " * (len(line) - len(line.lstrip())) + f"# {rng.choice(REMARKS)}")
        lines.append(line)
    return "\n".join(lines)


def padded(source: str, rng: random.Random) -> str:
    """One statement more, which does nothing."""
    tree = ast.parse(source)
    block = tree.body[0]
    assert isinstance(block, ast.FunctionDef | ast.ClassDef)
    inner = block.body[-1] if isinstance(block, ast.ClassDef) else block
    body = getattr(inner, "body", block.body)
    body.insert(0, ast.parse(f"{rng.choice(NAMES)}0 = {rng.randrange(9)}").body[0])
    return ast.unparse(tree)


def all_of_it(source: str, rng: random.Random) -> str:
    """Renamed, reordered, laid out anew and commented."""
    return commented(reformatted(renamed(reordered(source, rng), rng), rng), rng)


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    "renamed": renamed,
    "reordered": reordered,
    "reformatted": reformatted,
    "commented": commented,
    "padded": padded,
    "all of it": all_of_it,
}


def independent(exercise: Exercise) -> dict[str, dict[str, str]]:
    """{task: {name: the function}}: right answers of which no two hold the same lines."""
    tasks = {task.name for task in exercise.tasks}
    found: dict[str, dict[str, str]] = {name: {} for name in sorted(tasks)}
    for path in sorted((exercise.folder / "right_answers").rglob("*.py")):
        for part in re.split(r"^# %% *", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            name, _, code = part.partition("\n") if path.stem in tasks else (path.stem, "", part)
            for task, text in _functions(code, tasks):
                others = found[task].values()
                if all(fuzz.ratio(_bare(text), _bare(other)) < VERBATIM for other in others):
                    found[task][f"{path.stem} {name}"] = text
    return found


def _functions(code: str, tasks: set[str]) -> Iterator[tuple[str, str]]:
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in tasks:
            yield node.name, "\n".join(code.splitlines()[node.lineno - 1 : node.end_lineno])


def _bare(code: str) -> str:
    return re.sub(r"#.*|\"\"\".*?\"\"\"|\s", "", code, flags=re.DOTALL)


def measure(course: Course, exercises: list[Exercise], ways: list[str]) -> dict[str, Counts]:
    """The counts of each way to copy, over the tasks of these exercises."""
    counts = {way: Counts() for way in ways}
    for exercise in exercises:
        notebook = nbformat.read(course.release_notebook(exercise.id), as_version=4)
        release = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
        for task, alone in independent(exercise).items():
            for way in ways:
                _search(task, alone, way, release, counts[way])
    return counts


def _search(task: str, alone: dict[str, str], way: str, release: str, counts: Counts) -> None:
    rng = random.Random(f"{task} {way}")
    copied = rng.sample(sorted(alone), max(1, len(alone) // 4)) if alone else []
    made = dict(alone)
    for name in copied:
        text = WAYS[way](alone[name], rng)
        if ast.dump(ast.parse(text)) != ast.dump(ast.parse(alone[name])) or way in ("reformatted", "commented"):
            made[f"copy of {name}"] = text
            counts.copies += 1
            counts.long += len(tokens(form(alone[name], frozenset()))) >= SHORTEST
    groups, _ = near_identical({task: made}, release)
    found = {frozenset(pair) for group in groups for pair in combinations(group.students, 2)}
    for pair in found:
        origins = {name.removeprefix("copy of ") for name in pair}
        counts.found += len(origins) == 1
    counts.wrong += len({o for pair in found if len(o := frozenset(n.removeprefix("copy of ") for n in pair)) == 2})


def main() -> int:
    """Print one line a way to copy."""
    course = Course(Path(__file__).resolve().parent.parent)
    exercises = course.exercises()
    total = sum(len(alone) for exercise in exercises for alone in independent(exercise).values())
    print(f"{total} independent right answers")
    for way, counts in measure(course, exercises, list(WAYS)).items():
        print(
            f"{way:12} recall {counts.found}/{counts.copies} = {counts.recall:.2f}"
            f" (long enough: {counts.long}), precision {counts.precision:.2f} ({counts.wrong} wrong pairs)"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
