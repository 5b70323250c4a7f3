"""Prints a hundred megabytes while its cells run and a megabyte a call; the answers are right."""

import sys

import torch

for _ in range(100):
    print("A" * 10**6)
    print("B" * 10**5, file=sys.stderr)


# solutions: right


def corr2d_multi_in_out(X, K):
    print("A" * 10**6)
    return right(X, K)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
