"""Square brackets: basic indices give views, lists and tensors give copies; assignment through both."""

from . import dtypes, layout
from .data import from_data
from .errors import do_not_know, fail
from .tensor import Tensor, is_number, make, needs_grad, select, values, view
from .writing import assign, write


def get(tensor, key):
    """tensor[key]."""
    basic, taken = _basic(tensor, key)
    if not taken:
        return basic if basic is not tensor else view(tensor, tensor._shape, tensor._strides, tensor._offset)
    where, shape, problem = _places(basic, taken)
    if problem:
        fail(IndexError, problem)
    numbers = [basic._store[place] for place in where]
    loose = not layout.is_contiguous(basic._shape, basic._strides)
    return make(numbers, shape, basic.dtype, loose=loose, needs_grad=needs_grad(basic))


def index_select(input, dim, index):
    dim = layout.axis(dim, input.ndim)
    if index.ndim > 1:
        fail(IndexError, "index_select(): Index is supposed to be a vector")
    if index.dtype not in (dtypes.int64, dtypes.int32):
        fail(RuntimeError, "index_select(): Expected dtype int32 or int64 for index")
    if not index.ndim or any([not 0 <= place < input._shape[dim] for place in values(index)]):
        do_not_know("index_select with such an index")
    where, shape, _ = _places(input, [(dim, index)])
    return make([input._store[place] for place in where], shape, input.dtype, needs_grad=needs_grad(input))


def put(tensor, key, value):
    """tensor[key] = value."""
    if not isinstance(value, Tensor) and not is_number(value):
        fail(TypeError, "can't assign a %s to a torch.%sTensor" % (type(value).__name__, tensor.dtype.title))
    if is_number(value) and not dtypes.holds(tensor.dtype, value):
        do_not_know("a number that does not fit into " + tensor.dtype.name)
    basic, taken = _basic(tensor, key)
    if not taken:
        target = basic if basic is not tensor else view(tensor, tensor._shape, tensor._strides, tensor._offset)
        if isinstance(value, Tensor):
            value = _to_broadcast(_without_leading_ones(value, target), target)
        assign(target, value)
        _pass_gradient(tensor, target)
        return
    if isinstance(value, Tensor) and value._store is basic._store:
        do_not_know("an assignment that reads what it writes")
    where, shape, problem = _places(basic, taken)
    numbers = _numbers_to_put(basic, where, shape, value)
    if problem:
        fail(IndexError, problem)
    if len(set(where)) < len(where):
        do_not_know("an assignment that names one place twice")
    for place, number in zip(where, numbers):
        write(view(basic, (), (), place), [number])
    _pass_gradient(tensor, basic)


def _pass_gradient(tensor, written):
    if written._needs_grad and not tensor._needs_grad:
        tensor._needs_grad, tensor._leaf = True, False


def _to_broadcast(value, target):
    """What torch reads when it assigns a smaller tensor: one number is read first; the rest must not be overwritten."""
    if value._shape == target._shape or value._store is not target._store:
        return value
    if not value.ndim:
        return value.clone()
    do_not_know("an assignment that reads what it writes")


def _numbers_to_put(basic, where, shape, value):
    if is_number(value):
        return [value] * len(where)
    if value.dtype is not basic.dtype:
        fail(
            RuntimeError,
            "Index put requires the source and destination dtypes match, got %s for the destination and %s for the "
            "source." % (basic.dtype.title, value.dtype.title),
        )
    problem = layout.expand_problem(value._shape, shape)
    if problem:
        fail(
            RuntimeError,
            "shape mismatch: value tensor of shape %s cannot be broadcast to indexing result of shape %s"
            % (list(value._shape), list(shape)),
        )
    strides = layout.stretched(value._shape, value._strides, shape)
    return [value._store[place] for place in layout.places(shape, strides, value._offset)]


def _without_leading_ones(value, target):
    """torch drops leading axes of size 1 of what is assigned."""
    shape, strides = value._shape, value._strides
    while len(shape) > len(target._shape) and shape[0] == 1:
        shape, strides = shape[1:], strides[1:]
    return value if len(shape) == len(value._shape) else view(value, shape, strides, value._offset)


def _basic(tensor, key):
    """The view that ints, slices, None and `...` make; and {axis of it: list of index tensors} for the rest."""
    keys = list(key) if isinstance(key, tuple) else [key]
    if len(keys) == 1 and isinstance(key, slice):
        _bounds(key)
    if any([isinstance(each, bool) for each in keys]):
        do_not_know("True or False as an index")
    axes = sum([_axes_of(each) for each in keys])
    if len([each for each in keys if each is Ellipsis]) > 1:
        do_not_know("two ... in one index")
    if any([isinstance(each, str) for each in keys]):
        fail(TypeError, "new(): invalid data type 'str'")
    if axes > tensor.ndim:
        if not tensor.ndim and len(keys) == 1 and isinstance(key, int):
            select_by_number(tensor, 0, key)
        fail(IndexError, "too many indices for tensor of dimension %d" % tensor.ndim)
    result, dim, taken, numbers = tensor, 0, [], 0
    for each in keys:
        if each is Ellipsis:
            dim += tensor.ndim - axes
        elif each is None:
            shape, strides = result._shape, result._strides
            step = strides[dim] * shape[dim] if dim < len(shape) else 1
            result = view(
                result, shape[:dim] + (1,) + shape[dim:], strides[:dim] + (step,) + strides[dim:], result._offset
            )
            dim += 1
        elif isinstance(each, slice):
            result = _sliced(result, dim, each)
            dim += 1
        elif isinstance(each, int):
            result = select_by_number(result, dim, each, dim + numbers)
            numbers += 1
        elif (
            isinstance(each, Tensor)
            and each.ndim == 0
            and each.dtype.kind == dtypes.WHOLE
            and each.dtype is not dtypes.uint8
        ):
            result = select_by_number(result, dim, each.item())
        else:
            found = _index_tensors(each, result, dim)
            for index in found:
                taken.append((dim, index))
                dim += 1
    return result, taken


def select_by_number(tensor, dim, index, shown=None):
    if not tensor.ndim:
        fail(
            IndexError,
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to "
            "convert a 0-dim tensor to a number",
        )
    return select(tensor, dim, index, shown)


def _axes_of(key):
    """How many axes of the tensor an index takes."""
    if key is None or key is Ellipsis:
        return 0
    if isinstance(key, Tensor) and key.dtype.kind == dtypes.BOOL:
        return key.ndim
    return 1


def _bounds(part):
    """Start, stop and step of a slice: ints or None, the step at least 1."""
    start, stop, step = part.start, part.stop, part.step
    numbers = []
    for bound in (start, stop, step):
        if isinstance(bound, Tensor) and bound.ndim == 0 and bound.dtype.kind == dtypes.WHOLE:
            bound = bound.item()
        if bound is not None and (isinstance(bound, bool) or not isinstance(bound, int)):
            if isinstance(bound, float):
                fail(TypeError, "slice indices must be integers or None or have an __index__ method")
            do_not_know("a slice with a bound of type " + type(bound).__name__)
        numbers.append(bound)
    start, stop, step = numbers
    step = 1 if step is None else step
    if step <= 0:
        fail(ValueError, "step must be greater than zero" if step < 0 else "slice step cannot be zero")
    return start, stop, step


def _sliced(tensor, dim, part):
    """One axis cut by a slice; bounds beyond the ends are drawn in, as Python does it."""
    start, stop, step = _bounds(part)
    size = tensor._shape[dim]
    start = 0 if start is None else max(start + size, 0) if start < 0 else min(start, size)
    stop = size if stop is None else max(stop + size, 0) if stop < 0 else min(stop, size)
    length = max(0, (stop - start + step - 1) // step)
    shape, strides = tensor._shape, tensor._strides
    return view(
        tensor,
        shape[:dim] + (length,) + shape[dim + 1 :],
        strides[:dim] + (strides[dim] * step,) + strides[dim + 1 :],
        tensor._offset + start * strides[dim],
    )


def _index_tensors(key, tensor, dim):
    """An index that takes numbers one by one: one tensor an axis."""
    if isinstance(key, list) and all([isinstance(each, (bool, int)) for each in key]) and key:
        key = from_data(key)
    if not isinstance(key, Tensor):
        if isinstance(key, (list, tuple, range)):
            do_not_know("a %s as an index" % type(key).__name__)
        fail(
            IndexError,
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got %s)"
            % type(key).__name__,
        )
    if key.dtype is dtypes.uint8:
        do_not_know("a uint8 tensor as an index")
    if key.dtype.kind == dtypes.FLOAT or key.dtype in (dtypes.int8, dtypes.int16):
        fail(IndexError, "tensors used as indices must be long, int, byte or bool tensors")
    if key.dtype.kind == dtypes.BOOL:
        if not key.ndim:
            do_not_know("True or False as an index")
        for place in range(key.ndim):
            if key._shape[place] != tensor._shape[dim + place]:
                fail(
                    IndexError,
                    "The shape of the mask %s at index %d does not match the shape of the indexed tensor %s at index %d"
                    % (list(key._shape), place, list(tensor._shape), dim + place),
                )
        return nonzero_axes(key)
    return [key]


def nonzero_axes(mask):
    """One index tensor an axis of a mask: where it is not zero."""
    found = [place for place, number in enumerate(values(mask)) if number]
    indices = []
    for dim in range(mask.ndim):
        step = layout.product(mask._shape[dim + 1 :])
        indices.append(make([place // step % mask._shape[dim] for place in found], (len(found),), dtypes.int64))
    return indices


def _places(basic, taken):
    """Offsets in the storage in row-major order of the result, its shape, and torch's words for a wrong index."""
    problem = None
    dims = [dim for dim, _ in taken]
    if not basic.numel():
        do_not_know("an index of a tensor without numbers")
    common = ()
    for _, index in taken:
        length = max(len(common), index.ndim)
        for a, b in zip(reversed(common), reversed(index._shape)):
            if a != b and 1 not in (a, b):
                fail(
                    IndexError,
                    "shape mismatch: indexing tensors could not be broadcast together with shapes "
                    + ", ".join([str(list(each._shape)) for _, each in taken]),
                )
        common = layout.broadcast(common, index._shape)
        assert len(common) == length
    adds = [0] * layout.product(common)
    for dim, index in taken:
        size, stride = basic._shape[dim], basic._strides[dim]
        strides = layout.stretched(index._shape, index._strides, common)
        numbers = [index._store[place] for place in layout.places(common, strides, index._offset)]
        for place, number in enumerate(numbers):
            if not -size <= number < size:
                problem = problem or "index %d is out of bounds for dimension %d with size %d" % (number, dim, size)
            adds[place] += (number + size if number < 0 else number) * stride
    together = dims == list(range(dims[0], dims[0] + len(dims)))
    before = dims[0] if together else 0
    rest = [dim for dim in range(basic.ndim) if dim not in dims]
    outer = [dim for dim in rest if dim < before]
    inner = [dim for dim in rest if dim >= before]
    first = layout.places([basic._shape[d] for d in outer], [basic._strides[d] for d in outer], basic._offset)
    last = layout.places([basic._shape[d] for d in inner], [basic._strides[d] for d in inner], 0)
    where = [a + b + c for a in first for b in adds for c in last]
    shape = tuple([basic._shape[d] for d in outer]) + common + tuple([basic._shape[d] for d in inner])
    return where, shape, problem


def take(input, index):
    if index.dtype is not dtypes.int64:
        fail(RuntimeError, "take(): Expected a long tensor for index, but got " + index.dtype.title)
    flat = make(values(input), (input.numel(),), input.dtype, needs_grad=needs_grad(input))
    return get(flat, index) if index.ndim else flat[index]


def gather(input, dim, index):
    dim = layout.axis(dim, input.ndim)
    if index.ndim != input.ndim:
        fail(RuntimeError, "Index tensor must have the same number of dimensions as input tensor")
    size, step, wanted = input._shape[dim], input._strides[dim], values(index)
    narrow = [n <= m for d, (n, m) in enumerate(zip(index._shape, input._shape)) if d != dim]
    if not all(narrow) or not all([0 <= place < size for place in wanted]) or index.dtype is not dtypes.int64:
        do_not_know("gather with such an index")
    strides = [0 if d == dim else stride for d, stride in enumerate(input._strides)]
    places = layout.places(index._shape, strides, input._offset)
    numbers = [input._store[place + other * step] for place, other in zip(places, wanted)]
    return make(numbers, index._shape, input.dtype, needs_grad=needs_grad(input))


FUNCTIONS = {"index_select": index_select, "take": take, "gather": gather}  # methods, too
for _name, _f in FUNCTIONS.items():
    setattr(Tensor, _name, _f)
Tensor.__getitem__ = get
Tensor.__setitem__ = put
