"""Moodle: `fullname_number_assignsubmission_plugin_`, where Moodle writes blanks for underscores in the name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from autograder.collecting.entries import Entry, Refused
from autograder.collecting.owners import Owner, Placed, Typed

HEAD = re.compile(r"(?P<name>.+?)_(?P<user>\d+)_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<rest>.*))?", re.DOTALL)
BLIND = re.compile(  # what Moodle calls everybody when work is marked without names
    r"(?:.*-)?(?:participant|teilnehmer(?:/?_?in)?|participante|partecipante|deelnemer|deltaker|deltagare|uczestnik"
    r"|участник|参与者|参加者|參與者|참가자)[ _]?\d*",
    re.IGNORECASE,
)


def fits(parts: Sequence[str]) -> bool:
    return HEAD.fullmatch(parts[0]) is not None


class Table:
    """Reads the names of one download."""

    def __init__(self, entries: Sequence[Entry], parts: Sequence[tuple[str, ...]]):
        numbers: dict[str, set[str]] = defaultdict(set)
        for head in {part[0] for part in parts}:
            if found := HEAD.fullmatch(head):
                numbers[found["name"]].add(found["user"])
        # In a language that we do not know the name of everybody shows by belonging to everybody.
        self._everybody = next(iter(numbers)) if len(numbers) == 1 and len(*numbers.values()) > 2 else None

    def place(self, entry: Entry, parts: tuple[str, ...]) -> Placed:
        """Raises Refused for what is no file of a student."""
        found = HEAD.fullmatch(parts[0])
        if found is None:
            raise Refused("not named as Moodle names files")
        name = found["name"]
        blind = name == self._everybody or BLIND.fullmatch(name) is not None
        owner = Owner("moodle", name, found["user"], anonymous=blind)
        if found["plugin"] != "file":
            raise Typed(owner)
        path = parts[1:] or ((found["rest"],) if found["rest"] else ())
        if not path:
            raise Refused("a file without a name")
        return Placed(entry, (owner,), path)
