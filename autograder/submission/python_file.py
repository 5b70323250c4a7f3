"""A .py file as cells: what VS Code, jupytext and nbconvert export, or one bare file."""

from __future__ import annotations

import re

from autograder.submission.cell import Cell, Origin, clean

MARKER = re.compile(r"^#\s*(?:%%(?P<options>.*)|In\s?\[[\d\s*]*\]:\s*)$")  # jupytext and VS Code; nbconvert's script


def split_markdown(text: str) -> list[Cell]:
    """The cells of a notebook written as Markdown: each block between ``` fences, and the text between them."""
    cells: list[Cell] = []
    code, lines, first_line = False, list[str](), 1
    for number, line in enumerate([*clean(text).split("\n"), "```"], 1):
        if line.startswith("```"):
            if any(map(str.strip, lines)):
                cells.append(Cell("code" if code else "markdown", "\n".join(lines), origin=Origin(None, first_line)))
            code, lines, first_line = not code, [], number + 1
        else:
            lines.append(line)
    return cells


def split_python(text: str) -> list[Cell]:
    """The cells of a .py file: at `# %%` and `# In[3]:` lines where it has them, otherwise the whole as one cell."""
    cells: list[Cell] = []
    options, lines = "", list[str]()

    def close() -> None:
        markdown = re.search(r"\[(markdown|md|raw)\]|cell_type=.markdown", options)
        source = "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines) if markdown else "\n".join(lines)
        found = re.search(r'"grade_id":\s*"([^"]+)"', options) or re.search(r'\b(?:answer|question)="([^"]+)"', options)
        if source.strip():
            claims = {"grade_id": found[1]} if found else {}
            blank = len(source) - len(source.lstrip("\n"))
            origin = Origin(None, first_line + blank)
            cells.append(Cell("markdown" if markdown else "code", source.strip("\n"), claims, origin=origin))

    in_header, first_line = False, 1
    for number, line in enumerate(clean(text).split("\n")):
        if line.strip() == "# ---" and (number == 0 or in_header):  # jupytext's header, written as a comment
            in_header = not in_header
        elif marker := MARKER.match(line):
            close()
            options, lines, first_line = marker["options"] or "", [], number + 2
        elif not in_header:
            if not lines:
                first_line = number + 1
            lines.append(line)
    close()
    return cells
