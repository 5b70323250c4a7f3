"""Beliefs of code that nobody coded: by the kind and shape of its results, and beside gaps that can be seen."""

import dataclasses
import json
import math

import pytest
from kit import ROOT

from autograder.course import beliefs
from autograder.course.exercise_toml import read_exercise
from autograder.errors import CourseError
from autograder.marking.mark import Marker

# all of them differ from every coding of the course in more than one way
CASES = {
    "a flipped slice, and a map as large as the image": (
        "ex01_multi_input",
        "corr2d",
        """
import numpy as np
def corr2d(image, kernel):
    kernel = np.flip(kernel.numpy())
    k_h, k_w = kernel.shape
    padded = np.pad(image.numpy(), ((k_h // 2, k_h // 2), (k_w // 2, k_w // 2)))
    out = np.zeros_like(image.numpy())
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (padded[i:i + k_h, j:j + k_w] * kernel).sum()
    return torch.from_numpy(out)
""",
        "result_keeps_input_size",
        (),
    ),
    "float64 and no plus one": (
        "ex01_multi_input",
        "corr2d",
        """
def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h, X.shape[1] - w, dtype=torch.float64)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y
""",
        "no_plus_one",
        (),  # the headline says that it is float64
    ),
    "right but for its kind": (
        "ex01_multi_input",
        "corr2d",
        """
def corr2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum((2, 3)).double()
""",
        None,
        (),  # the headline says it
    ),
    "an argument called otherwise beside other gaps": (
        "ex04_conv2d_parameters",
        "conv2d_output_shape",
        """
def conv2d_output_shape(h, w, kernel_size=1, stride=1, pad=0, dilation=1):
    h = (h + 2 * pad - dilation * (kernel_size - 1) - 1) // stride + 1
    w = (w + 2 * pad - dilation * (kernel_size - 1) - 1) // stride + 1
    return h, w
""",
        "whole_numbers_only",
        ("No argument of the function is called `padding`.", "Where an exception is asked for, none is raised."),
    ),
    "dilation is not looked at, nor are pairs and what does not fit": (
        "ex04_conv2d_parameters",
        "conv2d_output_shape",
        """
def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    def size(n):
        return (n - kernel_size + 2 * padding) // stride + 1
    return size(height), size(width)
""",
        "dilation_ignored",
        ("Pairs are not right yet.", "Where an exception is asked for, none is raised."),
    ),
    "groups are not looked at, nor are pairs": (
        "ex04_conv2d_parameters",
        "conv2d_parameter_count",
        """
def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    params = in_channels * out_channels * kernel_size * kernel_size
    return params + out_channels * bool(bias)
""",
        "groups_ignored",
        ("A pair as `kernel_size` is not handled.",),
    ),
    "an index out of range for no layer": (
        "ex05_lenet_shapes",
        "receptive_field",
        """
def receptive_field(layers):
    r, j, out = 1, 1, []
    for k, s, d in layers:
        r, j = r + (k - 1) * j, j * s
        out.append(r)
    return out[-1]
""",
        "dilation_ignored",
        ("An empty list is not handled.",),
    ),
    "a LeNet of other sizes, with tanh": (
        "ex05_lenet_shapes",
        "LeNet",
        """
from torch import nn
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(3, 12, 5), nn.Tanh(), nn.MaxPool2d(2), nn.Conv2d(12, 24, 5), nn.Tanh(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(600, 100), nn.Tanh(), nn.Linear(100, 10))
    def forward(self, x):
        return self.net(x)
""",
        "other_layers",
        (),
    ),
    "for one filter alone": (
        "ex02_multi_output",
        "corr2d_multi_in_out",
        """
def corr2d_multi_in_out(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))
""",
        None,  # the whole K in a loop over its filters stops with the same words
        ("The function is right when `K` has one axis less: for one entry, `K[0]`.",),
    ),
    "for a batch of images": (
        "ex06_separable",
        "depthwise",
        """
def depthwise(X, K):
    images, channels, height, width = X.shape
    return torch.einsum("nchwij,cij->nchw", X.unfold(2, K.shape[1], 1).unfold(3, K.shape[2], 1), K)
""",
        None,  # who takes K to have four axes stops with the same words
        ("The function is right when `X` has one axis more in front, as a batch has.",),
    ),
    "the same words as a belief, on all inputs but those with one row": (
        "ex06_separable",
        "depthwise",
        """
def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k[1]) for x, k in zip(X, K)])
""",
        None,
        (),
    ),
    "for arrays of NumPy's": (
        "ex01_multi_input",
        "corr2d",
        """
import numpy as np
def corr2d(X, K):
    h, w = K.shape
    Y = np.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = np.sum(X[i:i + h, j:j + w] * K)
    return Y
""",
        None,
        ("The function is right when it is given arrays of NumPy's; here it is given tensors of PyTorch's.",),
    ),
    "channels last, and square windows": (
        "ex02_multi_output",
        "corr2d_multi_in_out",
        """
def corr2d_multi_in_out(X, K):
    size = K.shape[0]
    Y = torch.zeros(X.shape[0] - size + 1, X.shape[1] - size + 1, K.shape[3])
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = torch.tensordot(X[i:i + size, j:j + size], K, 3)
    return Y
""",
        None,
        (
            "The function is right when the channels are the last axis of `X`; here they come before rows and columns.",
            "The function is right when `K` has the axes (rows, columns, in, out), not (out, in, rows, columns).",
            "The function is right for squares alone, which are as high as wide.",
        ),
    ),
    "square windows alone": (
        "ex02_multi_output",
        "corr2d_multi_in_out",
        """
def corr2d_multi_in_out(X, K):
    assert K.shape[2] == K.shape[3], "square windows only"
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("chwij,ocij->ohw", windows, K)
""",
        None,
        ("`K`, where it is not square, is not handled.",),
    ),
    "a cache beside the result": (
        "ex01_multi_input",
        "corr2d",
        """
def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h, X.shape[1] - w)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y, (X, K)
""",
        "no_plus_one",
        (),  # the headline says that it is a tuple
    ),
    "the same words of Python's, from another line": (
        "ex02_multi_output",
        "corr2d_multi_in_out",
        """
def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(X[c], K) for c in range(len(X))) for o in range(len(K))])
""",
        None,  # the belief that hands X and K over whole stops with the same words
        (),
    ),
    "a number of its own that is taken for a pair": (
        "ex04_conv2d_parameters",
        "conv2d",
        """
def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    size = X.shape[2] - weight.shape[2] + 1
    return torch.zeros(len(X), len(weight), size[0], size[1])
""",
        None,  # the belief that settings are pairs stops with the same words
        (),
    ),
    "what is missing for sure, where two beliefs give the same": (
        "ex04_conv2d_parameters",
        "conv2d_parameter_count",
        """
def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return in_channels * kernel_size ** 2 * out_channels + 1
""",
        None,
        ("`bias` and `groups` are not looked at.", "A pair as `kernel_size` is not handled."),
    ),
    "width before height, and more": (
        "ex04_conv2d_parameters",
        "conv2d_output_shape",
        """
def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    width = (width + 2 * padding - kernel_size) // stride + 1
    height = (height + 2 * padding - kernel_size) // stride + 1
    return width, height
""",
        "width_first",
        (
            "`dilation` is not looked at.",  # though it is right by luck where the window is one pixel
            "Pairs as `kernel_size`, `stride` or `padding` are not handled.",
            "Where an exception is asked for, none is raised.",
        ),
    ),
}


@pytest.fixture(scope="module")
def named(real_box, mark_code):
    """named(exercise, task, code) → the result of the task; no line at fault is looked for."""
    markers = {}

    def named(exercise, task, code):
        read = dataclasses.replace(read_exercise(ROOT / "solutions" / exercise), feedback="example")
        marker = markers.setdefault(exercise, Marker(read, patience=10.0))
        head = "import torch\nfrom d2l import torch as d2l\n"
        return mark_code(head + code, marker=marker, only_task=task).tasks[0]

    return named


@pytest.mark.parametrize("case", CASES)
def test_the_belief_of_code_that_nobody_coded(named, case):
    exercise, task, code, belief, also = CASES[case]

    result = named(exercise, task, code)

    assert (result.mistake.id if result.mistake else None, result.also) == (belief, also)


def test_the_example_shows_the_shape_that_is_named(named):
    """The slice is flipped, too, and small examples show that alone: another one is taken."""
    exercise, task, code, _, _ = CASES["a flipped slice, and a map as large as the image"]

    result = named(exercise, task, code)

    example = result.counterexample
    assert example.got["shape"] != example.expected["shape"]
    assert json.dumps(example.arguments)  # it crosses into the record like any other
    assert "the result has the shape" in result.mistake.refuted


def test_the_example_shows_the_belief_and_not_only_an_exception_that_is_missing(named):
    exercise, task, code, *_ = CASES["dilation is not looked at, nor are pairs and what does not fit"]
    example = named(exercise, task, code).counterexample

    assert example.arguments.get("dilation", 1) != 1 and example.expected != {"raises": "ValueError"}


def test_one_map_for_three_has_several_reasons(named):
    """A shape that several beliefs may have made names none of them."""
    code = "def corr2d_multi_in(X, K):\n    return d2l.corr2d(X[0], K[-1]) * 3 - X.mean()"

    assert named("ex01_multi_input", "corr2d_multi_in", code).mistake is None


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [("shape", "(1, *expected", "shape"), ("seen", "got[", "seen"), ("gap", "3", "gap")],
)
def test_a_sight_that_is_not_written_well_is_told(tmp_path, key, value, says):
    table = f'[some]\nbelief = "b."\nhint = "h?"\ncode = "def corr2d(X, K): pass"\n{key} = '
    folder = tmp_path / "solutions" / "ex01_multi_input"
    (folder / "wrong_answers").mkdir(parents=True)
    written = value if key == "gap" else json.dumps(value)
    (folder / "wrong_answers" / "corr2d.toml").write_text(table + written + "\n", encoding="utf-8")
    exercise = dataclasses.replace(read_exercise(ROOT / "solutions" / "ex01_multi_input"), folder=folder)

    with pytest.raises(CourseError, match=f"some: {says}"):
        beliefs.read_all(exercise)


def test_an_answer_that_needs_a_bias_has_a_small_example_with_one(named):
    code = """
def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    X = F.pad(X, (padding,) * 4, value=1.0)
    windows = X.unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    return torch.einsum("nchwij,ocij->nohw", windows, weight) + bias.reshape(-1, 1, 1)
"""
    result = named("ex04_conv2d_parameters", "conv2d", "import torch.nn.functional as F\n" + code)

    example = result.counterexample.arguments
    assert result.mistake.id == "pads_with_ones" and {"bias", "padding"} <= example.keys()
    assert sum(math.prod(example[name]["shape"]) for name in ("X", "weight", "bias")) < 30
