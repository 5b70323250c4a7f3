"""What torch and Tensor call all that shows, moves, joins and makes numbers."""

from . import dtypes
from .copying import (
    clone,
    contiguous,
    convert,
    flip,
    fliplr,
    flipud,
    repeat,
    repeat_interleave,
    rot90,
    tile,
    to,
    triu_tril,
    type_,
)  # fmt: skip
from .creating import (
    arange,
    as_tensor,
    copy_,
    empty,
    empty_like,
    eye,
    fill_,
    full,
    full_like,
    linspace,
    new_empty,
    new_filled,
    new_full,
    new_tensor,
    ones,
    ones_like,
    tensor,
    zero_,
    zeros,
    zeros_like,
)  # fmt: skip
from .joining import (
    broadcast_tensors,
    cat,
    dstack,
    hstack,
    meshgrid,
    roll,
    stack,
    vstack,
)  # fmt: skip
from .shaping import (
    as_strided,
    broadcast_to,
    capital_t,
    chunk,
    diagonal,
    expand,
    flatten,
    m_t,
    movedim,
    narrow,
    permute,
    reshape,
    reshaped_in_place,
    select_,
    split,
    squeeze,
    t,
    trace,
    transpose,
    unbind,
    unflatten,
    unfold,
    unsqueeze,
    view_,
)  # fmt: skip
from .tensor import Tensor

FUNCTIONS = {
    "reshape": reshape, "flatten": flatten, "unflatten": unflatten, "permute": permute, "transpose": transpose, "t": t,
    "swapaxes": transpose, "swapdims": transpose, "movedim": movedim, "moveaxis": movedim, "squeeze": squeeze,
    "unsqueeze": unsqueeze, "narrow": narrow, "select": select_, "unbind": unbind, "chunk": chunk, "split": split,
    "diagonal": diagonal, "trace": trace,
    "clone": clone, "flip": flip, "fliplr": fliplr, "flipud": flipud, "rot90": rot90,
    "roll": roll,
    "tile": tile, "repeat_interleave": repeat_interleave, "as_strided": as_strided, "broadcast_to": broadcast_to,
    "ravel": lambda input: reshape(contiguous(input), -1), "triu": triu_tril(lambda gap, k: gap >= k),
    "tril": triu_tril(lambda gap, k: gap <= k),
}  # fmt: skip
METHODS = dict(FUNCTIONS)
for _name, _dtype in {
    "float": dtypes.float32, "double": dtypes.float64, "long": dtypes.int64, "int": dtypes.int32, "short": dtypes.int16,
    "char": dtypes.int8, "byte": dtypes.uint8, "bool": dtypes.bool_,
}.items():  # fmt: skip
    METHODS[_name] = (lambda dtype: lambda self: convert(self, dtype))(_dtype)
CREATION = {
    "zeros": zeros, "ones": ones, "empty": empty, "full": full, "zeros_like": zeros_like, "ones_like": ones_like,
    "empty_like": empty_like, "full_like": full_like, "arange": arange, "linspace": linspace, "eye": eye,
    "tensor": tensor,
    "as_tensor": as_tensor, "stack": stack, "cat": cat, "concat": cat, "concatenate": cat, "hstack": hstack,
    "vstack": vstack, "row_stack": vstack, "dstack": dstack, "broadcast_tensors": broadcast_tensors,
    "meshgrid": meshgrid,
}  # fmt: skip
METHODS.update({
    "view": view_, "expand": expand, "unfold": unfold, "contiguous": contiguous, "to": to, "repeat": repeat,
    "copy_": copy_, "fill_": fill_, "zero_": zero_, "expand_as": lambda self, other: expand(self, *other._shape),
    "view_as": lambda self, other: view_(self, *other._shape), "reshape_as": lambda self, other: reshape(self,
    *other._shape),
    "type_as": lambda self, other: convert(self, other.dtype), "cpu": lambda self: self,
    "new_full": new_full, "new_empty": new_empty, "new_zeros": new_filled(0), "new_ones": new_filled(1),
    "new_tensor": new_tensor,
    "squeeze_": lambda self, dim=None: reshaped_in_place(self, squeeze(self, dim)),
    "unsqueeze_": lambda self, dim: reshaped_in_place(self, unsqueeze(self, dim)),
    "T": property(capital_t), "mT": property(m_t),
})  # fmt: skip
METHODS["type"] = type_
for _name, _f in METHODS.items():
    setattr(Tensor, _name, _f)
