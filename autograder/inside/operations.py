"""Counts the work of one call: tensor operations, and lines of the student's own Python.

A loop over pixels makes either of them grow with the image, also where it runs over NumPy numbers or a Python list.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from torch.utils._python_dispatch import TorchDispatchMode


class Counter:
    """How much was done."""

    total = 0


class _CountingMode(TorchDispatchMode):
    def __init__(self, counter: Counter):
        super().__init__()
        self._counter = counter

    def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self._counter.total += 1
        return function(*args, **(kwargs or {}))


@contextmanager
def counted(wanted: bool) -> Iterator[Counter]:
    """Count what happens inside, if wanted."""
    counter = Counter()
    if not wanted:
        yield counter
        return

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith("<cell"):
            return None
        counter.total += 1
        return trace

    with _CountingMode(counter):
        sys.settrace(trace)
        try:
            yield counter
        finally:
            sys.settrace(None)
