"""A figure on a page of its own, opened as a file, in the system's Chromium."""

import json
from dataclasses import dataclass

import pytest
from figure_page import document


@dataclass
class Figure:
    """One open page; `complaints` collects console messages, errors and requests that leave the disk."""

    tab: object
    root: object
    complaints: list

    def state(self) -> dict:
        return json.loads(self.root.get_attribute("data-state"))

    def extra(self) -> dict:
        return json.loads(self.root.get_attribute("data-extra"))

    def line(self) -> str:
        return self.root.locator('[aria-live="polite"]').inner_text()

    def press(self, *keys: str) -> None:
        self.root.focus()
        for key in keys:
            self.tab.keyboard.press(key)

    def fill(self, label: str, value) -> None:
        self.root.get_by_label(label, exact=True).fill(str(value))

    def type(self, label: str, keys: str) -> None:
        """Like a person: whatever the field refuses does not arrive."""
        self.root.get_by_label(label, exact=True).press("Control+a")
        self.tab.keyboard.press("Delete")
        self.tab.keyboard.type(keys)


@pytest.fixture
def show(new_tab, tmp_path):
    """show(name, width=…, theme=…, state=…, javascript=…) → the open figure."""

    def open_page(
        name, width=1280, theme="light", state=None, javascript=True, above="", below="", alive=True
    ) -> Figure:
        tab = new_tab(width=width, height=900, javascript=javascript)
        complaints = []
        tab.on("console", lambda said: complaints.append(said.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on(
            "request",
            lambda request: (
                None if request.url.startswith(("file:", "blob:", "data:")) else complaints.append(request.url)
            ),
        )
        file = tmp_path / f"{name}.html"
        file.write_text(document(name, theme, state, above, below, alive=alive), encoding="utf-8")
        tab.goto(file.as_uri())
        return Figure(tab, tab.locator("[data-figure]"), complaints)

    return open_page
