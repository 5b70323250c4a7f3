"""One file a target: `WATCHED` modules guide the fuzzer, `seeds()` start it, `run(data)` raises for a fault."""

import os
import tempfile
from pathlib import Path


def a_folder() -> Path:
    """A new folder, in memory where this account may write there."""
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
