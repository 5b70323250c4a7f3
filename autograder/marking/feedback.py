"""The feedback page of one student: the whole verdict on one screen, readable on a phone, in the dark, without script.

How much it shows is the exercise's `feedback`: `full` with counterexamples, named beliefs and the line at fault,
`example` without that line, `hint` with sentences and hints only, `marks` with marks only. Nothing on it is trusted
text: everything that came from a student's program is escaped by the template.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder import grids, language, look, words
from autograder.course import sections
from autograder.course.exercise import Exercise
from autograder.grids import Panel, Plane, Row, Square, Table
from autograder.language import again, phrase, say, say_count
from autograder.plain_text import visible
from autograder.sums import StudentMarks, TaskMarks, before_filing
from autograder.verdict import Counterexample, Record, TaskResult, Verdict
from autograder.words import points

Point = tuple[float, float]
DIFFERS = phrase("Your result differs in {n} of {all} cells.")
TEMPLATES = Path(__file__).parent.parent / "templates"


@cache
def environment() -> Environment:
    """Templates with escaping on, no control codes; a missing name is an error, not an empty page."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, finalize=_without_codes
    )
    made.trim_blocks = made.lstrip_blocks = True
    made.filters["code"] = _code
    made.globals |= {"words": words, "say": say, "say_count": say_count, "rich": _rich, "tag": language.tag}
    made.globals |= {"strong": Markup("<strong>{}</strong>").format, "code": Markup("<code>{}</code>").format}
    made.globals["striking"] = Markup('<strong class="open">{}</strong>').format
    return made


def _without_codes(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _rich(pattern: str, **fields: Any) -> Markup:
    """A sentence with markup in its fields; all else is escaped."""
    text = str(escape(again(pattern)))
    return Markup(re.sub(r"\{(\w+)\}", lambda found: str(escape(_without_codes(fields[found[1]]))), text))


def _code(text: str) -> Markup:
    """Text between backticks is code; everything is escaped first."""
    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", str(escape(visible(text)))))


def page(
    exercise: Exercise,
    record: Record,
    marks: StudentMarks | None = None,
    book: str = "",
    *,
    asked: Sequence[Any] = (),
    ask_at: str = "",
) -> str:
    """The feedback page as HTML.

    `marks`: what the gradebook holds; without it, what it will hold before a person has marked.
    `book`: the address of the published book; "" for a page without links.
    `asked`: the student's requests to look again, with `task`, `says` and `answer`. `ask_at`: where to ask, if there is
    such a place; `{exercise}` and `{task}` in it are filled in.
    """
    record = record.again()
    said = {task.message for task in record.tasks}
    marks = marks or before_filing(record, exercise.asked)
    by_name = {task.name: task for task in marks.tasks}
    of_tasks = {task.task for task in record.tasks}
    return (
        environment()
        .get_template("feedback.html")
        .render(
            look=look.css(),
            exercise=exercise,
            title=again(exercise.title),
            record=record,
            marks=marks,
            tasks=[_task(task, by_name.get(task.task), exercise, book) for task in record.tasks],
            questions=[_question(task) for task in marks.tasks if task.name not in of_tasks],
            waiting=sum(task.max_score for task in marks.tasks if task.needs_person),
            notes=[] if exercise.feedback == "marks" else [note for note in record.notes if note not in said],
            asked=asked,
            ask=lambda task: _link(ask_at, exercise.id, task),
            chapter=f"{book}/book/{exercise.chapter}.html" if book and exercise.chapter else "",
        )
    )


def _link(address: str, exercise_id: str, task: str) -> str:
    """The address where a student asks, about this task."""
    return address.replace("{exercise}", quote(exercise_id)).replace("{task}", quote(task))


def _question(task: TaskMarks) -> dict[str, Any]:
    """A question in words: waiting, marked by a person, or not answered."""
    state = say("waits for your teacher") if task.needs_person else say("marked by your teacher")
    if not task.needs_person and not task.by_person:
        state = say("not answered")
    score, most = points(task.score), points(task.max_score)
    return {"name": task.name, "state": state, "score": score, "max_score": most, "comment": task.comment}


def _task(task: TaskResult, counted: TaskMarks | None, exercise: Exercise, book: str) -> dict[str, Any]:
    shows = exercise.feedback
    right = task.verdict is Verdict.PASSED
    full, hints = shows in ("full", "example"), shows != "marks"
    passed = [test.name for test in task.tests if test.verdict is Verdict.PASSED]
    open_ = [test for test in task.tests if test.verdict is not Verdict.PASSED]
    return {
        "name": task.task,
        "right": right,
        "word": words.verdict(task),
        "score": points(counted.score if counted else task.score),
        "max_score": points(counted.max_score if counted else task.max_score),
        "by_person": counted is not None and counted.by_person,
        "comment": counted.comment if counted else "",
        "message": task.message if hints else "",
        "cells": [test.verdict is Verdict.PASSED for test in task.tests],
        "credit": words.credit(task),
        "worth": {test.name: points(test.worth) for test in task.tests if test.worth},
        "passed": passed,
        "open": open_ if hints else [],
        "place": task.place if shows == "full" else None,
        "also": words.also(task) if hints else "",
        "example": example(task.counterexample) if full and task.counterexample else None,
        "differs": _differs_in(task.counterexample) if full and task.counterexample else "",
        "belief": task.mistake.belief if full and task.mistake else "",
        "refuted": task.mistake.refuted if full and task.mistake else "",
        "hint": task.mistake.hint if hints and task.mistake else "",
        "read": task.mistake.address(book) if hints and task.mistake else "",
        "section": sections.title(exercise, task.mistake.read) if hints and task.mistake else "",
        "read_again": task.mistake.again if hints and task.mistake else "",
    }


def example(counterexample: Counterexample) -> list[dict[str, Any]]:
    """Arguments, expected and got, each as a named grid in HTML."""
    panels = grids.panels(counterexample)
    points = [point for panel in panels if panel.role != "argument" for _, each in panel.curves for point in each]
    return [
        {"name": panel.name, "shape": _shape(panel), "grid": grid(panel, points), "kind": panel.role}
        for panel in panels
    ]


def _shape(panel: Panel) -> str:
    if panel.table is not None:
        return panel.table.says
    return "" if panel.shape is None else " × ".join(map(str, panel.shape)) or say("one number")


def grid(panel: Panel, points: Sequence[Point] = ()) -> Markup:
    """A value as squared paper; squares that differ are marked by frame, corner and word, not by colour alone.

    `points`: of all figures beside this one, which are drawn in one frame.
    """
    if panel.table is not None:
        return _picture(panel, points) + _table(panel.table)
    if panel.text:
        return Markup('<p class="word{}">{}</p>').format(" off" if panel.off else "", _with_minus(panel.text))
    return Markup("").join(map(_plane, panel.planes))


def _plane(plane: Plane) -> Markup:
    channel = plane.place[-1] % 5 if plane.place else 5
    kernel = " kernel" if len(plane.place) > 1 else ""  # a heavier frame than an image's
    caption = Markup("<caption>[{}]</caption>").format(", ".join(map(str, plane.place))) if plane.place else ""
    rows = Markup("").join(Markup("<tr>{}</tr>").format(Markup("").join(map(_square, row))) for row in plane.rows)
    table = '<table class="grid channel-{}{}">{}<tbody>{}</tbody></table>'
    return Markup(table).format(channel, kernel, caption, rows)


def _square(square: Square) -> Markup:
    number = _with_minus(str(square.value))
    if square.off:
        return Markup('<td class="off">{}<span class="said"> {}</span></td>').format(number, say("differs"))
    return Markup("<td>{}</td>").format(number)


def _table(table: Table) -> Markup:
    """Rows with labels: a list, a dict, a table of pandas, a figure in words, a script of calls."""
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(head) for head in table.head)
    labelled = any(row.label for row in table.rows)
    corner = Markup("<td></td>") if labelled else ""
    head = Markup("<thead><tr>{}{}</tr></thead>").format(corner, heads) if table.head else ""
    rows = Markup("").join(
        Markup("<tr>{}{}</tr>").format(_row_label(row) if labelled else "", Markup("").join(map(_square, row.squares)))
        for row in table.rows
    )
    off = Markup('">')
    if table.off:
        off = Markup(' off-table"><caption class="said">{}</caption>').format(say("differs"))
    return Markup('<table class="grid labelled{}{}<tbody>{}</tbody></table>').format(off, head, rows)


def _row_label(row: Row) -> Markup:
    return Markup('<th scope="row"{}>{}</th>').format(Markup(' class="off"') if row.off else "", row.label)


def _picture(panel: Panel, points: Sequence[Point]) -> Markup:
    """What a figure shows, drawn small: lines, points and bars of its first axes, in a frame around all `points`."""
    points = points or [point for _, each in panel.curves for point in each]
    if not points or not panel.curves:
        return Markup("")
    (left, right), (low, high) = (_ends([point[axis] for point in points]) for axis in (0, 1))
    if any(kind == "bars" for kind, _ in panel.curves):
        low, high = min(low, 0.0), max(high, 0.0)

    def at(point: Point) -> tuple[float, float]:
        return 8 + 144 * (point[0] - left) / (right - left), 82 - 74 * (point[1] - low) / (high - low)

    drawn = Markup("").join(
        _curve(kind, [at(point) for point in each], at((left, 0.0))[1]) for kind, each in panel.curves
    )
    picture = '<svg class="drawn" viewBox="0 0 160 90" role="img" aria-label="{}">{}</svg>'
    return Markup(picture).format(say("what the figure shows"), drawn)


def _ends(numbers: list[float]) -> tuple[float, float]:
    low, high = min(numbers), max(numbers)
    return (low, high) if high > low else (low - 1, high + 1)


def _curve(kind: str, points: list[tuple[float, float]], ground: float) -> Markup:
    if kind == "lines":
        return Markup('<polyline points="{}"/>').format(" ".join(f"{x:.1f},{y:.1f}" for x, y in points))
    if kind == "points":
        return Markup("").join(Markup('<circle cx="{:.1f}" cy="{:.1f}" r="2.5"/>').format(*point) for point in points)
    bars = Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="bar-drawn"/>')
    return Markup("").join(bars.format(x, ground, x, y) for x, y in points)


def _with_minus(text: str) -> str:
    """Numbers with a minus sign in the place of the hyphen, as in the book."""
    return re.sub(r"(?<![\w-])-(?=\d)", "\N{MINUS SIGN}", text)


def _differs_in(counterexample: Counterexample) -> str:
    """`Your result differs in 2 of 4 cells.`, where both grids have one shape and more than one cell."""
    *_, expected, got = grids.panels(counterexample)
    if expected.table is not None and got.table is not None and expected.table.head == got.table.head != ():
        cells = [square for row in got.table.rows for square in row.squares]
        if not got.table.off and len(cells) > 1:
            return say(DIFFERS, n=sum(square.off for square in cells), all=len(cells))
        return ""
    if got.shape is None or got.shape != expected.shape or len(got.squares) < 2:
        return ""
    return say(DIFFERS, n=sum(square.off for square in got.squares), all=len(got.squares))
