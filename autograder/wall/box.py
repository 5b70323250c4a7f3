"""Starts and ends a box from the trusted side: the keeper's end of its sockets.

Processes: the keeper (this one, trusted) → bubblewrap → the zygote (warm, never ran student code) → one child a
submission, which runs the student's cells and serves calls on a socket of its own. The keeper holds the clock: it waits
for one frame with a deadline, and ends the child through the zygote, or, if the zygote does not answer, the whole box.
"""

import secrets
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder import wire
from autograder.course.exercise import Limits
from autograder.errors import OurFault
from autograder.inside.zygote import CONTROL_FD, FORK, FORKED, OF_CHILD, WAITED
from autograder.wall import sandbox

START_SECONDS = 180  # importing torch and d2l from a cold disk
CONTROL_SECONDS = 15
LANDLOCK = "landlock"  # the wall's name
RENEW_AFTER = 1000  # submissions; a zygote runs no student code, so this only guards against slow leaks


class Box:
    """One sandbox with one zygote, which warms up while its keeper does other things until the first `fork`.

    For a class it also imports `torch._dynamo` and all of torchvision, which takes about 1 s longer: few submissions
    need them, and each of those would import them anew. `data` is the folder of the exercise's files.

    Use it from one thread; `close` it, or use it as a context manager.
    """

    def __init__(self, *, for_a_class: bool = False, data: Path | None = None):
        self._for_a_class, self.data = for_a_class, data
        self._process: subprocess.Popen | None = None
        self._served = 0
        self._walls: tuple[str, ...] | None = None
        self._start()

    def __enter__(self) -> "Box":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> None:
        self._control, inner = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._plan = sandbox.plan(for_a_class=self._for_a_class, data=self.data)
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  closed by `close`
        with inner:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _HAND_OVER, str(inner.fileno()), str(CONTROL_FD), *self._plan.argv],
                env=self._plan.environment,
                pass_fds=[inner.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
            )
        self._served, self._walls = 0, None

    @property
    def pid(self) -> int | None:
        """The process below which everything in the box runs; None after `close`."""
        return self._process.pid if self._process else None

    @property
    def walls(self) -> tuple[str, ...]:
        """The walls that are up; waits until the box has warmed up."""
        if self._walls is None:
            hello = self._control_receive(START_SECONDS)
            if hello[:1] != b"R":
                self._complaints.seek(0)
                said = self._complaints.read()[-400:].decode("utf-8", "replace")
                self.close()
                raise OurFault(f"the box did not start: {said or 'no word from it'}. Run `autograder doctor`")
            inside = [wall for wall in hello[1:].decode().split(",") if wall]
            self._walls = tuple(dict.fromkeys([*self._plan.walls, *inside]))
        return self._walls

    def renew(self) -> None:
        """Throw this box away, with everything in it, and start a fresh one."""
        self.close()
        self._start()

    def close(self) -> None:
        """End every process of the box."""
        self._control.close()
        self._complaints.close()
        if self._process is not None:
            self._process.kill()  # bubblewrap dies, and with its pid namespace everything in it
            self._process.wait()
            self._process = None

    def fork(self, limits: Limits, clock: wire.Clock | None = None) -> tuple[int, wire.Channel]:
        """Fork the zygote: the child's process id in the box, and the channel to it, whose deadlines are of `clock`."""
        # without Landlock a child can leave files in the box: then each one gets a box of its own
        if self._served >= (RENEW_AFTER if LANDLOCK in self.walls else 1):
            self.renew()
        _ = self.walls
        self._served += 1
        ours, theirs = socket.socketpair()
        nonce = secrets.token_bytes(16)
        order = FORK.pack(b"F", limits.memory_mb, int(limits.seconds) + 5, nonce)
        with theirs:
            for attempt in range(2):
                try:
                    socket.send_fds(self._control, [order], [theirs.fileno()])
                    _, pid = FORKED.unpack(self._control_receive(CONTROL_SECONDS))
                    return pid, wire.Channel(ours, nonce, wire.MAX_CLAIM, clock)
                except (OSError, ValueError, struct.error) as error:
                    if attempt:
                        raise OurFault(f"the box does not fork any more ({error}). Run `autograder doctor`") from error
                    self.renew()
        raise AssertionError("unreachable")

    def waited(self, pid: int) -> float:
        """Seconds for which the child was ready to run and had no processor."""
        return self._of_child(b"L", pid)

    def reap(self, pid: int) -> float:
        """Kill the child and wait for its end: the seconds that it `waited`."""
        return self._of_child(b"K", pid)

    def _of_child(self, verb: bytes, pid: int) -> float:
        """Give an order about a child; a zygote that does not answer is replaced."""
        try:
            self._control.send(OF_CHILD.pack(verb, pid))
            _, about, waited = WAITED.unpack(self._control_receive(CONTROL_SECONDS))
            if about == pid:
                return waited / 1e9
        except (OSError, struct.error):
            pass
        self.renew()
        return 0.0

    def _control_receive(self, seconds: float) -> bytes:
        self._control.settimeout(seconds)
        try:
            return self._control.recv(4096)
        except OSError:
            return b""


# moves the socket to the descriptor that the zygote expects, then becomes the sandbox
_HAND_OVER = (
    "import os, sys; a, b = int(sys.argv[1]), int(sys.argv[2]); "
    "os.dup2(a, b) if a != b else os.set_inheritable(a, True); "
    "os.execvp(sys.argv[3], sys.argv[3:])"
)
