"""torch.nn.functional, as far as the exercises need it."""

from . import dtypes, layout
from .creating import zeros
from .errors import do_not_know, fail, work
from .joining import cat
from .products import matmul
from .tensor import Tensor, make, needs_grad, values, whole_numbers
from .unary import unary


def pair(value, name):
    """(height, width) of an argument that is one number or two."""
    numbers = whole_numbers(value, name)
    if len(numbers) > 2:
        do_not_know("%s with %d numbers" % (name, len(numbers)))
    return numbers * 2 if len(numbers) == 1 else numbers


def pad(input, pad, mode="constant", value=None):
    """Padding with one number; the first pair is for the last axis. A negative width cuts."""
    widths = whole_numbers(pad, "pad")
    if mode != "constant":
        do_not_know("padding with mode=%r" % mode)
    if len(widths) % 2 or len(widths) > 2 * input.ndim:
        do_not_know("a padding of %d numbers for %d axes" % (len(widths), input.ndim))
    number = 0 if value is None else value
    for place in range(len(widths) // 2):
        dim = input.ndim - 1 - place
        for width, before in ((widths[2 * place], True), (widths[2 * place + 1], False)):
            input = _padded(input, dim, width, before, number)
    made = make(
        input.tolist() if not input.ndim else _row_major(input), input._shape, input.dtype, needs_grad=needs_grad(input)
    )
    made._loose = input._loose
    return made


def _row_major(tensor):
    return [tensor._store[place] for place in layout.places(tensor._shape, tensor._strides, tensor._offset)]


def _padded(tensor, dim, width, before, number):
    if not width:
        return tensor
    shape = tensor._shape
    if width < 0:
        if -width > shape[dim]:
            do_not_know("a padding that cuts more than there is")
        return tensor.narrow(dim, -width if before else 0, shape[dim] + width)
    border = shape[:dim] + (width,) + shape[dim + 1 :]
    edge = make([number] * layout.product(border), border, tensor.dtype)
    return cat([edge, tensor] if before else [tensor, edge], dim)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """im2col: (N, C, H, W) → (N, C·kH·kW, L), and the same without N."""
    (kh, kw), (dh, dw) = pair(kernel_size, "kernel_size"), pair(dilation, "dilation")
    (ph, pw), (sh, sw) = pair(padding, "padding"), pair(stride, "stride")
    if (
        min(kh, kw, dh, dw, sh, sw) < 1
        or min(ph, pw) < 0
        or input.ndim not in (3, 4)
        or input.dtype.kind != dtypes.FLOAT
    ):
        do_not_know("F.unfold with such arguments")
    images = input if input.ndim == 4 else input.unsqueeze(0)
    if ph or pw:
        images = pad(images, (pw, pw, ph, ph))
    n, c, height, width = images._shape
    rows, columns = (height - dh * (kh - 1) - 1) // sh + 1, (width - dw * (kw - 1) - 1) // sw + 1
    if rows < 1 or columns < 1:
        do_not_know("F.unfold with a window that does not fit")
    a, b, r, s = images._strides
    shape, strides = (n, c, kh, kw, rows, columns), (a, b, r * dh, s * dw, r * sh, s * sw)
    numbers = [images._store[place] for place in layout.places(shape, strides, images._offset)]
    result = (n, c * kh * kw, rows * columns) if input.ndim == 4 else (c * kh * kw, rows * columns)
    return make(numbers, result, input.dtype, needs_grad=needs_grad(input))


def linear(input, weight, bias=None):
    """input @ weight.T + bias over the last axis."""
    if not isinstance(input, Tensor) or not isinstance(weight, Tensor) or weight.ndim != 2 or not input.ndim:
        do_not_know("F.linear with such arguments")
    if input.dtype is not weight.dtype or bias is not None and bias.dtype is not weight.dtype:
        if input.ndim == 2 and bias is None:
            fail(RuntimeError, "expected m1 and m2 to have the same dtype, but got: %s != %s" % (_c(input), _c(weight)))
        do_not_know("F.linear of different dtypes")
    if input._shape[-1] != weight._shape[1]:
        rows = layout.product(input._shape[:-1])
        if input.ndim == 1:
            do_not_know("F.linear of a vector that does not fit")
        fail(
            RuntimeError,
            "mat1 and mat2 shapes cannot be multiplied (%dx%d and %dx%d)"
            % (rows, input._shape[-1], weight._shape[1], weight._shape[0]),
        )
    result = matmul(input, weight.t())
    if bias is not None:
        if bias._shape not in ((weight._shape[0],), (1,), ()):
            do_not_know("F.linear with such a bias")
        result = result + bias
    result._loose = len([size for size in result._shape if size != 1]) > 1 and input.ndim > 2
    return result


def _c(tensor):
    return {"float32": "float", "float64": "double", "int64": "long long", "int32": "int"}.get(
        tensor.dtype.name, tensor.dtype.name
    )


def relu(input, inplace=False):
    return input.relu_() if inplace else unary("relu", input)


def softmax(input, dim=None):
    return input.softmax(dim)


FUNCTIONS = {
    "pad": pad, "unfold": unfold, "linear": linear, "relu": relu, "softmax": softmax,
    "sigmoid": lambda input: unary("sigmoid", input), "tanh": lambda input: unary("tanh", input),
}  # fmt: skip

STEPS_OF_A_WINDOW = 7  # of the loops below: tasks that ask for work that does not grow count them


def corr2d(X, K):
    """d2l.corr2d: the source's own loops, with the steps that they take."""
    if K.ndim != 2:
        fail(
            ValueError,
            (
                "too many values to unpack (expected 2)"
                if K.ndim > 2
                else "not enough values to unpack (expected 2, got %d)" % K.ndim
            ),
        )
    if X.ndim < 2:
        fail(IndexError, "tuple index out of range")
    h, w = K.shape
    Y = zeros((X.shape[0] - h + 1, X.shape[1] - w + 1))
    if X.ndim == 2 and 0 not in K.shape and _are_plain(X, K):
        for place, number in enumerate(_sums_of_windows(X, K)):
            Y._store[place] = number
            work[0] += STEPS_OF_A_WINDOW
        return Y
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def _are_plain(*tensors):
    """Whether nothing but their numbers matters of these."""
    return not needs_grad(*tensors) and all([each.dtype is dtypes.float32 and not each._loose for each in tensors])


def _sums_of_windows(X, K):
    """The numbers that those loops give for matrices, without a tensor for each step: a fraction of the time."""
    (h, w), (_, width) = K._shape, X._shape
    x, k, sums = values(X), values(K), []
    for i in range(X._shape[0] - h + 1):
        for j in range(width - w + 1):
            window = [number for a in range(i, i + h) for number in x[a * width + j : a * width + j + w]]
            sums.append(sum(dtypes.storage(dtypes.float32, [a * b for a, b in zip(window, k)])))
    return sums
