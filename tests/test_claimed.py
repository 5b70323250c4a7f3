"""Whatever a function gives back, a hidden test ends in a verdict on it: never in a mark that is not given."""

import textwrap
from dataclasses import replace

import pytest
from kit import EXERCISE, FIRST, ROOT, SECOND, answer, copy_exercise

from autograder.course.course import Course
from autograder.course.exercise_toml import read_exercise
from autograder.marking.mark import Marker
from autograder.verdict import Verdict

USES = [
    "Y.shape == X.shape",
    "Y.item()",
    "Y + X",
    "Y[0][0][0]",
    "len(Y) and Y['a']",
    "(lambda first, second, third: first)(*Y)",
    "float(Y)",
    "[y.sum() for y in Y]",
    "torch.equal(Y, X)",
    "Y == (25, 10) or Y.reshape(1)",
    "hash(Y), Y.numpy(), Y()",
    "sorted(Y, key=float)",
    "torch.stack([Y, X])",
    "math.isclose(Y, 1.0)",
]
ODD = [
    "None", "3", "True", "float('nan')", "2**80", "10**400", "'a text'", "()", "(1, 2)", "[X, None]", "(X, X)",
    "[[[[[[[1]]]]]]]", "[0] * 70_000", "torch.zeros(())", "torch.zeros(0)", "torch.zeros(2**40, 0)", "X[0, 0] > 0",
    "torch.full((1, 2, 2), float('nan'))", "torch.zeros(2, dtype=torch.uint16)", "torch.zeros(2).to_sparse()",
    "torch.zeros(2, dtype=torch.complex64)", "torch.zeros(9000, 9000)", "[torch.zeros(9000, 9000)]",
    "{1: 2}", "object()", "Liar()", "(Liar(), 1)",
    "X.numpy()", "len", "type('', (), {})()", "(i for i in range(3))", "ValueError('no value')",
    "torch.nn.Linear(1, 1)",
    "recursive()", "{float('nan'): 1, 'a': {float('nan')}}", "LyingDict(a=1)", "LyingList([1])", "odd_frame()",
    "objects(1, 'a', None, Liar())", "datetime.datetime(2024, 1, 1, tzinfo=LyingZone())",
    "fractions.Fraction(10**2000, 3)", "decimal.Decimal('sNaN')", "OddError(1, [2])", "figure()", "Point(1, Liar())",
    "pd.Series([1, 2], index=['r', 'r'])", "b'bytes'", "1j", "(10**3000, -(10**3000))", "{(1, 2): X}",
]  # fmt: skip
HEAD = """
import collections, dataclasses, datetime, decimal, fractions
import matplotlib.pyplot as plt, numpy as np, pandas as pd, torch
class LyingDict(dict):
    __len__ = lambda self: 10**9
    items = __iter__ = keys = lambda self: iter([])
class LyingList(list):
    __iter__ = lambda self: iter(int, 1)
    __len__ = lambda self: -1
class LyingZone(datetime.tzinfo):
    utcoffset = lambda self, moment: 1 / 0
    tzname = lambda self, moment: 3
class OddError(Exception):
    __str__ = lambda self: 1 / 0
@dataclasses.dataclass
class Point:
    x: int
    y: object
def recursive():
    inner = []
    held = {"self": inner, "twice": [inner, inner]}
    inner += [held, held, (inner, held)]
    return held
def odd_frame():
    frame = pd.DataFrame([[1, {2}, None], [Liar(), "a", float("nan")]], index=["r", "r"], columns=["c", "c", (1, 2)])
    return frame.astype(object)
def figure():
    axes = plt.subplots(2, 2)[1]
    axes[0, 0].plot([float("nan"), float("inf"), 1e308], [1, 2, 3], label="\\x1b[31m")
    axes[0, 1].scatter([1], [2])
    axes[1, 0].imshow([[1, 2], [3, 4]])
    return axes[1, 1].figure
def objects(*cells):
    array = np.empty(len(cells), dtype=object)
    for place, cell in enumerate(cells):
        array[place] = cell
    return array.reshape(2, -1)
class Liar:
    __eq__ = lambda self, other: True
    __hash__ = lambda self: 1
    __getattr__ = lambda self, name: self
    __call__ = lambda self, *_, **__: self
"""


def functions(odd, *names):
    return HEAD + "".join(
        f"def {name}(*arguments, **options):\n    X = arguments[0]\n    return {odd}\n" for name in names
    )


@pytest.fixture(scope="module")
def touching(tmp_path_factory):
    """An exercise whose hidden tests do what tests do with a value, without first looking at what it is."""
    folder = copy_exercise(EXERCISE, tmp_path_factory.mktemp("touching"))
    lines = ["import math, torch", "from autograder.testing import expect, task"]
    for number, use in enumerate(USES):
        lines.append(
            textwrap.dedent(f'''
            @task("{FIRST}")
            def use_{number}(answer, draw):
                """Use {number}."""
                X = draw.image(1, 2, 2)
                Y = answer.{FIRST}(X, draw.filters(1, 1, 1, 1))
                if type(Y) is not torch.Tensor or Y.shape != X.shape or Y.dtype != X.dtype or Y.isnan().any():
                    {use}
                    expect(False, "A test that cannot use the value.")

            @task("{SECOND}")
            def other_{number}(answer, draw):
                """Other {number}."""
            ''')
        )
    (folder / "hidden_tests.py").write_text("\n".join(lines), encoding="utf-8")
    return Marker(replace(read_exercise(folder), feedback="example"))  # no line at fault is looked for


@pytest.mark.parametrize("odd", ODD)
def test_a_test_that_cannot_use_a_value_has_failed(mark_code, touching, odd):
    record = mark_code(functions(odd, FIRST, SECOND), marker=touching)

    task, other = record.tasks
    assert (task.verdict, task.score) == (Verdict.FAILED, 0.0), task.message
    assert {test.verdict for test in task.tests if test.name.startswith("Use")} == {Verdict.FAILED}
    assert other.verdict is Verdict.PASSED
    assert "no more words" not in str(record.notes)


@pytest.mark.parametrize("exercise_id", Course(ROOT).exercise_ids())
def test_no_task_of_the_course_goes_ungraded_for_what_an_answer_gave(mark_code, marker_of, exercise_id):
    exercise = Course(ROOT).exercise(exercise_id)
    marker = marker_of(exercise_id)
    plain = [task.name for task in exercise.tasks if task.name != "LeNet"]
    for odd in ("None", "(X, X)", "(Liar(), 1)", "[[[[[[[1]]]]]]]", "torch.zeros(2, dtype=torch.uint16)", "2**80"):
        network = f"class LeNet(torch.nn.Module):\n    def forward(self, X):\n        return {odd}\n"

        record = mark_code(functions(odd, *plain) + network, marker=marker)

        assert {task.verdict for task in record.tasks} <= {Verdict.FAILED, Verdict.CRASHED}, record.tasks
        assert "no more words" not in str(record.notes)


def test_a_network_that_gives_a_pair_fails_its_task_and_costs_no_other(mark_code, marker_of):
    marker = marker_of("ex05_lenet_shapes")
    pair = """
import torch
from torch import nn
import torch.nn.functional as F
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.maps = nn.Sequential(nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU())
        self.head = nn.Sequential(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    def forward(self, X):
        maps = F.adaptive_max_pool2d(self.maps(X), 5)
        return self.head(maps.flatten(1)), maps
"""

    _, field, network = mark_code(pair, answer("receptive_field", marker.exercise.id), marker=marker).tasks

    assert (field.verdict, network.verdict) == (Verdict.PASSED, Verdict.FAILED)
    assert "tuple" in network.message
