"""Lines of right answers put into a student's function: where both have the same shape, what differs may be at fault.

The names of a right answer become the student's, by the lines in which both do the same. Then the two are laid beside
each other, as for a comparison of texts, and what differs is put in: each difference alone, then a few at a time.
"""

import ast
from collections.abc import Iterator, Sequence
from itertools import combinations

from autograder.edits.beside import MOST_DIFFERENCES, Difference, differences
from autograder.edits.edit import Edit
from autograder.edits.lines import (
    BLOCKS,
    Definition,
    Functions,
    Line,
    Words,
    definition_of,
    lines_of,
    local_names,
    renamed,
)

MOST_AT_ONCE = 3  # differences to a right answer that are put in together
MOST_IN_ALL = 4  # differences to one that is near; a message that names more lines says nothing
MOST_CHANGED = 0.5  # of the definition, beyond which it would be another answer
NAME = "a line of a right answer"
Chosen = Sequence[Difference]


class Splices:
    """The edits of one definition that put in what is different in right answers, of the nearest answer first."""

    def __init__(self, definition: Definition, right: Sequence[Definition], functions: Functions):
        self._own = lines_of(definition)
        self._functions = functions
        self._made = functions.own | local_names(definition).keys()
        alike = [each for each in right if type(each) is type(definition)]
        self._found = [differences(self._own, each, functions) for each in alike]
        self._found.sort(key=lambda each: (len(each), _size(each)))
        self._seen = set[Words]()

    def alone(self) -> Iterator[Edit]:
        """One difference at a time; the line goes on with all that the lines above it make."""
        for chosen in self._chosen(1):
            if not self._dropped(chosen):
                yield from self._edit(chosen)

    def near(self) -> Iterator[Edit]:
        """Some or all of the differences to right answers that differ in a few lines alone."""
        for count in range(2, MOST_IN_ALL + 1):
            for chosen in self._chosen(count, MOST_IN_ALL):
                if not self._dropped(chosen):
                    yield from self._edit(chosen)

    def others(self) -> Iterator[Edit]:
        """A few differences at a time, and lines that do not need all that the lines above them make."""
        for count in range(1, MOST_AT_ONCE + 1):
            for chosen in self._chosen(count):
                yield from self._edit(chosen)

    def _chosen(self, count: int, most: int = MOST_DIFFERENCES) -> Iterator[Chosen]:
        """So many differences at a time, to right answers with at most so many."""
        for found in self._found:
            if len(found) <= most:
                yield from combinations(found, count)

    def _dropped(self, chosen: Chosen) -> set[str]:
        """What the student's code makes, is read in these lines, and no more in the right ones."""
        old = {name for each in chosen for line in self._own[each.start : each.end] for name in line.reads}
        new = {each.names.get(name, name) for each in chosen for line in each.new for name in line.reads}
        return (old - new) & self._made

    def _edit(self, chosen: Chosen) -> Iterator[Edit]:
        # a line that goes round a helper of the student's passes whatever is wrong in there
        if not chosen or _size(chosen) > MOST_CHANGED or self._dropped(chosen) & self._functions.own:
            return
        lines = list(self._own)
        for each in reversed(chosen):
            like = self._own[each.start - (each.start == each.end)].node
            lines[each.start : each.end] = [renamed(line, each.names, like) for line in each.new]
        read = {name for line in lines for name in line.reads}
        if self._dropped(chosen) - read:
            return  # where nobody reads a value any more, its own line may be at fault, or the one that read it
        text = tuple(word for line in lines for word in line.key({}))
        new = definition_of(lines) if text not in self._seen else None
        self._seen.add(text)
        if new is not None:
            yield _edit(self._own, chosen, new)


def _size(chosen: Chosen) -> float:
    return sum(each.size for each in chosen)


def _edit(own: Sequence[Line], chosen: Chosen, new: Definition) -> Edit:
    first, definition = chosen[0], own[0].node
    is_missing = first.start == first.end
    changes: list[tuple[ast.AST, str, object]] = [(definition, "body", new.body)]
    if isinstance(new, ast.ClassDef):
        changes.append((definition, "bases", new.bases))
    else:
        changes.append((definition, "args", new.args))
    at, *also = (_line(own, each) for each in chosen)
    return Edit(NAME, at, tuple(changes), tuple(also), is_missing)


def _line(own: Sequence[Line], each: Difference) -> int:
    """Where the lines that differ begin; of what is missing, where the line above it ends."""
    is_missing = each.start == each.end
    line = own[each.start - is_missing].node
    return (line.end_lineno if is_missing and not isinstance(line, BLOCKS) else None) or line.lineno
