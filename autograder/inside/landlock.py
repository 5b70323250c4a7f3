"""Landlock by three system calls: from now on this process may only read these trees, write that folder, and reach no
network and no process outside. Needs no root, no daemon, no package; asks the kernel what it can do and takes it all.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from typing import Any

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every processor
_VERSION_FLAG, _PATH_BENEATH = 1, 1

_WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_FILE, _MAKE_REG, _TRUNCATE = (1 << bit for bit in (1, 2, 3, 5, 8, 14))
_FILE_RIGHTS = {
    1: (1 << 13) - 1,
    2: (1 << 14) - 1,
    3: (1 << 15) - 1,
    5: (1 << 16) - 1,
}  # by the ABI that brought them
_TCP_RIGHTS = 0b11  # bind, connect: ABI 4
_SCOPES = 0b11  # abstract sockets, signals: ABI 6

_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
if _libc is not None:
    _libc.syscall.restype = ctypes.c_long


def version() -> int:
    """The kernel's Landlock ABI, 0 where there is none."""
    if _libc is None:
        return 0
    return max(0, _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(_VERSION_FLAG)))


def restrict(readable: Iterable[str], writable: Iterable[str] = ()) -> None:
    """Close everything but these; needs `no_new_privs`. Paths that do not exist are left out; raises OSError."""
    abi = version()
    handled = max(rights for since, rights in _FILE_RIGHTS.items() if since <= abi)
    attributes = struct.pack("<QQQ", handled, _TCP_RIGHTS if abi >= 4 else 0, _SCOPES if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8  # an older kernel refuses a longer structure
    ruleset = _checked(_libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), ctypes.c_uint(0)))
    try:
        for path in readable:
            _allow(ruleset, path, (_READ_FILE | _READ_DIR) & handled)
        for path in writable:
            rights = _READ_FILE | _READ_DIR | _WRITE_FILE | _TRUNCATE
            _allow(ruleset, path, (rights | (_MAKE_REG | _REMOVE_FILE if os.path.isdir(path) else 0)) & handled)
        _checked(_libc.syscall(_RESTRICT_SELF, ruleset, ctypes.c_uint(0)))
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        tree = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):
            rights &= ~(_READ_DIR | _MAKE_REG | _REMOVE_FILE)
        rule = struct.pack("<Qi", rights, tree)
        _checked(_libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, ctypes.c_uint(0)))
    finally:
        os.close(tree)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"landlock: {os.strerror(number)}")
    return result
