"""A page with answer boxes as the book makes it, and MicroPython in node without a browser."""

import json
import subprocess
import sys
from dataclasses import dataclass

from kit import ROOT

sys.path[:0] = [str(ROOT / "book/_extensions"), str(ROOT / "book/practice")]
from course import packing, practice  # noqa: E402

PAGE = """<!DOCTYPE html>
<html lang="en" data-theme="{theme}" class="scripted"><head><meta charset="utf-8"><title>boxes</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{styles}{scripts}</head>
<body><main style="max-width: 48rem; margin: auto; padding: 0 1rem"><article><h1>Boxes</h1>
<p><a href="#after">before</a></p>{boxes}<p><a id="after" href="#after">after</a></p></article></main></body></html>"""

LINKS = {"notebook": "#notebook", "download": "exercise.ipynb", "colab": "https://colab.research.google.com/exercise"}


def document(names: list[str], theme: str = "light") -> str:
    boxes = []
    for name in names:
        exercise, task = name.split("/")
        cells = packing.cells(ROOT / packing.notebook_file(exercise))
        stub = next(cell["text"] for cell in cells if cell.get("task") == task)
        data = packing.questions(ROOT, exercise)
        known = practice.usable(cells, task, practice.rules(data)[task])
        boxes.append(practice.markup(exercise, task, stub, known, practice.warm_up(data, task), LINKS))
    styles = [(ROOT / f"book/_styles/{name}").as_uri() for name in ("course.css", "page.css")]
    styles += [f"_static/practice/{name}" for name in packing.STYLES]
    return PAGE.format(
        theme=theme,
        boxes="".join(boxes),
        styles="".join(f'<link rel="stylesheet" href="{file}">' for file in styles),
        scripts="".join(
            f'<script defer src="{address}"></script>'
            for address in (
                (ROOT / "book/_extensions/course/theme/static/say.js").as_uri(),
                *(f"_static/practice/{name}?v={packing.version(ROOT)}" for name in packing.AT_ONCE),
            )
        ),
    )


@dataclass
class Box:
    """One box of an open page: an answer box, or a warm-up once it is open."""

    tab: object
    root: object
    complaints: list

    def write(self, text: str) -> None:
        self.root.locator("textarea").fill(text)

    def run(self, text: str | None = None) -> str:
        """Press Run and wait for the verdict."""
        if text is not None:
            self.write(text)
        self.root.locator("[data-run]").click()
        return self.verdict()

    def verdict(self) -> str:
        self.root.locator('[data-verdict]:not([data-verdict=""]):not([data-verdict="running"])').wait_for()
        return self.root.locator("[data-verdict]").get_attribute("data-verdict")

    def says(self) -> str:
        return self.root.locator("[data-verdict]").inner_text()

    def counterexample(self) -> dict:
        return json.loads(self.root.locator("[data-counterexample]").get_attribute("data-counterexample"))


def in_micropython(requests: list[dict]) -> list[dict]:
    """The verdicts of the page's own worker, run by node: each request is {"task": …, "text": …}."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    command = ["node", str(ROOT / "tests/practice/run_worker.js"), str(ROOT / "book/practice")]
    done = subprocess.run(command, input=lines, text=True, capture_output=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
