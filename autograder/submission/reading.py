"""From the bytes of a submitted file to plain cells. Nothing here runs, parses or trusts what a student wrote.

A submission is whatever a student's machine made of the notebook: saved by Jupyter, Colab or VS Code, exported as
Python, re-encoded by a mail program, cut off by a full disk. The reader takes only what grading needs (kind, source,
what the nbgrader metadata claims), so oddities elsewhere in the file cannot matter. What cannot be read is one
`SubmissionError`: the file, what is wrong and where, what to ask the student for.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import re
import stat
from pathlib import Path
from typing import Any

from autograder.errors import SubmissionError
from autograder.language import phrase, say
from autograder.plain_text import visible
from autograder.submission.cell import Cell, Origin, clean
from autograder.submission.mending import mended_json, plain_blanks, unwrapped
from autograder.submission.pictures import pictures_of
from autograder.submission.python_file import split_markdown, split_python

LARGEST_FILE = 50_000_000  # bytes; notebooks with many plots reach 10 MB
MOST_BRACKETS = 4_000_000  # more lists and objects than any notebook holds; each costs the keeper some 60 bytes
MOST_CELLS = 5_000
LINE_ENDS = tuple("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")  # where nbformat takes a source apart when it writes it
MOST_SOURCE = 10_000_000  # characters of all cells together

OTHER_FORMATS = [
    (b"PK\x03\x04", phrase("a zip archive (or an Office document)")),
    (b"\x1f\x8b", phrase("a gzip archive")),
    (b"%PDF", phrase("a PDF")),
    (b"\x89PNG", phrase("a picture")),
    (b"\xff\xd8\xff", phrase("a picture")),
    (b"Rar!", phrase("a rar archive")),
    (b"7z\xbc\xaf", phrase("a 7z archive")),
    (b"version https://git-lfs", phrase("a placeholder of Git LFS")),
    (b"[InternetShortcut]", phrase("a link to a web page")),
]
LONGEST_NAME = 240  # characters of a path that a message shows
AGAIN = phrase("Save the notebook in Jupyter and hand it in again.")


def shown(name: object) -> str:
    """A file name or path for a message: one printable line, even when its bytes are no text; a long one is cut."""
    text = os.fspath(name) if isinstance(name, os.PathLike) else str(name)
    if len(text) > LONGEST_NAME:
        text = f"{text[: LONGEST_NAME // 2]}…{text[-LONGEST_NAME // 2 :]}"
    return re.sub(r"[\n\t]", "\N{REPLACEMENT CHARACTER}", visible(text))


def read_bytes(path: Path, *, empty: bool = False) -> bytes:
    """The bytes of a regular file; a link, a pipe or a device is refused without being followed or waited for.

    An empty file is an error too, unless `empty` allows it.
    """
    name = shown(path.name)
    try:
        # O_NONBLOCK: opening a pipe would otherwise wait for a writer for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        if path.is_symlink():
            raise SubmissionError(
                say("{file}: is a link, and links are not followed. Hand in the file itself.", file=name)
            ) from None
        reason = getattr(error, "strerror", None) or str(error)
        raise SubmissionError(
            say("{file}: cannot be read ({reason}). Check the file's permissions.", file=name, reason=reason)
        ) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise SubmissionError(say("{file}: is not a regular file. Ask for the notebook itself.", file=name))
    with open(descriptor, "rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise SubmissionError(
            say(
                "{file}: larger than {megabytes} MB. Clear the outputs, save and hand it in again.",
                file=name,
                megabytes=LARGEST_FILE // 1_000_000,
            )
        )
    if not empty and not data.strip(b" \t\r\n\0\xef\xbb\xbf"):  # a full disk leaves zero bytes
        raise SubmissionError(say("{file}: is empty. {again}", file=name, again=say(AGAIN)))
    return data


def decode(name: str, data: bytes) -> tuple[str, list[str]]:
    """The text of a file and a note when it was not plain UTF-8. Raises SubmissionError for what is not text."""
    for start, what in OTHER_FORMATS:
        if data.startswith(start):
            raise SubmissionError(
                say("{file}: is {what}, not a notebook. Hand in the .ipynb file.", file=name, what=say(what))
            )
    encoding = json.detect_encoding(data)
    if encoding.startswith(("utf-16", "utf-32")):
        text = data.decode(encoding, errors="replace")
        first = text.lstrip()[:1]
        if first.isascii() and first.isprintable():  # as in notebooks and programs, seldom in noise
            note = say(
                "The file is saved as {encoding}; it was read as such. Save notebooks as UTF-8.",
                encoding=encoding[:6].upper(),
            )
            return text, [note]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise SubmissionError(
                say("{file}: is not text (byte {place}). {again}", file=name, place=error.start + 1, again=say(AGAIN))
            ) from None
        note = say(
            "The file is not UTF-8 (byte {place}); it was read as Windows-1252. Save notebooks as UTF-8.",
            place=error.start + 1,
        )
        return data.decode("cp1252", errors="replace"), [note]


def read_cells(path: Path, names: frozenset[str] = frozenset()) -> tuple[list[Cell], list[str]]:
    """The cells of an .ipynb or .py file, and a note for each thing that had to be put right.

    `names` are the functions of the exercise: a file that is no JSON but defines one of them is read as Python.
    Raises SubmissionError, in one line, for a file that cannot be read at all.
    """
    name = shown(path.name)
    text, notes = decode(name, read_bytes(path))
    looks_like_json = text.lstrip().startswith(("{", "["))
    if path.suffix.lower() == ".py" and not (looks_like_json and '"cells"' in text):
        return _typed(
            split_python(_first_cells(text)), [*notes, say("A Python file was handed in; it was read cell by cell.")]
        )
    if not looks_like_json and any(re.search(rf"^(?:def|class)\s+{re.escape(n)}\b", text, re.M) for n in names):
        if re.search(r"^```", text, re.M):
            return _typed(split_markdown(text), [*notes, say("The file is Markdown; its blocks of code were read.")])
        return _typed(
            split_python(_first_cells(text)),
            [*notes, say("The file is Python, not a notebook; it was read as Python.")],
        )
    if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.I):
        raise SubmissionError(say("{file}: is a web page, not a notebook. Hand in the .ipynb file itself.", file=name))
    document = parse_json(name, text, notes)
    if (inner := unwrapped(document)) is not document:
        notes.append(say("The notebook was wrapped in something else; it was taken out."))
    cells, more = cells_of_document(name, inner)
    if sum(len(cell.source) for cell in cells) > MOST_SOURCE:
        raise SubmissionError(
            say(
                "{file}: its cells hold more than {megabytes} MB of text. {again}",
                file=name,
                megabytes=MOST_SOURCE // 1_000_000,
                again=say(AGAIN),
            )
        )
    return cells, notes + more


def _first_cells(text: str) -> str:
    """The text up to the marker of one cell too many: what follows is not read, so it may not be split either."""
    marker = next(itertools.islice(re.finditer(r"^#\s?(?:%%|In\s?\[)", text, re.M), MOST_CELLS, None), None)
    return text[: marker.start()] if marker else text


def _typed(cells: list[Cell], notes: list[str]) -> tuple[list[Cell], list[str]]:
    """The cells of a text file, with the blanks that Python knows; at most MOST_CELLS."""
    odd = False
    for cell in cells[:MOST_CELLS]:
        if cell.kind == "code" and (typed := plain_blanks(cell.source)) != cell.source:
            cell.source, odd = typed, True
    if odd:
        notes.append(say("The file holds blanks that Python does not know; they were read as spaces."))
    return cells[:MOST_CELLS], notes


def parse_json(name: str, text: str, notes: list[str]) -> Any:
    """The JSON document; a key that occurs twice is read as Jupyter reads it (the last counts) and noted."""
    if text.count("{") + text.count("[") > MOST_BRACKETS:
        raise SubmissionError(
            say("{file}: holds far more data than a notebook. Clear the outputs, save and hand it in again.", file=name)
        )
    doubled: set[str] = set()

    def remember(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            doubled.update(k for k in ("cells", "source", "cell_type", "metadata") if keys.count(k) > 1)
        return made

    try:
        # parse_int: Python refuses to read an integer of thousands of digits, a float is then infinite
        document = json.loads(text, object_pairs_hook=remember, parse_int=float)
    except json.JSONDecodeError as error:
        for mended, note in mended_json(text):
            with contextlib.suppress(ValueError, RecursionError):
                document = json.loads(mended, object_pairs_hook=remember, parse_int=float, strict=False)
                notes.append(note)
                return document
        where = {"file": name, "line": error.lineno, "column": error.colno, "again": say(AGAIN)}
        pattern = phrase("{file}: not JSON at line {line} column {column}. {again}")
        if "\n<<<<<<<" in text:
            pattern = phrase("{file}: not JSON at line {line} column {column} (an unfinished merge: <<<<<<<). {again}")
        elif error.msg.startswith("Unterminated string") or error.pos >= len(text.rstrip()) - 1:
            pattern = phrase("{file}: not JSON at line {line} column {column} (the file ends too early). {again}")
        raise SubmissionError(say(pattern, **where)) from None
    except RecursionError:
        raise SubmissionError(
            say("{file}: its JSON is nested too deeply for a notebook. {again}", file=name, again=say(AGAIN))
        ) from None
    twice = phrase("The key '{key}' stands twice in one object; the last one counts.")
    notes.extend(say(twice, key=key) for key in sorted(doubled))
    return document


def cells_of_document(name: str, document: Any) -> tuple[list[Cell], list[str]]:
    """The cells of a parsed notebook of any format version. Raises SubmissionError when it is not a notebook."""
    if not isinstance(document, dict):
        kinds = {list: phrase("a list"), str: phrase("a text"), type(None): "null"}
        what = kinds.get(type(document), phrase("a number"))
        pattern = phrase("{file}: is {what} where a notebook is an object with cells. {again}")
        raise SubmissionError(say(pattern, file=name, what=say(what), again=say(AGAIN)))
    found, notes = document.get("cells"), list[str]()
    if not found and isinstance(document.get("worksheets"), list):  # formats 2 and 3
        sheets = [sheet for sheet in document["worksheets"] if isinstance(sheet, dict)]
        found = [cell for sheet in sheets if isinstance(sheet.get("cells"), list) for cell in sheet["cells"]]
        notes.append(say("The notebook is in an old format; it was read as it stands."))
    if not isinstance(found, list):
        raise SubmissionError(say("{file}: is JSON but has no list of cells. {again}", file=name, again=say(AGAIN)))
    if len(found) > MOST_CELLS:
        raise SubmissionError(
            say(
                "{file}: has {n} cells, more than {most}. {again}",
                file=name,
                n=len(found),
                most=MOST_CELLS,
                again=say(AGAIN),
            )
        )
    cells, code_cells = [], 0
    for number, cell in enumerate(found, start=1):
        if not isinstance(cell, dict):
            notes.append(say("Cell {number} of the file is not a cell and was left out.", number=number))
            continue
        source, complaint = source_of(cell)
        kind = kind_of(cell, source)
        if complaint or kind != cell.get("cell_type") and cell.get("cell_type") != "heading":
            what = complaint or phrase("its type is missing")
            notes.append(
                say(
                    "Cell {number} of the file is damaged ({what}); it was read as {kind}.",
                    number=number,
                    what=say(what),
                    kind=kind,
                )
            )
        if kind == "code" and (typed := plain_blanks(source)) != source:
            notes.append(
                say(
                    "Cell {number} of the file holds blanks that Python does not know; they were read as spaces.",
                    number=number,
                )
            )
            source = typed
        code_cells += kind == "code"
        origin = Origin(code_cells if kind == "code" else None)
        cells.append(Cell(kind, source, claims_of(cell), origin=origin, pictures=pictures_of(cell.get("attachments"))))
    return cells, notes


def source_of(cell: dict[str, Any]) -> tuple[str, str]:
    """The source of a cell and what was wrong with it ("" when nothing was)."""
    source = next((cell[key] for key in ("source", "input", "code") if key in cell), None)
    if isinstance(source, str):
        return clean(source), ""
    if not isinstance(source, list):
        return "", phrase("its source is missing") if source is None else phrase("its source is not text")
    lines = [line for line in source if isinstance(line, str)]
    complaint = "" if len(lines) == len(source) else phrase("some lines are not text")
    if len(lines) > 1 and not any(line.endswith(LINE_ENDS) for line in lines[:-1]):
        return clean("\n".join(lines)), complaint or phrase("its lines have no ends")
    return clean("".join(lines)), complaint


def kind_of(cell: dict[str, Any], source: str) -> str:
    kind = cell.get("cell_type")
    if kind in ("code", "markdown", "raw"):
        return str(kind)
    looks_like_code = "outputs" in cell or "input" in cell or re.search(r"^(?:def|class|import|from)\s", source, re.M)
    return "code" if looks_like_code and kind != "heading" else "markdown"


def claims_of(cell: dict[str, Any]) -> dict[str, Any]:
    metadata = cell.get("metadata")
    claims = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return claims if isinstance(claims, dict) else {}
