"""A recursion over the filters; a sum over channels and offsets of shifted views stacked at once."""
import torch
import torch.nn.functional as F
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    first = sum(d2l.corr2d(x, k) for x, k in zip(X, K[0])).unsqueeze(0)
    return first if len(K) == 1 else torch.vstack([first, corr2d_multi_in_out(X, K[1:])])


def corr2d_multi_in_out_vectorized(X, K):
    h, w = K.shape[2:]
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    shifted = torch.stack([X[:, a:a + rows, b:b + columns] for a in range(h) for b in range(w)], dim=1)
    return torch.einsum("cpij,ocp->oij", shifted, K.flatten(2))
