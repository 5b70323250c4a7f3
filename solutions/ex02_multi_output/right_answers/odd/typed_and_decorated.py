"""Names that exist as strings only: annotations of the future, shapes in the style of jaxtyping; decorators that count."""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING, Callable, TypeVar

import torch

if TYPE_CHECKING:
    from jaxtyping import Float

T = TypeVar("T", bound=Callable)
calls: dict[str, int] = {}


def counted(function: T) -> T:
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        calls[function.__name__] = calls.get(function.__name__, 0) + 1
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            print(f"{function.__name__}: call {calls[function.__name__]}, {time.perf_counter() - started:.3f} s")

    return wrapper


def shaped(pattern: str) -> Callable[[T], T]:
    def decorate(function: T) -> T:
        @functools.wraps(function)
        def wrapper(X, K):
            Y = function(X, K)
            assert Y.dim() == len(pattern.split()), pattern
            return Y

        return wrapper

    return decorate


@counted
@shaped("c_out h w")
@torch.no_grad()
def corr2d_multi_in_out(X: Float[torch.Tensor, "c_in H W"], K: Float[torch.Tensor, "c_out c_in kH kW"]) -> Undefined[...]:
    c_out, c_in, kH, kW = K.shape
    _, H, W = X.shape
    Y: Float[torch.Tensor, "c_out h w"] = torch.zeros((c_out, H - kH + 1, W - kW + 1))
    for o in range(c_out):
        for a in range(kH):
            for b in range(kW):
                Y[o] += (X[:, a : a + Y.shape[1], b : b + Y.shape[2]] * K[o, :, a, b, None, None]).sum(0)
    return Y


@counted
@shaped("c_out h w")
def corr2d_multi_in_out_vectorized(X: torch.Tensor, /, K: "torch.Tensor") -> "torch.Tensor":
    return torch.einsum("cijhw,ochw->oij", X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1), K)
