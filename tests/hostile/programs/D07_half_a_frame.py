"""Sends half a frame and falls silent."""

import os
import time


def corr2d_multi_in_out(X, K):
    os.write(3, b"CbC1")
    time.sleep(10**6)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
