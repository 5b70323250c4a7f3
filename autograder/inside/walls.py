"""The walls that a process raises around itself: Landlock, seccomp, limits, no privileges.

    drop_root()       the zygote, before anything else: no root, no privileges, dies with the keeper
    standing()        the zygote, once warm: prepares what all children share; the names of the walls that will be up
    raise_walls(…)    each child, before the first line of student code; it cannot be undone

Each layer works alone, so a hole in one is not yet a way out. A wall that `standing` promised and that cannot be
raised is an error: the child ends before it has run anything.
"""

import contextlib
import ctypes
import itertools
import os
import re
import shutil
import signal
import struct
import sys
import tempfile
from typing import Any

from autograder.inside import landlock, syscalls

NAMES = ("seccomp", "landlock", "limits")
# the box's own environment variables: `sandbox` sets them, `drop_root` removes them before student code runs
WANTED, ROOTS, SCRATCH, KEEP_READING = "BOX_WALLS", "BOX_ROOTS", "BOX_SCRATCH", "BOX_KEEP_READING"
DATA, DATA_HERE = "BOX_DATA", "data"  # where an exercise's files are, and their folder as its notebook names it

UID = 61_000  # no account, no service and no file has this number
SCRATCH_FILE_BYTES = 8 * 2**20
SCRATCH_FILES = 1000
OPEN_FILES = 64
_OWN = re.compile(r"own-(\d{1,9})-\w+")

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_KEEPCAPS, _PR_SET_SECCOMP = 1, 4, 8, 22
_PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 24, 38, 47, 4
_SECCOMP_MODE_FILTER = 2
_CAPABILITIES_VERSION_3 = 0x20080522
_CAP_DAC_READ_SEARCH = 2

_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_wanted: set[str] = set()
_readable: list[str] = []
_scratch = ""
_data = ""
_given: frozenset[str] = frozenset()  # what the zygote itself put into the scratch folder
_made_for_warm_up = ""
_filter: bytes | None = None


class WallError(Exception):
    """A wall that the zygote promised could not be raised."""


def drop_root() -> None:
    """Give up root and every privilege, hide from other processes, and end when the keeper ends."""
    global _scratch, _data, _made_for_warm_up
    _wanted.update(filter(None, os.environ.pop(WANTED, "").split(",")))
    _readable.extend(filter(None, os.environ.pop(ROOTS, "").split(":")))
    _scratch = os.environ.pop(SCRATCH, "")
    _data = os.environ.pop(DATA, "")
    keep_reading = os.environ.pop(KEEP_READING, "") == "1"
    if _libc is None:  # not Linux: nothing of this exists, and `doctor` refuses what a person has not read
        return
    _become_first_to_be_killed()
    if os.getsid(0) != os.getpid():
        os.setsid()
    if os.geteuid() == 0 and _wanted:
        _become_nobody(keep_reading)
    _prctl(_PR_SET_DUMPABLE, 0)  # nobody with the same uid may look into this process
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # again: a change of uid clears it
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if not _scratch:
        # matplotlib wants a folder while it is imported, and would leave one of its own behind
        _made_for_warm_up = os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix="autograder-")


def standing() -> list[str]:
    """Prepare the walls; the names of those that every child will raise."""
    global _filter, _given, _made_for_warm_up
    if _made_for_warm_up:
        shutil.rmtree(_made_for_warm_up, ignore_errors=True)
        _made_for_warm_up = ""
    walls = []
    if "seccomp" in _wanted:
        try:
            _filter = syscalls.compile_filter(own_file_system=bool(_scratch))
            walls.append("seccomp")
        except (ImportError, OSError, RuntimeError):
            _filter = None
    if "landlock" in _wanted and landlock.version() > 0:
        walls.append("landlock")
    if "limits" in _wanted:
        import resource  # noqa: F401  before the fork: not on Windows, where this module is imported for its names

        walls.append("limits")
    _wanted.intersection_update(walls)
    if _scratch:
        _given = frozenset(os.listdir(_scratch))
        signal.signal(signal.SIGALRM, _end_who_floods)
        signal.setitimer(signal.ITIMER_REAL, 0.25, 0.25)  # a fork does not inherit the timer
    return walls


def raise_walls(*, memory_mb: int, cpu_seconds: int) -> None:
    """Raise every wall that this machine has; WallError if a promised one cannot be raised.

    memory_mb    what student code may add to this process, in MB of address space
    cpu_seconds  processor time until the kernel ends this process
    """
    if _libc is None:
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _stay_with_one_thread()
    try:
        folder = _own_folder()
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # with the zygote, also where no namespace ends with it
        _prctl(_PR_SET_DUMPABLE, 0)
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)
        if "limits" in _wanted:
            _limit(memory_mb, cpu_seconds, bool(folder))
        if "landlock" in _wanted:
            readable = [*_readable, "/dev/urandom", "/dev/zero", "/etc/ld.so.cache"]
            landlock.restrict(readable, ["/dev/null", *([folder] if folder else [])])
        if "seccomp" in _wanted:
            _filter_calls()
    except OSError as error:
        raise WallError(f"a wall did not go up: {error}") from error


# -- one by one ------------------------------------------------------------


def _own_folder() -> str:
    """A small writable folder for this child alone, its working directory; or none, where the disk is the machine's."""
    if not _scratch:
        if _wanted:
            os.chdir(os.path.dirname(_data) or "/")  # what a path like data/table.csv starts from
        return ""
    for entry in os.scandir(_scratch):
        if _owner(entry) is None:
            _remove(entry)
    folder = tempfile.mkdtemp(prefix=f"own-{os.getpid()}-", dir=_scratch)  # no name that somebody could have taken
    os.chdir(folder)
    if _data:
        os.symlink(_data, DATA_HERE)
    os.environ["HOME"] = os.environ["TMPDIR"] = tempfile.tempdir = folder
    return folder


def _stay_with_one_thread() -> None:
    """A second thread cannot start: honest code that asks for some goes on with one, and does not wait for ever."""
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads = torch.set_num_interop_threads = lambda *_: None  # type: ignore[attr-defined]


def _owner(entry: os.DirEntry) -> int | None:
    """The living child whose folder this is. Without Landlock it may hold entries of any kind and name."""
    name = _OWN.fullmatch(entry.name)
    return int(name[1]) if name and entry.is_dir(follow_symlinks=False) and _is_alive(int(name[1])) else None


def _remove(entry: os.DirEntry) -> None:
    if entry.name in _given:
        return
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path, ignore_errors=True)  # flat: a child cannot make folders
    else:
        with contextlib.suppress(OSError):
            os.unlink(entry.path)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _end_who_floods(*_: object) -> None:
    """The tmpfs caps bytes; a million empty files would still eat the machine's memory."""
    volume = os.statvfs(_scratch)
    if volume.f_files - volume.f_ffree < SCRATCH_FILES:
        return
    for entry in os.scandir(_scratch):
        owner = _owner(entry)
        if owner is None:
            _remove(entry)
            continue
        with contextlib.suppress(OSError), os.scandir(entry) as files:
            if sum(1 for _ in itertools.islice(files, SCRATCH_FILES)) == SCRATCH_FILES:
                os.kill(owner, signal.SIGKILL)


def _address_space() -> int:
    """Bytes of this process before any student code: Python, torch and their libraries, gigabytes with a CUDA build."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _limit(memory_mb: int, cpu_seconds: int, may_write: bool) -> None:
    import resource

    limits = {
        "AS": _address_space() + memory_mb * 2**20,
        "CPU": cpu_seconds,
        "FSIZE": SCRATCH_FILE_BYTES if may_write else 0,
        "NOFILE": OPEN_FILES,
        "NPROC": 0,  # binds no root; seccomp is the wall, this is the second one
        "CORE": 0,
        "MEMLOCK": 0,
        "MSGQUEUE": 0,
        "NICE": 0,
        "RTPRIO": 0,
    }
    for name, value in limits.items():
        number = getattr(resource, f"RLIMIT_{name}", None)
        if number is not None:
            _, hard = resource.getrlimit(number)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(number, (value, value))


def _filter_calls() -> None:
    if _filter is None:
        raise WallError("the list of system calls was not compiled")
    code = ctypes.create_string_buffer(_filter, len(_filter))
    program = struct.pack("@HxxxxxxP", len(_filter) // 8, ctypes.addressof(code))
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program)


def _become_nobody(keep_reading: bool) -> None:
    """An ordinary uid without privileges; with the one to read, where only root can read the interpreter."""
    for capability in range(64):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0 and capability == 0:
            raise WallError("the privileges of root do not go away: CAP_SETPCAP is missing")
    _prctl(_PR_SET_KEEPCAPS, 1 if keep_reading else 0)
    os.setgroups([])
    os.setresgid(UID, UID, UID)
    os.setresuid(UID, UID, UID)
    keep = 1 << _CAP_DAC_READ_SEARCH if keep_reading else 0
    header = struct.pack("<Ii", _CAPABILITIES_VERSION_3, 0)
    # effective, permitted, inheritable: twice, for capabilities 0-31 and 32-63
    if _libc.capset(header, struct.pack("<6I", keep, keep, 0, 0, 0, 0)) != 0:
        raise WallError("the privileges of root do not go away")
    _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)


def _become_first_to_be_killed() -> None:
    """Where memory runs out after all, the kernel ends a child of the box, not the teacher's browser."""
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write("1000")
    except OSError:
        pass  # a bonus: the limit of memory works without it


def _prctl(option: int, first: int, second: int | bytes = 0) -> None:
    last = ctypes.c_char_p(second) if isinstance(second, bytes) else ctypes.c_ulong(second)
    if _libc.prctl(option, ctypes.c_ulong(first), last, ctypes.c_ulong(0), ctypes.c_ulong(0)) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl {option}: {os.strerror(number)}")
