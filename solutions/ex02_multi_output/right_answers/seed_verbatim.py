"""The source's own code, pasted as it stands, with its comments; einsum on windows for the second task."""
from d2l import torch as d2l
import torch

def corr2d_multi_in(X, K):
    # First, traverse along the 0th dimension (channel dimension) of `X` and
    # `K`. Then, add them together
    return sum([d2l.corr2d(x, k) for x, k in zip(X, K)])

def corr2d_multi_in_out(X, K):
    # Traverse along the 0th dimension of `K`, and each time, perform
    # cross-correlation operations with input `X`. All of the results are
    # merged together using the stack function
    return torch.stack([corr2d_multi_in(X, k) for k in K], dim=0)

K = torch.tensor([[[0, 1], [2, 3]],
                  [[1, 2], [3, 4]]], dtype=torch.float32)
K = torch.stack([K, K + 1, K + 2], dim=0)
X = torch.arange(18, dtype=torch.float32).reshape(2, 3, 3)
print(corr2d_multi_in_out(X, K))

def corr2d_multi_in_out_vectorized(X, K):
    return torch.einsum('cijhw,ochw->oij', X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1), K)
