"""A coroutine driven by hand, context managers, try/finally, star imports, a lambda as the answer."""

from contextlib import ExitStack, contextmanager, redirect_stdout
from io import StringIO
from math import *

import torch


@contextmanager
def quiet():
    with redirect_stdout(StringIO()):
        yield


async def one(X, k):
    return (X.unfold(1, k.shape[1], 1).unfold(2, k.shape[2], 1) * k[:, None, None]).sum((0, 3, 4))


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


def corr2d_multi_in_out(X, K):
    with ExitStack() as stack:
        stack.enter_context(quiet())
        print("not seen", floor(pi))
        try:
            return torch.stack([run(one(X, k)) for k in K])
        finally:
            stack.pop_all().close()


corr2d_multi_in_out_vectorized = lambda X, K: torch.einsum("chwij,ocij->ohw", X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1), K)
