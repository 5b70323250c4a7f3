"""What a mark hangs on, in a few letters: the same files and the same exercise are marked once."""

import hashlib
from pathlib import Path

from autograder import __version__
from autograder.course.exercise import Exercise


def submission_fingerprint(folder: Path) -> str:
    """Of the names and bytes of all regular files of a submission."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            digest.update(str(path.relative_to(folder)).encode("utf-8", "surrogateescape") + b"\0")
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def exercise_fingerprint(exercise: Exercise) -> str:
    """Of everything that a mark hangs on: the exercise's folder and the engine's version."""
    digest = hashlib.sha256(__version__.encode())
    for name in ("exercise.toml", "hidden_tests.py", "notebook.py", "probe.py"):
        path = exercise.folder / name
        digest.update(path.read_bytes() if path.exists() else b"\0")
    return digest.hexdigest()[:16]
