"""Writing into tensors: torch's rules for in-place operations."""

from . import dtypes, errors, layout
from .errors import do_not_know, fail
from .tensor import grad_enabled, is_number, needs_grad, stretched_values

# -- writing ---------------------------------------------------------------------------------------


def may_write(target):
    """torch's rules for in-place operations, before one begins."""
    if grad_enabled[0] and target._needs_grad:
        if target._leaf:
            fail(RuntimeError, "a leaf Variable that requires grad is being used in an in-place operation.")
        if target._base is not None and target._base._leaf and target._base._needs_grad:
            fail(RuntimeError, "a view of a leaf Variable that requires grad is being used in an in-place operation.")
    for size, stride in zip(target._shape, target._strides):
        if stride == 0 and size > 1:
            fail(
                RuntimeError,
                "unsupported operation: more than one element of the written-to tensor refers to a single memory "
                "location. Please clone() the tensor before performing the operation.",
            )
    if not layout.dense(target._shape, target._strides):
        where = layout.places(target._shape, target._strides, target._offset)
        if len(set(where)) < len(where):
            do_not_know("writing into windows that overlap")


def may_read(target, source):
    """Refuse to read what is being written, unless it is the very same view."""
    if source._store is not target._store:
        return
    if source._offset == target._offset and source._strides == target._strides and source._shape == target._shape:
        return
    written = set(layout.places(target._shape, target._strides, target._offset))
    if not any([place in written for place in layout.places(source._shape, source._strides, source._offset)]):
        return
    if layout.dense(target._shape, target._strides) and layout.dense(source._shape, source._strides):
        same_block = source._offset == target._offset and source.numel() == target.numel()
        if not same_block:
            fail(
                RuntimeError,
                "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single "
                "memory location. Please clone() the tensor before performing the operation.",
            )
    do_not_know("an in-place operation that reads what it writes")


def write(target, numbers, sources=()):
    """Put row-major numbers into a view; the storage rounds them."""
    store, dtype = target._store, target.dtype
    errors.work[0] += 1
    if target._loose_copy or target._base is not None and target._base._loose_copy:
        do_not_know("writing into a reshaped result")
    rounded = dtypes.storage(dtype, numbers) if dtype.kind != dtypes.FLOAT else numbers
    for place, number in zip(layout.places(target._shape, target._strides, target._offset), rounded):
        store[place] = number
    if needs_grad(*sources):
        for written in (target, target._base):
            if written is not None and written.dtype.kind == dtypes.FLOAT:
                written._needs_grad, written._leaf = True, False


def assign(target, source):
    """target.copy_(source), where source may be a number."""
    if is_number(source):
        may_write(target)
        write(target, [source] * layout.product(target._shape))
        return
    problem = layout.expand_problem(source._shape, target._shape)
    if problem:
        fail(RuntimeError, problem if problem != "sizes" else _too_many_axes(source, target))
    may_write(target)
    may_read(target, source)
    write(target, stretched_values(source, target._shape), (source,))


def _too_many_axes(source, target):
    return (
        "expand(torch.%sTensor{%s}, size=%s): the number of sizes provided (%d) must be greater or equal to the number "
        "of dimensions in the tensor (%d)"
        % (source.dtype.title, list(source._shape), list(target._shape), len(target._shape), len(source._shape))
    )
