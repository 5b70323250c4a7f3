"""Believes that NumPy array or tensor does not matter."""
HINT = "Your numbers are right but in another library's box. What is type(result)?"
READ = "book/01-multi-input-channels#one-plane"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import numpy as np


def corr2d_multi_in_out_1x1(X, K):
    return np.einsum("oc,chw->ohw", K.numpy()[:, :, 0, 0], X.numpy())
