"""How long `collect` takes for a class of a thousand: a Canvas zip of 200 MB. `python -m benchmarks.collecting`."""

import json
import random
import resource
import tempfile
import time
import zipfile
from pathlib import Path

from autograder.collecting.collect import collect
from autograder.course.exercise import Course

STUDENTS = 1_000
BYTES = 200_000  # of one notebook, packed
EXERCISE = "ex02_multi_output"


def download(path: Path) -> None:
    """A zip as Canvas makes it: a notebook a student, with a picture that does not compress."""
    noise = random.Random(7)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(STUDENTS):
            picture = noise.randbytes(BYTES * 3 // 4).hex()[: BYTES * 2]
            cell = {"cell_type": "code", "metadata": {}, "source": f"x = {number}", "outputs": [picture]}
            name = f"student{number}_{10_000 + number}_{2_000_000 + number}_{EXERCISE}.ipynb"
            archive.writestr(name, json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "exercises").mkdir()
        download(root / "submissions.zip")
        size = (root / "submissions.zip").stat().st_size / 1e6
        before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        found = collect(Course(root), EXERCISE, root / "submissions.zip")
        seconds = time.monotonic() - started
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3
        print(f"{len(found.new)} students, {size:.0f} MB: {seconds:.1f} s, {grown:.0f} MB more memory")
        started = time.monotonic()
        again = collect(Course(root), EXERCISE, root / "submissions.zip")
        print(f"again: {len(again.unchanged)} unchanged in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
