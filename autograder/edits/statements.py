"""Edits of statements: `=` for `+=`, a step left out, too far in or too far out, no return."""

import ast
import copy
from collections.abc import Iterator
from itertools import combinations

from autograder.edits.edit import Edit, call, called, place, put
from autograder.edits.loops import loop_over_both
from autograder.edits.scope import Scope, alike, partners

_BODIES = ("body", "orelse", "finalbody")
_BLOCKS = ast.For | ast.While | ast.If | ast.With
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
                    yield from _exception(parent, field, index)
                    yield from _throughout(parent, field, index, scope)
                    yield from loop_over_both(parent, field, index, scope)


def statement_repairs(tree: ast.AST, scope: Scope) -> Iterator[Edit]:
    """What no slip makes: the width by the formula of the height, a check of sizes, two steps in the other order."""
    for parent in ast.walk(tree):
        for field in _BODIES:
            body = getattr(parent, field, None)
            if isinstance(body, list) and not isinstance(parent, ast.Module):
                for index in range(len(body)):
                    for name, new in _repaired(body, index, scope):
                        yield Edit(name, body[index].lineno, ((parent, field, put(parent, field, index, new)),))
                    yield from _pipeline(parent, field, index)


Repaired = Iterator[tuple[str, list[ast.stmt]]]


def _repaired(body: list[ast.stmt], index: int, scope: Scope) -> Repaired:
    old = body[index]
    other = partners(scope.names)
    if isinstance(old, ast.Assign) and isinstance(old.value, ast.Name) and isinstance(old.targets[0], ast.Name):
        for earlier in body[:index]:
            if isinstance(earlier, ast.Assign) and ast.dump(earlier.targets[0], False) == ast.dump(
                ast.Name(old.value.id, ast.Store()), False
            ):
                value = _Instead(other).visit(copy.deepcopy(earlier.value))
                yield "height for width", [ast.Assign(old.targets, value)]
    elif isinstance(old, ast.Assign | ast.AugAssign | ast.Return | ast.Expr):
        new = _Instead(other).visit(copy.deepcopy(old))
        if ast.dump(new) != ast.dump(old):
            yield "height for width", [new]
    refused = ast.Raise(ast.Name("ValueError", ast.Load()), None)
    if isinstance(old, ast.Return):
        for one, two in other.items():
            if one < two:
                sizes = [ast.Name(one, ast.Load()), ast.Name(two, ast.Load())]
                too_small = ast.Compare(call("min", *sizes), [ast.Lt()], [ast.Constant(1)])
                yield "no exception", [ast.If(too_small, [refused], []), old]
    if isinstance(old, ast.Assert):
        yield "another exception", [ast.If(ast.UnaryOp(ast.Not(), old.test), [refused], [])]
    if isinstance(old, ast.Raise) and "ValueError" not in ast.dump(old):
        yield "another exception", [refused]
    if isinstance(old, ast.AugAssign) or (isinstance(old, ast.Assign) and isinstance(old.value, ast.BinOp)):
        read = {node.id for node in ast.walk(old.value) if isinstance(node, ast.Name)}
        for name in (name for name in scope.optional if name in read):
            given = ast.Compare(ast.Name(name, ast.Load()), [ast.IsNot()], [ast.Constant(None)])
            yield "nothing is not looked at", [ast.If(given, [old], [])]


def _pipeline(parent: ast.AST, field: str, index: int) -> Iterator[Edit]:
    """`a = f(x, p)` and `b = g(a, q)`: g first, then f."""
    body = getattr(parent, field)
    if index + 1 >= len(body):
        return
    one, two = (getattr(statement, "value", None) for statement in body[index : index + 2])
    if isinstance(one, ast.Call) and isinstance(two, ast.Call) and one.args and two.args:
        new = []
        for statement, step, given in ((body[index], two, one), (body[index + 1], one, two)):
            call = ast.Call(step.func, [given.args[0], *step.args[1:]], step.keywords)
            changed = copy.copy(statement)
            changed.value = ast.copy_location(call, statement.value)
            new.append(changed)
        changed_body = [*body[:index], *new, *body[index + 2 :]]
        yield Edit("two steps exchanged", body[index].lineno, ((parent, field, changed_body),))


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
        yield Edit(name, old.lineno, ((parent, field, put(parent, field, index, [statement])),))


def _left_out(parent: ast.AST, field: str, index: int) -> Iterator[Edit]:
    old = getattr(parent, field)[index]
    is_docstring = isinstance(old, ast.Expr) and isinstance(old.value, ast.Constant)
    if isinstance(old, _SIMPLE) and not is_docstring:
        yield Edit("a step left out", old.lineno, ((parent, field, put(parent, field, index, [])),))


def _moved(parent: ast.AST, field: str, index: int) -> Iterator[Edit]:
    """A statement moved out of a loop or a branch, or into it; neighbours exchanged."""
    body = getattr(parent, field)
    old = body[index]
    if isinstance(old, _BLOCKS):
        for at, inner in enumerate(old.body):
            if len(old.body) > 1 and isinstance(inner, _SIMPLE):
                rest = (old, "body", [*old.body[:at], *old.body[at + 1 :]])
                below = (parent, field, [*body[: index + 1], inner, *body[index + 1 :]])
                yield Edit("a step too far in", inner.lineno, (rest, below))
                above = (parent, field, [*body[:index], inner, *body[index:]])
                yield Edit("a step too far in", inner.lineno, (rest, above))
        if index + 1 < len(body):
            after = body[index + 1]
            without = (parent, field, [*body[: index + 1], *body[index + 2 :]])
            yield Edit("a step too far out", after.lineno, ((old, "body", [*old.body, after]), without))
        for at, earlier in enumerate(body[:index]):
            if isinstance(earlier, _SIMPLE) and not _is_docstring(earlier):
                without = (parent, field, [*body[:at], *body[at + 1 :]])
                for block in ast.walk(old):
                    if isinstance(block, ast.For | ast.While):
                        into = (block, "body", [earlier, *block.body])
                        yield Edit("a step too far out", earlier.lineno, (into, without))
    if index and not _is_docstring(body[index - 1]):
        swapped = [*body[: index - 1], old, body[index - 1], *body[index + 1 :]]
        yield Edit("two steps exchanged", old.lineno, ((parent, field, swapped),))


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _branch(parent: ast.AST, field: str, index: int) -> Iterator[Edit]:
    """A branch that is always or never taken, the two branches exchanged; a `return` for a last value."""
    old = getattr(parent, field)[index]
    if isinstance(old, ast.If):
        yield Edit("a condition left out", old.lineno, ((parent, field, put(parent, field, index, old.body)),))
        if old.orelse:
            yield Edit("the two cases exchanged", old.lineno, ((old, "body", old.orelse), (old, "orelse", old.body)))
            yield Edit("a condition left out", old.lineno, ((parent, field, put(parent, field, index, old.orelse)),))
    if isinstance(old, ast.Expr) and not _is_docstring(old):
        printed = old.value.args if isinstance(old.value, ast.Call) and called(old.value) == "print" else []
        returned = ast.Return(printed[0] if len(printed) == 1 else old.value)
        yield Edit("no return", old.lineno, ((parent, field, put(parent, field, index, [returned])),))
        if isinstance(old.value, ast.Call):  # `X.reshape(...)` and `filtered(X, K)` alone change nothing
            function = old.value.func
            receiver = function.value if isinstance(function, ast.Attribute) else next(iter(old.value.args), None)
            if isinstance(receiver, ast.Name):
                kept = ast.Assign([ast.Name(receiver.id, ast.Store())], old.value)
                yield Edit("a result thrown away", old.lineno, ((parent, field, put(parent, field, index, [kept])),))


def _exception(parent: ast.AST, field: str, index: int) -> Iterator[Edit]:
    """An exception for a value: in a branch, and before sizes are returned."""
    old = getattr(parent, field)[index]
    if isinstance(parent, ast.If) and isinstance(old, ast.Return | ast.Assign | ast.Expr | ast.Pass | ast.Raise):
        raised = ast.Raise(ast.Name("ValueError", ast.Load()), None)
        yield Edit("a value for an exception", old.lineno, ((parent, field, put(parent, field, index, [raised])),))
    if isinstance(old, ast.Return) and isinstance(old.value, ast.Tuple | ast.Name | ast.List):
        too_small = ast.Compare(call("min", old.value), [ast.Lt()], [ast.Constant(1)])
        check = ast.If(too_small, [ast.Raise(ast.Name("ValueError", ast.Load()), None)], [])
        above = getattr(parent, field)[index - 1].end_lineno if index else getattr(parent, "lineno", old.lineno)
        yield Edit("no exception", above, ((parent, field, put(parent, field, index, [check, old])),), (), True)


def _throughout(parent: ast.AST, field: str, index: int, scope: Scope) -> Iterator[Edit]:
    """In one statement: two names or two numbers exchanged, or one name for another, wherever they occur in it."""
    old = getattr(parent, field)[index]
    if not isinstance(old, ast.Assign | ast.AugAssign | ast.Expr | ast.Return):
        return
    read = [node.id for node in ast.walk(old) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    here = [name for name in scope.names if name in read]
    for one, other in combinations(here, 2):
        yield _rewritten("height and width exchanged", parent, field, index, {one: other, other: one})
    for one in (name for name in here if read.count(name) > 1):
        for other in (name for name in scope.names if alike(name, one) or name in scope.counters):
            if other != one:
                yield _rewritten("height for width", parent, field, index, {one: other})
    numbers = {node.value for node in ast.walk(old) if isinstance(node, ast.Constant) and type(node.value) is int}
    for low in (0, 1, 2):
        if {low, low + 1} <= numbers:
            yield _rewritten("height and width exchanged", parent, field, index, {low: low + 1, low + 1: low})


def _rewritten(name: str, parent: ast.AST, field: str, index: int, instead: dict) -> Edit:
    new = _Instead(instead).visit(copy.deepcopy(getattr(parent, field)[index]))
    return Edit(name, new.lineno, ((parent, field, put(parent, field, index, [new])),))


class _Instead(ast.NodeTransformer):
    """Puts names and whole numbers in the place of others, where they are read."""

    def __init__(self, instead: dict):
        self._instead = instead

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if isinstance(node.ctx, ast.Load) and node.id in self._instead:
            return ast.copy_location(ast.Name(self._instead[node.id], node.ctx), node)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if type(node.value) is int and node.value in self._instead:
            return ast.copy_location(ast.Constant(self._instead[node.value]), node)
        return node


def _return_missing(function: ast.FunctionDef, scope: Scope) -> Iterator[Edit]:
    """A `return` at the end, or of another name."""
    last = function.body[-1]
    if not isinstance(last, ast.Return):
        for name in scope.names:
            added = ast.copy_location(ast.Return(ast.Name(name, ast.Load())), last)
            place(added, last)
            at = last.end_lineno or last.lineno
            yield Edit("no return", at, ((function, "body", [*function.body, added]),), (), True)
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
