"""The smallest counterexample: real when executed, small enough for a pencil, in whole numbers, the same each time."""

import pytest
import torch
import torch.nn.functional as F
from kit import EINSUM_SECOND, FIRST, LAST_AXIS, RIGHT, numbers_in, tensor

HEAD = "import torch\nfrom d2l import torch as d2l\n"
PLAIN = "torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, W)) for W in K], 0)"
WRONG = {
    "the last axis": LAST_AXIS,
    "a mean": f"{HEAD}def {FIRST}(X, K):\n    return {PLAIN} / len(X)\n",
    "a flipped kernel": f"{HEAD}def {FIRST}(X, K):\n    K = K.flip(-1)\n    return {PLAIN}\n",
    "no negative numbers": f"{HEAD}def {FIRST}(X, K):\n    return {PLAIN}.relu()\n",
    "filters in reverse": f"{HEAD}def {FIRST}(X, K):\n    return {PLAIN}.flip(0)\n",
    "three channels only": f"{HEAD}def {FIRST}(X, K):\n    return {PLAIN} if len(X) < 3 else X\n",
    "fractions lost": f"{HEAD}def {FIRST}(X, K):\n    return {PLAIN}.round()\n",
    "one raises": f"{HEAD}def {FIRST}(X, K):\n    assert X.shape[1] == X.shape[2], 'square'\n    return {PLAIN}\n",
}


def run_here(code, X, K):
    """What the wrong code gives, executed in this process."""
    namespace = {}
    exec(code + ("" if "_vectorized" in code else EINSUM_SECOND), namespace)
    return namespace[FIRST](X, K)


@pytest.mark.parametrize("code", WRONG.values(), ids=WRONG)
def test_executed_it_really_gives_what_is_shown(mark_code, code):
    example = mark_code(code, only_task=FIRST).tasks[0].counterexample
    X, K = tensor(example.arguments["X"]), tensor(example.arguments["K"])

    assert list(example.arguments) == ["X", "K"]
    assert torch.equal(F.conv2d(X[None], K)[0], tensor(example.expected))
    if "raises" in example.got:
        with pytest.raises(AssertionError):
            run_here(code, X, K)
    else:
        got = run_here(code, X, K)
        assert torch.allclose(got, tensor(example.got)) and list(got.shape) == example.got["shape"]
        assert got.shape != F.conv2d(X[None], K)[0].shape or not torch.allclose(got, F.conv2d(X[None], K)[0], atol=1e-4)


@pytest.mark.parametrize("name", WRONG)
def test_it_has_at_most_twelve_numbers_and_whole_ones_where_they_show_it(mark_code, name):
    example = mark_code(WRONG[name], only_task=FIRST).tasks[0].counterexample

    assert sum(map(numbers_in, example.arguments.values())) <= 12
    if name != "fractions lost":
        values = [tensor(value) for value in example.arguments.values()]
        assert all(torch.equal(value, value.round()) for value in values)


def test_it_is_the_smallest_that_the_mistake_allows(mark_code):
    flipped = mark_code(WRONG["a flipped kernel"], only_task=FIRST).tasks[0].counterexample
    reversed_ = mark_code(WRONG["filters in reverse"], only_task=FIRST).tasks[0].counterexample
    three = mark_code(WRONG["three channels only"], only_task=FIRST).tasks[0].counterexample

    assert [flipped.arguments["X"]["shape"], flipped.arguments["K"]["shape"]] == [[1, 1, 2], [1, 1, 1, 2]]
    assert reversed_.arguments["K"]["shape"] == [2, 1, 1, 1] and reversed_.arguments["X"]["shape"] == [1, 1, 1]
    assert three.arguments["X"]["shape"] == [3, 1, 1]


def test_its_numbers_differ_and_none_is_zero_or_one_wherever_the_answer_stays_wrong(mark_code):
    example = mark_code(WRONG["a flipped kernel"], only_task=FIRST).tasks[0].counterexample
    numbers = [n for value in example.arguments.values() for n in tensor(value).reshape(-1).tolist()]

    assert len(set(numbers)) == len(numbers) and not {0.0, 1.0} & set(numbers)


def test_negative_numbers_stay_where_only_they_show_it(mark_code):
    example = mark_code(WRONG["no negative numbers"], only_task=FIRST).tasks[0].counterexample

    assert tensor(example.expected).min() < 0


def test_the_same_answer_gets_the_same_counterexample_whatever_the_secret_draw(mark_code):
    once, again = (mark_code(WRONG["a mean"], only_task=FIRST).tasks[0] for _ in range(2))

    assert once.counterexample == again.counterexample


def test_a_right_answer_and_one_that_hangs_have_none(mark_code):
    hangs = f"{HEAD}def {FIRST}(X, K):\n    while X.numel() > 3: pass\n    return {PLAIN}\n"

    assert [task.counterexample for task in mark_code(RIGHT).tasks] == [None, None]
    assert mark_code(hangs, only_task=FIRST).tasks[0].counterexample is None
