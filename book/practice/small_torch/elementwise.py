"""Operations number by number: arithmetic, comparisons, functions of one number; as new tensors and in place."""

from . import dtypes, layout
from .arithmetic import BINARY, INFINITY, LONG_NAMES, _numbers, _operand, binary, compute, in_place
from .copying import clone
from .errors import do_not_know, fail
from .tensor import Tensor, is_number, make, needs_grad, stretched_values, values
from .unary import UNARY, _half_even, like, unary, unary_in_place
from .writing import may_write, write

# -- names that torch and Tensor share --------------------------------------------------------------


def _times(alpha, other):
    """What is added: `other`, as often as `alpha` says; its dtype stays."""
    if isinstance(alpha, Tensor):
        alpha = alpha.item()
    fraction = isinstance(alpha, float) and _operand(other, "add")[0].kind != dtypes.FLOAT
    if fraction or alpha is True or alpha is False or alpha != 1 and isinstance(other, bool):
        do_not_know("such an alpha")
    return other if alpha == 1 else binary("mul", other, alpha) if isinstance(other, Tensor) else other * alpha


def add(input, other, alpha=1):
    return binary("add", input, _times(alpha, other))


def sub(input, other, alpha=1):
    return binary("sub", input, _times(alpha, other))


def _product(input, tensor1, tensor2, value):
    """What addcmul adds."""
    if not input.dtype is tensor1.dtype is tensor2.dtype or input.dtype.kind != dtypes.FLOAT:
        do_not_know("addcmul of such tensors")
    return _times(value, binary("mul", tensor1, tensor2))


def addcmul(input, tensor1, tensor2, value=1):
    made = add(input, _product(input, tensor1, tensor2, value))
    made._loose = True
    return made


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
        if bound is not None and not dtypes.holds(input.dtype, bound):
            do_not_know("clamp beyond the range of " + input.dtype.name)
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


def result_type(tensor1, tensor2):
    return dtypes.result_type([_operand(tensor1, "result_type"), _operand(tensor2, "result_type")])


def where(condition, input=None, other=None):
    """torch.where with three arguments."""
    if input is None or other is None:
        do_not_know("torch.where with one argument")
    tensors = [each for each in (condition, input, other) if isinstance(each, Tensor)]
    if not isinstance(condition, Tensor) or condition.dtype is not dtypes.bool_:
        do_not_know("torch.where with a condition that is no bool tensor")
    dtype = result_type(input, other)
    for each in (input, other):
        if not isinstance(each, Tensor) and not dtypes.holds(dtype, each):
            do_not_know("a number beyond the range of " + dtype.name)
    shape = condition._shape
    for each in (input, other):
        if isinstance(each, Tensor):
            shape = layout.broadcast(shape, each._shape)
    chosen = zip(stretched_values(condition, shape), _numbers(input, shape, dtype), _numbers(other, shape, dtype))
    return make([a if c else b for c, a, b in chosen], shape, dtype, loose=True, needs_grad=needs_grad(*tensors))


def masked_fill(input, mask, value):
    shape = layout.broadcast(input._shape, mask._shape)
    made = like(input, values(input), input.dtype) if shape == input._shape else clone(input.expand(shape))
    made[mask.expand(shape)] = value
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


ONLY_TENSORS = ("maximum", "minimum", "logical_and", "logical_or")
COMPARE = ("eq", "ne", "lt", "le", "gt", "ge")
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
    def call(input, other):
        if not isinstance(input, Tensor) and not isinstance(other, Tensor):
            do_not_know("torch.%s of two numbers" % name)
        if name in ONLY_TENSORS and not (isinstance(input, Tensor) and isinstance(other, Tensor)):
            number, place = (other, 2) if isinstance(input, Tensor) else (input, 1)
            said = (name, "input" if place == 1 else "other", place, type(number).__name__)
            fail(TypeError, "%s(): argument '%s' (position %d) must be Tensor, not %s" % said)
        if name in COMPARE and not isinstance(input, Tensor):
            do_not_know("torch.%s of a number and a tensor" % name)
        return binary(name, input, other)

    return call


FUNCTIONS = {name: _function(name) for name in BINARY}
FUNCTIONS.update({long: FUNCTIONS[name] for long, name in LONG_NAMES.items()})
FUNCTIONS.update({name: (lambda f: lambda input: unary(f, input))(name) for name in UNARY})
FUNCTIONS.update({
    "add": add, "sub": sub, "div": div, "round": round_, "clamp": clamp, "clip": clamp, "logical_not": logical_not,
    "isnan": isnan, "isfinite": isfinite, "where": where, "masked_fill": masked_fill, "isclose": isclose,
    "allclose": allclose, "equal": equal, "addcmul": addcmul,
    "absolute": FUNCTIONS["abs"], "negative": FUNCTIONS["neg"],
})  # fmt: skip
METHODS = {name: f for name, f in FUNCTIONS.items() if name != "where"}
METHODS["where"] = lambda self, condition, other: where(condition, self, other)
for _name in ("mul", "div", "floor_divide", "remainder", "pow"):
    METHODS[_name + "_"] = _in_place_method(_name)
METHODS["add_"] = lambda self, other, alpha=1: in_place("add", self, _times(alpha, other))
METHODS["sub_"] = lambda self, other, alpha=1: in_place("sub", self, _times(alpha, other))
METHODS["addcmul_"] = lambda self, a, b, value=1: in_place("add", self, _product(self, a, b, value))
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


def _positive(self):
    if self.dtype is dtypes.bool_:
        do_not_know("+ of truths")
    return self


METHODS["__pos__"] = _positive


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
