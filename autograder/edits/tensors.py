"""Edits of tensor operations: another axis, mean for sum, cat for stack, einsum letters, calls left out or added."""

import ast
import re
from collections.abc import Iterator
from itertools import combinations

from autograder.edits.edit import Slot, called, is_load, number, whole_number
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
    ("relu", "tanh", "sigmoid", "elu", "gelu", "leaky_relu", "softmax"),
    ("ReLU", "Tanh", "Sigmoid", "GELU", "LeakyReLU", "Identity"),
    ("append", "extend"),
    ("extend", "insert"),
    ("squeeze", "unsqueeze"),
    ("add", "sub"),
    ("repeat", "repeat_interleave"),
)
_JOINS = ("stack", "cat", "concat")
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


def index_on_another_axis(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """`K[:, o]` for `K[o]`, and back."""
    node = slot.node
    if not (isinstance(node, ast.Subscript) and is_load(node)):
        return
    entries = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    whole = [isinstance(each, ast.Slice) and not (each.lower or each.upper or each.step) for each in entries]
    if whole == [True, False]:
        yield "an index on another axis", ast.Subscript(node.value, entries[1], ast.Load())
    elif whole == [False] and isinstance(entries[0], ast.Name):
        both: list[ast.expr] = [ast.Slice(), entries[0]]
        yield "an index on another axis", ast.Subscript(node.value, ast.Tuple(both, ast.Load()), ast.Load())


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


def axes_of_a_product(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """The lists of axes of a tensordot: one axis more at the end of both, or one less."""
    node = slot.node
    if not (isinstance(node, ast.List | ast.Tuple) and len(node.elts) == 2 and _in_tensordot(slot.parent)):
        return
    if not all(isinstance(entry, ast.List | ast.Tuple) and entry.elts for entry in node.elts):
        return
    one, other = ([whole_number(axis) for axis in entry.elts] for entry in node.elts)  # type: ignore[attr-defined]
    if None in one or None in other:
        return
    for more in range(6):
        for beside in range(5):
            if more not in one and beside not in other:
                yield "an axis too few", _two_lists([*one, more], [*other, beside])
    for less in range(min(len(one), len(other)) if len(one) > 1 else 0):
        kept = [index for index in range(len(one)) if index != less]
        yield "an axis too many", _two_lists([one[i] for i in kept], [other[i] for i in kept if i < len(other)])


def _in_tensordot(parent: ast.AST) -> bool:
    return called(parent) == "tensordot" or (isinstance(parent, ast.keyword) and parent.arg in ("dims", "axes"))


def _two_lists(*axes: list[int | None]) -> ast.expr:
    lists = [ast.List([number(axis or 0) for axis in each], ast.Load()) for each in axes]
    return ast.Tuple(list(lists), ast.Load())


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
    if name in _JOINS and isinstance(node, ast.Call) and node.args:
        yield f"sum for {name}", ast.Call(ast.Name("sum", ast.Load()), node.args[:1], [])


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
