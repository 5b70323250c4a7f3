"""A course with a small class, and the real programs around it: Jupyter servers and Debian's chromium."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import kit
import nbformat
import pytest
from a_course import COURSE, EXERCISE, ROOT, answered, environment, free_port, wait_for


@pytest.fixture
def course(tmp_path) -> Path:
    """A copy of the course with one exercise, in a folder of its own."""
    folder = tmp_path / "course"
    for name in COURSE:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)  # with its bytecode: each of many commands would compile it anew
        else:
            shutil.copy(source, target)
    (folder / "classroom" / "submitted").mkdir(parents=True)
    return folder


@pytest.fixture
def hand_in(course) -> Callable[..., Path]:
    """Puts a student's notebook, made of the released one and her answers, into the classroom."""

    def hand_in(student: str, answers: dict[str, str]) -> Path:
        path = course / "classroom" / "submitted" / student / EXERCISE / f"{EXERCISE}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(answered(course, answers), path)
        return path

    return hand_in


@pytest.fixture
def jupyter(course, tmp_path) -> Iterator[str]:
    """A Jupyter server with nbgrader's extensions in the course's folder; the address of its first page."""
    port, log = free_port(), tmp_path / "jupyter.log"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.token=", "--ServerApp.password=", "--ServerApp.port_retries=0", "--LabApp.news_url="]
    command += [f"--ServerApp.root_dir={course}"]
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=course, env=environment(tmp_path), stdout=file, stderr=file, start_new_session=True
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/api", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


@pytest.fixture
def page(playwright, tmp_path):
    """A page in the system's chromium, with a profile of its own."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "chromium",
        executable_path=kit.CHROMIUM,
        args=kit.QUIET,
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(60_000)
    yield context.pages[0]
    context.close()
