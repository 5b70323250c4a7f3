"""Gradescope's export: folders `submission_123`, and `submission_metadata.yml` that says whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

import yaml

from autograder.collecting.entries import Entry, Refused
from autograder.collecting.owners import Asked, Ignored, Owner, Placed

METADATA = "submission_metadata.yml"
FOLDER = re.compile(r"submission_\d+")
LARGEST = 20_000_000  # bytes
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # plain values only; the one in C reads 3,000 students at once


def fits(parts: Sequence[str]) -> bool:
    return parts[0] == METADATA or len(parts) > 1 and FOLDER.fullmatch(parts[0]) is not None


class Table:
    """Reads the names of one download."""

    def __init__(self, entries: Sequence[Entry], parts: Sequence[tuple[str, ...]]):
        found = next((e for e, p in zip(entries, parts, strict=True) if p == (METADATA,)), None)
        self._told = _metadata(found) if found else {}

    def place(self, entry: Entry, parts: tuple[str, ...]) -> Placed:
        """Raises Refused for what is no file of a student."""
        if parts == (METADATA,):
            raise Ignored
        if len(parts) < 2:
            raise Refused("not in the folder of a submission")
        told = self._told.get(parts[0])
        if told is None or not told[0]:
            raise Asked(f"{METADATA} does not say whose {parts[0]} is")
        owners, when = told
        order = int(when.timestamp()) if when else 0
        return Placed(entry, owners, parts[1:], order=order, when=when)


def _metadata(entry: Entry) -> dict[str, tuple[tuple[Owner, ...], datetime | None]]:
    """{folder: (owners, time)}; empty for a file that is not what Gradescope writes."""
    try:
        data = entry.load()
        document = yaml.load(data, Loader=LOADER) if len(data) <= LARGEST else None
    except (Refused, yaml.YAMLError, ValueError, RecursionError):
        return {}
    told = {}
    for folder, about in document.items() if isinstance(document, dict) else ():
        if isinstance(about, dict):
            people = about.get(":submitters")
            owners = tuple(_owner(one) for one in people if isinstance(one, dict)) if isinstance(people, list) else ()
            told[str(folder)] = owners, _time(about.get(":created_at"))
    return told


def _owner(one: dict) -> Owner:
    def text(key: str) -> str:
        value = one.get(key)
        return str(value).strip() if isinstance(value, str | int) else ""

    return Owner("gradescope", text(":name"), text(":sid"), email=text(":email"))


def _time(value: object) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(re.sub(r" ?(UTC|Z)$", "+00:00", value.strip()))
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)  # YAML's reader turns a time with a zone into UTC
