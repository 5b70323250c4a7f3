"""What the names in a function mean, as far as its text says."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

AXIS_LETTERS = ("hw", "xy", "ij", "cr", "01", "12", "uv", "pq", "ab", "rs", "hv")  # for rows and columns

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Scope:
    """The names that an edit may put in: arguments first, then those that the code sets, then loop counters."""

    arguments: tuple[str, ...]
    names: tuple[str, ...]  # all of them, each once
    counters: tuple[str, ...]  # set by `for`
    tensors: tuple[str, ...]  # arguments whose sizes or entries are read
    optional: tuple[str, ...]  # arguments that may be None


def scope_of(tree: ast.AST) -> Scope:
    """The names of one definition; those of the functions inside it count as its own."""
    arguments: dict[str, None] = {}
    set_here: dict[str, None] = {}
    counters: dict[str, None] = {}
    tensors: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.arg != "self":
            arguments[node.arg] = None
        elif isinstance(node, ast.For | ast.comprehension):
            counters |= {name: None for name in _names_in(node.target)}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            set_here[node.id] = None
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.value, ast.Name):
            tensors[node.value.id] = None
    names = tuple(dict.fromkeys([*arguments, *set_here]))
    return Scope(
        tuple(arguments),
        names,
        tuple(counters),
        tuple(name for name in arguments if name in tensors or name[:1].isupper()),
        tuple(_may_be_none(tree)),
    )


def _may_be_none(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.arguments):
            given = [*node.posonlyargs, *node.args]
            for argument, default in zip(reversed(given), reversed(node.defaults), strict=False):
                if isinstance(default, ast.Constant) and default.value is None:
                    yield argument.arg


def _names_in(target: ast.AST) -> list[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]


def partners(names: Iterable[str]) -> dict[str, str]:
    """Each name that has exactly one like it, with that one: `kh` and `kw`."""
    known = list(names)
    found = {name: [other for other in known if alike(name, other) and _is_pair(name, other)] for name in known}
    return {name: others[0] for name, others in found.items() if len(others) == 1}


def _is_pair(one: str, other: str) -> bool:
    """Whether names that are alike differ in what the field calls two axes, not just in some letter."""
    if len(one) != len(other):
        return True
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return all(a.isupper() == b.isupper() and "".join(sorted((a + b).lower())) in AXIS_LETTERS for a, b in differing)


def alike(one: str, other: str) -> bool:
    """Whether two names look like a pair: `kh` and `kw`, `height` and `width`, `out_h` and `out_w`, `p0` and `p1`."""
    pairs = (("height", "width"), ("row", "column"), ("row", "col"), ("rows", "cols"), ("in", "out"), ("top", "left"))
    if one == other:
        return False
    for a, b in pairs:
        if one.replace(a, b) == other or one.replace(b, a) == other:
            return True
    differing = sum(a != b for a, b in zip(one.lower(), other.lower(), strict=False))
    return len(one) == len(other) and differing == 1
