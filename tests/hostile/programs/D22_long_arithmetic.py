"""Stays in C for ever: a number of a hundred million digits, a pattern that backtracks."""

import re


def corr2d_multi_in_out(X, K):
    return 7 ** (10**9)


def corr2d_multi_in_out_vectorized(X, K):
    return re.match(r"(a+)+$", "a" * 64 + "b")
