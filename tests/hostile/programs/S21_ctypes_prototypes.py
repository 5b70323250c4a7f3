"""Keeps C functions from before: a prototype, the interpreter's own library, one that the loader loaded."""

import ctypes

import torch

kept = ctypes.CFUNCTYPE(ctypes.c_int)(("getpid", ctypes.CDLL(None)))
interpreter = ctypes.pythonapi.Py_IsInitialized


def corr2d_multi_in_out(X, K):
    kept()
    return torch.zeros(1)


def corr2d_multi_in_out_vectorized(X, K):
    interpreter()
    return torch.zeros(1)
