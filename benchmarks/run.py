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
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work, left_out = Path(folder), list[str]()
        compared = in_turns(people, work, options.rounds, left_out)
        whole: list[Run] = []
        page, different = write_result(compared, whole, left_out, options.wrong_each)
        for size in options.sizes:
            for jobs in options.workers:
                whole.append(whole_class(people, work, size, jobs))
                page, different = write_result(compared, whole, left_out, options.wrong_each)
    for line in different:
        print(f"benchmark: {line}", file=sys.stderr)
    print(page)
    return 1 if different else 0


def write_result(
    compared: dict[str, list[Run]], whole: list[Run], left_out: list[str], wrong_each: int
) -> tuple[str, list[str]]:
    """Write what is measured so far (a long run may be stopped); the page, and whose marks differ."""
    different = differing([run for runs in compared.values() for run in runs] + whole)
    costs = [cost(runs) for runs in compared.values()]
    by_name = {one.grader: one for one in costs}
    mine, warm = by_name["ours, 1 worker"], by_name["warm, unprotected"]
    notes = [*left_out]
    if stock := by_name.get("nbgrader autograde"):
        notes.append(f"nbgrader takes {stock.each / mine.each:.0f} times as long for one submission more.")
    wanted = "(at most 60 is wanted)"
    if wall := by_name.get("warm, behind the wall"):
        more = 1000 * (wall.each - warm.each)
        notes.append(f"The wall alone, one after the other: {more:.0f} ms more than unprotected {wanted}.")
    if both := by_name.get("ours, 2 workers"):
        more = 1000 * (both.each - warm.each / 2)
        beside = "two unprotected processes side by side at their best"
        notes.append(f"On two cores, gradebook and feedback included: {more:.0f} ms more than {beside} {wanted}.")
    for one in costs:
        if one.grader.startswith("ours"):
            ratio = one.each / warm.each
            notes.append(f"{one.grader[0].upper()}{one.grader[1:]}: {ratio:.2f} times the warm, unprotected process.")
    share = f"every {wrong_each}th answer is wrong" if wrong_each else "all answers are right"
    notes.append(f"In these classes {share}. " + ("Marks differ!" if different else "All graders gave the same marks."))
    date = datetime.date.today().isoformat()
    lines: dict[str, list[Run]] = {}
    for run in whole:
        lines.setdefault(run.grader, []).append(run)
    others = [one for one in costs if one.grader in ("nbgrader autograde", "otter run")]
    (HERE / f"results-{date}.svg").write_text(plot(lines, others))
    page = markdown(date, costs, whole, notes, f"results-{date}.svg")
    (HERE / f"results-{date}.md").write_text(page)
    return page, different


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
        (graders.walled, (200,)),
        (lambda some, folder: graders.ours(some, folder, 1), (40, 200)),  # a class of 20 starts with less
        (lambda some, folder: graders.ours(some, folder, 2), (40, 200)),
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


def whole_class(people: dict[str, str], work: Path, size: int, jobs: int) -> Run:
    """Our grader over a class of this size."""
    run = graders.ours(first(people, size), work, jobs)
    print(f"{run.grader}: {size} submissions, {run.seconds:.0f} s, {run.peak_mb:.0f} MB", flush=True)
    return run


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
