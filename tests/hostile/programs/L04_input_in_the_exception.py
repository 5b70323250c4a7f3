"""Raises its input, a thousand times over, as text."""


def corr2d_multi_in_out(X, K):
    raise ValueError(str(X.tolist()) * 1000)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
