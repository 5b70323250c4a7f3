"""`make bench`: our grader against stock nbgrader, otter and the limit, on the same submissions, in turns.

    python -m benchmarks.run [--sizes 100 300 1000 3000] [--rounds 2] [--wrong-each 5]

Writes benchmarks/results-<date>.md and .svg. Fails when two graders give one submission different marks.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from pathlib import Path

from benchmarks import graders, school
from benchmarks.graders import Run, Unavailable
from benchmarks.table import cost, markdown, plot

HERE = Path(__file__).parent


def main(arguments: list[str] | None = None) -> int:
    """Measure, compare the marks, write the result."""
    options = parser().parse_args(arguments)
    people = school.notebooks(graders.release(), max([*options.sizes, 200]), options.wrong_each)
    notes: list[str] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        compared = in_turns(people, work, options.rounds, notes)
        whole = whole_classes(people, work, options.sizes, options.workers)
    all_runs = [run for runs in compared.values() for run in runs] + whole
    different = differing(all_runs)
    for line in different:
        print(f"benchmark: {line}", file=sys.stderr)
    costs = [cost(runs) for runs in compared.values()]
    by_name = {one.grader: one for one in costs}
    mine, warm = by_name["ours, 1 worker"], by_name["warm, unprotected"]
    if stock := by_name.get("nbgrader autograde"):
        notes.append(f"nbgrader takes {stock.each / mine.each:.0f} times as long for one submission more.")
    for one in costs:
        if one.grader.startswith("ours"):
            ratio = one.each / warm.each
            notes.append(f"{one.grader[0].upper()}{one.grader[1:]}: {ratio:.2f} times the warm, unprotected process.")
    share = f"every {options.wrong_each}th answer is wrong" if options.wrong_each else "all answers are right"
    notes.append(f"In these classes {share}. " + ("Marks differ!" if different else "All graders gave the same marks."))
    date = datetime.date.today().isoformat()
    lines = {f"ours, {n} worker{'s' * (n > 1)}": [r for r in whole if f" {n} " in r.grader] for n in options.workers}
    others = [one for one in costs if one.grader in ("nbgrader autograde", "otter run")]
    (HERE / f"results-{date}.svg").write_text(plot({k: v for k, v in lines.items() if v}, others))
    page = markdown(date, costs, whole, notes, f"results-{date}.svg")
    (HERE / f"results-{date}.md").write_text(page)
    print(page)
    return 1 if different else 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__.split("\n")[0])
    made.add_argument("--sizes", type=int, nargs="*", default=[100, 300, 1000, 3000], help="whole classes of this size")
    made.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    made.add_argument("--rounds", type=int, default=2, help="how often the graders take turns")
    made.add_argument("--wrong-each", type=int, default=0, help="every n-th answer is wrong (default: none)")
    return made


def in_turns(people: dict[str, str], work: Path, rounds: int, notes: list[str]) -> dict[str, list[Run]]:
    """All graders one after the other on small classes, several times, so that a busy minute hits all of them."""
    runs: dict[str, list[Run]] = {}
    turns = [
        (graders.limit, (200,)),
        (lambda some, folder: graders.ours(some, folder, 1), (20, 200)),
        (lambda some, folder: graders.ours(some, folder, 2), (20, 200)),
        (graders.nbgrader, (1, 5)),
        (graders.otter, (2,)),
    ]
    for _ in range(rounds):
        for turn in list(turns):
            grader, sizes = turn
            try:
                for size in sizes:
                    run = grader(first(people, size), work)
                    runs.setdefault(run.grader, []).append(run)
                    print(f"{run.grader}: {run.count} submissions, {run.seconds:.1f} s", flush=True)
            except Unavailable as problem:
                notes.append(f"Left out: {problem}")
                print(f"left out: {problem}", flush=True)
                turns.remove(turn)
    return runs


def whole_classes(people: dict[str, str], work: Path, sizes: list[int], workers: list[int]) -> list[Run]:
    """Our grader over classes of growing size."""
    runs = []
    for size in sizes:
        for jobs in workers:
            run = graders.ours(first(people, size), work, jobs)
            print(f"{run.grader}: {size} submissions, {run.seconds:.0f} s, {run.peak_mb:.0f} MB", flush=True)
            runs.append(run)
    return runs


def first(people: dict[str, str], count: int) -> dict[str, str]:
    return dict(list(people.items())[:count])


def differing(runs: list[Run]) -> list[str]:
    """Every student to whom two runs gave different marks, in a line."""
    marks: dict[str, dict[float, str]] = {}
    for run in runs:
        for student, mark in run.marks.items():
            marks.setdefault(student, {}).setdefault(round(mark, 6), run.grader)
    return [
        f"{student}: " + ", ".join(f"{mark:g} by {grader}" for mark, grader in given.items())
        for student, given in marks.items()
        if len(given) > 1
    ]


if __name__ == "__main__":
    sys.exit(main())
