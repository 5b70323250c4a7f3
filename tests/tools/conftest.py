"""A course with a small class, and the real programs around it: Jupyter servers and Debian's chromium."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import kit
import nbformat
import pytest
from a_course import COURSE, EXERCISE, ROOT, answered, served


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
    """Puts a student's notebook, made of the released one and these answers, into the classroom."""

    def hand_in(student: str, answers: dict[str, str]) -> Path:
        path = course / "classroom" / "submitted" / student / EXERCISE / f"{EXERCISE}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(answered(course, answers), path)
        return path

    return hand_in


@pytest.fixture
def jupyter(course, tmp_path) -> Iterator[str]:
    """A Jupyter server with nbgrader's extensions in the course's folder; the address of its first page."""
    with served(course, tmp_path) as url:
        yield url


@pytest.fixture
def page(playwright, tmp_path):
    """A page in the system's chromium, with a profile of its own."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "chromium",
        executable_path=kit.CHROMIUM,
        args=kit.QUIET,
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(180_000)  # milliseconds; a busy machine takes long
    yield context.pages[0]
    context.close()
