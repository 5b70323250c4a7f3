"""Believes that an axis of length one is no axis, and squeezes it away."""
HINT = "Try an image that leaves one row for the map. How many axes does your result have?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

def corr2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum((2, 3)).squeeze()


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
