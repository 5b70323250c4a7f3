"""What marking says to a student: one sentence for each way in which a call, a test or a task ends."""

import re
from collections.abc import Sequence

from autograder import words
from autograder.course.exercise import Task
from autograder.marking.values import REFUSED
from autograder.plain_text import plain
from autograder.verdict import Place, Verdict

REPEATED = "Asked the same thing again, it gives the same answer."  # the name of a test
KEEPS_STATE = "Asked the same thing twice, it gave two different answers: it keeps something between calls."
EMPTY = "This task is not answered yet: the function is empty."
STUB = "This task is not answered yet: the stub's `raise NotImplementedError` is still there."
TIMED_OUT = "The call did not come to an end in time. Is there a loop that never stops?"
OUT_OF_MEMORY = "The call asked for more memory than this exercise allows."
DIED = "The call ended the whole program instead of returning a value."


def needs_other_task(name: str) -> str:
    """The answer calls another task, whose stub is still there."""
    return f"This task calls `{plain(name)}`, which is not answered yet."


def raised(kind: str, text: str, place: Place | None) -> str:
    """An exception of the student's code; one that no line of it raised is described without its type."""
    if kind == REFUSED and text:
        return plain(_sentence(text), 400)
    if "cuda" in text.lower() or "nvidia" in text.lower():
        text += ". There is no GPU here: leave `cuda` out"
    return plain(": ".join(filter(None, [f"Raises {kind}{words.in_brackets(place)}", text])), 400)


def _sentence(text: str) -> str:
    return text if text[-1] in ".?!" else f"{text}."


def below_stub(place: Place) -> str:
    """An answer that is never reached."""
    return (
        f"Your answer stands below the stub's `raise NotImplementedError`{words.in_brackets(place)}. Delete that line."
    )


def not_allowed(what: str, place: Place | None, task: Task) -> str:
    """An operation that the task asks to build."""
    what = re.sub(r"\._\w+(?=\.)", "", what)  # scipy.signal.correlate2d, in whichever private module scipy keeps it
    asked = "this task asks you to build it yourself."
    if "layers" in task.not_allowed:
        asked = "this task is arithmetic, answer it without building or running a layer."
    return plain(f"Uses {what}{words.in_brackets(place)}: {asked}")


def not_usable(value: str) -> str:
    """The test needs another kind of value; `value` says what came back."""
    return f"The test cannot go on with what came back: {value}."


def not_runnable(verdict: Verdict) -> str:
    """The cells never came to an end, so there is nothing to call."""
    how = "do not come to an end" if verdict is Verdict.TIMED_OUT else "end the whole program"
    return f"The cells of this file {how}, so no function could be called."


def defined_twice(name: str, places: Sequence[Place | None]) -> str:
    """A function that is defined more than once; "" if it is not."""
    if len(places) < 2:
        return ""
    where = "; ".join(words.place(place) for place in places[:4])
    return f"`{name}` is defined {len(places)} times ({where}); the last one counts."
