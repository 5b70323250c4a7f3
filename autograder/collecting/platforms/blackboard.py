"""Blackboard: `assignment_user_attempt_time_name`, and a text of its own about each attempt.

The assignment may hold underscores, and so may a user name. The text's first line ends with the user name in brackets;
without it, what all names of the download begin with is the assignment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import datetime

from autograder.collecting.entries import Entry, Refused
from autograder.collecting.owners import Owner, Placed

TIME = r"\d{4}(?:-\d\d){5}"
HEAD = re.compile(rf"(?P<before>.+?)_(?P<word>[^\W\d_]+)_(?P<when>{TIME})(?:_(?P<rest>.+)|\.txt)", re.DOTALL)
FIRST_LINE = re.compile(r"[^:：]{1,40}[:：]\s*(?P<name>.*?)\s*\((?P<user>[^()]+)\)")
LONGEST_TEXT = 200_000  # bytes


def fits(parts: Sequence[str]) -> bool:
    return len(parts) == 1 and HEAD.fullmatch(parts[0]) is not None


class Table:
    """Reads the names of one download."""

    def __init__(self, entries: Sequence[Entry], parts: Sequence[tuple[str, ...]]):
        self._people: dict[str, tuple[str, str]] = {}  # what is before the attempt → user, name
        heads = set()
        for entry, part in zip(entries, parts, strict=True):
            found = HEAD.fullmatch(part[0]) if len(part) == 1 else None
            if found:
                heads.add(found["before"])
                if not found["rest"] and (person := _told(entry, found["before"])):
                    self._people[found["before"]] = person
        starts = {before[: -len(user)] for before, (user, _) in self._people.items()}
        common = os.path.commonprefix(sorted(heads)) if len(heads) > 1 else ""
        self._start = starts.pop() if len(starts) == 1 else common[: common.rfind("_") + 1]

    def place(self, entry: Entry, parts: tuple[str, ...]) -> Placed:
        """Raises Refused for what is no file of a student."""
        found = HEAD.fullmatch(parts[0]) if len(parts) == 1 else None
        if found is None:
            raise Refused("not named as Blackboard names files")
        user, name = self._people.get(found["before"]) or (self._user(found["before"]), "")
        order = int(found["when"].replace("-", ""))
        try:
            when = datetime.strptime(found["when"], "%Y-%m-%d-%H-%M-%S")
        except ValueError:
            when = None
        owner = Owner("blackboard", name, login=user)
        return Placed(entry, (owner,), (found["rest"] or f"attempt {found['when']}.txt",), order=order, when=when)

    def _user(self, before: str) -> str:
        if self._start and before.startswith(self._start):
            return before[len(self._start) :]
        return before.rpartition("_")[2]


def _told(entry: Entry, before: str) -> tuple[str, str] | None:
    """User and name, as the platform's own text about an attempt begins; None where it does not."""
    if entry.size > LONGEST_TEXT:
        return None
    try:
        first = entry.load()[:1000].decode("utf-8-sig", "replace").split("\n", 1)[0].strip()
    except Refused:
        return None
    found = FIRST_LINE.fullmatch(first)
    return (found["user"], found["name"]) if found and before.endswith("_" + found["user"]) else None
