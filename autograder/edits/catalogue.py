"""The catalogue: which edits there are, the likeliest first, and the candidates that they make of one definition."""

import ast
from collections.abc import Callable, Iterator

from autograder.edits import names, numbers, tensors
from autograder.edits.edit import Edit, Slot, slots
from autograder.edits.numbers import Replacement
from autograder.edits.scope import Scope, scope_of
from autograder.edits.statements import statement_edits

Rule = Callable[[Slot, Scope], Iterator[Replacement]]

# slips that are met in students' code, each of them a belief or a lapse that a teacher would name
SLIPS: tuple[Rule, ...] = (
    tensors.another_axis,
    tensors.another_function,
    tensors.axis_missing,
    tensors.einsum_letters,
    tensors.call_left_out,
    numbers.one_missing,
    numbers.another_number,
    numbers.another_operator,
    numbers.part_left_out,
    numbers.twice,
    numbers.brackets,
    numbers.another_comparison,
    names.height_for_width,
    names.arguments_swapped,
    names.argument_left_out,
    names.another_size,
    names.constant_for_size,
    names.whole_for_part,
    names.slice_changed,
)
# what only a repair needs: to put in what is missing; many, so they are tried last
REPAIRS: tuple[Rule, ...] = (
    names.another_name,
    names.size_for_constant,
    tensors.call_added,
    numbers.factor_missing,
)


def slips(definition: ast.stmt) -> Iterator[Edit]:
    """Every likely slip in this function or class, once each."""
    yield from _once(_edits(definition, SLIPS))


def repairs(definition: ast.stmt, line: int | None = None) -> Iterator[Edit]:
    """Every edit that may mend this function or class, the likeliest first; of one line alone, if it is given."""
    for tier in (SLIPS, REPAIRS):
        for edit in _once(_edits(definition, tier)):
            if line is None or edit.line == line:
                yield edit


def _edits(definition: ast.stmt, rules: tuple[Rule, ...]) -> Iterator[Edit]:
    scope = scope_of(definition)
    found = list(slots(definition))
    for slot in found:
        for rule in rules:
            for name, new in rule(slot, scope):
                yield slot.edit(name, new)
    if rules is SLIPS:
        yield from statement_edits(definition, scope)


def _once(edits: Iterator[Edit]) -> Iterator[Edit]:
    """Without edits that leave the code as it is or do what one before them did."""
    seen: set[tuple] = set()
    for edit in edits:
        if len(edit.changes) == 1:
            node, field, value = edit.changes[0]
            key = (id(node), field, _dump(value))
            if key in seen or _dump(getattr(node, field)) == key[2]:
                continue
            seen.add(key)
        yield edit


def _dump(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_dump, value)) + "]"
    return ast.dump(value) if isinstance(value, ast.AST) else repr(value)
