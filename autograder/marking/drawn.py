"""What figures show, compared: what the reference leaves empty may be anything, what it shows must be there."""

from collections.abc import Iterator, Sequence
from typing import Any

from autograder.crossing.kinds import Axes, Figure, Line
from autograder.language import phrase, phrases, say, say_count
from autograder.marking import tolerance

FIGURE = phrase("title of the figure")
TEXTS = {
    "title": phrase("title"),
    "xlabel": phrase("label of the x axis"),
    "ylabel": phrase("label of the y axis"),
}
SCALES = {"xscale": phrase("x axis"), "yscale": phrase("y axis")}
THINGS = {"lines": phrase("line"), "points": phrase("set of points"), "bars": phrase("set of bars")}
COUNTED = {
    "lines": phrases("{n} line", "{n} lines"),
    "points": phrases("{n} set of points", "{n} sets of points"),
    "bars": phrases("{n} set of bars", "{n} sets of bars"),
}
SHOWS = phrase("It shows {things}, expected {expected}.")


def same(got: Figure, expected: Figure) -> bool:
    """Whether the figure shows what the reference shows."""
    return not sentence(got, expected)


def sentence(got: Figure, expected: Figure, *, hidden: bool = False) -> str:
    """The first thing that differs; `hidden`: no number is named."""
    if expected.title and got.title != expected.title:
        return _text(FIGURE, got.title, expected.title)
    if len(got.axes) != len(expected.axes):
        return say("The figure has {got} axes, expected {expected}.", got=len(got.axes), expected=len(expected.axes))
    for number, (ours, theirs) in enumerate(zip(got.axes, expected.axes, strict=True), 1):
        said = next(_differences(ours, theirs, hidden), "")
        if said:
            return said if len(expected.axes) == 1 else say("Axes {number}: {said!l}", number=number, said=said)
    return ""


def _differences(got: Axes, expected: Axes, hidden: bool) -> Iterator[str]:
    for name in THINGS:
        yield from filter(None, [_things(name, getattr(got, name), getattr(expected, name), hidden)])
    if len(got.images) != len(expected.images):
        shown = say_count("{n} image", "{n} images", len(got.images))
        yield say(SHOWS, things=shown, expected=len(expected.images))
    for ours, theirs in zip(got.images, expected.images, strict=True):
        if ours.shape != theirs.shape:
            yield say(
                "The image has the shape {got}, expected {expected}.", got=str(ours.shape), expected=str(theirs.shape)
            )
        elif not _close_arrays(ours, theirs):
            yield say("The image shows other values.")
    if expected.categories and got.categories != expected.categories:
        both = {"got": _listed(got.categories), "expected": _listed(expected.categories)}
        yield say("The x axis has {got}, expected {expected}.", **both)
    for name, axis in SCALES.items():
        if getattr(got, name) != getattr(expected, name):
            both = {"got": getattr(got, name), "expected": getattr(expected, name)}
            yield say("The {axis} is {got}, expected {expected}.", axis=say(axis), **both)
    for name, what in TEXTS.items():
        ours, theirs = getattr(got, name), getattr(expected, name)
        if theirs and ours != theirs:
            yield _text(what, ours, theirs)
    if expected.legend and sorted(got.legend) != sorted(expected.legend):
        both = {"got": _listed(got.legend), "expected": _listed(expected.legend)}
        yield say("The legend says {got}, expected {expected}.", **both)
    missing = [text for text in expected.texts if text not in got.texts]
    if missing:
        yield say("The text {text} is missing.", text=repr(missing[0]))


def _text(what: str, got: str, expected: str) -> str:
    if not got:
        return say("The {what} is missing, expected {expected}.", what=say(what), expected=repr(expected))
    return say("The {what} is {got}, expected {expected}.", what=say(what), got=repr(got), expected=repr(expected))


def _things(name: str, got: Sequence[Line], expected: Sequence[Line], hidden: bool) -> str:
    """How lines, sets of points or bars differ; in which order they were drawn does not count."""
    left = list(got)
    open_ = []
    for line in expected:
        found = next((other for other in left if _line_same(other, line)), None)
        if found is None:
            open_.append(line)
        else:
            left.remove(found)
    if len(got) != len(expected):
        shown = say_count(*COUNTED[name], len(got))
        return say(SHOWS, things=shown, expected=len(expected))
    if not open_:
        return ""
    thing = say(THINGS[name])
    which = say("the {thing}", thing=thing)
    if len(expected) > 1:
        which = say("{thing} {number}", thing=thing, number=expected.index(open_[0]) + 1)
    return _line(which, left[0], open_[0], hidden)


def _line_same(got: Line, expected: Line) -> bool:
    labels = not expected.label or got.label == expected.label
    return labels and len(got.x) == len(expected.x) and _close(got.x, expected.x) and _close(got.y, expected.y)


def _line(which: str, got: Line, expected: Line, hidden: bool) -> str:
    if len(got.x) != len(expected.x):
        points = say_count("{n} point", "{n} points", len(got.x))
        return say("{which!u} has {points}, expected {expected}.", which=which, points=points, expected=len(expected.x))
    pairs = zip(got.x, got.y, expected.x, expected.y, strict=True)
    for place, (x, y, right_x, right_y) in enumerate(pairs):
        if not (_near(x, right_x) and _near(y, right_y)):
            if hidden:
                return say("{which!u}: point {place} stands elsewhere.", which=which, place=place)
            both = {"got": f"({x:g}, {y:g})", "expected": f"({right_x:g}, {right_y:g})"}
            return say("{which!u}: point {place} is {got}, expected {expected}.", which=which, place=place, **both)
    both = {"got": repr(got.label), "expected": repr(expected.label)}
    return say("{which!u} is labelled {got}, expected {expected}.", which=which, **both)


def _near(one: float, other: float) -> bool:
    return tolerance.now().near(one, other)


def _close(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(map(_near, one, other))


def _close_arrays(one: Any, other: Any) -> bool:
    try:
        return all(map(_near, one.reshape(-1).tolist(), other.reshape(-1).tolist()))
    except TypeError:  # what is no number
        return bool((one == other).all())


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(map(repr, texts[:6])) if texts else say("nothing")
