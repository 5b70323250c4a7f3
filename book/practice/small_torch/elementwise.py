"""Operations number by number: arithmetic, comparisons, functions of one number; as new tensors and in place."""

import math

from . import dtypes, layout
from .errors import do_not_know, fail
from .tensor import Tensor, is_number, make, may_read, may_write, needs_grad, stretched_values, values, write

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


def binary(name, a, b):
    """A new tensor; `None` for operands that Python should look at itself."""
    f, rule = BINARY[name]
    if not (isinstance(b, Tensor) or is_number(b)) or not (isinstance(a, Tensor) or is_number(a)):
        if name in ("eq", "ne"):
            return name == "ne"
        other = b if isinstance(a, Tensor) else a
        if isinstance(other, (list, tuple, str)) or other is None:
            fail(
                TypeError,
                "unsupported operand type(s) for %s: 'Tensor' and '%s'" % (SIGNS.get(name, name), type(other).__name__),
            )
        do_not_know("%s of a tensor and a %s" % (name, type(other).__name__))
    dtype, result = _common(name, a, b, rule)
    return compute(name, f, a, b, dtype, result)


def in_place(name, target, other):
    """target = f(target, other), in the storage of target."""
    f, rule = BINARY[name]
    if not isinstance(other, Tensor) and not is_number(other):
        do_not_know("an in-place %s with a %s" % (name, type(other).__name__))
    dtype, result = _common(name, target, other, rule)
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


# -- one number ----------------------------------------------------------------------------------


def _half_even(number):
    if number != number or math.isinf(number):
        return number
    low = math.floor(number)
    rest = number - low
    up = rest > 0.5 or rest == 0.5 and low % 2
    return float(low + 1 if up else low)


def _keeping_infinities(f):
    return lambda x: x if x != x or math.isinf(x) else float(f(x))


def _exp(x):
    try:
        return math.exp(x)
    except OverflowError:
        return INFINITY


def _log(x):
    return NAN if x < 0 or x != x else -INFINITY if x == 0 else math.log(x)


UNARY = {  # name: (f, whether whole numbers become fractions, whether whole numbers stay as they are)
    "neg": (lambda x: -x, False, False),
    "abs": (abs, False, False),
    "square": (lambda x: x * x, False, False),
    "relu": (lambda x: x if x > 0 or x != x else 0, False, False),
    "sign": (lambda x: (x > 0) - (x < 0), False, False),
    "floor": (_keeping_infinities(math.floor), False, True),
    "ceil": (_keeping_infinities(math.ceil), False, True),
    "trunc": (_keeping_infinities(int), False, True),
    "sqrt": (lambda x: NAN if x < 0 or x != x else math.sqrt(x), True, False),
    "exp": (_exp, True, False),
    "log": (_log, True, False),
    "sigmoid": (lambda x: 1 / (1 + _exp(-x)), True, False),
    "tanh": (math.tanh, True, False),
    "reciprocal": (lambda x: _divide(1.0, x), True, False),
}


def unary(name, tensor):
    """A new tensor f(tensor)."""
    f, to_fraction, whole_stays = UNARY[name]
    if not isinstance(tensor, Tensor):
        do_not_know("torch.%s of a %s" % (name, type(tensor).__name__))
    dtype = tensor.dtype
    if dtype is dtypes.bool_ and not to_fraction:
        do_not_know(name + " of a bool tensor")
    if to_fraction and dtype.kind != dtypes.FLOAT:
        dtype = dtypes.float32
    numbers = values(tensor)
    if not (whole_stays and dtype.kind == dtypes.WHOLE):
        numbers = [f(number) for number in numbers]
    return like(tensor, numbers, dtype)


def like(tensor, numbers, dtype):
    """A new tensor with the shape of `tensor`, in memory as torch lays out a copy of it."""
    strides = layout.result_strides(tensor._shape, [(tensor._shape, tensor._strides)])
    return make(numbers, tensor._shape, dtype, strides, tensor._loose, needs_grad(tensor))


def unary_in_place(name, tensor):
    made = unary(name, tensor)
    if made.dtype is not tensor.dtype:
        fail(
            RuntimeError,
            "result type %s can't be cast to the desired output type %s" % (made.dtype.title, tensor.dtype.title),
        )
    may_write(tensor)
    write(tensor, values(made))
    return tensor


# -- names that torch and Tensor share --------------------------------------------------------------


def add(input, other, alpha=1):
    return binary(
        "add",
        input,
        other if alpha == 1 else binary("mul", other, alpha) if isinstance(other, Tensor) else other * alpha,
    )


def sub(input, other, alpha=1):
    return binary(
        "sub",
        input,
        other if alpha == 1 else binary("mul", other, alpha) if isinstance(other, Tensor) else other * alpha,
    )


def div(input, other, rounding_mode=None):
    if rounding_mode == "floor":
        return binary("floor_divide", input, other)
    if rounding_mode is not None:
        do_not_know("div with rounding_mode")
    return binary("div", input, other)


def round_(input, decimals=0):
    if decimals:
        do_not_know("round with decimals")
    if input.dtype is dtypes.bool_:
        do_not_know("round of truths")
    if input.dtype.kind != dtypes.FLOAT:
        return like(input, values(input), input.dtype)
    return like(input, [_half_even(number) for number in values(input)], input.dtype)


def clamp(input, min=None, max=None):
    if min is None and max is None:
        fail(RuntimeError, "torch.clamp: At least one of 'min' or 'max' must not be None")
    if input.dtype is dtypes.bool_:
        do_not_know("clamp of truths")
    for bound in (min, max):
        if bound is not None and not is_number(bound):
            do_not_know("clamp with a tensor as its bound")
        if isinstance(bound, float) and input.dtype.kind != dtypes.FLOAT:
            do_not_know("clamp of whole numbers with a fraction")
    numbers = values(input)
    if min is not None:
        numbers = [number if number != number or number > min else min for number in numbers]
    if max is not None:
        numbers = [number if number != number or number < max else max for number in numbers]
    return like(input, numbers, input.dtype)


def logical_not(input):
    return like(input, [not number for number in values(input)], dtypes.bool_)


def isnan(input):
    return like(input, [number != number for number in values(input)], dtypes.bool_)


def isfinite(input):
    return like(input, [number == number and abs(number) != INFINITY for number in values(input)], dtypes.bool_)


def where(condition, input=None, other=None):
    """torch.where with three arguments."""
    if input is None or other is None:
        do_not_know("torch.where with one argument")
    tensors = [each for each in (condition, input, other) if isinstance(each, Tensor)]
    if not isinstance(condition, Tensor) or condition.dtype is not dtypes.bool_:
        do_not_know("torch.where with a condition that is no bool tensor")
    dtype = dtypes.result_type([_operand(input, "where"), _operand(other, "where")])
    shape = condition._shape
    for each in (input, other):
        if isinstance(each, Tensor):
            shape = layout.broadcast(shape, each._shape)
    chosen = zip(stretched_values(condition, shape), _numbers(input, shape, dtype), _numbers(other, shape, dtype))
    return make([a if c else b for c, a, b in chosen], shape, dtype, loose=True, needs_grad=needs_grad(*tensors))


def masked_fill(input, mask, value):
    made = like(input, values(input), input.dtype)
    made[mask.expand(input._shape)] = value
    return made


def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    if input.dtype is not other.dtype:
        fail(RuntimeError, "%s did not match %s" % (input.dtype.title, other.dtype.title))
    if equal_nan:
        do_not_know("isclose with equal_nan")

    def near(a, b):
        return a == b or abs(a - b) <= atol + rtol * abs(b) and abs(a - b) != INFINITY

    return compute("isclose", near, input, other, input.dtype, dtypes.bool_)


def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    return all([bool(each) for each in values(isclose(input, other, rtol, atol, equal_nan))])


def equal(input, other):
    return input._shape == other._shape and values(input) == values(other)


# -- on the class ---------------------------------------------------------------------------------

SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "floor_divide": "//", "remainder": "%", "pow": "** or pow()",
    "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "bitwise_and": "&", "bitwise_or": "|", "bitwise_xor": "^",
}  # fmt: skip
OPERATORS = {
    "add": "add", "sub": "sub", "mul": "mul", "truediv": "div", "floordiv": "floor_divide", "mod": "remainder",
    "pow": "pow", "and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor",
}  # fmt: skip


def _method(name):
    return lambda self, other: binary(name, self, other)


def _reflected(name):
    return lambda self, other: binary(name, other, self)


def _in_place_method(name):
    return lambda self, other: in_place(name, self, other)


def _unary_method(name):
    return lambda self: unary(name, self)


def _unary_in_place_method(name):
    return lambda self: unary_in_place(name, self)


def _function(name):
    return lambda input, other: binary(name, input, other)


FUNCTIONS = {name: _function(name) for name in BINARY}
FUNCTIONS.update({long: FUNCTIONS[name] for long, name in LONG_NAMES.items()})
FUNCTIONS.update({name: (lambda f: lambda input: unary(f, input))(name) for name in UNARY})
FUNCTIONS.update({
    "add": add, "sub": sub, "div": div, "round": round_, "clamp": clamp, "clip": clamp, "logical_not": logical_not,
    "isnan": isnan, "isfinite": isfinite, "where": where, "masked_fill": masked_fill, "isclose": isclose,
    "allclose": allclose, "equal": equal, "absolute": FUNCTIONS["abs"], "negative": FUNCTIONS["neg"],
})  # fmt: skip
METHODS = {name: f for name, f in FUNCTIONS.items() if name != "where"}
METHODS["where"] = lambda self, condition, other: where(condition, self, other)
for _name in ("add", "sub", "mul", "div", "floor_divide", "remainder", "pow"):
    METHODS[_name + "_"] = _in_place_method(_name)
for _name in ("neg", "abs", "relu", "sqrt", "exp", "floor", "ceil", "square"):
    METHODS[_name + "_"] = _unary_in_place_method(_name)
for _sign, _name in OPERATORS.items():
    METHODS["__%s__" % _sign] = _method(_name)
    METHODS["__r%s__" % _sign] = _reflected(_name)
    METHODS["__i%s__" % _sign] = _in_place_method(_name)
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    METHODS["__%s__" % _name] = _method(_name)
METHODS["__neg__"] = _unary_method("neg")
METHODS["__abs__"] = _unary_method("abs")


def _invert(self):
    if self.dtype is dtypes.bool_:
        return logical_not(self)
    if self.dtype.kind == dtypes.FLOAT:
        do_not_know("~ of fractions")
    return like(self, [~number for number in values(self)], self.dtype)


METHODS["__invert__"] = _invert


def _clamp_in_place(self, min=None, max=None):
    made = clamp(self, min, max)
    may_write(self)
    write(self, values(made))
    return self


METHODS["clamp_"] = _clamp_in_place
for _name, _f in METHODS.items():
    setattr(Tensor, _name, _f)
