"""Worker processes on a machine that cannot start them."""

import shutil
import subprocess
import sys

import pytest

CODE = """
from autograder.errors import CourseError
from autograder.workers import pool
try:
    with pool.executor(40, 2, None):
        print("started")
except CourseError as error:
    print(error)
"""


def test_without_shared_memory_one_line_says_what_to_mount():
    """Some containers give an ordinary account a /dev/shm that it may not write."""
    bwrap = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", "/usr/share", "/dev/shm"]
    if not shutil.which("bwrap") or subprocess.run([*bwrap, "true"], capture_output=True).returncode:
        pytest.skip("bubblewrap does not work here")
    done = subprocess.run([*bwrap, sys.executable, "-c", CODE], capture_output=True, text=True)
    assert done.stdout.startswith("/dev/shm: worker processes cannot be started (Read-only file system). Mount it")
