"""What can go wrong, and whose business it is.

    AutograderError
    ├── WrongUse           the command line asks for something that cannot be     exit 2
    ├── CourseError        the teacher's folder breaks a rule                     exit 2
    ├── SubmissionError    the student's file cannot be read                      exit 1, graded 0 with the reason
    └── OurFault           the grader itself failed: NOT_GRADED, never a zero     exit 1

Every message is one line: the file, the rule, the next step. What the operating system refuses (`OSError`) becomes such
a line too: `refused`.
"""

import errno
import os


class AutograderError(Exception):
    """Base of all errors that a person reads in one line."""

    exit_status = 2

    @property
    def said(self) -> str:
        """The message; a sentence that can be said in another language stays one."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)

    def __str__(self) -> str:
        return " ".join(super().__str__().split())


class WrongUse(AutograderError):
    """The command asks for something that does not exist."""


class CourseError(AutograderError):
    """A folder of the course breaks a rule; nothing was changed."""


class SubmissionError(AutograderError):
    """A student's file cannot be read; the file stays as it is."""

    exit_status = 1


class OurFault(AutograderError):
    """The grader failed. The submission is NOT_GRADED and keeps its old mark."""

    exit_status = 1


STEPS = {
    errno.ENOSPC: "Free some space, then run the command again",
    errno.EDQUOT: "Free some space, then run the command again",
    errno.EACCES: "Give yourself access, or choose another place",
    errno.EPERM: "Give yourself access, or choose another place",
    errno.EROFS: "Choose a place that may be written",
    errno.ENAMETOOLONG: "Shorten the name",
    errno.EEXIST: "Something else stands in its place: move it away, or choose another place",
    errno.EBUSY: "Something else stands in its place: move it away, or choose another place",
    errno.EISDIR: "Something else stands in its place: move it away, or choose another place",
    errno.ENOTDIR: "Something else stands in its place: move it away, or choose another place",
    errno.ENOENT: "Look at the path",
}


def refused(error: OSError) -> WrongUse | None:
    """What the operating system refused, in one line; None for what no person at the keyboard can help."""
    if error.errno not in STEPS or not (error.filename or error.errno in (errno.ENOSPC, errno.EDQUOT)):
        return None
    where = error.filename2 or error.filename or "the disk"  # of two, the second is where it was to go
    return WrongUse(f"{os.fsdecode(where)}: {os.strerror(error.errno)}. {STEPS[error.errno]}")
