"""Element types: how numbers are kept, rounded and promoted, by torch's rules."""

import math
from array import array

from .errors import do_not_know

BOOL, WHOLE, FLOAT = 0, 1, 2


class DType:
    """An element type; one object each, compared by identity like torch's."""

    def __init__(self, name, letter, kind, bits, title):
        self.name, self.letter, self.kind, self.bits, self.title = name, letter, kind, bits, title

    def __repr__(self):
        return "torch." + self.name

    @property
    def is_floating_point(self):
        return self.kind == FLOAT

    def __getattr__(self, name):
        do_not_know("torch.dtype." + name)


bool_ = DType("bool", "B", BOOL, 8, "Bool")
uint8 = DType("uint8", "B", WHOLE, 8, "Byte")
int8 = DType("int8", "b", WHOLE, 8, "Char")
int16 = DType("int16", "h", WHOLE, 16, "Short")
int32 = DType("int32", "i", WHOLE, 32, "Int")
int64 = DType("int64", "q", WHOLE, 64, "Long")
float32 = DType("float32", "f", FLOAT, 32, "Float")
float64 = DType("float64", "d", FLOAT, 64, "Double")


def storage(dtype, numbers):
    """A new storage; numbers are rounded (floats) or wrapped around (whole numbers) as C does it."""
    if dtype.kind == FLOAT:
        return array(dtype.letter, numbers)
    if dtype.kind == BOOL:
        return array("B", [1 if number else 0 for number in numbers])
    return array(dtype.letter, [_wrapped(number, dtype) for number in numbers])


def holds(dtype, number):
    """Whether a Python number can be put into a tensor of this dtype without an overflow."""
    if dtype.kind != WHOLE or isinstance(number, bool):
        return True
    low = 0 if dtype is uint8 else -(1 << (dtype.bits - 1))
    return low <= number < low + (1 << dtype.bits)


def rounded(number, dtype):
    """One number as this dtype holds it."""
    return storage(dtype, [number])[0]


def _wrapped(number, dtype):
    if isinstance(number, float):
        if number != number or math.isinf(number):
            do_not_know("a whole number made of " + str(number))
        number = int(number)
        if dtype is uint8 and number < 0 or abs(number) >= 2 ** (dtype.bits - (dtype is not uint8)):
            do_not_know("a float beyond the range of " + dtype.name)
        return number
    size = 1 << dtype.bits
    number &= size - 1
    if dtype is not uint8 and number >= size >> 1:
        number -= size
    return number


def of_number(value):
    """The dtype that torch gives to a Python number beside a tensor."""
    if isinstance(value, bool):
        return bool_
    if isinstance(value, int):
        return int64
    if isinstance(value, float):
        return float32
    do_not_know("a " + type(value).__name__ + " as a number")


def promote(a, b):
    """The dtype of two tensors with axes together."""
    if a is b:
        return a
    if a.kind != b.kind:
        return a if a.kind > b.kind else b
    if a.bits != b.bits:
        small, large = (a, b) if a.bits < b.bits else (b, a)
        return large
    return int16  # uint8 and int8


def result_type(parts):
    """torch.result_type: `parts` are (dtype, number of axes, or -1 for a Python number)."""
    levels = [None, None, None]
    for dtype, axes in parts:
        level = 0 if axes > 0 else 1 if axes == 0 else 2
        levels[level] = dtype if levels[level] is None else promote(levels[level], dtype)
    result = None
    for lower in levels:
        if lower is None or result is not None and result.kind == FLOAT:
            continue
        if result is None or result.kind == BOOL or lower.kind == FLOAT:
            result = lower if result is None else promote(result, lower)
    return result


def can_cast(source, target):
    """Whether an in-place operation may put a `source` result into a `target` tensor."""
    return source.kind <= target.kind or source.kind == WHOLE and target.kind == WHOLE
