"""What chapter 1 teaches: public, in the book's boxes that order lines and fill gaps."""

# %% for corr2d
def corr2d(X, K):
    """The map of one plane X under one slice K, as d2l computes it."""
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    # or no_plus_one: Y = torch.zeros(X.shape[0] - h, X.shape[1] - w)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            window = X[i:i + h, j:j + w]
            # or rows_columns_exchanged: window = X[j:j + h, i:i + w]
            Y[i, j] = (window * K).sum()
            # or window_averaged: Y[i, j] = (window * K).mean()
    return Y

# %% for corr2d_multi_in, fades
def corr2d_multi_in(X, K):
    """The one map that a filter K makes of all channels of X."""
    Y = 0
    for x, k in zip(X, K):
        Y = Y + d2l.corr2d(x, k)
        # or one_slice_for_all: Y = Y + d2l.corr2d(x, K[0])
        # or last_channel_only: Y = d2l.corr2d(x, k)
    return Y
    # or channels_averaged: return Y / len(X)
