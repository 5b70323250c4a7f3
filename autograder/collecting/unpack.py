"""Files out of archives that nobody can be trusted to have packed well.

A student's zip is opened by the teacher, so it is treated like her code: sizes are counted as they are read (a header
may lie), and every name is taken apart before it touches the disk. What is refused is said, and the rest goes on.
"""

from __future__ import annotations

import io
import os
import re
import stat
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import SubmissionError, WrongUse
from autograder.submission.reading import read_bytes, shown

MOST_ENTRIES = 100_000  # of the whole download
LARGEST_ENTRY = 50_000_000  # bytes of one file, unpacked
LARGEST_WHOLE = 20_000_000_000  # bytes of the whole download, unpacked
RATIO = 200  # unpacked to packed; text compresses 5 to 20 times, a bomb 1,000 times
DEEPEST = 12  # folders in folders
NESTED = 2  # zips in zips
LITTER = re.compile(r"__MACOSX|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.ipynb_checkpoints|__pycache__|\.git")


class Refused(Exception):
    """One entry is not taken; the text says why."""


@dataclass(frozen=True)
class Entry:
    """One file of a download."""

    parts: tuple[str, ...]  # its path, safe to join
    when: float  # time of change, seconds since 1970 as far as the archive tells
    load: Callable[[], bytes]  # raises Refused
    whole: bool = True  # False: it is known beforehand that it will be refused

    @property
    def name(self) -> str:
        return self.parts[-1]


@dataclass
class Unpacker:
    """Counts what a download unpacks to; `skipped` tells what was refused and why."""

    skipped: list[str] = field(default_factory=list)
    entries: int = 0
    unpacked: int = 0  # bytes

    def walk(self, archive: Path) -> Iterator[Entry]:
        """The files of a folder or a zip. Raises WrongUse when it is neither, or damaged."""
        if os.path.isdir(archive):
            yield from self._folder(archive, ())
            return
        try:
            with open(archive, "rb") as file:
                head = file.read(4)
        except OSError as error:
            raise WrongUse(f"{shown(archive.name)}: cannot be read ({error.strerror}). Check the path") from None
        if head[:2] != b"PK":
            raise WrongUse(f"{shown(archive.name)}: not a zip. Download it again, or unpack it and name the folder")
        try:
            yield from self._zip(archive, (), shown(archive.name), 0)
        except SubmissionError as error:  # of a student's own zip it costs her; here it is the download
            raise WrongUse(str(error)) from None

    def nested(self, entry: Entry) -> Iterator[Entry]:
        """The files of a zip that a student handed in."""
        yield from self._nested(entry, shown("/".join(entry.parts)), 1)

    def _count(self, where: str) -> None:
        self.entries += 1
        if self.entries > MOST_ENTRIES:
            raise SubmissionError(f"{where}: more than {MOST_ENTRIES:,} files. Unpack it by hand and look at it first")

    def _folder(self, folder: Path, parts: tuple[str, ...]) -> Iterator[Entry]:
        try:
            children = sorted(os.scandir(folder), key=lambda child: os.fsencode(child.name))
        except OSError as error:
            if not parts:
                raise WrongUse(f"{shown(folder.name)}: cannot be read ({error.strerror}). Check the path") from None
            self.skipped.append(f"{shown('/'.join(parts))}: cannot be read ({error.strerror})")
            return
        for child in children:
            where = shown("/".join((*parts, child.name)))
            if LITTER.fullmatch(child.name):
                continue
            if child.is_symlink():
                yield _refused((*parts, child.name), "a link")
            elif child.is_dir():
                if len(parts) < DEEPEST:
                    yield from self._folder(Path(child.path), (*parts, child.name))
                else:
                    self.skipped.append(f"{where}: more than {DEEPEST} folders deep")
            elif child.is_file():
                self._count(where)
                yield Entry((*parts, child.name), child.stat().st_mtime, _reader(Path(child.path)))
            else:
                yield _refused((*parts, child.name), "not a regular file")

    def _zip(self, file: Path | io.BytesIO, parts: tuple[str, ...], where: str, depth: int) -> Iterator[Entry]:
        try:
            # Left open: entries are read one by one, later, when it is known whose they are.
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise SubmissionError(f"{where}: a damaged zip ({error}). Download it again") from None
        latest = {info.filename: info for info in archive.infolist() if not info.is_dir()}  # of two equals the last
        if len(latest) < sum(not info.is_dir() for info in archive.infolist()):
            self.skipped.append(f"{where}: some names stand twice in it; the later file was taken")
        for info in latest.values():
            self._count(where)
            try:
                inner = (*parts, *safe_parts(_name(info)))
                if any(LITTER.fullmatch(part) for part in inner[len(parts) :]):
                    continue
            except Refused as refusal:
                self.skipped.append(f"{where} › {shown(info.filename)}: {refusal}")
                continue
            flaw = _flaw(info)
            yield _refused(inner, flaw) if flaw else Entry(inner, _when(info), self._loader(archive, info))

    def _nested(self, packed: Entry, where: str, depth: int) -> Iterator[Entry]:
        """The files of a zip in a download; the zip itself, with the reason, where it is not opened."""
        try:
            if depth > NESTED:
                raise Refused("a zip in a zip in a zip")
            data = packed.load()
            # Counted in the bytes, before zipfile builds an object for each.
            if data.count(b"PK\x01\x02") > MOST_ENTRIES // 10:
                raise Refused("a zip of too many files")
            for entry in self._zip(io.BytesIO(data), packed.parts[:-1], where, depth):
                if entry.name.lower().endswith(".zip"):
                    yield from self._nested(entry, f"{where} › {shown(entry.name)}", depth + 1)
                else:
                    yield entry
        except (SubmissionError, Refused) as error:
            yield _refused(packed.parts, str(error).removeprefix(f"{where}: "))

    def _loader(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
        def load() -> bytes:
            try:
                with archive.open(info) as file:
                    data = file.read(LARGEST_ENTRY + 1)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
                raise Refused(f"damaged ({error})") from None
            except Exception as error:  # zlib.error and lzma.LZMAError share no base
                raise Refused(f"damaged ({type(error).__name__})") from None
            self.unpacked += len(data)
            if len(data) > LARGEST_ENTRY:
                raise Refused(f"larger than {LARGEST_ENTRY // 1_000_000} MB")
            if self.unpacked > LARGEST_WHOLE:
                raise SubmissionError(
                    f"{shown(info.filename)}: the download unpacks to more than 20 GB. Look at it by hand"
                )
            return data

        return load


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


def _flaw(info: zipfile.ZipInfo) -> str:
    """What the header of an entry already forbids; "" for nothing."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "a link"
    if kind not in (0, stat.S_IFREG):
        return "not a regular file"
    if info.flag_bits & 0x1:
        return "encrypted"
    if info.file_size > LARGEST_ENTRY:
        return f"larger than {LARGEST_ENTRY // 1_000_000} MB"
    if info.file_size > 1_000_000 and info.file_size > RATIO * max(info.compress_size, 1):
        return f"unpacks to more than {RATIO} times its size"
    return ""


def _refused(parts: tuple[str, ...], why: str) -> Entry:
    """An entry that is not taken: it stays its owner's, and is told as hers."""

    def load() -> bytes:
        raise Refused(why)

    return Entry(parts, 0.0, load, whole=False)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: many packers write UTF-8 without saying so, and zipfile then reads it as DOS text."""
    if not info.flag_bits & 0x800:
        try:
            return info.orig_filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return info.orig_filename


def _when(info: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*info.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0


def _reader(path: Path) -> Callable[[], bytes]:
    def load() -> bytes:
        try:
            return read_bytes(path, empty=True)
        except SubmissionError as error:
            raise Refused(str(error).split(": ", 1)[-1]) from None

    return load
