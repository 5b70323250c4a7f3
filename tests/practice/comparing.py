"""Runs the same code in real torch and in the page's small torch (here, in CPython) and says where they differ."""

import builtins
import contextlib
import io
import math
import warnings

import box_kit  # noqa: F401  puts the page's modules on the path
import torch
from d2l import torch as d2l
from small_torch import dtypes as small_dtypes
from small_torch import errors
from small_torch import modules as small_modules
from small_torch import tensor as small
from torch.nn import functional as F

UNKNOWN = "unknown"


def real_names() -> dict:
    return {"torch": torch, "F": F, "d2l": d2l, "nn": torch.nn}


def small_names() -> dict:
    reader = dict(vars(builtins))
    reader["__import__"] = small_modules.import_for_reader(builtins.__import__)
    modules = small_modules.MODULES
    return {
        "__builtins__": reader,
        "torch": modules["torch"],
        "F": modules["torch.nn.functional"],
        "d2l": modules["d2l.torch"],
        "nn": modules["torch.nn"],
    }


def plain(value):
    """A value of either torch, for comparison: layout included, unless the small torch says it does not know it."""
    if isinstance(value, torch.Tensor):
        value = value.detach()
        return (
            "tensor",
            str(value.dtype),
            tuple(value.shape),
            _stride(value.shape, value.stride()),
            _flat(value.tolist()),
        )
    if isinstance(value, small.Tensor):
        stride = None if value._loose else _stride(value._shape, value._strides)
        return ("tensor", repr(value.dtype), tuple(value._shape), stride, _flat(value.tolist()))
    if isinstance(value, torch.dtype | small_dtypes.DType):
        return ("dtype", str(value))
    if isinstance(value, tuple | list):
        return (type(value).__name__.replace("Size", "tuple"), [plain(each) for each in value])
    return (type(value).__name__, value)


def _stride(shape, strides):
    """Strides of axes longer than one; the others cannot be seen."""
    return None if 0 in shape else [step for size, step in zip(shape, strides, strict=True) if size != 1]


def _flat(numbers):
    return [n for part in numbers for n in _flat(part)] if isinstance(numbers, list) else [numbers]


def agree(real, ours) -> bool:
    """The same, numbers within float32's precision (sums are added up in another order)."""
    if isinstance(real, tuple | list):
        if real and real[0] == "tensor" and ours[0] == "tensor" and ours[3] is None:
            real = (*real[:3], None, real[4])
        return type(real) is type(ours) and len(real) == len(ours) and all(map(agree, real, ours))
    if isinstance(real, float) and isinstance(ours, float):
        if math.isnan(real) or math.isnan(ours):
            return math.isnan(real) and math.isnan(ours)
        return real == ours or math.isclose(real, ours, rel_tol=2e-6, abs_tol=1e-6)
    return type(real) is type(ours) and real == ours


def ours(error: Exception) -> bool:
    """Whether it was raised by the small torch's own lines: by accident, unless it is one of torch's errors."""
    trace = error.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    return "small_torch" in trace.tb_frame.f_code.co_filename


def run(lines: list[str], names: dict) -> list:
    """What each name holds after each line, until one raises: then the error, and the program ends."""
    seen = []
    for line in lines:
        try:
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                exec(compile(line, "<program>", "exec"), names)
        except errors.UnknownHere as unknown:
            return [*seen, (UNKNOWN, str(unknown))]
        except Exception as error:
            if ours(error) and not errors.is_torch_error(error):
                return [*seen, (UNKNOWN, f"{type(error).__name__} inside")]
            return [*seen, ("raises", type(error).__name__, str(error))]
        seen.append(
            ("after", {name: plain(value) for name, value in names.items() if name[:1] == "t" and name[1:].isdigit()})
        )
    return seen


def difference(lines: list[str]) -> str:
    """Where the two part, in a sentence; empty where they agree or the small torch says that it does not know."""
    errors.forget()
    ours = run(lines, small_names())
    torch.set_grad_enabled(True)
    real = run(lines, real_names())
    for line, theirs, mine in zip(lines, real, ours, strict=False):
        if mine[0] == UNKNOWN:
            return ""
        if theirs[0] != mine[0]:
            return f"{line}: torch {theirs}, here {mine}"
        if theirs[0] == "raises":
            return "" if theirs[1] == mine[1] else f"{line}: torch raises {theirs[1:]}, here {mine[1:]}"
        for name, value in theirs[1].items():
            if not agree(value, mine[1][name]):
                return f"{line}: {name} is {value} in torch, here {mine[1][name]}"
    return ""
