# Believes that the kernel is turned by 180 degrees.
# %% answer="corr2d_multi_in_out"
def corr2d_multi_in_out(X, K):
    turned = K.flip(2, 3)
    return torch.stack([corr2d_multi_in(X, k) for k in turned])
# %% answer="corr2d_multi_in_out_vectorized"
def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K.flip(2, 3))
# %% question
Every filter is turned around and then looks at all inputs.
