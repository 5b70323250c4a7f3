"""A new figure comes with one command: it runs, says its sums, and is a still picture where no script runs."""

import shutil
import subprocess
import sys

import pytest
from figure_files import FIGURES, ROOT, read
from figure_page import SAY, document


@pytest.fixture
def copy(tmp_path):
    """The figures in a folder of the test's own, with the script of the book that they need."""
    shutil.which("node") or pytest.skip("no node on this machine. apt-get install nodejs")
    figures = tmp_path / "book/figures"
    shutil.copytree(FIGURES, figures, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / SAY.relative_to(ROOT)).parent.mkdir(parents=True)
    shutil.copyfile(SAY, tmp_path / SAY.relative_to(ROOT))
    return figures


def new(figures, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(figures / "new.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=600)


def test_a_skeleton_runs(copy, new_tab, tmp_path):
    done = new(copy, "max-pooling")
    assert done.returncode == 0, done.stderr
    assert "```{interactive} max-pooling" in done.stdout
    assert sorted(file.name for file in (copy / "max-pooling").iterdir()) == ["figure.js", "figure.json", "still.js"]
    check = subprocess.run(["node", str(copy / "make_static.js"), "--check"], timeout=600)
    assert check.returncode == 0
    page = tmp_path / "page.html"
    page.write_text(document("max-pooling", figures=copy), encoding="utf-8")
    tab, errors = new_tab(), []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(page.as_uri())
    root = tab.locator('[data-figure="max-pooling"]')
    root.focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowDown")
    line = root.locator('[aria-live="polite"]').inner_text()
    told = read(copy)["figures"]["max-pooling"]
    assert line == "row 1, column 1: 6 + 7 + 10 + 11 = 34"
    assert told["first_line"] in (copy / "static/max-pooling.svg").read_text(encoding="utf-8")
    assert errors == []


@pytest.mark.parametrize("name", ["multi-input", "still", "Max Pooling", "../max"])
def test_a_name_that_cannot_be_is_refused_in_one_line(copy, name):
    before = sorted(copy.rglob("*"))
    done = new(copy, name)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "Choose another." in done.stderr
    assert sorted(copy.rglob("*")) == before
