"""What the text of a cell says: its statements, also where not all of it is Python.

A line that does not parse costs its own block, not the cell.
"""

import ast
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from IPython.core.inputtransformer2 import TransformerManager

BODY_MAGICS = ("time", "timeit", "capture", "prun")  # the code below them runs like that of any other cell
LONGEST_STATEMENT = 50  # where a cell does not parse: the most unindented lines that one statement may have
_BODY_MAGIC = re.compile(rf"\s*%%({'|'.join(BODY_MAGICS)})\b[^\n]*\n?")
_PROMPT = re.compile(r"^\s*In ?\[", re.M)  # copied together with its code; Python would read it as an annotation
_AT_MARGIN = re.compile(r"(?!(?:else|elif|except|finally)\b)[^\s#]")
_BLOCKS = (ast.If, ast.Try, ast.TryStar, ast.With, ast.ExceptHandler)
Tree = ast.Module | Exception  # the tree of a piece of text, or why it has none


@dataclass(frozen=True)
class Cell:
    """A cell as it was read."""

    python: str  # what runs, line by line as the student sees it
    statements: list[ast.stmt]
    error: tuple[Exception, int] | None  # of the first statement that does not parse, with its line


def read(source: str, name: str) -> Cell:
    """The statements of a cell; IPython's magics and prompts are turned into calls or taken off."""
    magic = _BODY_MAGIC.match(source)
    python = "\n" * magic[0].count("\n") + source[magic.end() :] if magic else source
    trees = [(1, _tree(python, name))]
    if not isinstance(trees[0][1], ast.Module) or _PROMPT.search(python):  # what Python reads needs no IPython
        with contextlib.suppress(SyntaxError):
            python = TransformerManager().transform_cell(python)
        trees = _blocks(python, name)
    statements: list[ast.stmt] = []
    error = None
    for first_line, tree in trees:
        if isinstance(tree, ast.Module):
            statements += tree.body if first_line == 1 else ast.increment_lineno(tree, first_line - 1).body
        else:
            error = error or (tree, first_line + (getattr(tree, "lineno", None) or 1) - 1)
    return Cell(python, statements, error)


def sets_names(statement: ast.stmt) -> bool:
    """Whether it may define something that an answer needs."""
    return isinstance(statement, ast.Assign | ast.AnnAssign) or any(definitions_within(statement))


def definitions_within(block: ast.stmt | ast.ExceptHandler) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Functions and classes that an `if`, `try` or `with` at the margin defines, in the order of the text."""
    if isinstance(block, _BLOCKS):
        for inner in ast.iter_child_nodes(block):
            if isinstance(inner, ast.FunctionDef | ast.ClassDef):
                yield inner
            elif isinstance(inner, ast.stmt | ast.ExceptHandler):
                yield from definitions_within(inner)


def _blocks(python: str, name: str) -> list[tuple[int, Tree]]:
    """First line and tree of the whole; where that does not parse, of each block at the margin."""
    whole = _tree(python, name)
    if isinstance(whole, ast.Module):
        return [(1, whole)]
    lines = python.splitlines(keepends=True)
    starts = [i for i, text in enumerate(lines) if _AT_MARGIN.match(text) and not (i and lines[i - 1][0] == "@")]
    edges = sorted({0, *starts, len(lines)})
    found, at = list[tuple[int, Tree]](), 0
    while at < len(edges) - 1:
        # a bracket or a long string may hold lines at the margin: as many blocks as make a statement together
        ends = range(at + 1, min(at + LONGEST_STATEMENT, len(edges)))
        tries = ((end, _tree("".join(lines[edges[at] : edges[end]]), name)) for end in ends)
        first = next(tries)
        end, tree = next((made for made in chain([first], tries) if isinstance(made[1], ast.Module)), first)
        found.append((edges[at] + 1, tree))
        at = end
    return found


def _tree(python: str, name: str) -> Tree:
    try:
        return ast.parse(python, name)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        return error
