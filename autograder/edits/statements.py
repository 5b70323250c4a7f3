"""Edits of statements: `=` for `+=`, a step left out, too far in or too far out, no return."""

import ast
from collections.abc import Iterator

from autograder.edits.edit import Edit, place
from autograder.edits.scope import Scope

_BODIES = ("body", "orelse", "finalbody")
_SIMPLE = ast.Assign | ast.AugAssign | ast.Expr | ast.If | ast.Return


def statement_edits(tree: ast.AST, scope: Scope) -> Iterator[Edit]:
    """All edits of statements below `tree`, in the order of the text."""
    for parent in ast.walk(tree):
        if isinstance(parent, ast.FunctionDef):
            yield from _parameters_swapped(parent)
            yield from _return_missing(parent, scope)
        for field in _BODIES:
            body = getattr(parent, field, None)
            if isinstance(body, list) and not isinstance(parent, ast.Module):
                for index in range(len(body)):
                    yield from _assignment(parent, field, index)
                    yield from _left_out(parent, field, index)
                    yield from _moved(parent, field, index)
                    yield from _branch(parent, field, index)


def _put(parent: ast.AST, field: str, index: int, new: list[ast.stmt]) -> list[ast.stmt]:
    """The body with `new` in the place of its statement `index`; never empty."""
    body = list(getattr(parent, field))
    old = body[index]
    for statement in new:
        place(statement, old)
    body[index : index + 1] = new
    if not body:
        body = [ast.copy_location(ast.Pass(), old)]
    return body


def _assignment(parent: ast.AST, field: str, index: int) -> Iterator[Edit]:
    """`=` for `+=` and back; another operator in `+=`."""
    old = getattr(parent, field)[index]
    new: list[tuple[str, ast.stmt]] = []
    if isinstance(old, ast.AugAssign):
        new.append(("`=` for `+=`", ast.Assign([old.target], old.value)))
        operator = ast.Sub if isinstance(old.op, ast.Add) else ast.Add
        new.append(("another operator", ast.AugAssign(old.target, operator(), old.value)))
    elif isinstance(old, ast.Assign) and isinstance(target := old.targets[0], ast.Name | ast.Attribute | ast.Subscript):
        new.append(("`+=` for `=`", ast.AugAssign(target, ast.Add(), old.value)))
        new.append(("`*=` for `=`", ast.AugAssign(target, ast.Mult(), old.value)))
    for name, statement in new:
        yield Edit(name, old.lineno, ((parent, field, _put(parent, field, index, [statement])),))


def _left_out(parent: ast.AST, field: str, index: int) -> Iterator[Edit]:
    old = getattr(parent, field)[index]
    is_docstring = isinstance(old, ast.Expr) and isinstance(old.value, ast.Constant)
    if isinstance(old, _SIMPLE) and not is_docstring:
        yield Edit("a step left out", old.lineno, ((parent, field, _put(parent, field, index, [])),))


def _moved(parent: ast.AST, field: str, index: int) -> Iterator[Edit]:
    """A statement at the edge of a loop or a branch, moved over that edge; neighbours exchanged."""
    body = getattr(parent, field)
    old = body[index]
    if isinstance(old, ast.For | ast.While | ast.If | ast.With):
        if len(old.body) > 1:
            last, first = old.body[-1], old.body[0]
            out = (parent, field, [*body[: index + 1], last, *body[index + 1 :]])
            yield Edit("a step too far in", last.lineno, ((old, "body", old.body[:-1]), out))
            before = (parent, field, [*body[:index], first, *body[index:]])
            yield Edit("a step too far in", first.lineno, ((old, "body", old.body[1:]), before))
        if index + 1 < len(body):
            after = body[index + 1]
            rest = (parent, field, [*body[: index + 1], *body[index + 2 :]])
            yield Edit("a step too far out", after.lineno, ((old, "body", [*old.body, after]), rest))
        if index and not _is_docstring(body[index - 1]):
            above = body[index - 1]
            rest = (parent, field, [*body[: index - 1], *body[index:]])
            yield Edit("a step too far out", above.lineno, ((old, "body", [above, *old.body]), rest))
    if index and not _is_docstring(body[index - 1]):
        swapped = [*body[: index - 1], old, body[index - 1], *body[index + 1 :]]
        yield Edit("two steps exchanged", old.lineno, ((parent, field, swapped),))


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _branch(parent: ast.AST, field: str, index: int) -> Iterator[Edit]:
    """A branch that is always or never taken, the two branches exchanged; a `return` for a last value."""
    old = getattr(parent, field)[index]
    if isinstance(old, ast.If):
        yield Edit("a condition left out", old.lineno, ((parent, field, _put(parent, field, index, old.body)),))
        if old.orelse:
            yield Edit("the two cases exchanged", old.lineno, ((old, "body", old.orelse), (old, "orelse", old.body)))
            yield Edit("a condition left out", old.lineno, ((parent, field, _put(parent, field, index, old.orelse)),))
    if isinstance(old, ast.Expr) and not _is_docstring(old):
        returned = ast.Return(old.value)
        yield Edit("no return", old.lineno, ((parent, field, _put(parent, field, index, [returned])),))
        if isinstance(old.value, ast.Call) and isinstance(old.value.func, ast.Attribute):
            receiver = old.value.func.value
            if isinstance(receiver, ast.Name):  # X.reshape(...) alone changes nothing
                kept = ast.Assign([ast.Name(receiver.id, ast.Store())], old.value)
                yield Edit("a result thrown away", old.lineno, ((parent, field, _put(parent, field, index, [kept])),))


def _return_missing(function: ast.FunctionDef, scope: Scope) -> Iterator[Edit]:
    """A `return` at the end, or of another name."""
    last = function.body[-1]
    if not isinstance(last, ast.Return):
        for name in scope.names:
            added = ast.copy_location(ast.Return(ast.Name(name, ast.Load())), last)
            place(added, last)
            yield Edit("no return", last.lineno, ((function, "body", [*function.body, added]),))
    elif last.value is None:
        for name in scope.names:
            value = ast.Name(name, ast.Load())
            place(value, last)
            yield Edit("no return", last.lineno, ((last, "value", value),))


def _parameters_swapped(function: ast.FunctionDef) -> Iterator[Edit]:
    given = function.args.args
    for index in range(1, len(given)):
        swapped = [*given[: index - 1], given[index], given[index - 1], *given[index + 1 :]]
        yield Edit("arguments swapped", function.lineno, ((function.args, "args", swapped),))
