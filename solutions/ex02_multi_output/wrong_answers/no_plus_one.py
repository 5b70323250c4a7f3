"""Believes that a result has H - kH rows and W - kW columns."""
HINT = "Lay a kernel on an image of its own size. In how many places does it fit?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch


def corr2d_multi_in_out(X, K):
    h, w = K.shape[2:]
    Y = torch.zeros(len(K), X.shape[1] - h, X.shape[2] - w)
    for o in range(len(K)):
        for i in range(X.shape[1] - h):
            for j in range(X.shape[2] - w):
                Y[o, i, j] = (X[:, i : i + h, j : j + w] * K[o]).sum()
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    (c, h, w), (o, _, kh, kw) = X.shape, K.shape
    Y = torch.zeros(o, h - kh, w - kw)
    for a in range(kh):
        for b in range(kw):
            Y += torch.einsum("oc,cij->oij", K[:, :, a, b], X[:, a : a + h - kh, b : b + w - kw])
    return Y
