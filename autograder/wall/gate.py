"""Tries the walls before anything is graded: small hostile programs run in the real box as if handed in.

If one of them (`inside/tripwires.py`) gets out, grading is refused with the name of the missing wall.
`--trust-submissions` goes on, for files that a person has read.
"""

import os
import platform
import tempfile
from pathlib import Path

from autograder.course.exercise import Limits
from autograder.errors import OurFault
from autograder.submission.cell import cells_of
from autograder.wall.box import Box
from autograder.wall.boxed import BoxedNotebook
from autograder.wall.claims import Died, StudentFault, TimedOut

LIMITS = Limits(seconds=60, call_seconds=10, memory_mb=1200)
PATIENCE = 0.3  # seconds that the program which never ends is given
TRIPWIRES = Path(__file__).parent.parent / "inside" / "tripwires.py"
ELSEWHERE = (
    "{system} has no walls that hold a student's program. Mark in a Linux container (`docker run`) or in WSL, "
    "or give --trust-submissions for files that you have read; `autograder check` works here"
)


# what each tripwire tries, and what holds it
TRIES = {
    "reads_a_file_of_the_course": ("opens a file of the course", "bubblewrap or landlock"),
    "writes_a_file": ("writes a file beside it", "bubblewrap or landlock"),
    "opens_a_socket": ("opens a socket", "seccomp"),
    "starts_a_process": ("starts a process", "seccomp"),
    "runs_a_program": ("runs a program", "seccomp"),
    "signals_its_parent": ("sends its parent a signal", "seccomp"),
    "looks_into_its_parent": ("opens its parent's memory", "landlock"),
    "takes_more_memory_than_allowed": ("takes more memory than it may", "limits"),
    "outlives_its_deadline": ("never ends, and swallows every exception", "the keeper's clock"),
}


def require_walls(box: Box, *, trust: bool = False) -> None:
    """Refuse to go on if a tripwire gets out of this box."""
    out = escapes(box)
    if out and not trust:
        says, wall = TRIES[out[0]]
        raise OurFault(
            f"not graded: a program that {says} is not contained here. Missing: {wall}. "
            "`autograder doctor` says what to install; --trust-submissions grades files that you have read"
        )


def require_linux(*, trust: bool = False) -> None:
    """Refuse to go on where no walls exist at all."""
    if platform.system() != "Linux" and not trust:
        raise OurFault(ELSEWHERE.format(system=platform.system()))


def escapes(box: Box) -> list[str]:
    """The tripwires that got out of this box."""
    out = []
    source = TRIPWIRES.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # readable by anybody: a closed folder would prove nothing about the walls
        canary = Path(folder) / "canary"
        canary.write_text("a secret of the course")
        with BoxedNotebook(box, cells_of([source]), "", LIMITS) as notebook:
            tries = [name for name in TRIES if name != "outlives_its_deadline"]
            out += [name for name in tries if _gets_out(notebook, name, canary)]
    if not _is_stopped(box, source):
        out.append("outlives_its_deadline")
    return out


def _gets_out(notebook: BoxedNotebook, name: str, canary: Path) -> bool:
    try:
        return notebook.call(name, (str(canary), os.getcwd()), {}).value is not False
    except Died:
        return name == "runs_a_program"  # it became another program; any other has only ended itself
    except StudentFault:
        return True


def _is_stopped(box: Box, source: str) -> bool:
    short = Limits(seconds=LIMITS.seconds, call_seconds=PATIENCE, memory_mb=LIMITS.memory_mb)
    with BoxedNotebook(box, cells_of([source]), "", short) as notebook:
        started = notebook.clock.now()
        try:
            notebook.call("outlives_its_deadline", ("", ""), {})
        except TimedOut:
            return notebook.clock.now() - started < PATIENCE + 5
        except StudentFault:
            pass
    return False
