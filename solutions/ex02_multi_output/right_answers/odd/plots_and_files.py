"""Draws, times and writes a scratch file on the way; reads it back when it can."""

# %%
%matplotlib inline
import json
import logging
import warnings

import matplotlib.pyplot as plt
import numpy as np
import torch

logging.basicConfig(level=logging.DEBUG)
logger = logging.getLogger(__name__)
warnings.filterwarnings("ignore", category=UserWarning)
plt.rcParams["figure.figsize"] = (3, 2)

# %%
%%time
fig, axes = plt.subplots(1, 2)
axes[0].imshow(np.arange(12).reshape(3, 4), cmap="gray")
axes[1].plot([1, 2, 3], label="a line")
axes[1].legend()
plt.tight_layout()
plt.show()

# %%
try:
    plt.savefig("figure.png")
    with open("notes.json", "w") as file:
        json.dump({"a": 1}, file)
except OSError:
    pass

# %%
def corr2d_multi_in_out(X, K):
    logger.info("X %s, K %s", tuple(X.shape), tuple(K.shape))
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        out = np.zeros((K.shape[0], X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1), dtype="float32")
        for o, i, j in np.ndindex(*out.shape):
            out[o, i, j] = np.sum(X.numpy()[:, i : i + K.shape[2], j : j + K.shape[3]] * K[o].numpy())
    return torch.as_tensor(out)

# %%
%timeit -n 1 -r 1 corr2d_multi_in_out(torch.ones(1, 2, 2), torch.ones(1, 1, 1, 1))

# %%
def corr2d_multi_in_out_vectorized(X, K):
    windows = np.lib.stride_tricks.sliding_window_view(X.numpy(), K.shape[2:], axis=(1, 2))
    return torch.from_numpy(np.einsum("cijhw,ochw->oij", windows, K.numpy(), optimize=True).astype(np.float32))

plt.close("all")
