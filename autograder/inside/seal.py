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
    """The engine's functions and classes as they are now."""

    def __init__(self, modules: list[ModuleType]):
        self._modules = modules
        self._parts = self._look()  # kept, so that nothing new can have the identity of what is gone

    def is_whole(self) -> bool:
        """Whether each function and class is the one that it was."""
        # by identity: what stands there now may call itself equal to everything
        return [id(part) for part in self._look()] == [id(part) for part in self._parts]

    def _look(self) -> list[Any]:
        parts: list[Any] = []
        for module in self._modules:
            for value in list(vars(module).values()):
                if isinstance(value, FunctionType):
                    parts += [value, value.__code__]
                elif isinstance(value, type) and value.__module__ == module.__name__:
                    parts += [value, *vars(value).values()]
        return parts


def hide() -> Seal:
    """Take the engine out of `sys.modules`, `sys.path` and the collector's lists, in this process, for good."""
    names = [name for name in sys.modules if name.partition(".")[0] == ENGINE]
    modules = [sys.modules.pop(name) for name in names]
    folder = str(Path(__file__).parents[2])
    sys.path[:] = [path for path in sys.path if path != folder]
    gc.freeze()
    gc.unfreeze = lambda: None
    return Seal(modules)
