"""Believes that a function may work inside its arguments."""
HINT = "Somebody may need X and K after your function. Are they still the same?"
READ = "book/01-multi-input-channels#arguments-stay"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

def corr2d_multi_in_out_1x1(X, K):
    c, h, w = X.shape
    X.resize_(c, h * w)
    return (K[:, :, 0, 0] @ X).reshape(-1, h, w)


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    K.squeeze_(3).squeeze_(2)
    return torch.einsum("oc,chw->ohw", K, X)
