"""Commands as forks of one process that has imported everything: each is a process of its own still, seconds sooner.

`kit.command` asks here, and so do the tests of other programs, which run `nbgrader` and Jupyter's servers. A fork has
its own arguments, folder, environment and output, as a new interpreter would; three parts are shared: what is imported,
one box whose zygote has run no student code, and the worker, which is a thread. What is about those (spawned workers,
cold boxes) starts an interpreter: `kit.command(…, cold=True)`. A server has a box of its own.

Run as a script it is that process: it reads requests from the socket at descriptor 3.
"""

import atexit
import concurrent.futures
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REQUESTS = 3  # the descriptor of the socket in the warm process
NO_MATTER = {  # of the environment: a fork gets these, and no import has looked at them
    *("PATH", "PYTHONPATH", "NO_COLOR", "COLUMNS", "PYTEST_CURRENT_TEST", "AUTOGRADER_CANARY"),
    "MPLBACKEND",  # set by the first hidden tests that are read, in this process as in each command
    "OMP_NUM_THREADS",  # set by libraries; a fork has one thread for torch anyway
}
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each child process would compile the engine anew
AT_START = dict(os.environ)  # of the tests
OTHER_PROGRAMS = {
    "nbgrader": ("nbgrader.apps", "nbgrader.converters", "nbgrader.exchange.default", "nbgrader.validator"),
    "jupyterlab": ("jupyterlab.labapp", "nbgrader.apps", "nbgrader.server_extensions.formgrader.formgrader"),
}
_warm: list[tuple[subprocess.Popen, socket.socket]] = []


def changed(environment: Mapping[str, str]) -> set[str]:
    """What matters to a command and is not as it was when the tests began."""
    return {name for name in {*environment, *AT_START} - NO_MATTER if environment.get(name) != AT_START.get(name)}


def alike(environment: Mapping[str, str]) -> bool:
    """Whether a command with this environment can be a fork: no test has changed it, and nobody counts lines."""
    return not changed(environment) and "COVERAGE_PROCESS_CONFIG" not in environment


@dataclass(frozen=True)
class Fork:
    """A process that is a fork of the warm one."""

    pid: int
    _told: socket.socket  # its exit status comes here

    def status(self, timeout: float | None) -> int | None:
        """The exit status, negative for a signal, once it has ended; None where it still runs after `timeout`."""
        self._told.settimeout(timeout)
        try:
            return int(self._told.recv(64, socket.MSG_PEEK))
        except (TimeoutError, BlockingIOError):
            return None

    def close(self) -> None:
        self._told.close()


def fork(
    module: str,
    arguments: Sequence[str],
    *,
    cwd: Path,
    environment: Mapping[str, str],
    files: Sequence[int],
    server: bool = False,
) -> Fork:
    """Start `python -m module arguments` as a fork of the warm process; `files` become its descriptors 0, 1 and 2."""
    if not _warm:
        _warm.append(_start())
    requests = _warm[0][1]
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    wish = {"line": [module, *arguments], "cwd": str(cwd), "environment": dict(environment), "server": server}
    with theirs:
        socket.send_fds(requests, [json.dumps(wish).encode()], [*files, theirs.fileno()])
    requests.settimeout(600)
    return Fork(int(requests.recv(64)), ours)


def run(
    module: str, arguments: Sequence[str], *, cwd: Path, environment: Mapping[str, str], timeout: float, stdin: str = ""
) -> subprocess.CompletedProcess:
    """`python -m module arguments`, in a fork of the warm process."""
    line = [sys.executable, "-m", module, *arguments]
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
        files[0].write(stdin.encode())
        files[0].seek(0)
        child = fork(module, arguments, cwd=cwd, environment=environment, files=[file.fileno() for file in files])
        stack.callback(child.close)
        status = child.status(timeout)
        if status is None:
            os.kill(child.pid, signal.SIGKILL)
            child.status(600)
        for file in files:
            file.seek(0)
        _, out, err = (file.read().decode() for file in files)
    if status is None:
        raise subprocess.TimeoutExpired(line, timeout, out, err)
    return subprocess.CompletedProcess(line, status, out, err)


def _start() -> tuple[subprocess.Popen, socket.socket]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    hand_over = f"import os, sys; os.dup2(int(sys.argv[1]), {REQUESTS}); os.execv(sys.executable, sys.argv[2:])"
    line = [sys.executable, "-c", hand_over, str(theirs.fileno()), sys.executable, __file__]
    with theirs:
        environment = {**AT_START, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
        process = subprocess.Popen(line, env=environment, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
    return process, ours


@atexit.register
def _end() -> None:
    for process, requests in _warm:
        requests.close()  # it ends by itself, with its box
        process.wait()


# ------------------------------------------------------------------------------------------- in the warm process


def serve() -> None:
    """Fork for each request, and say how each fork ended, until the tests have ended."""
    requests = socket.socket(fileno=REQUESTS)
    os.set_inheritable(REQUESTS, False)
    _import_everything()
    box, running = None, {}  # running: by descriptor of a process, its id, where to say its end, whether it has our box
    while True:
        ready, _, _ = select.select([requests, *running], [], [])
        for ended in (each for each in ready if each is not requests):
            child, told, has_the_box = running.pop(ended)
            os.close(ended)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            if status < 0 and has_the_box:  # it may have left something half said in the box
                box.end()
                box = None
            with told, contextlib.suppress(OSError):  # nobody may wait for it any more
                told.send(str(status).encode())
        if requests not in ready:
            continue
        message, files, _, _ = socket.recv_fds(requests, 1 << 20, 4)
        if not message:
            break
        wish, told = json.loads(message), socket.socket(fileno=files.pop())
        _import_for(wish["line"][0])
        if not wish["server"] and (box is None or box._process.poll() is not None):
            box = _shared_box()
        child = os.fork()
        if child == 0:
            requests.close()
            told.close()
            _become(wish, files, None if wish["server"] else box)
        for file in files:
            os.close(file)
        running[os.pidfd_open(child)] = child, told, not wish["server"]
        requests.send(str(child).encode())
    if box is not None:
        box.end()


def _import_for(module: str) -> None:
    """What other programs than ours import, at the first wish for one."""
    import gc
    import importlib

    for name in OTHER_PROGRAMS.get(module, ()):
        importlib.import_module(name)
    if OTHER_PROGRAMS.pop(module, None):
        gc.freeze()


def _import_everything() -> None:
    """What commands import, as they import it: the engine without what belongs in the box, nbgrader and torch."""
    import gc
    import importlib
    import pkgutil

    from autograder import lean_imports

    lean_imports.prepare()
    import torch

    torch.set_num_threads(1)
    for room in ("authoring", "classroom", "collecting", "course", "marking", "services", "submission", "workers"):
        package = importlib.import_module(f"autograder.{room}")
        for module in pkgutil.iter_modules(package.__path__, f"autograder.{room}."):
            if "formgrader" not in module.name and "marker" not in module.name and "desk" not in module.name:
                importlib.import_module(module.name)
    gc.freeze()


def _shared_box():
    """A box that a command takes and leaves; only the warm process ends it."""
    from autograder.wall.box import Box

    class Shared(Box):
        owner = os.getpid()
        alone = False  # a command that renews its box has one of its own from then on

        def close(self):
            if self.alone:
                super().close()

        def renew(self):
            if not self.alone:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self._process.pid, signal.SIGKILL)
                self.alone = True
                self._process = None
            super().renew()

        def end(self):
            self.alone = True
            super().close()

    box = Shared()
    assert box.walls
    return box


def _become(wish: dict, files: list[int], box) -> None:
    """Be `python -m module arguments`; does not return."""
    import runpy

    from autograder.wall import ahead

    module, *arguments = wish["line"]
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(wish["cwd"])
    os.environ.clear()
    os.environ.update(wish["environment"])
    sys.path[0] = os.getcwd()
    sys.argv = [module, *arguments]
    if wish["server"]:
        os.setsid()
    else:
        ahead._started.append(box)
        _mark_in_a_thread()
    status = 0
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        status = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _mark_in_a_thread() -> None:
    """Let the one worker of a command be a thread; several are processes, as ever."""
    from autograder.workers import pool

    spawned = pool.executor

    @contextlib.contextmanager
    def executor(submissions, jobs, cluster, data=None):
        if cluster or (jobs or 1) > 1:
            with spawned(submissions, jobs, cluster, data) as both:
                yield both
        else:
            with concurrent.futures.ThreadPoolExecutor(1) as one:
                yield one, 1

    pool.executor = executor


if __name__ == "__main__":
    serve()
