"""What the wire carried, put together again: a Python value, or a description of what cannot be one.

Of a claim nothing is believed: whatever its bytes say, a value comes out and no exception.
"""

import datetime
import decimal
import fractions
import math
import re
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from autograder.crossing import drawings, tables
from autograder.crossing.kinds import Items, Kept, NamedTuple, Raises, Record, Thrown
from autograder.wire import DTYPES, MAX_ITEMS, Other, Parts, RawTensor

DECIMAL = re.compile(r"-?(\d+(\.\d*)?|\.\d+)(E[+-]?\d{1,9})?|-?Infinity|NaN", re.ASCII)
LARGEST_FRAME = 2**18  # cells
MOST_OF_A_HASH = 100
_READ = {
    "date": datetime.date.fromisoformat,
    "decimal": lambda text: decimal.Decimal(text) if DECIMAL.fullmatch(text) else None,
}


class Together:
    """Puts values together; the box, which believes what the keeper sends, overrides the hooks below."""

    def __call__(self, value: Any) -> Any:
        if type(value) is tuple or type(value) is list:
            return type(value)(self(item) for item in value)
        if type(value) is RawTensor:
            return self.tensor(value)
        if type(value) is not Parts:
            return value
        try:
            made = self._made(value.kind, value.parts)
        except Exception:  # of any kind: these are bytes that somebody hostile may have written
            made = None
        return Other(f"a {value.kind} that cannot be read") if made is None else made

    # -- hooks ------------------------------------------------------------------------------------------------------

    def record(self, name: str, fields: dict[str, Any]) -> Any:
        """An instance of a dataclass."""
        return Record(name, fields)

    def named_tuple(self, name: str, names: tuple[str, ...], values: tuple) -> Any:
        """An instance of a namedtuple."""
        return NamedTuple(name, names, values)

    def items(self, name: str, items: tuple, more: bool) -> Any:
        """What an iterator gives."""
        return Items(name, items, more)

    def kept(self, number: int, name: str) -> Any:
        """An object that stayed in the box."""
        return Kept(number, name)

    def code(self, source: str) -> Any:
        """A function that was sent as source: never out of the box."""
        raise ValueError(source)

    def zone(self, seconds: float | None, name: str) -> datetime.tzinfo | None:
        """A zone by its distance from Greenwich."""
        if seconds is None:
            return None
        return datetime.timezone(datetime.timedelta(seconds=seconds), name or "UTC")

    def pandas(self) -> Any:
        """pandas, where this process uses it."""
        return sys.modules.get("pandas")

    def torch(self) -> Any:
        """PyTorch, where this process uses it."""
        return sys.modules.get("torch")

    def numpy(self) -> Any:
        """NumPy, where this process uses it."""
        return sys.modules.get("numpy")

    # ---------------------------------------------------------------------------------------------------------------

    def tensor(self, raw: RawTensor) -> Any:
        """A tensor of its own, contiguous and writable; a description where PyTorch is not used."""
        torch = self.torch()
        if torch is None:
            return Other(f"a torch.Tensor of shape {raw.shape}")
        dtype = getattr(torch, raw.dtype)
        if not raw.data:
            return torch.empty(raw.shape, dtype=dtype)
        return torch.frombuffer(bytearray(raw.data), dtype=dtype).reshape(raw.shape)

    def _made(self, kind: str, parts: Any) -> Any:
        make: Callable[[Any], Any] = getattr(self, f"_{kind}", None) or _READ[kind]
        return make(parts)

    def _dict(self, parts: list) -> dict:
        items = [self(item) for item in _of(parts, list)]
        _check_hashes(items[::2])
        made = dict(zip(items[::2], items[1::2], strict=True))
        if len(made) * 2 != len(items):
            raise ValueError("a key twice")
        return made

    def _set(self, parts: list) -> set:
        items = [self(item) for item in _of(parts, list)]
        _check_hashes(items)
        made = set(items)
        if len(made) != len(parts):
            raise ValueError("an element twice")
        return made

    def _frozenset(self, parts: list) -> frozenset:
        return frozenset(self._set(parts))

    def _fraction(self, parts: tuple) -> fractions.Fraction:
        numerator, denominator = parts
        made = fractions.Fraction(_of(numerator, int), _of(denominator, int))
        if (made.numerator, made.denominator) != parts:
            raise ValueError("not in lowest terms")
        return made

    def _datetime(self, parts: tuple) -> datetime.datetime:
        text, seconds, name = parts
        moment = datetime.datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            raise ValueError("a zone where none may be")
        return moment.replace(tzinfo=self.zone(seconds, _of(name, str)))

    def _time(self, parts: tuple) -> datetime.time:
        text, seconds, name = parts
        moment = datetime.time.fromisoformat(text)
        if moment.tzinfo is not None:
            raise ValueError("a zone where none may be")
        return moment.replace(tzinfo=self.zone(seconds, _of(name, str)))

    def _timedelta(self, parts: tuple) -> datetime.timedelta:
        days, seconds, microseconds = (_of(part, int) for part in parts)
        return datetime.timedelta(days, seconds, microseconds)

    def _record(self, parts: tuple) -> Any:
        name, names, values = parts
        if len(set(_texts(names))) != len(_of(values, list)):
            raise ValueError("as many names as values")
        return self.record(_of(name, str), dict(zip(names, map(self, values), strict=True)))

    def _namedtuple(self, parts: tuple) -> Any:
        name, names, values = parts
        if len(_texts(names)) != len(_of(values, tuple)):
            raise ValueError("as many names as values")
        return self.named_tuple(_of(name, str), tuple(names), tuple(map(self, values)))

    def _items(self, parts: tuple) -> Items:
        name, items, more = parts
        return self.items(_of(name, str), tuple(map(self, _of(items, list))), _of(more, bool))

    def _exception(self, parts: tuple) -> Thrown:
        kind, bases, text = parts
        return Thrown(_of(kind, str), tuple(_texts(bases)), _of(text, str))

    def _raised(self, parts: tuple) -> Raises:
        kind, bases, text = parts
        return Raises(_of(kind, str), tuple(_texts(bases)), _of(text, str))

    def _kept(self, parts: tuple) -> Any:
        number, name = parts
        return self.kept(_of(number, int), _of(name, str))

    def _code(self, parts: str) -> Any:
        return self.code(_of(parts, str))

    def _array(self, parts: Any) -> Any:
        numpy = self.numpy()
        if numpy is None:
            return Other("a NumPy array")
        if type(parts) is RawTensor:
            return self._numbers(parts)
        letter, shape, cells = parts
        if any(_of(size, int) < 0 for size in shape) or math.prod(shape) != len(_of(cells, list)) or len(shape) > 8:
            raise ValueError("as many cells as the shape says")
        if len(shape) > 1 and math.prod(max(size, 1) for size in shape) > 2**40:
            raise ValueError("no array is that large")
        made = numpy.empty(len(cells), dtype=object)
        for place, cell in enumerate(cells):
            made[place] = self(cell)
        made = made.reshape(shape)
        if letter in ("U", "S"):
            wanted = str if letter == "U" else bytes
            if not all(type(cell) is wanted for cell in made.reshape(-1)):
                raise ValueError("not a text")
            longest = max(map(len, made.reshape(-1)), default=0)
            if longest * len(cells) > 2**22:
                raise ValueError("no array is that large")
            return made.astype(letter) if made.size else made.astype(f"{letter}1")
        return made.astype({"M": "datetime64[us]", "m": "timedelta64[us]"}[letter]) if letter != "O" else made

    def _numbers(self, raw: RawTensor) -> Any:
        numpy = self.numpy()
        if raw.dtype not in DTYPES or raw.dtype == "bfloat16":
            raise ValueError("no dtype of NumPy")
        if not raw.data:
            return numpy.empty(raw.shape, dtype=raw.dtype)
        return numpy.frombuffer(bytearray(raw.data), dtype=raw.dtype).reshape(raw.shape)

    def _frame(self, parts: tuple) -> Any:
        if self.pandas() is None:
            return Other("pandas.DataFrame")
        sheet = tables.sheet_from("frame", parts, self, self._numbers)
        if (len(sheet.index) + 1) * (len(sheet.columns) + 1) > LARGEST_FRAME:
            return Other("a DataFrame too large to look at")
        return tables.of_pandas(sheet)

    def _series(self, parts: tuple) -> Any:
        if self.pandas() is None:
            return Other("pandas.Series")
        return tables.of_pandas(tables.sheet_from("series", parts, self, self._numbers))

    def _figure(self, parts: Any) -> Any:
        return drawings.figure_from(self(parts))


def _check_hashes(keys: list) -> None:
    """Refuse keys that were chosen to share a hash: a dict or set of thousands of them takes minutes to build."""
    if len(keys) > MOST_OF_A_HASH and max(Counter(map(hash, keys)).values()) > MOST_OF_A_HASH:
        raise ValueError("too many keys of one hash")


def _of(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value


def _texts(values: Any) -> list[str]:
    if type(values) is not list or len(values) > MAX_ITEMS or not all(type(value) is str for value in values):
        raise TypeError("names")
    return values
