"""What is right, for inputs that are not in the release: the page simplifies a counterexample and must compute anew."""

from small_torch.modules import MODULES

torch = MODULES["torch"]


def correlation(X, K):
    """One plane, a stack with one filter, or a stack with several filters: by the axes of K."""
    windows = X.unfold(X.dim() - 2, K.shape[-2], 1).unfold(X.dim() - 1, K.shape[-1], 1)
    equation = {2: "ijuv,uv->ij", 3: "cijuv,cuv->ij", 4: "cijuv,ocuv->oij"}[K.dim()]
    return torch.einsum(equation, windows, K)


def linear_layer(K):
    """What a layer with the weights of 1×1 filters makes of a dark pixel and of one pure pixel a channel."""
    matrix = K.reshape(K.shape[0], K.shape[1])
    return torch.cat([torch.zeros(1, K.shape[0]), matrix.t().contiguous()])


BY_NAME = {"correlation": correlation, "linear_layer": linear_layer, "none": None}
