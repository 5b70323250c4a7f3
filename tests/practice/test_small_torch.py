"""The page's small torch against the real one: the same values, layouts and errors, or "not known here"."""

import os

import pytest
from comparing import UNKNOWN, difference, errors, run, small_names
from hypothesis import HealthCheck, given, settings
from programs import programs
from small_torch import dtypes, functional
from small_torch.tensor import make

PROGRAMS = int(os.environ.get("PRACTICE_PROGRAMS", "250"))  # 10,000 were run when the small torch was written

KNOWN = {
    "a view of a view is written": ["t0 = torch.zeros(2, 3)", "t0[1][2] = 5", "t0[0][:] = 7"],
    "a transposed view is written": ["t0 = torch.arange(6).reshape(2, 3)", "t1 = t0.t()", "t1[2, 0] = 9"],
    "reshape of a view shares memory": ["t0 = torch.zeros(2, 6)", "t1 = t0[:, :4].reshape(2, 2, 2)", "t1 += 1"],
    "windows share memory": ["t0 = torch.arange(5.)", "t1 = t0.unfold(0, 2, 1)", "t0[1] = 9"],
    "sums of bytes run over": ["t0 = torch.tensor([200, 100], dtype=torch.uint8)", "t1 = t0[0] + t0[1]"],
    "whole numbers stay whole": ["t0 = torch.tensor([1, 2])", "t1 = t0 * 2.5", "t2 = t0 / 2", "t0 *= 2.5"],
    "float32 rounds": ["t0 = torch.tensor([16777216.])", "t1 = t0 + 1", "t2 = torch.tensor([0.1]) * 3"],
    "view after permute": ["t0 = torch.zeros(2, 3).t()", "t1 = t0.view(6)"],
    "a product that does not fit": ["t0 = torch.zeros(2, 3) @ torch.zeros(2, 3)"],
    "sizes that do not broadcast": ["t0 = torch.zeros(2, 3) + torch.zeros(4, 3)"],
    "an index beyond the end": ["t0 = torch.zeros(2, 3)", "t1 = t0[2]"],
    "a sum in another dtype": [
        "t0 = torch.tensor([-1.5, 1.5]).sum(dtype=torch.bool)",
        "t1 = torch.tensor([1.7, 1.7]).sum(dtype=torch.int64)",
    ],
    "from the last to the first": ["t0 = torch.arange(6).reshape(2, 3)", "t1 = list(reversed(t0))"],
    "one number, filled": ["t0 = torch.full((), -1)", "t1 = torch.full([], 0.5)", "t2 = torch.empty(()).fill_(2)"],
    "a multiple is added": [
        "t0 = torch.zeros(2)",
        "t0.add_(torch.tensor([1.0, 2.0]), alpha=3)",
        "t1 = torch.sub(t0, 2.0, alpha=torch.tensor(2.0))",
        "t2 = t1.addcmul_(t0, t0, value=0.5)",
    ],
    "numbers taken by an index are laid out in their order": [
        "t0 = torch.arange(24.).reshape(2, 3, 4)",
        "t1 = t0[:, torch.tensor([2, 0])].view(4, 4)",
        "t2 = torch.index_select(t0, 2, torch.tensor([3, 1])).view(-1)",
        "t3 = torch.take(t0, torch.tensor([[5, -1]]))",
        "t4 = t0.reshape(-1).gather(0, torch.tensor([7, 1]))",
        "t5 = t0.index_select(1, torch.tensor([[0]]))",
    ],
    "running products, traces, and products that are added": [
        "t0 = torch.arange(1.0, 7.0).reshape(2, 3)",
        "t1 = t0.cumprod(1)",
        "t2 = torch.trace(t0)",
        "t3 = torch.addmm(torch.ones(2, 2), t0, t0.T, beta=2, alpha=0.5)",
        "t4 = torch.baddbmm(torch.zeros(1, 2, 2), t0[None], t0.T[None])",
        "t5 = torch.tensordot(t0[0], t0, dims=2)",
    ],
    "names that d2l gives to operations of torch": [
        "t0 = d2l.stack([d2l.ones(2, 3), d2l.arange(6.0).reshape(2, 3)])",
        "t1 = d2l.reduce_sum(t0, 0)",
        "t2 = d2l.matmul(d2l.reshape(t0, (4, 3)), d2l.transpose(t1))",
        "t3 = d2l.astype(d2l.concat([t2, t2], 1), d2l.int32)",
        "t4 = d2l.size(t3)",
    ],
    "a number in a text": ["t0 = torch.tensor(2)", "t1 = f'{t0} {t0 / 4:.2f} {t0!r}'", "t2 = '{}'.format(t0)"],
    "minus zero": ["t0 = str(torch.tensor([-0.0, 1.0]))"],
    "a mask that is larger": ["t0 = torch.arange(3)", "t1 = t0.masked_fill(torch.ones(2, 3) > 0, 7)"],
    "the larger of a tensor and a number": ["t0 = torch.maximum(torch.tensor([1, 3]), 2)"],
    "a Python int of many": ["t0 = int(torch.tensor([1, 3]))"],
    "joined along axis": ["t0 = torch.cat([torch.zeros(2), torch.ones(1)], axis=0)"],
    "a dtype of two": ["t0 = torch.result_type(torch.zeros(2, 3), torch.zeros(4, dtype=torch.float64))"],
    "einsum shares memory where it adds nothing up": [
        "t0 = torch.arange(9.).reshape(3, 3)",
        "t1 = torch.einsum('ij->ji', t0)",
        "t2 = torch.einsum('ii->i', t0)",
        "t3 = torch.einsum('...j->j...', t0)",
        "t4 = torch.einsum('ij->i', t0[:, :1])",
        "t0.zero_()",
        "t1[0, 1] = 7",
    ],
    "einsum adds whole numbers up as torch.sum does": [
        "t0 = torch.arange(6, dtype=torch.int32).reshape(2, 3)",
        "t1 = torch.einsum('ij->i', t0)",
        "t2 = torch.einsum('ij,k->k', t0, t0[0])",
        "t3 = torch.einsum('ij,ij->', t0, t0)",
        "t4 = torch.einsum('ij->ji', t0)",
    ],
    "a plus sign": ["t0 = torch.ones(2)", "t1 = +t0", "t1 += 1"],
    "a list repeated": ["t0 = [0] * torch.tensor(2)", "t1 = torch.tensor(True) * (1,)", "t2 = 'a' * torch.tensor(2.0)"],
    "one filter on windows": [
        "t0 = torch.arange(18.).reshape(2, 3, 3)",
        "t1 = torch.arange(24.).reshape(3, 2, 2, 2)",
        "t2 = torch.einsum('cijuv,ocuv->oij', t0.unfold(1, 2, 1).unfold(2, 2, 1), t1)",
        "t3 = torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(t0, f)) for f in t1])",
    ],
}


@pytest.mark.parametrize("name", KNOWN)
def test_what_beginners_meet(name):
    errors.forget()
    assert difference(KNOWN[name]) == ""
    assert errors.unknown == []


def corr2d_of_the_source(X, K):
    h, w = K.shape
    Y = functional.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


@pytest.mark.parametrize("sizes", [(1, 1, 1, 1), (3, 4, 2, 2), (5, 2, 1, 2), (6, 6, 3, 2), (4, 4, 4, 4)])
@pytest.mark.parametrize("turned", [False, True])
def test_the_short_way_of_corr2d_gives_the_same_numbers_layout_and_steps(sizes, turned):
    height, width, h, w = sizes
    numbers = [((7 * n) % 23 - 11) * 1.1 ** (n % 90) for n in range(height * width + h * w)]
    X = make(numbers[: height * width], (height, width), dtypes.float32)
    K = make(numbers[height * width :], (h, w), dtypes.float32)
    if turned:  # a view whose numbers lie in another order
        X, K = X.t(), K.t()
    seen = []
    for corr2d in (corr2d_of_the_source, functional.corr2d):
        errors.forget()
        Y = corr2d(X, K)
        seen.append((errors.work[0], Y._shape, Y._strides, Y._loose, list(Y._store)))
    assert seen[0] == seen[1]


@settings(
    max_examples=PROGRAMS, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(programs())
def test_random_programs_do_the_same(lines):
    assert difference(lines) == "", "\n".join(lines)


@pytest.mark.parametrize(
    "line",
    [
        "torch.fft.fft(torch.zeros(2))",
        "torch.zeros(2).backward()",
        "torch.zeros(2, device='cuda')",
        "import numpy; numpy.dot(1, 2)",
    ],
)
def test_what_it_does_not_know_cannot_be_caught(line):
    errors.forget()
    seen = run([f"try:\n    {line}\nexcept Exception:\n    t0 = 1"], small_names())
    assert seen[-1][0] == UNKNOWN
    errors.forget()
    run([f"try:\n    {line}\nexcept:\n    t0 = 1"], small_names())
    assert errors.unknown, "a bare except hides the exception, not the note"
