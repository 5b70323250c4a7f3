"""How a tensor prints: torch's format for whole numbers and fractions; what is rarer is not known."""

import math

from . import dtypes
from .errors import do_not_know
from .tensor import nested, values

LINE, MANY = 80, 1000


def text(tensor):
    """repr of a tensor."""
    if tensor.numel() > MANY:
        do_not_know("printing more than 1000 numbers")
    numbers = values(tensor)
    words = _words(numbers, tensor.dtype)
    width = max([len(word) for number, word in zip(numbers, words) if _counts(number, tensor.dtype)] + [0])
    words = [" " * (width - len(word)) + word for word in words]
    shown = _rows(nested(words, tensor._shape), len("tensor(")) if tensor.numel() else "[]"
    end = ""
    if not tensor.numel() and tensor._shape != (0,):
        end += ", size=(%s)" % ", ".join([str(n) for n in tensor._shape])
    if (
        tensor.dtype not in (dtypes.float32, dtypes.int64, dtypes.bool_)
        or not tensor.numel()
        and tensor.dtype is not dtypes.float32
    ):
        end += ", dtype=" + repr(tensor.dtype)
    if tensor._needs_grad:
        if not tensor._leaf:
            do_not_know("printing a tensor with a gradient")
        end += ", requires_grad=True"
    head = "Parameter containing:\n" if type(tensor).__name__ == "Parameter" else ""
    return head + "tensor(" + shown + end + ")"


def _counts(number, dtype):
    """Whether torch looks at this number for the width of all: of fractions, at those that are no zero, inf or nan."""
    return dtype.kind != dtypes.FLOAT or number and number == number and abs(number) != float("inf")


def _words(numbers, dtype):
    if dtype.kind == dtypes.BOOL:
        return [str(bool(number)) for number in numbers]
    if dtype.kind == dtypes.WHOLE:
        return [str(number) for number in numbers]
    finite = [abs(n) for n in numbers if n == n and n not in (float("inf"), -float("inf"))]
    if all([n == int(n) for n in finite]):
        if finite and max(finite) >= 1e8:
            do_not_know("printing very large numbers")
        return [_whole(n) if n == n and abs(n) != float("inf") else str(n) for n in numbers]
    nonzero = [n for n in finite if n]
    if max(nonzero) / min(nonzero) > 1000 or max(nonzero) > 1e8 or min(nonzero) < 1e-4:
        return ["%.4e" % n for n in numbers]
    return ["%.4f" % n for n in numbers]


def _whole(number):
    """`3.`, and `-0.` with its sign."""
    return ("-" if math.copysign(1.0, number) < 0 else "") + "%d." % abs(number)


def _rows(part, indent):
    if isinstance(part, str):
        return part.strip()
    if not part or isinstance(part[0], str):
        return _row(part, indent)
    gap = "," + "\n" * (1 + _depth(part[0]) - 1) + " " * (indent + 1)
    return "[" + gap.join([_rows(each, indent + 1) for each in part]) + "]"


def _depth(part):
    return 1 + _depth(part[0]) if isinstance(part, list) and part and isinstance(part[0], list) else 1


def _row(words, indent):
    each = max(1, (LINE - indent) // (max([len(word) for word in words] + [1]) + 2))
    lines = [words[start : start + each] for start in range(0, len(words), each)]
    return "[" + (",\n" + " " * (indent + 1)).join([", ".join(line) for line in lines]) + "]"
