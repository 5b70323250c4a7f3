"""Believes that pixels that were laid out column by column are put back row by row."""
HINT = "Lay out a wall of 2×3 tiles in one line, in your order. In which order does the reshape put them back?"
READ = "book/03-1x1-convolution#pixels-as-rows"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

def corr2d_multi_in_out_1x1(X, K):
    c, h, w = X.shape
    pixels = X.transpose(0, 2).reshape(-1, c)
    return (pixels @ K[:, :, 0, 0].T).T.reshape(len(K), h, w)
