"""What earns points lies under solutions/ alone: no function of any other file gets a point from the real engine.

Four functions stand in full in the chapters, because the post that the course is about prints them, so they are no
secret anywhere. The boxes of the book judge in the reader's browser, so what is right is computed there.
"""

import json
import subprocess
import textwrap
import tomllib

import pytest
from candidates import gathered
from kit import EINSUM_SECOND, EXERCISE, ROOT, SECOND

from autograder.course.course import Course
from autograder.course.exercise import Limits
from autograder.marking import trial
from autograder.marking.answering import Answering
from autograder.marking.mark import Marker
from autograder.submission.cell import cells_of
from autograder.verdict import Verdict
from autograder.wall.boxed import BoxedNotebook

TAUGHT = {"corr2d_multi_in", "corr2d_multi_in_out", "corr2d_multi_in_out_1x1", "LeNet"}
IN_THE_PAGE = "book/practice/judging/references.py"
HOSTILE = "tests/hostile/programs/"  # under the names of the tasks they are marked by the tests there
LIMITS = Limits(seconds=60, call_seconds=1, memory_mb=1200)
EXERCISES = Course(ROOT).exercises()
NAMES = {task.name for exercise in EXERCISES for task in exercise.tasks}


class Renamed(Answering):
    """Calls a function of the submission by another name than the task's."""

    def __init__(self, notebook, task, alias):
        super().__init__(notebook, task)
        self._alias = alias

    def request(self, name, *arguments, **options):
        return super().request(self._alias if name == self.task.name else name, *arguments, **options)


def texts():
    """Every text file of the tree but the solutions."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if not name.startswith("solutions/") and path.is_file() and b"\0" not in path.read_bytes()[:1000]:
            yield path


def earn_points(exercise, files, box, root=ROOT):
    """(file, function, task) of each function in these files that passes the hidden tests of a task."""
    marker = Marker(exercise)
    for file in files:
        found = gathered(file, root, exercise, NAMES)
        if found is None:
            continue
        with BoxedNotebook(box, cells_of(found.cells), exercise.probe_source, LIMITS) as notebook:
            for candidate in found.candidates:
                if candidate.file.startswith(HOSTILE) and candidate.name == candidate.task:
                    continue
                answer = Renamed(notebook, exercise.task(candidate.task), candidate.alias)
                tests = marker.tests.of(candidate.task)
                results = (trial.run(test, answer, b"a seed for this", marker.tests, exercise) for test in tests)
                if all(result.verdict is Verdict.PASSED for result in results):
                    yield candidate.file, candidate.name, candidate.task


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_no_file_outside_solutions_holds_an_answer_that_earns_a_point(exercise, real_box):
    found = list(earn_points(exercise, texts(), real_box))

    assert [one for one in found if one[2] not in TAUGHT and one[0] != IN_THE_PAGE] == []
    in_chapters = {task for file, _, task in found if file.startswith("book/0")}
    assert in_chapters == TAUGHT & {task.name for task in exercise.tasks}


def test_no_hostile_program_earns_a_point_but_with_code_of_the_solutions():
    expected = tomllib.loads((ROOT / "tests" / "hostile" / "expectations.toml").read_text())
    for path in (ROOT / HOSTILE).glob("*.py"):
        said = expected[path.stem]
        second = said if isinstance(said, str) else said[1]
        assert "PASSED" not in second or "# solutions: " in path.read_text(), path.name


def test_an_answer_is_found_wherever_it_lies(real_box, tmp_path):
    head, *body = EINSUM_SECOND.splitlines(keepends=True)
    windows, result = (line.strip().partition(" ")[2].removeprefix("= ") for line in body)
    hidden = {
        "file.py": EINSUM_SECOND,
        "string.py": f"def test_it(mark):\n    mark({EINSUM_SECOND!r})\n",
        "filled_in.py": f'NAME = "f"\nCODE = f"""{EINSUM_SECOND.replace(SECOND, "{NAME}")}"""\n'.replace('"chw', "'chw")
        .replace('ohw"', "ohw'"),
        "two_strings.py": f"CODE = {head!r} + {''.join(body)!r}\n",
        "lambda.py": f"f = lambda X, K: {result.replace('windows', windows)}\n",
        "method.py": f"class T:\n    def test(self):\n{textwrap.indent(EINSUM_SECOND, '        ')}",
        "page.md": f"Text\n\n```python\n{EINSUM_SECOND}```\n",
        "notebook.ipynb": json.dumps({"cells": [{"cell_type": "code", "source": [head, *body]}]}),
        "settings.toml": f"answer = {json.dumps(EINSUM_SECOND)}\n",
        "script.js": f"const answer = `\n{EINSUM_SECOND}`;\n",
    }  # fmt: skip
    for name, text in hidden.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    found = earn_points(Course(ROOT).exercise(EXERCISE), sorted(tmp_path.iterdir()), real_box, tmp_path)

    assert {file for file, _, task in found if task == SECOND} == set(hidden)
