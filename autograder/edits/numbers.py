"""Edits of numbers and arithmetic: one too few, the wrong operator, a part left out, a border too strict."""

import ast
from collections.abc import Iterator

from autograder.edits.edit import Slot, called, is_load, number, whole_number
from autograder.edits.scope import Scope

Replacement = tuple[str, ast.expr]
_OPERATORS: dict[type, tuple[tuple[str, type], ...]] = {
    ast.Add: (("minus for plus", ast.Sub), ("times for plus", ast.Mult)),
    ast.Sub: (("plus for minus", ast.Add),),
    ast.Mult: (("plus for times", ast.Add), ("a matrix product for a product", ast.MatMult), ("divided", ast.FloorDiv)),
    ast.MatMult: (("a product for a matrix product", ast.Mult),),
    ast.Div: (("whole division for division", ast.FloorDiv), ("times for divided", ast.Mult)),
    ast.FloorDiv: (("division for whole division", ast.Div), ("remainder for division", ast.Mod)),
    ast.Mod: (("division for remainder", ast.FloorDiv),),
    ast.Pow: (("times for a power", ast.Mult),),
}
_COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.GtE, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.LtE, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}


def another_number(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """A literal one larger or smaller, or one of the small numbers that count things."""
    value = whole_number(slot.node)
    if value is None or (isinstance(slot.parent, ast.UnaryOp) and whole_number(slot.parent) is not None):
        return
    for other in dict.fromkeys((value + 1, value - 1, 0, 1, 2, -value)):
        if other != value:
            yield "another number", number(other)


def one_missing(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """`+ 1` or `- 1` behind arithmetic, behind what counts a loop, behind the ends of a slice."""
    node = slot.node
    arithmetic = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub | ast.FloorDiv | ast.Mult)
    counts = called(slot.parent) == "range" and slot.field == "args"
    ends = isinstance(slot.parent, ast.Slice)
    in_shape = isinstance(slot.parent, ast.Tuple) and isinstance(node, ast.Name | ast.Subscript) and is_load(node)
    operand = isinstance(slot.parent, ast.BinOp) and isinstance(node, ast.Name | ast.Subscript | ast.Attribute)
    if is_load(node) and whole_number(node) is None and (arithmetic or counts or ends or in_shape or operand):
        yield "+ 1 missing", ast.BinOp(node, ast.Add(), ast.Constant(1))
        yield "- 1 missing", ast.BinOp(node, ast.Sub(), ast.Constant(1))


def another_operator(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """Plus for minus, whole division for division; the rounding of a whole division."""
    node = slot.node
    if not isinstance(node, ast.BinOp):
        return
    for name, operator in _OPERATORS.get(type(node.op), ()):
        yield name, ast.BinOp(node.left, operator(), node.right)
    left = node.left
    if isinstance(node.op, ast.Add) and isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
        last = ast.BinOp(left.right, ast.Mult(), node.right)
        yield "plus for times", ast.BinOp(left.left, ast.Add(), last)
    if isinstance(node.op, ast.FloorDiv):
        negative = ast.BinOp(ast.UnaryOp(ast.USub(), node.left), ast.FloorDiv(), node.right)
        yield "rounded up for down", ast.UnaryOp(ast.USub(), negative)
    if isinstance(node.op, ast.Sub | ast.Div | ast.FloorDiv | ast.MatMult):
        yield "the two sides exchanged", ast.BinOp(node.right, node.op, node.left)


def part_left_out(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """One side of an operator alone."""
    node = slot.node
    if isinstance(node, ast.BinOp):
        for part in (node.left, node.right):
            yield "a part left out", part
            if isinstance(part, ast.BinOp):
                yield "a part left out", part.left
                yield "a part left out", part.right
    elif isinstance(node, ast.UnaryOp) and whole_number(node) is None:
        inner = node.operand
        if isinstance(inner, ast.BinOp) and isinstance(inner.left, ast.UnaryOp) and isinstance(inner.op, ast.FloorDiv):
            yield "rounded down for up", ast.BinOp(inner.left.operand, inner.op, inner.right)
        yield "a sign", node.operand


def twice(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """Twice for once: the borders on both sides."""
    in_sum = isinstance(slot.parent, ast.BinOp) and isinstance(slot.parent.op, ast.Add | ast.Sub)
    if in_sum and isinstance(slot.node, ast.Name | ast.Subscript) and is_load(slot.node):
        yield "twice for once", ast.BinOp(ast.Constant(2), ast.Mult(), slot.node)


def brackets(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """`a + b // c` for `(a + b) // c`, and back."""
    node = slot.node
    if not isinstance(node, ast.BinOp):
        return
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp):  # (a . b) : c  →  a . (b : c)
        yield "brackets elsewhere", ast.BinOp(left.left, left.op, ast.BinOp(left.right, node.op, right))
    if isinstance(right, ast.BinOp):  # a . (b : c)  →  (a . b) : c
        yield "brackets elsewhere", ast.BinOp(ast.BinOp(left, node.op, right.left), right.op, right.right)


def another_comparison(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """A border too strict or too loose, a condition turned round."""
    node = slot.node
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for operator in _COMPARISONS[type(node.ops[0])]:
            yield "another comparison", ast.Compare(node.left, [operator()], node.comparators)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "`and` for `or`", ast.BoolOp(other, node.values)
        for index in range(len(node.values)):
            rest = [value for i, value in enumerate(node.values) if i != index]
            yield "a condition left out", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    elif isinstance(node, ast.IfExp):
        yield "the two cases exchanged", ast.IfExp(node.test, node.orelse, node.body)
        yield "one case for both", node.body
        yield "one case for both", node.orelse
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "true for false", ast.Constant(not node.value)


def factor_missing(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """A name that ought to multiply, divide or be added: a stride, a number of groups, a padding."""
    node = slot.node
    index = isinstance(slot.parent, ast.Subscript | ast.Slice | ast.Tuple | ast.List) and slot.field != "value"
    operand = isinstance(slot.parent, ast.BinOp)
    result = isinstance(slot.parent, ast.Assign | ast.AugAssign | ast.Return) or called(slot.parent) == "range"
    simple = isinstance(node, ast.Name | ast.Subscript | ast.BinOp) or whole_number(node) is not None
    if not (is_load(node) and simple and (index or operand or result)):
        return
    for name in scope.names:
        used: list[ast.expr] = [ast.Name(name, ast.Load())]
        if name in scope.tensors:
            used = [ast.Subscript(ast.Name(name, ast.Load()), ast.Constant(i), ast.Load()) for i in (0, 1)]
        for other in used:
            for operator in (ast.Mult, ast.FloorDiv, ast.Add, ast.Sub):
                yield "a quantity left out", ast.BinOp(node, operator(), other)
