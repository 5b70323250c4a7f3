"""Plain lists and floats; a tensor only at the end."""
import torch


def corr2d(X, K):
    x, k = X.tolist(), K.tolist()
    return torch.tensor([
        [
            sum(x[i + a][j + b] * k[a][b] for a in range(len(k)) for b in range(len(k[0])))
            for j in range(len(x[0]) - len(k[0]) + 1)
        ]
        for i in range(len(x) - len(k) + 1)
    ], dtype=X.dtype)


def corr2d_multi_in(X, K):
    maps = [corr2d(X[c], K[c]) for c in range(X.size(0))]
    result = maps.pop()
    while maps:
        result += maps.pop()
    return result
