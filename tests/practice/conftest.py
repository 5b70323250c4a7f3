"""A page with answer boxes, opened as a file in the system's Chromium."""

import pytest
from box_kit import Box, document, packing
from kit import ROOT


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A folder with everything that a page with boxes loads."""
    folder = tmp_path_factory.mktemp("site")
    packing.write_files(ROOT, folder / "_static/practice")
    return folder


@pytest.fixture
def show(new_tab, site):
    """show("ex01_multi_input/corr2d", …) → a Box for each, on one page."""

    def open_page(*names, width=1280, theme="light"):
        tab = new_tab(width=width, height=900)
        complaints = []
        tab.on("console", lambda said: complaints.append(said.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("request", lambda request: complaints.append(request.url) if request.url.startswith("http") else None)
        file = site / f"{theme}-{'-'.join(name.split('/')[1] for name in names)}.html"
        file.write_text(document(names, theme), encoding="utf-8")
        tab.goto(file.as_uri())
        boxes = [Box(tab, tab.locator(f'[data-answer="{name}"]'), complaints) for name in names]
        return boxes[0] if len(boxes) == 1 else boxes

    return open_page
