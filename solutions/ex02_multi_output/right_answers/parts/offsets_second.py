def corr2d_multi_in_out_vectorized(X, K):
    filters, channels, h, w = K.shape
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    Y = torch.zeros(filters, rows, columns)
    for a in range(h):
        for b in range(w):
            Y += torch.einsum("oc,cij->oij", K[:, :, a, b], X[:, a:a + rows, b:b + columns])
    return Y
