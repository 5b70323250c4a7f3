"""Sums of products by letters or by pairs of axes: einsum and tensordot."""

from . import dtypes, layout
from .contracting import _product
from .copying import convert
from .errors import do_not_know, fail
from .tensor import Tensor, view, whole_numbers


def tensordot(a, b, dims=2):
    """torch.tensordot: the sum over the axes that `dims` pairs."""
    if a.dtype is not b.dtype:
        fail(RuntimeError, "both inputs should have same dtype")
    if isinstance(dims, int):
        if dims < 0:
            fail(RuntimeError, "tensordot expects dims >= 0, but got dims=%d" % dims)
        first, second = list(range(a.ndim - dims, a.ndim)), list(range(dims))
        if dims > min(a.ndim, b.ndim):
            fail(RuntimeError, "tensordot expects dims < ndim_a or ndim_b, but got dims=%d" % dims)
    else:
        first = [layout.axis(d, a.ndim) for d in whole_numbers(dims[0])]
        second = [layout.axis(d, b.ndim) for d in whole_numbers(dims[1])]
    if len(first) != len(second):
        fail(RuntimeError, "both dimension lists should have same length")
    for x, y in zip(first, second):
        if a._shape[x] != b._shape[y]:
            if 1 in (a._shape[x], b._shape[y]):
                do_not_know("tensordot over axes of which one is 1")
            fail(
                RuntimeError,
                "contracted dimensions need to match, but first has size %d in dim %d and second has size %d in dim %d"
                % (a._shape[x], x, b._shape[y], y),
            )
    if a.dtype is dtypes.bool_:
        do_not_know("a matrix product of truths")
    letters = "abcdefghijklmnopqrstuvwxyz"
    one = list(letters[: a.ndim])
    two = list(letters[a.ndim : a.ndim + b.ndim])
    for x, y in zip(first, second):
        two[y] = one[x]
    result = [c for d, c in enumerate(one) if d not in first] + [c for d, c in enumerate(two) if d not in second]
    return _product([a, b], ["".join(one), "".join(two)], "".join(result), loose=False)


def einsum(equation, *operands):
    """torch.einsum for letters and one `...` at the front or the back."""
    if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        operands = operands[0]
    if not isinstance(equation, str):
        do_not_know("einsum without an equation")
    equation = equation.replace(" ", "")
    if "." in equation:
        equation = _spelt_out(equation, operands)
    left, arrow, right = equation.partition("->")
    labels = left.split(",")
    for letter in left.replace(",", "") + right:
        if not ("a" <= letter <= "z" or "A" <= letter <= "Z"):
            fail(
                RuntimeError,
                "einsum(): invalid subscript given at index %d in the equation string, subscripts must be in [a-zA-Z]"
                % equation.find(letter),
            )
    _check_operands(labels, operands)
    sizes = _einsum_axes(labels, operands, right if arrow else None)
    if not arrow:
        every = "".join(labels)
        right = "".join(sorted([c for c in set(every) if every.count(c) == 1]))
    _check_result(right, sizes)
    dtype = operands[0].dtype
    if any([each.dtype is not dtype for each in operands]) or dtype is dtypes.bool_:
        do_not_know("einsum of different dtypes")
    if len(operands) == 1 and set(labels[0]) == set(right):  # nothing is added up: torch gives a view
        shape, strides, letters = operands[0]._shape, operands[0]._strides, labels[0]
        steps = [sum([step for letter, step in zip(letters, strides) if letter == each]) for each in right]
        shape = tuple([shape[letters.index(each)] for each in right])
        return view(operands[0], shape, tuple(steps), operands[0]._offset)
    alone = [c for c in "".join(labels) if c not in right and len([each for each in labels if c in each]) == 1]
    if alone and dtype.kind == dtypes.WHOLE:  # torch sums such an axis first, and sums of whole numbers are int64
        operands = [convert(each, dtypes.int64) for each in operands]
    return _product(list(operands), labels, right, loose=True)


def _spelt_out(equation, operands):
    """Letters in the place of `...`."""
    left, arrow, right = equation.partition("->")
    labels = left.split(",")
    spare = [letter for letter in "ZYXWVUTSRQPONMLKJIHGFEDCBA" if letter not in equation]
    longest, named = 0, [label.replace("...", "") for label in labels]
    if "." in "".join(named) or right.replace("...", "").count(".") or len(labels) != len(operands):
        do_not_know("einsum with such dots")
    for place, (label, letters) in enumerate(zip(labels, named)):
        if label != letters:
            count = operands[place].ndim - len(letters)
            if count < 0:
                do_not_know("einsum with more letters than axes")
            longest = max(longest, count)
            labels[place] = label.replace("...", "".join(spare[:count][::-1]))
    dots = "".join(spare[:longest][::-1])
    if not arrow:
        every = "".join(named)
        right = "..." + "".join(sorted([letter for letter in every if every.count(letter) == 1]))
    return ",".join(labels) + "->" + right.replace("...", dots)


def _einsum_axes(labels, operands, right):
    """The size of each letter."""
    sizes = {}
    for number, (letters, operand) in enumerate(zip(labels, operands)):
        for place, (letter, size) in enumerate(zip(letters, operand._shape)):
            if letters.index(letter) < place and operand._shape[letters.index(letter)] != size:
                fail(
                    RuntimeError,
                    "einsum(): subscript %s is repeated for operand %d but the sizes don't match, %d != %d"
                    % (letter, number, size, operand._shape[letters.index(letter)]),
                )
            if sizes.get(letter, 1) == 1:
                sizes[letter] = size
            elif size not in (1, sizes[letter]):
                _einsum_sizes(labels, operands, right)
    return sizes


def _check_result(right, sizes):
    for letter in right:
        if right.count(letter) > 1:
            fail(RuntimeError, "einsum(): output subscript %s appears more than once in the output" % letter)
        if letter not in sizes:
            fail(
                RuntimeError,
                "einsum(): output subscript %s does not appear in the equation for any input operand" % letter,
            )


def _check_operands(labels, operands):
    for each in operands:
        if not isinstance(each, Tensor):
            do_not_know("einsum of a " + type(each).__name__)
    if len(operands) > len(labels):
        fail(RuntimeError, "einsum(): more operands were provided than specified in the equation")
    if len(operands) < len(labels):
        fail(RuntimeError, "einsum(): fewer operands were provided than specified in the equation")
    for number, (letters, operand) in enumerate(zip(labels, operands)):
        if len(letters) != operand.ndim:
            fail(
                RuntimeError,
                "einsum(): the number of subscripts in the equation (%d) does not match the number of dimensions (%d) "
                "for operand %d and no ellipsis was given" % (len(letters), operand.ndim, number),
            )


def _einsum_sizes(labels, operands, right):
    """torch's words for axes of one name and two sizes: every operand with its axes put into one order."""
    every = "".join(labels)
    letters = list(right or "")
    if right is None:
        letters = sorted([c for c in set(every) if every.count(c) == 1])
    letters += sorted([c for c in set(every) if c not in letters], key=lambda c: (c.lower() == c, c))
    shown = []
    for names, operand in zip(labels, operands):
        mapped = [operand._shape[names.index(c)] if c in names else 1 for c in letters]
        shown.append("%s->%s" % (list(operand._shape), mapped))
    fail(
        RuntimeError,
        "einsum(): operands do not broadcast with remapped shapes [original->remapped]: " + " ".join(shown),
    )
