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
MAX_DEPTH = 32  # a value of eight levels, each of which may take two or three here
MAX_DIMENSIONS = 8
MAX_TEXT = 2**20
MAX_INT = 1024  # bytes: Python refuses to write down more than 4,300 digits
READ_AT_ONCE = 2**18  # bytes

# kinds of frames; the first five go into the box, the others come out of it
RUN, CALL, BYE, TRY, ADOPT = 1, 2, 3, 4, 5
STANDING, PROGRESS, CELL, READY, RETURNED, RAISED, NOT_ALLOWED, TRIED = 15, 16, 17, 18, 19, 20, 21, 22

DTYPES = (
    "float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool",
    "complex64", "complex128", "uint16", "uint32", "uint64",
)  # fmt: skip
# what values that are no numbers, texts, tuples or lists are, taken apart into these; `crossing` says into which parts
KINDS = (
    "dict", "set", "frozenset", "fraction", "decimal", "date", "time", "datetime", "timedelta", "record", "namedtuple",
    "exception", "raised", "array", "frame", "series", "figure", "kept", "code", "items",
)  # fmt: skip
_CODES = {name: code for code, name in enumerate(DTYPES)}
_KIND_CODES = {name: code for code, name in enumerate(KINDS)}
ITEM_SIZE = dict(zip(DTYPES, (4, 8, 2, 2, 8, 4, 2, 1, 1, 1, 8, 16, 2, 4, 8), strict=True))

_INT, _FLOAT, _COUNT, _TENSOR, _COMPLEX = (struct.Struct(layout) for layout in ("<q", "<d", "<I", "<BB", "<dd"))


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
class Parts:
    """A value of another kind, as the parts that it is made of."""

    kind: str  # one of KINDS
    parts: Any


@dataclass(frozen=True)
class Frame:
    """One message."""

    kind: int
    call: int
    value: Any


# -- values ---------------------------------------------------------------------------------------------------------


def encode(value: Any) -> bytes:
    """Bytes of a value of None, bool, int, float, complex, str, bytes, tuple, list, RawTensor, Parts and Other."""
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
        out += b"B\1" if value else b"B\0"
    elif kind is int:
        _encode_int(value, out)
    elif kind is complex:
        out += b"C" + _COMPLEX.pack(value.real, value.imag)
    elif kind is bytes:
        if len(value) > MAX_TEXT:
            raise WireError("too many bytes")
        out += b"Y" + _COUNT.pack(len(value)) + value
    elif kind is Parts:
        items.take(1)
        out += b"X" + bytes([_KIND_CODES[value.kind]])
        _encode(value.parts, out, depth + 1, items)
    elif kind is float:
        out += b"F" + _FLOAT.pack(value)
    elif kind is str or kind is Other:
        text = value if kind is str else value.description
        raw = text.encode("utf-8", "replace")[:MAX_TEXT]
        out += (b"S" if kind is str else b"O") + _COUNT.pack(len(raw)) + raw
    elif kind is tuple or kind is list:
        items.take(len(value))
        out += (b"U" if kind is tuple else b"L") + _COUNT.pack(len(value))
        for item in value:
            _encode(item, out, depth + 1, items)
    elif kind is RawTensor:
        sizes = value.shape
        out += b"T" + struct.pack(f"<BB{len(sizes)}qI", _CODES[value.dtype], len(sizes), *sizes, len(value.data))
        out += value.data
    else:
        raise WireError(f"cannot send {kind.__name__}")


def _encode_int(value: int, out: bytearray) -> None:
    if -(2**63) <= value < 2**63:
        out += b"I" + _INT.pack(value)
        return
    length = value.bit_length() // 8 + 1
    if length > MAX_INT:
        raise WireError("an int of too many digits")
    out += b"J" + _COUNT.pack(length) + value.to_bytes(length, "little", signed=True)


def decode(body: bytes) -> Any:
    """The value in these bytes, or WireError."""
    try:
        value, end = _decode(body, 0, 0, _Items())
    except struct.error:
        raise WireError("cut short") from None
    if end != len(body):
        raise WireError("bytes after the value")
    return value


def _decode(body: bytes, at: int, depth: int, items: _Items) -> tuple[Any, int]:
    """The value whose tag is at index `at`, and the index behind it; struct.error if fixed bytes are missing."""
    if depth > MAX_DEPTH:
        raise WireError("nested too deeply")
    tag = body[at : at + 1]
    at += 1
    if tag == b"T":
        return _decode_tensor(body, at)
    if tag == b"U" or tag == b"L":
        length, at = _count(body, at, MAX_ITEMS)
        items.take(length)
        found = []
        for _ in range(length):
            item, at = _decode(body, at, depth + 1, items)
            found.append(item)
        return (tuple(found) if tag == b"U" else found), at
    if tag == b"S" or tag == b"O":
        raw, at = _bytes(body, at, MAX_TEXT)
        text = raw.decode("utf-8", "replace")
        return (text if tag == b"S" else Other(text)), at
    if tag == b"X":
        code = body[at : at + 1]
        if not code or code[0] >= len(KINDS):
            raise WireError("no such kind")
        items.take(1)
        parts, at = _decode(body, at + 1, depth + 1, items)
        return Parts(KINDS[code[0]], parts), at
    if tag == b"Y":
        return _bytes(body, at, MAX_TEXT)
    return _decode_atom(body, at, tag)


def _decode_atom(body: bytes, at: int, tag: bytes) -> tuple[Any, int]:
    """A number, a bool or None."""
    if tag == b"I":
        return _INT.unpack_from(body, at)[0], at + _INT.size
    if tag == b"F":
        return _FLOAT.unpack_from(body, at)[0], at + _FLOAT.size
    if tag == b"C":
        return complex(*_COMPLEX.unpack_from(body, at)), at + _COMPLEX.size
    if tag == b"J":
        raw, at = _bytes(body, at, MAX_INT)
        return int.from_bytes(raw, "little", signed=True), at
    if tag == b"B":
        byte = body[at : at + 1]
        if byte not in (b"\0", b"\1"):
            raise WireError("not a bool")
        return byte == b"\1", at + 1
    if tag == b"N":
        return None, at
    raise WireError("unknown tag")


def _decode_tensor(body: bytes, at: int) -> tuple[RawTensor, int]:
    code, dimensions = _TENSOR.unpack_from(body, at)
    if code >= len(DTYPES) or dimensions > MAX_DIMENSIONS:
        raise WireError("no such tensor")
    at += _TENSOR.size
    shape = struct.unpack_from(f"<{dimensions}q", body, at)
    data, end = _bytes(body, at + 8 * dimensions, MAX_BODY)
    dtype = DTYPES[code]
    # a product of Python ints cannot overflow; a negative size would make an empty tensor look full
    if any(size < 0 for size in shape) or math.prod(shape) * ITEM_SIZE[dtype] != len(data):
        raise WireError("a tensor's bytes do not match its shape")
    # an empty tensor holds no bytes to bear its sizes out: torch itself overflows beyond these
    if not data and math.prod(max(size, 1) for size in shape) > 2**48:
        raise WireError("no tensor is that large")
    return RawTensor(dtype, shape, data), end


def _bytes(body: bytes, at: int, cap: int) -> tuple[bytes, int]:
    """As many bytes as the count before them says, and where they end."""
    length, at = _count(body, at, cap)
    if at + length > len(body):
        raise WireError("cut short")
    return body[at : at + length], at + length


def _count(body: bytes, at: int, cap: int) -> tuple[int, int]:
    count = _COUNT.unpack_from(body, at)[0]
    if count > cap:
        raise WireError("a count beyond its cap")
    return count, at + _COUNT.size


# -- frames ---------------------------------------------------------------------------------------------------------


def _cap(kind: int) -> int:
    return MAX_CLAIM if kind >= PROGRESS else MAX_BODY


class Clock:
    """What deadlines are compared with."""

    def now(self) -> float:
        return time.monotonic()

    def past(self, deadline: float) -> bool:
        return self.now() >= deadline


class Channel:
    """One end of a socket pair that carries frames of one submission."""

    def __init__(self, end: socket.socket, nonce: bytes, largest: int = MAX_BODY, clock: Clock | None = None):
        """`largest` body that it receives, of whatever kind a frame says that it is; deadlines are times of `clock`."""
        self._end = end
        self._nonce = nonce
        self._largest = largest
        self._clock = clock or Clock()
        self._arrived = bytearray()  # beyond what was asked for: frames come in bursts
        self._polls: dict[int, select.poll] = {}

    def send(self, kind: int, call: int, value: Any, deadline: float | None = None) -> None:
        """Send one frame before the deadline."""
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
        if magic != MAGIC or nonce != self._nonce or length > min(_cap(kind), self._largest):
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
        while not self._polls[event].poll(max(0.0, deadline - self._clock.now()) * 1000):
            if self._clock.past(deadline):
                raise DeadlineError("no answer in time")
