"""What twelve hand-ins that break graders cost a class: forty with them against the twenty-eight others alone.

    python -m benchmarks.one_costs_one

Wanted: less than twice the time, by the wall clock and of the processors.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks import graders, school
from benchmarks.graders import ROOT, Run
from benchmarks.school import EXERCISE

HONEST = 28
OTHER = "ex03_one_by_one"
ROUNDS = 2
WANTED = 2.0  # times as long


def released(exercise_id: str) -> str:
    return (ROOT / "exercises" / exercise_id / f"{exercise_id}.ipynb").read_text(encoding="utf-8")


def with_surrogates() -> bytes:
    """The release with halves of a character in an attachment's name, in its data and in text."""
    cell = {
        "cell_type": "markdown",
        "metadata": {"x": "M"},
        "source": "M",
        "attachments": {"M.png": {"image/png": "M"}},
    }
    text = released(EXERCISE).replace('"cells": [', f'"cells": [{json.dumps(cell)}, ', 1)
    return text.replace('"M', '"\\ud800').encode()


def spoil(submitted: Path, right: bytes) -> None:
    """Hand in the twelve, each in a folder of its own; `right` is what those hand in whose work is whole."""

    def put(student: bytes, files: dict[str, bytes], *, pipe: str = "") -> None:
        folder = os.path.join(os.fsencode(submitted), student, EXERCISE.encode())
        os.makedirs(folder)
        for name, data in files.items():
            with open(os.path.join(folder, name.encode()), "wb") as file:
                file.write(data)
        if pipe:
            os.mkfifo(os.path.join(folder, pipe.encode()))

    whole = {f"{EXERCISE}.py": right}
    put(b"s01", {f"{EXERCISE}.ipynb": with_surrogates()})
    put(b"s02", {**whole, "timestamp.txt": b"1E+999999999999999999999999999999999"})
    put(b"s03", {**whole, "timestamp.txt": b"9" * 3_000_000})
    put(b"s04", whole, pipe="timestamp.txt")
    put(b"s05", {}, pipe=f"{EXERCISE}.ipynb")
    put(b"s" * 140, whole)
    put(b"caf\xe9", whole)
    put(b"s08", {f"{EXERCISE}.py": b"# %%\nx=1\n" * 4_900_000})
    put(b"s09", {f"{EXERCISE}.ipynb": b'{"cells":[' + b"[" * 40_000_000})
    put(b"s10", {f"{OTHER}.ipynb": released(OTHER).encode()})
    put(b"s11", {f"{EXERCISE}.ipynb": b"\xff\xfe" + b"\0" * 1_000_000})
    put(b"s12", {f"{'x' * 200}.ipynb": released(EXERCISE).encode()[:-400], "\u202egpj.exe": b""})


def class_of_forty(people: dict[str, str], work: Path) -> Run:
    """Our grader over the honest and the twelve."""
    return graders.ours(people, work, os.cpu_count() or 1, also=lambda submitted: spoil(submitted, school.right()))


def main() -> int:
    """Measure in turns, print the ratios; 1 where one is not as wanted or an honest mark differs."""
    people = school.notebooks(graders.release(), HONEST, 0)
    alone, beside = [], []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for _ in range(ROUNDS):
            alone.append(graders.ours(people, Path(folder), os.cpu_count() or 1))
            beside.append(class_of_forty(people, Path(folder)))
    worst = 0.0
    for what, field in (("by the clock", "seconds"), ("of processor time", "cpu")):
        one, both = (min(getattr(run, field) for run in runs) for runs in (alone, beside))
        worst = max(worst, both / one)
        print(
            f"{HONEST} alone: {one:.1f} s {what}; with twelve that break graders: {both:.1f} s, {both / one:.2f} times"
        )
    same = all(beside[-1].marks.get(student) == mark for student, mark in alone[-1].marks.items())
    print("The honest ones have the same marks." if same else "The honest ones have other marks!")
    return 0 if same and worst < WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
