"""One student costs one student: what the files of one raise becomes one line, and the class goes on."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autograder.errors import CourseError, SubmissionError
from autograder.plain_text import plain

THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE)  # the machine's faults


@contextmanager
def costs_one(where: str, tell: Callable[[str], None]) -> Iterator[None]:
    """Call `tell` with what is raised inside, in one line; a full disk or a broken gradebook stops all.

    `where`: the file or folder of that student, for an error that does not name one.
    """
    try:
        yield
    except CourseError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in THE_DISK:
            raise
        what = f"{where}: {type(error).__name__}: {error}"
        tell(plain(str(error).rstrip(".") if isinstance(error, SubmissionError) else what, 500))
