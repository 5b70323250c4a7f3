"""Values on their way across the wall, on the student's side: returned values become claims of plain bytes."""

import collections
import contextlib
import datetime
import enum
import importlib
import zoneinfo
from collections.abc import Callable, Mapping
from typing import Any

from autograder.crossing.apart import MAX_TENSOR_BYTES, Keep, describe_type, take_apart
from autograder.crossing.together import Together

__all__ = ["MAX_TENSOR_BYTES", "Arguments", "describe_type", "to_python", "to_wire"]


class Arguments(Together):
    """What the keeper sends, as the function receives it: objects of the student's classes, modules imported."""

    def __init__(self, namespace: Mapping[str, Any], kept: Callable[[int], Any]):
        self._namespace, self._kept_by = namespace, kept

    def record(self, name: str, fields: dict[str, Any]) -> Any:
        """An instance of the student's class of that name, or a stand-in where there is none."""
        own = self._namespace.get(name)
        if isinstance(own, type) and issubclass(own, enum.Enum):
            return own[fields["name"]]
        return own(**fields) if isinstance(own, type) else super().record(name, fields)

    def named_tuple(self, name: str, names: tuple[str, ...], values: tuple) -> Any:
        """An instance of the student's namedtuple, or a stand-in."""
        own = self._namespace.get(name)
        return own(*values) if isinstance(own, type) else super().named_tuple(name, names, values)

    def items(self, name: str, items: tuple, more: bool) -> Any:
        """A deque, or a list in the place of a range and the like."""
        return collections.deque(items) if name == "deque" else list(items)

    def kept(self, number: int, name: str) -> Any:
        """The object itself."""
        return self._kept_by(number)

    def code(self, source: str) -> Any:
        """The function that the hidden tests wrote down."""
        return eval(compile(source, "<function of the test>", "eval"), {"__builtins__": __builtins__})

    def zone(self, seconds: float | None, name: str) -> datetime.tzinfo | None:
        """The zone of the database, which knows summer from winter, where its name is one."""
        if "/" in name:
            with contextlib.suppress(Exception):
                return zoneinfo.ZoneInfo(name)
        return super().zone(seconds, name)

    def pandas(self) -> Any:
        """pandas, imported where a frame arrives."""
        return _imported("pandas")

    def torch(self) -> Any:
        """PyTorch, imported where a tensor arrives."""
        return _imported("torch")

    def numpy(self) -> Any:
        """NumPy, imported where an array arrives."""
        return _imported("numpy")


def _imported(name: str) -> Any:
    with contextlib.suppress(ImportError):
        return importlib.import_module(name)
    return None


_plain = Arguments({}, lambda number: None)


def to_python(value: Any, arguments: Arguments = _plain) -> Any:
    """A wire value as the student's function receives it: tensors are copies, contiguous and writable."""
    return arguments(value)


def to_wire(value: Any, keep: Keep | None = None) -> Any:
    """A returned value as a wire value; what does not cross becomes a description (`Other`)."""
    return take_apart(value, keep)
