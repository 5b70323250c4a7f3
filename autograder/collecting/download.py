"""A downloaded archive or folder as a list of entries; what was refused in it and what was guessed are reported."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import lzma
import os
import stat
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from autograder.collecting.code_pages import SHOWN, code_page
from autograder.collecting.entries import (
    DEEPEST,
    LARGEST_ENTRY,
    LITTER,
    RATIO,
    Entry,
    Refused,
    readable,
    reader,
    refused,
    safe_parts,
)
from autograder.errors import SubmissionError, WrongUse
from autograder.submission.reading import shown

COMPRESSED: list[tuple[bytes, Callable[..., Any]]] = [
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.open),
    (b"\xfd7zXZ\0", lzma.open),
]
FOREIGN = [(b"7z\xbc\xaf", "7z"), (b"Rar!", "rar"), (b"\x28\xb5\x2f\xfd", "zst")]


class Download:
    """One archive or folder; `skipped` and `notes` say what was refused and what was guessed."""

    def __init__(self, known: Callable[[str], bool] = lambda _: False):
        self.skipped: list[str] = []
        self.notes: list[str] = []
        self._known = known  # whether a text holds the name of a student of the class
        self._open = contextlib.ExitStack()

    def __enter__(self) -> Download:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def walk(self, archive: Path) -> Iterator[Entry]:
        """The files of a folder or an archive. Raises WrongUse when it is neither, or damaged."""
        if os.path.isdir(archive):
            yield from self._folder(archive, ())
            return
        try:
            yield from self.archive(archive, shown(archive.name))
        except SubmissionError as error:  # here it is the download, no student's archive
            raise WrongUse(str(error)) from None
        except OSError as error:
            raise WrongUse(f"{shown(archive.name)}: cannot be read ({error.strerror}). Check the path") from None

    def archive(self, path: Path, where: str, most: int = 20_000_000_000) -> Iterator[Entry]:
        """The files of a zip or tar that unpacks to at most `most` bytes. Raises SubmissionError for anything else."""
        with path.open("rb") as file:
            head = file.read(512)
        foreign = next((kind for start, kind in FOREIGN if head.startswith(start)), None)
        if foreign:
            raise SubmissionError(f"{where}: a {foreign} archive, which cannot be opened here. Pack it as a zip")
        if head.startswith(b"PK"):
            yield from self._zip(path, where)
            return
        opener = next((opener for start, opener in COMPRESSED if head.startswith(start)), None)
        if opener is None and head[257:262] != b"ustar":
            raise SubmissionError(f"{where}: not a zip or tar. Download it again, or unpack it and name the folder")
        yield from self._tar(path, opener, where, most)

    def _folder(self, folder: Path, parts: tuple[str, ...]) -> Iterator[Entry]:
        try:
            children = sorted(os.scandir(folder), key=lambda child: os.fsencode(child.name))
        except OSError as error:
            if not parts:
                raise WrongUse(f"{shown(folder.name)}: cannot be read ({error.strerror}). Check the path") from None
            self.skipped.append(f"{shown('/'.join(parts))}: cannot be read ({error.strerror})")
            return
        for child in children:
            inner = (*parts, readable(child.name))
            if LITTER.fullmatch(child.name):
                continue
            if child.is_symlink():
                yield refused(inner, "a link")
            elif child.is_dir():
                if len(parts) < DEEPEST:
                    yield from self._folder(Path(child.path), inner)
                else:
                    self.skipped.append(f"{shown('/'.join(inner))}: more than {DEEPEST} folders deep")
            elif child.is_file():
                status = child.stat()
                yield Entry(inner, status.st_mtime, reader(Path(child.path)), size=status.st_size)
            else:
                yield refused(inner, "not a regular file")

    def _zip(self, path: Path, where: str) -> Iterator[Entry]:
        with _damaged(lambda why: SubmissionError(f"{where}: a damaged zip ({why}). Download it again")):
            # Left open: entries are read one by one, later, when it is known whose they are.
            archive = self._open.enter_context(zipfile.ZipFile(path))
        files = [info for info in archive.infolist() if not info.filename.endswith("/")]  # a name may be empty
        latest = {info.filename: info for info in files}  # of two equals the last
        if len(latest) < len(files):
            self.skipped.append(f"{where}: some names stand twice in it; the later file was taken")
        names = self._names(latest.values(), where)
        for info in latest.values():
            safe = self._safe(names[info.filename], where)
            if safe is None:
                continue
            flaw = _flaw(info)
            if flaw:
                yield refused(safe, flaw)
            else:
                yield Entry(safe, _when(info), _loader(archive, info), size=info.file_size)

    def _tar(self, path: Path, opener: Callable[..., Any] | None, where: str, most: int) -> Iterator[Entry]:
        file: IO[bytes] = path.open("rb") if opener is None else tempfile.TemporaryFile()  # noqa: SIM115
        self._open.enter_context(file)
        with _damaged(lambda why: SubmissionError(f"{where}: a damaged tar ({why}). Pack it again")):
            if opener is not None:  # unpacked once: a compressed tar cannot be read out of order
                with opener(path, "rb") as packed:
                    while chunk := packed.read(1 << 20):
                        if file.tell() + len(chunk) > most:
                            raise SubmissionError(f"{where}: unpacks to more than {most // 1_000_000} MB")
                        file.write(chunk)
                if file.tell() > 1_000_000 and file.tell() > RATIO * path.stat().st_size:
                    raise SubmissionError(f"{where}: unpacks to more than {RATIO} times its size")
                file.seek(0)
            archive = self._open.enter_context(tarfile.open(fileobj=file, mode="r:"))  # noqa: SIM115
            members = {member.name: member for member in archive if not member.isdir()}
        for name, member in members.items():
            safe = self._safe(readable(name), where)
            if safe is None:
                continue
            if not member.isreg():
                yield refused(safe, "a link" if member.issym() or member.islnk() else "not a regular file")
            elif member.size > LARGEST_ENTRY:
                yield refused(safe, f"larger than {LARGEST_ENTRY // 1_000_000} MB")
            else:
                yield Entry(safe, float(member.mtime), _member(archive, member), size=member.size)

    def _safe(self, name: str, where: str) -> tuple[str, ...] | None:
        try:
            parts = safe_parts(name)
        except Refused as refusal:
            self.skipped.append(f"{where} › {shown(name)}: {refusal}")
            return None
        return None if any(LITTER.fullmatch(part) for part in parts) else parts

    def _names(self, infos, where: str) -> dict[str, str]:
        """Every name as it was meant: as UTF-8 where it is, otherwise in the code page that fits them all."""
        names, raw = {}, {}
        for info in infos:
            names[info.filename] = info.orig_filename
            if not info.flag_bits & 0x800 and not info.orig_filename.isascii():
                data = info.orig_filename.encode("cp437")
                try:
                    names[info.filename] = data.decode("utf-8")
                except UnicodeDecodeError:
                    raw[info.filename] = data
        if raw:
            page = code_page(raw.values(), self._known)
            self.notes.append(f"{where}: names without a code page; read as {SHOWN.get(page, page)}. Look at them")
            names |= {key: data.decode(page, "replace") for key, data in raw.items()}
        return names


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


def _when(info: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*info.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0


@contextlib.contextmanager
def _damaged(refusal: Callable[[str], Exception]) -> Iterator[None]:
    """Refuse with what the standard library says of damaged bytes, where it may raise exceptions of any kind."""
    try:
        yield
    except (SubmissionError, Refused):
        raise
    except Exception as error:
        raise refusal(shown(str(error)) or type(error).__name__) from None


def _refused(why: str) -> Refused:
    return Refused(f"damaged ({why})")


def _loader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def load() -> bytes:
        with _damaged(_refused), archive.open(info) as file:
            data = file.read(LARGEST_ENTRY + 1)
        if len(data) > LARGEST_ENTRY:
            raise Refused(f"larger than {LARGEST_ENTRY // 1_000_000} MB")
        return data

    return load


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], bytes]:
    def load() -> bytes:
        with _damaged(_refused):
            file = archive.extractfile(member)
            data = file.read(LARGEST_ENTRY + 1) if file else b""
        if len(data) != member.size:
            raise Refused("damaged (it ends too early)")
        return data

    return load
