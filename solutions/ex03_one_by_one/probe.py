"""Runs in the box beside the student's cells: a layer is no tensor, so it is asked what it does with pixels."""

import torch


class NotAsAsked(Exception):
    """What came back is not what the task asks for, though the student's code raised nothing."""


def _layer(student, K):
    torch.manual_seed(0)  # a layer that keeps its random start gives the same numbers each time, and can be recognised
    layer = student["linear_from_1x1"](K)
    if layer is None:
        raise NotAsAsked("linear_from_1x1 hands back None (is there a `return`?); a layer of the class nn.Linear is asked for")
    if not isinstance(layer, torch.nn.Linear):
        holds = isinstance(layer, torch.nn.Module) and any(isinstance(part, torch.nn.Linear) for part in layer.modules())
        kind = "module with a linear layer inside" if holds else type(layer).__name__
        raise NotAsAsked(f"linear_from_1x1 hands back a {kind}; a layer of the class nn.Linear is asked for")
    return layer


def linear_output(student, K, pixels):
    """What the layer built from K makes of `pixels` (..., c_in)."""
    layer = _layer(student, K)
    with torch.no_grad():
        return layer(pixels)


def linear_gradient(student, K, pixels):
    """The gradient of half the sum of squares of the layer's output, with respect to its input `pixels` (n, c_in)."""
    layer = _layer(student, K)
    pixels = pixels.clone().requires_grad_()
    with torch.enable_grad():
        (layer(pixels).square().sum() / 2).backward()
    return pixels.grad
