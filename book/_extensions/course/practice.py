"""The `{answer}` directive: a box in which the reader writes a task of an exercise and runs it in the page.

    ```{answer} ex01_multi_input/corr2d
    ```

The stub comes from the released notebook, the questions from book/practice/questions/<id>.json; nothing of `solutions/`
is read. `finish` packs what the page fetches at the first click: Python itself, its small torch, the questions.
"""

import ast
import base64
import html
import json
import zlib
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

PRACTICE = Path("book/practice")
PAGE = PRACTICE / "page"
SCRIPTS = ("grids.js", "engine.js", "answers.js")
STYLES = ("example.css", "answers.css")
PACKAGES = ("judging", "small_torch")
MICROPYTHON = PRACTICE / "vendor/micropython"


class answer_box(nodes.General, nodes.Element):
    """Holds `exercise`, `task`, `stub` (the code that stands there at first) and `page` (of the exercise)."""


class Answer(SphinxDirective):
    required_arguments = 1

    def run(self):
        exercise, _, task = self.arguments[0].partition("/")
        root = Path(self.env.srcdir)
        for path in (notebook_file(exercise), questions_file(exercise)):
            self.env.note_dependency(str(path))
            if not (root / path).exists():
                raise self.error(f"{path}: no such file. Write it with `autograder release {exercise}`.")
        stub = next((cell["text"] for cell in cells(root, exercise) if cell.get("task") == task), None)
        known = [each["name"] for each in questions(root, exercise)["tasks"]]
        if stub is None or task not in known:
            raise self.error(
                f"{self.arguments[0]}: no such task with a box. {exercise} has: {', '.join(known)}. "
                "A task gets one by `practice = …` in its exercise.toml."
            )
        return [answer_box(exercise=exercise, task=task, stub=stub)]


def notebook_file(exercise: str) -> Path:
    return Path("exercises") / exercise / f"{exercise}.ipynb"


def questions_file(exercise: str) -> Path:
    return PRACTICE / "questions" / f"{exercise}.json"


def questions(root: Path, exercise: str) -> dict:
    return json.loads((root / questions_file(exercise)).read_text(encoding="utf-8"))


def cells(root: Path, exercise: str) -> list[dict]:
    """The code of the released notebook without its checks; a cell to be answered carries its task."""
    notebook = json.loads((root / notebook_file(exercise)).read_text(encoding="utf-8"))
    found = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code" or cell["id"].startswith("checks-"):
            continue
        text = "".join(cell["source"])
        if cell["id"].startswith("answer-"):
            found.append({"task": cell["metadata"]["nbgrader"]["grade_id"], "text": text})
        else:
            found.append({"text": text})
    return found


def markup(exercise: str, task: str, stub: str, link: str) -> str:
    """The box as it stands without a script: the stub and the way to the notebook; `answers.js` makes it a field."""
    code = f"<pre>{html.escape(stub)}\n</pre>"
    return (
        f'<div class="answer-box" data-answer="{exercise}/{task}" data-notebook="{link}">'
        f'<p class="answer-head"><strong>Your turn: write <code>{task}</code></strong></p><div class="answer-still">'
        f'<div class="highlight-python"><div class="highlight">{code}</div></div>'
        f'<p>To run it here, allow scripts; or write it in <a href="{link}">the notebook</a>.</p></div></div>\n'
    )


def visit(translator, node):
    exercise, up = node["exercise"], "../" * translator.builder.current_docname.count("/")
    link = f"{up}exercises/{exercise}/{exercise}.html"
    translator.body.append(markup(exercise, node["task"], node["stub"], link))
    raise nodes.SkipNode


def assets(doctree) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Style sheets and scripts of a page with a box; none for other pages."""
    return (STYLES, SCRIPTS) if next(doctree.findall(answer_box), None) else ((), ())


def packed(data: bytes) -> str:
    """Deflated, in letters: the same bytes each time."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(squeeze.compress(data) + squeeze.flush()).decode()


def python_script(root: Path) -> str:
    """MicroPython, the small torch and what asks the questions, as one script that `engine.js` waits for."""
    files = {
        path.relative_to(root / PRACTICE).as_posix(): lean(path.read_text(encoding="utf-8"))
        for package in PACKAGES
        for path in sorted((root / PRACTICE / package).glob("*.py"))
    }
    texts = {
        "worker": (root / PAGE / "worker.js").read_text(encoding="utf-8"),
        "glue": (root / MICROPYTHON / "micropython.mjs").read_text(encoding="utf-8"),
        "files": files,
    }
    wasm = (root / MICROPYTHON / "micropython.wasm").read_bytes()
    data = {"texts": packed(json.dumps(texts, ensure_ascii=False).encode()), "wasm": packed(wasm)}
    return given("python", data)


def lean(source: str) -> str:
    """Python without docstrings and without comments on lines of their own, which no page needs."""
    lines: list[str | None] = list(source.split("\n"))
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and len(body) > 1 and ast.get_docstring(node):
            lines[body[0].lineno - 1 : body[0].end_lineno] = [None] * (body[0].end_lineno - body[0].lineno + 1)
    return "\n".join(line for line in lines if line is not None and line.strip() and line.strip()[0] != "#") + "\n"


def exercise_script(root: Path, exercise: str) -> str:
    """The questions of an exercise and the code that stands above each task."""
    data = questions(root, exercise) | {"exercise": exercise, "cells": cells(root, exercise)}
    return given(exercise, data)


def given(name: str, data: dict) -> str:
    return f"Practice.give({json.dumps(name)}, {json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"


def write_files(root: Path, target: Path) -> None:
    """Everything that pages with a box load, at once or at the first click."""
    target.mkdir(parents=True, exist_ok=True)
    for name in (*SCRIPTS, *STYLES):
        (target / name).write_bytes((root / PAGE / name).read_bytes())
    (target / "python.js").write_text(python_script(root), encoding="utf-8")
    for path in sorted((root / PRACTICE / "questions").glob("*.json")):
        (target / f"{path.stem}.js").write_text(exercise_script(root, path.stem), encoding="utf-8")


def write(app, error) -> None:
    if not error and app.builder.format == "html" and (Path(app.srcdir) / PRACTICE).exists():
        write_files(Path(app.srcdir), Path(app.outdir) / "_static/practice")


def setup(app):
    app.add_node(answer_box, html=(visit, None))
    app.add_directive("answer", Answer)
    app.connect("build-finished", write)
