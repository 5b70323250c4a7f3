"""Promises an answer for later: a generator, a coroutine."""

import torch


def corr2d_multi_in_out(X, K):
    yield torch.zeros(1)


async def corr2d_multi_in_out_vectorized(X, K):
    return torch.zeros(1)
