"""Files of a download: folders, zip and tar archives, as a list of names that are safe to join to a folder.

A student's archive is opened by the teacher, so it is treated like the student's code: sizes are counted as they are
read (a header may lie), and every name is taken apart before it touches the disk. What is refused is said, and the
rest goes on.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SubmissionError
from autograder.submission.reading import read_bytes

LARGEST_ENTRY = 50_000_000  # bytes of one file, unpacked
RATIO = 200  # unpacked to packed; text compresses 5 to 20 times, a bomb 1,000 times
DEEPEST = 12  # folders in folders
LITTER = re.compile(r"__MACOSX|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.ipynb_checkpoints|__pycache__|\.git")
ARCHIVE = re.compile(r".+\.(?:zip|tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz))", re.IGNORECASE)
UNOPENED = re.compile(r".+\.(?P<kind>7z|rar|zst|tzst|arj|cab|lzh|gz|bz2|xz)", re.IGNORECASE)


class Refused(Exception):
    """One entry is not taken; the text says why."""


@dataclass(frozen=True)
class Entry:
    """One file of a download."""

    parts: tuple[str, ...]  # its path, safe to join
    when: float  # time of change, seconds since 1970 as far as the archive says
    load: Callable[[], bytes]  # raises Refused
    whole: bool = True  # False: it is known beforehand that it will be refused
    size: int = 0  # bytes, as far as the archive says

    @property
    def name(self) -> str:
        return self.parts[-1]


def refused(parts: tuple[str, ...], why: str) -> Entry:
    """An entry that is refused but still belongs to its student, so that the message names the student."""

    def load() -> bytes:
        raise Refused(why)

    return Entry(parts, 0.0, load, whole=False)


def reader(path: Path) -> Callable[[], bytes]:
    """Reads a regular file of the disk."""

    def load() -> bytes:
        try:
            return read_bytes(path, empty=True)
        except SubmissionError as error:
            raise Refused(str(error).split(": ", 1)[-1]) from None

    return load


def readable(name: str) -> str:
    """A file name that is not UTF-8, read as Windows-1252: the file keeps its place, and its name can be shown."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("cp1252", "replace")
    return name


def safe_parts(name: str) -> tuple[str, ...]:
    """A name in an archive as path parts that stay below the folder they are joined to. Raises Refused."""
    if "\0" in name:
        raise Refused("a zero byte in its name")
    name = name.replace("\\", "/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        raise Refused("an absolute path")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if ".." in parts:
        raise Refused("a path that leaves its folder (..)")
    if not parts:
        raise Refused("no name")
    if len(parts) > DEEPEST:
        raise Refused(f"more than {DEEPEST} folders deep")
    if any(len(part.encode("utf-8", "replace")) > 255 for part in parts):
        raise Refused("a name longer than 255 bytes")
    return parts
