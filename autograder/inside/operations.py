"""Counts the work of one call: how often its most repeated step ran.

A loop over pixels repeats some step for each of them: a tensor operation, a call of a Python or C function, a line of
Python. A loop inside one C call, or in TorchScript, shows where it takes its numbers out of a tensor.
"""

import contextlib
import re
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import Any

import numpy

from autograder.torch_if_there import THERE, torch

if THERE:
    from torch.utils._python_dispatch import TorchDispatchMode
else:
    TorchDispatchMode = contextlib.nullcontext  # type: ignore[misc, assignment]

# whose lines are not the student's: the standard library and packages, but for d2l, whose helpers loop
_HERE = __file__.rpartition("/")[0] + "/"
_PACKAGES = numpy.__file__.rpartition("/")[0].rpartition("/")[0] + "/"
_LIBRARIES = (_HERE, _PACKAGES, *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")))
_LOOPING = re.compile(r"/d2l/")
# what prints, warns or draws takes steps for each number that it shows, and computes nothing
_SHOWING = re.compile(
    r"/(_tensor_str|arrayprint|warnings|traceback|linecache|reprlib|pprint|codecs|inspect|tokenize)\.py$"
    r"|/(matplotlib|PIL|logging|IPython)/"
)
# the code that runs between the dispatcher and this count
_COUNTING = re.compile(r"/inside/operations\.py$|/torch/(_ops|utils/_python_dispatch|_library/\w+)\.py$")
_set: list[str] = []  # what was set: traces and profiles, by anybody


class Work:
    """What was counted."""

    def __init__(self) -> None:
        self.steps: Counter[tuple] = Counter()  # by what it does and where it is called
        self.amount = 0.0  # how often the most repeated step ran
        self.what = ""  # that step, in words
        self._open = 0  # frames of the student that were entered and not left
        self._hidden = False  # whether a frame was seen that switched `f_trace_lines` off
        self._showing: FrameType | None = None

    def whole(self) -> bool:
        """Whether all work was counted."""
        return self._open <= 0 and not self._hidden

    def line(self, frame: FrameType, event: str, _: Any) -> Any:
        """Takes events of `sys.settrace`: lines of Python that no library holds."""
        if _of_a_library(frame.f_code.co_filename):
            return None
        self._open += (event == "call") - (event == "return")
        self._hidden |= not frame.f_trace_lines
        if event == "line":
            self.steps[(f"runs of line {frame.f_lineno} in {frame.f_code.co_name}", frame.f_code)] += 1
        return self.line

    def call(self, frame: FrameType, event: str, function: Any) -> None:
        """Takes events of `sys.setprofile`: calls of Python and C functions, whichever file they are in."""
        if self._showing is not None:
            if event == "return" and frame is self._showing:
                self._showing = None
            return
        code = frame.f_code
        if event == "call":
            if _shows(code.co_filename):
                self._showing = frame
            elif not _counts(code.co_filename):
                caller = frame.f_back
                place = (caller.f_code, caller.f_lineno) if caller is not None else ()
                self.steps[(f"calls of {code.co_name}", code, *place)] += 1
        elif event == "c_call" and not _counts(code.co_filename):
            name = getattr(function, "__name__", "a C function")
            self.steps[(f"calls of {name}", code, frame.f_lineno)] += 1
            if name in ("tolist", "tobytes"):  # one step for each number: the loop is in C, where nothing is counted
                self.steps[(f"numbers taken out by {name}", code, frame.f_lineno)] += _size(function.__self__)

    def operation(self, function: Any) -> None:
        """Takes operations of torch's dispatcher."""
        if self._showing is None:
            self.steps[(f"calls of {function}",)] += 1

    def close(self) -> None:
        """Keep the most repeated step only."""
        if self.steps:
            step, self.amount = max(self.steps.items(), key=lambda item: item[1])
            self.what = step[0]


class NotCountedError(Exception):
    """The student's code changed the trace, as a whole or in a frame of its own: what it did then was not counted."""


class _CountingMode(TorchDispatchMode):
    def __init__(self, work: Work):
        super().__init__()
        self._work = work

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        return False  # else the first count imports torch's compiler, a second's work, in each child anew

    def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self._work.operation(function)
        return function(*args, **(kwargs or {}))


@contextmanager
def counted(wanted: bool = True) -> Iterator[Work]:
    """Count the steps of what happens inside, if wanted."""
    work = Work()
    if not wanted:
        yield work
        return
    _listen()
    before = len(_set)
    with _CountingMode(work):
        sys.setprofile(work.call)
        sys.settrace(work.line)
        try:
            yield work
        finally:
            sys.settrace(None)
            sys.setprofile(None)
            mine = len(_set) == before + 4
    work.close()
    if not mine or not work.whole():
        raise NotCountedError("the trace was changed, so the steps of this call could not be counted")


def _size(thing: Any) -> int:
    """How many numbers a tensor or an array holds; 0 for anything else."""
    if type(thing) is torch.Tensor:
        return thing.numel()
    return thing.size if type(thing) is numpy.ndarray else 0


@cache
def _shows(file: str) -> bool:
    return _SHOWING.search(file) is not None


@cache
def _counts(file: str) -> bool:
    return _COUNTING.search(file) is not None


@cache
def _of_a_library(file: str) -> bool:
    return file.startswith(("<frozen ", *_LIBRARIES)) and not _LOOPING.search(file)


def _listen() -> None:
    if not _set:
        _set.append("listening")
        sys.addaudithook(lambda event, _: _set.append(event) if event in ("sys.settrace", "sys.setprofile") else None)
