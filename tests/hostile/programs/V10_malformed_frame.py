"""Sends lengths and sizes that no reader should believe on the real channel."""

import os
import struct

import torch


def frame(length, body=b"", kind=19):
    return struct.pack("<4sB3xI16sI", b"CbC1", kind, 1, bytes(16), length) + body


def corr2d_multi_in_out(X, K):
    os.write(3, frame(0x7FFFFFFF))
    return torch.zeros(1)


def corr2d_multi_in_out_vectorized(X, K):
    os.write(3, b"[" * 10**5)
    return torch.zeros(1)
