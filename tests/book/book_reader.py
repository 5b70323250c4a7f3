"""The built book as tests see it: pages, what their code printed, one command to build."""

import os
import re
import subprocess
import sys
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup
from kit import ROOT, one_at_a_time

HTML = ROOT / "build/html"


class Page:
    """One built page: its file, its markup, and the text that its code printed."""

    def __init__(self, file: Path):
        self.file = file
        self.name = file.relative_to(HTML).with_suffix("").as_posix()

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.file.read_text(encoding="utf-8"), "html.parser")

    @cached_property
    def article(self):
        return self.soup.find("article")

    @cached_property
    def printed(self) -> str:
        """Everything that the cells of this page printed, with single spaces."""
        outputs = self.article.select(".cell_output")
        return " ".join(" ".join(output.get_text() for output in outputs).split())

    @cached_property
    def code(self) -> str:
        return "\n".join(cell.get_text() for cell in self.article.select(".cell_input"))

    def __repr__(self):
        return self.name


class Book(dict):
    """Pages by name, in the order of the table of contents."""


def page_names() -> list[str]:
    """Every page of _toc.yml, found without Sphinx: files as they are listed, globs as the file system answers them."""
    text = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    names = []
    for word, value in re.findall(r"\b(root|file|glob): *(\S+)", text):
        found = sorted(file for file in ROOT.glob(value) if file.is_file()) if word == "glob" else [ROOT / value]
        names += [file.relative_to(ROOT).as_posix().removesuffix(".md").removesuffix(".ipynb") for file in found]
    return names


def built() -> None:
    """The book of today, built by one of the processes of a test run for all of them."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    stamp = ROOT / "build/.book-of-the-tests"
    with one_at_a_time("book-for-all"):
        if run is None or not stamp.exists() or stamp.read_text() != run:
            done = build()
            assert done.returncode == 0, done.stdout
            stamp.write_text(run or "")


def build(*arguments: str, root: Path = ROOT) -> subprocess.CompletedProcess:
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with one_at_a_time("book") if root == ROOT else nullcontext():
        return subprocess.run(
            [sys.executable, "book/build.py", *arguments],
            cwd=root,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
