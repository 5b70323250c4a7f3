"""`autograder doctor`: which walls this machine has, what is lost without them, and what to install."""

import shutil
from dataclasses import dataclass

from rich.table import Table

from autograder import terminal
from autograder.errors import AutograderError
from autograder.inside import landlock
from autograder.wall import sandbox
from autograder.wall.box import Box
from autograder.wall.gate import TRIES, escapes, require_linux

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
    for name, (says, held_by) in TRIES.items():
        table.add_row(says, "[look]gets out[/look]" if name in escaped else "contained", held_by)
    out.print(table)
    out.print()
    if escaped:
        out.print(
            f"{len(escaped)} of {len(TRIES)} get out: `mark` and `grade` refuse, unless --trust-submissions is given."
        )
        return 1
    out.print(f"All {len(TRIES)} are contained: submissions can be graded.")
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
