"""What the answer boxes load at the first click: Python itself, its small torch, verdicts, an exercise's questions.

A page opened as a file may fetch nothing, so all of it is scripts.
"""

import ast
import base64
import hashlib
import json
import re
import zlib
from functools import cache
from pathlib import Path

PRACTICE = Path("book/practice")
PAGE = PRACTICE / "page"
MICROPYTHON = PRACTICE / "vendor/micropython"
PACKAGES = ("judging", "small_torch")
AT_ONCE = ("practice.js", "answers.js")  # before the click
STYLES = ("example.css", "answers.css")


def notebook_file(exercise: str) -> Path:
    return Path("exercises") / exercise / f"{exercise}.ipynb"


def questions_file(exercise: str) -> Path:
    return PRACTICE / "questions" / f"{exercise}.json"


def questions(root: Path, exercise: str) -> dict:
    return json.loads((root / questions_file(exercise)).read_text(encoding="utf-8"))


def boxes(root: Path) -> dict[str, list[str]]:
    """The answer boxes of each chapter, by its number: {"01": ["ex01_multi_input/corr2d", …]}."""
    found = {}
    for path in sorted((root / PRACTICE / "questions").glob("*.json")):
        found[path.stem[2:4]] = [f"{path.stem}/{task['name']}" for task in questions(root, path.stem)["tasks"]]
    return found


def cells(notebook: Path) -> list[dict]:
    """The code of a released notebook without its checks; a cell to be answered carries its task."""
    found = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code" or cell["id"].startswith("checks-"):
            continue
        text = "".join(cell["source"])
        if cell["id"].startswith("answer-"):
            found.append({"task": cell["metadata"]["nbgrader"]["grade_id"], "text": text})
        else:
            found.append({"text": text})
    return found


def without_magics(text: str) -> str:
    """Python alone: `%pip` and `!ls` are for notebooks."""
    return "\n".join("" if line[:1] in ("%", "!") else line for line in text.split("\n"))


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
        "worker": lean_script((root / PAGE / "worker.js").read_text(encoding="utf-8")),
        "files": files,
    }
    data = {"texts": packed(json.dumps(texts, ensure_ascii=False).encode())}
    for part in ("mjs", "wasm"):  # stored deflated, with more patience than zlib has
        data[part] = base64.b64encode((root / MICROPYTHON / f"micropython.{part}.deflate").read_bytes()).decode()
    return given("python", data)


COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/[ \t]*)$", re.MULTILINE)


def lean_file(file: Path, target: Path) -> None:
    """Copy a file that pages load; a script without comments that fill lines of their own, and without indentation."""
    target.parent.mkdir(parents=True, exist_ok=True)
    text = file.read_text(encoding="utf-8")
    write_changed(target, lean_script(text) if file.suffix == ".js" else text)


def write_changed(file: Path, text: str) -> None:
    """Write the file unless it holds this text: a page that is opened during a build finds no script empty."""
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


def lean_script(script: str) -> str:
    """The script without what nobody needs to load."""
    lines = map(str.strip, COMMENT.sub("", script).splitlines())
    return "\n".join(filter(None, lines)) + "\n"


def lean(source: str) -> str:
    """Python without docstrings, comments and blanks that no page needs. Raises ValueError where that changes it."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    lines = ast.unparse(tree).split("\n")
    made = "\n".join(" " * ((len(line) - len(line.lstrip())) // 4) + line.lstrip() for line in lines if line) + "\n"
    if ast.dump(ast.parse(made)) != ast.dump(tree):
        raise ValueError(f"a text over several lines, which would lose blanks, in {source[:80]!r}")
    return made


def exercise_script(root: Path, exercise: str) -> str:
    """The questions of an exercise and the code above each task."""
    data = questions(root, exercise) | {"exercise": exercise, "cells": cells(root / notebook_file(exercise))}
    return given(exercise, data)


def given(name: str, data: dict) -> str:
    return f"Practice.give({json.dumps(name)}, {json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"


@cache
def version(root: Path) -> str:
    """A few digits that change with any of the files that a box loads: all of them come from one build, or none."""
    exercises = sorted((root / PRACTICE / "questions").glob("*.json"))
    sources = [file for file in sorted((root / PRACTICE).rglob("*.*")) if file.suffix not in (".pyc", ".md")]
    sources += [root / notebook_file(path.stem) for path in exercises] + [Path(__file__)]
    parts = [hashlib.sha256(file.read_bytes()).digest() for file in sources if file.is_file()]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:8]


def write_files(root: Path, target: Path) -> None:
    """Everything that pages with a box load, at once or at the first click."""
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted((root / PAGE).glob("*.*")):
        if file.name != "worker.js":  # it is packed with Python
            lean_file(file, target / file.name)
    write_changed(target / "python.js", python_script(root))
    for path in sorted((root / PRACTICE / "questions").glob("*.json")):
        write_changed(target / f"{path.stem}.js", exercise_script(root, path.stem))
