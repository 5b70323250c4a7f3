"""The feedback page of one student: the whole verdict on one screen, readable on a phone, in the dark, without script.

How much it shows is the exercise's `feedback`: `full` with counterexamples, named beliefs and the line at fault,
`example` without that line, `hint` with sentences and hints only, `marks` with marks only. Nothing on it is trusted
text: everything that came from a student's program is escaped by the template.
"""

import html
import math
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder import look, words
from autograder.course.exercise import Exercise
from autograder.verdict import Counterexample, Record, TaskResult, Verdict
from autograder.words import points

TEMPLATES = Path(__file__).parent.parent / "templates"
BOOK = "../../../../build/html"  # from classroom/feedback/<student>/<exercise>/ to the built book


@cache
def environment() -> Environment:
    """Templates with escaping on; a name that is missing is an error, not an empty page."""
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    made.trim_blocks = made.lstrip_blocks = True
    made.filters["code"] = _code
    made.globals["words"] = words
    return made


def _code(text: str) -> Markup:
    """What stands between backticks is code; everything is escaped first."""
    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", str(escape(text))))


def page(exercise: Exercise, record: Record, book: str = BOOK) -> str:
    """The feedback page as HTML; `book` is the address of the built book."""
    said = {task.message for task in record.tasks}
    return (
        environment()
        .get_template("feedback.html")
        .render(
            look=Markup(look.css()),
            exercise=exercise,
            record=record,
            score=points(record.score),
            max_score=points(record.max_score),
            tasks=[_task(task, exercise.feedback, book) for task in record.tasks],
            notes=[] if exercise.feedback == "marks" else [note for note in record.notes if note not in said],
            chapter=f"{book}/book/{exercise.chapter}.html",
        )
    )


def _task(task: TaskResult, shows: str, book: str) -> dict[str, Any]:
    right = task.verdict is Verdict.PASSED
    full, hints = shows in ("full", "example"), shows != "marks"
    passed = [test.name for test in task.tests if test.verdict is Verdict.PASSED]
    open_ = [test for test in task.tests if test.verdict is not Verdict.PASSED]
    return {
        "name": task.task,
        "right": right,
        "word": words.verdict(task),
        "score": points(task.score),
        "max_score": points(task.max_score),
        "message": task.message if hints else "",
        "cells": [test.verdict is Verdict.PASSED for test in task.tests],
        "passed": passed,
        "open": open_ if hints else [],
        "place": task.place if shows == "full" else None,
        "also": task.also if hints else (),
        "example": example(task.counterexample) if full and task.counterexample else None,
        "differs": _differs_in(task.counterexample) if full and task.counterexample else "",
        "belief": task.mistake.belief if full and task.mistake else "",
        "hint": task.mistake.hint if hints and task.mistake else "",
        "read": task.mistake.address(book) if hints and task.mistake else "",
    }


def example(counterexample: Counterexample) -> list[dict[str, Any]]:
    """Arguments, expected and got, each as a named grid in HTML."""
    shown = [(name, value, None, "argument") for name, value in counterexample.arguments.items()]
    shown.append(("expected", counterexample.expected, None, "expected"))
    shown.append(("gives", counterexample.got, counterexample.expected, "got"))
    return [
        {"name": name, "shape": _shape(value), "grid": grid(value, other), "kind": kind}
        for name, value, other, kind in shown
    ]


def _shape(value: Any) -> str:
    if isinstance(value, Mapping) and "shape" in value:
        return " × ".join(map(str, value["shape"])) or "one number"
    return ""


def grid(value: Any, other: Any = None) -> Markup:
    """A value as squared paper; cells that differ from `other` are marked (by frame and corner, not colour alone)."""
    if isinstance(value, Mapping) and "raises" in value:
        return Markup('<p class="word{}">raises {}</p>').format(" off" if other is not None else "", value["raises"])
    if isinstance(value, Mapping) and "returned" in value:
        return Markup('<p class="word off">{}</p>').format(value["returned"])
    if isinstance(value, Mapping) and "changes" in value:
        return Markup('<p class="word off">changes {}</p>').format(value["changes"])
    if not (isinstance(value, Mapping) and "shape" in value):
        off = " off" if other is not None and value != other else ""
        return Markup('<p class="word{}">{}</p>').format(off, _words(value))
    if value["values"] is None:
        return Markup('<p class="word">too many numbers to show</p>')
    alike = isinstance(other, Mapping) and other.get("shape") == value["shape"] and other.get("values") is not None
    planes = list(_planes(value["values"], other["values"] if alike else None, len(value["shape"]), ()))  # type: ignore[index]
    return Markup("".join(planes))


def _planes(values: Any, others: Any, depth: int, place: tuple[int, ...]) -> list[str]:
    if depth <= 2:
        rows = values if depth == 2 else [values] if depth == 1 else [[values]]
        compared = others if depth == 2 else [others] if depth == 1 else [[others]]
        channel = place[-1] % 5 if place else 5
        label = f"<caption>[{', '.join(map(str, place))}]</caption>" if place else ""
        body = "".join(_row(row, compared[i] if others is not None else None) for i, row in enumerate(rows))
        kernel = " kernel" if len(place) > 1 else ""  # a heavier frame than an image's
        return [f'<table class="grid channel-{channel}{kernel}">{label}<tbody>{body}</tbody></table>']
    return [
        plane
        for index, inner in enumerate(values)
        for plane in _planes(inner, others[index] if others is not None else None, depth - 1, (*place, index))
    ]


def _row(numbers: list, others: list | None) -> str:
    cells = []
    for index, number in enumerate(numbers):
        off = others is not None and _differ(number, others[index])
        mark = ' class="off"' if off else ""
        said = '<span class="said"> differs</span>' if off else ""
        cells.append(f"<td{mark}>{html.escape(_words(number))}{said}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _words(value: Any) -> str:
    if value is None:
        return "None"
    if isinstance(value, list):
        return "(" + ", ".join(_words(item) for item in value) + ")"
    return str(value).replace("-", "\N{MINUS SIGN}") if isinstance(value, int | float) else str(value)


def _differ(a: Any, b: Any) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return a != b
    return not math.isclose(a, b, rel_tol=1e-4, abs_tol=1e-4)


def _differs_in(counterexample: Counterexample) -> str:
    """`differs in 2 of 4 cells`, where both grids have one shape."""
    got, expected = counterexample.got, counterexample.expected
    both = isinstance(got, Mapping) and isinstance(expected, Mapping)
    if not both or got.get("shape") != expected.get("shape") or not got.get("values"):
        return ""
    a, b = _flat(got["values"]), _flat(expected["values"])
    return f"differs in {sum(_differ(x, y) for x, y in zip(a, b, strict=True))} of {len(a)} cells"


def _flat(values: Any) -> list:
    return [number for item in values for number in _flat(item)] if isinstance(values, list) else [values]
