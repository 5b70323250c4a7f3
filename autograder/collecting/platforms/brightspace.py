"""Brightspace: a folder for each hand-in, `user-box - Full Name - date`, and an index.html of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.collecting.entries import Entry, Refused
from autograder.collecting.owners import Ignored, Owner, Placed
from autograder.collecting.platforms.dates import read_date

FOLDER = re.compile(r"(?P<user>\d+)-\d+\s*- (?P<name>.+) - (?P<when>.*\b\d{4}\b.*?)\s*", re.DOTALL)
FLAT = re.compile(
    r"(?P<user>\d+)-\d+\s*- (?P<name>.+?) - (?P<when>[^\d-]*\d{1,2}[^\d-]+\d{4} \d{3,4}(?: [AP]M)?) - (?P<rest>.+)",
    re.DOTALL,
)


def fits(parts: Sequence[str]) -> bool:
    return (FOLDER if len(parts) > 1 else FLAT).fullmatch(parts[0]) is not None


class Table:
    """Reads the names of one download."""

    def __init__(self, entries: Sequence[Entry], parts: Sequence[tuple[str, ...]]):
        pass

    def place(self, entry: Entry, parts: tuple[str, ...]) -> Placed:
        """Raises Refused for what is no file of a student."""
        if parts == ("index.html",):
            raise Ignored
        found = (FOLDER if len(parts) > 1 else FLAT).fullmatch(parts[0])
        if found is None:
            raise Refused("not named as Brightspace names files")
        when = read_date(found["when"])
        order = int(when.strftime("%Y%m%d%H%M")) if when else 0
        owner = Owner("brightspace", " ".join(found["name"].split()), found["user"])
        return Placed(entry, (owner,), parts[1:] or (found["rest"],), order=order, when=when)
