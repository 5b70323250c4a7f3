"""Out of a student's sight and reach, as far as one interpreter allows: the code that serves her program.

Not a wall: whoever searches the frames of the stack still finds it. What is rewritten there is seen, and told.
"""

import gc
import sys
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
        # kept, so that nothing new can have the identity of what is gone
        self._kept = [list(space.values()) for space in self._spaces], [each.__code__ for each in self._functions]
        self._as_it_was = self._look()

    def is_whole(self) -> bool:
        """Whether each of them still is what it was: by identity, for what stands there now may lie."""
        return self._look() == self._as_it_was

    def _look(self) -> list[tuple[int, ...]]:
        spaces = [tuple(map(id, space.values())) for space in self._spaces]
        return [*spaces, tuple([id(each.__code__) for each in self._functions])]


def _is_own(value: Any, module: ModuleType) -> bool:
    return isinstance(value, type | FunctionType) and value.__module__ == module.__name__


def hide() -> Seal:
    """Take the engine out of `sys.modules`, `sys.path` and the collector's lists, in this process, for good."""
    names = [name for name in sys.modules if name.partition(".")[0] == ENGINE]
    modules = [sys.modules.pop(name) for name in names]
    folder = str(Path(__file__).parents[2])
    sys.path[:] = [path for path in sys.path if path != folder]
    gc.freeze()
    gc.unfreeze = lambda: None
    return Seal(modules)
