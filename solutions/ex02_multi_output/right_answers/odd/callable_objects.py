"""The answers are objects: an instance with __call__ and slots, a partial of a method, registered in a table."""

from abc import ABC, abstractmethod
from functools import partial

import torch

REGISTRY = {}


class Layer(ABC):
    __slots__ = ("name", "__dict__")

    def __init_subclass__(cls, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        REGISTRY[key] = cls

    @abstractmethod
    def forward(self, X, K): ...

    def __call__(self, X, K):
        return self.forward(X, K)


class Loops(Layer, key="loops"):
    def forward(self, X, K):
        h, w = X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1
        spots = [(i, j) for i in range(h) for j in range(w)]
        flat = [[(X[:, i : i + K.shape[2], j : j + K.shape[3]] * k).sum() for i, j in spots] for k in K]
        return torch.tensor(flat).reshape(len(K), h, w)


class Matrix(Layer, key="matrix"):
    def forward(self, X, K, transpose=False):
        patches = torch.nn.functional.unfold(X[None], K.shape[2:])[0]
        Y = (K.flatten(1) @ patches).reshape(len(K), X.shape[1] - K.shape[2] + 1, -1)
        return Y.mT if transpose else Y


corr2d_multi_in_out = REGISTRY["loops"]()
corr2d_multi_in_out_vectorized = partial(Matrix().forward, transpose=False)
