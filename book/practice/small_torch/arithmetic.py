"""One number and another: operators with broadcasting and the dtypes of torch."""

import math

from . import dtypes, layout
from .errors import do_not_know, fail
from .tensor import Tensor, is_number, make, needs_grad, stretched_values
from .writing import may_read, may_write, write

INFINITY, NAN = float("inf"), float("nan")
SAME, TRUTH, FRACTION = "same", "truth", "fraction"  # the dtype of a result: promoted, bool, never whole


# -- one number and another ----------------------------------------------------------------------


def _divide(a, b):
    if b == 0:
        if a == 0 or a != a:
            return NAN
        return math.copysign(INFINITY, a) * math.copysign(1.0, b)
    return a / b


def _floor_divide(a, b):
    if b == 0:
        if isinstance(a, int) and isinstance(b, int):
            fail(RuntimeError, "ZeroDivisionError")
        return _divide(a, b)
    if isinstance(a, float) and (math.isinf(a) or a != a or math.isinf(b) or b != b):
        do_not_know("floor division of inf or nan")
    return a // b


def _remainder(a, b):
    if b == 0:
        if isinstance(a, int) and isinstance(b, int):
            fail(RuntimeError, "ZeroDivisionError")
        return NAN
    if isinstance(a, float) and (math.isinf(a) or a != a or math.isinf(b) or b != b):
        do_not_know("a remainder of inf or nan")
    return a % b


def _power(a, b):
    if isinstance(a, int) and isinstance(b, int):
        if b < 0:
            do_not_know("a negative power of whole numbers")
        return a**b
    if a == 0 and b < 0:
        return INFINITY if b != int(b) or int(b) % 2 == 0 else math.copysign(INFINITY, a)
    if a < 0 and b != int(b):
        return NAN
    try:
        return a**b
    except OverflowError:
        return INFINITY if a > 0 or int(b) % 2 == 0 else -INFINITY


def _maximum(a, b):
    return a if a != a or a > b else b


def _minimum(a, b):
    return a if a != a or a < b else b


def _bits(f):
    def checked(a, b):
        if isinstance(a, float) or isinstance(b, float):
            do_not_know("bits of fractions")
        return f(a, b)

    return checked


BINARY = {
    "add": (lambda a, b: a + b, SAME),
    "sub": (lambda a, b: a - b, SAME),
    "mul": (lambda a, b: a * b, SAME),
    "div": (_divide, FRACTION),
    "floor_divide": (_floor_divide, SAME),
    "remainder": (_remainder, SAME),
    "pow": (_power, SAME),
    "maximum": (_maximum, SAME),
    "minimum": (_minimum, SAME),
    "bitwise_and": (_bits(lambda a, b: a & b), SAME),
    "bitwise_or": (_bits(lambda a, b: a | b), SAME),
    "bitwise_xor": (_bits(lambda a, b: a ^ b), SAME),
    "eq": (lambda a, b: a == b, TRUTH),
    "ne": (lambda a, b: a != b, TRUTH),
    "lt": (lambda a, b: a < b, TRUTH),
    "le": (lambda a, b: a <= b, TRUTH),
    "gt": (lambda a, b: a > b, TRUTH),
    "ge": (lambda a, b: a >= b, TRUTH),
    "logical_and": (lambda a, b: bool(a) and bool(b), TRUTH),
    "logical_or": (lambda a, b: bool(a) or bool(b), TRUTH),
}
LONG_NAMES = {
    "subtract": "sub",
    "multiply": "mul",
    "divide": "div",
    "true_divide": "div",
    "greater": "gt",
    "less": "lt",
}


def _operand(value, name):
    """(dtype, axes, shape, strides, tensor or number); -1 axes for a Python number."""
    if isinstance(value, Tensor):
        return value.dtype, value.ndim
    if is_number(value):
        return dtypes.of_number(value), -1
    do_not_know("%s of a tensor and a %s" % (name, type(value).__name__))


def _common(name, a, b, rule):
    """The dtype in which torch computes, and that of the result."""
    dtype = dtypes.result_type([_operand(a, name), _operand(b, name)])
    if name == "sub" and (dtypes.bool_ in (_operand(a, name)[0], _operand(b, name)[0])):
        if dtype is dtypes.bool_:
            fail(
                RuntimeError,
                "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` "
                "operator instead.",
            )
        do_not_know("subtraction with a bool tensor")
    if dtype is dtypes.bool_ and name in ("floor_divide", "remainder", "pow"):
        do_not_know(name + " of bool tensors")
    if name.startswith("bitwise") and dtype.kind == dtypes.FLOAT:
        do_not_know(name + " of fractions")
    if rule == FRACTION and dtype.kind != dtypes.FLOAT:
        dtype = dtypes.float32
    return dtype, dtypes.bool_ if rule == TRUTH else dtype


def _numbers(value, shape, dtype):
    """Operands as torch holds them while it computes."""
    if not isinstance(value, Tensor):
        number = float(value) if dtype.kind == dtypes.FLOAT else value
        return [dtypes.rounded(number, dtype) if dtype.kind != dtypes.FLOAT else number] * layout.product(shape)
    numbers = stretched_values(value, shape)
    if value.dtype is dtype:
        return numbers
    return list(dtypes.storage(dtype, numbers))


def compute(name, f, a, b, dtype, result):
    """The new tensor f(a, b), laid out in memory as torch lays it out."""
    tensors = [each for each in (a, b) if isinstance(each, Tensor)]
    shape = tensors[0]._shape if len(tensors) == 1 else layout.broadcast(a._shape, b._shape)
    numbers = [f(x, y) for x, y in zip(_numbers(a, shape, dtype), _numbers(b, shape, dtype))]
    strides = layout.result_strides(shape, [(each._shape, each._strides) for each in tensors])
    return make(numbers, shape, result, strides, any([each._loose for each in tensors]), needs_grad(*tensors))


def _check_power(name, dtype, *operands):
    """torch refuses an exponent that its dtype does not hold; other numbers wrap around."""
    if name == "pow" and any([is_number(each) and not dtypes.holds(dtype, each) for each in operands]):
        do_not_know("a power beyond the range of " + dtype.name)


def binary(name, a, b):
    """A new tensor; `None` for operands that Python should look at itself."""
    f, rule = BINARY[name]
    if not (isinstance(b, Tensor) or is_number(b)) or not (isinstance(a, Tensor) or is_number(a)):
        if name in ("eq", "ne"):
            return name == "ne"
        other = b if isinstance(a, Tensor) else a
        if name == "mul" and isinstance(other, (list, tuple, str)):  # repeats it, as a whole number would
            return other * (a if other is b else b).__index__()
        if isinstance(other, (list, tuple, str)) or other is None:
            fail(
                TypeError,
                "unsupported operand type(s) for %s: 'Tensor' and '%s'" % (SIGNS.get(name, name), type(other).__name__),
            )
        do_not_know("%s of a tensor and a %s" % (name, type(other).__name__))
    dtype, result = _common(name, a, b, rule)
    _check_power(name, dtype, a, b)
    return compute(name, f, a, b, dtype, result)


def in_place(name, target, other):
    """target = f(target, other), in the storage of target."""
    f, rule = BINARY[name]
    if not isinstance(other, Tensor) and not is_number(other):
        do_not_know("an in-place %s with a %s" % (name, type(other).__name__))
    dtype, result = _common(name, target, other, rule)
    _check_power(name, dtype, other)
    if not dtypes.can_cast(result, target.dtype):
        fail(
            RuntimeError,
            "result type %s can't be cast to the desired output type %s" % (result.title, target.dtype.title),
        )
    if isinstance(other, Tensor):
        shape = layout.broadcast(target._shape, other._shape)
        if shape != target._shape:
            fail(
                RuntimeError,
                "output with shape %s doesn't match the broadcast shape %s" % (list(target._shape), list(shape)),
            )
        may_write(target)
        may_read(target, other)
    else:
        may_write(target)
    pairs = zip(_numbers(target, target._shape, dtype), _numbers(other, target._shape, dtype))
    numbers = [f(x, y) for x, y in pairs]
    write(target, list(dtypes.storage(result, numbers)), [other] if isinstance(other, Tensor) else [])
    return target


# -- on the class ---------------------------------------------------------------------------------

SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "floor_divide": "//", "remainder": "%", "pow": "** or pow()",
    "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "bitwise_and": "&", "bitwise_or": "|", "bitwise_xor": "^",
}  # fmt: skip
