"""Other shapes of the same numbers: views where torch makes views, copies where it copies; and cutting."""

from . import dtypes, layout
from .errors import do_not_know, fail
from .tensor import know_layout, make, needs_grad, select, sizes, values, view, whole_number, whole_numbers


def as_view(tensor, wanted):
    """`tensor` read as `wanted` without a copy, or None."""
    strides = layout.viewed(tensor._shape, tensor._strides, wanted)
    return None if strides is None else view(tensor, wanted, strides, tensor._offset)


def reshape(input, *sizes_, shape=None):
    if not sizes_ and shape is None:
        fail(TypeError, 'reshape() missing 1 required positional arguments: "shape"')
    shape = sizes_ if shape is None else (shape,)
    wanted = layout.inferred(sizes(shape), input.numel())
    if input._loose:
        made = make(values(input), wanted, input.dtype, needs_grad=needs_grad(input))
        made._loose_copy = input._loose_copy = True  # a view or a copy: only torch knows
        return made
    made = as_view(input, wanted)
    return make(values(input), wanted, input.dtype, needs_grad=needs_grad(input)) if made is None else made


def view_(self, *shape):
    if len(shape) == 1 and isinstance(shape[0], dtypes.DType):
        do_not_know("Tensor.view of another dtype")
    wanted = layout.inferred(sizes(shape), self.numel())
    know_layout(self, "Tensor.view")
    made = as_view(self, wanted)
    if made is None:
        fail(
            RuntimeError,
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
            "contiguous subspaces). Use .reshape(...) instead.",
        )
    return made


def flatten(input, start_dim=0, end_dim=-1):
    start, end = layout.axis(start_dim, input.ndim), layout.axis(end_dim, input.ndim)
    if not input.ndim:
        return reshape(input, 1)
    if start > end:
        fail(RuntimeError, "flatten() has invalid args: start_dim cannot come after end_dim")
    if start == end:
        return input
    shape = input._shape
    return reshape(input, shape[:start] + (layout.product(shape[start : end + 1]),) + shape[end + 1 :])


def unflatten(input, dim, sizes):
    dim = layout.axis(dim, input.ndim)
    try:
        inner = layout.inferred(tuple(sizes), input._shape[dim])
    except RuntimeError:
        do_not_know("unflatten into sizes that do not fit")
    return view_(input, input._shape[:dim] + inner + input._shape[dim + 1 :])


def permute(input, *dims):
    if not dims:
        do_not_know("permute without axes")
    dims = sizes(dims)
    if len(dims) != input.ndim:
        fail(
            RuntimeError,
            "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired "
            "ordering of dimensions i.e. input.dim() = %d is not equal to len(dims) = %d" % (input.ndim, len(dims)),
        )
    order = []
    for dim in dims:
        dim = layout.axis(dim, input.ndim)
        if dim in order:
            fail(RuntimeError, "permute(): duplicate dims are not allowed.")
        order.append(dim)
    dims = order
    return view(input, [input._shape[d] for d in dims], [input._strides[d] for d in dims], input._offset)


def transpose(input, dim0, dim1):
    a, b = layout.axis(dim0, input.ndim), layout.axis(dim1, input.ndim)
    if not input.ndim:
        return view(input, (), (), input._offset)
    dims = list(range(input.ndim))
    dims[a], dims[b] = b, a
    return permute(input, *dims)


def t(input):
    if input.ndim > 2:
        fail(RuntimeError, "t() expects a tensor with <= 2 dimensions, but self is %dD" % input.ndim)
    return transpose(input, 0, 1) if input.ndim == 2 else view(input, input._shape, input._strides, input._offset)


def capital_t(self):
    return permute(self, *range(self.ndim - 1, -1, -1)) if self.ndim else t(self)


def m_t(self):
    if self.ndim < 2:
        do_not_know("Tensor.mT of a tensor with fewer than two axes")
    return transpose(self, -2, -1)


def movedim(input, source, destination):
    source = [layout.axis(dim, input.ndim) for dim in whole_numbers(source)]
    destination = [layout.axis(dim, input.ndim) for dim in whole_numbers(destination)]
    if len(source) != len(destination) or len(set(source)) < len(source) or len(set(destination)) < len(destination):
        do_not_know("movedim with axes that do not match")
    rest = iter([dim for dim in range(input.ndim) if dim not in source])
    order = [source[destination.index(place)] if place in destination else next(rest) for place in range(input.ndim)]
    return permute(input, *order)


def squeeze(input, dim=None):
    dims = range(input.ndim) if dim is None else [layout.axis(d, input.ndim) for d in whole_numbers(dim)]
    kept = [d for d in range(input.ndim) if d not in dims or input._shape[d] != 1]
    return view(input, [input._shape[d] for d in kept], [input._strides[d] for d in kept], input._offset)


def unsqueeze(input, dim):
    dim = layout.axis(whole_number(dim), input.ndim + 1)
    shape, strides = input._shape, input._strides
    step = shape[dim] * strides[dim] if dim < len(shape) else 1
    return view(input, shape[:dim] + (1,) + shape[dim:], strides[:dim] + (step,) + strides[dim:], input._offset)


def reshaped_in_place(self, made):
    self._shape, self._strides = made._shape, made._strides
    return self


def expand(self, *shape):
    wanted = list(sizes(shape))
    missing = len(wanted) - self.ndim
    if any([size < -1 for size in wanted]):
        do_not_know("expand to a negative size")
    for place, size in enumerate(wanted):
        if size == -1:
            if place < missing:
                fail(
                    RuntimeError,
                    "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension %d"
                    % place,
                )
            wanted[place] = self._shape[place - missing]
    problem = layout.expand_problem(self._shape, wanted)
    if problem == "sizes":
        fail(
            RuntimeError,
            "expand(torch.%sTensor{%s}, size=%s): the number of sizes provided (%d) must be greater or equal to the "
            "number of dimensions in the tensor (%d)"
            % (self.dtype.title, list(self._shape), wanted, len(wanted), self.ndim),
        )
    if problem:
        fail(RuntimeError, problem)
    strides = layout.stretched(self._shape, self._strides, wanted)
    if 1 in wanted:  # torch gives new and size-1 axes strides of its own; nobody can see them but as_strided
        strides = _strides_of_expanded(self, wanted)
    return view(self, wanted, strides, self._offset)


def _strides_of_expanded(tensor, wanted):
    strides, missing = [0] * len(wanted), len(wanted) - tensor.ndim
    for place in range(len(wanted) - 1, -1, -1):
        inner = place - missing
        size = tensor._shape[inner] if inner >= 0 else 1
        stride = (
            tensor._strides[inner]
            if inner >= 0
            else (1 if place == len(wanted) - 1 else wanted[place + 1] * strides[place + 1])
        )
        strides[place] = 0 if size == 1 and wanted[place] != 1 else stride
    return tuple(strides)


def broadcast_to(input, size):
    return expand(input, *size)


def as_strided(input, size, stride, storage_offset=None):
    know_layout(input, "as_strided")
    offset = input._offset if storage_offset is None else storage_offset
    last = offset + sum([(n - 1) * step for n, step in zip(size, stride)])
    if any([step < 0 for step in stride]) or last >= len(input._store) and 0 not in size or len(size) != len(stride):
        do_not_know("as_strided beyond the storage")
    return view(input, whole_numbers(size), whole_numbers(stride), offset)


def unfold(self, dimension, size, step):
    size, step = whole_number(size), whole_number(step)
    if not self.ndim:
        do_not_know("unfold of a tensor without axes")
    dim = layout.axis(dimension, self.ndim)
    length, stride = self._shape[dim], self._strides[dim]
    if size < 0 or step < 0:
        do_not_know("unfold with a negative size or step")
    if size > length:
        fail(RuntimeError, "maximum size for tensor at dimension %d is %d but size is %d" % (dim, length, size))
    if step <= 0:
        fail(RuntimeError, "step is %d but must be > 0" % step)
    count = (length - size) // step + 1
    return view(
        self,
        self._shape[:dim] + (count,) + self._shape[dim + 1 :] + (size,),
        self._strides[:dim] + (stride * step,) + self._strides[dim + 1 :] + (stride,),
        self._offset,
    )


def narrow(input, dim, start, length):
    dim = layout.axis(dim, input.ndim)
    if not 0 <= start <= start + length <= input._shape[dim]:
        do_not_know("narrow beyond the end")
    return _narrow(input, dim, start, length)


def _narrow(input, dim, start, length):
    shape = input._shape[:dim] + (length,) + input._shape[dim + 1 :]
    return view(input, shape, input._strides, input._offset + start * input._strides[dim])


def select_(input, dim, index):
    return select(input, dim, whole_number(index))


def unbind(input, dim=0):
    dim = layout.axis(dim, input.ndim)
    return tuple([select(input, dim, index) for index in range(input._shape[dim])])


def chunk(input, chunks, dim=0):
    if not input.ndim:
        fail(RuntimeError, "chunk expects at least a 1-dimensional tensor")
    dim = layout.axis(dim, input.ndim)
    size = input._shape[dim]
    return split(input, max(1, (size + chunks - 1) // chunks), dim)


def split(input, split_size, dim=0):
    if not input.ndim:
        fail(RuntimeError, "split expects at least a 1-dimensional tensor")
    dim = layout.axis(dim, input.ndim)
    size = input._shape[dim]
    if isinstance(split_size, (list, tuple)):
        lengths = list(split_size)
        if sum(lengths) != size:
            do_not_know("split into sizes that do not add up")
    else:
        if split_size < 1 or not size:
            do_not_know("split of nothing")
        lengths = [min(split_size, size - start) for start in range(0, size, split_size)]
    parts, start = [], 0
    for length in lengths:
        parts.append(_narrow(input, dim, start, length))
        start += length
    return tuple(parts)


def trace(input):
    if input.dtype is dtypes.bool_:
        do_not_know("trace of truths")
    if input.ndim != 2:
        fail(RuntimeError, "trace: expected a matrix, but got tensor with dim %d" % input.ndim)
    return diagonal(input).sum()


def diagonal(input, offset=0, dim1=0, dim2=1):
    if offset or {dim1, dim2} != {0, 1} or input.ndim != 2:
        do_not_know("diagonal of anything but a matrix")
    length = min(input._shape)
    return view(input, (length,), (sum(input._strides),), input._offset)
