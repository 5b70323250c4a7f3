"""Answers that are nearly the same, whatever their names and spaces: something to talk about, never a proof.

An answer becomes a row of tokens: comments and long strings gone, the student's own names numbered in order of
appearance, everything that the release or Python itself names kept. Each token is one letter to rapidfuzz, whose ratio
(100 means equal) then counts tokens, not characters. Short answers and answers that many share look alike by nature and
are left out: the task leads there, not a neighbour.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy
from rapidfuzz import fuzz, process

TOKEN = re.compile(
    r"""(?P<long>'''.*?'''|\"\"\".*?\"\"\")|(?P<string>'[^'\n]*'|"[^"\n]*")|(?P<comment>\#[^\n]*)"""
    r"""|(?P<number>\d[\w.]*)|(?P<name>[^\W\d]\w*)|(?P<sign>[^\w\s])""",
    re.DOTALL,
)
LONGEST = 20_000  # characters of one answer
SHORTEST = 45  # tokens: below that two people write the same by themselves
ALIKE = 92  # percent
COMMON = 0.08  # of a class: what more people share is the plain way to write it
MOST_LETTERS = 0x100000  # so many kinds of tokens are told apart: as many as there are characters above
ROWS = 500  # compared at a time, so that memory stays flat


@dataclass(frozen=True)
class Group:
    """Students whose answers to a task are nearly the same."""

    task: str
    students: tuple[str, ...]
    alike: int  # percent, of the least alike pair that holds the group together
    tokens: int  # length of the answer


def tokens(source: str, kept: frozenset[str]) -> list[str]:
    """The tokens of an answer, its own names numbered."""
    names: dict[str, str] = {}
    found: list[str] = []
    for match in TOKEN.finditer(source[:LONGEST]):
        text = match[0]
        if match.lastgroup in ("comment", "long"):
            continue
        if match.lastgroup == "name" and not (keyword.iskeyword(text) or text in kept or hasattr(builtins, text)):
            after_dot = bool(found) and found[-1] == "."
            text = text if after_dot else names.setdefault(text, f"name{len(names)}")
        found.append(text)
    return found


def near_identical(answers: Mapping[str, Mapping[str, str]], release: str) -> list[Group]:
    """Groups of near-identical answers, the most alike first.

    Args:
        answers: {task: {student: source}}
        release: the code of the released notebook; its names are everybody's.
    """
    kept = frozenset(re.findall(r"[^\W\d]\w*", release))
    groups = [group for task, sources in answers.items() for group in _of_task(task, sources, kept)]
    return sorted(groups, key=lambda group: (-group.alike, -group.tokens, group.students))


def _of_task(task: str, sources: Mapping[str, str], kept: frozenset[str]) -> list[Group]:
    letters: dict[str, str] = {}

    def letter(token: str) -> str:
        return letters.setdefault(token, chr(0x4E00 + len(letters) % MOST_LETTERS))

    texts = {student: "".join(map(letter, tokens(source, kept))) for student, source in sources.items()}
    shared = Counter(texts.values())
    most = max(3, COMMON * len(texts))
    holders: dict[str, list[str]] = defaultdict(list)
    for student, text in texts.items():
        if len(text) >= SHORTEST and shared[text] <= most:
            holders[text].append(student)
    unique = list(holders)
    links = _links(unique)
    parent = list(range(len(unique)))

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
    clusters: dict[int, list[str]] = defaultdict(list)
    for index, text in enumerate(unique):
        clusters[root(index)] += holders[text]
    return [
        Group(task, tuple(sorted(students)), weakest.get(index, 100), len(unique[index]))
        for index, students in clusters.items()
        if 1 < len(students) <= most
    ]


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
