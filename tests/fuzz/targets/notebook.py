"""The reader of notebooks and Python files: any bytes are cells in the release's frame, or one line that refuses."""

import json
from collections.abc import Iterator

import nbformat
from malformed.frame import done, small_release
from malformed.fuzz import frame

from autograder.errors import SubmissionError
from autograder.submission.notebook import autograded_notebook, read_submission
from fuzz.targets import a_folder

WATCHED = ("autograder.submission",)
RELEASE = small_release()
FOLDER = a_folder()


def seeds() -> Iterator[bytes]:
    notebook = done()
    yield b"n" + json.dumps(notebook).encode()
    yield b"n" + json.dumps(notebook, indent=1).encode("utf-16")
    yield b"p" + "\n\n".join(f"# %%\n{cell.source}" for cell in notebook.cells).encode()
    yield b"n" + json.dumps({"worksheets": [{"cells": notebook.cells}], "nbformat": 3, "metadata": {}}).encode()
    yield b"n" + json.dumps(notebook).encode()[:-300]


def run(data: bytes) -> None:
    path = FOLDER / ("n.py" if data[:1] == b"p" else "n.ipynb")
    path.write_bytes(data[1:])
    try:
        submission = read_submission(path, RELEASE)
    except SubmissionError as error:
        assert "\n" not in str(error) and len(str(error)) < 500, str(error)
        return
    graded = autograded_notebook(submission, RELEASE, [])
    nbformat.validate(graded)
    path = FOLDER / "graded.ipynb"
    path.write_text(nbformat.writes(graded), encoding="utf-8")
    assert frame(read_submission(path, RELEASE)) == frame(submission)
