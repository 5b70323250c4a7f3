"""Plain Python numbers for the first answer, `Fraction` and `math.fsum`; a Toeplitz matrix for the second."""

import math
from fractions import Fraction
from itertools import product

import torch


def corr2d_multi_in_out(X, K):
    image, filters = X.tolist(), K.tolist()
    H, W, h, w = len(image[0]), len(image[0][0]), len(filters[0][0]), len(filters[0][0][0])
    assert Fraction(1, 2) + Fraction(1, 2) == 1
    return torch.tensor(
        [
            [
                [
                    math.fsum(image[c][i + a][j + b] * k[c][a][b] for c, a, b in product(range(len(k)), range(h), range(w)))
                    for j in range(W - w + 1)
                ]
                for i in range(H - h + 1)
            ]
            for k in filters
        ]
    )


def corr2d_multi_in_out_vectorized(X, K):
    (c, H, W), (o, _, h, w) = X.shape, K.shape
    spots = torch.arange(H * W).reshape(1, H, W).unfold(1, h, 1).unfold(2, w, 1).reshape(-1, h * w)
    matrix = torch.zeros(o, c, len(spots), H * W).scatter(3, spots.expand(o, c, -1, -1), K.reshape(o, c, 1, -1).expand(-1, -1, len(spots), -1))
    return torch.einsum("ocsp,cp->os", matrix, X.reshape(c, -1)).reshape(o, H - h + 1, W - w + 1)
