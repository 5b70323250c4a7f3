"""Sets alarms that go off in the code around it, and leaves them ticking."""

import signal
import time

import torch

signal.signal(signal.SIGALRM, lambda *_: 1 / 0)


def corr2d_multi_in_out(X, K):
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.001)
    return torch.zeros(1)


def corr2d_multi_in_out_vectorized(X, K):
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(1)
    return torch.zeros(1)
