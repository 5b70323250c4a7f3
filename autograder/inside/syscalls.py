"""The system calls that a submission may make: an allow-list, compiled once in the zygote.

Made from what torch, NumPy, matplotlib and d2l call on a CPU, then cut down to what cannot reach another process:
no new process or thread, no program, no socket, no signal to anybody, no lock, no look at another process, no mount,
no 32-bit doors. What is not on the list fails with EPERM, as an honest program can see and say; `clone3` fails with
ENOSYS, for then the C library asks again with `clone`, whose refusal Python reports properly.

Why not a deny-list: the kernel grows, and a call that nobody thought of must be closed, not open.
"""

import ctypes.util
import errno
import os
import tempfile
from collections.abc import Callable
from types import ModuleType

ALWAYS = """
    read readv pread64 preadv write writev pwrite64 pwritev lseek close close_range dup dup2 dup3
    mmap munmap mremap mprotect madvise brk msync
    futex futex_waitv set_robust_list get_robust_list rseq set_tid_address membarrier sched_yield sched_getaffinity
    nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times getrusage restart_syscall
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending sigaltstack alarm setitimer getitimer pause
    getpid getppid gettid getuid geteuid getgid getegid getresuid getresgid getgroups getpgrp getpgid getsid
    getcwd uname sysinfo getcpu getrandom getrlimit umask arch_prctl
    open openat stat lstat fstat newfstatat statx access faccessat faccessat2 readlink readlinkat getdents64
    statfs fstatfs fadvise64 poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait
    sendto recvfrom getsockname getpeername getsockopt
    exit exit_group
"""

# only where the file system is the box's own: elsewhere Landlock is silent about some of these
IN_THE_BOX = "chdir fchdir unlink unlinkat rename renameat renameat2 ftruncate fsync fdatasync sendfile"

_TCGETS, _TIOCGWINSZ, _FIONBIO, _FIONCLEX, _FIOCLEX, _FIONREAD = (
    0x5401,
    0x5413,
    0x5421,
    0x5450,
    0x5451,
    0x541B,
)
_F_DUPFD_CLOEXEC = 1030
_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA = 15, 16, 0x53564D41

# calls of which only some forms are harmless: name, number of the argument, its harmless values
SOME_FORMS = [
    ("ioctl", 1, (_TCGETS, _TIOCGWINSZ, _FIONBIO, _FIONCLEX, _FIOCLEX, _FIONREAD)),
    # no locks; no F_SETOWN, which makes the kernel send a signal to any process
    ("fcntl", 1, (0, 1, 2, 3, 4, _F_DUPFD_CLOEXEC)),
    ("prctl", 0, (_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA)),
    # reading one's own limits; with new ones it could strangle the zygote, which has the same uid
    ("prlimit64", 2, (0,)),
]


def compile_filter(own_file_system: bool) -> bytes:
    """The allow-list as a BPF program, ready for `prctl`; OSError or RuntimeError where libseccomp is missing."""
    seccomp = import_pyseccomp()
    allowed = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    allowed.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)  # 32-bit calls on a 64-bit machine
    for name in [*ALWAYS.split(), *(IN_THE_BOX.split() if own_file_system else [])]:
        _add(allowed, seccomp, seccomp.ALLOW, name)
    for name, position, values in SOME_FORMS:
        for value in values:
            _add(allowed, seccomp, seccomp.ALLOW, name, seccomp.Arg(position, seccomp.EQ, value))
    _add(allowed, seccomp, seccomp.ERRNO(errno.ENOSYS), "clone3")
    with tempfile.TemporaryFile() if own_file_system else _memory_file() as file:
        allowed.export_bpf(file)
        file.seek(0)
        return file.read()


def _add(allowed, seccomp: ModuleType, action: int, name: str, *conditions) -> None:
    try:
        allowed.add_rule(action, name, *conditions)
    except (
        OSError,
        ValueError,
    ):  # a call that this processor or this libseccomp does not know: it stays closed
        if action == seccomp.ALLOW and name in ("read", "mmap", "openat", "exit_group"):
            raise


def _memory_file():
    return os.fdopen(os.memfd_create("filter"), "w+b")


def import_pyseccomp() -> ModuleType:
    """Import pyseccomp without the search through compilers and `ldconfig`, which the box does not have."""
    search: Callable = ctypes.util.find_library
    known = {"c": "libc.so.6", "seccomp": "libseccomp.so.2"}
    ctypes.util.find_library = lambda name: known.get(name) or search(name)
    try:
        import pyseccomp
    finally:
        ctypes.util.find_library = search
    return pyseccomp
