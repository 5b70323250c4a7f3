"""Values on their way across the wall, on the student's side: what she returned becomes a claim of plain bytes."""

from typing import Any

import numpy as np

from autograder.torch_if_there import THERE, torch
from autograder.wire import DTYPES, ITEM_SIZE, MAX_ITEMS, Other, RawTensor

MAX_TENSOR_BYTES = 4 * 2**20  # many times what any test asks for; the keeper holds many at a time
_TORCH_DTYPES = {name: getattr(torch, name) for name in DTYPES if hasattr(torch, name)}
_NAMES = {dtype: name for name, dtype in _TORCH_DTYPES.items()}
_NUMPY_INTEGERS = frozenset(np.dtype(code).type for code in np.typecodes["AllInteger"])
_PLAIN_TENSORS = (torch.Tensor, torch.nn.Parameter) if THERE else ()


def to_python(value: Any) -> Any:
    """A wire value as the student's function receives it: tensors are her own, contiguous and writable."""
    if type(value) is RawTensor:
        if not value.data:
            return torch.empty(value.shape, dtype=_TORCH_DTYPES[value.dtype])
        flat = torch.frombuffer(bytearray(value.data), dtype=_TORCH_DTYPES[value.dtype])
        return flat.reshape(value.shape)
    if type(value) in (tuple, list):
        return type(value)(to_python(item) for item in value)
    return value


def to_wire(value: Any, depth: int = 0) -> Any:
    """A returned value as a wire value; what does not cross becomes a description (`Other`)."""
    kind = type(value)
    if kind in _NUMPY_INTEGERS:  # what np.prod makes of a shape is a whole number like any other
        kind, value = int, int(value)
    if value is None or kind in (bool, float, str):
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**63 else Other("an int of more than 64 bits")
    if kind in _PLAIN_TENSORS:
        return _tensor_to_wire(value)
    sequence = next((base for base in (tuple, list) if base in kind.__mro__), None)  # a namedtuple is a tuple, too
    if sequence is not None:
        if depth > 3 or sequence.__len__(value) > MAX_ITEMS:
            return Other(f"a {sequence.__name__} too large to look at")
        return sequence(to_wire(item, depth + 1) for item in sequence.__iter__(value))
    return Other(describe_type(value))


def describe_type(value: Any) -> str:
    """What kind of thing this is, in words, without calling anything of the thing's own."""
    kind = type(value)
    name = type.__getattribute__(kind, "__name__")
    module = type.__dict__["__module__"].__get__(kind)  # the dictionary of a class made in C has none
    if THERE and (kind.__mro__[-2:-1] == (torch._C.TensorBase,) or torch.Tensor in kind.__mro__):
        return f"a subclass of torch.Tensor ({name})"
    if isinstance(module, str) and module.split(".")[0] in ("numpy", "torch"):
        return f"{module.split('.')[0]}.{name}"
    return f"{name}"


def _tensor_to_wire(tensor: torch.Tensor) -> Any:
    # look at layout and device before touching data: a meta or sparse tensor has none to give
    if tensor.layout is not torch.strided or tensor.is_nested:
        return Other("a sparse or nested tensor")
    if tensor.device.type != "cpu":
        return Other(f"a tensor on the device '{tensor.device.type}'")
    if tensor.is_quantized or tensor.dtype not in _NAMES:
        return Other(f"a tensor of {str(tensor.dtype)}")
    name = _NAMES[tensor.dtype]
    if tensor.dim() > 8 or tensor.numel() * ITEM_SIZE[name] > MAX_TENSOR_BYTES:
        return Other(f"a tensor of shape {tuple(tensor.shape)}, too large to look at")
    plain = tensor.detach().resolve_conj().resolve_neg().reshape(-1)
    # a copy of our own: one number of a view may keep a stride that no byte view accepts
    dense = torch.empty(plain.shape, dtype=plain.dtype).copy_(plain)
    data = bytes(dense.view(torch.uint8).numpy()) if dense.numel() else b""
    return RawTensor(name, tuple(tensor.shape), data)
