"""A Python value taken apart into what the wire carries; what does not cross becomes a description.

It is used on students' values too: types are looked up with `type`, contents with the methods of the builtin class, so
that nothing which a subclass says of itself is believed. What a property or a `__str__` of theirs raises is caught.
"""

import datetime
import decimal
import enum
import fractions
import sys
from collections.abc import Callable, Iterable
from typing import Any

from autograder.crossing import drawings, iterators, tables
from autograder.crossing.kinds import (
    Figure,
    Items,
    Kept,
    NamedTuple,
    Raises,
    Record,
    Room,
    Thrown,
    TooLargeError,
    fields_of,
    name_of,
)
from autograder.wire import DTYPES, ITEM_SIZE, MAX_INT, MAX_ITEMS, MAX_TEXT, Other, Parts, RawTensor

MAX_TENSOR_BYTES = 4 * 2**20  # many times what any test asks for; the keeper holds many at a time
MAX_LEVELS = 8  # of containers in containers
MAX_DECIMAL = 2_000  # characters
MAX_WORDS = 2_000  # characters of what an exception says
DAY, HOURS = ("year", "month", "day"), ("hour", "minute", "second", "microsecond")
Keep = Callable[[Any], int]


def take_apart(value: Any, keep: Keep | None = None) -> Any:
    """The value as the wire carries it. `keep` gives numbers to objects that stay where they are."""
    taking = _Taking(keep)
    try:
        return taking.apart(value, 0)
    except TooLargeError:
        return Other(f"{_called(value)} too large to look at")


def describe_type(value: Any) -> str:
    """What kind of thing this is, in words, without calling anything of the thing's own."""
    kind = type(value)
    name = type.__getattribute__(kind, "__name__")
    module = type.__dict__["__module__"].__get__(kind)  # the dictionary of a class made in C has none
    torch = sys.modules.get("torch")
    if torch is not None and (kind.__mro__[-2:-1] == (torch._C.TensorBase,) or torch.Tensor in kind.__mro__):
        return f"a subclass of torch.Tensor ({name})"
    if isinstance(module, str) and module.split(".")[0] in ("numpy", "torch", "pandas"):
        return f"{module.split('.')[0]}.{name}"
    return f"{name}"


def _called(value: Any) -> str:
    name = next((base.__name__ for base in (list, tuple, dict, set, frozenset) if base in type(value).__mro__), None)
    name = name or describe_type(value)
    return name if " " in name else f"a {name}"


class _Taking:
    def __init__(self, keep: Keep | None):
        self.keep = keep
        self.room = Room(MAX_ITEMS // 2, 7 * 2**20)

    def apart(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if value is None or kind is bool or kind is float or kind is complex:
            return value
        if kind is int:
            return value if value.bit_length() < 8 * MAX_INT - 8 else Other("an int of too many digits")
        bases = kind.__mro__
        if enum.Enum in bases:
            return Parts("record", (kind.__name__[:100], ["name"], [_text_of(value)]))
        if str in bases or bytes in bases:
            value = (str if str in bases else bytes).__getitem__(value, slice(None))  # type: ignore[operator]
            self.room.take(1, len(value))
            return value if len(value) <= MAX_TEXT // 4 else Other(f"{_called(value)} too long to look at")
        if kind is Other or kind is RawTensor or kind is Parts:
            return value
        of_library = self._of_library(value, kind, depth)
        if of_library is not None:
            return of_library[0]
        return self._of_python(value, kind, depth)

    def _of_python(self, value: Any, kind: type, depth: int) -> Any:
        bases = kind.__mro__
        if tuple in bases or list in bases or dict in bases or set in bases or frozenset in bases:
            return self._container(value, kind, depth)
        atom = _atom(value, bases)
        if atom is not None:
            return atom
        try:
            items = value if kind is Items else iterators.at_rest(value, kind)
            if items is not None:
                listed = self._level([self.apart(item, depth + 1) for item in items.items], depth)
                return Parts("items", (items.name[:100], listed, items.more))
            if BaseException in bases:
                return Parts("exception", _exception(value))
            if kind is Raises:
                return Parts("raised", (value.kind[:100], list(value.bases), value.text[:MAX_WORDS]))
            if kind is Thrown:
                return Parts("exception", (value.kind, list(value.bases), value.text))
            if kind is Kept:
                return Parts("kept", (value.number, value.name))
            if kind is Figure:
                return Parts("figure", self.apart(drawings.data(value), depth + 1))
            fields = _fields(value, kind)
            if fields is not None:
                name = name_of(value) if kind is Record else kind.__name__[:100]
                values = [self.apart(item, depth + 1) for item in fields.values()]
                return Parts("record", (name, list(fields), self._level(values, depth)))
        except (TooLargeError, RecursionError):
            raise TooLargeError from None
        except Exception:  # of a property or a `__str__` of the student's own
            return Other(describe_type(value))
        if self.keep is not None:
            return Parts("kept", (self.keep(value), kind.__name__[:100]))
        return Other(describe_type(value))

    def _container(self, value: Any, kind: type, depth: int) -> Any:
        bases = kind.__mro__
        if dict in bases:
            self._check(dict.__len__(value), depth)
            pairs = [(self.apart(key, depth + 1), self.apart(held, depth + 1)) for key, held in dict.items(value)]
            return Parts("dict", [item for pair in pairs for item in pair])
        if set in bases:
            self._check(set.__len__(value), depth)
            return Parts("set", [self.apart(item, depth + 1) for item in set.__iter__(value)])
        if frozenset in bases:
            self._check(frozenset.__len__(value), depth)
            return Parts("frozenset", [self.apart(item, depth + 1) for item in frozenset.__iter__(value)])
        if list in bases:
            self._check(list.__len__(value), depth)
            return [self.apart(item, depth + 1) for item in list.__iter__(value)]
        self._check(tuple.__len__(value), depth)
        items = tuple(self.apart(item, depth + 1) for item in tuple.__iter__(value))
        names = _names(value, kind)
        return Parts("namedtuple", (*names, items)) if names else items

    def _check(self, length: int, depth: int) -> None:
        self.room.take(length + 1)
        if depth >= MAX_LEVELS:
            raise TooLargeError

    def _level(self, values: list, depth: int) -> list:
        self._check(len(values), depth)
        return values

    def _of_library(self, value: Any, kind: type, depth: int) -> tuple[Any] | None:
        """What it is as a value of PyTorch, NumPy, pandas or matplotlib, in a tuple; None where it is no such value."""
        torch, numpy = sys.modules.get("torch"), sys.modules.get("numpy")
        pandas, figures = sys.modules.get("pandas"), sys.modules.get("matplotlib.figure")
        if torch is not None and (kind is torch.Tensor or kind is torch.nn.Parameter):
            return (self._tensor(value),)
        if numpy is not None:
            if kind is numpy.ndarray:
                return (self._array(value, depth),)
            if numpy.generic in kind.__mro__ and kind.__module__ == "numpy":
                return (self._scalar(value, depth),)
        if pandas is not None and hasattr(pandas, "DataFrame"):
            if kind is pandas.DataFrame or kind is pandas.Series:
                sheet = tables.sheet_of(value, self.room)
                return (tables.parts(sheet, lambda cell: self.apart(cell, depth + 3)),)
            if kind is pandas.Timestamp:
                return (self.apart(value.to_pydatetime(warn=False), depth),)
            if kind is pandas.Timedelta:
                return (self.apart(value.to_pytimedelta(), depth),)
            if value is pandas.NaT or value is pandas.NA:
                return (float("nan"),)
            if kind is pandas.Period:
                return (Parts("record", ("Period", ["at"], [str(value)])),)
            if kind is pandas.Interval:
                names = ["left", "right", "closed"]
                return (Parts("record", ("Interval", names, [self.apart(getattr(value, n), depth) for n in names])),)
        if figures is not None and drawings.is_figure(kind):
            return (Parts("figure", self.apart(drawings.data(drawings.shown_by(value)), depth + 1)),)
        return None

    def _scalar(self, value: Any, depth: int) -> Any:
        letter = value.dtype.kind
        if letter in "iu":
            return int(value)
        if letter == "f":
            return float(value)
        if letter in "bc":
            return bool(value) if letter == "b" else complex(value)
        if letter in "mM":
            return self.apart(value.astype(f"{'datetime' if letter == 'M' else 'timedelta'}64[us]").item(), depth)
        if letter in "SU":
            return self.apart(bytes(value) if letter == "S" else str(value), depth)
        return Other(describe_type(value))

    def _array(self, array: Any, depth: int) -> Any:
        if array.ndim > 8 or array.nbytes > MAX_TENSOR_BYTES:
            return Other(f"a NumPy array of shape {array.shape}, too large to look at")
        if array.dtype.kind in "biufc" and array.dtype.name in DTYPES:
            native = array.astype(array.dtype.newbyteorder("="))
            self.room.take(1, native.nbytes)
            return Parts("array", RawTensor(native.dtype.name, tuple(native.shape), native.tobytes()))
        if array.dtype.kind in "SUO":
            self._check(array.size, depth)
            cells = [self.apart(cell, depth + 2) for cell in array.reshape(-1).tolist()]
            return Parts("array", (array.dtype.kind, list(array.shape), cells))
        if array.dtype.kind in "mM":
            self._check(array.size, depth)
            name = "datetime64[us]" if array.dtype.kind == "M" else "timedelta64[us]"
            cells = [self.apart(cell, depth + 2) for cell in array.astype(name).reshape(-1).tolist()]
            return Parts("array", (array.dtype.kind, list(array.shape), cells))
        return Other(f"a NumPy array of the dtype {str(array.dtype)[:100]}")

    def _tensor(self, tensor: Any) -> Any:
        torch = sys.modules["torch"]
        # look at layout and device before touching data: a meta or sparse tensor has none to give
        if tensor.layout is not torch.strided or tensor.is_nested:
            return Other("a sparse or nested tensor")
        if tensor.device.type != "cpu":
            return Other(f"a tensor on the device '{tensor.device.type}'")
        name = str(tensor.dtype).removeprefix("torch.")
        if tensor.is_quantized or name not in DTYPES:
            return Other(f"a tensor of {str(tensor.dtype)}")
        if tensor.dim() > 8 or tensor.numel() * ITEM_SIZE[name] > MAX_TENSOR_BYTES:
            return Other(f"a tensor of shape {tuple(tensor.shape)}, too large to look at")
        self.room.take(1, tensor.numel() * ITEM_SIZE[name])
        plain = tensor.detach().resolve_conj().resolve_neg().reshape(-1)
        # a copy of our own: one number of a view may keep a stride that no byte view accepts
        dense = torch.empty(plain.shape, dtype=plain.dtype).copy_(plain)
        data = bytes(dense.view(torch.uint8).numpy()) if dense.numel() else b""
        return RawTensor(name, tuple(tensor.shape), data)


def _atom(value: Any, bases: tuple[type, ...]) -> Any:
    """A fraction, a decimal or a time as parts; None for anything else. Subclasses are read by the builtin class."""
    if fractions.Fraction in bases:
        try:
            parts = (fractions.Fraction.numerator.fget(value), fractions.Fraction.denominator.fget(value))  # type: ignore[attr-defined]
        except AttributeError:
            return None
        if any(type(part) is not int or part.bit_length() >= 8 * MAX_INT - 8 for part in parts):
            return Other("a Fraction of too many digits")
        return Parts("fraction", parts)
    if int in bases:
        return int.__add__(value, 0) if int.bit_length(value) < 8 * MAX_INT - 8 else Other("an int of too many digits")
    if float in bases:
        return float.__add__(value, 0.0)
    if decimal.Decimal in bases:
        text = decimal.Decimal.__str__(value)
        return Parts("decimal", text) if len(text) <= MAX_DECIMAL else Other("a Decimal of too many digits")
    if datetime.datetime in bases:
        return Parts("datetime", (_read(datetime.datetime, value, *DAY, *HOURS).isoformat(), *_zone(value)))
    if datetime.date in bases:
        return Parts("date", _read(datetime.date, value, *DAY).isoformat())
    if datetime.time in bases:
        return Parts("time", (_read(datetime.time, value, *HOURS).isoformat(), *_zone(value)))
    if datetime.timedelta in bases:
        whole = _read(datetime.timedelta, value, "days", "seconds", "microseconds")
        return Parts("timedelta", (whole.days, whole.seconds, whole.microseconds))
    return None


def _text_of(member: enum.Enum) -> str:
    """The name of a member of an Enum."""
    name = member.__dict__.get("_name_")
    return name[:100] if type(name) is str else ""


def _read(of: type, value: Any, *names: str) -> Any:
    """The builtin class made anew from its own view of these attributes: a subclass may say anything of itself."""
    return of(*(getattr(of, name).__get__(value) for name in names))


def _zone(value: Any) -> tuple[float | None, str]:
    """How many seconds its zone is before Greenwich, and what it is called: the key of a zone of the database."""
    zone = type(value).tzinfo.__get__(value)
    if zone is None:
        return None, ""
    try:
        offset = value.utcoffset()
        seconds = None if offset is None else offset.total_seconds()
        name = getattr(zone, "key", None) or zone.tzname(value)
        return seconds, str(name or "")[:60]
    except Exception:  # a zone of the student's own
        return None, "unknown"


def _exception(value: BaseException) -> tuple[str, list[str], str]:
    kind = type(value)
    try:
        text = str(value)[:MAX_WORDS]
    except BaseException:
        text = ""
    return kind.__name__[:100], [base.__name__[:100] for base in kind.__mro__[:20]], text


def _fields(value: Any, kind: type) -> dict[str, Any] | None:
    """The fields of an instance of a dataclass; None for anything else."""
    if kind is Record:
        return fields_of(value)
    declared = next((base.__dict__["__dataclass_fields__"] for base in kind.__mro__ if _declares(base)), None)
    if type(declared) is not dict:
        return None
    names = [name for name, field in declared.items() if type(name) is str and field._field_type.name == "_FIELD"]
    return {name: getattr(value, name) for name in names}


def _declares(base: type) -> bool:
    return "__dataclass_fields__" in base.__dict__


def _names(value: tuple, kind: type) -> tuple[str, list[str]] | None:
    """The name of a namedtuple and those of its entries; None for any other tuple."""
    if kind is NamedTuple:
        return name_of(value), list(fields_of(value))
    names = next((base.__dict__["_fields"] for base in kind.__mro__ if "_fields" in base.__dict__), None)
    if type(names) is not tuple or len(names) != tuple.__len__(value) or not _all(str, names):
        return None
    return kind.__name__[:100], [name[:100] for name in names]


def _all(kind: type, values: Iterable[Any]) -> bool:
    return all(type(value) is kind for value in values)
