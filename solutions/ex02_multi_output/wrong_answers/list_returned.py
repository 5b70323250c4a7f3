"""Believes that a list of maps is enough."""
HINT = "What is type(result)? The next layer wants one tensor."
READ = "book/02-multi-output-channels#stack-makes-a-new-axis"
EXPECTED = {"corr2d_multi_in_out": 0}

from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return [sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K]
