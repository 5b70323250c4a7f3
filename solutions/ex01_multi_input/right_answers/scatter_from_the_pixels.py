"""The other way round: every pixel hands its products to the places that it belongs to, with F.fold's inverse by hand."""
import torch


def corr2d(X, K):
    (H, W), (h, w) = X.shape, K.shape
    Y = torch.zeros(H - h + 1, W - w + 1)
    for r in range(H):
        for c in range(W):
            for a in range(h):
                for b in range(w):
                    i, j = r - a, c - b
                    if 0 <= i < Y.shape[0] and 0 <= j < Y.shape[1]:
                        Y[i, j] += X[r, c] * K[a, b]
    return Y


def corr2d_multi_in(X, K):
    return sum((corr2d(x, k) for x, k in zip(X.unbind(), K.unbind())), start=torch.tensor(0.0))
