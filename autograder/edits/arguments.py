"""Arguments that are called otherwise than a task calls them: the names at the top of a function."""

import ast
import copy
from collections.abc import Iterator, Mapping

from autograder.edits.edit import Edit


def renamed_arguments(definition: ast.AST, right: ast.AST) -> Iterator[Edit]:
    """The arguments of a right answer's name, in the function and wherever it uses them."""
    if not (isinstance(definition, ast.FunctionDef) and isinstance(right, ast.FunctionDef)):
        return
    own, asked = _names(definition), _names(right)
    names = {one: other for one, other in zip(own, asked, strict=False) if one != other}
    used = {node.id for node in ast.walk(definition) if isinstance(node, ast.Name)} | {*own}
    if len(own) != len(asked) or not names or used & set(names.values()):
        return
    renaming = _Renaming(names)
    body = [renaming.visit(copy.deepcopy(statement)) for statement in definition.body]
    args = renaming.visit(copy.deepcopy(definition.args))
    yield Edit("an argument's name", definition.lineno, ((definition, "args", args), (definition, "body", body)))


def _names(function: ast.FunctionDef) -> list[str]:
    return [each.arg for each in function.args.args]


class _Renaming(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, str]):
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.copy_location(ast.Name(self._names.get(node.id, node.id), node.ctx), node)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg = self._names.get(node.arg, node.arg)
        return node
