"""Looks at itself as one does while debugging: traceback, inspect, the frame's name, warnings, `help`, `dir`, gc."""

import gc
import inspect
import sys
import traceback
import warnings

import torch


def where():
    return inspect.currentframe().f_back.f_code.co_name, sys._getframe(1).f_lineno


def corr2d_multi_in_out(X, K):
    """Loops."""
    try:
        torch.ones(2) @ torch.ones(3)
    except RuntimeError:
        traceback.print_exc()
    print(where(), inspect.signature(corr2d_multi_in_out), len(inspect.stack()), file=sys.stderr)
    print(inspect.getsource(corr2d_multi_in_out)[:20], dir(torch)[:3], gc.collect(), sys.getsizeof(X))
    warnings.warn("still debugging")
    return torch.stack([(X.unfold(1, k.shape[1], 1).unfold(2, k.shape[2], 1) * k[:, None, None]).sum((0, 3, 4)) for k in K])


def corr2d_multi_in_out_vectorized(X, K):
    print(f"{X=}", f"{K.mean()=}")
    return corr2d_multi_in_out(X, K)


help(corr2d_multi_in_out)
