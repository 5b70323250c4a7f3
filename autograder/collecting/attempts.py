"""Of everything that one student handed in: what counts, what is older, and what was there before.

What counts is the newest hand-in by the platform's number or time, never by what a student's file says of itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from autograder.collecting.owners import Placed, is_work
from autograder.submission.hand_in_time import TIMESTAMP

STATE = "hand_in.json"  # beside a student's older attempts: what is known of the hand-in that counts
NOTEBOOK = (".ipynb", ".py")


@dataclass(frozen=True)
class HandIn:
    """What a platform says about the hand-in that counts."""

    platform: str = ""
    order: int = 0
    when: str = ""  # ISO, with its zone
    late: bool = False
    name: str = ""  # of the file with this number, as the platform named it

    def is_older(self, other: HandIn) -> bool | None:
        """Whether this one is older than the other; None where neither a number nor a time decides."""
        if self.platform == other.platform and self.order and other.order:
            return self.order < other.order
        if self.when and other.when:
            return datetime.fromisoformat(self.when) < datetime.fromisoformat(other.when)
        return None


def hand_in_of(files: Sequence[Placed], zone: tzinfo | None) -> HandIn:
    """Of files that were handed in together or one after the other: the newest counts."""
    whens = [aware(file.when, zone) for file in files if file.when]
    when = max(whens).astimezone(UTC).isoformat() if whens else ""
    platform = files[0].owners[0].platform if files else ""
    order = max((file.order for file in files), default=0)
    return HandIn(platform, max(order, 0), when, any(file.late for file in files))


def aware(when: datetime, zone: tzinfo | None) -> datetime:
    """A platform's time with its zone; without one it is that of the due date, otherwise this machine's."""
    if when.tzinfo is not None:
        return when
    return when.replace(tzinfo=zone) if zone else when.astimezone()


def read_state(folder: Path) -> HandIn:
    try:
        data = json.loads((folder / STATE).read_text(encoding="utf-8"))
        return HandIn(
            str(data["platform"]), int(data["order"]), str(data["when"]), bool(data["late"]), str(data.get("name", ""))
        )
    except (OSError, ValueError, KeyError, TypeError):
        return HandIn()


def state_bytes(hand_in: HandIn) -> bytes:
    return json.dumps(asdict(hand_in)).encode()


def split_by_attempt(files: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Files of the hand-in that counts, and files of older ones, where the platform keeps hand-ins apart.

    A hand-in without a notebook (a picture that was sent after it) comes on top of the one before.
    """
    moments = sorted({(file.order, file.when) for file in files}, key=lambda moment: (moment[0], str(moment[1])))
    if files[0].owners[0].platform not in ("blackboard", "brightspace", "gradescope") or len(moments) < 2:
        return files, []
    taken: set[tuple] = set()
    for moment in reversed(moments):
        taken.add(moment)
        if any(is_work(file.path[-1]) for file in files if (file.order, file.when) == moment):
            break
    newest = [file for file in files if (file.order, file.when) in taken]
    return newest, [file for file in files if (file.order, file.when) not in taken]


def newest_of_a_name(files: list[Placed], exercise_id: str) -> tuple[list[Placed], list[tuple[Placed, list[Placed]]]]:
    """The files that count, and for each that has older ones of its name these.

    Notebooks of the exercise that differ in a counter or a folder are one name.
    """
    groups: dict[str, list[Placed]] = defaultdict(list)
    for file in files:
        plain = without_counter(file.path[-1])
        is_exercise = plain.casefold() in {exercise_id.casefold() + ending for ending in NOTEBOOK}
        groups[plain.casefold() if is_exercise else "/".join(file.path)].append(file)
    chosen, replaced = [], []
    for name, group in groups.items():
        group.sort(key=_newness)
        *older, newest = group
        if name in (f"{exercise_id}.ipynb", f"{exercise_id}.py"):
            newest = replace(newest, path=(*newest.path[:-1], name))
        chosen.append(newest)
        if older:
            replaced.append((newest, older))
    return chosen, replaced


def _newness(file: Placed) -> tuple[object, ...]:
    """A key that sorts the later of two files last; where all else is equal, the file nearer to the top folder."""
    return (file.entry.whole, file.order, file.entry.when, -len(file.path), natural("/".join(file.path)))


def without_counter(name: str) -> str:
    """ "ex (1).ipynb", "ex-2.ipynb", "ex-Copy1.ipynb" → "ex.ipynb"."""
    stem, dot, ending = name.rpartition(".")
    return re.sub(r"(?:\s*\(\d{1,4}\)|-\d{1,4}|-Copy\d{0,4})+$", "", stem) + dot + ending


def natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d{1,18})", text)]


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files, byte for byte; the line about the time is none of them."""
    return contents(one) == contents(other)


def contents(folder: Path) -> dict[str, str]:
    """The files of a folder with a digest of each, without links and without the line about the time."""
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = Path(base, name)
            relative = str(path.relative_to(folder))
            if relative in (TIMESTAMP, STATE) or path.is_symlink() or not path.is_file():
                continue
            with contextlib.suppress(OSError), path.open("rb") as file:
                found[relative] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
