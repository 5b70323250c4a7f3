"""Repairs that put in what is missing: a step on a value, an order of axes, a case that is not looked at."""

import ast
from collections.abc import Iterator
from itertools import permutations

from autograder.edits.edit import Slot, called, is_load, method, number
from autograder.edits.numbers import Replacement
from autograder.edits.scope import Scope

_FLAT = ("reshape", "view", "flatten", "contiguous", "unflatten", "unfold")


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
    if isinstance(slot.parent, ast.Return):
        yield "a type", ast.Call(ast.Name("tuple", ast.Load()), [method(node, "values")], [])
    yield "a bend left out", method(node, "relu")
    yield "flattened too little", method(node, "flatten", number(1))
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
    yield from _in_rows_and_columns(node, scope)


def _is_result(slot: Slot) -> bool:
    """A value that is returned, set, collected, walked along or handed to a call."""
    if not is_load(slot.node) or isinstance(slot.node, ast.Constant | ast.Slice):
        return False
    if isinstance(slot.parent, ast.Return | ast.Assign | ast.AugAssign | ast.For | ast.ListComp | ast.GeneratorExp):
        return slot.field in ("value", "iter", "elt")
    if isinstance(slot.parent, ast.comprehension):
        return slot.field == "iter"
    if isinstance(slot.parent, ast.Dict):
        return slot.field == "values"
    return isinstance(slot.parent, ast.Call) and slot.field == "args"


def _in_rows_and_columns(node: ast.expr, scope: Scope) -> Iterator[Replacement]:
    """A product that was never put back into rows and columns."""
    for image in scope.tensors[:2]:
        rows_and_columns = ast.Subscript(_shape(image), ast.Slice(number(-2), None, None), ast.Load())
        yield "not put back", method(node, "reshape", number(-1), ast.Starred(rows_and_columns, ast.Load()))
    if len(scope.tensors) > 1:
        image, kernel = scope.tensors[:2]
        sides = [
            ast.BinOp(ast.BinOp(_side(image, axis), ast.Sub(), _side(kernel, axis)), ast.Add(), number(1))
            for axis in (-2, -1)
        ]
        yield "not put back", method(node, "reshape", number(-1), *sides)


def _shape(tensor: str) -> ast.expr:
    return ast.Attribute(ast.Name(tensor, ast.Load()), "shape", ast.Load())


def _side(tensor: str, axis: int) -> ast.expr:
    return ast.Subscript(_shape(tensor), number(axis), ast.Load())


def axis_moved(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """Axes in another order before they are flattened or cut anew: `reshape` reads along them, it moves none."""
    node = slot.node
    if not (isinstance(slot.parent, ast.Attribute) and slot.parent.attr in _FLAT and is_load(node)):
        return
    for here, there in ((0, -1), (0, 2), (0, 1), (1, -1), (1, 2), (2, 1), (2, 0), (1, 3), (3, 1), (-1, 0), (-1, 1)):
        yield "axes in another order", method(node, "movedim", number(here), number(there))


def conjugate(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """A correlation by spectra takes the conjugate of one of them."""
    node = slot.node
    in_product = isinstance(slot.parent, ast.BinOp) and isinstance(slot.parent.op, ast.Mult)
    if called(node).startswith(("fft", "rfft")) or (in_product and isinstance(node, ast.Name)):
        yield "no conjugate", method(node, "conj")


def squeezed_too_much(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """`squeeze()` takes every axis of length 1, also one that counts channels."""
    node = slot.node
    if called(node) == "squeeze" and isinstance(node, ast.Call) and not node.args and not node.keywords:
        inner = node.func.value  # type: ignore[attr-defined]
        yield "squeezed too much", method(method(inner, "squeeze", number(-1)), "squeeze", number(-1))
        yield "squeezed too much", method(inner, "squeeze", number(0))


def nothing_given(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """What may be None is added though nothing was given, asked for truth, or not spread over the axes."""
    node = slot.node
    for name in scope.optional:
        given = ast.Compare(ast.Name(name, ast.Load()), [ast.IsNot()], [ast.Constant(None)])
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _reads(node.right, name):
            yield "nothing is not looked at", ast.IfExp(given, node, node.left)
        if isinstance(node, ast.Name) and node.id == name:
            if slot.field == "test":
                yield "nothing is not looked at", given
            elif not isinstance(slot.parent, ast.Compare):
                yield "not spread over the axes", method(node, "reshape", number(-1), number(1), number(1))
        if isinstance(node, ast.Subscript | ast.Call) and _base(node) == name:
            spread = method(ast.Name(name, ast.Load()), "reshape", number(-1), number(1), number(1))
            yield "not spread over the axes", spread


def _reads(node: ast.AST, name: str) -> bool:
    return any(isinstance(inner, ast.Name) and inner.id == name for inner in ast.walk(node))


def _base(node: ast.AST) -> str:
    """The name at the beginning of `bias[0]` or `bias.view(1, -1)`."""
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
