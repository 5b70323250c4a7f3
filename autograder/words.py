"""The words for facts of a record, the same on every page, table and terminal."""

from datetime import timedelta

from autograder.language import again, in_a_row, listed, phrase, say, say_count
from autograder.verdict import Flag, FlagKind, Place, TaskResult, Verdict, WrongLine

VERDICTS = {
    Verdict.PASSED: phrase("right"),
    Verdict.FAILED: phrase("not yet"),
    Verdict.CRASHED: phrase("stops"),
    Verdict.TIMED_OUT: phrase("too slow"),
    Verdict.OUT_OF_MEMORY: phrase("too large"),
    Verdict.NOT_ALLOWED: phrase("not allowed"),
    Verdict.MISSING: phrase("missing"),
    Verdict.NOT_GRADED: phrase("not graded"),
}
MOST_ALSO = 3  # sentences on what else is missing: nobody mends more at a time
OPEN = phrase("open")  # a task that nobody has answered, however its stub ends


def every_verdict() -> list[str]:
    """All words for how a task may end."""
    return [again(word) for word in (*VERDICTS.values(), OPEN)]


def verdict(task: TaskResult) -> str:
    """How a task ended, in one or two words for student and teacher."""
    return again(VERDICTS[task.verdict] if task.answered else OPEN)


def ended(task: TaskResult) -> str:
    """How a task ended, and what it earns where that is a part of its points: `not yet 2.4`."""
    return verdict(task) + (f" {points(task.score)}" if 0 < task.score < task.max_score else "")


def credit(task: TaskResult) -> str:
    """What the tests that pass earn, in a sentence; "" where a task is worth all or nothing, or is right."""
    if not task.by_tests or task.verdict is Verdict.PASSED:
        return ""
    passed = [test for test in task.tests if test.verdict is Verdict.PASSED and test.worth]
    if passed and not task.score:
        return say("Tests that pass earn nothing here.")
    score, most = points(task.score), points(task.max_score)
    return say("The tests that pass earn {score} of {most} points.", score=score, most=most)


def points(value: float) -> str:
    """6.0 as 6, 2.5 as 2.5, two decimals at most."""
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".")


def how_long(time: timedelta) -> str:
    """`1 d 3 h`, `3 h 5 min`, `5 min`."""
    days, hours, minutes = time.days, time.seconds // 3600, time.seconds % 3600 // 60
    if days:
        return say("{days} d {hours} h", days=days, hours=hours)
    if hours:
        return say("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return say("{minutes} min", minutes=minutes)


def late(by: timedelta, penalty: float) -> str:
    """`1 d 3 h late, −2`; "" for who was in time."""
    return say("{time} late, −{points}", time=how_long(by), points=points(penalty)) if by else ""


def flag(flag: Flag) -> str:
    """Why the teacher should look at a submission."""
    if flag.kind is FlagKind.UNREADABLE:
        return again(flag.message)
    if flag.kind is FlagKind.NO_FUNCTION:
        return say("No function of this exercise is in the file: is it the right notebook?")
    return say(
        "{task}: {kind}: {message}", task=flag.task, kind=again(VERDICTS[Verdict(flag.kind)]), message=flag.message
    )


def place(place: Place | None) -> str:
    """`cell 3, line 2` in a notebook, `line 27` in a Python file; "" for no place."""
    if place is None:
        return ""
    if place.given:
        return say("the given code")
    if place.cell is None:
        return say("line {line}", line=place.line)
    return say("cell {cell}, line {line}", cell=place.cell, line=place.line)


def wrong_line(line: WrongLine) -> str:
    """`Look at cell 3, line 2`; or behind it."""
    pattern = phrase("Look behind {place}") if line.is_missing else phrase("Look at {place}")
    return say(pattern, place=place(line.at))


def proof(line: WrongLine) -> str:
    """Why that line can be trusted. The edit itself is not shown: it would be the answer."""
    others = sorted({*line.also} - {line.at.line})
    also = others and say_count("line {lines}", "lines {lines}", len(others), lines=listed(map(str, others)))
    if line.is_missing and also:
        return say("Something is missing there, and {lines} must change; then all tests pass.", lines=also)
    if line.is_missing:
        return say("Something is missing there; then all tests pass.")
    if line.edits == 1:
        return say("With a change in this line all tests pass.")
    if not line.also:
        return say("With {n} changes, the first of them in this line, all tests pass.", n=line.edits)
    if not also:
        return say("With {n} changes, in this line, all tests pass.", n=line.edits)
    return say("With {n} changes, in this line and in {lines}, all tests pass.", n=line.edits, lines=also)


def also(task: TaskResult) -> str:
    """What else is missing, in few sentences; where no belief is named, they are all that is known. "" for nothing."""
    said = in_a_row(*task.also[:MOST_ALSO])
    return say("Also: {said}", said=said) if said and task.mistake else again(said)


def in_brackets(where: Place | None) -> str:
    """The place behind what is said of it: ` (cell 3, line 2)`; "" for no place."""
    return say(" ({place})", place=place(where)) if where else ""
