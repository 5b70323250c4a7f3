"""Other shapes of the same numbers: views where torch makes views, copies where it copies; joining and cutting."""

from . import dtypes, layout
from .elementwise import like
from .errors import do_not_know, fail
from .tensor import (
    Tensor,
    assign,
    from_data,
    know_layout,
    make,
    may_write,
    needs_grad,
    select,
    sizes,
    uninitialised,
    values,
    view,
    whole_number,
    whole_numbers,
    write,
)  # fmt: skip


def as_view(tensor, wanted):
    """`tensor` read as `wanted` without a copy, or None."""
    strides = layout.viewed(tensor._shape, tensor._strides, wanted)
    return None if strides is None else view(tensor, wanted, strides, tensor._offset)


def reshape(input, *shape):
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
    if self.ndim != 2:
        do_not_know("Tensor.T of a tensor that has not two axes")
    return t(self)


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


def _reshaped_in_place(self, made):
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


def diagonal(input, offset=0, dim1=0, dim2=1):
    if offset or {dim1, dim2} != {0, 1} or input.ndim != 2:
        do_not_know("diagonal of anything but a matrix")
    length = min(input._shape)
    return view(input, (length,), (sum(input._strides),), input._offset)


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


def flip(input, *dims):
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
    return flip(input, *dims)


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
    if dim is None or isinstance(repeats, Tensor):
        do_not_know("repeat_interleave without dim")
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


# -- many tensors into one ---------------------------------------------------------------------------


def _parts(tensors, name):
    if isinstance(tensors, Tensor):
        if name == "stack" or not tensors.ndim:
            do_not_know("torch.%s of one tensor" % name)
        tensors = list(tensors)
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


def stack(tensors, dim=0):
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


def cat(tensors, dim=0):
    tensors = _parts(tensors, "cat")
    if not tensors:
        fail(ValueError, "expected a non-empty list of Tensors")
    for place, each in enumerate(tensors):
        if not each.ndim:
            fail(RuntimeError, "zero-dimensional tensor (at position %d) cannot be concatenated" % place)
    if any([each._shape == (0,) for each in tensors]):
        do_not_know("torch.cat with an empty tensor")
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
    return _joined(tensors, dim)


def _joined(tensors, dim):
    dtype = dtypes.result_type([(each.dtype, each.ndim) for each in tensors])
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


def vstack(tensors):
    tensors = _parts(tensors, "vstack")
    if not all([each.ndim for each in tensors]):
        do_not_know("torch.vstack of single numbers")
    return cat([reshape(each, 1, -1) if each.ndim < 2 else each for each in tensors], 0)


# -- new tensors -------------------------------------------------------------------------------------


def _options(dtype, device, requires_grad, layout_name=None):
    if device is not None and str(device) != "cpu":
        do_not_know("the device " + str(device))
    if dtype is not None and not isinstance(dtype, dtypes.DType):
        do_not_know("the dtype " + str(dtype))


def filled(number, dtype_of_none=dtypes.float32):
    def create(*size, dtype=None, device=None, requires_grad=False):
        _options(dtype, device, requires_grad)
        shape = sizes(size)
        for length in shape:
            if length < 0:
                fail(RuntimeError, "Trying to create tensor with negative dimension %d: %s" % (length, list(shape)))
        too_large(layout.product(shape))
        made = make([number] * layout.product(shape), shape, dtype or dtype_of_none)
        made._needs_grad = requires_grad
        return made

    return create


def too_large(count):
    if count > 1000000:
        do_not_know("a tensor of %d numbers" % count)


zeros, ones = filled(0), filled(1)


def empty(*size, dtype=None, device=None, requires_grad=False):
    _options(dtype, device, requires_grad)
    zeros(*size)
    return uninitialised(sizes(size), dtype or dtypes.float32)


def full(size, fill_value, dtype=None, device=None):
    made = filled(fill_value, dtypes.of_number(fill_value))
    return made(*size, dtype=dtype, device=device)


def _like(number):
    def create(input, dtype=None, device=None):
        _options(dtype, device, False)
        made = like(input, [number] * input.numel(), dtype or input.dtype)
        made._needs_grad, made._leaf = False, True
        return made

    return create


zeros_like, ones_like = _like(0), _like(1)


def empty_like(input, dtype=None):
    made = zeros_like(input, dtype)
    for place in range(len(made._store)):
        made._store[place] = uninitialised((1,), made.dtype)._store[0]
    return made


def full_like(input, fill_value, dtype=None):
    return _like(fill_value)(input, dtype)


def arange(start, end=None, step=1, dtype=None, device=None):
    _options(dtype, device, False)
    start, end = (0, start) if end is None else (start, end)
    start, end, step = [each.item() if isinstance(each, Tensor) else each for each in (start, end, step)]
    fraction = any([isinstance(each, float) for each in (start, end, step)])
    if not step:
        do_not_know("arange with a step of 0")
    if (end - start) * step < 0:
        fail(RuntimeError, "upper bound and lower bound inconsistent with step sign")
    count = max(0, -int(-((end - start) / step) // 1)) if fraction else len(range(start, end, step))
    too_large(count)
    return make(
        [start + step * i for i in range(count)], (count,), dtype or (dtypes.float32 if fraction else dtypes.int64)
    )


def linspace(start, end, steps):
    gap = (end - start) / (steps - 1) if steps > 1 else 0
    return make([start + gap * i for i in range(steps)], (steps,), dtypes.float32)


def eye(n, m=None, dtype=None):
    m = n if m is None else m
    if min(n, m) < 0:
        do_not_know("eye of a negative size")
    return make([int(i == j) for i in range(n) for j in range(m)], (n, m), dtype or dtypes.float32)


def tensor(data, dtype=None, device=None, requires_grad=False):
    _options(dtype, device, requires_grad)
    if isinstance(data, Tensor):
        do_not_know("torch.tensor of a tensor, which warns")
    made = from_data(data, dtype)
    made._needs_grad = requires_grad
    return made


def as_tensor(data, dtype=None):
    return (data if dtype is None else convert(data, dtype)) if isinstance(data, Tensor) else from_data(data, dtype)


def new_filled(number):
    def create(self, *size, dtype=None):
        return filled(number)(*size, dtype=dtype or self.dtype)

    return create


def new_tensor(self, data):
    return from_data(data, self.dtype)


# -- in place ----------------------------------------------------------------------------------------


def copy_(self, src):
    assign(self, src)
    return self


def fill_(self, value):
    if isinstance(value, Tensor):
        value = value.item()
    may_write(self)
    write(self, [value] * self.numel())
    return self


def zero_(self):
    return fill_(self, 0)


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


FUNCTIONS = {
    "reshape": reshape, "flatten": flatten, "unflatten": unflatten, "permute": permute, "transpose": transpose, "t": t,
    "swapaxes": transpose, "swapdims": transpose, "movedim": movedim, "moveaxis": movedim, "squeeze": squeeze,
    "unsqueeze": unsqueeze, "narrow": narrow, "select": select_, "unbind": unbind, "chunk": chunk, "split": split,
    "diagonal": diagonal, "clone": clone, "flip": flip, "fliplr": fliplr, "flipud": flipud, "rot90": rot90,
    "roll": roll,
    "tile": tile, "repeat_interleave": repeat_interleave, "as_strided": as_strided, "broadcast_to": broadcast_to,
    "ravel": lambda input: reshape(contiguous(input), -1), "triu": triu_tril(lambda gap, k: gap >= k),
    "tril": triu_tril(lambda gap, k: gap <= k),
}  # fmt: skip
METHODS = dict(FUNCTIONS)
METHODS.update({
    "view": view_, "expand": expand, "unfold": unfold, "contiguous": contiguous, "to": to, "repeat": repeat,
    "copy_": copy_, "fill_": fill_, "zero_": zero_, "expand_as": lambda self, other: expand(self, *other._shape),
    "view_as": lambda self, other: view_(self, *other._shape), "reshape_as": lambda self, other: reshape(self,
    *other._shape),
    "type_as": lambda self, other: convert(self, other.dtype), "cpu": lambda self: self,
    "new_zeros": new_filled(0), "new_ones": new_filled(1), "new_tensor": new_tensor,
    "squeeze_": lambda self, dim=None: _reshaped_in_place(self, squeeze(self, dim)),
    "unsqueeze_": lambda self, dim: _reshaped_in_place(self, unsqueeze(self, dim)),
    "T": property(capital_t), "mT": property(m_t),
})  # fmt: skip
for _name, _dtype in {
    "float": dtypes.float32, "double": dtypes.float64, "long": dtypes.int64, "int": dtypes.int32, "short": dtypes.int16,
    "char": dtypes.int8, "byte": dtypes.uint8, "bool": dtypes.bool_,
}.items():  # fmt: skip
    METHODS[_name] = (lambda dtype: lambda self: convert(self, dtype))(_dtype)


def type_(self, dtype=None):
    if dtype is None:
        return "torch.%sTensor" % self.dtype.title
    return convert(self, dtype)


METHODS["type"] = type_
for _name, _f in METHODS.items():
    setattr(Tensor, _name, _f)
CREATION = {
    "zeros": zeros, "ones": ones, "empty": empty, "full": full, "zeros_like": zeros_like, "ones_like": ones_like,
    "empty_like": empty_like, "full_like": full_like, "arange": arange, "linspace": linspace, "eye": eye,
    "tensor": tensor,
    "as_tensor": as_tensor, "stack": stack, "cat": cat, "concat": cat, "concatenate": cat, "hstack": hstack,
    "vstack": vstack,
}  # fmt: skip
