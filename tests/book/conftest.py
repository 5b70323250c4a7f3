"""The book is built once a session (unchanged, that takes seconds) and read with a real browser."""

import shutil
import subprocess
from pathlib import Path

import pytest
from book_reader import HTML, ROOT, Book, Page, build, page_names

AXE = ROOT / "build/axe"


@pytest.fixture(scope="session")
def book() -> Book:
    done = build()
    assert done.returncode == 0, done.stdout
    return Book((name, Page(HTML / f"{name}.html")) for name in page_names())


@pytest.fixture(params=page_names())
def page(request, book) -> Page:
    return book[request.param]


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's source, fetched once by npm and kept under build/."""
    script = AXE / "node_modules/axe-core/axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm on this machine, so no axe-core. apt-get install npm")
        AXE.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(__file__).parent / "package.json", AXE / "package.json")
        done = subprocess.run(
            [npm, "install", "--silent", "--no-audit", "--no-fund"],
            cwd=AXE,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
        )
        if done.returncode:
            pytest.skip(f"axe-core could not be fetched: {done.stdout.strip()[-200:]}")
    return script.read_text(encoding="utf-8")
