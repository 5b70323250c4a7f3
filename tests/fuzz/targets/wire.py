"""Frames from the box: any bytes are a value or a WireError, and a value can be compared and shown."""

import contextlib
import json
from collections.abc import Iterator

import torch

from autograder.marking import difference
from autograder.marking.values import from_wire, identical, in_words, same, to_data
from autograder.wall import claims
from autograder.wire import Other, RawTensor, WireError, decode, encode

WATCHED = ("autograder.wire", "autograder.wall.claims", "autograder.marking.values", "autograder.marking.difference")
EXPECTED = (torch.ones(2, 2), torch.tensor([True]), 3, 2.5, "text", None, (2, 3), [(6, 1, 1), 16])
READERS = (claims.place, claims.names, claims.answer, claims.raised, claims.not_allowed, claims.outcome, claims.tried)


def seeds() -> Iterator[bytes]:
    ones = RawTensor("float32", (2, 2), b"\0\0\x80?" * 4)
    values = (None, True, -1, 2.5, float("nan"), "text", (2, 3), [(6, 1, 1), 16], ones, Other("numpy.ndarray"))
    for value in values:
        yield encode(value)
    yield encode((ones, [0], True, 12.0, "line 3"))
    yield encode((True, [(0, 1, 2)], [("gave", ones)]))
    yield encode(("ValueError", ["ValueError", "Exception"], "too small", 1, 2))
    yield encode((1, "printed", "", None, ("ValueError", "too small", 3), ["a note"]))
    for dtype in ("bool", "uint16", "complex64", "bfloat16"):
        yield encode(RawTensor(dtype, (1, 0), b""))


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
    json.dumps(to_data(claimed), allow_nan=False)
    for expected in EXPECTED:
        assert same(claimed, expected) is (difference.sentence(claimed, expected) == "")
