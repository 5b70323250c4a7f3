"""Compares itself with the real thing in cells of its own, before and after."""

# %%
import torch
import torch.nn.functional as F
from scipy.signal import correlate2d
from torch import nn

layer = nn.Conv2d(2, 3, 2, bias=False)
print(layer(torch.ones(1, 2, 4, 4)).shape, correlate2d([[1.0, 2.0]], [[1.0]]))


# %%
def corr2d_multi_in_out(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("chwij,ocij->ohw", windows, K)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out

# %%
X, K = torch.rand(2, 5, 6), torch.rand(3, 2, 2, 3)
assert torch.allclose(corr2d_multi_in_out(X, K), F.conv2d(X[None], K)[0], atol=1e-5)
