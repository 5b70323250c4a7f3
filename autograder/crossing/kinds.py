"""Stand-ins on the trusted side for values whose classes are not there: records, exceptions, figures, functions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


class Raises:
    """An exception in the place of a value: what the function raised, by the names of its type and bases."""

    def __init__(self, kind: str, bases: tuple[str, ...] = (), text: str = "", place: Any = None, line: str = ""):
        """`place` and `line`: where in the student's file, and what is written there, if it is known."""
        self.kind, self.bases, self.text, self.place, self.line = kind, bases or (kind,), text, place, line

    def __repr__(self) -> str:
        return f"raises {self.kind}"


@dataclass(frozen=True)
class Thrown:
    """An exception that was returned, not raised."""

    kind: str
    bases: tuple[str, ...]
    text: str


class Record:
    """An instance of a dataclass: the class by its name, the fields as attributes."""

    __slots__ = ("_fields", "_name")

    def __init__(self, name: str, fields: Mapping[str, Any]):
        self._name, self._fields = name, dict(fields)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._fields[name]
        except KeyError:
            raise AttributeError(f"{self._name} has no field {name}") from None

    def __repr__(self) -> str:
        return f"{self._name}({', '.join(f'{name}={value!r}' for name, value in self._fields.items())})"


def name_of(record: Any) -> str:
    """The name of the class of a Record or NamedTuple."""
    return record._name


def fields_of(record: Any) -> dict[str, Any]:
    """The fields of a Record or NamedTuple by their names, in order."""
    return dict(zip(record._names, record, strict=True)) if isinstance(record, NamedTuple) else record._fields


class NamedTuple(tuple):
    """An instance of a namedtuple: a tuple whose entries have names."""

    _name: str
    _names: tuple[str, ...]

    def __new__(cls, name: str, names: tuple[str, ...], values: tuple) -> "NamedTuple":
        made = super().__new__(cls, values)
        made._name, made._names = name, names
        return made

    def __getattr__(self, name: str) -> Any:
        names = self.__dict__.get("_names", ())
        if name not in names:
            raise AttributeError(name)
        return self[names.index(name)]

    def __repr__(self) -> str:
        return f"{self._name}({', '.join(f'{name}={value!r}' for name, value in zip(self._names, self, strict=True))})"


@dataclass(frozen=True)
class Items:
    """What an iterator gives, a generator or a range, say; `more`: it may go on for ever."""

    name: str  # of its class
    items: tuple[Any, ...]
    more: bool = False

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, place: Any) -> Any:
        return self.items[place]


@dataclass(frozen=True)
class Kept:
    """An object that stays in the box; calls reach it by its number."""

    number: int
    name: str  # of its class


@dataclass(frozen=True)
class Line:
    """A line of a plot, or points, or bars: what it is called and its data."""

    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True)
class Axes:
    """What one pair of axes shows."""

    title: str = ""
    xlabel: str = ""
    ylabel: str = ""
    xscale: str = "linear"
    yscale: str = "linear"
    lines: tuple[Line, ...] = ()
    points: tuple[Line, ...] = ()
    bars: tuple[Line, ...] = ()
    images: tuple[Any, ...] = ()  # arrays
    texts: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # of the x axis


@dataclass(frozen=True)
class Figure:
    """What a figure of matplotlib shows."""

    title: str = ""
    axes: tuple[Axes, ...] = ()

    def __iter__(self) -> Iterator[Axes]:
        return iter(self.axes)


@dataclass
class Room:
    """How many items and bytes one value may still hold; what holds itself would hold more than any."""

    items: int
    bytes: int = field(default=4 * 2**20)

    def take(self, items: int, data: int = 0) -> None:
        self.items -= items
        self.bytes -= data
        if self.items < 0 or self.bytes < 0:
            raise TooLargeError


class TooLargeError(Exception):
    """More than may cross at once."""
