"""What `make` says where something is missing: one line with the next step and exit status 2, from the real pip."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from kit import ROOT

NOWHERE = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1", "PIP_TIMEOUT": "2"}
LOCAL = {"PIP_NO_INDEX": "1"}
PACKAGE = """[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "needs-a-compiler"
version = "1"
"""
BACKEND = """import pathlib
def prepare_metadata_for_build_wheel(folder, *_):
    path = pathlib.Path(folder, "needs_a_compiler-1.dist-info")
    path.mkdir()
    (path / "METADATA").write_text("Metadata-Version: 2.1\\nName: needs-a-compiler\\nVersion: 1\\n")
    return path.name
def build_wheel(*_, **__):
    raise OSError("error: command 'gcc' failed: No such file or directory")
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """An empty environment, made once: one takes seconds."""
    place = tmp_path_factory.mktemp("environment") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    return place


@pytest.fixture
def course(tmp_path, environment):
    """A folder with the script and the environment, and no pins."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools/set-up", tmp_path / "tools")
    (tmp_path / "constraints.txt").touch()
    (tmp_path / ".venv").symlink_to(environment)
    return tmp_path


def set_up(course, *arguments, python=sys.executable, before=(), **variables):
    """The status, and what was printed."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    variables = {**own, "PIP_CONFIG_FILE": os.devnull, **variables}
    line = [*before, course / "tools/set-up", python, *arguments]
    done = subprocess.run(line, env=variables, capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout + done.stderr


def stands_for_python(tmp_path, lines):
    """A program in the place of Python: these cases first, the real one for the rest."""
    program = tmp_path / "python"
    program.write_text(f'#!/bin/sh\ncase "$*" in\n{lines}\n*) exec {sys.executable} "$@" ;;\nesac\n')
    program.chmod(0o755)
    return program


def test_a_python_that_is_too_old_is_named(course, tmp_path):
    old = stands_for_python(tmp_path, '*version_info\\ \\<*) exit 1 ;;\n--version) echo "Python 3.9.2"; exit ;;')

    assert set_up(course, "torch", python=old) == (
        2,
        "make: Python 3.11 or newer is needed, this is Python 3.9.2. Name another: make PYTHON=python3.12\n",
    )


def test_a_python_that_is_missing_is_named(course):
    status, said = set_up(course, "torch", python="python9")

    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("make: python9 is missing. ") and "apt-get install python3 python3-venv" in said


def test_without_venv_the_package_of_this_python_is_named(course, tmp_path):
    (course / ".venv").unlink()
    words = "The virtual environment was not created because ensurepip is not available."
    bare = stands_for_python(tmp_path, f'"-m venv"*) echo "{words}"; exit 1 ;;')

    status, said = set_up(course, "torch", python=bare)

    version = ".".join(map(str, sys.version_info[:2]))
    assert (status, said) == (
        2,
        f"make: Python's venv is missing. Debian, Ubuntu: sudo apt-get install python{version}-venv\n",
    )


@pytest.mark.parametrize(
    "package, variables, expected",
    [
        ("iniconfig", NOWHERE, r"a download failed \(iniconfig\), see .* network, .* run make again"),
        ("torch==99", LOCAL, r"torch==99 cannot be had for Python 3\.\d+\.\d+ on \w+, see .* make PYTHON="),
        ("./needs", LOCAL, r"needs-a-compiler is compiled on this machine, and that failed, .* build-essential"),
    ],
    ids=["download", "version", "compiler"],
)
def test_what_stopped_pip_is_one_line_with_the_next_step(course, package, variables, expected):
    (course / "needs").mkdir()
    (course / "needs/pyproject.toml").write_text(PACKAGE)
    (course / "needs/backend.py").write_text(BACKEND)

    status, said = set_up(course, package, **variables)

    assert (status, said.count("\n")) == (2, 1), said
    assert re.search(expected, said), said


def test_a_full_disk_is_called_so(course, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    inside = ["bwrap", "--dev-bind", "/", "/", "--size", "2000000", "--tmpfs", small]
    for name in ("tools/set-up", "constraints.txt"):
        inside += ["--ro-bind", course / name, small / name]
    if not shutil.which("bwrap") or subprocess.run([*inside, "true"], capture_output=True).returncode:
        pytest.skip("no bubblewrap on this machine, so no small disk. apt-get install bubblewrap")

    status, said = set_up(small, "iniconfig", before=inside, **LOCAL)

    assert (status, said.count("\n")) == (2, 1), said
    assert said.startswith("make: the disk is full: ") and "run make again" in said


def test_what_an_earlier_run_left_half_is_installed_anew(course, environment):
    (folder,) = environment.glob("lib/python*/site-packages")
    half = folder / "torch-2.13.0.dist-info"
    half.mkdir()
    (half / "METADATA").write_text("Metadata-Version: 2.1\nName: torch\nVersion: 2.13.0\n")

    status, said = set_up(course, "torch==2.13.0", **LOCAL)

    assert status == 2 and "torch==2.13.0 cannot be had" in said, "it was not taken for installed"
