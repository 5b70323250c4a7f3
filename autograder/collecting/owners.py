"""Whose a file of a download is, as the platform says it: the answer of each table in `platforms`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from autograder.collecting.entries import Entry, Refused

WORK = (".ipynb", ".py", ".zip", ".tar", ".tgz", ".gz", ".xz", ".bz2", ".7z", ".rar")  # what holds an answer, or may


@dataclass(frozen=True)
class Owner:
    """A person, or a group that hands in together, as one platform knows it."""

    platform: str
    name: str  # "" where the platform gives none
    number: str = ""
    login: str = ""
    email: str = ""
    anonymous: bool = False  # the name is everybody's

    def __str__(self) -> str:
        said = [self.name or self.login or self.email, f"number {self.number}" if self.number else ""]
        return ", ".join(filter(None, said))


@dataclass(frozen=True)
class Placed:
    """One file of a download, and where it belongs."""

    entry: Entry
    owners: tuple[Owner, ...]  # several where a group handed in once
    path: tuple[str, ...]  # in the student's folder
    order: int = 0  # of the hand-in: larger is newer, over all downloads of the platform; 0 where it does not count
    when: datetime | None = None  # of the hand-in, by the platform; without a zone it is the platform's local time
    late: bool = False  # says the platform


class Ignored(Exception):
    """The platform's own file: nobody's, and not worth a message."""


class Asked(Refused):
    """It is not clear whose a file is: it is left out until a class list or the teacher says so."""


class Typed(Refused):
    """Text that was typed into a form of the platform; reported where its author handed in nothing else."""

    def __init__(self, owner: Owner):
        super().__init__("typed into a form, not a file")
        self.owner = owner


def is_work(name: str) -> bool:
    """Whether a file of this name may hold an answer; browsers and mail programs add .txt."""
    return name.lower().removesuffix(".txt").endswith(WORK)


def student_id(name: str) -> str:
    """A name that can be a folder's: no slash, no control character, no leading dot, 200 bytes at most."""
    text = unicodedata.normalize("NFC", name).replace("/", "_").strip()
    text = "".join(c if c.isprintable() else "_" for c in text)
    text = re.sub(r"^\.+", "_", text) or "_"
    if len(text.encode("utf-8", "replace")) <= 200 and len(text) <= 120:  # nbgrader's column holds 128 characters
        return text
    return text.encode("utf-8", "replace")[:110].decode("utf-8", "ignore") + mark_of(name)


def mark_of(name: str) -> str:
    """A short suffix for an id, so that two names that would make the same id get different ones."""
    return "~" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
