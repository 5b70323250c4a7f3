"""The wire between the keeper (trusted) and the box (student code): fixed frames, raw tensor bytes, no pickle, no JSON.

A frame is a fixed header, then a body of tagged values:

    magic 4 | kind 1 | 3 zero bytes | call number 4 | nonce 16 | body length 4        little endian

The keeper trusts nothing of it: every count is checked against a cap and against the bytes that are there before
anything is allocated, every read has a deadline, and whatever is not exactly a frame is a `WireError`, that is, a
failed call. No field of the protocol says "passed": frames from inside only carry *claimed outputs*.

This module is all that both sides share.
"""

import math
import select
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any

MAGIC = b"CbC1"
HEADER = struct.Struct("<4sB3xI16sI")
MAX_BODY = 64 * 2**20
MAX_CLAIM = 8 * 2**20  # of what comes out of the box: the keeper holds many of these at a time
MAX_ITEMS = 65_536  # of one frame, over all its lists: eight megabytes of nothings would take a minute to read
MAX_DEPTH = 6
MAX_DIMENSIONS = 8
MAX_TEXT = 2**20
READ_AT_ONCE = 2**18  # bytes

# kinds of frames; the first three go into the box, the others come out of it
RUN, CALL, BYE = 1, 2, 3
STANDING, PROGRESS, CELL, READY, RETURNED, RAISED, NOT_ALLOWED = 15, 16, 17, 18, 19, 20, 21

DTYPES = (
    "float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool",
    "complex64", "complex128", "uint16", "uint32", "uint64",
)  # fmt: skip
ITEM_SIZE = dict(zip(DTYPES, (4, 8, 2, 2, 8, 4, 2, 1, 1, 1, 8, 16, 2, 4, 8), strict=True))


class WireError(Exception):
    """The other side did not send exactly what the protocol allows."""


class DeadlineError(WireError):
    """The other side did not answer in time."""


class ClosedError(WireError):
    """The other side is gone."""


@dataclass(frozen=True)
class RawTensor:
    """A dense tensor as bytes: row-major, in the machine's byte order."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes


@dataclass(frozen=True)
class Other:
    """A value that does not cross the wire: only a description of it does."""

    description: str


@dataclass(frozen=True)
class Frame:
    """One message."""

    kind: int
    call: int
    value: Any


# -- values ---------------------------------------------------------------------------------------------------------


def encode(value: Any) -> bytes:
    """Bytes of a value made of None, bool, int, float, str, tuple, list, RawTensor and Other."""
    out = bytearray()
    _encode(value, out, 0, _Items())
    return bytes(out)


class _Items:
    """Counts the items of one frame, and stops at the cap."""

    def __init__(self) -> None:
        self._left = MAX_ITEMS

    def take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise WireError("too many items")


def _encode(value: Any, out: bytearray, depth: int, items: _Items) -> None:
    if depth > MAX_DEPTH:
        raise WireError("nested too deeply")
    kind = type(value)
    if value is None:
        out += b"N"
    elif kind is bool:
        out += b"B" + bytes([value])
    elif kind is int:
        if not -(2**63) <= value < 2**63:
            raise WireError("an int beyond 64 bits")
        out += b"I" + struct.pack("<q", value)
    elif kind is float:
        out += b"F" + struct.pack("<d", value)
    elif kind is str or kind is Other:
        text = value if kind is str else value.description
        raw = text.encode("utf-8", "replace")[:MAX_TEXT]
        out += (b"S" if kind is str else b"O") + struct.pack("<I", len(raw)) + raw
    elif kind is tuple or kind is list:
        items.take(len(value))
        out += (b"U" if kind is tuple else b"L") + struct.pack("<I", len(value))
        for item in value:
            _encode(item, out, depth + 1, items)
    elif kind is RawTensor:
        out += b"T" + bytes([DTYPES.index(value.dtype), len(value.shape)])
        out += struct.pack(f"<{len(value.shape)}q", *value.shape) + struct.pack("<I", len(value.data))
        out += value.data
    else:
        raise WireError(f"cannot send {kind.__name__}")


def decode(body: bytes) -> Any:
    """The value in these bytes, or WireError."""
    value, end = _decode(memoryview(body), 0, 0, _Items())
    if end != len(body):
        raise WireError("bytes after the value")
    return value


def _decode(body: memoryview, at: int, depth: int, items: _Items) -> tuple[Any, int]:
    if depth > MAX_DEPTH:
        raise WireError("nested too deeply")
    tag = bytes(_take(body, at, 1))
    at += 1
    if tag == b"N":
        return None, at
    if tag == b"B":
        byte = _take(body, at, 1)[0]
        if byte > 1:
            raise WireError("not a bool")
        return bool(byte), at + 1
    if tag == b"I":
        return struct.unpack("<q", _take(body, at, 8))[0], at + 8
    if tag == b"F":
        return struct.unpack("<d", _take(body, at, 8))[0], at + 8
    if tag in (b"S", b"O"):
        length = _count(body, at, MAX_TEXT)
        text = bytes(_take(body, at + 4, length)).decode("utf-8", "replace")
        return (text if tag == b"S" else Other(text)), at + 4 + length
    if tag in (b"U", b"L"):
        length = _count(body, at, MAX_ITEMS)
        at += 4
        items.take(length)
        found = []
        for _ in range(length):
            item, at = _decode(body, at, depth + 1, items)
            found.append(item)
        return (tuple(found) if tag == b"U" else found), at
    if tag == b"T":
        return _decode_tensor(body, at)
    raise WireError("unknown tag")


def _decode_tensor(body: memoryview, at: int) -> tuple[RawTensor, int]:
    code, dimensions = _take(body, at, 2)
    if code >= len(DTYPES) or dimensions > MAX_DIMENSIONS:
        raise WireError("no such tensor")
    at += 2
    shape = struct.unpack(f"<{dimensions}q", _take(body, at, 8 * dimensions))
    at += 8 * dimensions
    length = _count(body, at, MAX_BODY)
    dtype = DTYPES[code]
    # a product of Python ints cannot overflow; a negative size would make an empty tensor look full
    if any(size < 0 for size in shape) or math.prod(shape) * ITEM_SIZE[dtype] != length:
        raise WireError("a tensor's bytes do not match its shape")
    # an empty tensor holds no bytes to bear its sizes out: torch itself overflows beyond these
    if math.prod(max(size, 1) for size in shape) > 2**48:
        raise WireError("no tensor is that large")
    return RawTensor(dtype, shape, bytes(_take(body, at + 4, length))), at + 4 + length


def _take(body: memoryview, at: int, length: int) -> memoryview:
    if at + length > len(body):
        raise WireError("cut short")
    return body[at : at + length]


def _count(body: memoryview, at: int, cap: int) -> int:
    count = struct.unpack("<I", _take(body, at, 4))[0]
    if count > cap:
        raise WireError("a count beyond its cap")
    return count


# -- frames ---------------------------------------------------------------------------------------------------------


def _cap(kind: int) -> int:
    return MAX_CLAIM if kind >= PROGRESS else MAX_BODY


class Channel:
    """One end of a socket pair that carries frames of one submission."""

    def __init__(self, end: socket.socket, nonce: bytes):
        self._end = end
        self._nonce = nonce
        self._arrived = bytearray()  # beyond what was asked for: frames come in bursts
        self._polls: dict[int, select.poll] = {}

    def send(self, kind: int, call: int, value: Any, deadline: float | None = None) -> None:
        """Send one frame; `deadline` in `time.monotonic()` seconds."""
        body = encode(value)
        if len(body) > _cap(kind):
            raise WireError("a frame beyond its cap")
        data = memoryview(HEADER.pack(MAGIC, kind, call, self._nonce, len(body)) + body)
        try:
            if deadline is None:
                self._end.sendall(data)
                return
            while data:
                self._wait(select.POLLOUT, deadline)
                data = data[self._end.send(data, socket.MSG_DONTWAIT) :]
        except BlockingIOError:
            raise DeadlineError("not read in time") from None
        except OSError as error:
            raise ClosedError("the other side is gone") from error

    def receive(self, deadline: float | None = None) -> Frame:
        """The next frame, whole, before the deadline."""
        magic, kind, call, nonce, length = HEADER.unpack(self._read(HEADER.size, deadline))
        if magic != MAGIC or nonce != self._nonce or length > _cap(kind):
            raise WireError("not a frame")
        return Frame(kind, call, decode(self._read(length, deadline)))

    def close(self) -> None:
        self._end.close()

    def _read(self, length: int, deadline: float | None) -> bytes:
        try:
            while len(self._arrived) < length:
                if deadline is not None:
                    self._wait(select.POLLIN, deadline)
                # grows with what has arrived: a header that promises 64 MB allocates nothing yet
                chunk = self._end.recv(READ_AT_ONCE)
                if not chunk:
                    raise ClosedError("the other side is gone")
                self._arrived += chunk
        except OSError as error:
            raise ClosedError("the other side is gone") from error
        data = bytes(self._arrived[:length])
        del self._arrived[:length]
        return data

    def _wait(self, event: int, deadline: float) -> None:
        if event not in self._polls:
            self._polls[event] = select.poll()
            self._polls[event].register(self._end, event)
        left = deadline - time.monotonic()
        if left <= 0 or not self._polls[event].poll(left * 1000):
            raise DeadlineError("no answer in time")
