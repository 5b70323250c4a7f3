"""A course with a small class, and the real programs around it: Jupyter servers and Debian's chromium."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from a_course import COURSE, EXERCISE, ROOT, answered, served, tab_of_its_own


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
def page(browser):
    """A page in the system's chromium, which remembers nothing."""
    with tab_of_its_own(browser) as tab:
        yield tab
