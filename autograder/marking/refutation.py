"""Why a belief is not so: the sentence of `solutions/`, with the first difference that the student's example shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.language import listed, say
from autograder.verdict import Counterexample


def filled(refuted: str, example: Counterexample, axes: Sequence[str]) -> str:
    """The sentence about this example; "" where the example shows no two numbers or shapes. `axes`: of the result."""
    here = first_difference(example, axes)
    return say(refuted, here=here) if refuted and here else ""


def first_difference(example: Counterexample, axes: Sequence[str]) -> str:
    """`at row 0, column 1 the result is 19, not 25`; "" where right and wrong value are not of one kind."""
    expected, got = map(_entries, (example.expected, example.got))
    if _is_tensor(expected) and _is_tensor(got):
        if expected["shape"] != got["shape"]:
            shapes = {"right": _tuple(expected["shape"]), "wrong": _tuple(got["shape"])}
            return say("the result has the shape {right}, not {wrong}", **shapes)
        names = axes if len(axes) == len(expected["shape"]) else ()
        return _first(_numbers(expected["values"], ()), _numbers(got["values"], ()), names)
    if isinstance(expected, list) and isinstance(got, list):
        if len(expected) != len(got):
            return say("the result has {right} entries, not {wrong}", right=len(expected), wrong=len(got))
        return _first(_numbers(expected, ()), _numbers(got, ()), ("entry",) if _flat(expected) else ())
    return _first([((), expected)], [((), got)], ())


def _entries(value: Any) -> Any:
    """A list as its entries, whichever kind of sequence it was."""
    if isinstance(value, Mapping) and "list" in value:
        return _entries(value["list"])
    return [_entries(item) for item in value] if isinstance(value, list) else value


Placed = tuple[tuple[int, ...], Any]


def _first(expected: Sequence[Placed], got: Sequence[Placed], names: Sequence[str]) -> str:
    if [place for place, _ in expected] != [place for place, _ in got]:
        return ""
    for (place, right), (_, wrong) in zip(expected, got, strict=True):
        if not all(type(each) in (int, float) for each in (right, wrong)):
            return ""
        if _written(right) != _written(wrong):
            values = {"right": _written(right), "wrong": _written(wrong)}
            if len(expected) == 1:
                return say("the result is {right}, not {wrong}", **values)
            indices = [
                say("{thing} {index}", thing=say(name), index=at) for name, at in zip(names, place, strict=False)
            ]
            where = listed(indices, "{before}, {item}") or _tuple(place)
            return say("at {where} the result is {right}, not {wrong}", where=where, **values)
    return ""


def _written(number: float) -> str:
    """A whole number with all its digits, another one with six."""
    return str(int(number)) if float(number).is_integer() else f"{number:.6g}"


def _numbers(values: Any, place: tuple[int, ...]) -> list[Placed]:
    """The numbers of nested lists in order, each with its indices."""
    if not isinstance(values, list):
        return [(place, values)]
    return [placed for index, value in enumerate(values) for placed in _numbers(value, (*place, index))]


def _is_tensor(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("values") is not None and "shape" in value


def _flat(values: list) -> bool:
    return not any(isinstance(value, list) for value in values)


def _tuple(sizes: Sequence[int]) -> str:
    return str(tuple(sizes))
