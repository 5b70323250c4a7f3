"""The wire: whatever the other side sends is a value, or a WireError; never anything else, never an allocation."""

import contextlib
import math
import secrets
import socket
import struct
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import wire
from autograder.wire import (
    DTYPES,
    HEADER,
    ITEM_SIZE,
    KINDS,
    MAGIC,
    MAX_CLAIM,
    Channel,
    Other,
    Parts,
    RawTensor,
    WireError,
)

NONCE = b"n" * 16
quick = settings(max_examples=80, deadline=None)


@st.composite
def tensors(draw):
    dtype = draw(st.sampled_from(DTYPES))
    shape = tuple(draw(st.lists(st.integers(0, 4), max_size=4)))
    length = math.prod(shape) * ITEM_SIZE[dtype]
    return RawTensor(dtype, shape, draw(st.binary(min_size=length, max_size=length)))


leaves = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False)
    | st.text(max_size=40) | st.text(max_size=20).map(Other) | tensors() | st.binary(max_size=40)
    | st.complex_numbers(allow_nan=False) | st.integers(-(2**2000), 2**2000)
)  # fmt: skip
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.builds(Parts, st.sampled_from(KINDS), inner)
    ),
    max_leaves=12,
)


def depth_of(value):
    if isinstance(value, Parts):
        return 1 + depth_of(value.parts)
    return 1 + max(map(depth_of, value), default=0) if isinstance(value, tuple | list) else 0


@pytest.fixture
def ends():
    """The keeper's channel, and the raw socket of the other side."""
    ours, theirs = socket.socketpair()
    channel = Channel(ours, NONCE)
    yield channel, theirs
    channel.close()
    theirs.close()


def far_off():
    """A deadline that even a busy machine does not reach."""
    return time.monotonic() + 300


# ---------------------------------------------------------------------------------------------------------- values


@quick
@given(values.filter(lambda value: depth_of(value) <= wire.MAX_DEPTH))
def test_every_value_comes_back_as_it_was_sent(value):
    back = wire.decode(wire.encode(value))

    assert back == value
    assert repr(back) == repr(value), "types too: True is not 1, a tuple is no list, -0.0 is not 0.0"


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_a_wire_error(body):
    with contextlib.suppress(WireError):
        again = wire.encode(wire.decode(body))
        assert wire.encode(wire.decode(again)) == again


@quick
@given(values.filter(lambda value: depth_of(value) <= wire.MAX_DEPTH), st.data())
def test_a_changed_byte_is_a_value_or_a_wire_error(value, data):
    body = bytearray(wire.encode(value))
    body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(WireError):
        again = wire.encode(wire.decode(bytes(body)))
        assert wire.encode(wire.decode(again)) == again


@quick
@given(values.filter(lambda value: depth_of(value) <= wire.MAX_DEPTH), st.data())
def test_a_value_cut_short_or_followed_by_more_is_refused(value, data):
    body = wire.encode(value)

    with pytest.raises(WireError):
        wire.decode(body[: data.draw(st.integers(0, len(body) - 1))])
    with pytest.raises(WireError):
        wire.decode(body + b"N")


def test_lone_surrogates_do_not_cross():
    assert wire.decode(wire.encode("a\ud800b")) == "a?b"


def test_ints_of_thousands_of_digits_unknown_types_and_deep_nesting_are_refused_on_the_way_out():
    deep = []
    for _ in range(wire.MAX_DEPTH + 1):
        deep = [deep]
    for value in (2**9000, -(2**9000), object(), {1: 2}, deep, [0] * (wire.MAX_ITEMS + 1), bytes(wire.MAX_TEXT + 1)):
        with pytest.raises(WireError):
            wire.encode(value)


@pytest.mark.parametrize(
    "body",
    [
        b"L" + struct.pack("<I", 2**32 - 1),  # four billion items that are not there
        b"L" + struct.pack("<I", wire.MAX_ITEMS + 1) + b"N" * (wire.MAX_ITEMS + 1),
        b"S" + struct.pack("<I", wire.MAX_TEXT + 1) + b"a" * (wire.MAX_TEXT + 1),
        b"L\x01\x00\x00\x00" * (wire.MAX_DEPTH + 1) + b"N",
        b"B\x02",
        b"T" + bytes([len(DTYPES), 0]) + struct.pack("<I", 0),
        b"T" + bytes([0, wire.MAX_DIMENSIONS + 1]) + struct.pack("<9q", *[1] * 9) + struct.pack("<I", 4) + b"1234",
        b"T" + bytes([0, 2]) + struct.pack("<2q", -1, -1) + struct.pack("<I", 4) + b"1234",
        b"T" + bytes([0, 2]) + struct.pack("<2q", 2**62, 4) + struct.pack("<I", 0),  # a product that would overflow
        b"T" + bytes([0, 3]) + struct.pack("<3q", 2**62, 2**62, 0) + struct.pack("<I", 0),  # torch would overflow
        b"T" + bytes([0, 1]) + struct.pack("<q", 2) + struct.pack("<I", 4) + b"1234",
        b"J" + struct.pack("<I", wire.MAX_INT + 1) + b"1" * (wire.MAX_INT + 1),
        b"Y" + struct.pack("<I", wire.MAX_TEXT + 1) + b"a" * (wire.MAX_TEXT + 1),
        b"Y" + struct.pack("<I", 5) + b"abcd",
        b"C" + bytes(15),
        b"X" + bytes([len(KINDS)]) + b"N",
        b"X",
        b"X\0" * (wire.MAX_DEPTH + 1) + b"N",
        b"?",
        b"",
    ],
)
def test_a_count_that_the_bytes_do_not_bear_out_is_refused(body):
    with pytest.raises(WireError):
        wire.decode(body)


def test_a_frame_of_very_many_small_values_is_refused():
    many = b"L" + struct.pack("<I", 100) + (b"L" + struct.pack("<I", 60_000) + b"N" * 60_000) * 100
    assert len(many) < MAX_CLAIM

    with pytest.raises(WireError, match="too many items"):
        wire.decode(many)


# ---------------------------------------------------------------------------------------------------------- frames


def header(length, *, magic=MAGIC, nonce=NONCE, kind=wire.RETURNED, call=1):
    return HEADER.pack(magic, kind, call, nonce, length)


def test_a_frame_arrives_whole_also_in_small_pieces(ends):
    channel, theirs = ends
    body = wire.encode((RawTensor("float32", (2,), b"12345678"), [1, 2.5, "x"]))
    data = header(len(body), call=7) + body

    def drip():
        for start in range(0, len(data), 5):
            theirs.sendall(data[start : start + 5])
            time.sleep(0.001)

    thread = threading.Thread(target=drip)
    thread.start()
    frame = channel.receive(far_off())
    thread.join()

    assert (frame.kind, frame.call) == (wire.RETURNED, 7)
    assert frame.value == (RawTensor("float32", (2,), b"12345678"), [1, 2.5, "x"])


@pytest.mark.parametrize(
    "start",
    [
        header(1, nonce=secrets.token_bytes(16)),
        header(1, magic=b"HTTP"),
        header(MAX_CLAIM + 1),
        b"\x00" * HEADER.size,
    ],
    ids=["another nonce", "another magic", "a length beyond the cap", "zeros"],
)
def test_what_is_not_a_frame_of_this_submission_is_refused(ends, start):
    channel, theirs = ends
    theirs.sendall(start + b"N")

    with pytest.raises(WireError) as error:
        channel.receive(far_off())

    assert type(error.value) is WireError


def test_a_promise_of_many_bytes_allocates_none(ends):
    channel, theirs = ends
    theirs.sendall(header(MAX_CLAIM) + b"N" * 10)
    theirs.close()

    with pytest.raises(wire.ClosedError):
        channel.receive(far_off())


@pytest.mark.parametrize(
    "sent",
    [b"", header(100)[:9], header(100), header(100) + b"S"],
    ids=["nothing", "half a header", "no body", "half a body"],
)
def test_half_a_frame_ends_at_the_deadline_not_later(ends, sent):
    channel, theirs = ends
    theirs.sendall(sent)
    deadline = time.monotonic() + 0.2

    with pytest.raises(wire.DeadlineError):
        channel.receive(deadline)

    assert time.monotonic() >= deadline


def test_bytes_that_keep_dripping_do_not_move_the_deadline(ends):
    channel, theirs = ends
    theirs.sendall(header(10_000))
    stop = threading.Event()

    def drip():
        while not stop.wait(0.02):
            theirs.send(b"N")

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        with pytest.raises(wire.DeadlineError):
            channel.receive(time.monotonic() + 0.4)
    finally:
        stop.set()
        thread.join()


def test_who_does_not_read_cannot_hold_the_sender(ends):
    channel, _ = ends

    with pytest.raises(wire.DeadlineError):
        channel.send(wire.CALL, 1, ["x" * 2**20] * 4, time.monotonic() + 0.3)


def test_a_side_that_is_gone_is_a_closed_error(ends):
    channel, theirs = ends
    theirs.close()

    with pytest.raises(wire.ClosedError):
        channel.receive(far_off())
    with pytest.raises(wire.ClosedError):
        channel.send(wire.CALL, 1, "x" * 2**20)


def test_an_answer_beyond_the_cap_is_not_sent(ends):
    channel, _ = ends

    with pytest.raises(WireError):
        channel.send(wire.RETURNED, 1, RawTensor("uint8", (MAX_CLAIM,), bytes(MAX_CLAIM)))
