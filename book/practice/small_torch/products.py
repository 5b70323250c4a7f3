"""Products of tensors: matrix products, dot products, tensordot, einsum."""

from . import dtypes, layout
from .errors import do_not_know, fail
from .tensor import Tensor, make, needs_grad, whole_numbers


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
            do_not_know("%s of a %s" % (name, type(each).__name__))


def mm(input, mat2):
    _tensors("mm", input, mat2)
    if input.ndim != 2:
        fail(RuntimeError, "self must be a matrix")
    if mat2.ndim != 2:
        fail(RuntimeError, "mat2 must be a matrix")
    _fit(input, mat2)
    _same_dtype("mm", input, mat2)
    return _product([input, mat2], ["ik", "kj"], "ij")


def _fit(a, b):
    if a._shape[1] != b._shape[0]:
        fail(RuntimeError, "mat1 and mat2 shapes cannot be multiplied (%dx%d and %dx%d)" % (a._shape + b._shape))


def mv(input, vec):
    _tensors("mv", input, vec)
    if not input.ndim or not vec.ndim:
        do_not_know("mv of a tensor without axes")
    if input.ndim != 2 or vec.ndim != 1:
        fail(RuntimeError, "vector + matrix @ vector expected, got %d, %d, %d" % (1, input.ndim, vec.ndim))
    if input._shape[1] != vec._shape[0]:
        fail(
            RuntimeError,
            "size mismatch, got input (%d), mat (%dx%d), vec (%d)"
            % (input._shape[0], input._shape[0], input._shape[1], vec._shape[0]),
        )
    _same_dtype("mv", input, vec)
    return _product([input, vec], ["ik", "k"], "i")


def dot(input, tensor):
    _tensors("dot", input, tensor)
    if input.ndim != 1 or tensor.ndim != 1:
        fail(RuntimeError, "1D tensors expected, but got %dD and %dD tensors" % (input.ndim, tensor.ndim))
    _same_dtype("dot", input, tensor)
    if input._shape != tensor._shape:
        fail(
            RuntimeError,
            "inconsistent tensor size, expected tensor [%d] and src [%d] to have the same number of elements, "
            "but got %d and %d elements respectively"
            % (input._shape * 1 + tensor._shape + input._shape + tensor._shape),
        )
    return _product([input, tensor], ["k", "k"], "")


def outer(input, vec2):
    if input.ndim != 1 or vec2.ndim != 1 or input.dtype is not vec2.dtype:
        do_not_know("outer of anything but two vectors of one dtype")
    return _product([input, vec2], ["i", "j"], "ij")


def bmm(input, mat2):
    _tensors("bmm", input, mat2)
    if input.ndim != 3 or mat2.ndim != 3:
        fail(RuntimeError, "batch1 must be a 3D tensor" if input.ndim != 3 else "batch2 must be a 3D tensor")
    if input._shape[0] != mat2._shape[0] or input._shape[2] != mat2._shape[1]:
        fail(
            RuntimeError,
            "Expected size for first two dimensions of batch2 tensor to be: [%d, %d] but got: [%d, %d]."
            % (input._shape[0], input._shape[2], mat2._shape[0], mat2._shape[1]),
        )
    _same_dtype("bmm", input, mat2)
    return _product([input, mat2], ["bik", "bkj"], "bij")


def matmul(input, other):
    """torch.matmul: vectors, matrices and batches of matrices."""
    _tensors("@", input, other)
    if not input.ndim or not other.ndim:
        fail(
            RuntimeError,
            "both arguments to matmul need to be at least 1D, but they are %dD and %dD" % (input.ndim, other.ndim),
        )
    if input.ndim == 1 and other.ndim == 1:
        return dot(input, other)
    if input.ndim == 2 and other.ndim == 1:
        return mv(input, other)
    if input.ndim == 2 and other.ndim == 2:
        return mm(input, other)
    if input.ndim == 1 and other.ndim == 2:
        _fit_row(input, other)
        _same_dtype("mm", input, other)
        return _product([input, other], ["k", "kj"], "j")
    return _batched(input, other)


def _fit_row(row, matrix):
    if row._shape[0] != matrix._shape[0]:
        fail(RuntimeError, "mat1 and mat2 shapes cannot be multiplied (1x%d and %dx%d)" % (row._shape + matrix._shape))


def _batched(input, other):
    inner = other._shape[-2] if other.ndim > 1 else other._shape[0]
    if input.dtype is not other.dtype:
        do_not_know("a matrix product of different dtypes")
    if input._shape[-1] != inner:
        if input.ndim > 2 and other.ndim == 2:
            rows = layout.product(input._shape[:-1])
            fail(
                RuntimeError,
                "mat1 and mat2 shapes cannot be multiplied (%dx%d and %dx%d)"
                % ((rows, input._shape[-1]) + other._shape),
            )
        do_not_know("a product of batches that do not fit")
    left, right = "abcdefgh"[: max(input.ndim - 2, 0)], "abcdefgh"[: max(other.ndim - 2, 0)]
    common = layout.broadcast(input._shape[: len(left)] if input.ndim > 1 else (), other._shape[: len(right)])
    letters = "abcdefgh"[: len(common)]
    left, right = letters[len(letters) - len(left) :], letters[len(letters) - len(right) :]
    first = left + ("ik" if input.ndim > 1 else "k")
    second = right + ("kj" if other.ndim > 1 else "k")
    result = letters + ("i" if input.ndim > 1 else "") + ("j" if other.ndim > 1 else "")
    return _product([input, other], [first, second], result, loose=True)


def tensordot(a, b, dims=2):
    """torch.tensordot: the sum over the axes that `dims` pairs."""
    if a.dtype is not b.dtype:
        fail(RuntimeError, "both inputs should have same dtype")
    if isinstance(dims, int):
        first, second = list(range(a.ndim - dims, a.ndim)), list(range(dims))
        if dims > min(a.ndim, b.ndim):
            do_not_know("tensordot over more axes than there are")
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
        do_not_know("einsum with ...")
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
    return _product(list(operands), labels, right, loose=True)


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


FUNCTIONS = {"mm": mm, "mv": mv, "dot": dot, "outer": outer, "bmm": bmm, "matmul": matmul}
for _name, _f in FUNCTIONS.items():
    setattr(Tensor, _name, _f)
Tensor.__matmul__ = matmul
Tensor.__rmatmul__ = lambda self, other: matmul(other, self)
FUNCTIONS["tensordot"], FUNCTIONS["einsum"] = tensordot, einsum


def addmm(input, mat1, mat2):
    return input + mm(mat1, mat2)


FUNCTIONS["addmm"] = addmm
