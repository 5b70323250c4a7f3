"""Folds the zygote's memory into huge pages, so that a fork copies one entry of the page table in the place of 512.

A fork of torch's 280 MB costs 20 ms of processor time, most of it for the page table, at the fork and at the child's
end; folded, about a third. Folding itself takes 0.3 s: worth it in a class, not for one submission. A system that
cannot (before Linux 6.1) goes on as it is.
"""

import ctypes
import sys

WORTH_IT_AFTER = 20  # forks
HUGE = 2 * 2**20  # bytes; of x86-64, and of 64-bit ARM with 4 kB pages
_MADV_COLLAPSE = 25


def fold() -> None:
    """Fold every private, writable range that no file lies behind."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for start, end in _own_ranges():
        first, last = -(-start // HUGE) * HUGE, end // HUGE * HUGE
        if first < last:
            libc.madvise(first, last - first, _MADV_COLLAPSE)  # what cannot be folded is left as it is


def _own_ranges() -> list[tuple[int, int]]:
    ranges = []
    try:
        with open("/proc/self/maps", encoding="ascii", errors="replace") as lines:
            for line in lines:
                bounds, rights, _, _, _, *name = line.split(maxsplit=5)
                if rights == "rw-p" and (not name or name[0].strip() == "[heap]"):
                    start, end = bounds.split("-")
                    ranges.append((int(start, 16), int(end, 16)))
    except OSError:
        pass  # no /proc: nothing to fold
    return ranges
