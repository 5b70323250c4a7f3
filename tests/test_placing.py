"""The line at fault: found where a small edit makes all tests pass, shown without the edit, and never needed."""

import dataclasses
import json
from functools import partial

import pytest
from kit import EINSUM_SECOND, EXERCISE, FIRST, LAST_AXIS, RIGHT, ROOT, SECOND, SEED_FIRST, copy_exercise

from autograder import words
from autograder.course.exercise_toml import read_exercise
from autograder.marking import feedback, placing
from autograder.marking.mark import Marker
from autograder.submission.cell import Cell, Origin, cells_of
from autograder.verdict import Place, Record, WrongLine

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


OTHER_NAMES = LOOPS.replace("Y", "result").replace("kh", "rows_of_k").replace("kw", "columns_of_k")


def test_a_line_that_no_small_edit_mends_is_found_beside_a_right_answer(mark_code):
    """In the student's own names, for a mistake that a person may make: to add everything up first."""
    window = "(X[:, i:i + rows_of_k, j:j + columns_of_k] * K[o]).sum()"
    assert window in OTHER_NAMES
    code = OTHER_NAMES.replace(window, "X[:, i, j].sum().item() * float(K[o].sum())")
    place = mark_code(code, only_task=FIRST).tasks[0].place

    assert place is not None and (place.at.line, place.edits, place.also) == (9, 1, ())
    assert place.text.startswith("result[o, i, j] = X[:, i, j]")


def test_what_is_missing_is_named_behind_a_line(mark_code):
    code = LOOPS.replace("    return Y\n", "")
    record = mark_code(code + EINSUM_SECOND)
    place = record.tasks[0].place

    assert place is not None and place.is_missing and place.at.line == 9
    page = feedback.page(read_exercise(ROOT / "solutions" / EXERCISE), record)
    assert "Look behind cell 1, line 9" in page and "Something is missing there" in page
    assert Record.from_json(json.loads(json.dumps(record.to_json(private=True)))).tasks[0].place == place


def test_several_lines_are_named_together(mark_code):
    code = LOOPS.replace("range(Y.shape[1])", "range(kh)").replace("range(Y.shape[2])", "range(kh)")
    place = mark_code(code, only_task=FIRST).tasks[0].place

    assert place is not None and (place.at.line, place.edits, place.also) == (7, 2, (8,))


OWN_HELPER = """\
import torch

def filtered(x, k):
    h, w = k.shape
    Y = torch.zeros(x.shape[0] - h + 1, x.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (x[i:i + h, j:j + w] * k).mean()
    return Y

def corr2d_multi_in(X, K):
    return sum(filtered(x, k) for x, k in zip(X, K))

def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, k) for k in K])
"""


def test_a_right_line_is_not_named_for_the_helper_that_it_calls(mark_code):
    """A call of d2l's function in the place of the helper's would pass; but the helper is what is wrong."""
    place = mark_code(OWN_HELPER, only_task=FIRST).tasks[0].place

    assert place is not None and place.at.line == 8


def test_where_one_of_two_lines_may_be_at_fault_none_is_named(mark_code):
    """A right line in the place of line 10 passes, and reads nothing of line 9: either of them may be wrong."""
    code = LOOPS.replace(
        "                Y[o, i, j] = (X[:, i:i + kh, j:j + kw] * K[o]).sum()",
        "                seen = X.flatten()[0].item() / 7\n                Y[o, i, j] = seen",
    )
    assert mark_code(code, only_task=FIRST).tasks[0].place is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (WrongLine(Place(1, 4), "x", 1), "With a change in this line all tests pass."),
        (WrongLine(Place(1, 4), "x", 2, (4,)), "With 2 changes, in this line, all tests pass."),
        (WrongLine(Place(1, 4), "x", 2, (6,)), "With 2 changes, in this line and in line 6, all tests pass."),
        (WrongLine(Place(1, 4), "x", 3, (8, 6)), "With 3 changes, in this line and in lines 6 and 8, all tests pass."),
        (WrongLine(Place(1, 4), "x", 2), "With 2 changes, the first of them in this line, all tests pass."),
        (WrongLine(Place(1, 4), "x", 1, (), True), "Something is missing there; then all tests pass."),
        (WrongLine(Place(1, 4), "x", 2, (6,), True), "Something is missing there, and line 6 must change"),
    ],
)
def test_the_proof_says_where_all_changes_are(line, says):
    assert words.proof(line).startswith(says)


def test_a_search_that_fails_costs_the_line_alone(real_box, tmp_path):
    """A right answer that is no Python stops the search; headline, counterexample and name stay."""
    folder = copy_exercise(EXERCISE, tmp_path)
    (folder / "right_answers" / "broken.py").write_text("def (:\n")
    wrong = cells_of([LAST_AXIS])

    broken = Marker(read_exercise(folder)).mark(wrong, real_box, only_task=FIRST).record
    whole = Marker(read_exercise(ROOT / "solutions" / EXERCISE)).mark(wrong, real_box, only_task=FIRST).record

    task, other = broken.tasks[0], whole.tasks[0]
    assert task.place is None and other.place is not None
    assert (task.message, task.counterexample) == (other.message, other.counterexample)
    assert task.mistake == other.mistake and task.mistake is not None
    assert any("the line at fault could not be looked for (SyntaxError" in note for note in broken.notes)


READS_MEMORY = f"""
def {SECOND}(X, K):
    import gc
    for held in gc.get_objects():
        for pair in held if isinstance(held, list) else []:
            for text in pair if isinstance(pair, (list, tuple)) else []:
                if isinstance(text, str) and text.startswith("def " + "{SECOND}(X, K):"):
                    space = {{"torch": torch}}
                    exec(text, space)
                    return space["{SECOND}"](X, K)
"""


def test_lines_of_right_answers_are_gone_when_the_next_task_is_judged(mark_code):
    record = mark_code(LOOPS.replace("j:j + kw", "j:j + kh") + READS_MEMORY)

    assert record.tasks[0].place is not None
    assert record.tasks[1].score == 0
