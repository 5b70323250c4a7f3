"""An object of the student's that stays in the box: what a hidden test does with it is done there.

Such an object can answer yes to everything. So only `answer.make` gives one, and what its methods give back may be
asked for values, but its own word (`==`, `<`, `in`, `bool`) counts only for the object that was made.
"""

from collections.abc import Callable, Iterator
from typing import Any

from autograder.crossing.kinds import Kept
from autograder.wall.claims import Raised

Request = Callable[[str, tuple, dict[str, Any]], tuple[Any, Any]]


class Remote:
    """Asks the object for attributes and calls its methods; `+`, `len`, `[…]` and the like go through, too."""

    def __init__(self, request: Request, kept: Kept, *, asked_for: bool = False):
        self.__dict__.update(_request=request, _kept=kept, _asked_for=asked_for)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            is_method, value = _pair(self._request("@get", (self._kept, name), {})[0])
        except Raised as raised:
            if self._asked_for or raised.kind != AttributeError.__name__:
                raise
            raise AttributeError(name) from None  # the test cannot go on: its result is no value of that kind
        return _Method(self, name) if is_method else value

    def __setattr__(self, name: str, value: Any) -> None:
        self._request("@call", (self._kept, "__setattr__", name, value), {})

    def _do(self, name: str, *arguments: Any, **options: Any) -> Any:
        try:
            return self._request("@operate", (self._kept, name, *arguments), options)[0]
        except Raised as raised:
            if self._asked_for or name == "call":
                raise
            raise TypeError(raised.text) from None

    def _says(self, name: str, *others: Any) -> bool:
        """A word of the object about itself and others."""
        if self._asked_for or any(isinstance(other, Remote) and other._asked_for for other in others):
            return self._do(name, *others) is True
        return name == "ne"

    def __iter__(self) -> Iterator[Any]:
        return iter(self._do("list"))

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._do("call", *arguments, **options)

    def __str__(self) -> str:
        return _text(self._do("str"))

    def __repr__(self) -> str:
        return _text(self._do("repr"))

    def __len__(self) -> int:
        length = self._do("len")
        return length if type(length) is int and length >= 0 else 0

    def __bool__(self) -> bool:
        return self._says("bool")

    def __contains__(self, item: Any) -> bool:
        return self._says("contains", item)

    def __int__(self) -> int:
        return _number(self._do("int"), int)

    def __float__(self) -> float:
        return _number(self._do("float"), float)

    def __hash__(self) -> int:
        return hash(self._kept)


def _operation(name: str, *, swapped: bool = False) -> Callable[..., Any]:
    def operate(thing: Remote, *arguments: Any) -> Any:
        if swapped:
            return thing._do("swapped", name, *arguments)
        return thing._do(name, *arguments)

    return operate


def _comparison(name: str) -> Callable[[Remote, Any], bool]:
    def compare(thing: Remote, other: Any) -> bool:
        return thing._says(name, other)

    return compare


for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(Remote, f"__{_name}__", _comparison(_name))
for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "neg", "abs"):
    setattr(Remote, f"__{_name}__", _operation(_name))
for _name in ("add", "sub", "mul", "truediv"):
    setattr(Remote, f"__r{_name}__", _operation(_name, swapped=True))
for _name in ("getitem", "setitem", "next"):
    setattr(Remote, f"__{_name}__", _operation(_name))


class _Method:
    def __init__(self, thing: Remote, name: str):
        self._thing, self._name = thing, name

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        thing = self._thing
        return thing._request("@call", (thing._kept, self._name, *arguments), options)[0]


def as_sent(value: Any) -> Any:
    """An argument as it is sent: an object of the box by its number."""
    if isinstance(value, Remote):
        return value._kept
    if type(value) in (tuple, list):
        return type(value)(map(as_sent, value))
    return value


def _pair(value: Any) -> tuple[bool, Any]:
    match value:
        case (bool(is_method), held):
            return is_method, held
    return False, value


def _text(value: Any) -> str:
    return value if type(value) is str else ""


def _number(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"not {kind.__name__}")
    return value
