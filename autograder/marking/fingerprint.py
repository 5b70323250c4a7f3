"""What a mark hangs on, in a few letters: the same files and the same exercise are marked once."""

import hashlib
import os
from pathlib import Path

from autograder import __version__
from autograder.course.exercise import Exercise


def submission_fingerprint(folder: Path) -> str:
    """Of the names and bytes of all regular files of a submission."""
    digest = hashlib.sha256()
    walked = os.walk(folder) if not folder.is_symlink() else ()  # a link may lead anywhere: it is refused, not followed
    for path in sorted(Path(base, name) for base, _, names in walked for name in names):
        try:
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    content = hashlib.file_digest(file, "sha256").digest()
                digest.update(str(path.relative_to(folder)).encode("utf-8", "surrogateescape") + b"\0" + content)
        except OSError:  # one file that cannot be read stops no class: reading the submission says so to its student
            digest.update(b"unreadable\0")
    return digest.hexdigest()[:16]


def exercise_fingerprint(exercise: Exercise) -> str:
    """Of everything that a mark hangs on: the exercise's folder and the engine's version."""
    digest = hashlib.sha256(__version__.encode())
    for name in ("exercise.toml", "hidden_tests.py", "notebook.py", "probe.py"):
        path = exercise.folder / name
        digest.update(path.read_bytes() if path.exists() else b"\0")
    return digest.hexdigest()[:16]
