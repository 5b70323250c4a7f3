"""Random programs of system calls in the real box, with canaries outside: none is read, changed, signalled or reached.

A program is some cells of a submission: it makes its calls through the C library, numbers past the last one and the x32
door included, with arguments that calls understand (descriptors, paths of canaries, addresses, process numbers). The
same seed gives the same program.
"""

import os
import random
import secrets
import socket
import struct
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from kit import processes_below

from autograder.course.exercise import Limits
from autograder.submission.cell import cells_of
from autograder.wall.box import Box
from autograder.wall.boxed import BoxedNotebook
from autograder.wall.claims import StudentFault

CALLS = 60  # of one program
LAST_NUMBER = 475
WAIT_FOR_EVER = {7, 23, 34, 35, 61, 130, 202, 230, 232, 247, 270, 271, 281}  # left out: a clock ends them, nothing else
OFTEN = (0, 1, 2, 9, 16, 41, 56, 72, 157, 257)
END_THE_PROGRAM = {15, 60, 231}
BUFFER = 2**16
WITHOUT = ("", "landlock", "bubblewrap")  # each wall is to hold without the others
LIMITS = Limits(seconds=6, call_seconds=2, memory_mb=2000)
PROGRAM = """\
import ctypes, os
buffer = ctypes.create_string_buffer({buffer}, {size})
base = ctypes.addressof(buffer)
call = ctypes.CDLL(None, use_errno=True).syscall
call.restype, call.argtypes = ctypes.c_long, [ctypes.c_long] * 7
for number, arguments in {calls}:
    call(number, *[{{"at": base + value, "parent": os.getppid()}}.get(kind, value) for kind, value in arguments])
print(buffer.raw.decode("latin-1").replace("\\0", "")[-60_000:])
"""
HONEST = "def answer():\n    return 42\n"


def program(seed: int, canaries: "Canaries") -> str:
    """The source of one program."""
    rng = random.Random(seed)
    paths = [
        *canaries.paths,
        *["/proc/self/mem", "/proc/1/environ", "/dev/shm/x", "/tmp/x", "/", ".", "..", "/etc/passwd"],
    ]
    buffer, places = bytearray(), []
    for path in paths:
        places.append(len(buffer))
        buffer += path.encode() + b"\0"
    for family, port in ((2, canaries.port), (10, canaries.port), (1, 0), (16, 0), (40, 0)):
        places.append(len(buffer))
        buffer += struct.pack("<HH4s", family, socket.htons(port), socket.inet_aton("127.0.0.1")) + rng.randbytes(24)
    places += [len(buffer) + 64 * number for number in range(8)]
    buffer += rng.randbytes(512)
    room = BUFFER // 2

    def argument() -> tuple[str, int]:
        match rng.randrange(8):
            case 0:
                return "is", rng.choice((0, 1, 2, 3, 4, 5, 6, 7, -1, -100))
            case 1 | 2:
                return "at", rng.choice(places)
            case 3:
                return "at", room + rng.randrange(64) * 256
            case 4:
                return "is", 1 << rng.randrange(32)
            case 5:
                return "is", rng.choice((4096, 8, 16, 64, 0o600, 0o777, 9, 15, 18, 0x10000, 0x20000, 2**31, -(2**63)))
            case 6:
                return ("parent", 0) if rng.random() < 0.3 else ("is", rng.choice((1, 0, -1, canaries.keeper)))
            case _:
                return "is", rng.randrange(-4, 4096)

    calls = []
    while len(calls) < CALLS:
        number = rng.choice(OFTEN) if rng.random() < 0.1 else rng.randrange(LAST_NUMBER)
        if number in WAIT_FOR_EVER or (number in END_THE_PROGRAM and rng.random() < 0.99):
            continue
        if number in (0, 17, 19) or (number == 1 and rng.random() < 0.5):  # not to wait for the channel's next frame
            calls.append((number, (("is", rng.choice((0, 4, 5, 6))), ("at", room), ("is", 4096), *[("is", 0)] * 3)))
            continue
        calls.append((number | (0x40000000 if rng.random() < 0.02 else 0), tuple(argument() for _ in range(6))))
    return PROGRAM.format(buffer=bytes(buffer), size=BUFFER, calls=calls)


class Canaries:
    """Files with a secret, and sockets that wait: outside of the box."""

    def __init__(self, stack: ExitStack):
        self.secret = secrets.token_hex(16)
        self.keeper = os.getpid()
        self._folders = [Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="canary-"))) for _ in range(2)]
        self._files = [folder / "canary.txt" for folder in self._folders]
        for file in self._files:
            file.write_text(self.secret)
            file.chmod(0o666)
            file.parent.chmod(0o777)
        self.paths = [str(path) for path in (*self._files, *self._folders)] + [str(self._files[0]) + ".new"]
        self._tcp = stack.enter_context(socket.socket())
        self._udp = stack.enter_context(socket.socket(type=socket.SOCK_DGRAM))
        self._tcp.bind(("127.0.0.1", 0))
        self.port = self._tcp.getsockname()[1]
        self._udp.bind(("127.0.0.1", self.port))
        self._tcp.listen()
        self._before = self._seen()

    def _seen(self) -> list[object]:
        seen: list[object] = []
        for folder in self._folders:
            seen.append(sorted(os.listdir(folder)))
            for path in (folder, folder / "canary.txt"):
                state = path.stat()
                seen.append((state.st_mode, state.st_nlink, state.st_uid, state.st_mtime_ns, state.st_size))
        return [*seen, *(file.read_text() for file in self._files)]

    def harm(self, shown: str) -> str:
        """What happened to them, or nothing."""
        if self._seen() != self._before:
            return "a canary file was changed"
        for waiting in (self._tcp, self._udp):
            waiting.setblocking(False)
            try:
                _ = waiting.accept() if waiting is self._tcp else waiting.recv(10)
                return "a canary socket was reached"
            except BlockingIOError:
                pass
        return "a canary was read" if self.secret in shown else ""


def run(seconds: float, finds: Path, *, programs: int = 10**9, start: int | None = None) -> tuple[int, list[Path]]:
    """Programs until either bound is met; how many there were, and the files of those that did harm."""
    start = random.randrange(2**32) if start is None else start
    found: list[Path] = []
    done, end = 0, time.monotonic() + seconds
    for number, without in enumerate(WITHOUT):
        os.environ["AUTOGRADER_WITHOUT"] = without
        until = time.monotonic() + (end - time.monotonic()) / (len(WITHOUT) - number)
        try:
            with ExitStack() as stack:
                canaries, box = Canaries(stack), stack.enter_context(Box())
                assert _one(box, HONEST)[1] == 42, "the box does not serve an honest program"
                processes = len(processes_below(box.pid))
                for _ in range(programs // len(WITHOUT)):
                    if time.monotonic() >= until or len(found) > 10:
                        break
                    source = program(start + done, canaries)
                    shown, _ = _one(box, source)
                    done += 1
                    harm = canaries.harm(shown)
                    if not harm and done % 20 == 0 and _one(box, HONEST)[1] != 42:
                        harm = "an honest program is not served after the last twenty"
                    if not harm and len(processes_below(box.pid)) > processes:
                        harm = "a process is left"
                    if harm:
                        finds.mkdir(parents=True, exist_ok=True)
                        found.append(finds / f"{start + done - 1}.py")
                        found[-1].write_text(f"# without {without or 'nothing'}: {harm}\n{source}")
        finally:
            os.environ.pop("AUTOGRADER_WITHOUT", None)
    return done, found


def _one(box: Box, source: str) -> tuple[str, object]:
    """What the program printed, and what its `answer` gives; a program that ends itself shows nothing."""
    notebook = BoxedNotebook(box, cells_of([source]), "", LIMITS)
    value = None
    try:
        with notebook:
            if "answer" in notebook.names:
                value = notebook.call("answer", (), {}).value
    except StudentFault:
        pass
    return "".join(f"{outcome.stdout}{outcome.error}" for outcome in notebook.outcomes.values()), value
