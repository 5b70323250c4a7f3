"""functools.reduce and operator, no loop in sight; F.unfold for the windows."""
import operator
from functools import partial, reduce

import torch
import torch.nn.functional as F


def corr2d(X, K):
    columns = F.unfold(X[None, None], tuple(K.shape))[0]
    shape = tuple(map(operator.add, map(operator.sub, X.shape, K.shape), (1, 1)))
    return (K.reshape(1, -1) @ columns).view(shape)


def corr2d_multi_in(X, K):
    return reduce(operator.add, map(partial(corr2d), X, K))
