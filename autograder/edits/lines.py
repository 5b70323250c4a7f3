"""A definition as a list of lines with depths, like its text, and such a list as a definition again.

So a line can be replaced, put in or taken out wherever it is, and the blocks around it stay whole.
"""

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
BLOCKS = ast.For | ast.While | ast.If | ast.With | ast.FunctionDef | ast.ClassDef
_SILENT = {"ctx", "annotation", "returns", "type_comment", "decorator_list", "kind", "type_params"}
_BODIES = {"body", "orelse"}
BLANK = "?"
Words = tuple[str, ...]


@dataclass(frozen=True)
class Functions:
    """The names of the functions and classes of a student's notebook, and of right answers."""

    own: frozenset[str]
    right: frozenset[str]

    @property
    def own_alone(self) -> frozenset[str]:
        """Those that right answers do not know by this name."""
        return self.own - self.right

    @property
    def right_alone(self) -> frozenset[str]:
        return self.right - self.own


class Line:
    """A statement, or the head of a block; `is_else` is the `else:` of the block above."""

    __slots__ = ("depth", "is_else", "node", "words")

    def __init__(self, depth: int, node: ast.stmt, is_else: bool = False):
        self.depth, self.node, self.is_else = depth, node, is_else
        # what the line says, without its layout; and whether each word is a name
        self.words: list[tuple[str, bool]] = [("else", False)] if is_else else list(words_of(node))

    @property
    def reads(self) -> set[str]:
        """The names that it reads."""
        return {
            node.id
            for node in walk(self.node)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and not self.is_else
        }

    def key(self, names: Mapping[str, str]) -> Words:
        """The line for a comparison: its depth and words; names are those that `names` gives for them."""
        return (str(self.depth), *(names.get(word, word) if is_name else word for word, is_name in self.words))


def lines_of(definition: Definition) -> list[Line]:
    """The head of the definition, and all lines below it that decide something."""
    return [Line(0, definition), *_lines(definition.body, 1)]


def _lines(body: Sequence[ast.stmt], depth: int) -> Iterator[Line]:
    for statement in body:
        if isinstance(statement, ast.Pass) or _is_talk(statement):
            continue
        yield Line(depth, statement)
        if isinstance(statement, BLOCKS):
            yield from _lines(statement.body, depth + 1)
            if getattr(statement, "orelse", None):
                yield Line(depth, statement, True)
                yield from _lines(statement.orelse, depth + 1)  # type: ignore[union-attr]


def _is_talk(statement: ast.stmt) -> bool:
    """A docstring, or what only prints."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id == "print"
    return isinstance(value, ast.Constant)


def definition_of(lines: Sequence[Line]) -> Definition | None:
    """The definition that these lines make; None where a block is empty or a line too deep."""
    made: list[tuple[int, list[ast.stmt]]] = [(0, [])]
    for line in lines:
        while made[-1][0] > line.depth:
            if not made.pop()[1]:
                return None
        depth, body = made[-1]
        if depth != line.depth:
            return None
        if line.is_else:
            above = body[-1] if body else None
            if not isinstance(above, ast.If | ast.For | ast.While) or above.orelse:
                return None
            made.append((depth + 1, above.orelse))
            continue
        new = copy.copy(line.node)
        if isinstance(new, BLOCKS):
            new.body = []
            if isinstance(new, ast.For | ast.While | ast.If):
                new.orelse = []
            made.append((depth + 1, new.body))
        body.append(new)
    whole = made[0][1]
    if len(whole) != 1 or not all(body for _, body in made) or not isinstance(whole[0], Definition):
        return None
    return whole[0]


def words_of(node: ast.AST) -> Iterator[tuple[str, bool]]:
    """The node and all below it, but not the lines of a block; and whether a word is a name."""
    own = owned_name(node)
    if own is not None:
        yield own, True
        return
    yield type(node).__name__, False
    for field in _fields_of(node):
        value = getattr(node, field, None)
        if isinstance(value, list):
            yield str(len(value)), False
            for each in value:
                yield from words_of(each) if isinstance(each, ast.AST) else ((str(each), False),)
        elif isinstance(value, ast.AST):
            yield from words_of(value)
        else:
            yield (str(value), True) if isinstance(node, Definition) else (repr(value), False)


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it, but not the lines of a block."""
    yield node
    for field in _fields_of(node):
        value = getattr(node, field, None)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST):
                yield from walk(each)


def _fields_of(node: ast.AST) -> list[str]:
    silent = _SILENT | _BODIES if isinstance(node, BLOCKS) else _SILENT
    return [field for field in node._fields if field not in silent]


def owned_name(node: ast.AST) -> str | None:
    """The name that a node is: of a variable, of an argument, of an attribute of `self`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.arg):
        return node.arg
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
        return f"self.{node.attr}"
    return None


def local_names(definition: Definition) -> dict[str, None]:
    """The names that a definition sets itself, arguments included, in the order of the text."""
    found: dict[str, None] = {}
    for node in ast.walk(definition):
        own = owned_name(node)
        if own is not None and (isinstance(node, ast.arg) or isinstance(getattr(node, "ctx", None), ast.Store)):
            found[own] = None
        elif isinstance(node, ast.FunctionDef) and node is not definition and not isinstance(definition, ast.ClassDef):
            found[node.name] = None
    found.pop("self", None)
    return found


def renamed(line: Line, names: Mapping[str, str], like: ast.AST) -> Line:
    """A copy of the line with these names, at the place of `like`; the lines of a block are not in it."""
    return Line(line.depth, _copied(line.node, names, like), line.is_else)  # type: ignore[arg-type]


def _copied(node: ast.AST, names: Mapping[str, str], like: ast.AST) -> ast.AST:
    new = type(node)()
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(node, BLOCKS) and field in _BODIES:
            value = []
        elif isinstance(value, list):
            value = [_copied(each, names, like) if isinstance(each, ast.AST) else each for each in value]
        elif isinstance(value, ast.AST):
            value = _copied(value, names, like)
        elif isinstance(value, str) and not isinstance(node, ast.Constant | ast.keyword):
            value = names.get(value, value)
        setattr(new, field, value)
    own = owned_name(new)
    if isinstance(new, ast.Attribute) and own is not None:
        new.attr = names.get(own, own).removeprefix("self.")
    return ast.copy_location(new, like)
