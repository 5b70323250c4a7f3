"""One run, one story: headline, verdict, line and grids of a task speak of the counterexample's own run."""

import pytest
from kit import EINSUM_SECOND, EXERCISE, FIRST, ROOT

from autograder.course.course import Course
from autograder.course.exercise_toml import read_exercise
from autograder.marking import difference, story
from autograder.marking.mark import Marker
from autograder.submission.cell import cells_of

HEAD = "import torch\nfrom d2l import torch as d2l\n"
SQUARES = f"""{HEAD}
def {FIRST}(X, K):
    n, k = X.shape[1], K.shape[2]
    Y = torch.zeros(len(K), n - k + 1, n - k + 1)
    for o in range(len(K)):
        for i in range(n - k + 1):
            for j in range(n - k + 1):
                Y[o, i, j] = (X[:, i:i + k, j:j + k] * K[o]).sum()
    return Y
"""
WRONG = {
    "raises on large inputs, is wrong on a small one": SQUARES,
    "raises everywhere": f"{HEAD}def {FIRST}(X, K):\n    return X[9]\n",
    "wrong type": f"{HEAD}def {FIRST}(X, K):\n    return 'a map'\n",
    "a row for a column": f"{HEAD}def {FIRST}(X, K):\n    return torch.einsum('chwij,ocij->ohw', "
    "X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1), K)[:, :, :1]\n",
}


@pytest.fixture(scope="module")
def course():
    return Course(ROOT)


@pytest.mark.parametrize("what", WRONG)
def test_headline_and_counterexample_agree(mark_code, marker, what):
    task = mark_code(WRONG[what] + EINSUM_SECOND, only_task=FIRST).tasks[0]

    assert task.counterexample is not None
    assert story.disagreement(task, marker.exercise.task(FIRST), marker.tests) == ""


def test_a_disagreement_is_seen(mark_code, marker):
    from dataclasses import replace

    task = mark_code(SQUARES + EINSUM_SECOND, only_task=FIRST).tasks[0]
    told = replace(task, message="Raises RuntimeError (line 9): the size of tensor a must match")

    assert "headline" in story.disagreement(told, marker.exercise.task(FIRST), marker.tests)


def test_the_line_of_an_exception_is_that_of_the_counterexamples_run(mark_code):
    code = f"{HEAD}def {FIRST}(X, K):\n    if X.numel() > 4:\n        raise KeyError('large')\n    return X[9]\n"
    task = mark_code(code, only_task=FIRST).tasks[0]

    assert task.counterexample.got == {"raises": "IndexError"}
    assert task.message.startswith("Raises IndexError (cell 1, line 6)")


def test_images_are_called_images(course, mark_code, marker_of):
    exercise = course.exercise("ex04_conv2d_parameters")
    right = (exercise.folder / "right_answers" / "im2col.py").read_text(encoding="utf-8")

    wrong = right.replace("    return Y\n", "    return Y.flip(0)\n")
    task = mark_code(wrong, marker=marker_of("ex04_conv2d_parameters"), only_task="conv2d").tasks[0]

    assert "image 0 holds what belongs into image 1" in task.message


def test_axes_have_names_in_every_task_that_gives_a_tensor(course):
    for exercise in course.exercises():
        for task in exercise.tasks:
            if task.name.startswith(("corr2d", "conv2d", "depth", "point", "separable")) and "_" not in task.name[6:8]:
                assert task.axes[-2:] == ("row", "column") or task.name.endswith(("shape", "count", "savings"))


def test_a_layer_that_is_none_raised_nothing(mark_code, marker_of):
    code = "def linear_from_1x1(K):\n    return K[:, :, 0, 0]\n"
    task = mark_code(code, marker=marker_of("ex03_one_by_one"), only_task="linear_from_1x1").tasks[0]

    assert "Raises" not in task.message and "hands back a Tensor" in task.message
    assert task.counterexample.got == {"returned": "linear_from_1x1 hands back a Tensor"}


def test_an_empty_list_is_not_the_first_example(mark_code, marker_of):
    code = "def receptive_field(layers):\n    return sum(kernel for kernel, stride, dilation in layers)\n"
    task = mark_code(code, marker=marker_of("ex05_lenet_shapes"), only_task="receptive_field").tasks[0]

    assert task.counterexample.arguments["layers"]["list"]


def test_an_answer_below_the_stub_is_told_which_line_to_delete(mark_code):
    code = f"{HEAD}def {FIRST}(X, K):\n    # mine\n    raise NotImplementedError('write {FIRST} here')\n    return X\n"
    task = mark_code(code, only_task=FIRST).tasks[0]

    assert "(cell 1, line 5)" in task.message and "Delete that line" in task.message and task.answered


def test_a_helper_that_python_refused_is_told_by_its_cell(mark_code):
    record = mark_code("def conv(x, k)\n    return x\n", f"{HEAD}def {FIRST}(X, K):\n    return conv(X, K)\n")

    assert "`conv` is not there because cell 1, line 1 has a syntax error" in record.tasks[0].message


def test_a_function_saved_from_a_refused_cell_is_told_to_student_and_teacher(mark_code):
    record = mark_code(f"{HEAD}x = = 1\ndef {FIRST}(X, K):\n    return X\n")

    assert any("SyntaxError" in note and "Jupyter" in note for note in record.notes)


def test_text_is_shown_in_quotes(mark_code):
    task = mark_code(WRONG["wrong type"], only_task=FIRST).tasks[0]

    assert difference.sentence("7", 7) and task.counterexample.got == "a map"


def test_a_builtin_that_was_overwritten_is_told_by_its_line(mark_code):
    task = mark_code(f"{HEAD}sum = 0\ndef {FIRST}(X, K):\n    return sum(x for x in X)\n", only_task=FIRST).tasks[0]

    assert "`sum` is one of Python's own functions and was overwritten (cell 1, line 3)" in task.message


def test_a_function_inside_a_class_is_told_to_move(mark_code):
    task = mark_code(f"class Answers:\n    def {FIRST}(X, K):\n        return X\n", only_task=FIRST).tasks[0]

    assert "inside the class `Answers` (cell 1, line 2)" in task.message


def test_cuda_is_told_that_there_is_no_gpu(mark_code):
    task = mark_code(f"{HEAD}def {FIRST}(X, K):\n    return X.cuda()\n", only_task=FIRST).tasks[0]

    assert "no GPU" in task.message


# what a beginner hands in, cell by cell, and what the sentence must say
BEGINNERS = {
    "its own data file": (
        ["import numpy as np\ndata = np.loadtxt('my.csv')", "return X * data.max()"],
        "`data` is not there because of cell 1, line 2: Only your file and what came with the exercise are here",
    ),
    "a data file in the function": (
        ["import numpy as np", "return np.load('weights.npy')"],
        "write the data into a cell",
    ),
    "%%writefile": (
        ["%%writefile helper.py\ndef conv(a, b): return a", "from helper import conv", "return conv(X, K)"],
        "because of cell 2, line 1: `%%writefile` writes no file",
    ),
    "%run": (
        ["%run helper.ipynb", "return conv(X, K)"],
        "`conv` is not there. `%run` (cell 1, line 1) is skipped here",
    ),
    "a package that is not here": (
        ["import torch\nimport cv2", "return cv2.filter2D(X, K)"],
        "`cv2` is not there because of cell 1, line 2: `cv2` is neither installed here nor",
    ),
    "the second of two": (
        ["import cv2\nimport einops", "return einops.rearrange(X, 'c h w -> c w h')"],
        "because of cell 1, line 2: `einops` is neither",
    ),
    "a package in the function": (
        ["import torch", "import cv2\n    return X"],
        "(cell 2, line 2): No module named 'cv2'. `cv2` is neither",
    ),
    "a file that was not handed in": (
        ["from my_utils import *", "return conv(X, K)"],
        "`my_utils` is neither installed here nor in your file",
    ),
    "cuda above": (
        ["import torch\nW = torch.ones(2).to('cuda')", "return W"],
        "There is no GPU here: leave `cuda` out.",
    ),
    "a module's name": (
        ["import torch\nimport torch.nn.functional as F\nF, C = 3, 2", "return F.pad(X, (1, 1))"],
        "`F` is an imported module and was overwritten (cell 1, line 3)",
    ),
    "a keyboard": (
        ["import torch", "return X * float(input('how much? '))"],
        "(cell 2, line 2): EOF when reading a line. Nobody types here",
    ),
    "an import that was forgotten": (
        ["import torch", "return torch.from_numpy(np.zeros(3))"],
        "No cell imports it: write `import numpy as np` into yours.",
    ),
    "a name that is misspelt": (
        ["import torch", "output = X\n    return ouput"],
        "name 'ouput' is not defined. Did you mean `output`?",
    ),
    "a function of torch's that is misspelt": (
        ["import torch", "return torch.stak([X])"],
        "Did you mean `stack`?",
    ),
    "a recursion without an end": (
        ["import torch", f"return {FIRST}(X, K)"],
        "It calls itself without an end",
    ),
    "what stands below a raise of any text": (
        ["import torch", "raise NotImplementedError('later')\n    return X"],
        "(cell 2, line 2). Delete that line.",
    ),
    "names of another cell": (
        ["import torch\na = torch.ones(2, 2, 2)", "return a"],
        f"`{FIRST}` (cell 2, line 1) never uses `X`, `K`",
    ),
    "brackets of a Chinese keyboard": (
        ["import torch\ndef helper（a）:\n    return a", "return helper(X)"],
        "Write `(` in the place of `（`, on an English keyboard.",
    ),
    "quotes of a word processor": (
        ["import torch\nwords = “ijk”", "return torch.einsum(words, X)"],
        'Write `"` in the place of `“`',
    ),
    "an invisible character": (
        ["import torch\nside = 2\u200b", "return X * side"],
        "An invisible character stands there",
    ),
    "a return that was forgotten in a helper": (
        ["def conv(a, b):\n    a * b", "return conv(X, K) + 1"],
        "`conv` (cell 1, line 1) has no `return`, so it gives None.",
    ),
    "a builtin set in the function": (
        ["import torch", "sum = sum(x for x in X)\n    return sum"],
        "The function itself sets `sum`",
    ),
}


@pytest.mark.parametrize("what", BEGINNERS)
def test_a_beginners_error_is_told_where_it_is_and_what_to_do(real_box, what):
    (*cells, body), said = BEGINNERS[what]
    code = [*cells, f"def {FIRST}(X, K):\n    {body}\n"]

    marker = Marker(read_exercise(ROOT / "solutions" / EXERCISE))
    task = marker.mark(cells_of(code), real_box, only_task=FIRST).record.tasks[0]

    assert task.score == 0 and said in task.message


NO_NAMES_FOR = {
    "another module's": ["raise AttributeError(\"module 'autograder.wire' has no attribute 'Chanel'\")"],
    "a name too long to be compared": [f"raise NameError(\"name '{'ab' * 50}' is not defined\")", "ab" * 50 + "c"],
}


@pytest.mark.parametrize("what", NO_NAMES_FOR)
def test_an_error_that_a_student_writes_gets_no_name_from_elsewhere_and_costs_no_time(mark_code, what):
    raises, *words = NO_NAMES_FOR[what]
    task = mark_code(f"def {FIRST}(X, K):\n    {raises}\n    {' '.join(words)}\n", only_task=FIRST).tasks[0]

    assert task.score == 0 and "Error" in task.message and "Did you mean" not in task.message


ORDERS = {
    "(K, X)": f"`{FIRST}` (cell 1, line 3) takes `K`, `X`; the task gives `X`, `K`, in this order.",
    "(K: dict[int, int], X=(1, 2))": "takes `K`, `X`; the task gives `X`, `K`, in this order.",
    "(self, X, K)": f"`{FIRST}` (cell 1, line 3) takes `self`, `X`, `K`; the task gives `X`, `K`.",
    "(X)": "takes `X`; the task gives `X`, `K`.",
    "()": f"`{FIRST}` (cell 1, line 3) takes no arguments; the task gives `X`, `K`.",
    "(image, kernel)": "",
}


@pytest.mark.parametrize("parameters", ORDERS)
def test_arguments_in_another_order_or_number_are_told_by_their_names(real_box, parameters):
    said, code = ORDERS[parameters], f"{HEAD}def {FIRST}{parameters}:\n    return 7\n"
    marker = Marker(read_exercise(ROOT / "solutions" / EXERCISE))
    task = marker.mark(cells_of([code]), real_box, only_task=FIRST).record.tasks[0]

    assert said in task.message and ("the task gives" in task.message) == bool(said)


def test_none_that_is_an_argument_is_not_a_return_that_is_missing(mark_code, marker_of):
    code = (
        "def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):\n    return X + bias[:, None]\n"
    )
    task = mark_code(code, marker=marker_of("ex04_conv2d_parameters"), only_task="conv2d").tasks[0]

    assert "NoneType" in task.message and "return" not in task.message


def test_no_line_is_blamed_where_the_reason_is_another_one(real_box):
    code = f"{HEAD}len = 3\ndef {FIRST}(X, K):\n    return torch.stack([X for _ in range(len(K))])\n"
    marker = Marker(read_exercise(ROOT / "solutions" / EXERCISE))
    task = marker.mark(cells_of([code]), real_box, only_task=FIRST).record.tasks[0]

    assert "`len` is one of Python's own functions" in task.message and task.place is None


def test_an_answer_under_another_name_is_found_beside_its_stub_and_in_its_cell(real_box):
    stub = f"def {FIRST}(X, K):\n    raise NotImplementedError\n"
    marker = Marker(read_exercise(ROOT / "solutions" / EXERCISE))
    beside = cells_of([f"{stub}\ndef my_{FIRST}(X, K):\n    return X\n"])
    alone = cells_of(["def keep_all(X, K):\n    return X\n", "def other(X):\n    return X\n"])
    alone[0].grade_id = FIRST

    first, second = (marker.mark(cells, real_box, only_task=FIRST).record.tasks[0] for cells in (beside, alone))

    assert f"If `my_{FIRST}` (cell 1, line 4) is your answer" in first.message and not first.answered
    assert "Did you mean `keep_all` (cell 1, line 1)?" in second.message


def test_a_function_that_comes_from_another_file_is_missing_for_that_reason(mark_code):
    task = mark_code(f"from answers import {FIRST}\n", only_task=FIRST).tasks[0]

    assert f"`{FIRST}` is not there because of cell 1, line 1" in task.message
    assert "`answers` is neither installed here nor in your file" in task.message


def test_a_name_that_is_nearer_to_another_task_is_not_proposed(mark_code):
    task = mark_code(f"def {FIRST}_vectorised(X, K):\n    return X\n", only_task=FIRST).tasks[0]

    assert "Did you mean" not in task.message
