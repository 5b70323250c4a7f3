"""Copies one student's folder out of the exchange: regular files, of a bounded size and number, no link followed."""

import os
import stat
from fnmatch import fnmatch
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.submission.hand_in_time import TIMESTAMP

MOST_FILES = 200
LARGEST_FOLDER = 100_000_000  # bytes of a whole submission; nbgrader's `max_dir_size` may make it less
DEEPEST = 5
OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Refused(Exception):
    """Why something of a student's is not collected, and the next step."""


class Copy:
    """Copies one folder through descriptors, so that nothing can be exchanged between a look and a read."""

    def __init__(self, owner: int, coursedir: CourseDirectory):
        self._owner, self._files = owner, 0
        self._room = min(LARGEST_FOLDER, 1000 * coursedir.max_dir_size)
        self._ignore, self._include = coursedir.ignore, coursedir.include
        self.left_out: list[tuple[str, str]] = []

    def folder(self, source: str | os.PathLike, target: Path) -> None:
        """The whole folder into `target`, which exists. Raises Refused where it is too large."""
        descriptor = os.open(source, OPEN | os.O_DIRECTORY)
        try:
            self._entries(descriptor, target, "", 1)
        finally:
            os.close(descriptor)

    def _entries(self, folder: int, target: Path, at: str, depth: int) -> None:
        for name in sorted(os.listdir(folder), key=os.fsencode):
            if name.startswith(".") or (name == TIMESTAMP and not at) or _matches(name, self._ignore):
                continue
            self._files += 1
            if self._files > MOST_FILES:
                raise Refused(f"holds more than {MOST_FILES} files. Ask for the notebook alone")
            try:
                kind = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode  # a device is not even opened
                if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
                    raise OSError(None, "is a link" if stat.S_ISLNK(kind) else "is no regular file")
                descriptor = os.open(name, OPEN, dir_fd=folder)
            except OSError as error:
                self.left_out.append((at + name, str(error.strerror)))
                continue
            try:
                self._entry(descriptor, target / name, at + name, depth)
            finally:
                os.close(descriptor)

    def _entry(self, descriptor: int, target: Path, name: str, depth: int) -> None:
        about = os.fstat(descriptor)
        if stat.S_ISDIR(about.st_mode):
            if depth == DEEPEST:
                raise Refused(f"holds folders in folders, more than {DEEPEST} deep. Ask for the notebook alone")
            target.mkdir()
            self._entries(descriptor, target, f"{name}/", depth + 1)
        elif not stat.S_ISREG(about.st_mode) or not _matches(target.name, self._include):
            self.left_out.append((name, "is no file that this course takes"))
        elif about.st_nlink > 1 and about.st_uid != self._owner:
            self.left_out.append((name, "is another account's file under a second name"))
        else:
            self._room -= about.st_size
            if self._room < 0:
                raise Refused("is too large. Ask for the notebook alone, with its outputs cleared")
            with open(descriptor, "rb", closefd=False) as file, target.open("xb") as made:
                made.write(file.read(about.st_size))  # no more than was counted, if it grows meanwhile


def _matches(name: str, patterns: list[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)
