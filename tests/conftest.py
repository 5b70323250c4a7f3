"""Shared by all tests of the engine: one real box for the whole session, and small real courses."""

import dataclasses
import functools
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import kit
import pytest
import torch

from autograder import lean_imports
from autograder.course.course import Course
from autograder.course.exercise import Limits
from autograder.marking.mark import Marker
from autograder.submission.cell import cells_of
from autograder.verdict import Record
from autograder.wall.box import Box

ONE_BY_ONE = ("book", "figures", "hostile")  # folders of many short tests, whose fixtures cost little
TOGETHER = ("test_book_build.py", "test_editions.py")  # but not these files of them, whose fixtures build books
PATIENCE = 180_000  # milliseconds for what a browser is asked; a busy machine takes long

lean_imports.prepare()  # as commands do: d2l comes in a third of the time
torch.set_num_threads(1)  # as graders do: the oracles are tiny, and threads of several processes wait for each other


def pytest_collection_modifyitems(items):
    """`make test` shares the tests out in this order: the longest first, what evens the end out last."""
    items.sort(key=lambda item: (item.path.parent.name != "tools", go_one_by_one(item.path)))


def go_one_by_one(file: Path) -> bool:
    """Whether the tests of this file are shared out singly."""
    return file.parent.name in ONE_BY_ONE and file.name not in TOGETHER


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A file goes to one process, which makes its fixtures once; the tests of some folders go one by one."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return nodeid if go_one_by_one(Path(file)) else file

    return Scheduling(config, log)


@pytest.fixture(autouse=True)
def _same_environment() -> Iterator[None]:
    """What a test, or a library that it is the first to use, writes into the environment ends with the test."""
    before = dict(os.environ)
    yield
    if os.environ != before:
        os.environ.clear()
        os.environ.update(before)


def pytest_terminal_summary(terminalreporter):
    """How many hostile programs were held, counted from the tests that passed."""
    passed = [report.nodeid for report in terminalreporter.getreports("passed")]
    kinds = {"test_hostile[": "hostile programs held", "test_honest_but_odd[": "honest but odd ones passed"}
    for name, what in kinds.items():
        count = sum(f"::{name}" in node for node in passed)
        if count:
            terminalreporter.write_line(f"{count} {what}")


@pytest.fixture(scope="session")
def real_box() -> Iterator[Box]:
    """One sandbox for all tests: starting one takes seconds, a fork of it milliseconds."""
    with Box() as box:
        yield box


@pytest.fixture(scope="session")
def playwright():
    """The driver of browsers: a process may start it once only."""
    if kit.CHROMIUM is None:
        pytest.skip("no chromium on this machine. apt-get install chromium")
    from playwright import sync_api

    node = Path(sync_api.__file__).parents[1] / "driver/node"  # Linux: beside the package, with what it links to
    if node.exists() and subprocess.run([node, "--version"], capture_output=True).returncode:
        pytest.skip("playwright's node does not start on this machine. apt-get install libatomic1")
    with sync_api.sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright):
    """The system's chromium, without a window."""
    started = playwright.chromium.launch(executable_path=kit.CHROMIUM, args=kit.QUIET)
    yield started
    started.close()


@pytest.fixture(scope="session")
def window(browser):
    """A window that stays open: a tab in it finds a warm renderer, which is two thirds of what opening a page costs."""
    context = browser.new_context()
    context.new_page()
    yield context
    context.close()


@pytest.fixture(scope="session")
def plain_window(browser):
    """Another one, whose pages run no scripts."""
    context = browser.new_context(java_script_enabled=False)
    context.new_page()
    yield context
    context.close()


@pytest.fixture
def new_tab(request, window):
    """new_tab(width=…, height=…, color_scheme=…, javascript=…) → an empty tab in a browser that remembers nothing."""
    opened = []

    def new_tab(width: int = 1280, height: int = 760, color_scheme: str = "light", javascript: bool = True):
        tab = (window if javascript else request.getfixturevalue("plain_window")).new_page()
        tab.set_default_timeout(PATIENCE)
        opened.append(tab)
        if javascript:
            window.new_cdp_session(tab).send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme=color_scheme)
        return tab

    yield new_tab
    for tab in opened:
        tab.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's source, fetched once by npm and kept under build/."""
    place = kit.ROOT / "build/axe"
    script = place / "node_modules/axe-core/axe.min.js"
    with kit.one_at_a_time("axe"):
        if not script.exists():
            npm = shutil.which("npm")
            if npm is None:
                pytest.skip("no npm on this machine, so no axe-core. apt-get install npm")
            place.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kit.ROOT / "tests/book/package.json", place / "package.json")
            command = [npm, "install", "--silent", "--no-audit", "--no-fund"]
            done = subprocess.run(command, cwd=place, text=True, capture_output=True, timeout=600)
            if done.returncode:
                pytest.skip(f"axe-core could not be fetched: {(done.stdout + done.stderr).strip()[-200:]}")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def marker() -> Marker:
    """The second exercise, ready to mark; a call may take three seconds, and no line at fault is looked for."""
    exercise = Course(kit.ROOT).exercise(kit.EXERCISE)
    return Marker(dataclasses.replace(exercise, feedback="example", limits=Limits(60, 3, 1200)))


@pytest.fixture(scope="session")
def marker_of() -> Callable[[str], Marker]:
    """marker_of(exercise_id) → this exercise of the course, ready to mark; no line at fault is looked for."""

    @functools.cache
    def marker_of(exercise_id: str) -> Marker:
        return Marker(dataclasses.replace(Course(kit.ROOT).exercise(exercise_id), feedback="example"))

    return marker_of


@pytest.fixture(scope="session")
def mark_code(real_box, marker) -> Callable[..., Record]:
    """mark_code("cell", "cell", …) → the record of a submission with these code cells."""

    def mark_code(*cells: str, marker: Marker = marker, **options) -> Record:
        return marker.mark(cells_of(list(cells)), real_box, **options).record

    return mark_code


@pytest.fixture
def make_course(tmp_path) -> Callable[..., Course]:
    """make_course() → a course of its own with the second exercise, in a folder that may be written to."""

    return lambda name="course": kit.small_course(tmp_path / name)


@pytest.fixture
def write_code(tmp_path) -> Callable[[str, str], Path]:
    """write_code("a.py", code) → the file."""

    def write_code(name: str, code: str) -> Path:
        path = tmp_path / name
        path.write_text(code, encoding="utf-8")
        return path

    return write_code


@pytest.fixture
def grade_here(real_box, monkeypatch):
    """Mark in a thread of this process with the session's box: another real executor at the seam for one."""
    kit.mark_in_a_thread(real_box, monkeypatch)
