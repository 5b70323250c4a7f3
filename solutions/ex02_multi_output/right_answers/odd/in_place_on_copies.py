"""Changes copies of its arguments in place, deletes names, works with `out=`, negative strides and narrow views."""

import torch


def corr2d_multi_in_out(X, K):
    X, K = X.clone(), K.detach().clone()
    X.add_(1).sub_(1)
    K.mul_(2).div_(2)
    Y = torch.full((K.size(0), X.size(1) - K.size(2) + 1, X.size(2) - K.size(3) + 1), 0.0)
    for o in reversed(range(K.size(0))):
        for i in range(Y.size(1)):
            for j in range(Y.size(2)):
                torch.sum(X.narrow(1, i, K.size(2)).narrow(2, j, K.size(3)).mul(K[o]), (0, 1, 2), out=Y[o, i, j])
    X.zero_()
    del X, K
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    flipped = X.flip(1, 2).flip(1, 2)
    c, H, W = flipped.shape
    o, _, h, w = K.shape
    s = flipped.stride()
    windows = flipped.as_strided((c, H - h + 1, W - w + 1, h, w), (*s, *s[1:]))
    Y = torch.empty(o, H - h + 1, W - w + 1)
    torch.matmul(windows.permute(1, 2, 0, 3, 4).reshape(-1, c * h * w), K.reshape(o, -1).T, out=(flat := torch.empty((H - h + 1) * (W - w + 1), o)))
    Y.copy_(flat.T.view_as(Y))
    return Y
