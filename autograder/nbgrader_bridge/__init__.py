"""nbgrader's database and settings; its pipeline, which calls `classroom`, is in `services`.

    settings       what nbgrader_config.py says: database, course id, late work
    database       opens the gradebook, or says in one line why not
    assignment     the skeleton of an exercise in nbgrader's tables
    submission     one submission: one session, one commit
    lateness       due date, extensions, penalties
    removal        one student leaves the gradebook
    class_marks    the marks of a class, read back
    exchange       nbgrader's exchange without its trust in names and links; `copying` copies a folder out of it
    names          ids and names as text on formgrader's pages

`autograder grade` and `nbgrader autograde` both end in `write_submission`, so they leave the same rows.

What is named below is imported when it is first used: nbgrader takes a second to import, and the processes that only
mark need nothing of it.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from autograder.errors import CourseError

if TYPE_CHECKING:
    from autograder.nbgrader_bridge.assignment import ensure_assignment
    from autograder.nbgrader_bridge.class_marks import marks
    from autograder.nbgrader_bridge.database import open_gradebook
    from autograder.nbgrader_bridge.lateness import charge
    from autograder.nbgrader_bridge.removal import remove_student, submissions_of
    from autograder.nbgrader_bridge.settings import Settings, read_settings
    from autograder.nbgrader_bridge.submission import require_id, write_submission

NBGRADER = "0.9"  # whose tables and pipeline this package knows
HOMES = {
    "ensure_assignment": "assignment",
    "open_gradebook": "database",
    "marks": "class_marks",
    "charge": "lateness",
    "remove_student": "removal",
    "submissions_of": "removal",
    "Settings": "settings",
    "read_settings": "settings",
    "require_id": "submission",
    "write_submission": "submission",
}

__all__ = [
    "Settings",
    "charge",
    "ensure_assignment",
    "marks",
    "open_gradebook",
    "read_settings",
    "remove_student",
    "require_id",
    "submissions_of",
    "write_submission",
]


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    require_nbgrader()
    found = getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    globals()[name] = found  # the next look at it does not come here
    return found


def require_nbgrader() -> None:
    """Refuse another nbgrader in one line, before it fails in the middle of a class."""
    try:
        found = version("nbgrader")
    except PackageNotFoundError:
        found = "no nbgrader"
    if not found.startswith(f"{NBGRADER}."):
        step = f"Run `pip install nbgrader=={NBGRADER}.*`"
        raise CourseError(f"nbgrader {NBGRADER} is needed for the gradebook, {found} is installed. {step}.")
