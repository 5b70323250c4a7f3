"""Commands as forks of one process that has imported everything: each is a process of its own still, seconds sooner.

`kit.command` asks here. A fork has its own arguments, folder and output, as a new interpreter would; three parts are
shared: what is imported, one box whose zygote has run no student code, and the worker, which is a thread. What is
about those (spawned workers, cold boxes, other environments) starts an interpreter: `kit.command(…, cold=True)`.

Run as a script it is that process: it reads requests from the socket at descriptor 3.
"""

import atexit
import concurrent.futures
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

REQUESTS = 3  # the descriptor of the socket in the warm process
MORE = "PYTEST_CURRENT_TEST"  # of the environment: what differs from test to test, and matters to no command
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each child process would compile the engine anew
AT_START = dict(os.environ)  # of the tests
_warm: list[tuple[subprocess.Popen, socket.socket]] = []


def alike(environment: Mapping[str, str]) -> bool:
    """Whether a command with this environment can be a fork: no test has changed it, and nobody counts lines."""
    own = {"PATH", "PYTHONPATH", "NO_COLOR", "COLUMNS", MORE}  # the same in every command, or without meaning
    names = {name for name in {*environment, *AT_START} - own if environment.get(name) != AT_START.get(name)}
    return not names and "COVERAGE_PROCESS_CONFIG" not in environment


def run(
    module: str, arguments: Sequence[str], *, cwd: Path, environment: Mapping[str, str], timeout: float, stdin: str = ""
) -> subprocess.CompletedProcess:
    """`python -m module arguments`, in a fork of the warm process."""
    line = [sys.executable, "-m", module, *arguments]
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
        files[0].write(stdin.encode())
        files[0].seek(0)
        status = _status(module, arguments, str(cwd), environment, timeout, [file.fileno() for file in files])
        for file in files:
            file.seek(0)
        _, out, err = (file.read().decode() for file in files)
    if status is None:
        raise subprocess.TimeoutExpired(line, timeout, out, err)
    return subprocess.CompletedProcess(line, status, out, err)


def _status(module, arguments, cwd, environment, timeout, files) -> int | None:
    """The exit status of the fork, negative for a signal; None where the time was up."""
    if not _warm:
        _warm.append(_start(environment))
    requests = _warm[0][1]
    socket.send_fds(requests, [json.dumps([module, *arguments]).encode(), b"\n", cwd.encode()], files)
    requests.settimeout(600)
    child = int(requests.recv(64))
    requests.settimeout(timeout)
    try:
        return int(requests.recv(64))
    except TimeoutError:
        os.kill(child, signal.SIGKILL)
        requests.settimeout(600)
        requests.recv(64)
        return None


def _start(environment: Mapping[str, str]) -> tuple[subprocess.Popen, socket.socket]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    hand_over = f"import os, sys; os.dup2(int(sys.argv[1]), {REQUESTS}); os.execv(sys.executable, sys.argv[2:])"
    line = [sys.executable, "-c", hand_over, str(theirs.fileno()), sys.executable, __file__]
    with theirs:
        process = subprocess.Popen(line, env=dict(environment), pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
    return process, ours


@atexit.register
def _end() -> None:
    for process, requests in _warm:
        requests.close()  # it ends by itself, with its box
        process.wait()


# ------------------------------------------------------------------------------------------- in the warm process


def serve() -> None:
    """Fork for each request, one at a time, until the tests have ended."""
    requests = socket.socket(fileno=REQUESTS)
    os.set_inheritable(REQUESTS, False)
    _import_everything()
    box = None
    while True:
        message, files, _, _ = socket.recv_fds(requests, 1 << 20, 3)
        if not message:
            break
        if box is None or box._process.poll() is not None:
            box = _shared_box()
        child = os.fork()
        if child == 0:
            requests.close()
            _become(message, files, box)
        for file in files:
            os.close(file)
        requests.send(str(child).encode())
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status < 0:  # it may have left something half said in the box
            box.end()
            box = None
        requests.send(str(status).encode())
    if box is not None:
        box.end()


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


def _become(message: bytes, files: list[int], box) -> None:
    """Be `python -m module arguments`; does not return."""
    import runpy

    from autograder.wall import ahead
    from autograder.workers import pool

    request, _, cwd = message.partition(b"\n")
    module, *arguments = json.loads(request)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(cwd.decode())
    sys.path[0] = os.getcwd()
    sys.argv = [module, *arguments]
    ahead._started.append(box)
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


if __name__ == "__main__":
    serve()
