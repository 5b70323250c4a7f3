"""What figures show, compared: what the reference leaves empty may be anything, what it shows must be there."""

from collections.abc import Iterator, Sequence
from typing import Any

from autograder.crossing.kinds import Axes, Figure, Line
from autograder.marking import tolerance

TEXTS = {"title": "title", "xlabel": "label of the x axis", "ylabel": "label of the y axis"}
SCALES = {"xscale": "x axis", "yscale": "y axis"}
THINGS = {"lines": "line", "points": "set of points", "bars": "set of bars"}


def same(got: Figure, expected: Figure) -> bool:
    """Whether the figure shows what the reference shows."""
    return not sentence(got, expected)


def sentence(got: Figure, expected: Figure, *, hidden: bool = False) -> str:
    """The first thing that differs; `hidden`: no number is named."""
    if expected.title and got.title != expected.title:
        return _text("title of the figure", got.title, expected.title)
    if len(got.axes) != len(expected.axes):
        return f"The figure has {len(got.axes)} axes, expected {len(expected.axes)}."
    for number, (ours, theirs) in enumerate(zip(got.axes, expected.axes, strict=True), 1):
        said = next(_differences(ours, theirs, hidden), "")
        if said:
            return said if len(expected.axes) == 1 else f"Axes {number}: {said[0].lower()}{said[1:]}"
    return ""


def _differences(got: Axes, expected: Axes, hidden: bool) -> Iterator[str]:
    for name, what in THINGS.items():
        yield from filter(None, [_things(what, getattr(got, name), getattr(expected, name), hidden)])
    if len(got.images) != len(expected.images):
        yield f"It shows {_counted(len(got.images), 'image')}, expected {len(expected.images)}."
    for ours, theirs in zip(got.images, expected.images, strict=True):
        if ours.shape != theirs.shape:
            yield f"The image has the shape {ours.shape}, expected {theirs.shape}."
        elif not _close_arrays(ours, theirs):
            yield "The image shows other values."
    if expected.categories and got.categories != expected.categories:
        yield f"The x axis has {_listed(got.categories)}, expected {_listed(expected.categories)}."
    for name, axis in SCALES.items():
        if getattr(got, name) != getattr(expected, name):
            yield f"The {axis} is {getattr(got, name)}, expected {getattr(expected, name)}."
    for name, what in TEXTS.items():
        ours, theirs = getattr(got, name), getattr(expected, name)
        if theirs and ours != theirs:
            yield _text(what, ours, theirs)
    if expected.legend and sorted(got.legend) != sorted(expected.legend):
        yield f"The legend says {_listed(got.legend)}, expected {_listed(expected.legend)}."
    missing = [text for text in expected.texts if text not in got.texts]
    if missing:
        yield f"The text {missing[0]!r} is missing."


def _text(what: str, got: str, expected: str) -> str:
    return f"The {what} is {got!r}, expected {expected!r}." if got else f"The {what} is missing, expected {expected!r}."


def _things(what: str, got: Sequence[Line], expected: Sequence[Line], hidden: bool) -> str:
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
        return f"It shows {_counted(len(got), what)}, expected {len(expected)}."
    if not open_:
        return ""
    which = f"the {what}" if len(expected) == 1 else f"{what} {expected.index(open_[0]) + 1}"
    return _line(which[0].upper() + which[1:], left[0], open_[0], hidden)


def _line_same(got: Line, expected: Line) -> bool:
    labels = not expected.label or got.label == expected.label
    return labels and len(got.x) == len(expected.x) and _close(got.x, expected.x) and _close(got.y, expected.y)


def _line(which: str, got: Line, expected: Line, hidden: bool) -> str:
    if len(got.x) != len(expected.x):
        return f"{which} has {_counted(len(got.x), 'point')}, expected {len(expected.x)}."
    pairs = zip(got.x, got.y, expected.x, expected.y, strict=True)
    for place, (x, y, right_x, right_y) in enumerate(pairs):
        if not (_near(x, right_x) and _near(y, right_y)):
            where = f"{which}: point {place}"
            if hidden:
                return f"{where} stands elsewhere."
            return f"{where} is ({x:g}, {y:g}), expected ({right_x:g}, {right_y:g})."
    return f"{which} is labelled {got.label!r}, expected {expected.label!r}."


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
    return ", ".join(map(repr, texts[:6])) if texts else "nothing"


def _counted(number: int, what: str) -> str:
    return (
        f"{number} {what}"
        if number == 1
        else f"{number} {what.replace('set', 'sets') if 'set' in what else what + 's'}"
    )
