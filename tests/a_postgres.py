"""A real PostgreSQL server for tests that need one."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from kit import free_port


def postgres_programs() -> Path | None:
    """Where Debian keeps initdb and postgres."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@pytest.fixture
def postgres():
    """A fresh server on loopback; the address of an empty database."""
    pytest.importorskip("psycopg2", reason="no psycopg2 in this environment. pip install -r requirements-dev.txt")
    programs = postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine. apt-get install postgresql")
    account = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        account = {"user": "postgres"}
        if subprocess.run(["id", "postgres"], capture_output=True).returncode:
            pytest.skip("root may not run PostgreSQL, and there is no account postgres. apt-get install postgresql")
    folder, port = Path(tempfile.mkdtemp(prefix="postgres-")), free_port()
    if account:
        shutil.chown(folder, "postgres")

    def call(*words):
        done = subprocess.run(
            [str(programs / words[0]), *map(str, words[1:])], cwd=folder, capture_output=True, text=True, timeout=600,
            **account,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    call(
        "initdb",
        "--pgdata",
        folder / "data",
        "--auth",
        "trust",
        "--username",
        "teacher",
        "--no-sync",
        "--encoding",
        "UTF8",
    )
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    call("pg_ctl", "--pgdata", folder / "data", "--log", folder / "log", "--wait", "--options", options, "start")
    try:
        call("createdb", "--host", "127.0.0.1", "--port", port, "--username", "teacher", "course")
        yield f"postgresql+psycopg2://teacher@127.0.0.1:{port}/course"
    finally:
        call("pg_ctl", "--pgdata", folder / "data", "--mode", "immediate", "stop")
        shutil.rmtree(folder)
