"""Believes that the printed example is the answer."""
HINT = "Your function gives the same answer to every question. What should it do with X and K?"
READ = "book/01-multi-input-channels#one-plane"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    return torch.tensor([[19.0, 25.0], [37.0, 43.0]])


def corr2d_multi_in(X, K):
    return torch.tensor([[56.0, 72.0], [104.0, 120.0]])
