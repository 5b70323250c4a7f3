"""Out of a student's sight and reach, as far as one interpreter allows: the code that serves her program.

Not a wall: whoever searches the frames of the stack still finds it. What is rewritten there is seen, and told.
"""

import gc
import sys
from collections.abc import Mapping
from operator import attrgetter, is_
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

ENGINE = "autograder"


class Seal:
    """The engine's modules, classes and functions as they are now."""

    def __init__(self, modules: list[ModuleType]):
        owned = [value for module in modules for value in vars(module).values() if _is_own(value, module)]
        self._spaces = [vars(owner) for owner in (*modules, *(value for value in owned if isinstance(value, type)))]
        self._functions = [value for space in self._spaces for value in space.values() if type(value) is FunctionType]
        self._values = [tuple(space.values()) for space in self._spaces]
        self._codes = tuple(map(_code, self._functions))

    def is_whole(self) -> bool:
        """Whether each of them still is what it was: by identity, for what stands there now may lie."""
        return all(map(_alike, self._spaces, self._values)) and all(map(is_, map(_code, self._functions), self._codes))


_code = attrgetter("__code__")


def _alike(space: Mapping[str, Any], values: tuple) -> bool:
    return len(space) == len(values) and all(map(is_, space.values(), values))


def _is_own(value: Any, module: ModuleType) -> bool:
    return isinstance(value, type | FunctionType) and value.__module__ == module.__name__


_names: list[str] = []  # of the engine's modules
_seal: list[Seal] = []


def prepare() -> None:
    """In the zygote, once all is imported: to look through three thousand modules costs a fork 5 ms of copied pages."""
    _names.extend(name for name in sys.modules if name.partition(".")[0] == ENGINE)
    modules = [sys.modules[name] for name in _names]
    for module in modules:
        vars(module).setdefault("__warningregistry__", {})  # `warnings.warn` puts one where its caller's caller stands
    _seal.append(Seal(modules))


def hide() -> Seal:
    """Take the engine out of `sys.modules`, `sys.path` and the collector's lists, in this process, for good."""
    for name in _names:
        del sys.modules[name]
    folder = str(Path(__file__).parents[2])
    sys.path[:] = [path for path in sys.path if path != folder]
    gc.freeze()
    gc.unfreeze = lambda: None
    return _seal[0]
