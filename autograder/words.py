"""The words for facts of a record, the same on every page, table and terminal."""

from datetime import timedelta

from autograder.verdict import Flag, FlagKind, Place, TaskResult, Verdict, WrongLine

VERDICTS = {
    Verdict.PASSED: "right",
    Verdict.FAILED: "not yet",
    Verdict.CRASHED: "stops",
    Verdict.TIMED_OUT: "too slow",
    Verdict.OUT_OF_MEMORY: "too large",
    Verdict.NOT_ALLOWED: "not allowed",
    Verdict.MISSING: "missing",
    Verdict.NOT_GRADED: "not graded",
}
OPEN = "open"  # a task that nobody has answered, however its stub ends
EVERY_VERDICT = (*VERDICTS.values(), OPEN)


def verdict(task: TaskResult) -> str:
    """How a task ended, in one or two words for student and teacher."""
    return VERDICTS[task.verdict] if task.answered else OPEN


def ended(task: TaskResult) -> str:
    """How a task ended, and what it earns where that is a part of its points: `not yet 2.4`."""
    return verdict(task) + (f" {points(task.score)}" if 0 < task.score < task.max_score else "")


def credit(task: TaskResult) -> str:
    """What the tests that pass earn, in a sentence; "" where a task is worth all or nothing, or is right."""
    if not task.by_tests or task.verdict is Verdict.PASSED:
        return ""
    passed = [test for test in task.tests if test.verdict is Verdict.PASSED and test.worth]
    if passed and not task.score:
        return "Tests that pass earn nothing here."
    return f"The tests that pass earn {points(task.score)} of {points(task.max_score)} points."


def points(value: float) -> str:
    """6.0 as 6, 2.5 as 2.5, two decimals at most."""
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".")


def how_long(time: timedelta) -> str:
    """`1 d 3 h`, `3 h 5 min`, `5 min`."""
    days, hours, minutes = time.days, time.seconds // 3600, time.seconds % 3600 // 60
    return f"{days} d {hours} h" if days else f"{hours} h {minutes} min" if hours else f"{minutes} min"


def late(by: timedelta, penalty: float) -> str:
    """`1 d 3 h late, −2`; "" for who was in time."""
    return f"{how_long(by)} late, \N{MINUS SIGN}{points(penalty)}" if by else ""


def flag(flag: Flag) -> str:
    """Why the teacher should look at a submission."""
    if flag.kind is FlagKind.UNREADABLE:
        return flag.message
    if flag.kind is FlagKind.NO_FUNCTION:
        return "No function of this exercise is in the file: is it the right notebook?"
    return f"{flag.task}: {flag.kind}: {flag.message}"


def place(place: Place | None) -> str:
    """`cell 3, line 2` in a notebook, `line 27` in a Python file; "" for no place."""
    if place is None:
        return ""
    if place.given:
        return "the given code"
    return f"line {place.line}" if place.cell is None else f"cell {place.cell}, line {place.line}"


def wrong_line(line: WrongLine) -> str:
    """`Look at cell 3, line 2`; or behind it."""
    return f"Look {'behind' if line.is_missing else 'at'} {place(line.at)}"


def proof(line: WrongLine) -> str:
    """Why that line can be trusted. The edit itself is not shown: it would be the answer."""
    others = sorted({*line.also} - {line.at.line})
    also = " and ".join(filter(None, [", ".join(map(str, others[:-1])), *map(str, others[-1:])]))
    also = f"line{'s' * (len(others) > 1)} {also}" if others else ""
    if line.is_missing:
        return f"Something is missing there{f', and {also} must change' if also else ''}; then all tests pass."
    if line.edits == 1:
        return "With a change in this line all tests pass."
    if not line.also:
        return f"With {line.edits} changes, the first of them in this line, all tests pass."
    return f"With {line.edits} changes, in this line{f' and in {also}' if also else ''}, all tests pass."


def in_brackets(where: Place | None) -> str:
    """The place behind what is said of it: ` (cell 3, line 2)`; "" for no place."""
    return f" ({place(where)})" if where else ""
