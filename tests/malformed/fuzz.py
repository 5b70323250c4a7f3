"""Fuzzes the reader: bytes of real notebooks, damaged at random, must be read or refused in one line, quickly.

    cd tests && python -m malformed.fuzz --seconds 600 --seed 7

A test runs a few hundred rounds; run it longer by hand after changing `reading` or `repair`. A failure prints the seed
and the round that replay it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from autograder.errors import SubmissionError
from autograder.submission.notebook import Submission, autograded_notebook, read_submission
from malformed.frame import done, small_release

SLOWEST = 10.0  # seconds of work for one small file
SIGNS = b'{ } [ ] " , : null NaN 1e999 -0 \\ud800 \\u0000 \xff \x00 \r \xef\xbb\xbf \xff\xfe PK\x03\x04 <script>'
WORDS = b'"cells" "source" "cell_type" "metadata" "nbgrader" "grade_id" "code" "raw"'
DICTIONARY = [
    *SIGNS.split(b" "),
    *WORDS.split(b" "),
    b"\n",
    b"# %%\n",
    b"```\n",
    b"def corr2d(",
    b"9" * 5000,
    b"[" * 3000,
]


def damaged(data: bytes, rng: random.Random) -> bytes:
    """A few of the things that happen to bytes: cut, doubled, swapped, overwritten, something put in."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at, length = rng.randrange(len(made) + 1), rng.choice((1, 2, 8, 64, 512))
        match rng.randrange(6):
            case 0:
                del made[at : at + length]
            case 1:
                made[at:at] = made[at : at + length]
            case 2:
                made[at:at] = rng.choice(DICTIONARY)
            case 3:
                made[at : at + length] = rng.randbytes(length)
            case 4:
                other = rng.randrange(len(made) + 1)
                made[at : at + length] = made[other : other + length]
            case 5:
                made = made[:at] if rng.random() < 0.1 else made
    return bytes(made)


def one_round(seed: int, number: int, path: Path, seeds: list[bytes]) -> str:
    """One damaged file through reader, repair and back; what became of it. Raises AssertionError for a bug."""
    rng = random.Random(f"{seed} {number}")
    path.write_bytes(damaged(rng.choice(seeds), rng))
    start = time.process_time()
    release = small_release()
    try:
        submission = read_submission(path, release)
    except SubmissionError as error:
        assert "\n" not in str(error) and len(str(error)) < 500, str(error)
        return "refused"
    graded = autograded_notebook(submission, release, [])
    nbformat.validate(graded)
    path.write_text(nbformat.writes(graded), encoding="utf-8")
    again = read_submission(path, release)
    assert frame(again) == frame(submission)
    assert time.process_time() - start < SLOWEST
    return "repaired" if submission.notes else "read"


def frame(submission: Submission) -> list[tuple[str | None, str | None]]:
    """Code and ids of the cells in their order. Texts are left out: the notebook shows them in another form."""
    return [(cell.source if cell.kind == "code" else None, cell.grade_id) for cell in submission.cells]


def run(seed: int, rounds: int, seconds: float) -> dict[str, int]:
    """Rounds until either bound is met; how many were read, repaired and refused."""
    notebook = done()
    python = "\n\n".join(f"# %%\n{cell.source}" for cell in notebook.cells)
    seeds = [json.dumps(notebook).encode(), json.dumps(notebook, indent=1).encode(), python.encode()]
    counts = {"read": 0, "repaired": 0, "refused": 0}
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            if time.monotonic() > end:
                break
            try:
                path = Path(folder) / ("n.py" if number % 5 == 4 else "n.ipynb")
                counts[one_round(seed, number, path, seeds)] += 1
            except Exception:
                print(f"seed {seed}, round {number}", file=sys.stderr)
                raise
    return counts


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m malformed.fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    options = parser.parse_args()
    print(run(options.seed, sys.maxsize, options.seconds), f"seed {options.seed}")
