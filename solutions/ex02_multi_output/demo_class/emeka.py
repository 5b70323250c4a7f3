# Believes that cat makes the channel axis.
# %% answer="corr2d_multi_in_out"
def corr2d_multi_in_out(X, K):
    return torch.cat([corr2d_multi_in(X, k) for k in K], dim=0)
# %% answer="corr2d_multi_in_out_vectorized"
def corr2d_multi_in_out_vectorized(X, K):
    result = []
    for k in K:
        result.append(corr2d_multi_in(X, k))
    return torch.stack(result)
