"""The line at fault: found where a small edit makes all tests pass, shown without the edit, and never needed."""

import dataclasses
import json
from functools import partial

import pytest
from kit import EINSUM_SECOND, EXERCISE, FIRST, RIGHT, ROOT, SECOND, SEED_FIRST

from autograder.course.exercise import read_exercise
from autograder.marking import feedback, placing
from autograder.marking.mark import Marker
from autograder.submission.cell import Cell, Origin, cells_of
from autograder.verdict import Record

LOOPS = """\
import torch

def corr2d_multi_in_out(X, K):
    kh, kw = K.shape[2], K.shape[3]
    Y = torch.zeros(len(K), X.shape[1] - kh + 1, X.shape[2] - kw + 1)
    for o in range(len(K)):
        for i in range(Y.shape[1]):
            for j in range(Y.shape[2]):
                Y[o, i, j] = (X[:, i:i + kh, j:j + kw] * K[o]).sum()
    return Y
"""
# what is wrong in the loops, and its line in the file
SLIPS = [
    ("kh + 1, X", "kh, X", 5),
    ("j:j + kw", "j:j + kh", 9),
    ("K[o]", "K[0]", 9),
    (".sum()", ".mean()", 9),
    ("range(len(K))", "range(1, len(K))", 6),
    ("K.shape[2], K.shape[3]", "K.shape[3], K.shape[2]", 4),
    ("Y[o, i, j] =", "Y[o, i, j] +=", None),  # on zeros that is right
    ("    return Y", "        return Y", 10),
    ("kh + 1, X.shape[2] - kw + 1", "kh, X.shape[2] - kw", 5),  # two edits in one line
]


@pytest.fixture
def mark_code(mark_code):
    """Like that of all tests, but the line at fault is looked for."""
    return partial(mark_code, marker=Marker(read_exercise(ROOT / "solutions" / EXERCISE)))


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """The search of a test is not cut short by what else the machine does."""
    monkeypatch.setattr(placing, "SECONDS", 40.0)
    monkeypatch.setattr(placing, "FIRST_ORDER", 25.0)


@pytest.mark.parametrize(("right", "wrong", "line"), SLIPS)
def test_the_line_of_a_slip(mark_code, right, wrong, line):
    code = LOOPS.replace(right, wrong)
    task = mark_code(code, only_task=FIRST).tasks[0]

    if line is None:
        assert task.place is None and task.score == task.max_score
    else:
        assert task.place is not None
        assert (task.place.at.line, task.place.text) == (line, code.splitlines()[line - 1].strip())
        assert task.place.edits in (1, 2)


def test_two_edits_are_counted_as_two(mark_code):
    place = mark_code(LOOPS.replace(*SLIPS[-1][:2]), only_task=FIRST).tasks[0].place

    assert place is not None and place.edits == 2


def test_a_helper_of_the_student_may_hold_the_line(mark_code):
    helper = "def join(maps):\n    return torch.stack(maps, 1)\n"
    code = SEED_FIRST.replace(
        "torch.stack([corr2d_multi_in(X, k) for k in K], 0)", "join([corr2d_multi_in(X, k) for k in K])"
    )
    place = mark_code(code + helper, only_task=FIRST).tasks[0].place

    assert place is not None and place.text == "return torch.stack(maps, 1)"


def test_the_cell_is_the_students_own(real_box):
    wrong = RIGHT.replace("for k in K], 0)", "for k in K], 1)")
    cells = [Cell("code", "import torch", origin=Origin(2)), Cell("code", wrong, origin=Origin(5))]

    record = Marker(read_exercise(ROOT / "solutions" / EXERCISE)).mark(cells, real_box, only_task=FIRST).record

    data = record.to_json()["tasks"][0]["place"]
    line = next(n for n, text in enumerate(wrong.splitlines(), 1) if "], 1)" in text)
    assert data == {
        "cell": 5,
        "line": line,
        "text": "return torch.stack([corr2d_multi_in(X, k) for k in K], 1)",
        "edits": 1,
    }
    assert (
        Record.from_json(json.loads(json.dumps(record.to_json(private=True)))).tasks[0].place == record.tasks[0].place
    )


def test_a_right_answer_has_no_place_and_an_answer_without_a_small_mend_has_none(mark_code):
    assert [task.place for task in mark_code(RIGHT).tasks] == [None, None]
    other = "import torch\ndef corr2d_multi_in_out(X, K):\n    return torch.rand(2, 3, 4)\n"
    assert mark_code(other, only_task=FIRST).tasks[0].place is None


@pytest.mark.parametrize("level", ["example", "hint", "marks"])
def test_a_teacher_can_switch_it_off(real_box, level):
    exercise = dataclasses.replace(read_exercise(ROOT / "solutions" / EXERCISE), feedback=level)
    code = cells_of([LOOPS.replace("kh + 1, X", "kh, X")])

    task = Marker(exercise).mark(code, real_box, only_task=FIRST).record.tasks[0]

    assert task.score == 0 and task.place is None


def test_the_page_shows_the_line_and_why_not_the_edit(mark_code):
    record = mark_code(LOOPS.replace("j:j + kw", "j:j + kh") + EINSUM_SECOND)
    page = feedback.page(read_exercise(ROOT / "solutions" / EXERCISE), record)

    assert "Y[o, i, j] = (X[:, i:i + kh, j:j + kh] * K[o]).sum()" in page
    assert "all tests pass" in page and "j:j + kw" not in page


HOSTILE = {
    "asks for the answer": "import builtins, ast\nbuiltins.compile = lambda *a, **k: 1 / 0\nast.parse = None\n",
    "stops the clock": "import signal\nsignal.setitimer = lambda *a: None\n",
    "ends on a second call": "import os\ncalls = []\ndef corr2d(X, K):\n    pass\n",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_code_that_meddles_loses_the_place_and_nothing_else(mark_code, what):
    code = HOSTILE[what] + LOOPS.replace("kh + 1, X", "kh, X") + EINSUM_SECOND

    record = mark_code(code)

    assert [(task.task, task.score > 0) for task in record.tasks] == [(FIRST, False), (SECOND, True)]


def test_a_search_leaves_nothing_behind_for_the_next_task(mark_code):
    """The edited function of task 1 must not answer for a task 2 that calls it."""
    wrong = LOOPS.replace("kh + 1, X", "kh, X") + f"\ndef {SECOND}(X, K):\n    return {FIRST}(X, K)\n"
    record = mark_code(wrong)

    assert [task.score for task in record.tasks] == [0.0, 0.0]
    assert record.tasks[0].place is not None


def test_a_list_of_sizes_crosses_the_wall_like_a_number(real_box):
    code = """
def lenet_shapes(height, width):
    shapes = []
    for channels in (6, 16):
        height, width = height - 4, width - 4
        shapes.append((channels, height, width))
        height, width = height // 2, width // 2
        shapes.append((channels, height, width))
    if min(height, width) < 1:
        raise ValueError("too small")
    return shapes + [height * width]
"""
    exercise = read_exercise(ROOT / "solutions" / "ex05_lenet_shapes")
    task = Marker(exercise).mark(cells_of([code]), real_box, only_task="lenet_shapes").record.tasks[0]

    assert task.place is not None and task.place.text == "return shapes + [height * width]"
