"""Tensors of lists, numbers and sizes."""

from . import dtypes, errors, layout
from .errors import do_not_know, fail
from .tensor import NO_VALUES, Tensor, is_number, make, sizes, values


def flat(data, shape_at=0):
    """Nested lists, numbers and tensors as (numbers, shape, dtypes)."""
    if isinstance(data, Tensor):
        return values(data), data._shape, {data.dtype}
    if is_number(data):
        return [data], (), {dtypes.of_number(data)}
    if data is None:
        fail(RuntimeError, "Could not infer dtype of NoneType")
    if isinstance(data, str):
        fail(TypeError, "new(): invalid data type 'str'")
    if not isinstance(data, (list, tuple, range)):
        do_not_know("torch.tensor of a " + type(data).__name__)
    numbers, shape, kinds = [], None, set()
    for place, part in enumerate(data):
        inner, inner_shape, inner_kinds = flat(part, shape_at + 1)
        if shape is not None and inner_shape != shape:
            _ragged(shape, inner_shape, place, shape_at + 1)
        shape, kinds = inner_shape, kinds | inner_kinds
        numbers.extend(inner)
    return numbers, (len(data),) + (shape or ()), kinds


def _ragged(shape, other, place, dim):
    if not shape or not other:
        do_not_know("torch.tensor of numbers and lists mixed")
    fail(ValueError, "expected sequence of length %d at dim %d (got %d)" % (shape[0], dim, other[0]))


def from_data(data, dtype=None):
    """torch.tensor."""
    if isinstance(data, (list, tuple)) and any([isinstance(part, Tensor) and part.ndim for part in data]):
        if all([isinstance(part, Tensor) and part.ndim and part.numel() == 1 for part in data]):
            return from_data([part.reshape(()) for part in data], dtype)
        if not all([isinstance(part, Tensor) and part.numel() != 1 for part in data]):
            do_not_know("torch.tensor of a list of tensors")
        fail(ValueError, "only one element tensors can be converted to Python scalars")
    numbers, shape, kinds = flat(data)
    errors.work[0] += len(numbers)
    if dtype is None:
        found = None
        for kind in kinds:
            found = kind if found is None else dtypes.promote(found, kind)
        dtype = found or dtypes.float32
    if dtype.kind == dtypes.WHOLE and any([isinstance(n, float) and n != int(n) for n in numbers]):
        numbers = [int(number) for number in numbers]
    return make(numbers, shape, dtype)


def _legacy(arguments):
    """torch.Tensor(2, 3) and torch.Tensor([[1, 2]])."""
    if len(arguments) == 1 and isinstance(arguments[0], (list, tuple)):
        return from_data(arguments[0], dtypes.float32)
    if len(arguments) == 1 and isinstance(arguments[0], Tensor):
        if arguments[0].dtype is not dtypes.float32:
            do_not_know("torch.Tensor of another dtype")
        return arguments[0]
    return uninitialised(sizes(arguments) if arguments else (0,), dtypes.float32)


def uninitialised(shape, dtype):
    """Memory that nobody has written: numbers that cannot be mistaken for a result."""
    return make([NO_VALUES.get(dtype, 77)] * layout.product(shape), shape, dtype)


Tensor._from_arguments = staticmethod(_legacy)
