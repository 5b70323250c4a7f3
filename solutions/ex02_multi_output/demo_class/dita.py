# Believes that axis 0 of the weight counts the inputs.
# %% answer="corr2d_multi_in_out"
def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, K[:, o]) for o in range(K.shape[1])])
# %% answer="corr2d_multi_in_out_vectorized"
def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)
