"""Repairs at the top of a function: a step that its arguments need before all else."""

import ast
from collections.abc import Iterator

from autograder.edits.edit import Edit, method, place
from autograder.edits.scope import Scope


def beginnings(function: ast.stmt, scope: Scope) -> Iterator[Edit]:
    """One number taken for both axes, a copy of what is written to, another type."""
    if not isinstance(function, ast.FunctionDef):
        return
    pairs = [name for name in scope.arguments if _is_taken_apart(function, name)]
    if pairs:
        yield _begun("a number is no pair", function, [_both(name) for name in pairs])
    for name in scope.tensors:
        for step in ("clone", "float"):
            begun = ast.Assign([ast.Name(name, ast.Store())], method(ast.Name(name, ast.Load()), step))
            yield _begun("a step left out", function, [begun])


def _is_taken_apart(function: ast.FunctionDef, name: str) -> bool:
    """Whether both parts of this argument are read, by `p[0]` or by `ph, pw = p`, and nothing of a tensor's."""
    taken = False
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute | ast.Call) and _is(getattr(node, "value", None), name):
            return False
        if isinstance(node, ast.Subscript) and _is(node.value, name):
            if not (isinstance(node.slice, ast.Constant) and node.slice.value in (0, 1)):
                return False
            taken = True
        if isinstance(node, ast.Assign) and _is(node.value, name):
            taken |= isinstance(node.targets[0], ast.Tuple | ast.List) and len(node.targets[0].elts) == 2
    return taken


def _is(node: ast.AST | None, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _both(name: str) -> ast.stmt:
    """`p = (p, p) if isinstance(p, int) else p`."""
    given = ast.Name(name, ast.Load())
    is_one = ast.Call(ast.Name("isinstance", ast.Load()), [given, ast.Name("int", ast.Load())], [])
    return ast.Assign([ast.Name(name, ast.Store())], ast.IfExp(is_one, ast.Tuple([given, given], ast.Load()), given))


def _begun(name: str, function: ast.FunctionDef, steps: list[ast.stmt]) -> Edit:
    for step in steps:
        place(step, function.body[0])
    return Edit(name, function.lineno, ((function, "body", [*steps, *function.body]),), (), True)
