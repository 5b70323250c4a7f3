"""Other names for the arguments, defaults, star arguments, a helper cell below, a cell that fails."""

# %%
import torch

torch.set_num_threads(4)


# %%
def corr2d_multi_in_out(image, weight=None, *more, verbose=False, **options):
    return helper(image, weight)


def corr2d_multi_in_out_vectorized(*arguments):
    return helper(*arguments)


# %%
1 / 0


# %%
def helper(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("chwij,ocij->ohw", windows, K)
