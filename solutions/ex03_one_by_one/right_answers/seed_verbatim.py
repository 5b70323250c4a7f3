"""The source's own code, pasted as it stands, with its comment; the layer filled through .data."""
from d2l import torch as d2l
import torch

def corr2d_multi_in(X, K):
    return sum([d2l.corr2d(x, k) for x, k in zip(X, K)])

def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, k) for k in K], dim=0)

def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    X = X.reshape((c_i, h * w))
    K = K.reshape((c_o, c_i))
    Y = torch.mm(K, X)  # Matrix multiplication in the fully connected layer
    return Y.reshape((c_o, h, w))

X = torch.randn(size=(3, 3, 3))
K = torch.randn(size=(2, 3, 1, 1))

Y1 = corr2d_multi_in_out_1x1(X, K)
Y2 = corr2d_multi_in_out(X, K)

print((Y1 - Y2).norm().item() < 1e-6)

def linear_from_1x1(K):
    linear = torch.nn.Linear(K.shape[1], K.shape[0], bias=False)
    linear.weight.data = K.reshape(K.shape[0], K.shape[1])
    return linear
