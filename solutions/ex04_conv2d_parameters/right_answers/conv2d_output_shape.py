"""Right answers to `conv2d_output_shape`, one style a cell; wrong answers start from them."""
import math

# %% formula: the sizes first, then a look whether there are any
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width

# %% spans: compares the spans with the sizes
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if height + 2 * ph < dh * (kh - 1) + 1 or width + 2 * pw < dw * (kw - 1) + 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width

# %% counted_positions: a range for each axis, and its length
def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    def positions(n, k, s, p, d):
        starts = range(-p, n + p - d * (k - 1), s)
        if not starts:
            raise ValueError("no position")
        return len(starts)

    pairs = [v if isinstance(v, tuple) else (v, v) for v in (kernel_size, stride, padding, dilation)]
    return positions(height, *[v[0] for v in pairs]), positions(width, *[v[1] for v in pairs])

# %% zip_and_divmod
def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    settings = [(v,) * 2 if isinstance(v, int) else v for v in (kernel_size, stride, padding, dilation)]
    result = ()
    for n, k, s, p, d in zip((height, width), *settings):
        steps, _ = divmod(n + 2 * p - d * (k - 1) - 1, s)
        if steps < 0:
            raise ValueError(f"{k} does not fit into {n}")
        result += (steps + 1,)
    return result

# %% match_statement
def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    def both(value):
        match value:
            case (first, second):
                return first, second
            case number:
                return number, number

    out = []
    for axis, n in enumerate((height, width)):
        k, s, p, d = (both(v)[axis] for v in (kernel_size, stride, padding, dilation))
        if (room := n + 2 * p - d * (k - 1) - 1) < 0:
            raise ValueError("too large a kernel")
        out.append(room // s + 1)
    return tuple(out)

# %% dataclass_axis
from dataclasses import dataclass


@dataclass(frozen=True)
class Axis:
    size: int
    kernel: int
    stride: int
    padding: int
    dilation: int

    @property
    def room(self):
        return self.size + 2 * self.padding - self.dilation * (self.kernel - 1) - 1


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    first, second = [], []
    for value in (kernel_size, stride, padding, dilation):
        for side, number in zip((first, second), value if isinstance(value, tuple) else (value, value)):
            side.append(number)
    axes = Axis(height, *first), Axis(width, *second)
    if any(axis.room < 0 for axis in axes):
        raise ValueError("does not fit")
    return tuple(1 + axis.room // axis.stride for axis in axes)

# %% walked_window: moves until it sticks out
def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    def one(value, axis):
        return value[axis] if isinstance(value, tuple) else value

    sizes = []
    for axis, n in enumerate((height, width)):
        k, s, p, d = (one(v, axis) for v in (kernel_size, stride, padding, dilation))
        end, count = d * (k - 1) + 1, 0
        while end <= n + 2 * p:
            count, end = count + 1, end + s
        if count == 0:
            raise ValueError("the kernel is larger than the image")
        sizes.append(count)
    return sizes[0], sizes[1]

# %% lambda_and_floor
def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    pairs = [[*v] if isinstance(v, tuple) else [v] * 2 for v in (kernel_size, stride, padding, dilation)]
    size = lambda n, k, s, p, d: math.floor((n + 2 * p - d * (k - 1) - 1) / s + 1)
    result = tuple(map(size, (height, width), *pairs))
    if min(result) <= 0:
        raise ValueError("negative size")
    return result
