"""`autograder history`: how a student's sum came about, line by line, and what each run of `grade` moved in a class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from autograder import words
from autograder.classroom.history import Cause, Entry, History, Log
from autograder.classroom.settle import settler, tell_lost
from autograder.course.course import Course
from autograder.errors import WrongUse
from autograder.submission.reading import shown
from autograder.sums import StudentMarks
from autograder.terminal import console
from autograder.words import points

ONE_GO = 15  # minutes between two marks of one person that are shown as one step
ARROW, MINUS = "\N{RIGHTWARDS ARROW}", "\N{MINUS SIGN}"


def run(course: Course, exercise_id: str, student: str | None, db_url: str | None = None) -> int:
    """The command: the history of one student, or the runs of the whole class; 1 where a line cannot be read."""
    with settler(course, exercise_id, db_url) as ours:
        settled = {marks.student: marks for marks in ours.settle([student] if student else ())}
        lost = list(ours.lost)
    history = History(course, exercise_id)
    if student is None:
        _show_runs(history)
        return tell_lost([*lost, *(line for who in history.students() for line in _damage(history, who))])
    log = history.read(student)
    if not log.entries and student not in settled and not log.damaged:
        raise WrongUse(f"{exercise_id}: nothing is known of '{shown(student)}'. `autograder roster` lists ids")
    show(log, settled.get(student))
    return tell_lost([*lost, *_damage(history, student)])


def show(log: Log, marks: StudentMarks | None) -> None:
    """A line an entry, and last how the sum follows from its parts."""
    for before, entry in _steps(log.entries):
        line = f"{when(entry.time)}  {points(entry.score):>5}  {what(before, entry)}"
        console().print(line, markup=False, soft_wrap=True)
    if marks is not None:
        console().print(follows(marks), markup=False, soft_wrap=True)


def _steps(entries: Sequence[Entry]) -> Iterator[tuple[Entry | None, Entry]]:
    """Entries, each with the one before it; what one person marks in one go (a rubric, item by item) is one step."""
    before: Entry | None = None
    for entry, after in zip(entries, (*entries[1:], None), strict=True):
        goes_on = (
            after is not None
            and entry.cause is after.cause is Cause.HAND
            and entry.by == after.by != ""
            and 0 <= _minutes(entry, after) < ONE_GO
        )
        if after is not None and goes_on:
            continue
        yield before, replace(entry, ticked=_ticked_since(before, entry, entries))
        before = entry


def _ticked_since(before: Entry | None, entry: Entry, entries: Sequence[Entry]) -> dict[str, tuple[str, ...]]:
    start = entries.index(before) + 1 if before is not None else 0
    upto = Log(tuple(entries[: entries.index(entry) + 1]))
    named = {name for each in entries[start : entries.index(entry) + 1] for name in each.ticked}
    return {name: items for name in named if (items := upto.ticked(name))}


def _minutes(earlier: Entry, later: Entry) -> float:
    try:
        return (datetime.fromisoformat(later.time) - datetime.fromisoformat(earlier.time)).total_seconds() / 60
    except (ValueError, TypeError):
        return ONE_GO


def follows(marks: StudentMarks) -> str:
    """`6 + 4 + 1.5 = 11.5, 16 h 0 min late −1.15: 10.35 of 12`."""
    parts = [points(task.score) for task in marks.tasks] or ["0"]
    total = " + ".join(parts) + (f" = {points(marks.points)}" if len(parts) > 1 else "")
    late = f", {words.late(marks.late_by, marks.late_penalty)}" if marks.late_by else ""
    waits = [task.name for task in marks.tasks if task.needs_person]
    still = f"; {', '.join(waits)} wait{'s' if len(waits) == 1 else ''} for a person" if waits else ""
    return f"{total}{late}: {points(marks.score)} of {points(marks.max_score)}{still}"


def what(before: Entry | None, entry: Entry) -> str:
    """What happened, in words, and what it changed."""
    changes = ", ".join(_changes(before, entry))
    return _cause(entry) + (f": {changes}" if changes else "")


def _cause(entry: Entry) -> str:
    why = entry.why
    by = f" ({entry.by})" if entry.by else ""
    said = {
        Cause.FOUND: "older than this log",
        Cause.GRADED: "graded",
        Cause.REGRADED: f"graded again, {why}" if why else "graded again",
        Cause.TAKEN_BACK: f"taken back: {why}" if why else "taken back",
        Cause.HAND: "marked by hand",
        Cause.EXTENSION: why or "extension",
        Cause.LATE: "late work",
        Cause.ELSEWHERE: "changed in the gradebook",
        Cause.ASKED: f"asked: {why}" if why else "asked to look again",
        Cause.ANSWERED: f"answered: {why}" if why else "answered",
    }
    return said[entry.cause] + by


def _changes(before: Entry | None, entry: Entry) -> Iterator[str]:
    """Each mark that is another one than before, and what lateness costs."""
    was = before.parts if before else {}
    for name, part in entry.parts.items():
        old = was.get(name)
        if old == part and name not in entry.ticked:
            continue
        items = f" ({', '.join(entry.ticked[name])})" if entry.ticked.get(name) else ""
        waits = part.auto is None and part.manual is None and not part.score
        now = "waits" if waits else points(part.score)
        if old is None:
            yield f"{name} {now}{items}" if waits else f"{name} {now} of {points(part.max_score)}{items}"
        elif old.max_score != part.max_score:
            yield f"{name} {points(old.score)} of {points(old.max_score)} {ARROW} {now} of {points(part.max_score)}"
        elif old.score != part.score:
            yield f"{name} {points(old.score)} {ARROW} {now}{items}"
        elif part.manual is not None and old.auto != part.auto:
            yield f"{name} stays {now} by hand"
        else:
            yield f"{name} {now}{items}"
    yield from (f"{name} is gone" for name in was if name not in entry.parts)
    yield from _lateness(before, entry)


def _lateness(before: Entry | None, entry: Entry) -> Iterator[str]:
    old = (before.late, before.penalty) if before else (0.0, 0.0)
    if old == (entry.late, entry.penalty):
        return
    now = words.late(timedelta(seconds=entry.late), entry.penalty) or "in time"
    yield f"{now}, before {MINUS}{points(old[1])}" if old[0] else now


def when(time: str) -> str:
    """A time of the log, on this machine's clock."""
    try:
        return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return time


def _show_runs(history: History) -> None:
    """The runs that moved marks: when, why, how many students and points."""
    moved: dict[str, list[tuple[str, Entry, float]]] = defaultdict(list)
    for student in history.students():
        entries = history.read(student).entries
        for before, entry in zip((None, *entries), entries, strict=False):
            if entry.run and before is not None:
                moved[entry.run].append((student, entry, entry.score - before.score))
    out = console()
    for run, rows in sorted(moved.items()):
        more, less = (sum(1 for *_, by in rows if by * sign > 0) for sign in (1, -1))
        out.print(f"{run}  {more} up, {less} down  {_reasons(rows)}", markup=False, soft_wrap=True)
    if not moved:
        out.print("No run has changed a mark that was there.")
    out.print("One student: autograder history EXERCISE STUDENT", style="dim")


def _reasons(rows: Sequence[tuple[str, Entry, float]]) -> str:
    return "; ".join(dict.fromkeys(_cause(entry) for _, entry, _ in rows))


def _damage(history: History, student: str) -> list[str]:
    """One line a log that has lines that cannot be read."""
    damaged, path = history.read(student).damaged, history.path(student)
    if not damaged:
        return []
    lines = ", ".join(map(str, damaged))
    where = f"classroom/records/{shown(student)}/{path.name}"
    said = f"{where}: line {lines} cannot be read: cut off, or not ours. It is left as it is, all others count"
    return [f"{said}; marks are in the gradebook"]
