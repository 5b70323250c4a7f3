"""Answers that are right for what tests usually ask, and for nothing else: none of them gets its points."""

import pytest
from kit import EXERCISE, ROOT, SECOND

from autograder.course import release
from autograder.course.course import Course
from autograder.verdict import Verdict
from autograder.wall import sandbox

COURSE = Course(ROOT)
WEAK = {
    "sizes that were seen": "y if max(map(max, (t.shape for t in tensors))) <= 16 else torch.zeros(1)",
    "pixels of a picture": "f(*[t.clamp(-9, 9) for t in a], **k)",
    "kernels of different numbers": "y if tensors[1].unique().numel() == tensors[1].numel() else y * 1.01",
    "off by a little": "y + 5e-5",
    "one buffer for all calls": "buffers.setdefault(y.shape, torch.empty_like(y)).copy_(y)",
}
WRAPPER = """
import torch
def weak(f, buffers):
    def answer(*a, **k):
        tensors, y = [t for t in a if isinstance(t, torch.Tensor)], f(*a, **k)
        return {}
    return answer
"""
LETS_THROUGH = """
import torch
class Card(torch.nn.Linear):
    def __init__(self, K):
        super().__init__(K.shape[1], K.shape[0], bias=False)
        self.weight.data.copy_(K[:, :, 0, 0])
    def forward(self, pixels):
        return super().forward(pixels.detach()){}
linear_from_1x1 = Card
"""


def solution(exercise):
    """The code cells of the solution, its checks left out."""
    cells = release.cut(exercise).source["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    return ["".join(cell["source"]) for cell in code if not cell["metadata"].get("nbgrader", {}).get("grade")]


def of_tensors(exercise):
    """Tasks whose functions take a tensor and give one."""
    return [task.name for task in exercise.tasks if {"X", "weight"} & set(task.arguments)]


EVERYWHERE = ("sizes that were seen", "off by a little")
PAIRS = [
    (exercise.id, weakness)
    for exercise in COURSE.exercises()
    for weakness in WEAK
    if of_tensors(exercise) and (exercise.id.startswith(("ex04", "ex06")) or weakness in EVERYWHERE)
]


@pytest.mark.parametrize("exercise_id, weakness", PAIRS)
def test_what_is_right_only_for_some_inputs_gets_nothing(mark_code, marker_of, exercise_id, weakness):
    exercise = COURSE.exercise(exercise_id)
    names = of_tensors(exercise)
    weakened = WRAPPER.replace("{}", WEAK[weakness]) + "".join(f"{name} = weak({name}, {{}})\n" for name in names)

    tasks = mark_code(*solution(exercise), weakened, marker=marker_of(exercise_id)).tasks

    verdicts = {task.task: task.verdict for task in tasks if task.task in names}
    assert len(verdicts) == len(names) and set(verdicts.values()) <= {Verdict.FAILED, Verdict.CRASHED}, verdicts


@pytest.mark.parametrize(
    "exercise_id, task, cut_off",
    [
        ("ex03_one_by_one", "linear_from_1x1", LETS_THROUGH.replace("{}", "")),
        ("ex05_lenet_shapes", "LeNet", "_F = LeNet.forward\nLeNet.forward = lambda self, X: _F(self, X).detach()"),
        (
            "ex05_lenet_shapes",
            "LeNet",
            "_F = LeNet.forward\nLeNet.forward = lambda self, X: _F(self, X.data).clone().detach() + 0 * _F(self, X)",
        ),
    ],
)
def test_a_layer_that_no_gradient_passes_gets_nothing(mark_code, marker_of, exercise_id, task, cut_off):
    exercise = COURSE.exercise(exercise_id)

    (result,) = mark_code(*solution(exercise), cut_off, marker=marker_of(exercise_id), only_task=task).tasks

    assert result.score == 0.0 and result.verdict in (Verdict.FAILED, Verdict.CRASHED)
    assert [test.verdict for test in result.tests].count(Verdict.PASSED) >= 3, "only the gradient is wrong"


WINDOWS = """
import os, sys, torch, numpy as np
from itertools import repeat
from operator import mul
def windows(X, K):
    h, w = K.shape[2:]
    view = np.lib.stride_tricks.sliding_window_view(X.numpy(), (h, w), axis=(1, 2))
    return view.transpose(1, 2, 0, 3, 4).reshape(view.shape[1], view.shape[2], -1), K.numpy().reshape(len(K), -1)
def maps(rows, K, places):
    return torch.tensor(np.array(rows, dtype="float32")).reshape(len(K), *places.shape[:2])
"""
WALK = """
def walk(X, K):
    Y = torch.zeros(len(K), X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1)
    for i in range(Y.shape[1]):
        for j in range(Y.shape[2]):
            Y[:, i, j] = (X[:, i : i + K.shape[2], j : j + K.shape[3]] * K).sum((1, 2, 3))
    return Y
"""
LOOPS = {
    "np.vectorize": "dot = np.vectorize(np.vdot, signature='(n),(n)->()')\n"
    "def f(X, K):\n    p, k = windows(X, K)\n    return maps([dot(p, one) for one in k], K, p)",
    "np.apply_along_axis": "def f(X, K):\n    p, k = windows(X, K)\n"
    "    return torch.from_numpy(np.apply_along_axis(k.dot, 2, p).transpose(2, 0, 1).copy())",
    "map of a C function": "def f(X, K):\n    p, k = windows(X, K)\n    flat = p.reshape(-1, k.shape[1])\n"
    "    return maps([list(map(np.vdot, flat, repeat(one))) for one in k], K, p)",
    "sums of Python numbers": "def f(X, K):\n    p, k = windows(X, K)\n    flat = p.reshape(-1, k.shape[1]).tolist()\n"
    "    return maps([list(map(sum, map(map, repeat(mul), flat, repeat(one)))) for one in k.tolist()], K, p)",
    "TorchScript": "from typing import List\n@torch.jit.script\n"
    "def dots(a: List[float], b: List[float], n: int):\n    out: List[float] = []\n"
    "    for i in range(len(a) // n):\n        s = 0.0\n        for j in range(n):\n            "
    "s += a[i * n + j] * b[j]\n        out.append(s)\n    return out\n"
    "def f(X, K):\n    p, k = windows(X, K)\n    a = p.reshape(-1).tolist()\n"
    "    return maps([dots(a, one, k.shape[1]) for one in k.tolist()], K, p)",
    "a module in the folder": f"open('helper.py', 'w').write('''import torch\n{WALK}''')\n"
    "sys.path.insert(0, os.getcwd())\nimport helper\ndef f(X, K):\n    return helper.walk(X, K)",
    "code under another name": f"apart = {{'torch': torch}}\nexec(compile('''{WALK}''', 'lib.py', 'exec'), apart)\n"
    "def f(X, K):\n    return apart['walk'](X, K)",
    "a generator": "def f(X, K):\n    p, k = windows(X, K)\n    ks = torch.from_numpy(k)\n"
    "    rows = (ks @ torch.from_numpy(p[i].copy()).T for i in range(len(p)))\n    return torch.stack(list(rows), 1)",
}  # fmt: skip
HONEST = sorted((ROOT / "solutions" / EXERCISE / "right_answers" / "no_loop").glob("*.py"))


SCRATCH = pytest.mark.skipif(sandbox.bubblewrap() is None, reason="needs a scratch folder")
WHERE = [pytest.param(name, marks=SCRATCH if "in the folder" in name else ()) for name in LOOPS]


@pytest.mark.parametrize("loop", WHERE)
def test_a_loop_over_pixels_is_found_wherever_it_runs_and_what_was_counted_is_said(mark_code, marker, loop):
    (result,) = mark_code(WINDOWS, LOOPS[loop], f"{SECOND} = f", marker=marker, only_task=SECOND).tasks

    assert (result.verdict, result.score) == (Verdict.FAILED, 0.0)
    assert "were counted" in result.message
    assert [test.verdict for test in result.tests if "step is repeated" not in test.name].count(Verdict.FAILED) == 0


@pytest.mark.parametrize("path", HONEST, ids=lambda path: path.stem)
def test_what_does_not_walk_over_pixels_passes(mark_code, marker, path):
    (result,) = mark_code(path.read_text(), marker=marker, only_task=SECOND).tasks

    assert result.verdict is Verdict.PASSED, result.message
