"""Breaks its own memory."""

import ctypes


def corr2d_multi_in_out(X, K):
    return ctypes.string_at(0)


def corr2d_multi_in_out_vectorized(X, K):
    code = (lambda: 0).__code__
    exec(code.replace(co_code=b"\x64\xff\x53\x00", co_consts=()))
