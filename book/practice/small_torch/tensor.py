"""The tensor: a storage read with an offset and strides. Other modules hang their operations on this class."""

import sys

from . import dtypes, errors, layout
from .errors import do_not_know, fail
from .names import missing_in_tensor

RAW = object()  # the first argument of `Tensor` when this package makes one
grad_enabled = [True]
NO_VALUES = {dtypes.float32: float("nan"), dtypes.float64: float("nan"), dtypes.bool_: 1}


class Tensor:
    """A tensor on the CPU.

    `_loose` means that torch may have laid its result out in another order: what depends on the order is not known.
    """

    def __init__(self, *arguments):
        if arguments and arguments[0] is RAW:
            _, self._store, self._offset, self._shape, self._strides, self.dtype = arguments
            errors.work[0] += 1
            self._needs_grad, self._leaf, self._base, self._loose, self._loose_copy = False, True, None, False, False
            return
        made = self._from_arguments(arguments)
        Tensor.__init__(self, RAW, made._store, 0, made._shape, made._strides, made.dtype)

    # -- what it is ------------------------------------------------------------------------------

    @property
    def shape(self):
        return layout.Size(self._shape)

    @property
    def ndim(self):
        return len(self._shape)

    @property
    def device(self):
        return Device()

    @property
    def requires_grad(self):
        return self._needs_grad

    @requires_grad.setter
    def requires_grad(self, value):
        self.requires_grad_(value)

    @property
    def is_leaf(self):
        return self._leaf or not self._needs_grad

    @property
    def grad(self):
        do_not_know("Tensor.grad")

    @property
    def data(self):
        return self.detach()

    @data.setter
    def data(self, other):
        if not isinstance(other, Tensor) or other.dtype is not self.dtype:
            do_not_know("Tensor.data = …")
        self._store, self._offset, self._shape, self._strides = (
            other._store,
            other._offset,
            other._shape,
            other._strides,
        )
        self._loose = other._loose

    @property
    def is_cuda(self):
        return False

    def size(self, dim=None):
        return self.shape if dim is None else self._shape[layout.axis(dim, self.ndim)]

    def dim(self):
        return len(self._shape)

    ndimension = dim

    def numel(self):
        return layout.product(self._shape)

    nelement = numel

    def stride(self, dim=None):
        know_layout(self, "Tensor.stride")
        return self._strides if dim is None else self._strides[layout.axis(dim, self.ndim)]

    def storage_offset(self):
        return self._offset

    def is_contiguous(self):
        know_layout(self, "Tensor.is_contiguous")
        return layout.is_contiguous(self._shape, self._strides)

    def is_floating_point(self):
        return self.dtype.kind == dtypes.FLOAT

    def element_size(self):
        return self.dtype.bits // 8

    def requires_grad_(self, value=True):
        if value and self.dtype.kind != dtypes.FLOAT:
            fail(RuntimeError, "only Tensors of floating point dtype can require gradients")
        if not value and not self._leaf:
            do_not_know("Tensor.requires_grad_(False) on a result")
        self._needs_grad = value
        return self

    def detach(self):
        return view(self, self._shape, self._strides, self._offset, gradient=False)

    # -- its numbers -----------------------------------------------------------------------------

    def item(self):
        if self.numel() != 1:
            fail(RuntimeError, "a Tensor with %d elements cannot be converted to Scalar" % self.numel())
        errors.work[0] += 1
        number = self._store[self._offset]
        return bool(number) if self.dtype.kind == dtypes.BOOL else number

    def tolist(self):
        errors.work[0] += self.numel()
        numbers = values(self)
        if self.dtype.kind == dtypes.BOOL:
            numbers = [bool(number) for number in numbers]
        return nested(numbers, self._shape)

    def __float__(self):
        if self.numel() != 1:
            fail(ValueError, "only one element tensors can be converted to Python scalars")
        return float(self.item())

    def to_int(self):
        """What int(tensor) gives; without a call, Python asks for a whole number: see __int__."""
        if self.numel() != 1:
            fail(ValueError, "only one element tensors can be converted to Python scalars")
        return int(self.item())

    def __index__(self):
        if self.numel() != 1 or self.dtype.kind == dtypes.FLOAT:
            fail(TypeError, "only integer tensors of a single element can be converted to an index")
        return self.item()

    # MicroPython asks for __int__ where CPython asks for __index__ ([0] * t); there, `int(` itself is rewritten
    __int__ = __index__ if sys.implementation.name == "micropython" else to_int

    def __format__(self, how):  # CPython alone: for MicroPython the reader's text is rewritten
        return format(self.item(), how) if not self._shape else object.__format__(self, how)

    def __lshift__(self, _):
        do_not_know("<<")

    def __rshift__(self, _):
        do_not_know(">>")

    __rlshift__, __rrshift__ = __lshift__, __rshift__

    def __bool__(self):
        if self.numel() != 1:
            many = "more than one value" if self.numel() else "no values"
            fail(RuntimeError, "Boolean value of Tensor with %s is ambiguous" % many)
        return bool(self.item())

    def __len__(self):
        if not self._shape:
            fail(TypeError, "len() of a 0-d tensor")
        return self._shape[0]

    def __iter__(self):
        if not self._shape:
            fail(TypeError, "iteration over a 0-d tensor")
        return iter([select(self, 0, index) for index in range(self._shape[0])])

    def __contains__(self, value):
        if not is_number(value) and not isinstance(value, Tensor):
            do_not_know("in")
        return bool((self == value).any())

    def __reversed__(self):
        return self.flip(0) if self.ndim else self

    def __hash__(self):
        return id(self)

    def __getattr__(self, name):
        missing_in_tensor(name)


class Device:
    """The CPU, the one device here."""

    type, index = "cpu", None

    def __str__(self):
        return "cpu"

    def __repr__(self):
        return "device(type='cpu')"

    def __eq__(self, other):
        return str(other) == "cpu"


# -- making and reading tensors ------------------------------------------------------------------


def make(numbers, shape, dtype, strides=None, loose=False, needs_grad=False):
    """A new tensor from numbers in row-major order; `strides` says how they lie in memory."""
    row_major = layout.contiguous_strides(shape)
    if strides is not None and strides != row_major:
        spread = [0] * len(numbers)
        for place, number in zip(layout.places(shape, strides, 0), numbers):
            spread[place] = number
        numbers = spread
    made = Tensor(RAW, dtypes.storage(dtype, numbers), 0, tuple(shape), strides or row_major, dtype)
    made._loose = loose and len([size for size in shape if size != 1]) > 1
    if needs_grad and grad_enabled[0] and dtype.kind == dtypes.FLOAT:
        made._needs_grad, made._leaf = True, False
    return made


def view(source, shape, strides, offset, gradient=True):
    """The same storage, read in another way."""
    made = Tensor(RAW, source._store, offset, tuple(shape), tuple(strides), source.dtype)
    made._loose = source._loose and len([size for size in shape if size != 1]) > 1
    if gradient and source._needs_grad and grad_enabled[0]:
        made._needs_grad, made._leaf = True, False
    if gradient:
        made._base = source._base if source._base is not None else source
    return made


def values(tensor):
    """Its numbers in row-major order, as a list."""
    store = tensor._store
    if layout.is_contiguous(tensor._shape, tensor._strides):
        return list(store[tensor._offset : tensor._offset + layout.product(tensor._shape)])
    return [store[place] for place in layout.places(tensor._shape, tensor._strides, tensor._offset)]


def stretched_values(tensor, shape):
    """Its numbers, broadcast to a shape."""
    strides = layout.stretched(tensor._shape, tensor._strides, shape)
    store = tensor._store
    return [store[place] for place in layout.places(shape, strides, tensor._offset)]


def nested(numbers, shape):
    """Row-major numbers as nested lists."""
    if not shape:
        return numbers[0]
    if len(shape) == 1:
        return list(numbers)
    step = layout.product(shape[1:])
    return [nested(numbers[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0])]


def know_layout(tensor, name):
    """Give up where torch may have laid the numbers out in another order."""
    if tensor._loose:
        do_not_know(name + " of a result whose layout is PyTorch's own affair")


def needs_grad(*tensors):
    return grad_enabled[0] and any([tensor._needs_grad for tensor in tensors])


def is_number(value):
    return isinstance(value, (int, float, bool))  # in MicroPython True is no int


def whole_number(value, what="an argument"):
    """A Python int, also out of a tensor with one whole number; anything else is left to real torch."""
    if isinstance(value, Tensor) and value.numel() == 1 and value.dtype.kind == dtypes.WHOLE:
        return value.item()
    if isinstance(value, bool) or not isinstance(value, int):
        do_not_know("%s of type %s" % (what, type(value).__name__))
    return value


def whole_numbers(value, what="an argument"):
    """A tuple of ints, from one int or a sequence of them."""
    if isinstance(value, (tuple, list)):
        return tuple([whole_number(each, what) for each in value])
    return (whole_number(value, what),)


def sizes(arguments):
    """Sizes as torch takes them: (2, 3), ((2, 3),) or ([2, 3],)."""
    if len(arguments) == 1 and isinstance(arguments[0], (tuple, list)):
        arguments = arguments[0]
    for size in arguments:
        if isinstance(size, float) or size is None or isinstance(size, str):
            fail(TypeError, "a size must be a whole number, not %s" % type(size).__name__)
    return tuple([whole_number(size, "a size") for size in arguments])


# -- one index -------------------------------------------------------------------------------------


def select(tensor, dim, index, shown=None):
    """One index of one axis: a view with an axis less; an error calls the axis `shown`."""
    dim = layout.axis(dim, tensor.ndim, wraps_scalar=False)
    size = tensor._shape[dim]
    if not -size <= index < size:
        dim = dim if shown is None else shown
        fail(IndexError, "index %d is out of bounds for dimension %d with size %d" % (index, dim, size))
    index += size if index < 0 else 0
    shape, strides = tensor._shape, tensor._strides
    return view(
        tensor,
        shape[:dim] + shape[dim + 1 :],
        strides[:dim] + strides[dim + 1 :],
        tensor._offset + index * strides[dim],
    )
