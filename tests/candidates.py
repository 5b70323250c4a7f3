"""Answers that may lie about in the tree: every function in any file that has a task's name or its parameters."""

import ast
import functools
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.exercise import Exercise, Task
from autograder.submission.python_file import split_markdown

PRELUDE = """import math
import numpy as np
import torch
import torch.nn.functional as F
from d2l import torch as d2l
from torch import nn
"""
Definition, IMPORT = ast.FunctionDef | ast.ClassDef, ast.Import | ast.ImportFrom


@dataclass(frozen=True)
class Candidate:
    """One function of a file, as an answer to one task."""

    file: str
    name: str
    task: str
    alias: str  # the name under which the submission keeps it


@dataclass(frozen=True)
class Gathered:
    """All that one file holds for one exercise, as one submission."""

    cells: list[str]
    candidates: list[Candidate]


def gathered(file: Path, root: Path, exercise: Exercise, names: set[str]) -> Gathered | None:
    """The candidates of a file for this exercise; `names` are the tasks of all exercises. None where there are none.

    A function that is called like a task is tried for that task; any other one for all tasks with its parameters.
    """
    imports, found = _parts(file)
    cells, candidates = [PRELUDE, *imports, *found], []
    for source, node in found.items():
        tasks = [task.name for task in exercise.tasks if _fits(node, task, names)]
        alias = f"candidate_{len(candidates)}"
        if tasks:
            cells += [source, f"{alias} = {node.name}"]
        candidates += [Candidate(str(file.relative_to(root)), node.name, task, alias) for task in tasks]
    return Gathered(cells, candidates) if candidates else None


@functools.cache
def _parts(file: Path) -> tuple[list[str], dict[str, Definition]]:
    """Imports, and functions and classes by their source, of all programs in a file; read once for all exercises."""
    programs = [program for text in programs_in(file) if (program := parsed(text))]
    programs = [inner for program in programs for inner in (program, *_programs_in_strings(program))]
    nodes = [node for program in programs for node in ast.walk(program)]
    imports = list(dict.fromkeys(ast.unparse(node) for node in nodes if isinstance(node, IMPORT)))
    return imports, {ast.unparse(node): node for node in map(_function, nodes) if node}


def programs_in(file: Path) -> Iterator[str]:
    """Every text in a file that may be Python: the file, its blocks of code, its cells, the strings that it holds."""
    text = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix in (".ipynb", ".json"):
        yield from _strings(_json(text))
    elif file.suffix == ".toml":
        yield from _strings(tomllib.loads(text))
    elif file.suffix == ".md":
        yield from (cell.source for cell in split_markdown(text))
    elif file.suffix == ".py":
        yield text
    else:
        yield from (block[0] for block in re.finditer(r"(?:def|class) \w+.*\n(?:[ \t]+.*\n|\n)+", text))


def parsed(text: str) -> ast.Module | None:
    """The program, without magics; None for what is no Python."""
    text = re.sub(r"^\s*[%!:].*$", "", text, flags=re.M)
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _function(node: ast.AST) -> Definition | None:
    """A function or a class; one that is written as a lambda is made a function."""
    if isinstance(node, Definition):
        return node
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda) and isinstance(node.targets[0], ast.Name):
        body = ast.unparse(node.value.body)
        made = ast.parse(f"def {node.targets[0].id}({ast.unparse(node.value.args)}):\n    return {body}").body[0]
        return made if isinstance(made, ast.FunctionDef) else None
    return None


def _fits(node: Definition, task: Task, names: set[str]) -> bool:
    if node.name in names:
        return node.name == task.name
    return isinstance(node, ast.FunctionDef) and [argument.arg for argument in node.args.args] == list(task.arguments)


def _programs_in_strings(program: ast.Module) -> Iterator[ast.Module]:
    """The programs among the strings of a program; what an f-string fills in is read as a name."""
    inner = [text for node in ast.walk(program) if (text := _text(node)) and re.search(r"\b(def|class) ", text)]
    for text in inner:
        if (found := parsed(text)) is not None:
            yield found


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "filled_in" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        return None if left is None and right is None else (left or "") + (right or "")
    return None


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key in ("source", "text"):  # of a cell: a list of lines
            if isinstance(value.get(key), list):
                yield "".join(line for line in value[key] if isinstance(line, str))
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
