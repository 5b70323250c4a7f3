"""Copies of the same numbers: in another order, repeated, in another dtype."""

from . import dtypes, layout
from .errors import do_not_know, fail
from .tensor import Tensor, make, needs_grad, sizes, values
from .unary import like

# -- copies ----------------------------------------------------------------------------------------


def clone(input):
    return like(input, values(input), input.dtype)


def contiguous(self):
    if self._loose:
        made = make(values(self), self._shape, self.dtype, needs_grad=needs_grad(self))
        made._loose_copy = self._loose_copy = True
        return made
    if layout.is_contiguous(self._shape, self._strides):
        return self
    return make(values(self), self._shape, self.dtype, needs_grad=needs_grad(self))


def convert(self, dtype):
    """Another dtype: the same tensor when it has it already."""
    if dtype is self.dtype:
        return self
    if not isinstance(dtype, dtypes.DType):
        do_not_know("a conversion to " + str(dtype))
    numbers = values(self)
    if self.dtype.kind == dtypes.FLOAT and dtype.kind == dtypes.BOOL:
        numbers = [number != 0 for number in numbers]
    return like(self, numbers, dtype)


def to(self, *arguments, **options):
    dtype = options.pop("dtype", None)
    device = options.pop("device", None)
    if options:
        do_not_know("Tensor.to with " + ", ".join(options))
    for each in arguments:
        if isinstance(each, Tensor):
            dtype = each.dtype
        elif isinstance(each, dtypes.DType):
            dtype = each
        elif isinstance(each, str):
            device = each
        elif str(each) != "cpu":
            do_not_know("Tensor.to(%s)" % str(each))
    if device is not None and str(device) != "cpu":
        do_not_know("the device " + str(device))
    return self if dtype is None else convert(self, dtype)


def type_(self, dtype=None):
    if dtype is None:
        return "torch.%sTensor" % self.dtype.title
    return convert(self, dtype)


def flip(input, *axes, dims=None):
    if dims is not None:
        axes = (dims,)
    if not axes:
        fail(TypeError, 'flip() missing 1 required positional arguments: "dims"')
    dims = axes
    dims = [layout.axis(dim, input.ndim) for dim in sizes(dims)]
    if len(set(dims)) < len(dims):
        do_not_know("flip of one axis twice")
    strides, offset = list(input._strides), input._offset
    for dim in dims:
        offset += (input._shape[dim] - 1) * strides[dim]
        strides[dim] = -strides[dim]
    numbers = [] if 0 in input._shape else [input._store[p] for p in layout.places(input._shape, strides, offset)]
    kept = layout.result_strides(input._shape, [(input._shape, input._strides)])
    return make(numbers, input._shape, input.dtype, kept, input._loose, needs_grad(input))


def fliplr(input):
    if input.ndim < 2:
        do_not_know("fliplr of a tensor with one axis")
    return flip(input, 1)


def flipud(input):
    return flip(input, 0)


def rot90(input, k=1, dims=(0, 1)):
    if k % 4 != 2:
        do_not_know("rot90 by a quarter")
    if input.ndim < 2:
        fail(RuntimeError, "expected total dims >= 2, but got total dims = %d" % input.ndim)
    return flip(input, *dims)


def repeat(self, *counts):
    counts = sizes(counts)
    if any([count < 0 for count in counts]):
        do_not_know("repeat with a negative number")
    if len(counts) < self.ndim:
        fail(
            RuntimeError,
            "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor",
        )
    wide = (1,) * (len(counts) - self.ndim) + self._shape
    strides = (0,) * (len(counts) - self.ndim) + self._strides
    shape = [count * size for count, size in zip(counts, wide)]
    split_shape, split_strides = [], []
    for count, size, stride in zip(counts, wide, strides):
        split_shape += [count, size]
        split_strides += [0, stride]
    numbers = [self._store[place] for place in layout.places(split_shape, split_strides, self._offset)]
    return make(numbers, shape, self.dtype, needs_grad=needs_grad(self))


def tile(input, *counts):
    counts = sizes(counts)
    return repeat(input, *((1,) * (input.ndim - len(counts)) + counts))


def repeat_interleave(input, repeats, dim=None):
    if isinstance(repeats, Tensor):
        do_not_know("repeat_interleave with a tensor")
    if dim is None:
        input, dim = make(values(input), (input.numel(),), input.dtype), 0
    dim = layout.axis(dim, input.ndim)
    shape, strides = input._shape, input._strides
    places = layout.places(
        shape[: dim + 1] + (repeats,) + shape[dim + 1 :], strides[: dim + 1] + (0,) + strides[dim + 1 :], input._offset
    )
    numbers = [input._store[place] for place in places]
    return make(
        numbers,
        shape[:dim] + (shape[dim] * repeats,) + shape[dim + 1 :],
        input.dtype,
        loose=True,
        needs_grad=needs_grad(input),
    )


def triu_tril(keep):
    def cut(input, diagonal=0):
        if input.ndim != 2:
            do_not_know("triu or tril of anything but a matrix")
        _, columns = input._shape
        numbers = values(input)
        return make(
            [n if keep(place % columns - place // columns, diagonal) else 0 for place, n in enumerate(numbers)],
            input._shape, input.dtype, needs_grad=needs_grad(input),
        )  # fmt: skip

    return cut
