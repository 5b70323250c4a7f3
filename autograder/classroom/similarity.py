"""Answers that are nearly the same, whatever their names, order and layout: something to talk about, never a proof.

Each token of an answer's form (`similarity_forms`) is one letter to rapidfuzz, whose ratio (100 means equal) then
counts tokens, not characters. Short answers and answers that many share look alike by nature and are left out: the
task leads there, not a neighbour. `python -m benchmarks.similarity` measures what is found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy
from rapidfuzz import fuzz, process

from autograder.classroom.similarity_forms import Form, Statement, of_class, tokens

SHORTEST = 40  # tokens: below that two people write the same by themselves
ALIKE = 95  # percent
COMMON = 0.08  # of a class: what more people share is the plain way to write it
MOST_LETTERS = 0x100000  # so many kinds of tokens can be distinguished: as many as there are characters above
ROWS = 500  # compared at a time, so that memory stays flat


@dataclass(frozen=True)
class Side:
    """Two statements beside each other that agree, or one without a partner."""

    left: Statement | None
    right: Statement | None

    @property
    def agrees(self) -> bool:
        return self.left is not None and self.right is not None


@dataclass(frozen=True)
class Group:
    """Students whose answers to a task are nearly the same."""

    task: str
    students: tuple[str, ...]
    alike: int  # percent, of the least alike pair that holds the group together
    tokens: int  # length of the answer
    sides: tuple[Side, ...]  # the first two students' answers beside each other

    @property
    def agreeing(self) -> int:
        return sum(side.agrees for side in self.sides)


def near_identical(answers: Mapping[str, Mapping[str, str]], release: str) -> tuple[list[Group], list[str]]:
    """Groups of near-identical answers, the most alike first, and the students whose answer could not be compared.

    Args:
        answers: {task: {student: source}}
        release: the code of the released notebook; what is given there says nothing.
    """
    groups, lost = [], set()
    for task, sources in answers.items():
        forms, without = of_class(sources, release)
        groups += _of_task(task, forms)
        lost |= set(without)
    return sorted(groups, key=lambda group: (-group.alike, -group.tokens, group.students)), sorted(lost)


def beside(left: Form, right: Form) -> tuple[Side, ...]:
    """Two answers as rows, in the order of the left one's lines: first what agrees in order, then what was moved."""
    ours, theirs = [each.form for each in left], [each.form for each in right]
    partner: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        partner |= {a + n: b + n for n in range(size)}
    free = defaultdict[str, list[int]](list)
    for index in set(range(len(right))) - set(partner.values()):
        free[theirs[index]].append(index)
    for index in range(len(left)):
        if index not in partner and free[ours[index]]:
            partner[index] = free[ours[index]].pop(0)
    rows = [Side(each, right[partner[n]] if n in partner else None) for n, each in enumerate(left)]
    rows.sort(key=lambda side: side.left.line if side.left else 0)
    alone = sorted((right[n] for n in set(range(len(right))) - set(partner.values())), key=lambda each: each.line)
    for each in alone:  # behind the last row whose right side is above it
        above = [n for n, side in enumerate(rows) if side.right is not None and side.right.line < each.line]
        rows.insert(max(above, default=-1) + 1, Side(None, each))
    return tuple(rows)


def _of_task(task: str, forms: Mapping[str, Form]) -> list[Group]:
    letters: dict[str, str] = {}

    def letter(token: str) -> str:
        return letters.setdefault(token, chr(0x4E00 + len(letters) % MOST_LETTERS))

    texts = {student: "".join(map(letter, tokens(made))) for student, made in forms.items()}
    shared = Counter(texts.values())
    most = max(3, COMMON * len(texts))
    holders: dict[str, list[str]] = defaultdict(list)
    for student, text in texts.items():
        if len(text) >= SHORTEST and shared[text] <= most:
            holders[text].append(student)
    unique = list(holders)
    found = []
    for members, alike in _clusters(unique, _links(unique)):
        students = sorted(student for index in members for student in holders[unique[index]])
        if 1 < len(students) <= most:
            sides = beside(forms[students[0]], forms[students[1]])
            found.append(Group(task, tuple(students), alike, len(unique[members[0]]), sides))
    return found


def _clusters(texts: list[str], links: list[tuple[int, int, int]]) -> list[tuple[list[int], int]]:
    """Texts that hang together by links, with the weakest of the links that are needed for it."""
    parent = list(range(len(texts)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    weakest: dict[int, int] = {}
    for one, other, ratio in sorted(links, key=lambda link: -link[2]):
        a, b = root(one), root(other)
        if a != b:
            parent[b] = a
            weakest[a] = min(ratio, weakest.get(a, 100), weakest.get(b, 100))
    clusters: dict[int, list[int]] = defaultdict(list)
    for index in range(len(texts)):
        clusters[root(index)].append(index)
    return [(members, weakest.get(index, 100)) for index, members in clusters.items()]


def _links(texts: list[str]) -> list[tuple[int, int, int]]:
    """Pairs of texts that are alike, with how much."""
    links = []
    for start in range(0, len(texts), ROWS):
        rows = texts[start : start + ROWS]
        ratios = process.cdist(rows, texts, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=numpy.uint8)
        for row, column in zip(*numpy.nonzero(ratios), strict=True):
            if start + row < column:
                links.append((int(start + row), int(column), int(ratios[row, column])))
    return links
