"""Recurses until Python stops it; recurses until the stack breaks."""

import sys


def corr2d_multi_in_out(X, K):
    return corr2d_multi_in_out(X, K)


def corr2d_multi_in_out_vectorized(X, K):
    sys.setrecursionlimit(10**9)

    class Deep:
        def __getattribute__(self, name):
            return getattr(self, name)

    return Deep().x
