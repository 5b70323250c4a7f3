"""What marking says to a student: one sentence for each way in which a call, a test or a task ends."""

import re
from collections.abc import Sequence

from autograder import words
from autograder.course.exercise import Task
from autograder.language import as_sentence, in_a_row, listed, phrase, say
from autograder.marking.values import REFUSED
from autograder.plain_text import plain
from autograder.verdict import Place, Verdict

REPEATED = phrase("Asked the same thing again, it gives the same answer.")  # the name of a test
KEEPS_STATE = phrase("Asked the same thing twice, it gave two different answers: it keeps something between calls.")
EMPTY = phrase("This task is not answered yet: the function is empty.")
SALVAGED = phrase(
    "In Jupyter nothing of this cell would run; the functions in it that can be read were taken all the same."
)
STUB = phrase("This task is not answered yet: the stub's `raise NotImplementedError` is still there.")
TIMED_OUT = phrase("The call did not come to an end in time. Is there a loop that never stops?")
OUT_OF_MEMORY = phrase("The call asked for more memory than this exercise allows.")
DIED = phrase("The call ended the whole program instead of returning a value.")


def needs_other_task(name: str) -> str:
    """The answer calls another task, whose stub is still there."""
    return say("This task calls `{name}`, which is not answered yet.", name=plain(name))


def raised(kind: str, text: str, place: Place | None) -> str:
    """An exception of the student's code; one that no line of it raised is described without its type."""
    if kind == REFUSED and text:
        return plain(as_sentence(text), 400)
    said = say("Raises {kind}{where}", kind=kind, where=words.in_brackets(place))
    return plain(say("{said}: {text}", said=said, text=text) if text else said, 400)


def because(said: str, why: str) -> str:
    """What happened, and the sentence that says why; `why` may be ""."""
    return plain(in_a_row(as_sentence(said), why)) if why else said


def below_stub(place: Place) -> str:
    """An answer that is never reached."""
    where = words.in_brackets(place)
    return say("Your answer stands below the stub's `raise NotImplementedError`{where}. Delete that line.", where=where)


def stub_beside(name: str, place: Place | None) -> str:
    """The stub is still there, and a function that may be the answer, under another name."""
    where = words.in_brackets(place)
    pattern = phrase("{stub} If `{name}`{where} is your answer, give it the name of the task.")
    return say(pattern, stub=say(STUB), name=name, where=where)


def not_allowed(what: str, place: Place | None, task: Task) -> str:
    """An operation that the task asks to build."""
    what = re.sub(r"\._\w+(?=\.)", "", what)  # scipy.signal.correlate2d, in whichever private module scipy keeps it
    pattern = phrase("Uses {what}{where}: this task asks you to build it yourself.")
    if "layers" in task.not_allowed:
        pattern = phrase("Uses {what}{where}: this task is arithmetic, answer it without building or running a layer.")
    return plain(say(pattern, what=what, where=words.in_brackets(place)))


def not_usable(value: str) -> str:
    """The test needs another kind of value; `value` says what came back."""
    return say("The test cannot go on with what came back: {value}.", value=value)


def not_runnable(verdict: Verdict) -> str:
    """The cells never came to an end, so there is nothing to call."""
    if verdict is Verdict.TIMED_OUT:
        return say("The cells of this file do not come to an end, so no function could be called.")
    return say("The cells of this file end the whole program, so no function could be called.")


def defined_twice(name: str, places: Sequence[Place | None]) -> str:
    """A function that is defined more than once; "" if it is not."""
    if len(places) < 2:
        return ""
    where = listed([words.place(place) for place in places[:4]], "{before}; {item}", "{before}; {item}")
    return say("`{name}` is defined {n} times ({where}); the last one counts.", name=name, n=len(places), where=where)
