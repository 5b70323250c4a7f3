"""A file that costs far more than a notebook is refused within its limits, and costs the reader next to nothing."""

import json
import resource
import time

import pytest
from kit import EXERCISE, ROOT

from autograder import limited
from autograder.course.course import Course
from autograder.course.release import read_release
from autograder.errors import SubmissionError
from autograder.submission.notebook import find_submission, read_submission

RELEASE = read_release(Course(ROOT), EXERCISE)


def run(work, seconds=5.0, megabytes=100, most=10_000):
    return limited.run(work, seconds=seconds, megabytes=megabytes, most=most, said=SubmissionError)


def raises(error):
    raise error


def test_what_the_child_returns_comes_back():
    assert run(lambda: b"x" * 9_000) == b"x" * 9_000


@pytest.mark.parametrize(
    "work, seconds, says",
    [
        (lambda: bytes(500_000_000), 120, "memory"),
        (lambda: time.sleep(100_000) or b"", 2, "takes longer than"),  # unless it is stopped, this test ends never
        (lambda: b"x" * 20_000, 120, "holds more than"),
        (lambda: raises(ValueError("a bug")), 120, "cannot be opened"),
        (lambda: raises(RecursionError()), 120, "memory"),
    ],
)
def test_what_breaks_a_limit_is_said_and_over_in_time(work, seconds, says):
    with pytest.raises(limited.Exceeded, match=says):
        run(work, seconds=seconds)


def test_an_error_that_is_meant_to_be_read_keeps_its_words():
    with pytest.raises(limited.Said, match="a.py: no, é"):
        run(lambda: raises(SubmissionError("a.py: no, é")))


def large(tmp_path, name, size=400_000):
    """A submission of this size that reads well."""
    notebook = json.loads((ROOT / "exercises" / EXERCISE / f"{EXERCISE}.ipynb").read_text())
    notebook["metadata"]["padding"] = "x" * size
    notebook["cells"][0]["attachments"] = {"a.png": {"image/png": "iVBORw0KGgo="}}
    (tmp_path / name).write_text(json.dumps(notebook))
    return tmp_path / name


@pytest.mark.parametrize("size", [400_000, 40_000_000])
def test_a_large_notebook_is_read_as_a_small_one(tmp_path, size):
    path = large(tmp_path, "large.ipynb", size)
    notebook = json.loads(path.read_text())
    del notebook["metadata"]["padding"]
    (tmp_path / "small.ipynb").write_text(json.dumps(notebook))

    one, other = read_submission(path, RELEASE), read_submission(tmp_path / "small.ipynb", RELEASE)

    assert one.notes == other.notes
    for mine, theirs in zip(one.cells, other.cells, strict=True):
        assert (mine.kind, mine.source, mine.grade_id, mine.origin, mine.runs, mine.pictures) == (
            theirs.kind, theirs.source, theirs.grade_id, theirs.origin, theirs.runs, theirs.pictures
        )  # fmt: skip


COSTLY = {
    "markers.py": b"# %%\nx=1\n" * 4_900_000,
    "brackets.ipynb": b'{"cells":[' + b"[" * 20_000_000,
    "metadata.ipynb": b'{"cells": [], "metadata": {"a": [0' + b",{}" * 3_900_000 + b"]}}",
    "broken.ipynb": b'{"cells": [{"source": "' + b"\\n" * 24_000_000,
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_file_costs_the_reader_little_memory(tmp_path, name):
    (tmp_path / name).write_bytes(COSTLY[name])
    large(tmp_path, "second.ipynb")  # company, so that each is looked into
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    for read in (lambda: read_submission(tmp_path / name, RELEASE), lambda: find_submission(tmp_path, EXERCISE)):
        try:
            read()
        except SubmissionError as error:
            assert "\n" not in str(error) and len(str(error)) < 500
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # kB
