"""Canvas: loose files, in whose names Canvas replaces what looks like a number of its own in a student's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.collecting.entries import Entry, Refused
from autograder.collecting.owners import Owner, Placed, Typed

NAMED = re.compile(r"(?P<name>.+?)_(?P<late>LATE_)?(?P<user>\d+)_(?P<file>\d+)_(?P<rest>.+)", re.DOTALL)
ANONYMOUS = re.compile(r"(?P<late>LATE_)?anon_(?P<user>[^_]+)_(?P<file>\d+)_(?P<rest>.+)", re.DOTALL)
TYPED = re.compile(
    r"(?:LATE_)?(?:(?P<anonymous>anon_[^_]+)|(?P<name>.+?)_(?:LATE_)?(?P<user>\d+))_(?:text|link|media|url)\.html?",
    re.DOTALL,
)


def fits(parts: Sequence[str]) -> bool:
    return len(parts) == 1 and any(pattern.fullmatch(parts[0]) for pattern in (NAMED, ANONYMOUS, TYPED))


class Table:
    """Reads the names of one download."""

    def __init__(self, entries: Sequence[Entry], parts: Sequence[tuple[str, ...]]):
        heads = [part[0] for part in parts if len(part) == 1]
        # Names are hidden for a whole assignment or not at all; a student may be called Anon.
        self._anonymous = all(ANONYMOUS.fullmatch(head) for head in heads if NAMED.fullmatch(head))

    def _hidden(self, head: str) -> re.Match[str] | None:
        found = ANONYMOUS.fullmatch(head)
        return found if found and (self._anonymous or not found["user"].isdigit()) else None

    def place(self, entry: Entry, parts: tuple[str, ...]) -> Placed:
        """Raises Refused for what is no file of a student."""
        head = parts[0]
        if len(parts) > 1:
            raise Refused("a folder, which Canvas never makes")
        if found := self._hidden(head):
            owner = Owner("canvas", f"anon_{found['user']}", anonymous=True)
        elif found := NAMED.fullmatch(head):
            owner = Owner("canvas", found["name"], found["user"])
        elif found := TYPED.fullmatch(head):
            hidden = found["anonymous"]
            raise Typed(
                Owner("canvas", hidden, anonymous=True) if hidden else Owner("canvas", found["name"], found["user"])
            )
        else:
            raise Refused("not named as Canvas names files")
        return Placed(entry, (owner,), (found["rest"],), order=int(found["file"]), late=bool(found["late"]))
