"""Repairs of two axes at once: what is missing for the height is missing for the width, in one statement."""

import ast
import copy
from collections.abc import Iterator

from autograder.edits.edit import Edit, called, place, put

_BODIES = ("body", "orelse")
_STATEMENTS = ast.Assign | ast.AugAssign | ast.Return | ast.Expr


def one_missing_twice(tree: ast.AST) -> Iterator[Edit]:
    """`+ 1` behind every difference that ends a slice, counts a loop or is a size."""
    for parent in ast.walk(tree):
        for field in _BODIES:
            body = getattr(parent, field, None)
            for index, old in enumerate(body if isinstance(body, list) else ()):
                if isinstance(old, _STATEMENTS):
                    more = _OneMore()
                    new = more.visit(copy.deepcopy(old))
                    if more.count > 1:
                        place(new, old)
                        yield Edit("+ 1 missing", old.lineno, ((parent, field, put(parent, field, index, [new])),))


class _OneMore(ast.NodeTransformer):
    """Adds 1 to differences where they are lengths."""

    def __init__(self) -> None:
        self.count = 0

    def visit_Slice(self, node: ast.Slice) -> ast.AST:
        self.generic_visit(node)
        node.upper = self._more(node.upper)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if called(node) in ("range", "arange", "zeros", "ones", "empty", "reshape", "view"):
            node.args = [self._more(each) or each for each in node.args]
        return node

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        self.generic_visit(node)
        node.elts = [self._more(each) or each for each in node.elts]
        return node

    def _more(self, node: ast.expr | None) -> ast.expr | None:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            self.count += 1
            return ast.copy_location(ast.BinOp(node, ast.Add(), ast.Constant(1)), node)
        return node
