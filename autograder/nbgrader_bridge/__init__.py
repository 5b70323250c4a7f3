"""The seam with nbgrader: the only package that imports it.

    settings       what nbgrader_config.py says: database, course id, late work
    database       opens the gradebook, or says in one line why not
    assignment     the skeleton of an exercise in nbgrader's tables
    submission     one submission: one session, one commit
    marks          the class's marks, read back
    preprocessors  the classes that nbgrader_config.py puts into nbgrader's own pipeline

`autograder grade` and `nbgrader autograde` both end in `write_submission`, so they leave the same rows.
"""

from autograder.nbgrader_bridge.assignment import ensure_assignment
from autograder.nbgrader_bridge.database import open_gradebook
from autograder.nbgrader_bridge.marks import StudentMarks, TaskMarks, marks
from autograder.nbgrader_bridge.settings import Settings, read_settings
from autograder.nbgrader_bridge.submission import read_timestamp, write_submission

__all__ = [
    "Settings",
    "StudentMarks",
    "TaskMarks",
    "ensure_assignment",
    "marks",
    "open_gradebook",
    "read_settings",
    "read_timestamp",
    "write_submission",
]
