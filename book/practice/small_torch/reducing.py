"""Many numbers into one: over some axes or all."""

from . import dtypes, layout
from .copying import convert
from .errors import do_not_know, fail
from .tensor import Tensor, make, needs_grad, values, whole_number

NOTHING = (
    "%s(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim "
    "with the 'dim' argument."
)


def _groups(tensor, dim):
    """The axes to reduce, and for each result the list of its numbers."""
    if isinstance(dim, (tuple, list)):
        dims = [layout.axis(whole_number(d), tensor.ndim) for d in dim] or list(range(tensor.ndim))
    elif dim is None:
        dims = list(range(tensor.ndim))
    else:
        dims = [layout.axis(whole_number(dim), tensor.ndim)]
    for d in dims:
        if dims.count(d) > 1:
            fail(RuntimeError, "dim %d appears multiple times in the list of dims" % d)
    dims = [d for d in dims if d < tensor.ndim]
    kept = [d for d in range(tensor.ndim) if d not in dims]
    starts = layout.places([tensor._shape[d] for d in kept], [tensor._strides[d] for d in kept], tensor._offset)
    steps = layout.places([tensor._shape[d] for d in dims], [tensor._strides[d] for d in dims], 0)
    store = tensor._store
    return dims, [[store[start + step] for step in steps] for start in starts]


def _shape(tensor, dims, keepdim):
    if keepdim:
        return tuple([1 if d in dims else size for d, size in enumerate(tensor._shape)])
    return tuple([size for d, size in enumerate(tensor._shape) if d not in dims])


def _dim(dim, axis):
    return dim if axis is None else axis


def _keep(keepdim, keepdims):
    return keepdim if keepdims is None else keepdims


def total(input, dim=None, keepdim=False, dtype=None, axis=None, keepdims=None):
    """torch.sum; whole numbers and truths add up to int64, and a dtype is taken before the sum."""
    input = input if dtype is None else convert(input, dtype)
    dims, groups = _groups(input, _dim(dim, axis))
    dtype = dtype or (input.dtype if input.dtype.kind == dtypes.FLOAT else dtypes.int64)
    return make(
        [sum(g) for g in groups], _shape(input, dims, _keep(keepdim, keepdims)), dtype, needs_grad=needs_grad(input)
    )


def mean(input, dim=None, keepdim=False, dtype=None, axis=None, keepdims=None):
    if dtype is None and input.dtype.kind != dtypes.FLOAT:
        fail(
            RuntimeError,
            "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: "
            + input.dtype.title,
        )
    if dtype is not None:
        if dtype.kind != dtypes.FLOAT:
            do_not_know("mean of another dtype")
        input = convert(input, dtype)
    dims, groups = _groups(input, _dim(dim, axis))
    numbers = [sum(g) / len(g) if g else float("nan") for g in groups]
    return make(
        numbers, _shape(input, dims, _keep(keepdim, keepdims)), dtype or input.dtype, needs_grad=needs_grad(input)
    )


def prod(input, dim=None, keepdim=False, dtype=None):
    if isinstance(dim, (tuple, list)):
        do_not_know("torch.prod over several axes")
    input = input if dtype is None else convert(input, dtype)
    dims, groups = _groups(input, dim)
    dtype = dtype or (input.dtype if input.dtype.kind == dtypes.FLOAT else dtypes.int64)
    numbers = []
    for group in groups:
        result = 1
        for number in group:
            result = dtypes.rounded(result * number, dtype)
        numbers.append(result)
    return make(numbers, _shape(input, dims, keepdim), dtype, needs_grad=needs_grad(input))


class Found(tuple):
    """What max and min over an axis give: values and indices."""

    @property
    def values(self):
        return self[0]

    @property
    def indices(self):
        return self[1]


def _finder(better):
    def find(group):
        """Where the best number is; the first nan wins."""
        place = 0
        for other, number in enumerate(group):
            if group[place] != group[place]:
                break
            if number != number or better(number, group[place]):
                place = other
        return place

    return find


def _extreme(name, better):
    """The three functions of one extreme: max, amax and argmax, or min, amin and argmin."""
    find = _finder(better)

    def extreme(input, dim=None, keepdim=False):
        if isinstance(dim, Tensor):
            return getattr(input, "maximum" if name == "max" else "minimum")(dim)
        if input.dtype is dtypes.bool_:
            do_not_know("torch.%s of truths" % name)
        if dim is None:
            if not input.numel():
                fail(RuntimeError, NOTHING % name)
            numbers = values(input)
            return make([numbers[find(numbers)]], (), input.dtype, needs_grad=needs_grad(input))
        dims, groups = _groups(input, whole_number(dim))
        if not all(groups):
            do_not_know("torch.%s of nothing" % name)
        shape, found = _shape(input, dims, keepdim), [find(group) for group in groups]
        best = make([g[p] for g, p in zip(groups, found)], shape, input.dtype, needs_grad=needs_grad(input))
        return Found((best, make(found, shape, dtypes.int64)))

    def best(input, dim=None, keepdim=False):
        dims, groups = _groups(input, dim)
        if not all(groups) or input.dtype is dtypes.bool_:
            do_not_know("torch.a%s of nothing" % name)
        numbers = [group[find(group)] for group in groups]
        return make(numbers, _shape(input, dims, keepdim), input.dtype, needs_grad=needs_grad(input))

    def where(input, dim=None, keepdim=False):
        if dim is None:
            input, dim = input.reshape(-1), 0
            keepdim = False
        dims, groups = _groups(input, dim)
        if not all(groups) or input.dtype is dtypes.bool_:
            do_not_know("torch.arg%s of nothing" % name)
        return make([find(group) for group in groups], _shape(input, dims, keepdim), dtypes.int64)

    return extreme, best, where


max_, amax, argmax = _extreme("max", lambda a, b: a > b)
min_, amin, argmin = _extreme("min", lambda a, b: a < b)


def _truth(test):
    def reduce(input, dim=None, keepdim=False):
        dims, groups = _groups(input, dim)
        dtype = dtypes.uint8 if input.dtype is dtypes.uint8 else dtypes.bool_
        return make([test(group) for group in groups], _shape(input, dims, keepdim), dtype)

    return reduce


def count_nonzero(input, dim=None):
    dims, groups = _groups(input, dim)
    return make([len([n for n in group if n]) for group in groups], _shape(input, dims, False), dtypes.int64)


def _running(combine):
    return lambda input, dim: _run(input, dim, combine)


def _run(input, dim, combine):
    """Each number combined with all before it along an axis."""
    dim = layout.axis(dim, input.ndim)
    numbers, running = [], {}
    inner = layout.product(input._shape[dim + 1 :])
    size = input._shape[dim] if input.ndim else 1
    dtype = input.dtype if input.dtype.kind == dtypes.FLOAT else dtypes.int64
    for place, number in enumerate(values(input)):
        row = place // (inner * size), place % inner
        first = place // inner % size == 0
        running[row] = number if first else dtypes.rounded(combine(running[row], number), dtype)
        numbers.append(running[row])
    return make(numbers, input._shape, dtype, loose=True, needs_grad=needs_grad(input))


def norm(input, p="fro", dim=None, keepdim=False):
    if p not in ("fro", 2, None) or input.dtype.kind != dtypes.FLOAT:
        do_not_know("a norm other than the Euclidean one")
    dims, groups = _groups(input, dim)
    return make(
        [sum([n * n for n in g]) ** 0.5 for g in groups],
        _shape(input, dims, keepdim),
        input.dtype,
        needs_grad=needs_grad(input),
    )


def variance(power):
    def compute(input, dim=None, unbiased=True, keepdim=False, correction=None):
        dims, groups = _groups(input, dim)
        less = correction if correction is not None else int(bool(unbiased))
        if input.dtype.kind != dtypes.FLOAT or any([len(g) <= less for g in groups]) or isinstance(dim, bool):
            do_not_know("a variance of so few numbers")
        numbers = []
        for group in groups:
            middle = sum(group) / len(group)
            numbers.append((sum([(n - middle) ** 2 for n in group]) / (len(group) - less)) ** power)
        return make(numbers, _shape(input, dims, keepdim), input.dtype, needs_grad=needs_grad(input))

    return compute


def softmax(input, dim=None):
    if dim is None or input.dtype is not dtypes.float32:
        do_not_know("softmax without dim")
    top = (input - amax(input, dim, True)).exp()
    return top / total(top, dim, True)


FUNCTIONS = {
    "sum": total, "mean": mean, "prod": prod, "max": max_, "min": min_, "amax": amax, "amin": amin, "argmax": argmax,
    "argmin": argmin, "any": _truth(any), "all": _truth(all), "count_nonzero": count_nonzero,
    "cumsum": _running(lambda a, b: a + b),
    "cumprod": _running(lambda a, b: a * b),
    "norm": norm, "var": variance(1), "std": variance(0.5), "softmax": softmax,
}  # fmt: skip
for _name, _f in FUNCTIONS.items():
    setattr(Tensor, _name, _f)
