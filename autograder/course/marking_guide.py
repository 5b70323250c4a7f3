"""What a person marks a question by: the model answer and the rubric, written in `notebook.py` alone.

    # %% [markdown] question="why"
    ### BEGIN SOLUTION
    # The model answer.
    ### END SOLUTION
    ### BEGIN RUBRIC
    # - 1: says that the parts are added
    # - 0.5: says over which axis
    # - -0.5: says that the filters are added too
    ### END RUBRIC

The items above 0 sum up to the points of the question; items below 0 take something off. Students never get either.
"""

import re
from dataclasses import dataclass

from autograder.errors import CourseError

SOLUTION = re.compile(
    r"^(?P<indent>[ \t]*)### BEGIN SOLUTION[ \t]*\n(?P<body>.*?)^[ \t]*### END SOLUTION[ \t]*$", re.M | re.S
)
RUBRIC = re.compile(r"\n*^[ \t]*### BEGIN RUBRIC[ \t]*\n(?P<body>.*?)^[ \t]*### END RUBRIC[ \t]*$", re.M | re.S)
ITEM = re.compile(r"[-*][ \t]+(?P<points>[-+\N{MINUS SIGN}]?\d+(?:\.\d+)?)[ \t]*:[ \t]*(?P<text>\S.*)")
KEYS = "abcdefghijklmnopqrst"  # one for each item; x gives nothing
CELL = re.compile(r"^# %%", re.M)
MARK = re.compile(r"[ \t]*#+ (BEGIN|END) (SOLUTION|RUBRIC)[ \t]*$")


@dataclass(frozen=True)
class Item:
    """One line of a rubric."""

    key: str  # the key that ticks it
    points: float
    text: str


@dataclass(frozen=True)
class Guide:
    """What a person marks one question by."""

    answer: str  # the model answer, in Markdown
    items: tuple[Item, ...]  # the rubric; () where there is none

    def points(self, ticked: list[str], most: float) -> float | None:
        """What these items earn, from 0 to the points of the question; None where one of them is unknown."""
        worth = {item.key: item.points for item in self.items}
        if not set(ticked) <= worth.keys():
            return None
        return round(min(most, max(0.0, sum(worth[key] for key in set(ticked)))), 2)


def guide(cell_source: str, name: str, points: float, where: str) -> Guide:
    """The guide in a question's cell; CourseError names the rule that it breaks."""
    answer = SOLUTION.search(cell_source)
    begins, regions = cell_source.count("### BEGIN RUBRIC"), list(RUBRIC.finditer(cell_source))
    if not begins == cell_source.count("### END RUBRIC") == len(regions) or begins > 1:
        raise CourseError(f"{where}: the rubric of '{name}' is not closed, or there are two. Mend that cell")
    items = _items(regions[0]["body"], f"{where}: the rubric of '{name}'") if regions else ()
    whole = sum(item.points for item in items if item.points > 0)
    if regions and round(whole, 6) != round(points, 6):
        step = f"exercise.toml gives {points:g}. Make them equal"
        raise CourseError(f"{where}: the rubric of '{name}' sums up to {whole:g} points, {step}")
    return Guide(answer["body"].strip() if answer else "", items)


def _items(body: str, where: str) -> tuple[Item, ...]:
    items: list[Item] = []
    for line in filter(None, map(str.strip, body.splitlines())):
        match = ITEM.fullmatch(line)
        if match is None:
            raise CourseError(f"{where}: {line!r} is no item. Write `- 1: what earns it`")
        if len(items) == len(KEYS):
            raise CourseError(f"{where}: more than {len(KEYS)} items. Join some: each has a key of its own")
        worth = float(match["points"].replace("\N{MINUS SIGN}", "-"))
        if not worth:
            raise CourseError(f"{where}: {line!r} changes nothing. Give it points, or take it out")
        items.append(Item(KEYS[len(items)], worth, match["text"].strip()))
    return tuple(items)


def without_guides(text: str) -> str:
    """A `notebook.py` whose questions have neither model answer nor rubric: for a service that only runs tests."""
    starts = [match.start() for match in CELL.finditer(text)]
    cells = [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]
    return "".join(_without_guide(cell) if "question=" in cell.partition("\n")[0] else cell for cell in cells)


def _without_guide(cell: str) -> str:
    kept, inside = list[str](), ""
    for line in cell.splitlines(keepends=True):
        mark = MARK.fullmatch(line.rstrip("\n"))
        if mark:
            inside = mark[2] if mark[1] == "BEGIN" else ""
        if (mark and mark[2] == "SOLUTION") or not (mark or inside):
            kept.append(line)
    return "".join(kept)
