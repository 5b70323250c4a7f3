"""ILIAS: a folder a student, `Last_First_login_number`, below a folder a team where teams hand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from autograder.collecting.entries import Entry, Refused
from autograder.collecting.owners import Owner, Placed

FOLDER = re.compile(r"(?P<last>[^_]+)_(?P<first>[^_]+)_(?P<login>.+)_(?P<user>\d{2,})", re.DOTALL)
TEAM = re.compile(r"\w+ \d+")
LATE = re.compile(
    r"(?:Late Submission|Versp(?:ae|ä|a)tete (?:Abgabe|Einreichung)|Remise tardive|Entrega tard.a) - (?P<rest>.+)"
)


def fits(parts: Sequence[str]) -> bool:
    inner = parts[1:] if len(parts) > 2 and TEAM.fullmatch(parts[0]) else parts
    return len(inner) > 1 and FOLDER.fullmatch(inner[0]) is not None


class Table:
    """Reads the names of one download."""

    def __init__(self, entries: Sequence[Entry], parts: Sequence[tuple[str, ...]]):
        pass

    def place(self, entry: Entry, parts: tuple[str, ...]) -> Placed:
        """Raises Refused for what is no file of a student."""
        inner = parts[1:] if len(parts) > 2 and TEAM.fullmatch(parts[0]) else parts
        found = FOLDER.fullmatch(inner[0]) if len(inner) > 1 else None
        if found is None:
            raise Refused("not in a student's folder")
        owner = Owner("ilias", f"{found['first']} {found['last']}", found["user"], found["login"])
        late = LATE.fullmatch(inner[1]) if len(inner) == 2 else None
        path = (late["rest"],) if late else inner[1:]
        when = datetime.fromtimestamp(entry.when) if entry.when > 0 else None  # ILIAS keeps the time of the upload
        order = int(entry.when) if when else 0
        return Placed(entry, (owner,), path, order=order, when=when, late=bool(late))
