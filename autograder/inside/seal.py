"""Out of a student's sight and reach, as far as one interpreter allows: the code that serves her program.

Not a wall: whoever searches the frames of the stack still finds it. What is rewritten there is seen, and told.
"""

import gc
import sys
from gc import get_referents
from itertools import chain
from operator import is_
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

ENGINE = "autograder"
_FOLDER = str(Path(__file__).parents[2])


class Seal:
    """The engine's modules, classes and functions as they are now."""

    def __init__(self, modules: list[ModuleType]):
        owned = [value for module in modules for value in vars(module).values() if _is_own(value, module)]
        spaces = [vars(owner) for owner in (*modules, *(value for value in owned if isinstance(value, type)))]
        self._spaces = [space.values() for space in spaces]
        self._values = [*chain.from_iterable(self._spaces), _END]
        self._functions = [value for value in self._values if type(value) is FunctionType]
        self._parts = get_referents(*self._functions)  # code, defaults, closures, and who is asked for global names

    def is_whole(self) -> bool:
        """Whether each of them still is what it was: by identity, for what stands there now may lie."""
        values = chain(chain.from_iterable(self._spaces), (_END,))
        return all(map(is_, values, self._values)) and all(map(is_, get_referents(*self._functions), self._parts))


_END = object()  # after the last value, so that one more or one less is seen


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
    sys.path[:] = [path for path in sys.path if path != _FOLDER]
    gc.freeze()
    gc.unfreeze = lambda: None
    return _seal[0]
