"""A download of submissions, as a zip, and what became of it."""

import io
import zipfile

from kit import EXERCISE  # noqa: F401  for those who take a download

from autograder.submission.finding import NOT_TAKEN
from autograder.submission.hand_in_time import TIMESTAMP


def packed(files, at=None):
    """A zip of {name: bytes}, in memory or at a path; a list of pairs may hold a name twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, data)
    if at is None:
        return buffer.getvalue()
    at.write_bytes(buffer.getvalue())
    return at


def submitted(course):
    """What of students' lies in classroom/submitted, as {path: bytes}."""
    root = course.classroom / "submitted"
    files = [p for p in sorted(root.rglob("*")) if p.is_file() and p.name not in (NOT_TAKEN, TIMESTAMP)]
    return {str(p.relative_to(root)): p.read_bytes() for p in files}
