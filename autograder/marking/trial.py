"""One hidden test on one answer: how it ended, and in which words the student reads it.

An exception while a test runs is the student's fault when the student's value caused it (FAILED), and ours when the
test itself did (NOT_GRADED); `solution` decides: it runs the same test on the right answer.
"""

import inspect
from collections.abc import Sequence

from autograder.course.exercise import Exercise, Task, whose_stub
from autograder.errors import OurFault
from autograder.marking import authors, difference, sentences, solution, testing
from autograder.marking.answering import Answering, Call
from autograder.marking.expecting import Unmet
from autograder.marking.values import identical, in_words
from autograder.plain_text import plain
from autograder.verdict import Reason, TestResult, Verdict
from autograder.wall.claims import NotAllowed, Raised, StudentFault, TimedOut


def run(
    test: testing.Test, answer: Answering, seed: bytes, tests: testing.HiddenTests, exercise: Exercise
) -> TestResult:
    """Run one hidden test; OurFault where its author's code is at fault."""
    calls_before = len(answer.log)
    try:
        test.run(answer, testing.Draw(seed, test.task, test.name))
    except Unmet as unmet:
        return TestResult(test.says, Verdict.FAILED, plain(authors.as_sentence(unmet.said, tests.patterns)))
    except StudentFault as fault:
        return ended(test.says, fault, answer)
    except OurFault:
        raise
    except Exception:
        calls = answer.log[calls_before:]
        message = blame(calls, tests, exercise.task(test.task))
        if not message and calls and solution.goes_through(test, exercise, testing.Draw(seed, test.task, test.name)):
            message = sentences.not_usable(in_words(calls[-1].value))
        if message:
            return TestResult(test.says, Verdict.FAILED, plain(message))
        with tests.authors(test.name):
            raise
    return TestResult(test.says, Verdict.PASSED)


def blame(calls: Sequence[Call], tests: testing.HiddenTests, task: Task) -> str:
    """The first of these calls that gave a wrong value, in a sentence; empty when none did."""
    if task.name not in tests.oracles or inspect.isclass(tests.oracles[task.name]):
        return ""
    for call in calls:
        if call.name != task.name:
            continue
        arguments = dict(zip(task.arguments, call.arguments, strict=False)) | call.options
        said = difference.sentence(call.value, tests.expected(task.name, arguments), task.axes, hidden=True)
        if said:
            return said
    return ""


def repeat(answer: Answering, draw: testing.Draw) -> TestResult:
    """Ask again what was asked before, in another order: an answer may not depend on what came between."""
    calls = [call for call in answer.log if call.can_be_repeated]
    for call in draw.random.sample(calls, min(3, len(calls))):
        try:
            value, _ = answer.request(call.name, call.arguments, call.options)
        except Unmet as unmet:
            return TestResult(sentences.REPEATED, Verdict.FAILED, plain(unmet.said))
        except StudentFault as fault:
            return ended(sentences.REPEATED, fault, answer)
        if not identical(value, call.value):
            return TestResult(sentences.REPEATED, Verdict.FAILED, sentences.KEEPS_STATE, Reason.KEEPS_STATE)
    return TestResult(sentences.REPEATED, Verdict.PASSED)


def ended(test: str, fault: StudentFault, answer: Answering) -> TestResult:
    """The result of a test in which a call gave no value."""
    if isinstance(fault, NotAllowed):
        place = answer.notebook.place(fault.cell, fault.line)
        return TestResult(test, Verdict.NOT_ALLOWED, sentences.not_allowed(fault.what, place, answer.task))
    if isinstance(fault, TimedOut):
        return TestResult(test, Verdict.TIMED_OUT, sentences.TIMED_OUT)
    if not isinstance(fault, Raised):
        return TestResult(test, Verdict.CRASHED, sentences.DIED)
    if fault.out_of_memory:
        return TestResult(test, Verdict.OUT_OF_MEMORY, sentences.OUT_OF_MEMORY)
    if fault.kind == "NotImplementedError":  # torch raises it too, in other words
        stub = whose_stub(fault.text)
        if not fault.text or stub == answer.task.name:
            return TestResult(test, Verdict.CRASHED, sentences.STUB, Reason.STUB)
        if stub:
            return TestResult(test, Verdict.CRASHED, sentences.needs_other_task(stub), Reason.NEEDS_OTHER_TASK)
    place = answer.notebook.place(fault.cell, fault.line)
    return TestResult(test, Verdict.CRASHED, sentences.raised(fault.kind, fault.text, place))
