"""Products of tensors: matrix products, dot products, tensordot, einsum."""

from . import layout
from .contracting import _product, _same_dtype, _tensors
from .einsum import einsum, tensordot
from .errors import do_not_know, fail
from .tensor import Tensor


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


FUNCTIONS = {"mm": mm, "mv": mv, "dot": dot, "outer": outer, "bmm": bmm, "matmul": matmul}  # methods, too
for _name, _f in FUNCTIONS.items():
    setattr(Tensor, _name, _f)
Tensor.__matmul__ = matmul
Tensor.__rmatmul__ = lambda self, other: matmul(other, self)


def _added(multiply):
    def call(input, a, b, beta=1, alpha=1):
        if multiply is bmm and not a.ndim == b.ndim == 3:
            do_not_know("torch.baddbmm of anything but batches")
        made = multiply(a, b) * alpha
        if not beta or input.dtype is not made.dtype or layout.expand_problem(input._shape, made._shape):
            do_not_know("a product that is added to such a tensor")
        return input * beta + made

    return call


FUNCTIONS.update({"tensordot": tensordot, "einsum": einsum, "addmm": _added(mm), "baddbmm": _added(bmm)})
