"""The corpus: broken and odd submissions of the second exercise, each with what a good grader makes of it.

A case is a function that gets the honest student's notebook and a folder, and hands something in. What it deserves
stands in the decorator: the points of the two tasks, whether the teacher is told, a word of the note. The numbers are
kinds of trouble seen in practice: 1 unreadable … 42 names that break a spreadsheet.
"""

from __future__ import annotations

import copy
import json
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit import EXERCISE, FIRST, SECOND, solution
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.submission.finding import NOT_TAKEN
from malformed.frame import at, written

ODD_FILES = [
    "", ".", "../../x.png", "/etc/passwd", "a b.png", "<img src=x onerror=alert(1)>.png", '" onerror="alert(1)',
    "](javascript:alert(1))", "\u202egnp.exe", "\x1b[2J\x07.png", "a\0b.png", "half \ud800.png", "x" * 10_000,
]  # fmt: skip
RIGHT = {name: solution(name) for name in (FIRST, SECOND)}
WRONG = {name: f"def {name}(X, K):\n    return X" for name in RIGHT}
FULL, HALF, NOTHING = (6, 4), (0, 4), (0, 0)

Build = Callable[[NotebookNode, Path], Any]


@dataclass(frozen=True)
class Case:
    """One submission and what it deserves."""

    number: int  # kind of trouble
    student: str  # the student's id: the name of the case, unless the id itself is the trouble
    build: Build  # hands in below a folder; may return a notebook to be written under the right name
    marks: tuple[float, float] | None  # of the two tasks; None where any mark is right if the record explains it
    needs_look: bool = False  # must be in the list at the end of the run
    says: str = ""  # a word that a note, a flag or a message must have
    verdict: str = ""  # of the first task


CASES: list[Case] = []


def case(
    number: int, marks: tuple[float, float] | None = FULL, student: str = "", **expected: Any
) -> Callable[[Build], Build]:
    def add(build: Build) -> Build:
        CASES.append(Case(number, student or build.__name__, build, marks, **expected))
        return build

    return add


def several(number: int, variants: dict[str, Any], marks: tuple[float, float] | None = FULL, **expected: Any) -> Any:
    """One builder for several variants: it gets the variant as a third argument."""

    def add(build: Callable[[NotebookNode, Path, Any], Any]) -> Any:
        for name, variant in variants.items():
            student = f"{build.__name__}_{name}"
            CASES.append(Case(number, student, lambda n, f, v=variant: build(n, f, v), marks, **expected))
        return build

    return add


def write_file(folder: Path, data: bytes, name: str = f"{EXERCISE}.ipynb") -> None:
    (folder / name).write_bytes(data)


def answer(notebook: NotebookNode, source: str, task: str = FIRST) -> NotebookNode:
    at(notebook, task).source = source
    return notebook


def scratch(notebook: NotebookNode, source: str, before: str = FIRST) -> NotebookNode:
    """A cell that the student added, above the answer by default."""
    notebook.cells.insert(notebook.cells.index(at(notebook, before)), new_code_cell(source))
    return notebook


# 1 What cannot be read: 0 with the reason and the place, the class goes on

UNREADABLE = {
    "empty": b"",
    "list": b"[]",
    "null": b"null",
    "wrong_shape": b'{"cells": {"a": 1}, "nbformat": 4}',
    "web_page": b"<!DOCTYPE html><html><body>Sign in</body></html>",
    "zip_bytes": b"PK\x03\x04" + bytes(100),
    "picture": b"\x89PNG\r\n" + bytes(100),
    "placeholder": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
    "shortcut": b"[InternetShortcut]\r\nURL=https://colab.research.google.com/drive/1\r\n",
    "deep": b'{"cells": ' + b"[" * 100_000,
    "conflict": b'{\n<<<<<<< HEAD\n "cells": []\n=======\n',
    "noise": bytes(range(256)) * 50,
}


@several(1, UNREADABLE, NOTHING, needs_look=True, says=EXERCISE)
def unreadable(notebook, folder, data):
    write_file(folder, data)


@several(1, {"first": 5, "middle": 50, "last": 99}, NOTHING, needs_look=True, says="the file ends too early")
def truncated_in_its_part(notebook, folder, percent):
    text = json.dumps(notebook, indent=1)
    write_file(folder, text[: len(text) * percent // 100].encode())


@case(1, NOTHING, needs_look=True, says="link")
def a_link(notebook, folder):
    os.symlink("/etc/passwd", folder / f"{EXERCISE}.ipynb")


@several(1, {"zeros": bytes(4096), "mark": b"\xef\xbb\xbf\r\n"}, NOTHING, needs_look=True, says="is empty")
def nothing_but(notebook, folder, data):
    write_file(folder, data)


@case(1, NOTHING, needs_look=True)
def a_pipe(notebook, folder):
    os.mkfifo(folder / f"{EXERCISE}.ipynb")


@case(1, NOTHING, needs_look=True, says="not a regular file")
def a_socket(notebook, folder):
    os.mknod(folder / f"{EXERCISE}.ipynb", stat.S_IFSOCK | 0o600)


@case(1)
def metadata_of_forty_megabytes(notebook, folder):
    notebook.metadata.padding = "x" * 40_000_000
    return notebook


@case(1)
def attachments_with_odd_names(notebook, folder):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.attachments = {name: {"image/png": "iVBORw0KGgo="} for name in ODD_FILES}
            cell.attachments |= {"a list": [1], "null": None, "number": {"image/png": 7}, "kind": {"text/html": "<b>"}}
    return notebook


@case(1, NOTHING, needs_look=True)
def a_folder_called_like_the_notebook(notebook, folder):
    (folder / f"{EXERCISE}.ipynb").mkdir()


@case(1, NOTHING, needs_look=True, says="MB")
def far_too_large(notebook, folder):
    with open(folder / f"{EXERCISE}.ipynb", "wb") as file:
        file.truncate(60_000_000)


@case(1, NOTHING, needs_look=True, says="unfinished merge")
def a_merge_of_two_answers(notebook, folder):
    ours, theirs = json.dumps(RIGHT[FIRST]), json.dumps(WRONG[FIRST])
    text = json.dumps(notebook, indent=1)
    line = next(line for line in text.split("\n") if ours in line)
    both = f"<<<<<<< HEAD\n{line}\n=======\n{line.replace(ours, theirs)}\n>>>>>>> other"
    write_file(folder, text.replace(line, both).encode())


@case(1, says="unfinished merge")
def a_merge_that_leaves_the_cells_alike(notebook, folder):
    text, line = json.dumps(notebook, indent=1), '   "execution_count": null,\n'
    both = f"<<<<<<< HEAD\n{line}=======\n{line.replace('null', '7')}>>>>>>> other\n"
    write_file(folder, text.replace(line, both, 1).encode())


@case(1, says="comma too many")
def commas_too_many(notebook, folder):
    scratch(notebook, "x = [1, 2, ]\nsay = ', ]'")
    write_file(folder, json.dumps(notebook, indent=1).replace("\n ]", ",\n ]").replace("\n  }", ",\n  }").encode())


@several(1, {"line_ends": "\n", "tabs": "\t"}, says="inside its texts")
def unescaped(notebook, folder, sign):
    scratch(notebook, "x = [\n\t1,\n]")
    write_file(folder, json.dumps(notebook).replace(json.dumps(sign)[1:-1], sign).encode())


AROUND = {
    "zero_bytes": lambda text: text + "\0" * 512,
    "end_of_file": lambda text: text + "\x1a",
    "older_file": lambda text: text + text[-300:],
    "web_page": lambda text: text + "\n</body></html>\n",
    "comment": lambda text: "// saved {by} an editor\n" + text,
    "mail": lambda text: f"Content-Type: application/json\n\n{text}\n-- \nAda\n",
    "two_marks": lambda text: "\ufeff\ufeff" + text,
}


@several(1, AROUND, says="before or behind")
def around_the_notebook_rests_of_a(notebook, folder, put):
    write_file(folder, put(json.dumps(notebook, indent=1)).encode())


@case(1, NOTHING, needs_look=True, says="not JSON")
def two_notebooks_in_one_file(notebook, folder):
    write_file(folder, (json.dumps(notebook) + json.dumps(answer(notebook, WRONG[FIRST]))).encode())


@case(1)
def a_number_of_thousands_of_digits(notebook, folder):
    write_file(folder, json.dumps(notebook).replace("null", "7" * 5000, 1).encode())


WRAPPINGS = {
    "list": lambda notebook: [notebook],
    "text": json.dumps,
    "server": lambda notebook: {"name": "a.ipynb", "type": "notebook", "content": notebook},
    "service": lambda notebook: {"version": 1, "data": notebook},
}


@several(1, WRAPPINGS, says="was wrapped")
def wrapped_in_a(notebook, folder, wrapping):
    written(wrapping(json.loads(json.dumps(notebook))), target(folder))


@several(1, {"utf16": "utf-16-le", "utf32": "utf-32"}, says="UTF-")
def encoded_without_a_mark(notebook, folder, encoding):
    write_file(folder, json.dumps(notebook).encode(encoding))


@several(1, {"utf16": "utf-16", "bom": "utf-8-sig", "windows": "cp1252"})
def encoded(notebook, folder, encoding):
    scratch(notebook, "# déjà vu")
    for cell in notebook.cells:
        cell.source = cell.source.encode("cp1252", "ignore").decode("cp1252") if encoding == "cp1252" else cell.source
    write_file(folder, json.dumps(notebook, ensure_ascii=False).encode(encoding))


@case(1)
def an_old_format(notebook, folder):
    cells = [
        {"cell_type": "code", "input": cell.source, "language": "python", "outputs": [], "metadata": cell.metadata}
        if cell.cell_type == "code"
        else {"cell_type": cell.cell_type, "source": cell.source, "metadata": cell.metadata}
        for cell in notebook.cells
    ]
    written({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}, target(folder))


@case(1)
def an_old_format_with_an_empty_new_one(notebook, folder):
    written({"nbformat": 4, "cells": [], "worksheets": [{"cells": notebook.cells}]}, target(folder))


@case(1)
def nan_and_null_in_odd_places(notebook, folder):
    data = json.loads(json.dumps(notebook))
    data["metadata"] = None
    data["cells"][2]["outputs"] = None
    data["cells"][2]["execution_count"] = float("nan")
    data["cells"][3:3] = [None, 4, "cell", []]
    data["nbformat_minor"] = "five"
    written(data, target(folder))


def target(folder: Path) -> Path:
    return folder / f"{EXERCISE}.ipynb"


# 4 to 8 The frame of the notebook


@case(4, says="without its cell ids")
def all_metadata_missing(notebook, folder):
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
    return notebook


@case(4)
def some_metadata_missing(notebook, folder):
    at(notebook, FIRST).metadata = NotebookNode()
    at(notebook, f"test_{SECOND}").metadata = NotebookNode()
    return notebook


@case(4, says="without its cell ids")
def only_the_functions_in_a_new_notebook(notebook, folder):
    notebook.cells = [new_code_cell(source) for source in RIGHT.values()]
    return notebook


@case(4)
def as_colab_saves_it(notebook, folder):
    for number, cell in enumerate(notebook.cells):
        cell.metadata = NotebookNode(id=f"x{number}", colab=NotebookNode(base_uri="https://localhost:8080/"))
        cell.pop("id", None)
    notebook.metadata = NotebookNode(colab=NotebookNode(provenance=[]), accelerator="GPU")
    return notebook


@case(4)
def ids_of_another_exercise(notebook, folder):
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.grade_id = "old_" + cell.metadata.nbgrader.grade_id
    return notebook


@case(4)
def a_python_file(notebook, folder):
    write_file(folder, ("import torch\n" + "\n\n".join(RIGHT.values())).encode(), f"{EXERCISE}.py")


@case(4)
def a_script_as_jupyter_exports_it(notebook, folder):
    parts = [f"# In[{n}]:\n\n\n{cell.source}\n" for n, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    write_file(folder, ("#!/usr/bin/env python\n# coding: utf-8\n\n" + "\n\n".join(parts)).encode(), f"{EXERCISE}.py")


@case(4)
def cells_as_vs_code_exports_them(notebook, folder):
    parts = []
    for cell in notebook.cells:
        text = cell.source if cell.cell_type == "code" else "\n".join("# " + line for line in cell.source.split("\n"))
        parts.append(("# %%\n" if cell.cell_type == "code" else "# %% [markdown]\n") + text)
    write_file(folder, "\n".join(parts).encode(), f"{EXERCISE}.py")


@case(4)
def python_called_a_notebook(notebook, folder):
    write_file(folder, ("import torch\n" + "\n\n".join(RIGHT.values())).encode())


TEXTS = {
    "its_own": f"{EXERCISE}.md",
    "notebook": f"{EXERCISE}.ipynb",
    "quarto": f"{EXERCISE}.qmd",
    "r": f"{EXERCISE}.Rmd",
}


@several(4, TEXTS, says="Markdown")
def markdown_under_the_name_of_a(notebook, folder, name):
    blocks = "\n\nAnd then:\n\n".join(f"```python\n{source}\n```" for source in RIGHT.values())
    write_file(folder, f"---\njupyter: python3\n---\n\n# Week 2\n\n{blocks}\n".encode(), name)


@case(4)
def a_script_in_the_light_format(notebook, folder):
    text = "# ---\n# jupyter:\n#   jupytext: light\n# ---\n\n# # Week 2\n\n# +\n"
    write_file(folder, (text + "\n# -\n\n# + tags=[]\n".join(RIGHT.values())).encode(), f"{EXERCISE}.py")


@case(4)
def a_script_as_colab_exports_it(notebook, folder):
    text = '# -*- coding: utf-8 -*-\n"""Automatically generated by Colab."""\n\n!pip install d2l\n\n'
    text += "from google.colab import drive\ndrive.mount('/content/drive')\n\n"
    write_file(folder, (text + '\n\n"""## Task 2"""\n\n'.join(RIGHT.values())).encode(), f"{EXERCISE}.py")


@several(4, {"code": "code", "all": ""})
def cells_merged_into_one(notebook, folder, kind):
    notebook.cells = [new_code_cell("\n\n".join(c.source for c in notebook.cells if c.cell_type.startswith(kind)))]
    return notebook


@case(4)
def answers_in_each_others_cells(notebook, folder):
    answer(notebook, RIGHT[SECOND], FIRST)
    return answer(notebook, RIGHT[FIRST], SECOND)


@case(4, NOTHING, needs_look=True, says="right notebook")
def a_notebook_of_another_exercise(notebook, folder):
    notebook.cells = [cell for cell in notebook.cells if "corr2d_multi_in_out" not in cell.source]
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
    return notebook


@several(5, {"tests": f"test_{FIRST}", "answer": FIRST, "question": "why_all_inputs"}, says="stood")
def doubled(notebook, folder, grade_id):
    cell = at(notebook, grade_id)
    notebook.cells.insert(notebook.cells.index(cell), copy.deepcopy(cell))
    return notebook


@case(5, says="stood 3 times")
def three_copies(notebook, folder):
    cell = at(notebook, FIRST)
    notebook.cells += [copy.deepcopy(cell), copy.deepcopy(cell)]
    return notebook


@case(5, HALF, says="stood 2 times")
def a_copy_with_edits_where_the_last_is_wrong(notebook, folder):
    cell = copy.deepcopy(at(notebook, FIRST))
    cell.source = WRONG[FIRST]
    notebook.cells.append(cell)
    return notebook


@case(5, says="stood 2 times")
def a_copy_with_edits_where_the_last_is_right(notebook, folder):
    cell = copy.deepcopy(at(notebook, FIRST))
    cell.source = WRONG[FIRST]
    notebook.cells.insert(0, cell)
    return notebook


@case(5, says="stood 2 times")
def a_split_cell(notebook, folder):
    cell = copy.deepcopy(at(notebook, FIRST))
    cell.source = f"print({FIRST}(X, K).shape)"
    notebook.cells.insert(notebook.cells.index(at(notebook, FIRST)) + 1, cell)
    return notebook


HALVES = {
    "header": (f"def {FIRST}(X, K):", "    return torch.stack([corr2d_multi_in(X, k) for k in K])"),
    "middle": (
        f"def {FIRST}(X, K):\n    maps = []",
        "    maps += [corr2d_multi_in(X, k) for k in K]\n    return torch.stack(maps)",
    ),
    "loop": (
        f"def {FIRST}(X, K):\n    maps = []\n    for k in K:",
        "        maps.append(corr2d_multi_in(X, k))",
        "    return torch.stack(maps)\n\nprint('done')",
    ),
}


@several(5, HALVES, says="halves")
def split_inside_the_function_at_the(notebook, folder, halves):
    first = at(notebook, FIRST)
    place = notebook.cells.index(first) + 1
    notebook.cells[place:place] = [copy.deepcopy(first) | {"source": half} for half in halves[1:]]
    return answer(notebook, halves[0])


@case(5, says="halves")
def split_inside_the_function_with_a_remark_between(notebook, folder):
    at_first, (header, body) = notebook.cells.index(at(notebook, FIRST)), RIGHT[FIRST].split("\n")
    notebook.cells[at_first + 1 : at_first + 1] = [new_markdown_cell("and then"), new_code_cell(body)]
    return answer(notebook, header)


@case(6, says="was missing")
def tests_deleted(notebook, folder):
    for name in RIGHT:
        notebook.cells.remove(at(notebook, f"test_{name}"))
    return notebook


@case(6, HALF, says="missing", verdict="MISSING")
def an_answer_deleted(notebook, folder):
    notebook.cells.remove(at(notebook, FIRST))
    return notebook


@case(6)
def everything_given_deleted(notebook, folder):
    notebook.cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader")]
    return notebook


@several(7, {"markdown": "markdown", "raw": "raw"})
def tests_made(notebook, folder, kind):
    for name in RIGHT:
        at(notebook, f"test_{name}").cell_type = kind
    return notebook


@several(7, {"markdown": "markdown", "raw": "raw"}, says="was not a code cell")
def answer_made(notebook, folder, kind):
    at(notebook, FIRST).cell_type = kind
    return notebook


@several(7, {"markdown": "markdown", "raw": "raw"}, says="given code")
def every_cell_made(notebook, folder, kind):
    for cell in notebook.cells:
        cell.cell_type = kind
    return notebook


FENCES = {"tildes": "~~~python\n{}\n~~~", "in_a_list": "1. So:\n\n   ```python\n   {}\n   ```"}


@several(7, FENCES, says="was not a code cell")
def answer_between_fences(notebook, folder, fences):
    at(notebook, FIRST).cell_type = "markdown"
    code = RIGHT[FIRST].replace("\n", "\n   ") if "   {}" in fences else RIGHT[FIRST]
    return answer(notebook, fences.format(code))


@several(7, {"thousand": 1000, "negative": -5, "text": "six", "none": None, "nan": float("nan")}, says="points")
def points_edited(notebook, folder, points):
    at(notebook, f"test_{FIRST}").metadata.nbgrader.points = points
    return notebook


@case(7)
def points_removed_and_flags_flipped(notebook, folder):
    for cell in notebook.cells:
        if claims := cell.metadata.get("nbgrader"):
            claims.pop("points", None)
            claims.update(locked=not claims["locked"], grade=not claims["grade"], solution=not claims["solution"])
            claims.update(schema_version=99, cell_type="heading")
    return notebook


@case(8, says="was changed")
def tests_edited(notebook, folder):
    at(notebook, f"test_{FIRST}").source = "print('all good')"
    return notebook


@case(8, NOTHING)
def tests_emptied_and_answers_wrong(notebook, folder):
    for name in RIGHT:
        at(notebook, f"test_{name}").source = ""
        answer(notebook, WRONG[name], name)
    return notebook


@case(8)
def an_answer_written_into_the_tests_cell(notebook, folder):
    cell = at(notebook, f"test_{FIRST}")
    cell.source = RIGHT[FIRST] + "\n\n" + cell.source
    notebook.cells.remove(at(notebook, FIRST))
    return notebook


@case(8)
def answers_in_reversed_order(notebook, folder):
    notebook.cells = notebook.cells[:6] + notebook.cells[:5:-1]
    return notebook


# 11, 13, 34, 39, 42 Names and folders


@several(
    11, {"one": f"{EXERCISE} (1).ipynb", "copy": f"{EXERCISE}-Copy1.ipynb", "own": "Ada homework.ipynb"}, says="called"
)
def wrong_name(notebook, folder, name):
    written(notebook, folder / name)


@several(11, {"capital": EXERCISE.upper() + ".ipynb", "text": f"{EXERCISE}.ipynb.txt"})
def wrong_ending(notebook, folder, name):
    written(notebook, folder / name)


@case(11, NOTHING, needs_look=True, says="(2)")
def two_that_could_be_meant(notebook, folder):
    written(notebook, folder / f"{EXERCISE} (1).ipynb")
    written(answer(notebook, WRONG[FIRST]), folder / f"{EXERCISE} (2).ipynb")


ODD_NAMES = [
    "Zoë Müller", "李雷", "O'Brien, Ann", 'the "quoted"', "a+b", "(c)", "[d]", "e.f", "x" * 100, "=cmd|' C calc'!A0",
    "-rf", "%s{}$HOME`id`", "*", "🙂", "new\nline", "tab\there",
    "\u202eada.exe", "a\u2066b\u2069", "\x1b[2J\x1b]0;x\x07", "\x9b31mred",
    "<img src=x onerror=alert(1)>", "[bold]b",
]  # fmt: skip
for odd in ODD_NAMES:
    case(42 if "," in odd or "=" in odd else 13, student=odd)(lambda notebook, folder: notebook)


@case(34)
def a_folder_in_a_folder(notebook, folder):
    (folder / "homework" / "week 2").mkdir(parents=True)
    written(notebook, folder / "homework" / "week 2" / f"{EXERCISE}.ipynb")


@case(34)
def litter_beside_it(notebook, folder):
    for name in ("__MACOSX", ".ipynb_checkpoints"):
        (folder / name).mkdir()
        (folder / name / f"{EXERCISE}.ipynb").write_text("litter")
    (folder / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    return notebook


ENDINGS = {
    "bare": EXERCISE,
    "json": f"{EXERCISE}.json",
    "download": f"{EXERCISE}.ipynb.crdownload",
    "backup": f"{EXERCISE}.ipynb~",
    "blank": "mine.ipynb ",
    "texts": f"{EXERCISE}.ipynb.txt.txt",
}


@several(11, ENDINGS, says="called")
def called_without_its_ending(notebook, folder, name):
    written(notebook, folder / name)


@case(11, says="called")
def a_folder_called_like_the_notebook_that_holds_it(notebook, folder):
    (folder / f"{EXERCISE}.ipynb").mkdir()
    written(notebook, folder / f"{EXERCISE}.ipynb" / f"{EXERCISE}.ipynb")


@case(11, says="called")
def only_the_checkpoint(notebook, folder):
    (folder / ".ipynb_checkpoints").mkdir()
    written(notebook, folder / ".ipynb_checkpoints" / f"{EXERCISE}-checkpoint.ipynb")


@several(11, {"empty": b"", "cut": b'{"cells": [', "pdf": b"%PDF-1.7"}, says="cannot be read")
def a_whole_file_beside_one_that_is(notebook, folder, broken):
    write_file(folder, broken)
    written(notebook, folder / f"{EXERCISE} (1).ipynb")


@case(39, NOTHING, needs_look=True, says="empty")
def an_empty_folder(notebook, folder):
    pass


@case(39, NOTHING, needs_look=True, says="(hidden)")
def a_hidden_notebook(notebook, folder):
    written(notebook, folder / f".{EXERCISE}.ipynb")


@case(39, NOTHING, needs_look=True, says="larger than 50 MB. Clear the outputs. Hand in")
def what_collect_did_not_take(notebook, folder):
    (folder / NOT_TAKEN).write_text(f"{EXERCISE}.ipynb: larger than 50 MB. Clear the outputs.\nb.zip: encrypted")


@case(39, NOTHING, needs_look=True, says="report.pdf")
def no_notebook(notebook, folder):
    (folder / "report.pdf").write_bytes(b"%PDF-1.7")


@case(39, says="beside it")
def extra_notebooks(notebook, folder):
    written({"cells": []}, folder / "scratch.ipynb")
    return notebook


@case(39)
def data_files_beside_it(notebook, folder):
    (folder / "data").mkdir()
    (folder / "data" / "x.csv").write_text("1,2\n")
    shutil.copy(__file__, folder / "torch.py.bak")
    return notebook
