"""Repairs of loops: two for one and one for two, nothing to start from; of what is written out for two."""

import ast
import copy
from collections.abc import Iterator

from autograder.edits.edit import Edit, Slot, call, place, put, whole_number
from autograder.edits.numbers import Replacement
from autograder.edits.scope import Scope

COUNTER = "_count"  # a name that students do not use
_BODIES = ("body", "orelse")


def loop_repairs(tree: ast.AST) -> Iterator[Edit]:
    """All repairs of loops below `tree`."""
    for parent in ast.walk(tree):
        for field in _BODIES:
            body = getattr(parent, field, None)
            if not isinstance(body, list):
                continue
            for index, old in enumerate(body):
                if isinstance(old, ast.For):
                    for name, new, line in (*_split(old), *_joined(old), *_started(old)):
                        for statement in new:
                            place(statement, old)
                        changed = [*body[:index], *new, *body[index + 1 :]]
                        yield Edit(name, line, ((parent, field, changed),))


Loops = Iterator[tuple[str, list[ast.stmt], int]]


def _split(loop: ast.For) -> Loops:
    """`for i, j in zip(A, B)` walks along the diagonal: a loop in a loop visits every pair."""
    if (
        isinstance(loop.target, ast.Tuple)
        and isinstance(loop.iter, ast.Call)
        and isinstance(loop.iter.func, ast.Name)
        and loop.iter.func.id == "zip"
        and len(loop.target.elts) == len(loop.iter.args) == 2
    ):
        (outer, inner), (first, second) = loop.target.elts, loop.iter.args
        within = ast.For(inner, second, loop.body, [])
        yield "one loop for two", [ast.For(outer, first, [within], loop.orelse)], loop.lineno


def _joined(loop: ast.For) -> Loops:
    """`for x in X: for k in K:` meets every pair: one loop over both takes those that belong together."""
    inner = loop.body[0]
    if len(loop.body) == 1 and isinstance(inner, ast.For):
        both = ast.Call(ast.Name("zip", ast.Load()), [loop.iter, inner.iter], [])
        target = ast.Tuple([loop.target, inner.target], ast.Store())
        yield "two loops for one", [ast.For(target, both, inner.body, [])], inner.lineno


def _started(loop: ast.For) -> Loops:
    """`Y = f(x)` in a loop keeps the last value alone: it starts from 0 and is added up."""
    for at, statement in enumerate(loop.body):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            start = ast.Assign([ast.Name(name, ast.Store())], ast.Constant(0))
            added = ast.AugAssign(ast.Name(name, ast.Store()), ast.Add(), statement.value)
            ast.copy_location(added, statement)
            body = [*loop.body[:at], added, *loop.body[at + 1 :]]
            yield "`=` for `+=`", [start, ast.For(loop.target, loop.iter, body, loop.orelse)], statement.lineno


def written_out(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """`f(X[0]) + f(X[1])` and `[f(X[0]), f(X[1])]`: what is written for two is done for all."""
    node = slot.node
    parts = node.elts if isinstance(node, ast.Tuple | ast.List) else _summands(node)
    if len(parts) < 2 or any(
        ast.dump(_counted(part, at)) != ast.dump(_counted(parts[0], 0)) for at, part in enumerate(parts)
    ):
        return
    each = _counted(parts[0], 0)
    if ast.dump(each) == ast.dump(parts[0]):
        return
    for whole in scope.tensors:
        count = ast.Call(ast.Name("len", ast.Load()), [ast.Name(whole, ast.Load())], [])
        loop = ast.comprehension(
            ast.Name(COUNTER, ast.Store()), ast.Call(ast.Name("range", ast.Load()), [count], []), [], 0
        )
        if isinstance(node, ast.BinOp):
            parts_of_all = ast.GeneratorExp(each, [loop])
            yield "two for all", ast.Call(ast.Name("sum", ast.Load()), [parts_of_all], [])
        else:
            yield "two for all", ast.ListComp(each, [loop])


def _summands(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*(_summands(node.left) or [node.left]), node.right]
    return []


def _counted(node: ast.expr, number: int) -> ast.expr:
    """The expression with a counter in the place of this number as an index."""

    class Counted(ast.NodeTransformer):
        def visit_Subscript(self, inner: ast.Subscript) -> ast.AST:
            self.generic_visit(inner)
            if whole_number(inner.slice) == number and type(inner.slice) is ast.Constant:
                inner.slice = ast.Name(COUNTER, ast.Load())
            return inner

    return Counted().visit(copy.deepcopy(node))


def loop_over_both(parent: ast.AST, field: str, index: int, scope: Scope) -> Iterator[Edit]:
    """`for x in X` with one and the same `k` for all, where X and K go together: `for x, k in zip(X, K)`."""
    old = getattr(parent, field)[index]
    if not isinstance(old, ast.Assign | ast.AugAssign | ast.Expr | ast.Return | ast.For):
        return
    for at, loop in enumerate(node for node in ast.walk(old) if isinstance(node, ast.comprehension | ast.For)):
        if isinstance(loop.target, ast.Name) and isinstance(loop.iter, ast.Name | ast.Subscript | ast.Attribute):
            for other in scope.names:
                if other != loop.target.id:
                    yield from _zipped(parent, field, index, at, other)


def _zipped(parent: ast.AST, field: str, index: int, at: int, other: str) -> Iterator[Edit]:
    new = copy.deepcopy(getattr(parent, field)[index])
    loop = [node for node in ast.walk(new) if isinstance(node, ast.comprehension | ast.For)][at]
    holder = next((node for node in ast.walk(new) if loop in getattr(node, "generators", ())), loop)
    parts = holder.body if isinstance(holder, ast.For) else [holder.elt] if hasattr(holder, "elt") else []
    part = _PartFor(other)
    for inner in parts:
        part.visit(inner)
    if not part.found:
        return
    loop.target = ast.Tuple([loop.target, ast.Name(PART, ast.Store())], ast.Store())
    loop.iter = call("zip", loop.iter, ast.Name(other, ast.Load()))
    place(new, getattr(parent, field)[index])
    line = getattr(holder, "lineno", new.lineno)
    yield Edit("one for all", line, ((parent, field, put(parent, field, index, [new])),))


PART = "_part"  # a name that students do not use


class _PartFor(ast.NodeTransformer):
    """Puts one part in the place of a whole, or of its first entry."""

    def __init__(self, whole: str):
        self._whole, self.found = whole, False

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        is_whole = isinstance(node.value, ast.Name) and node.value.id == self._whole
        if is_whole and isinstance(node.slice, ast.Constant) and type(node.slice.value) is int:
            self.found = True
            return ast.copy_location(ast.Name(PART, ast.Load()), node)
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id == self._whole and isinstance(node.ctx, ast.Load):
            self.found = True
            return ast.copy_location(ast.Name(PART, ast.Load()), node)
        return node
