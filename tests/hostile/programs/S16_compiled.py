"""Lets a compiler make the convolution: TorchScript's optimiser, an exported program."""

import torch


class Layer(torch.nn.Module):
    def __init__(self, K):
        super().__init__()
        self.conv = torch.nn.Conv2d(K.shape[1], K.shape[0], K.shape[2:], bias=False)
        self.conv.weight.data = K

    def forward(self, X):
        return self.conv(X)


def corr2d_multi_in_out(X, K):
    return torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.script(Layer(K).eval())))(X[None])[0]


def corr2d_multi_in_out_vectorized(X, K):
    return torch.export.export(Layer(K), (X[None],)).module()(X[None])[0]
