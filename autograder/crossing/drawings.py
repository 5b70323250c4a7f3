"""What a figure of matplotlib shows: titles, labels, lines, points, bars, images, texts; not how it looks."""

import sys
from dataclasses import replace
from typing import Any

from autograder.crossing.kinds import Axes, Figure, Line

MOST_AXES, MOST_THINGS, MOST_POINTS = 32, 200, 20_000


def is_figure(kind: type) -> bool:
    """Whether this is the class of a figure or of axes."""
    figures, axes = sys.modules.get("matplotlib.figure"), sys.modules.get("matplotlib.axes")
    return figures is not None and axes is not None and (figures.Figure in kind.__mro__ or axes.Axes in kind.__mro__)


def shown_by(value: Any) -> Figure:
    """What this figure, or the figure of these axes, shows."""
    if sys.modules["matplotlib.figure"].Figure not in type(value).__mro__:
        value = value.get_figure()
    title = value._suptitle.get_text() if value._suptitle is not None else ""
    return Figure(str(title), tuple(map(_axes, value.axes[:MOST_AXES])))


def _axes(axes: Any) -> Axes:
    from matplotlib.patches import Rectangle

    legend = axes.get_legend()
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    return Axes(
        title=str(axes.get_title()),
        xlabel=str(axes.get_xlabel()),
        ylabel=str(axes.get_ylabel()),
        xscale=str(axes.get_xscale()),
        yscale=str(axes.get_yscale()),
        lines=tuple(_line(line.get_label(), line.get_xydata().T) for line in axes.lines[:MOST_THINGS]),
        points=tuple(_points(each) for each in axes.collections[:MOST_THINGS] if hasattr(each, "get_offsets")),
        bars=(_bars(bars[:MOST_POINTS]),) if bars else (),
        images=tuple(_image(image) for image in axes.images[:MOST_THINGS]),
        texts=tuple(str(text.get_text()) for text in axes.texts[:MOST_THINGS]),
        legend=tuple(str(text.get_text()) for text in legend.get_texts()[:MOST_THINGS]) if legend else (),
        categories=_categories(axes.xaxis),
    )


def _line(label: Any, data: Any) -> Line:
    label = str(label)
    x, y = (tuple(float(number) for number in row[:MOST_POINTS]) for row in data)
    return Line("" if label.startswith("_") else label, x, y)


def _points(collection: Any) -> Line:
    offsets = collection.get_offsets()
    filled = offsets.filled(float("nan")) if hasattr(offsets, "filled") else offsets
    return _line(collection.get_label(), filled.T)


def _bars(rectangles: list[Any]) -> Line:
    """The bars of one pair of axes, from left to right: their middles and their heights."""
    middles = sorted((bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height()) for bar in rectangles)
    return Line("", tuple(float(x) for x, _ in middles), tuple(float(y) for _, y in middles))


def _image(image: Any) -> Any:
    data = image.get_array()
    return data.filled(float("nan")) if hasattr(data, "filled") and data.dtype.kind == "f" else data.data


def _categories(axis: Any) -> tuple[str, ...]:
    mapping = getattr(getattr(axis, "units", None), "_mapping", None)
    return tuple(map(str, mapping)) if mapping is not None else ()


def data(figure: Figure) -> Any:
    """The figure as tuples, lists and texts, which cross by themselves."""
    return (figure.title, [_axes_data(axes) for axes in figure.axes])


def _axes_data(axes: Axes) -> tuple:
    words = [axes.title, axes.xlabel, axes.ylabel, axes.xscale, axes.yscale]
    lines = [
        [(line.label, _numbers(line.x), _numbers(line.y)) for line in each]
        for each in (axes.lines, axes.points, axes.bars)
    ]
    texts = [list(axes.texts), list(axes.legend), list(axes.categories)]
    return words, lines, list(axes.images), texts


def _numbers(numbers: tuple[float, ...]) -> Any:
    import numpy

    return numpy.array(numbers, dtype="float64")


def figure_from(value: Any) -> Figure:
    """The figure in a claim whose parts are put together; ValueError or TypeError where it is none."""
    title, axes = value
    if type(title) is not str or not isinstance(axes, list) or len(axes) > MOST_AXES:
        raise ValueError("not a figure")
    return Figure(title, tuple(map(_axes_from, axes)))


def _axes_from(value: Any) -> Axes:
    words, things, images, texts = value
    if len(words) != 5 or len(things) != 3 or len(texts) != 3:
        raise ValueError("not axes")
    if not all(type(text) is str for text in [*words, *(text for each in texts for text in each)]):
        raise ValueError("not a text")
    made = [tuple(map(_line_from, each)) for each in things]
    if not all(type(image).__module__ == "numpy" for image in images):
        raise ValueError("not an image")
    lines, points, bars = made
    on_it, legend, categories = (tuple(each) for each in texts)
    title, xlabel, ylabel, xscale, yscale = words
    named = Axes(title, xlabel, ylabel, xscale, yscale, lines, points, bars)
    return replace(named, images=tuple(images), texts=on_it, legend=legend, categories=categories)


def _line_from(value: Any) -> Line:
    label, x, y = value
    if type(label) is not str or x.ndim != 1 or x.shape != y.shape:
        raise ValueError("not a line")
    if x.dtype.name != "float64" or y.dtype.name != "float64":
        raise ValueError("not a line")
    return Line(label, tuple(x.tolist()), tuple(y.tolist()))
