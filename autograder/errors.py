"""What can go wrong, and whose business it is.

    AutograderError
    ├── WrongUse           the command line asks for something that cannot be     exit 2
    ├── CourseError        the teacher's folder breaks a rule                     exit 2
    ├── SubmissionError    the student's file cannot be read                      exit 1, graded 0 with the reason
    └── OurFault           the grader itself failed: NOT_GRADED, never a zero     exit 1

Every message is one line: the file, the rule, the next step.
"""


class AutograderError(Exception):
    """Base of all errors that are told to a person in one line."""

    exit_status = 2

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
