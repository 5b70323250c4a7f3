"""Several exercises at once: grade, report and export all, with each student's total of the course.

The total is the sum of what counts in each exercise, lateness and marks of a person included; an exercise that somebody
did not hand in adds nothing, and its cell stays blank.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from autograder.classroom import export, outputs, report
from autograder.classroom.formats import FORMATS, Class
from autograder.classroom.report_pictures import distribution
from autograder.classroom.settle import tell_lost
from autograder.collecting.people import Person
from autograder.course.course import Course
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.language import say, speaking
from autograder.look import css
from autograder.marking.feedback import environment
from autograder.sums import StudentMarks, TaskMarks
from autograder.terminal import console
from autograder.words import points

COURSE = "course"  # names the files of the total; an exercise of this name would be written over


def each(course: Course, wanted: list[str], run: Callable[[str], int]) -> int:
    """Run a command for each of these exercises; the highest exit status. What stops one does not stop the others."""
    status = 0
    for exercise_id in wanted:
        console().print(f"\n{exercise_id}", style="bold", markup=False)
        try:
            status = max(status, run(exercise_id))
        except CourseError as error:
            console().print(f"left out: {error}", style="look", markup=False, soft_wrap=True)
            status = max(status, error.exit_status)
    return status


def handed_in(course: Course) -> list[str]:
    """The exercises of which somebody has handed something in; CourseError where there is none."""
    found = [name for name in course.exercise_ids() if any((course.classroom / "submitted").glob(f"*/{name}"))]
    if not found:
        raise CourseError("classroom/submitted: nobody has handed in. Use `autograder collect`, or put files there")
    return found


def run_report(course: Course, *, names: bool = False, db_url: str | None = None, language: str = "") -> int:
    """`autograder report --all`: a page for each exercise, and one for the course."""
    classes = read_all(course, db_url)
    status = each(
        course,
        [people.exercise_id for people in classes],
        lambda exercise_id: report.run(course, exercise_id, names=names, db_url=db_url, language=language),
    )
    path = course.classroom / "report" / f"{COURSE}.html"
    with speaking(language or course.language):
        write_atomically(path, page(course, classes).encode("utf-8", "replace"))
    _remember(course, path, classes)
    total = together(course, classes)
    console().print(f"\n{_counted(classes, total)}: {path}", markup=False, soft_wrap=True)
    return status


def run_export(course: Course, *, to: str, output: Path | None = None, db_url: str | None = None) -> int:
    """`autograder export --all`: one file with the total; the plain one has a column for each exercise."""
    form, classes = FORMATS[to], read_all(course, db_url)
    if form.text is not None:  # a file that holds each exercise by itself
        ids = [people.exercise_id for people in classes]
        return each(course, ids, lambda one: export.run(course, one, to=to, output=output, db_url=db_url))
    total = together(course, classes)
    path = output or course.classroom / "export" / f"{COURSE}.{form.ending}"
    write_atomically(path, export.as_text(to, total, path).encode(form.encoding))
    _remember(course, path, classes)
    out = console()
    for people in classes:
        for line in export.looks(course, people.exercise_id, [marks for _, marks in people.students if marks]):
            out.print(f"{people.exercise_id}: {line}", style="look", markup=False, soft_wrap=True)
    for line in form.warnings(total):
        out.print(line, style="look", markup=False, soft_wrap=True)
    for line in form.hints(total):
        out.print(line, markup=False, soft_wrap=True)
    out.print(f"{_counted(classes, total)}: {path}", markup=False, soft_wrap=True)
    return tell_lost(line for people in classes for line in people.lost)


def read_all(course: Course, db_url: str | None = None) -> list[Class]:
    """The marks of every exercise that has some."""
    classes = [export.read_class(course, exercise_id, db_url) for exercise_id in course.exercise_ids()]
    graded = [people for people in classes if any(marks for _, marks in people.students)]
    if not graded:
        raise CourseError("no marks in the gradebook. Run `autograder grade --all` first")
    return graded


def together(course: Course, classes: list[Class]) -> Class:
    """The whole course as one class, in which each exercise is a task."""
    people: dict[str, Person] = {}
    cells: dict[str, list[TaskMarks]] = {}
    for of_one in classes:
        for person, marks in of_one.students:
            people.setdefault(person.student, person)
            if marks:
                cell = TaskMarks(
                    of_one.exercise_id,
                    marks.score,
                    None,
                    marks.score,
                    marks.max_score,
                    marks.needs_person,
                    marks.look_again,
                )
                cells.setdefault(person.student, []).append(cell)
    most = sum(of_one.max_score for of_one in classes)
    students = [
        (person, StudentMarks(name, tuple(cells[name]), most) if name in cells else None)
        for name, person in sorted(people.items())
    ]
    return Class(COURSE, course.title or say("Course total"), most, students, of_exercises=True)


def page(course: Course, classes: list[Class]) -> str:
    """The course at a glance: everybody, what each exercise gave, and the total."""
    total = together(course, classes)
    scores = [marks.score for _, marks in total.students if marks]
    return (
        environment()
        .get_template("course_report.html")
        .render(
            look=css(),
            title=total.title,
            count=len(scores),
            max_score=points(total.max_score),
            median=points(statistics.median(scores)),
            mean=f"{statistics.fmean(scores):.1f}",
            distribution=distribution(scores, total.max_score),
            exercises=[_column(people) for people in classes],
            rows=list(_rows(total, [people.exercise_id for people in classes])),
        )
    )


def _column(people: Class) -> dict[str, Any]:
    scores = [marks.score for _, marks in people.students if marks]
    return {
        "id": people.exercise_id,
        "title": people.title,
        "report": f"{quote(people.exercise_id)}.html",
        "handed_in": len(scores),
        "median": points(statistics.median(scores)),
        "max_score": points(people.max_score),
        "full": sum(score >= people.max_score for score in scores),
    }


def _rows(total: Class, exercises: list[str]) -> Iterator[dict[str, Any]]:
    for person, marks in total.students:
        cells = {cell.name: cell for cell in marks.tasks} if marks else {}
        yield {
            "student": person.student,
            "name": person.name,
            "score": points(marks.score) if marks else "",
            "waits": any(cell.needs_person for cell in cells.values()),
            "cells": [points(cells[name].score) if name in cells else "" for name in exercises],
        }


def _counted(classes: list[Class], total: Class) -> str:
    marked = sum(marks is not None for _, marks in total.students)
    exercises = f"{len(classes)} exercise{'s' if len(classes) > 1 else ''}"
    return (
        f"{exercises}, {marked} of {len(total.students)} students with marks, {points(total.max_score)} points in all"
    )


def _remember(course: Course, path: Path, classes: list[Class]) -> None:
    for people in classes:
        outputs.remember(course, people.exercise_id, path, [marks for _, marks in people.students if marks], part=True)
