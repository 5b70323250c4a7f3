"""Counts the work of one call: tensor operations, and lines of the student's own Python.

A loop over pixels makes either of them grow with the image, also where it runs over NumPy numbers or a Python list,
or stands in a string that is executed.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from torch.utils._python_dispatch import TorchDispatchMode

_COUNTED = re.compile(r"^<(?!frozen )|/d2l/")  # cells, executed strings, and the book's helpers, which loop
_traces_set: list[str] = []


class Counter:
    """How much was done."""

    total = 0
    open = 0  # frames that were entered and not left
    hidden = False  # whether a frame has switched its `f_trace_lines` off


class NotCountedError(Exception):
    """The student's code changed the trace, as a whole or in a frame of its own: what it did then was not counted."""


class _CountingMode(TorchDispatchMode):
    def __init__(self, counter: Counter):
        super().__init__()
        self._counter = counter

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        return False  # else the first count imports torch's compiler, a second's work, in each child anew

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

    notebook = vars(sys.modules["__main__"]) if "__main__" in sys.modules else {}
    _listen_for_traces()
    before = len(_traces_set)

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_globals is not notebook and not _COUNTED.search(frame.f_code.co_filename):
            return None  # a library's: what torch does to print a tensor is not the student's loop
        counter.total += 1
        counter.open += (event == "call") - (event == "return")
        counter.hidden |= not frame.f_trace_lines
        return trace

    with _CountingMode(counter):
        sys.settrace(trace)
        try:
            yield counter
        finally:
            mine = len(_traces_set) == before + 1
            sys.settrace(None)
    if not mine or counter.open > 0 or counter.hidden:
        raise NotCountedError("the trace was changed, so the steps of this call could not be counted")


def _listen_for_traces() -> None:
    if not _traces_set:
        _traces_set.append("listening")
        sys.addaudithook(lambda event, _: _traces_set.append(event) if event == "sys.settrace" else None)
