"""Shapes, strides and offsets: plain arithmetic on tuples, no tensor."""

from .errors import fail


class Size(tuple):
    """The shape of a tensor: a tuple that prints like torch's."""

    def __repr__(self):
        return "torch.Size([" + ", ".join([str(n) for n in self]) + "])"

    __str__ = __repr__

    def __add__(self, other):
        if not isinstance(other, tuple):
            fail(TypeError, 'can only concatenate tuple (not "%s") to tuple' % type(other).__name__)
        return Size(list(self) + list(other))

    def __mul__(self, count):
        return Size(list(self) * count)

    __rmul__ = __mul__

    def numel(self):
        return product(self)


def product(sizes):
    total = 1
    for size in sizes:
        total *= size
    return total


def contiguous_strides(shape):
    """Row-major strides; an empty axis counts as one."""
    strides, step = [], 1
    for size in reversed(shape):
        strides.append(step)
        step *= max(size, 1)
    return tuple(reversed(strides))


def is_contiguous(shape, strides):
    expected = 1
    if 0 in shape:
        return True
    for size, stride in zip(reversed(shape), reversed(strides)):
        if size != 1:
            if stride != expected:
                return False
            expected *= size
    return True


def places(shape, strides, offset):
    """Offsets of all elements in the storage, last axis fastest."""
    if is_contiguous(shape, strides):
        return list(range(offset, offset + product(shape)))
    found = [offset]
    for size, stride in zip(shape, strides):
        steps = [stride * i for i in range(size)]
        found = [place + step for place in found for step in steps]
    return found


def axis(dim, axes, wraps_scalar=True):
    """A dimension counted from the front; torch's IndexError when there is none."""
    most = axes if axes or not wraps_scalar else 1
    if not -most <= dim < most:
        fail(
            IndexError,
            "Dimension out of range (expected to be in range of [%d, %d], but got %d)" % (-most, most - 1, dim),
        )
    return dim + most if dim < 0 else dim


def broadcast(a, b):
    """The common shape of two; torch's RuntimeError when there is none."""
    length = max(len(a), len(b))
    wide_a, wide_b = (1,) * (length - len(a)) + tuple(a), (1,) * (length - len(b)) + tuple(b)
    shape = []
    for place in range(length - 1, -1, -1):
        x, y = wide_a[place], wide_b[place]
        if x != y and x != 1 and y != 1:
            fail(
                RuntimeError,
                "The size of tensor a (%d) must match the size of tensor b (%d) at non-singleton dimension %d"
                % (x, y, place),
            )
        shape.append(y if x == 1 else x)
    return tuple(reversed(shape))


def stretched(shape, strides, wanted):
    """Strides of a tensor read as `wanted`, a shape that it broadcasts to."""
    missing = len(wanted) - len(shape)
    return (0,) * missing + tuple(
        [0 if size == 1 and target != 1 else stride for size, stride, target in zip(shape, strides, wanted[missing:])]
    )


def expand_problem(shape, wanted):
    """torch's words when `shape` does not expand to `wanted`; None when it does."""
    if len(wanted) < len(shape):
        return "sizes"
    missing = len(wanted) - len(shape)
    for place in range(len(wanted) - 1, missing - 1, -1):
        size = shape[place - missing]
        if size not in (1, wanted[place]):
            return (
                "The expanded size of the tensor (%d) must match the existing size (%d) at non-singleton dimension %d. "
                " Target sizes: %s.  Tensor sizes: %s" % (wanted[place], size, place, list(wanted), list(shape))
            )
    return None


def viewed(shape, strides, wanted):
    """Strides with which the same storage reads as `wanted`; None when only a copy can."""
    if 0 in shape:
        return strides if tuple(shape) == tuple(wanted) else contiguous_strides(wanted)
    if not shape:
        return (1,) * len(wanted)
    made = [0] * len(wanted)
    place, chunk, base = len(wanted) - 1, 1, strides[-1]
    for dim in range(len(shape) - 1, -1, -1):
        chunk *= shape[dim]
        if dim and (shape[dim - 1] == 1 or strides[dim - 1] == chunk * base):
            continue
        covered = 1
        while place >= 0 and (covered < chunk or wanted[place] == 1):
            made[place] = covered * base
            covered *= wanted[place]
            place -= 1
        if covered != chunk:
            return None
        if dim:
            chunk, base = 1, strides[dim - 1]
    return tuple(made) if place == -1 else None


def inferred(wanted, count):
    """A shape with its -1 filled in, or torch's RuntimeError."""
    wanted = tuple(wanted)
    for size in wanted:
        if size < -1:
            fail(
                RuntimeError,
                "invalid shape dimension %d at index %d of shape %s" % (size, wanted.index(size), list(wanted)),
            )
    if wanted.count(-1) > 1:
        fail(RuntimeError, "only one dimension can be inferred")
    known = product([size for size in wanted if size != -1])
    if -1 in wanted:
        if not known and not count:
            fail(
                RuntimeError,
                "cannot reshape tensor of 0 elements into shape %s because the unspecified dimension size -1 "
                "can be any value and is ambiguous" % list(wanted),
            )
        if known and count % known == 0:
            return tuple([count // known if size == -1 else size for size in wanted])
    elif known == count:
        return wanted
    fail(RuntimeError, "shape '%s' is invalid for input of size %d" % (list(wanted), count))


def dense(shape, strides):
    """Whether the elements fill a block of memory, each once."""
    expected = 1
    for stride, size in sorted([(stride, size) for size, stride in zip(shape, strides) if size != 1]):
        if stride != expected:
            return False
        expected *= size
    return True


def result_strides(shape, operands):
    """Strides that torch gives to the result of an elementwise operation; operands are (shape, strides)."""
    same = [(s, t) for s, t in operands if tuple(s) == tuple(shape)]
    if len(same) == len(operands):
        if all([is_contiguous(s, t) for s, t in same]):
            return contiguous_strides(shape)
        if all([dense(s, t) and t == same[0][1] for s, t in same]):
            return same[0][1]
    wide = [stretched(s, t, shape) for s, t in operands]
    order = list(range(len(shape) - 1, -1, -1))
    for first in range(1, len(order)):
        here = first
        for other in range(first - 1, -1, -1):
            swap = _should_swap(order[other], order[here], wide, shape)
            if swap > 0:
                order[other], order[here] = order[here], order[other]
                here = other
            elif swap < 0:
                break
    strides, step = [0] * len(shape), 1
    for dim in order:
        strides[dim] = step
        step *= max(shape[dim], 1)
    return tuple(strides)


def _should_swap(a, b, wide, shape):
    """1 when axis `a` should lie outside axis `b` in memory, -1 when inside, 0 when no operand says."""
    for strides in wide:
        x, y = strides[a], strides[b]
        if x == 0 or y == 0:
            continue
        if x != y:
            return -1 if x < y else 1
        if shape[a] > shape[b]:
            return 1
    return 0
