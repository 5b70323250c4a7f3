"""Loops for ever and swallows every exception."""


def corr2d_multi_in_out(X, K):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def corr2d_multi_in_out_vectorized(X, K):
    return corr2d_multi_in_out(X, K)
