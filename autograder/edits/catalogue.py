"""The catalogue: which edits there are, the likeliest first, and the candidates that they make of one definition."""

import ast
from collections.abc import Callable, Iterator

from autograder.edits import loops, missing, names, numbers, tensors
from autograder.edits.beginnings import beginnings
from autograder.edits.both import one_missing_twice
from autograder.edits.edit import Edit, Slot, slots
from autograder.edits.numbers import Replacement
from autograder.edits.scope import Scope, scope_of
from autograder.edits.statements import statement_edits, statement_repairs

Rule = Callable[[Slot, Scope], Iterator[Replacement]]

# slips that are met in students' code, each of them a belief or a lapse that a teacher would name; as repairs, those
# that make few candidates and often succeed come first
COMMON: tuple[Rule, ...] = (
    tensors.call_left_out,
    tensors.another_function,
    names.height_for_width,
    names.arguments_swapped,
    names.argument_left_out,
    names.slice_changed,
    numbers.another_operator,
    numbers.part_left_out,
    numbers.another_comparison,
)
OTHERS: tuple[Rule, ...] = (
    tensors.another_axis,
    tensors.index_on_another_axis,
    tensors.axis_missing,
    tensors.axes_of_a_product,
    tensors.einsum_letters,
    tensors.einsum_slice,
    numbers.one_missing,
    numbers.another_number,
    numbers.twice,
    numbers.brackets,
    names.another_size,
    names.whole_for_part,
)
# slips that no repair undoes, because what is right is not known: a number may mean any size
ONE_WAY: tuple[Rule, ...] = (names.constant_for_size,)
# what only a repair needs: to put in what is missing; many, so they are tried last
ADDITIONS: tuple[Rule, ...] = (
    missing.nothing_given,
    missing.squeezed_too_much,
    missing.axis_moved,
    missing.conjugate,
    names.cut_at_once,
    names.number_of_names,
    loops.written_out,
    missing.call_added,
    names.another_name,
    names.name_for_expression,
    names.size_for_constant,
    numbers.factor_missing,
)


def slips(definition: ast.stmt) -> Iterator[Edit]:
    """Every likely slip in this function or class."""
    yield from _edits(definition, (COMMON, OTHERS, ONE_WAY))
    yield from statement_edits(definition, scope_of(definition))


def repairs(definition: ast.stmt) -> Iterator[Edit]:
    """What may mend a slip, the likeliest first."""
    scope = scope_of(definition)
    yield from _edits(definition, (COMMON,))
    yield from one_missing_twice(definition)
    yield from statement_edits(definition, scope)
    yield from _edits(definition, (OTHERS,))


def additions(definition: ast.stmt) -> Iterator[Edit]:
    """What puts in something that is missing: many edits, of which each alone is unlikely."""
    yield from beginnings(definition, scope_of(definition))
    yield from loops.loop_repairs(definition)
    yield from statement_repairs(definition, scope_of(definition))
    yield from _edits(definition, tuple((rule,) for rule in ADDITIONS))


def _edits(definition: ast.stmt, groups: tuple[tuple[Rule, ...], ...]) -> Iterator[Edit]:
    """What these rules make of each expression, group by group, without what leaves it as it is or repeats another."""
    scope, places = scope_of(definition), list(slots(definition))
    seen = [{ast.dump(slot.node)} for slot in places]
    for rules in groups:
        for slot, known in zip(places, seen, strict=True):
            for rule in rules:
                for name, new in rule(slot, scope):
                    text = ast.dump(new)
                    if text not in known:
                        known.add(text)
                        yield slot.edit(name, new)
