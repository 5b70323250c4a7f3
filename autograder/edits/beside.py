"""Two definitions laid beside each other: which names mean the same, and which lines differ."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from autograder.edits.lines import BLANK, Definition, Functions, Line, Words, lines_of, local_names, words_of

MOST_LINES = 2  # of the student's that one difference may replace, and one more of the right answer's
MOST_DIFFERENCES = 8  # between two definitions of the same shape
LEAST_ALIKE = 0.4  # of the words of a definition that a right answer of the same shape has, too
LONGEST = 12  # lines of a part that is compared line with line
Names = Mapping[str, str]


@dataclass(frozen=True)
class Difference:
    """Lines `start` to `end` of the student's definition, and the right answer's in their place."""

    start: int
    end: int
    new: Sequence[Line]
    names: Names  # the student's for the right answer's
    size: float  # as a part of the definition


def differences(own: Sequence[Line], right: Definition, functions: Functions) -> list[Difference]:
    """Where a right answer differs from the student's definition; nothing where they have not the same shape."""
    other = lines_of(right)
    if not _alike(own, other):
        return []
    names = _names(own, other, functions)
    mine, theirs = [line.key({}) for line in own], [line.key(names) for line in other]
    total = sum(map(len, mine))
    found = list[Difference]()
    for tag, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        for i, j, k, m in _pairs_of_lines(own[a:b], other[c:d]) if tag != "equal" else ():
            if a + i == 0 and (j, m - k) != (1, 1):
                continue  # there is nothing above the head
            if j - i <= MOST_LINES and m - k <= MOST_LINES + 1:
                size = _changed(mine[a + i : a + j], theirs[c + k : c + m]) / total
                found.append(Difference(a + i, a + j, other[c + k : c + m], names, size))
    return found if len(found) <= MOST_DIFFERENCES else []


def _alike(own: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether two definitions share so many words that a comparison may be worth its time."""
    one, two = (
        Counter(word for line in lines for word, is_name in line.words if not is_name) for lines in (own, other)
    )
    return (one & two).total() >= LEAST_ALIKE * max(one.total(), two.total())


def _changed(before: Sequence[Words], after: Sequence[Words]) -> int:
    """How many words differ; where several lines give way to others, all of them."""
    old, new = (tuple(word for words in part for word in words) for part in (before, after))
    most = max(len(old), len(new))
    if len(before) == len(after) == 1:
        return most - (Counter(old) & Counter(new)).total()
    return most


Part = tuple[int, int, int, int]  # lines i to j of the one, k to m of the other


def _pairs_of_lines(own: Sequence[Line], other: Sequence[Line]) -> Iterator[Part]:
    """Which of these lines correspond: pairs of one kind in their order, and what is left between them."""
    if len(own) > LONGEST or len(other) > LONGEST:
        return
    best = {(len(own), k): (0.0, False) for k in range(len(other) + 1)}
    best |= {(i, len(other)): (0.0, False) for i in range(len(own) + 1)}
    for i in reversed(range(len(own))):
        for k in reversed(range(len(other))):
            apart = max(best[i + 1, k][0], best[i, k + 1][0])
            together = best[i + 1, k + 1][0] + _likeness(own[i], other[k])
            best[i, k] = (max(apart, together), together > apart)
    i = k = start = begin = 0
    while i < len(own) or k < len(other):
        if best[i, k][1]:
            if (start, begin) != (i, k):
                yield start, i, begin, k
            yield i, i + 1, k, k + 1
            i, k = i + 1, k + 1
            start, begin = i, k
        elif k == len(other) or (i < len(own) and best[i + 1, k][0] >= best[i, k + 1][0]):
            i += 1
        else:
            k += 1
    if (start, begin) != (i, k):
        yield start, i, begin, k


def _likeness(one: Line, two: Line) -> float:
    """From 0 to 1: how many words both lines have; 0 for lines of two kinds."""
    if one.depth != two.depth or one.is_else != two.is_else or type(one.node) is not type(two.node):
        return 0.0
    words, others = (Counter(word for word, is_name in line.words if not is_name) for line in (one, two))
    return 0.1 + 0.9 * (words & others).total() / max(words.total(), others.total(), 1)


def _names(own: Sequence[Line], other: Sequence[Line], functions: Functions) -> dict[str, str]:
    """The student's names for those of the right answer."""
    definition, right = own[0].node, other[0].node
    assert isinstance(definition, Definition) and isinstance(right, Definition)
    names = {right.name: definition.name} | _arguments(definition, right)
    taken = set(names.values())
    mine = {name: BLANK for name in (*local_names(definition), *functions.own_alone) if name not in taken}
    theirs = {name: BLANK for name in (*local_names(right), *functions.right_alone) if name not in names}
    blanked = [line.key(mine) for line in own], [line.key({**names, **theirs}) for line in other]
    votes = Counter[tuple[str, str]]()
    for tag, a, b, c, d in SequenceMatcher(None, *blanked, autojunk=False).get_opcodes():
        for one, two in zip(own[a:b], other[c:d], strict=False):
            if tag == "equal":
                votes.update({pair: 2 for pair in _pairs(one.words, two.words, mine, theirs)})
            elif type(one.node) is type(two.node):
                votes.update(_pairs(words_of(_set(one.node)), words_of(_set(two.node)), mine, theirs))
    for (here, there), _ in votes.most_common():
        if there not in names and here not in taken:
            names[there] = here
            taken.add(here)
    for name in theirs:  # what only the right answer has keeps its name, as long as it means nothing else here
        if name not in names:
            names[name] = name if name not in mine else f"{name}_"
    return names


def _arguments(definition: Definition, right: Definition) -> dict[str, str]:
    """The arguments by their places; of a class none, for its methods have their own."""
    if isinstance(definition, ast.ClassDef) or isinstance(right, ast.ClassDef):
        return {}
    given, asked = (
        [each.arg for each in (*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs)]
        for tree in (right, definition)
    )
    return dict(zip(given, asked, strict=False))


def _set(statement: ast.AST) -> ast.AST:
    """What a statement sets: a pair of them means the same thing more often than not."""
    if isinstance(statement, ast.Assign):
        return statement.targets[0]
    return getattr(statement, "target", ast.Pass())


def _pairs(
    one: Iterable[tuple[str, bool]], two: Iterable[tuple[str, bool]], mine: Names, theirs: Names
) -> list[tuple[str, str]]:
    """Names at the same place of two trees of the same shape."""
    here = [word for word, is_name in one if is_name and word in mine]
    there = [word for word, is_name in two if is_name and word in theirs]
    return list(zip(here, there, strict=True)) if len(here) == len(there) else []
