"""An answer as statements in which nothing is left that a copier changes first: names, order, layout, comments.

Own names become one letter, `a + b` and `b + a` become the same, `x += y` becomes `x = x + y`, statements without a
body that follow each other are sorted. What the release gives is taken out. Each statement remembers its line and text.

The code is parsed, and never compiled or run; `of_class` does it in a child process with a clock and a memory limit.
"""

from __future__ import annotations

import ast
import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder import limited
from autograder.errors import SubmissionError

LONGEST = 20_000  # characters of one answer
SECONDS, MEGABYTES, MOST = 60, 1500, 200_000_000  # for a whole class; one answer takes milliseconds
OWN = "v"  # the letter in the place of a student's own names
BODIES = ("body", "orelse", "finalbody", "handlers")
TOKEN = re.compile(r"""'[^'\n]*'|"[^"\n]*"|\d[\w.]*|[^\W\d]\w*|[^\w\s]""")
COMMENT = re.compile(r"""('[^'\n]*'|"[^"\n]*")|#.*""")


@dataclass(frozen=True)
class Statement:
    """One statement; of a loop, a condition or a definition its first line alone."""

    form: str  # what is compared
    line: int  # in the answer, from 1
    text: str  # as the student wrote it, in one layout, without comments


Form = tuple[Statement, ...]


def of_class(answers: Mapping[str, str], release: str) -> tuple[dict[str, Form], list[str]]:
    """The forms of a class's answers, and whose answer takes more than it may.

    Args:
        answers: {student: source}
        release: the code that the release gives.
    """
    given = {statement.form for statement in form(release, frozenset())}

    def work(names: list[str]) -> bytes:
        made = [form(answers[name], given) for name in names]
        return json.dumps([[(each.form, each.line, each.text) for each in one] for one in made]).encode()

    everybody = sorted(answers)
    try:
        return _read(everybody, _apart(work, everybody)), []
    except limited.Exceeded:
        found: dict[str, Form] = {}
        lost = []
        for name in everybody:
            try:
                found |= _read([name], _apart(work, [name]))
            except limited.Exceeded:
                lost.append(name)
        return found, lost


def _apart(work, names: list[str]) -> bytes:
    if not limited.is_possible():
        return work(names)
    seconds = SECONDS if len(names) > 1 else 5
    return limited.run(lambda: work(names), seconds=seconds, megabytes=MEGABYTES, most=MOST, said=SubmissionError)


def _read(names: list[str], data: bytes) -> dict[str, Form]:
    return {name: tuple(Statement(*each) for each in one) for name, one in zip(names, json.loads(data), strict=True)}


def form(source: str, given: frozenset[str] | set[str]) -> Form:
    """The statements of one answer in the order in which they are compared, without what is given."""
    source = source[:LONGEST]
    try:
        tree = ast.parse(source)
        found = list(_of_block(tree.body, "", _Plain(tree)))
    except (SyntaxError, ValueError):
        found = list(_of_lines(source))
    return tuple(statement for statement in found if statement.form not in given)


def tokens(found: Form) -> list[str]:
    """What two forms are compared by."""
    return [token for statement in found for token in (*TOKEN.findall(statement.form), "\n")]


def _of_lines(source: str) -> Iterator[Statement]:
    """Code that is no Python, line by line; names stay."""
    for number, line in enumerate(source.splitlines(), 1):
        text = COMMENT.sub(r"\1", line).rstrip()
        if text.strip():
            yield Statement(" ".join(TOKEN.findall(text)), number, text)


def _of_block(block: list[ast.stmt], indent: str, plain: _Plain) -> Iterator[Statement]:
    run: list[Statement] = []
    for statement in block:
        bodies = [name for name in BODIES if getattr(statement, name, None)]
        if _is_a_text(statement):
            continue
        head = _head(statement, bodies)
        made = Statement(plain.form(head), statement.lineno, indent + _text(head))
        if not bodies and not isinstance(statement, ast.Return):
            run.append(made)
            continue
        yield from _sorted(run)
        run = []
        yield made
        for name in bodies:
            yield from _of_block(getattr(statement, name), indent + "    ", plain)
    yield from _sorted(run)


def _sorted(run: list[Statement]) -> list[Statement]:
    return sorted(run, key=lambda statement: statement.form)


def _is_a_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _head(statement: ast.stmt, bodies: list[str]) -> ast.stmt:
    """The statement without what is in it."""
    if not bodies:
        return statement
    head = copy.copy(statement)
    for name in bodies:
        setattr(head, name, [ast.Pass()] if name == "body" else [])
    return head


def _text(head: ast.AST) -> str:
    if isinstance(head, ast.Try):
        return "try:"
    return ast.unparse(ast.fix_missing_locations(head)).removesuffix("\n    pass")


class _Plain(ast.NodeTransformer):
    """Rewrites statements so that what means the same is written the same."""

    def __init__(self, tree: ast.Module):
        tasks = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        self._names, self._attributes, self._modules = set[str](), set[str](), dict[str, str]()
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                self._names.add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                self._attributes.add(node.attr)
            elif isinstance(node, ast.arg):
                self._names.add(node.arg)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                self._names.add(node.name)
            elif isinstance(node, ast.alias) and node.asname:
                self._modules[node.asname] = node.name
        if len(tasks) == 1:
            self._names -= tasks  # the task's own name; among several it cannot be distinguished from helpers' names

    def form(self, statement: ast.stmt) -> str:
        return _text(self.visit(copy.deepcopy(statement)))

    def visit_Name(self, node: ast.Name) -> ast.AST:
        name = OWN if node.id in self._names else self._modules.get(node.id, node.id)
        return ast.copy_location(ast.Name(name, node.ctx), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        node.attr = OWN if node.attr in self._attributes else node.attr
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(OWN)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.returns, node.name = None, OWN if node.name in self._names else node.name
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        if node.value is None:
            return ast.Pass()
        return ast.copy_location(ast.Assign([node.target], node.value), node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        value = _in_order(ast.BinOp(node.target, node.op, node.value))
        return ast.copy_location(ast.Assign([node.target], value), node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        return _in_order(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        turned = {ast.Gt: ast.Lt, ast.GtE: ast.LtE}.get(type(node.ops[0]))
        if len(node.ops) == 1 and turned:
            node.left, node.comparators, node.ops = node.comparators[0], [node.left], [turned()]
        return node


def _in_order(node: ast.BinOp) -> ast.BinOp:
    """A sum or a product with its two sides in the order of their texts."""
    if isinstance(node.op, ast.Add | ast.Mult):
        node.left, node.right = sorted((node.left, node.right), key=ast.unparse)
    return node
