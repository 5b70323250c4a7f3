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
    tensors.einsum_slice,
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
ADDITIONS: tuple[Rule, ...] = (
    names.another_name,
    names.size_for_constant,
    tensors.call_added,
    numbers.factor_missing,
)


def slips(definition: ast.stmt) -> Iterator[Edit]:
    """Every likely slip in this function or class; as repairs of a wrong one they are tried first."""
    yield from _edits(definition, SLIPS)
    yield from statement_edits(definition, scope_of(definition))


def additions(definition: ast.stmt) -> Iterator[Edit]:
    """What puts in something that is missing: many edits, of which each alone is unlikely."""
    yield from _edits(definition, ADDITIONS)


def _edits(definition: ast.stmt, rules: tuple[Rule, ...]) -> Iterator[Edit]:
    """What these rules make of each expression, without those that leave it as it is or repeat another."""
    scope = scope_of(definition)
    for slot in list(slots(definition)):
        seen = {ast.dump(slot.node)}
        for rule in rules:
            for name, new in rule(slot, scope):
                text = ast.dump(new)
                if text not in seen:
                    seen.add(text)
                    yield slot.edit(name, new)
