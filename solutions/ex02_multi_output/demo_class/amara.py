# The seed's own code, and the same sum without pixels.
# %% answer="corr2d_multi_in_out"
def corr2d_multi_in_out(X, K):
    # Traverse along the 0th dimension of `K`, and each time, perform
    # cross-correlation operations with input `X`. All of the results are
    # merged together using the stack function
    return torch.stack([corr2d_multi_in(X, k) for k in K], dim=0)
# %% answer="corr2d_multi_in_out_vectorized"
def corr2d_multi_in_out_vectorized(X, K):
    h, w = X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1
    Y = torch.zeros(K.shape[0], h, w)
    for i in range(K.shape[2]):
        for j in range(K.shape[3]):
            Y += torch.einsum("oc,chw->ohw", K[:, :, i, j], X[:, i:i + h, j:j + w])
    return Y
# %% question
Each filter has a slice for both planes, and adds what its two slices find. One filter, one sum, one map.
