"""NumPy inside with a copy; a subclass of nn.Linear; copy.deepcopy; a warning."""
import copy
import warnings

import numpy as np
import torch


class Card(torch.nn.Linear):
    def __init__(self, K):
        super().__init__(K.shape[1], K.shape[0], bias=False)
        self.weight.data.copy_(K[:, :, 0, 0])


def corr2d_multi_in_out_1x1(X, K):
    warnings.warn("through numpy")
    product = np.tensordot(K.numpy()[:, :, 0, 0], X.numpy(), axes=1)
    return torch.from_numpy(np.ascontiguousarray(product))


def linear_from_1x1(K):
    return copy.deepcopy(Card(K))
