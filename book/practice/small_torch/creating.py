"""New tensors, and new numbers in old ones."""

from . import dtypes, layout
from .copying import convert
from .data import from_data, uninitialised
from .errors import do_not_know, fail
from .tensor import Tensor, is_number, make, sizes
from .unary import like
from .writing import assign, may_write, write

# -- new tensors -------------------------------------------------------------------------------------


def _options(dtype, device, requires_grad, layout_name=None):
    if device is not None and str(device) != "cpu":
        do_not_know("the device " + str(device))
    if dtype is not None and not isinstance(dtype, dtypes.DType):
        do_not_know("the dtype " + str(dtype))


def filled(number, dtype_of_none=dtypes.float32):
    def create(*arguments, size=None, dtype=None, device=None, requires_grad=False):
        _options(dtype, device, requires_grad)
        if not arguments and size is None:
            fail(TypeError, 'missing 1 required positional arguments: "size"')
        shape = sizes(arguments if size is None else (size,))
        for length in shape:
            if length < 0:
                fail(RuntimeError, "zeros: Dimension size must be non-negative.")
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
    if isinstance(size, int):
        fail(TypeError, "full(): argument 'size' (position 1) must be tuple of ints, not int")
    return filled(fill_value, dtypes.of_number(fill_value))(size=size, dtype=dtype, device=device)


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
    def create(self, *arguments, dtype=None, **options):
        return filled(number)(*arguments, dtype=dtype or self.dtype, **options)

    return create


def new_full(self, size, fill_value, dtype=None):
    return filled(fill_value)(size, dtype=dtype or self.dtype)


def new_empty(self, *size, dtype=None):
    return empty(*size, dtype=dtype or self.dtype)


def new_tensor(self, data):
    return from_data(data, self.dtype)


# -- in place ----------------------------------------------------------------------------------------


def copy_(self, src):
    assign(self, src)
    return self


def fill_(self, value):
    if isinstance(value, Tensor):
        if value.ndim:
            said = "fill_ only supports 0-dimension value tensor but got tensor with %d dimensions."
            fail(RuntimeError, said % value.ndim)
        value = value.item()
    if not is_number(value):
        do_not_know("fill_ with a " + type(value).__name__)
    may_write(self)
    write(self, [value] * self.numel())
    return self


def zero_(self):
    return fill_(self, 0)
