"""Returns a quantised tensor; a nested one."""

import torch


# solutions: right


def corr2d_multi_in_out(X, K):
    return torch.quantize_per_tensor(right(X, K), 0.1, 0, torch.quint8)


def corr2d_multi_in_out_vectorized(X, K):
    return torch.nested.nested_tensor([right(X, K)])
