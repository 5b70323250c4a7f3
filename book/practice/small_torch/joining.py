"""Many tensors into one."""

from . import dtypes, layout
from .copying import clone, convert
from .errors import do_not_know, fail
from .shaping import _narrow, expand, reshape, unsqueeze
from .tensor import Tensor, make, needs_grad, values, whole_numbers


def roll(input, shifts, dims=None):
    if dims is None or not input.numel():
        do_not_know("torch.roll without dims")
    shifts, dims = whole_numbers(shifts), whole_numbers(dims)
    if len(shifts) != len(dims):
        do_not_know("torch.roll with as many shifts as axes")
    for shift, dim in zip(shifts, dims):
        dim = layout.axis(dim, input.ndim)
        size = input._shape[dim]
        if size:
            cut = -shift % size
            input = cat([_narrow(input, dim, cut, size - cut), _narrow(input, dim, 0, cut)], dim)
    return clone(input)


# -- many tensors into one ---------------------------------------------------------------------------


def _parts(tensors, name):
    if not isinstance(tensors, (list, tuple)):
        fail(
            TypeError,
            "%s(): argument 'tensors' (position 1) must be tuple of Tensors, not %s" % (name, type(tensors).__name__),
        )
    for place, each in enumerate(tensors):
        if not isinstance(each, Tensor):
            fail(
                TypeError,
                "expected Tensor as element %d in argument 0, but got %s" % (place, type(each).__name__),
            )
    return tensors


def stack(tensors, dim=0, axis=None):
    dim = dim if axis is None else axis
    tensors = _parts(tensors, "stack")
    if not tensors:
        fail(RuntimeError, "stack expects a non-empty TensorList")
    first = tensors[0]._shape
    dim = layout.axis(dim, len(first) + 1)
    for place, each in enumerate(tensors):
        if each._shape != first:
            fail(
                RuntimeError,
                "stack expects each tensor to be equal size, but got %s at entry 0 and %s at entry %d"
                % (list(first), list(each._shape), place),
            )
    return _joined([unsqueeze(each, dim) for each in tensors], dim)


def cat(tensors, dim=0, axis=None):
    dim = dim if axis is None else axis
    tensors = _parts(tensors, "cat")
    if not tensors:
        fail(ValueError, "torch.cat(): expected a non-empty list of Tensors")
    for place, each in enumerate(tensors):
        if not each.ndim:
            fail(RuntimeError, "zero-dimensional tensor (at position %d) cannot be concatenated" % place)
    every = tensors
    tensors = [each for each in every if each._shape != (0,)] or every[:1]  # torch lets them be left out
    first = tensors[0]._shape
    dim = layout.axis(dim, len(first))
    for place, each in enumerate(tensors):
        if each.ndim != len(first):
            fail(RuntimeError, "Tensors must have same number of dimensions: got %d and %d" % (len(first), each.ndim))
        for d, (a, b) in enumerate(zip(first, each._shape)):
            if d != dim and a != b:
                fail(
                    RuntimeError,
                    "Sizes of tensors must match except in dimension %d. Expected size %d but got size %d for tensor "
                    "number %d in the list." % (dim, a, b, place),
                )
    return _joined(tensors, dim, every)


def _joined(tensors, dim, every=None):
    dtype = dtypes.result_type([(each.dtype, each.ndim) for each in every or tensors])
    first = tensors[0]._shape
    length = sum([each._shape[dim] for each in tensors])
    shape = first[:dim] + (length,) + first[dim + 1 :]
    parts = [values(convert(each, dtype)) for each in tensors]
    inner = layout.product(first[dim + 1 :])
    steps = [each._shape[dim] * inner for each in tensors]
    numbers = []
    for row in range(layout.product(first[:dim])):
        for part, step in zip(parts, steps):
            numbers.extend(part[row * step : (row + 1) * step])
    odd_layout = len(shape) == 4 and not all([layout.is_contiguous(e._shape, e._strides) for e in tensors])
    return make(numbers, shape, dtype, loose=odd_layout, needs_grad=needs_grad(*tensors))


def hstack(tensors):
    tensors = _parts(tensors, "hstack")
    if not tensors or not all([each.ndim for each in tensors]):
        do_not_know("torch.hstack of single numbers")
    return cat(tensors, 0 if tensors[0].ndim == 1 else 1)


def dstack(tensors):
    tensors = _parts(tensors, "dstack")
    if not tensors or not all([each.ndim > 1 for each in tensors]):
        do_not_know("torch.dstack of rows")
    return cat([unsqueeze(each, 2) if each.ndim == 2 else each for each in tensors], 2)


def broadcast_tensors(*tensors):
    shape = ()
    for each in tensors:
        shape = layout.broadcast(shape, each._shape)
    return tuple([expand(each, *shape) for each in tensors])


def meshgrid(*tensors, indexing=None):
    if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
        tensors = tensors[0]
    if len(tensors) != 2 or any([each.ndim != 1 for each in tensors]) or indexing not in (None, "ij", "xy"):
        do_not_know("torch.meshgrid of anything but two rows")
    a, b = tensors
    sizes = (a._shape[0], b._shape[0])
    if indexing == "xy":
        return expand(unsqueeze(a, 0), sizes[1], sizes[0]), expand(unsqueeze(b, 1), sizes[1], sizes[0])
    return expand(unsqueeze(a, 1), *sizes), expand(unsqueeze(b, 0), *sizes)


def vstack(tensors):
    tensors = _parts(tensors, "vstack")
    if not all([each.ndim for each in tensors]):
        do_not_know("torch.vstack of single numbers")
    return cat([reshape(each, 1, -1) if each.ndim < 2 else each for each in tensors], 0)
