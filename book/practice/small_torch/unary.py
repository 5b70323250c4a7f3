"""One number: functions of each element."""

import math

from . import dtypes, layout
from .arithmetic import INFINITY, NAN, _divide
from .errors import do_not_know, fail
from .tensor import Tensor, make, needs_grad, values
from .writing import may_write, write

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
        if tensor is None or isinstance(tensor, (list, tuple, int, float)):
            said = "%s(): argument 'input' (position 1) must be Tensor, not %s"
            fail(TypeError, said % (name, type(tensor).__name__))
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
