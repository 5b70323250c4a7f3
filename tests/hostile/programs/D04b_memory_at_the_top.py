"""Takes all memory while its cells run; the functions below are right."""

import torch

drops = []
while True:
    drops.append(bytearray(50_000_000))


# solutions: both
