"""Runs in the box beside the student's cells: a layer is no tensor, so it is asked what it does with pixels."""

import torch


def linear_output(student, K, pixels):
    """What the layer built from K makes of `pixels` (..., c_in)."""
    torch.manual_seed(0)  # a layer that keeps its random start gives the same numbers each time, and can be recognised
    layer = student["linear_from_1x1"](K)
    if not isinstance(layer, torch.nn.Linear):
        raise TypeError(f"linear_from_1x1 hands back a {type(layer).__name__}; a layer of the class nn.Linear is asked for")
    with torch.no_grad():
        return layer(pixels)
