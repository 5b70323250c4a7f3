"""Which walls stand on this machine: tried, not believed.

Before anything is graded, small hostile programs (`inside/tripwires.py`) run in the real box as if a student had handed
them in. If one gets out, grading is refused with the name of the wall that is missing; `--trust-submissions` goes on,
for files that a person has read.
"""

import os
import platform
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from autograder import terminal
from autograder.course.exercise import Limits
from autograder.errors import AutograderError, OurFault
from autograder.inside import landlock
from autograder.submission.cell import cells_of
from autograder.wall import sandbox
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

USER_NAMESPACES = (
    "a system that allows user namespaces (Ubuntu: an AppArmor profile for bwrap; "
    "Docker: --security-opt seccomp=unconfined --security-opt apparmor=unconfined, or --privileged)"
)


@dataclass(frozen=True)
class Wall:
    """One wall, for the reader of the table."""

    name: str
    keeps: str  # what it does
    lost: str  # what is lost without it
    install: str


WALLS = (
    Wall(
        "bubblewrap",
        "no file of the course, no network, no other process exists in the box",
        "names and sizes (not contents) of files elsewhere can be seen; no scratch folder for students",
        "apt-get install bubblewrap",
    ),
    Wall(
        "seccomp",
        "no new process, thread, program, socket or signal",
        "sockets open, in a network of their own at best; processes and signals have one lock less",
        "apt-get install libseccomp2; pip install pyseccomp",
    ),
    Wall(
        "landlock",
        "reads only the interpreter and its packages, whatever is mounted",
        "the second lock on files; without bubblewrap, the only one",
        "a kernel of 5.13 or later with landlock in its `lsm=` list",
    ),
    Wall(
        "limits",
        "memory, processor time, size and number of files are capped",
        "one file can fill the machine",
        "",
    ),
)

# what each tripwire does, and the walls that hold it
SAYS = {
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
        says, wall = SAYS[out[0]]
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
        with BoxedNotebook(box, cells_of([source]), "", LIMITS, time.monotonic() + LIMITS.seconds) as notebook:
            tries = [name for name in SAYS if name != "outlives_its_deadline"]
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
    started = time.monotonic()
    with BoxedNotebook(box, cells_of([source]), "", short, started + LIMITS.seconds) as notebook:
        started = time.monotonic()
        try:
            notebook.call("outlives_its_deadline", ("", ""), {})
        except TimedOut:
            return time.monotonic() - started < PATIENCE + 5
        except StudentFault:
            pass
    return False


def run() -> int:
    """Print the table; 0 if every tripwire is contained."""
    out = terminal.console()
    try:
        require_linux()
        with Box() as box:
            standing, escaped = box.walls, escapes(box)
    except AutograderError as error:
        out.print(str(error))
        return 1
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("wall", "", "what it keeps, or what is lost without it"):
        table.add_column(column)
    for wall in WALLS:
        up = wall.name in standing
        table.add_row(wall.name, "up" if up else "[look]missing[/look]", wall.keeps if up else f"lost: {wall.lost}")
        if not up and wall.install:
            table.add_row("", "", _advice(wall))
    out.print(table)
    out.print()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("a program that", "", "held by"):
        table.add_column(column)
    for name, (says, held_by) in SAYS.items():
        table.add_row(says, "[look]gets out[/look]" if name in escaped else "contained", held_by)
    out.print(table)
    out.print()
    if escaped:
        out.print(
            f"{len(escaped)} of {len(SAYS)} get out: `mark` and `grade` refuse, unless --trust-submissions is given."
        )
        return 1
    out.print(f"All {len(SAYS)} are contained: submissions can be graded.")
    return 0


def _advice(wall: Wall) -> str:
    if wall.name in sandbox.left_out():
        return "turned off by AUTOGRADER_WITHOUT"
    program = shutil.which("bwrap")
    if wall.name == "bubblewrap" and program and sandbox.complaint(program):
        return f"it is installed but says: {sandbox.complaint(program)}. Needs 0.8 or later, and {USER_NAMESPACES}"
    if wall.name == "landlock" and landlock.version() == 0:
        return f"needs {wall.install}"
    return wall.install
