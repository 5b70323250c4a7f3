"""The inputs of one hidden test, made from the secret seed."""

import hashlib
import random
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from autograder.torch_if_there import torch


class Draw:
    """Fresh test inputs from a secret seed: float32, signed, fractional; no equal values unless a method says so."""

    def __init__(self, seed: bytes, *labels: str):
        digest = hashlib.sha256(seed + "\0".join(labels).encode()).digest()
        self.random = random.Random(digest)
        self._seed = int.from_bytes(digest[:8], "little") >> 1

    @cached_property
    def _generator(self) -> torch.Generator:
        return torch.Generator().manual_seed(self._seed)

    def tensor(self, *shape: int) -> torch.Tensor:
        """Values in (-2, 2), of any shape."""
        return torch.rand(shape, generator=self._generator) * 4 - 2

    def image(self, channels: int, height: int, width: int) -> torch.Tensor:
        """(channels, height, width)."""
        return self.tensor(channels, height, width)

    def filters(self, out_channels: int, in_channels: int, height: int, width: int) -> torch.Tensor:
        """(out_channels, in_channels, height, width)."""
        return self.tensor(out_channels, in_channels, height, width)

    def repeated(self, *shape: int) -> torch.Tensor:
        """Values of any shape of which many are equal, and some are 0."""
        few = torch.cat([torch.zeros(1), self.tensor(2)])
        return few[torch.randint(3, shape, generator=self._generator)]

    def large(self, *shape: int) -> torch.Tensor:
        """Values up to some thousands, of very different sizes."""
        return self.tensor(*shape) ** 3 * 10 ** self.tensor(*shape)

    def size(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        return self.random.randint(low, high)

    def integers(self, *shape: int, low: int = -4, high: int = 9) -> torch.Tensor:
        """Whole numbers from `low` to `high`, as float32."""
        return torch.randint(low, high + 1, shape, generator=self._generator).float()

    def choice(self, options: Sequence[Any]) -> Any:
        return self.random.choice(options)
