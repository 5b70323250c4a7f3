"""Small arrays, tensors, frames and series, smallest first."""

import itertools
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

SIZES = (1, 2, 3, 4)  # of an axis that has a name
ROWS = (1, 2, 2, 3, 3, 4, 5, 0)
Listed = Callable[[Any], list[Any]]


def listed(hint: Any, said: Any, values: Listed, rng: random.Random) -> Iterator[Any] | None:
    """Values of a type of NumPy, PyTorch or pandas; `said` is what `Annotated` adds. None for any other type."""
    numpy, torch, pandas = (sys.modules.get(name) for name in ("numpy", "torch", "pandas"))
    if numpy is not None and hint is numpy.ndarray:
        return (numpy.array(numbers).reshape(shape) for shape, numbers in _numbers(*_shape(said), rng))
    if torch is not None and hint is torch.Tensor:
        return (torch.tensor(numbers).reshape(shape) for shape, numbers in _numbers(*_shape(said), rng))
    if pandas is not None and hint is pandas.DataFrame and isinstance(said, Mapping):
        return (_frame(pandas, said, rows, values, rng) for rows in (*ROWS, *ROWS))
    if pandas is not None and hint is pandas.Series:
        kind = float if said is None else said
        return (_column(pandas, kind, rows, values, rng) for rows in (*ROWS, *ROWS))
    return None


def _shape(said: Any) -> tuple[tuple[Any, ...], type]:
    """The sizes, some by a name, and the kind of numbers: `(3, "n")`, or `(3, "n", int)`."""
    if said is None:
        return ("n",), float
    sizes = said if isinstance(said, tuple) else (said,)
    kind = next((each for each in sizes if isinstance(each, type)), float)
    return tuple(each for each in sizes if not isinstance(each, type)), kind


def _numbers(sizes: tuple[Any, ...], kind: type, rng: random.Random) -> Iterator[tuple[tuple[int, ...], list[Any]]]:
    """Shapes from the smallest up, each with its numbers; sizes of one name are alike."""
    names = list(dict.fromkeys(size for size in sizes if isinstance(size, str)))
    chosen = sorted(itertools.product(SIZES, repeat=len(names)), key=lambda each: (sum(each), max(each, default=0)))
    chosen = chosen[:3] + sorted(rng.sample(chosen[3:], min(12, len(chosen[3:]))), key=sum) if names else [()] * 8
    shapes = []
    for sizes_of_names in chosen:
        left = dict(zip(names, sizes_of_names, strict=True))
        shapes.append(tuple(left[size] if isinstance(size, str) else size for size in sizes))
    for shape in shapes:
        count = 1
        for size in shape:
            count *= size
        whole = [rng.randint(-4, 9) for _ in range(count)]
        yield shape, [bool(number % 2) for number in whole] if kind is bool else [kind(number) for number in whole]


def _frame(pandas: Any, columns: Mapping[str, Any], rows: int, values: Listed, rng: random.Random) -> Any:
    return pandas.DataFrame({name: _column(pandas, kind, rows, values, rng) for name, kind in columns.items()})


def _column(pandas: Any, kind: Any, rows: int, values: Listed, rng: random.Random) -> Any:
    known = [each for each in values(kind) if each != ""] or values(kind)
    few = known[:4] if kind is str else known  # groups: labels occur more than once
    dtype = pandas.Series(known).dtype  # of all values: numbers of which only None is drawn are still numbers
    return pandas.Series([rng.choice(few) for _ in range(rows)], dtype=dtype)
