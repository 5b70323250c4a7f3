"""Archives that students hand in, opened within what one student may take: files, bytes, depth, time and memory.

Each is opened in a child process (`limited`) that writes its files below a temporary folder and hands back a list. What
breaks the limits is refused with a message to its student; other students' files are not affected.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from autograder import limited
from autograder.collecting.download import Download
from autograder.collecting.entries import ARCHIVE, UNOPENED, Entry, Refused, reader, refused
from autograder.errors import SubmissionError
from autograder.submission.reading import shown

MOST_FILES = 500  # of one student
MOST_BYTES = 200_000_000  # of one student, unpacked
MOST_NAMES = 2_000  # in one archive, litter included
NESTED = 2  # archives in archives
SECONDS = 30  # to open all archives of one student
MEGABYTES = 400  # of memory while one is opened
LONGEST_LIST = 4_000_000  # bytes of the list that the child hands back


@dataclass
class Budget:
    """What is left of what one student may take."""

    files: int = MOST_FILES
    bytes: int = MOST_BYTES
    seconds: float = SECONDS
    told: list[str] = field(default_factory=list)  # what was said about archives, beside refused files

    def take(self, size: int) -> None:
        """Count one file. Raises Refused when it is one too many or too large for the rest."""
        if self.files < 1:
            raise Refused(f"one of more than {MOST_FILES} files")
        if size > self.bytes:
            raise Refused(f"more than {MOST_BYTES // 1_000_000} MB in all")
        self.files -= 1
        self.bytes -= size


def unopened(name: str) -> str:
    """Why a file of this name is an archive that cannot be opened here; "" for any other file."""
    found = None if ARCHIVE.fullmatch(name) else UNOPENED.fullmatch(name)
    return f"a {found['kind'].lower()} file, which cannot be opened here. Ask for a zip" if found else ""


def opened(entry: Entry, work: Path, budget: Budget) -> list[Entry]:
    """The files of a student's archive, below the archive's own folder; the archive itself, refused, if it must not be.

    Args:
        work: an empty folder of the student's, for what is unpacked.
    """
    work.mkdir(parents=True)
    packed = work / "packed"
    started = time.monotonic()
    try:
        if budget.seconds < 1:
            raise Refused(f"all archives together take longer than {SECONDS} s to open")
        packed.write_bytes(entry.load())
        left = budget.files, budget.bytes

        def unpack() -> bytes:
            return json.dumps(_unpack(packed, work, *left)).encode()

        data = limited.run(unpack, seconds=budget.seconds, megabytes=MEGABYTES, most=LONGEST_LIST, said=SubmissionError)
        listing = json.loads(data)
    except (Refused, limited.Said, limited.Exceeded) as error:
        return [refused(entry.parts, str(error))]
    finally:
        budget.seconds -= time.monotonic() - started
        packed.unlink(missing_ok=True)
    budget.told += [f"{shown(entry.name)}{line}" for line in listing["told"]]  # " › name: why", ": why"
    return [_entry(entry.parts[:-1], found) for found in listing["files"]]


def _entry(folder: tuple[str, ...], found: dict) -> Entry:
    parts = (*folder, *found["parts"])
    if "why" in found:
        return refused(parts, found["why"])
    path = Path(found["file"])
    return Entry(parts, found["when"], reader(path), size=found["size"])


def _unpack(packed: Path, work: Path, files: int, size: int) -> dict:
    """Runs in the child: writes the archive's files as work/1, work/2 … and lists them with their names."""
    told: list[str] = []
    listing: list[dict] = []
    _walk(packed, (), work, [files, size], 1, listing, told)
    return {"files": listing, "told": told[:20]}


def _walk(packed: Path, folder, work: Path, left: list[int], depth: int, listing: list[dict], told: list[str]) -> None:
    if packed.stat().st_size > 1_000_000 and _names(packed) > MOST_NAMES:  # before zipfile builds an object for each
        raise SubmissionError(f"a zip of more than {MOST_NAMES:,} names")
    try:
        with Download() as download:
            entries = list(download.archive(packed, "", most=left[1]))
            told += download.skipped
            if len(entries) > MOST_NAMES:
                raise SubmissionError(f"an archive of more than {MOST_NAMES:,} files")
            for entry in entries:
                parts = (*folder, *entry.parts)
                why = unopened(entry.name)
                try:
                    if why:
                        raise Refused(why)
                    if not ARCHIVE.fullmatch(entry.name):
                        _keep(entry, parts, work, left, listing)
                    elif depth > NESTED:
                        raise Refused("a zip in a zip in a zip")
                    else:
                        inner = work / f"packed-{depth}-{len(listing)}"
                        inner.write_bytes(entry.load())
                        _walk(inner, parts[:-1], work, left, depth + 1, listing, told)
                        inner.unlink()
                except (Refused, SubmissionError) as error:
                    listing.append({"parts": parts, "why": str(error).removeprefix(": ")})
                    if len(listing) > MOST_NAMES:
                        raise SubmissionError(f"more than {MOST_NAMES:,} files") from None
    except SubmissionError as error:
        raise SubmissionError(str(error).removeprefix(": ")) from None


def _keep(entry: Entry, parts: tuple[str, ...], work: Path, left: list[int], listing: list[dict]) -> None:
    if left[0] < 1:
        raise Refused(f"one of more than {MOST_FILES} files")
    if entry.size > left[1]:
        raise Refused(f"more than {MOST_BYTES // 1_000_000} MB in all")
    data = entry.load()
    left[0] -= 1
    left[1] -= len(data)
    if left[1] < 0:
        raise Refused(f"more than {MOST_BYTES // 1_000_000} MB in all")
    path = work / str(len(listing))
    path.write_bytes(data)
    listing.append({"parts": parts, "when": entry.when, "file": os.fspath(path), "size": len(data)})


def _names(packed: Path) -> int:
    return packed.read_bytes().count(b"PK\x01\x02")
