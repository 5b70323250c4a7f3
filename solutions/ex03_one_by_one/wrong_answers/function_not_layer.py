"""Believes that a function that multiplies is a layer."""
HINT = "Ask your result for its `.weight`. What kind of thing did you return?"
READ = "book/03-1x1-convolution#linear-layer"
EXPECTED = {"linear_from_1x1": 0}

import torch
import torch.nn.functional as F


def linear_from_1x1(K):
    weights = K.flatten(1)
    return lambda pixels: F.linear(pixels, weights)
