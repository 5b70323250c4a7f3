"""Edits of names, sizes and arguments: height for width, arguments exchanged, a constant for a size."""

import ast
from collections.abc import Iterator
from itertools import combinations

from autograder.edits.edit import Slot, called, is_load, number, whole_number
from autograder.edits.numbers import Replacement
from autograder.edits.scope import Scope, alike

MOST_SWAPPED = 5  # entries of a call or a tuple, of which each two are exchanged


def height_for_width(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """A name for the one that looks like its pair."""
    if _is_value(slot):
        for name in scope.names:
            if name != slot.node.id and alike(name, slot.node.id):  # type: ignore[attr-defined]
                yield "height for width", ast.Name(name, ast.Load())


def another_name(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """Any other name of the function."""
    if _is_value(slot):
        for name in scope.names:
            if name != slot.node.id and not alike(name, slot.node.id):  # type: ignore[attr-defined]
                yield "another variable", ast.Name(name, ast.Load())


def name_for_expression(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """An argument where something is computed or fixed in its place: `padding` for `kernel_size // 2`."""
    node = slot.node
    small = (
        isinstance(node, ast.BinOp) and not isinstance(node.left, ast.BinOp) and not isinstance(node.right, ast.BinOp)
    )
    if small or (isinstance(node, ast.Constant) and type(node.value) is int):
        for name in scope.names:
            yield "a given value not used", ast.Name(name, ast.Load())


def _is_value(slot: Slot) -> bool:
    return isinstance(slot.node, ast.Name) and is_load(slot.node) and slot.field != "func"


def arguments_swapped(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """Two arguments of a call exchanged, or two entries of a tuple, a list or an index."""
    node = slot.node
    if isinstance(node, ast.Call):
        for new in _swaps(node.args):
            yield "arguments swapped", ast.Call(node.func, new, node.keywords)
        if isinstance(node.func, ast.Attribute) and len(node.args) == 1 and not node.keywords:
            turned = ast.Attribute(node.args[0], node.func.attr, ast.Load())
            yield "arguments swapped", ast.Call(turned, [node.func.value], [])
    elif isinstance(node, ast.Tuple | ast.List):
        for new in _swaps(node.elts):
            yield "two entries exchanged", type(node)(new, node.ctx)


def _swaps(items: list[ast.expr]) -> Iterator[list[ast.expr]]:
    if 2 <= len(items) <= MOST_SWAPPED:
        for i, j in combinations(range(len(items)), 2):
            new = list(items)
            new[i], new[j] = new[j], new[i]
            yield new


def argument_left_out(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """A call without its last argument or one of its keywords: the default is used."""
    node = slot.node
    if not isinstance(node, ast.Call):
        return
    if len(node.args) > 1:
        yield "an argument left out", ast.Call(node.func, node.args[:-1], node.keywords)
    for index in range(len(node.keywords)):
        rest = [keyword for i, keyword in enumerate(node.keywords) if i != index]
        yield "an argument left out", ast.Call(node.func, node.args, rest)


def another_size(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """The size of another axis, of the same tensor or of another one."""
    found = _size_of(slot.node)
    if found is None:
        return
    tensor, axis = found
    others = [tensor, *(name for name in scope.tensors if name != tensor)]
    for other in others:
        for new in range(4):
            if (other, new) != (tensor, axis):
                yield "another size", _size(other, new)


def constant_for_size(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """A size written as a number."""
    if _size_of(slot.node) is not None:
        for value in (1, 2, 3):
            yield "a constant for a size", number(value)


def size_for_constant(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """A number, or a name, where a size is asked for."""
    value = whole_number(slot.node)
    axis = (isinstance(slot.parent, ast.Subscript) and _is_shape(slot.parent.value)) or isinstance(
        slot.parent, ast.UnaryOp
    )
    if (value is not None and value > 0 and not axis) or (_is_value(slot) and called(slot.parent) != "len"):
        for tensor in scope.tensors:
            for index in range(4):
                yield "a size", _size(tensor, index)


def _size_of(node: ast.AST) -> tuple[str, int] | None:
    """Tensor and axis of `X.shape[1]`, `X.size(1)` and `len(X)`."""
    if isinstance(node, ast.Subscript) and _is_shape(node.value):
        axis = whole_number(node.slice)
        held = node.value.value  # type: ignore[attr-defined]
        return (held.id, axis) if isinstance(held, ast.Name) and axis is not None else None
    if isinstance(node, ast.Call) and len(node.args) == 1:
        if called(node) == "len" and isinstance(node.args[0], ast.Name):
            return node.args[0].id, 0
        axis = whole_number(node.args[0])
        if called(node) == "size" and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            return (node.func.value.id, axis) if axis is not None else None
    return None


def _is_shape(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "shape"


def _size(tensor: str, axis: int) -> ast.expr:
    shape = ast.Attribute(ast.Name(tensor, ast.Load()), "shape", ast.Load())
    return ast.Subscript(shape, ast.Constant(axis), ast.Load())


def whole_for_part(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """The whole where an entry is asked for, an entry where the whole is; the entry of another counter."""
    node = slot.node
    if isinstance(node, ast.Subscript) and is_load(node):
        yield "the whole for a part", node.value
        for counter in scope.counters:
            if not (isinstance(node.slice, ast.Name) and node.slice.id == counter):
                yield "another index", ast.Subscript(node.value, ast.Name(counter, ast.Load()), ast.Load())
        if isinstance(node.slice, ast.Tuple):
            for index in range(len(node.slice.elts)):
                rest = [entry for i, entry in enumerate(node.slice.elts) if i != index]
                inner = rest[0] if len(rest) == 1 else ast.Tuple(rest, ast.Load())
                yield "an index left out", ast.Subscript(node.value, inner, ast.Load())
    elif _is_value(slot) and not isinstance(slot.parent, ast.Attribute):
        for counter in scope.counters:
            if counter != node.id:  # type: ignore[attr-defined]
                yield "the whole for a part", ast.Subscript(node, ast.Name(counter, ast.Load()), ast.Load())
        for value in (0, 1, -1):
            yield "the whole for a part", ast.Subscript(node, number(value), ast.Load())


def slice_changed(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """A slice without its beginning, its end or its step."""
    node = slot.node
    if isinstance(node, ast.Slice):
        if node.lower is not None:
            yield "a slice without its start", ast.Slice(None, node.upper, node.step)
        if node.upper is not None:
            yield "a slice without its end", ast.Slice(node.lower, None, node.step)
        if node.step is not None:
            yield "a slice without its step", ast.Slice(node.lower, node.upper, None)
        if node.lower is not None and node.upper is not None:
            yield "a length for an end", _with_length(node)


def cut_at_once(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """`X[i:h, j:w]` with lengths for ends on both axes; `X[a:b][c:d]`, which cuts the rows twice."""
    node = slot.node
    if not (isinstance(node, ast.Subscript) and is_load(node)):
        return
    if isinstance(node.slice, ast.Tuple):
        cut = [isinstance(each, ast.Slice) and each.lower and each.upper for each in node.slice.elts]
        if sum(map(bool, cut)) > 1:
            ends = [_with_length(each) if is_cut else each for each, is_cut in zip(node.slice.elts, cut, strict=True)]  # type: ignore[arg-type]
            yield "a length for an end", ast.Subscript(node.value, ast.Tuple(ends, ast.Load()), ast.Load())
    inner = node.value
    if isinstance(inner, ast.Subscript):
        both = [*_entries(inner.slice), *_entries(node.slice)]
        yield "two brackets for one", ast.Subscript(inner.value, ast.Tuple(both, ast.Load()), ast.Load())


def _with_length(cut: ast.Slice) -> ast.Slice:
    assert cut.lower is not None and cut.upper is not None
    return ast.Slice(cut.lower, ast.BinOp(cut.lower, ast.Add(), cut.upper), cut.step)


def _entries(index: ast.expr) -> list[ast.expr]:
    return index.elts if isinstance(index, ast.Tuple) else [index]


def number_of_names(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """A shape taken apart into one name too many or too few."""
    node = slot.node
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store) and isinstance(slot.parent, ast.Assign):
        for index in range(len(node.elts)):
            yield "a name too many", ast.Tuple([*node.elts[:index], *node.elts[index + 1 :]], ast.Store())
            more = [*node.elts[:index], ast.Name("_", ast.Store()), *node.elts[index:]]
            yield "a name too few", ast.Tuple(more, ast.Store())
