"""Work on a student's bytes in a child process with a clock and a memory limit, so that it can harm nobody else.

The child is a fork, which needs no import and no serialized arguments. It hands back bytes through a pipe; what it
raises comes back as `Exceeded` or as the error's own text.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable

from autograder.language import packed, say, unpacked

try:
    import resource
except ImportError:  # on Windows, where `check` runs too
    resource = None  # type: ignore[assignment]

MEGABYTE = 1_000_000
DONE, SAID, TOO_LARGE, FAILED = b"d", b"s", b"m", b"f"  # the first byte of what the child hands back


class Exceeded(Exception):
    """The work took more time or memory than it may, or the child ended without a result; the text says which."""


class Said(Exception):
    """The work ended with an error that is meant to be read; the text is its text."""


def run(work: Callable[[], bytes], *, seconds: float, megabytes: int, most: int, said: type[Exception]) -> bytes:
    """What `work` returns, at most `most` bytes of it, from a child that may use so much more memory than this process.

    Raises Said with the text of an error of type `said`, and Exceeded for all that must not happen.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _in_the_child(work, reader, writer, seconds, megabytes, said)
    os.close(writer)
    try:
        data = _received(reader, seconds, most)
    finally:
        os.close(reader)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if data is None:
        raise Exceeded(say("takes longer than {seconds} s to open", seconds=f"{seconds:g}"))
    if len(data) > most:
        raise Exceeded(say("holds more than {megabytes} MB", megabytes=most // MEGABYTE))
    kind, rest = data[:1], data[1:]
    if kind == DONE:
        return rest
    if kind == SAID:
        raise Said(unpacked(json.loads(rest)))
    if kind == TOO_LARGE:
        raise Exceeded(say("takes more than {megabytes} MB of memory to open", megabytes=megabytes))
    raise Exceeded(say("cannot be opened ({why})", why=rest.decode() or say("no reason was given")))


def is_possible() -> bool:
    """Whether this system can limit a child; on others than Linux a fork may harm what is loaded."""
    return sys.platform == "linux" and resource is not None


def _in_the_child(work, reader: int, writer: int, seconds: float, megabytes: int, said: type[Exception]) -> None:
    """Never returns: nothing of the parent's (its locks, its open gradebook, its handlers) may run on in the child."""
    try:
        os.close(reader)
        _limit(seconds, megabytes)
        try:
            result = DONE + work()
        except said as error:
            result = SAID + json.dumps(packed(getattr(error, "said", str(error)))).encode()
        except (MemoryError, RecursionError):
            result = TOO_LARGE
        except Exception as error:
            result = FAILED + type(error).__name__.encode()
        view = memoryview(result)
        while view:
            view = view[os.write(writer, view) :]
    finally:
        os._exit(0)


def _limit(seconds: float, megabytes: int) -> None:
    with contextlib.suppress(OSError):  # without /proc (a Mac) what is used already is unknown; the clock remains
        with open("/proc/self/statm", encoding="ascii") as file:
            now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        wanted = now + megabytes * MEGABYTE
        limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    cpu = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _received(reader: int, seconds: float, most: int) -> bytes | None:
    """All bytes of the pipe up to its end, or one more than `most`; None when the clock runs out first."""

    deadline, parts, size = time.monotonic() + seconds, [], 0
    while size <= most:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            return None
        part = os.read(reader, 1 << 20)
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts)
