"""Starts JupyterLab in a box of its own: the same namespaces and read-only packages as where submissions run.

    browser → the keeper's gate (`lab_gate`) → a socket → the box: JupyterLab, and whatever the student's code does

The box for marking forbids new processes and sockets, which JupyterLab needs. So this one holds no test, no expected
value and nobody else's file, has no network, is thrown away afterwards, and needs bubblewrap.
"""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.errors import CourseError
from autograder.inside import lab, walls
from autograder.wall import sandbox

MEMORY_MB = 6_000  # of address space, for each process: JupyterLab and a kernel with torch take two
START = """\
import sys
sys.path[:] = ["/box", *(p for p in sys.path if not p.endswith(("site-packages", "dist-packages"))), *{sites}]
from autograder.inside.lab import main
main()
"""


@contextmanager
def started(handed_in: Path, data: Path | None, token: str) -> Iterator[tuple[Path, subprocess.Popen]]:
    """The socket that leads to a JupyterLab with a copy of these files, and its process; it ends with the `with`."""
    with tempfile.TemporaryDirectory(prefix="autograder-open-") as folder:
        path = Path(folder, "socket")
        with socket.socket(socket.AF_UNIX) as listener, Path(folder, "said").open("wb") as said:
            listener.bind(str(path))
            listener.listen(64)
            lifeline, ours = os.pipe()
            inherited = [listener.fileno(), lifeline]
            files = Path(folder, "files")  # the account in the box may not read what only the teacher may
            files.mkdir(mode=0o755)
            lab.copy_regular(str(handed_in), str(files))
            argv = command(files, data, token, *inherited)
            process = subprocess.Popen(
                argv,
                env={"PATH": os.environ.get("PATH", "")},
                pass_fds=inherited,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
        os.close(lifeline)
        try:
            yield path, process
        finally:
            os.close(ours)  # the first process in the box sees it and ends, and with it all others
            process.kill()
            process.wait()


def command(handed_in: Path, data: Path | None, token: str, listener: int, lifeline: int) -> list[str]:
    """What starts the box. Raises CourseError where this machine cannot make one."""
    program = sandbox.bubblewrap()
    if program is None:
        raise CourseError(
            "bubblewrap: is missing here, and without it nothing of a student's is opened. Ask `autograder doctor`"
        )
    share = _share()
    readable = [sys.base_prefix, *map(str, sandbox.sites_of_packages()), str(share)]
    if not sandbox.all_readable(readable):
        raise CourseError(f"{readable[0]}: only root can read the packages. Install them where all may read")
    sites = [f"/site{number}" for number in range(len(sandbox.sites_of_packages()))]
    python, mounts = sandbox.python_and_mounts(sites)
    roots = ["/python", *sites, *sandbox.LIBRARIES]
    own = {"PYTHONPATH": ":".join(sites), lab.LISTENER: str(listener), lab.LIFELINE: str(lifeline), lab.TOKEN: token}
    own |= {lab.MEMORY_MB: str(MEMORY_MB), "IPYTHONDIR": "/tmp/ipython"}
    environment = sandbox.environment_of({"limits"}, roots=roots, scratch="/tmp") | own
    environment.pop(walls.SCRATCH)
    mounts += ["--perms", "0755", "--dir", "/share"]
    mounts += ["--ro-bind", str(share), "/share/jupyter", "--ro-bind", str(handed_in), lab.HANDED_IN]
    mounts += ["--perms", "1777", "--tmpfs", "/dev/shm"]
    if data is not None:
        mounts += ["--ro-bind", str(data), lab.DATA]
    options = [*sandbox.ALWAYS, *sandbox.namespaces(), *sandbox.privileges(readable)]
    for name, value in environment.items():
        options += ["--setenv", name, value]
    start = START.format(sites=sites)
    size = mounts.index("--size") + 1
    mounts[size] = str(2**29)  # of /tmp, where JupyterLab and the copy live
    return [program, *options, *mounts, "--remount-ro", "/", "--chdir", "/tmp", "--", python, "-I", "-c", start]


def _share() -> Path:
    """Where JupyterLab's pages lie."""
    for prefix in (sys.prefix, sys.base_prefix, "/usr/local", "/usr"):
        if (folder := Path(prefix, "share/jupyter")).joinpath("lab/static").is_dir():
            return folder
    raise CourseError("jupyterlab: is not installed beside this program. Run `pip install -r requirements.txt`")
