"""The class at a glance: one HTML page from the records, for the teacher on Sunday evening.

First what to do on Monday and who needs a word, then pictures (one cell a student), then everybody. The page is
complete in itself: inline SVG and style, no network; a few lines of script sort the table and nothing depends on them.
Everything that came from a student's program or an LMS is escaped by the template.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from autograder import words
from autograder.classroom import outputs, report_beliefs, report_tests, requests
from autograder.classroom.export import looks
from autograder.classroom.one_student import costs_one
from autograder.classroom.report_counts import mistakes, of_task, slowest, todos
from autograder.classroom.report_people import need_a_word
from autograder.classroom.report_pictures import distribution
from autograder.classroom.settle import settler, tell_lost
from autograder.classroom.similarity import Group, near_identical
from autograder.collecting.roster import class_of, read_roster, roster_path
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.course.release import read_release, read_translations
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.language import again, say
from autograder.look import css
from autograder.marking.feedback import environment
from autograder.records import Records
from autograder.submission.notebook import find_submission, read_submission
from autograder.submission.reading import shown
from autograder.sums import StudentMarks, before_filing
from autograder.terminal import console
from autograder.verdict import FlagKind, Record, Verdict
from autograder.words import points

WORDS_SHOWN = 12  # students who need a word, before the rest is folded away
GROUPS_SHOWN = 12  # groups of near-identical answers


def run(course: Course, exercise_id: str, *, names: bool = False, db_url: str | None = None, language: str = "") -> int:
    """The command: write the page, say where it is."""
    text, records, sums, lost = report(course, exercise_id, names=names, db_url=db_url, language=language)
    path = course.classroom / "report" / f"{exercise_id}.html"
    write_atomically(path, text.encode("utf-8", "replace"))
    outputs.remember(course, exercise_id, path, sums)
    flagged = sum(bool(record.flags) for record in records)
    out = console()
    for line in looks(course, exercise_id, sums):
        out.print(line, style="look", markup=False, soft_wrap=True)
    out.print(f"{exercise_id}: {len(records)} students, {flagged} need a look: {path}", markup=False, soft_wrap=True)
    return tell_lost(lost)


def report(
    course: Course,
    exercise_id: str,
    *,
    names: bool = False,
    db_url: str | None = None,
    live: str = "",
    language: str = "",
) -> tuple[str, list[Record], list[StudentMarks], list[str]]:
    """The page, the records and marks that it was made from, and what could not be read, one line a student.

    `live`: what a page that renews itself says first; such a page only reads: no penalty and no page is brought up to
    date for it. `language`: in which it speaks, where it is not the exercise's or the course's. Raises CourseError when
    nobody has been graded.
    """
    exercise = course.exercise(exercise_id)
    with exercise.speaking(language or exercise.language or course.language):
        return _report(course, exercise, names, db_url, live)


def _report(
    course: Course, exercise: Exercise, names: bool, db_url: str | None, live: str
) -> tuple[str, list[Record], list[StudentMarks], list[str]]:
    exercise_id = exercise.id
    kept = Records(course, exercise_id)
    records, step = [record.again() for record in kept.read_all()], f"`autograder grade {exercise_id}` marks it again"
    lost = [f"classroom/records/{shown(student)}/{exercise_id}.json: damaged. {step}" for student in kept.damaged()]
    if not records:
        raise CourseError(f"classroom/records: nothing about {exercise_id}. Run `autograder grade {exercise_id}` first")
    groups = _groups(course, exercise, records, lost)
    sums = _sums(course, exercise, records, db_url, lost, settle=not live)
    scores = [marks.score for marks in sums]
    moved = report_beliefs.moved(course, exercise, records)
    asked = [
        (one.student, say("asks to look at {what} again: {says}", what=one.task or say("the marks"), says=one.says))
        for one in requests.open_ones(course, exercise_id)
    ]
    people = need_a_word(records, _before(course, exercise), moved, asked)
    page = (
        environment()
        .get_template("report.html")
        .render(
            look=css(),
            live=live,
            exercise=exercise,
            title=again(exercise.title),
            date=max(record.time for record in records)[:10],
            count=len(records),
            full=sum(record.passed for record in records),
            max_score=points(sums[0].max_score),
            median=points(statistics.median(scores)),
            mean=f"{statistics.fmean(scores):.1f}",
            todos=todos(records),
            people=people[:WORDS_SHOWN],
            more_people=people[WORDS_SHOWN:],
            distribution=distribution(scores, sums[0].max_score),
            tasks=[of_task(task.name, records) for task in exercise.tasks],
            mistakes=[mistake for mistake in mistakes(records) if mistake["count"] > 1],
            single=[mistake for mistake in mistakes(records) if mistake["count"] == 1],
            moved=moved,
            **_tests(exercise, records),
            slowest=slowest(records),
            groups=[_group(group, names) for group in groups[:GROUPS_SHOWN]],
            more_groups=len(groups) - GROUPS_SHOWN,
            masked=not names,
            waiting=sum(marks.needs_person for marks in sums),
            late=[(marks.student, words.late(marks.late_by, marks.late_penalty)) for marks in sums if marks.late_by],
            rows=[_row(record, marks, exercise.id) for record, marks in zip(records, sums, strict=True)],
            names=_names(course),
            missing=_missing(course, {record.student for record in records}),
        )
    )
    return page, records, sums, lost


def _tests(exercise: Exercise, records: Sequence[Record]) -> dict[str, Any]:
    """What the page says of the hidden tests."""
    items = report_tests.items(records)
    return {
        "tests": [(task.name, report_tests.rows(items, task.name)) for task in exercise.tasks],
        "splitting": report_tests.splitting(items),
        "doubtful": report_tests.doubtful(items),
        "percent": report_tests.percent,
    }


def _before(course: Course, exercise: Exercise) -> dict[str, tuple[str, Record]]:
    """By student: title and record of the last exercise before this one that they handed in."""
    found = {}
    for earlier in report_beliefs.earlier(course, exercise):
        for record in Records(course, earlier.id).read_all():
            found[record.student] = (again(earlier.title), record)
    return found


def _sums(
    course: Course, exercise: Exercise, records: list[Record], db_url: str | None, lost: list[str], *, settle: bool
) -> list[StudentMarks]:
    """The marks of these students; of who is not in the gradebook, what the record says."""
    with settler(course, exercise.id, db_url) as ours:
        filed = {marks.student: marks for marks in (ours.settle() if settle else ours.read())}
        lost += ours.lost
    return [filed.get(record.student) or before_filing(record, exercise.asked) for record in records]


def _groups(course: Course, exercise: Exercise, records: list[Record], lost: list[str]) -> list[Group]:
    """Near-identical answers, read from what was handed in; whose files cannot be read is added to `lost`."""
    release, translations = read_release(course, exercise.id), [*read_translations(course, exercise.id).values()]
    cells = [cell for each in (release, *translations) for cell in each.cells]
    answers: dict[str, dict[str, str]] = {task.name: {} for task in exercise.tasks}
    stubs = {cell.source for cell in cells}
    for record in records:
        if any(flag.kind is FlagKind.UNREADABLE for flag in record.flags):
            continue  # the page says so, and there are no answers to compare
        folder = course.classroom / "submitted" / record.student / exercise.id
        with costs_one(f"submitted/{shown(record.student)}/{exercise.id}", lost.append):
            path, _ = find_submission(folder, exercise.id)
            for cell in read_submission(path, release, translations=translations).cells:
                if cell.grade_id in answers and cell.source not in stubs:
                    answers[cell.grade_id][record.student] = cell.source
    given = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    groups, without = near_identical(answers, given)
    lost += [f"submitted/{shown(student)}/{exercise.id}: takes too long to compare with others" for student in without]
    return groups


def _group(group: Group, names: bool) -> dict[str, Any]:
    who = ", ".join(group.students) if names else say("{n} students", n=len(group.students))
    heads = group.students[:2] if names else (say("one of them"), say("another"))
    return {"who": who, "heads": heads, "group": group}


def _row(record: Record, marks: StudentMarks, exercise_id: str) -> dict[str, Any]:
    return {
        "student": record.student,
        "feedback": f"../feedback/{quote(record.student)}/{exercise_id}/{exercise_id}.html",
        "score": points(marks.score),
        "late": words.late(marks.late_by, marks.late_penalty),
        "tasks": [
            {
                "word": words.ended(task),
                "right": task.verdict is Verdict.PASSED,
                "score": points(task.score),
                "mistake": task.mistake.id.replace("_", " ") if task.mistake else "",
            }
            for task in record.tasks
        ],
        "seconds": f"{record.seconds:.1f}",
        "look": len(record.flags),
        "notes": len(record.notes),
    }


def _missing(course: Course, graded: set[str]) -> list[str]:
    """Who is on the class list and has no record."""
    try:
        return sorted({person.student for person in class_of(course)} - graded)
    except CourseError:
        return []


def _names(course: Course) -> dict[str, str]:
    """What the roster calls the students, where it knows them by another name than their id."""
    path = roster_path(course.classroom)
    try:
        people = read_roster(path) if Path(path).exists() else []
    except CourseError:
        return {}  # the commands that need the roster say that it is damaged
    return {person.student: person.name for person in people if person.name and person.name != person.student}
