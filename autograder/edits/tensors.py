"""Edits of tensor operations: another axis, mean for sum, cat for stack, einsum letters, calls left out or added."""

import ast
import re
from collections.abc import Iterator
from itertools import combinations, permutations

from autograder.edits.edit import Slot, called, is_load, method, number, whole_number
from autograder.edits.numbers import Replacement
from autograder.edits.scope import Scope

AXES = (0, 1, 2, 3, -1, -2, -3)
_REDUCTIONS = ("sum", "mean", "amax", "amin", "max", "min", "prod")
_FAMILIES = (
    _REDUCTIONS,
    ("stack", "cat", "concat", "hstack", "vstack", "dstack"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like", "empty_like"),
    ("ceil", "floor", "round", "trunc"),
    ("reshape", "view", "permute"),
    ("matmul", "mul", "mm", "bmm", "dot"),
    ("max_pool2d", "avg_pool2d"),
    ("MaxPool2d", "AvgPool2d"),
    ("relu", "tanh", "sigmoid", "elu"),
    ("ReLU", "Tanh", "Sigmoid", "Identity"),
    ("append", "extend"),
    ("extend", "insert"),
    ("squeeze", "unsqueeze"),
    ("add", "sub"),
    ("repeat", "repeat_interleave"),
)
_AXIS_FIRST = {"sum", "mean", "flip", "squeeze", "unsqueeze", "unfold", "select", "narrow", "softmax", "unbind"}


def another_axis(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """Another axis to add up, stack, flip or move along."""
    value = whole_number(slot.node)
    parent = slot.parent
    named = isinstance(parent, ast.keyword) and parent.arg in ("dim", "axis", "dims", "dim0", "dim1")
    if value is None or not (named or (isinstance(parent, ast.Call) and called(parent) not in ("range", "arange"))):
        return
    for axis in AXES:
        if axis != value:
            yield "another axis", number(axis)


def axis_missing(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """A reduction over everything for one over an axis, and back."""
    node = slot.node
    if not isinstance(node, ast.Call) or called(node) not in (*_REDUCTIONS, "squeeze", "stack", "cat", "flip"):
        return
    bare = len(node.args) == (0 if _is_method(node) else 1) and not node.keywords
    if bare:
        for axis in AXES:
            yield "no axis", ast.Call(node.func, [*node.args, number(axis)], [])
            yield "no axis", ast.Call(node.func, node.args, [ast.keyword("dim", number(axis))])
        for two in ((-2, -1), (1, 2), (2, 3), (0, 1)):
            both = ast.Tuple([number(axis) for axis in two], ast.Load())
            yield "no axis", ast.Call(node.func, [*node.args, both], [])
    for index, keyword in enumerate(node.keywords):
        if keyword.arg in ("dim", "axis", "keepdim"):
            rest = [other for i, other in enumerate(node.keywords) if i != index]
            yield "no axis", ast.Call(node.func, node.args, rest)


def _is_method(node: ast.Call) -> bool:
    inner = node.func.value if isinstance(node.func, ast.Attribute) else None
    return inner is not None and not (isinstance(inner, ast.Name) and inner.id in ("torch", "np", "numpy", "F"))


def another_function(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """Mean for sum, cat for stack, ones for zeros: a function for its neighbour."""
    node = slot.node
    name = called(node)
    for family in _FAMILIES:
        if name in family:
            for other in family:
                if other != name:
                    yield f"{other} for {name}", _renamed(node, other)  # type: ignore[arg-type]


def _renamed(node: ast.Call, name: str) -> ast.Call:
    if isinstance(node.func, ast.Attribute):
        return ast.Call(ast.Attribute(node.func.value, name, ast.Load()), node.args, node.keywords)
    return ast.Call(ast.Name(name, ast.Load()), node.args, node.keywords)


def call_left_out(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """What is given to a call in the place of what it gives back."""
    node = slot.node
    if not isinstance(node, ast.Call):
        if isinstance(node, ast.Attribute) and node.attr in ("T", "mT", "data", "H") and is_load(node):
            yield "a call left out", node.value
        return
    if _is_method(node):
        yield "a call left out", node.func.value  # type: ignore[attr-defined]
    if node.args and not isinstance(node.args[0], ast.Starred):
        yield "a call left out", node.args[0]


def call_added(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """One step more on a value: a sum, another order of axes, one axis more or less, another type."""
    node = slot.node
    if not _is_result(slot):
        return
    for axis in (0, 1, 2, -1):
        yield "a sum left out", method(node, "sum", number(axis))
    yield "a sum left out", ast.Call(ast.Name("sum", ast.Load()), [node], [])
    yield "a type", method(node, "float")
    torch = ast.Name("torch", ast.Load())
    for function in ("stack", "tensor", "from_numpy", "cat"):
        yield "a tensor made of parts", ast.Call(ast.Attribute(torch, function, ast.Load()), [node], [])
    for function in ("tuple", "int", "list"):
        yield "a type", ast.Call(ast.Name(function, ast.Load()), [node], [])
    for axes in ((0, 1), (1, 2), (0, 2), (-1, -2), (2, 3), (1, 3), (0, 3)):
        yield "axes in another order", method(node, "transpose", *map(number, axes))
    for order in permutations(range(3)):
        if order != (0, 1, 2):
            yield "axes in another order", method(node, "permute", *map(number, order))
    for axis in (0, 1, -1):
        yield "an axis too few", method(node, "unsqueeze", number(axis))
        yield "an axis too many", method(node, "squeeze", number(axis))
    for flipped in ((-1,), (-2,), (-2, -1), (0,), (1,)):
        yield "turned round", method(node, "flip", ast.Tuple([number(axis) for axis in flipped], ast.Load()))
    yield "a copy", method(node, "clone")
    yield "a part left out", ast.Subscript(node, ast.Constant(0), ast.Load())


def _is_result(slot: Slot) -> bool:
    """A value that is returned, set, collected, walked along or handed to a call."""
    if not is_load(slot.node) or isinstance(slot.node, ast.Constant | ast.Slice):
        return False
    if isinstance(slot.parent, ast.Return | ast.Assign | ast.AugAssign | ast.For | ast.ListComp | ast.GeneratorExp):
        return slot.field in ("value", "iter", "elt")
    if isinstance(slot.parent, ast.comprehension):
        return slot.field == "iter"
    return isinstance(slot.parent, ast.Call) and slot.field == "args"


def einsum_letters(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """Letters of an einsum exchanged, one for another, left out of the result, or added to it."""
    if not (isinstance(slot.node, ast.Constant) and isinstance(slot.node.value, str) and called(slot.parent)):
        return
    pattern = slot.node.value
    if not re.fullmatch(r"[\w\s.,]+->[\w\s.]*", pattern):
        return
    seen = {pattern}
    for name, other in _patterns(pattern):
        if other not in seen:
            seen.add(other)
            yield name, ast.Constant(other)


def _patterns(pattern: str) -> Iterator[tuple[str, str]]:
    places = [index for index, letter in enumerate(pattern) if letter.isalpha()]
    arrow = pattern.index("->")
    start = 0
    for end in [index for index, sign in enumerate(pattern) if sign == ","] + [arrow, len(pattern)]:
        for i, j in combinations([place for place in places if start <= place < end], 2):
            swapped = list(pattern)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            yield "einsum letters exchanged", "".join(swapped)
        start = end
    for index in (place for place in places if place > arrow):
        yield "an einsum letter left out", pattern[:index] + pattern[index + 1 :]
    letters = sorted({pattern[place] for place in places})
    for letter in letters:
        if letter not in pattern[arrow:]:
            for index in range(arrow + 2, len(pattern) + 1):
                yield "an einsum letter too many", pattern[:index] + letter + pattern[index:]
    for index in (place for place in places if place < arrow):
        for letter in letters:
            yield "another einsum letter", pattern[:index] + letter + pattern[index + 1 :]


def einsum_slice(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """An operand of an einsum cut to one entry, `K[:, 0]` for K: the whole of it, with one letter more."""
    node = slot.node
    if called(node) != "einsum" or not isinstance(node, ast.Call) or not isinstance(node.args[0], ast.Constant):
        return
    left, arrow, right = str(node.args[0].value).partition("->")
    operands = left.split(",")
    for index, operand in enumerate(node.args[1:]):
        if not (isinstance(operand, ast.Subscript) and index < len(operands)):
            continue
        cut = operand.slice.elts if isinstance(operand.slice, ast.Tuple) else [operand.slice]
        axis = next((axis for axis, entry in enumerate(cut) if whole_number(entry) is not None), None)
        if axis is None:
            continue
        for letter in sorted({sign for sign in left + right if sign.isalpha()}):
            one = operands[index].strip()
            patterns = [*operands[:index], one[:axis] + letter + one[axis:], *operands[index + 1 :]]
            arguments = [ast.Constant(",".join(patterns) + arrow + right), *node.args[1:]]
            arguments[index + 1] = operand.value
            yield "a part for the whole", ast.Call(node.func, arguments, node.keywords)
