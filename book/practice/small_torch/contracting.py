"""Sums of products over letters: what every product of tensors comes down to."""

from . import dtypes, layout
from .errors import do_not_know, fail
from .tensor import Tensor, is_number, make, needs_grad


def contract(operands, labels, result, sizes):
    """Multiply along named axes and add over those that are not in `result`; the numbers in row-major order."""
    summed = []
    for letters in labels:
        for letter in letters:
            if letter not in result and letter not in summed:
                summed.append(letter)
    every = list(result) + summed
    factors = []
    for operand, letters in zip(operands, labels):
        steps = [0] * len(every)
        for letter, size, stride in zip(letters, operand._shape, operand._strides):
            steps[every.index(letter)] += stride if size != 1 else 0
        shape = [sizes[letter] for letter in every]
        store = operand._store
        factors.append([store[place] for place in _all_places(shape, steps, operand._offset)])
    products = factors[0]
    for factor in factors[1:]:
        products = [a * b for a, b in zip(products, factor)]
    count = layout.product([sizes[letter] for letter in summed])
    if count == 1:
        return products
    if not count:
        return [0] * layout.product([sizes[letter] for letter in result])
    return [sum(products[start : start + count]) for start in range(0, len(products), count)]


def _all_places(shape, steps, offset):
    found = [offset]
    for size, step in zip(shape, steps):
        moves = [step * i for i in range(size)]
        found = [place + move for place in found for move in moves]
    return found


def _same_dtype(name, a, b):
    if a.dtype is not b.dtype:
        if name == "dot":
            fail(
                RuntimeError,
                "dot : expected both vectors to have same dtype, but found %s and %s" % (a.dtype.title, b.dtype.title),
            )
        fail(RuntimeError, "expected m1 and m2 to have the same dtype, but got: %s != %s" % (_c_name(a), _c_name(b)))
    if a.dtype is dtypes.bool_:
        do_not_know("a matrix product of truths")


def _c_name(tensor):
    names = {
        "float32": "float",
        "float64": "double",
        "int64": "long long",
        "int32": "int",
        "int16": "short",
        "int8": "signed char",
        "uint8": "unsigned char",
        "bool": "bool",
    }
    return names[tensor.dtype.name]


def _product(operands, labels, result, loose=False):
    sizes = {}
    for operand, letters in zip(operands, labels):
        for letter, size in zip(letters, operand._shape):
            if sizes.get(letter, 1) == 1:
                sizes[letter] = size
    numbers = contract(operands, labels, result, sizes)
    return make(
        numbers,
        tuple([sizes[each] for each in result]),
        operands[0].dtype,
        loose=loose,
        needs_grad=needs_grad(*operands),
    )


def _tensors(name, *operands):
    for each in operands:
        if not isinstance(each, Tensor):
            if each is None or isinstance(each, (list, tuple)) or is_number(each):
                fail(TypeError, "%s: a Tensor is asked for, not %s" % (name, type(each).__name__))
            do_not_know("%s of a %s" % (name, type(each).__name__))
