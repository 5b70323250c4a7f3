"""Tries every rule of a good exercise, and prints what does not hold, or which small edits no test notices."""

import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from rich.text import Text

from autograder.authoring import slips
from autograder.authoring.rules import RULES, Advice, Bench, Rule, counted
from autograder.course import release, right_answers
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.errors import OurFault
from autograder.files import write_atomically
from autograder.marking import mistakes
from autograder.terminal import console
from autograder.workers import pool


def run_edits(course: Course, exercises: list[Exercise]) -> int:
    """`autograder verify --edits`: do the tests notice every likely slip in every right answer? The exit status."""
    out, holes = console(), 0
    spawn = multiprocessing.get_context("spawn")
    # an edited answer may leave anything behind in its process, so the next answer gets another one
    with ProcessPoolExecutor(os.cpu_count(), spawn, max_tasks_per_child=1) as processes:
        asked = [
            (exercise, [processes.submit(slips.try_all, exercise, *answer) for answer in _right_answers(exercise)])
            for exercise in exercises
        ]
        for exercise, futures in asked:
            reports = [future.result() for future in futures]
            made, caught = sum(report.made for report in reports), sum(report.caught for report in reports)
            equal = sum(len(report.equal) for report in reports)
            survivors = [said for report in reports for said in report.survivors]
            holes += len(survivors)
            out.print(
                f"{exercise.id}: {counted(made, 'small edit')} of {counted(len(reports), 'right answer')}: "
                f"{caught} caught, {equal} equal, {len(survivors)} that pass and should not",
                soft_wrap=True,
            )
            for said in survivors:
                out.print(Text(f"      {said}. Add a test that fails on it", style="look"), soft_wrap=True)
            slips.write(reports, course.build / "verify" / f"{exercise.id}-edits.md")
    out.print("Which edits, and why the equal ones are equal: build/verify/", soft_wrap=True)
    return 1 if holes else 0


def _right_answers(exercise: Exercise) -> list[tuple[str, str]]:
    """Names and sources of the solution and of the right answers."""
    solution = "\n\n".join(release.code_of(release.cut(exercise).source))
    rest = right_answers.read_all(exercise)
    return [("notebook.py", solution), *((f"{each.path.name}: {each.name}", each.source) for each in rest)]


def run(course: Course, exercises: list[Exercise], *, strict: bool = False) -> int:
    """`autograder verify`: one line a rule, one table of tests and wrong answers; the exit status.

    `strict`: what would only make an exercise better counts as a broken rule, too.
    """
    out, broken, advice = console(), 0, 0
    started = time.monotonic()
    to_mark = sum(1 for exercise in exercises for _ in mistakes.read_all(exercise))
    with pool.executor(to_mark, None, None) as (processes, _):
        benches = [Bench(course, exercise, processes) for exercise in exercises]
        for bench in benches:
            tests, wrong = len(bench.marker.tests.tests), len(bench.marker.wrong_answers)
            out.print(
                Text(
                    f"{bench.exercise.id}: {counted(tests, 'test')}, {counted(wrong, 'wrong answer')}",
                    "bold",
                )
            )
            for rule in RULES:
                said = list(_broken(rule, bench))
                problems = [problem for problem in said if strict or not isinstance(problem, Advice)]
                broken, advice = broken + len(problems), advice + len(said) - len(problems)
                mark = Text("  ✓ " if not problems else "  · ", style="" if not problems else "look")
                out.print(mark + Text((rule.__doc__ or "").strip(), style=""), soft_wrap=True)
                for each in said:
                    better = isinstance(each, Advice)
                    line = Text("      better: " if better else "      ") + Text(each)
                    line.stylize("dim" if better and not strict else "look")
                    out.print(line, soft_wrap=True)
            write_atomically(course.build / "verify" / f"{bench.exercise.id}.md", catches(bench).encode())
    tests = sum(len(bench.marker.tests.tests) for bench in benches)
    wrong = sum(len(bench.marker.wrong_answers) for bench in benches)
    counts = ((len(benches), "exercise"), (tests, "hidden test"), (wrong, "wrong answer"))
    summary = ", ".join(counted(number, what) for number, what in counts)
    state = "all rules hold" if not broken else counted(broken, "broken rule")
    state += f", {counted(advice, 'piece')} of advice" if advice else ""
    seconds = f"{time.monotonic() - started:.0f} s"
    out.print(f"{summary}: {state} ({seconds}). Which test catches what: build/verify/", soft_wrap=True)
    return 1 if broken else 0


def _broken(rule: Rule, bench: Bench) -> Iterator[str]:
    """What the rule says; where an author's code does not run, that is what it says."""
    try:
        yield from rule(bench)
    except OurFault as error:
        yield str(error)


def catches(bench: Bench) -> str:
    """A Markdown table: which test catches which wrong answer."""
    lines = [f"# {bench.exercise.id}: which test catches which wrong answer\n"]
    for task in bench.exercise.tasks:
        lines += [f"\n## {task.name}\n", "| test | catches | wrong answers |", "|---|---|---|"]
        for test in bench.marker.tests.of(task.name):
            found = bench.caught.get(task.name, {}).get(test.says, [])
            lines.append(f"| {test.says} | {len(found)} | {', '.join(found)} |")
    return "\n".join(lines) + "\n"
