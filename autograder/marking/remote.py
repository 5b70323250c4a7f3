"""An object of the student's that stays in the box: what a hidden test does with it is done there."""

from collections.abc import Callable, Iterator
from typing import Any

from autograder.crossing.kinds import Kept

Request = Callable[[str, tuple, dict[str, Any]], tuple[Any, Any]]


class Remote:
    """Asks the object for attributes and calls its methods; `+`, `==`, `len`, `[…]` and the like go through, too."""

    def __init__(self, request: Request, kept: Kept):
        self.__dict__.update(_request=request, _kept=kept)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        is_method, value = _pair(self._request("@get", (self._kept, name), {})[0])
        return _Method(self, name) if is_method else value

    def __setattr__(self, name: str, value: Any) -> None:
        self._request("@call", (self._kept, "__setattr__", name, value), {})

    def _do(self, name: str, *arguments: Any, **options: Any) -> Any:
        return self._request("@operate", (self._kept, name, *arguments), options)[0]

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
        return self._do("bool") is True

    def __contains__(self, item: Any) -> bool:
        return self._do("contains", item) is True

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


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "eq", "ne", "lt", "le", "gt", "ge", "neg", "abs"):
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
