"""Frames from the box: any bytes are a value or a WireError, and a value can be compared and shown."""

import contextlib
import datetime
import decimal
import fractions
import json
from collections.abc import Iterator

import numpy as np
import pandas as pd
import torch

from autograder import grids
from autograder.crossing.apart import take_apart
from autograder.crossing.kinds import Axes, Figure, Line, NamedTuple, Raises, Record
from autograder.marking import difference
from autograder.marking.values import Outcomes, from_wire, identical, in_words, same, settled
from autograder.marking.written import to_data
from autograder.verdict import Counterexample
from autograder.wall import claims
from autograder.wire import KINDS, Other, Parts, RawTensor, WireError, decode, encode

WATCHED = (
    "autograder.wire",
    "autograder.crossing.together",
    "autograder.crossing.tables",
    "autograder.crossing.drawings",
    "autograder.wall.claims",
    "autograder.marking.values",
    "autograder.marking.sheets",
    "autograder.marking.drawn",
    "autograder.marking.written",
    "autograder.marking.difference",
    "autograder.panel_tables",
)
FRAME = pd.DataFrame({"g": ["a", "b"], "x": [1.0, float("nan")]}, index=["r", "r"])
FIGURE = Figure("", (Axes("T", lines=(Line("l", (0.0, 1.0), (2.0, 3.0)),), bars=(Line("", (0.0,), (1.0,)),)),))
EXPECTED = (
    torch.ones(2, 2), torch.tensor([True]), 3, 2.5, "text", None, (2, 3), [(6, 1, 1), 16], b"bytes", 1 + 2j,
    {"a": 1, "b": [2.0]}, {1, 2}, fractions.Fraction(1, 3), decimal.Decimal("1.5"), datetime.date(2024, 1, 1),
    datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC), datetime.time(8), datetime.timedelta(1), np.ones((2, 2)),
    np.array(["a", "b"]), FRAME, FRAME["x"], FIGURE, Record("Point", {"x": 1, "y": 2}),
    NamedTuple("Pair", ("a", "b"), (1, 2)), Raises("ValueError"), Outcomes("A", (), ["b"], [None, 3]),
)  # fmt: skip
READERS = (claims.place, claims.names, claims.answer, claims.raised, claims.not_allowed, claims.outcome, claims.tried)


def seeds() -> Iterator[bytes]:
    ones = RawTensor("float32", (2, 2), b"\0\0\x80?" * 4)
    values = (None, True, -1, 2.5, float("nan"), "text", (2, 3), [(6, 1, 1), 16], ones, Other("numpy.ndarray"), 2**70)
    for value in values:
        yield encode(value)
    yield encode((ones, [0], True, 12.0, "line 3"))
    yield encode((True, [(0, 1, 2)], [("gave", ones)]))
    yield encode(("ValueError", ["ValueError", "Exception"], "too small", 1, 2))
    yield encode((1, "printed", "", None, ("ValueError", "too small", 3), ["a note"]))
    for dtype in ("bool", "uint16", "complex64", "bfloat16"):
        yield encode(RawTensor(dtype, (1, 0), b""))
    for value in EXPECTED:
        if not isinstance(value, Outcomes):
            yield encode(take_apart(value))
    for kind in KINDS:
        yield encode(Parts(kind, [1, "a", Parts(kind, ones)]))
    for letter in ("O", "U", "M"):
        yield encode(Parts("array", (letter, [1, 2], ["2024-01-01", None])))


def run(data: bytes) -> None:
    try:
        value = decode(data)
    except WireError:
        return
    assert encode(decode(encode(value))) == encode(value)
    for read in READERS:
        with contextlib.suppress(WireError):
            read(value)
    claimed = from_wire(value)
    identical(claimed, claimed)
    in_words(claimed)
    assert settled(claimed) is not None or claimed is None
    shown = to_data(claimed)
    json.dumps(shown, allow_nan=False)
    for expected in EXPECTED:
        assert same(claimed, expected) is (difference.sentence(claimed, expected) == "")
        grids.panels(Counterexample({"X": shown}, to_data(expected), shown))
    with contextlib.suppress(ValueError, TypeError):  # what cannot be sent back is refused
        take_apart(claimed)
