# Believes that all maps are kept.
# %% answer="corr2d_multi_in_out"
def corr2d_multi_in_out(X, K):
    maps = []
    for filt in K:
        for x, k in zip(X, filt):
            maps.append(d2l.corr2d(x, k))
    return torch.stack(maps)
