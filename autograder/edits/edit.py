"""One edit, and the places of a syntax tree where an edit can be made."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

# fields whose contents decide nothing: types, messages, decorators
_SILENT = {("annotation",), ("returns",), ("decorator_list",), ("type_comment",)}


@dataclass(frozen=True)
class Edit:
    """One small change: `changes` are the (node, field, new value) that make it."""

    name: str  # in plain words: "another axis"
    line: int  # of the code that changes, as the tree counts
    changes: tuple[tuple[ast.AST, str, Any], ...]
    also: tuple[int, ...] = ()  # more lines that it changes
    is_missing: bool = False  # something is put in behind the line

    @contextmanager
    def applied(self) -> Iterator[None]:
        """The tree is changed inside the `with`, and put back at its end."""
        before = [(node, field, getattr(node, field)) for node, field, _ in self.changes]
        for node, field, value in self.changes:
            setattr(node, field, value)
        try:
            yield
        finally:
            for node, field, value in reversed(before):
                setattr(node, field, value)


@dataclass(frozen=True)
class Slot:
    """An expression and where it is held, so that another one can be put there."""

    parent: ast.AST
    field: str
    index: int | None  # in the field, where that is a list
    node: ast.expr

    def edit(self, name: str, new: ast.expr) -> Edit:
        """The edit that puts `new` here."""
        place(new, self.node)
        value: Any = new
        if self.index is not None:
            value = list(getattr(self.parent, self.field))
            value[self.index] = new
        return Edit(name, self.node.lineno, ((self.parent, self.field, value),))


def place(new: ast.AST, old: ast.AST) -> None:
    """Give the nodes that are new the position of the one that they replace."""
    for node in ast.walk(new):
        if isinstance(node, ast.expr | ast.stmt | ast.keyword | ast.arg) and not hasattr(node, "lineno"):
            ast.copy_location(node, old)


def slots(tree: ast.AST) -> Iterator[Slot]:
    """Every expression that decides something, in the order of the text."""
    for field, value in ast.iter_fields(tree):
        if (field,) in _SILENT or isinstance(tree, ast.JoinedStr | ast.Raise | ast.Global | ast.Import):
            continue
        held = value if isinstance(value, list) else [value]
        for index, node in enumerate(held):
            if not isinstance(node, ast.AST) or _is_text(tree, node) or _prints(node):
                continue
            if isinstance(node, ast.expr):
                yield Slot(tree, field, index if isinstance(value, list) else None, node)
            yield from slots(node)


def _is_text(parent: ast.AST, node: ast.AST) -> bool:
    """A docstring, or the message of an `assert`."""
    is_string = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_string and isinstance(parent, ast.Expr | ast.Assert)


def _prints(node: ast.AST) -> bool:
    called = node.value if isinstance(node, ast.Expr) else None
    return isinstance(called, ast.Call) and isinstance(called.func, ast.Name) and called.func.id == "print"


def whole_number(node: ast.AST) -> int | None:
    """The value of a literal such as 2 or -1; None for everything else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = whole_number(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    return None


def number(value: int) -> ast.expr:
    """A literal of this whole number."""
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))


def called(node: ast.AST) -> str:
    """The last part of the name that a call calls: `sum` of `torch.sum(x)` and of `x.sum()`."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def method(receiver: ast.expr, name: str, *arguments: ast.expr) -> ast.Call:
    """`receiver.name(arguments)`."""
    return ast.Call(ast.Attribute(receiver, name, ast.Load()), list(arguments), [])


def is_load(node: ast.AST) -> bool:
    """Whether the expression is read, not written to."""
    return isinstance(getattr(node, "ctx", None), ast.Load | None)


def put(parent: ast.AST, field: str, index: int, new: list[ast.stmt]) -> list[ast.stmt]:
    """The body with `new` in the place of its statement `index`; never empty."""
    body = list(getattr(parent, field))
    old = body[index]
    for statement in new:
        place(statement, old)
    body[index : index + 1] = new
    if not body:
        body = [ast.copy_location(ast.Pass(), old)]
    return body


def call(name: str, *arguments: ast.expr) -> ast.Call:
    """`name(arguments)`."""
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])
