"""What the page says of one answer: the smallest question that it gets wrong, or that all are right.

`verdict` never guesses: an operation that the small torch does not know, or an error that real Python might not raise,
gives the verdict "unknown".
"""

from small_torch import errors

from judging import beliefs, prompts, reading, tokens
from judging.answer import Answer, Unknown, unanswered
from judging.failing import describe, is_certain
from judging.language import say
from judging.sentences import sentence
from judging.smallest import smallest
from judging.values import Raises, from_json, in_words, same, to_data

MANY_STEPS = 10  # more steps for a larger image than this, and a loop walks over it


def verdict(task, text, report=lambda count: None):
    """The verdict on one answer, as a dictionary for JSON; `report` hears after each call that it is alive."""
    result = {
        "verdict": "",
        "message": "",
        "line": None,
        "counterexample": None,
        "belief": None,
        "printed": "",
        "tried": 0,
        "note": "",
    }
    try:
        answer = Answer(text, task, task.get("before", ()))
    except tokens.Wrong as wrong:
        return _said(result, "crashed", _line(wrong.line) + wrong.text, wrong.line)
    except tokens.Unsure as unsure:
        return _said(result, "unknown", str(unsure))
    except errors.UnknownHere as unknown:
        return _said(result, "unknown", str(unknown))
    except SyntaxError as error:
        return _syntax(result, error, text)
    except MemoryError:
        return _said(result, "unknown", say("so much memory"))
    except Exception as error:
        return _at_the_top(result, error, text)
    except BaseException as error:  # SystemExit and its like
        return _said(result, "unknown", say("how to end with {0}", type(error).__name__))
    result["printed"], result["note"] = answer.printed.text, answer.note
    if answer.failed:
        result["note"] = _all_the_same(answer.failed)
    if errors.unknown:
        return _said(result, "unknown", errors.unknown[0])
    name = task["name"]
    if not callable(answer.names.get(name)):
        return _no_function(result, answer, name)
    report(0)
    try:
        _judge(result, task, answer, report)
    except Unknown as unknown:
        _said(result, "unknown", str(unknown))
    except MemoryError:
        _said(result, "unknown", say("so much memory"))
    except RuntimeError:  # a list that holds itself
        _said(result, "unknown", say("a value of such depth"))
    result["printed"] = answer.printed.text
    return result


def _no_function(result, answer, name):
    if name not in answer.names:
        return _said(result, "crashed", say("There is no function `{0}` any more. Is its name spelt like that?", name))
    return _said(result, "crashed", say("`{0}` is no function, but {1}.", name, in_words(answer.names[name])))


def _all_the_same(error):
    """A statement outside the function failed."""
    kind, words, line, _ = describe(error)
    return say("{0}{1}: {2}. What stands below ran all the same.", _line(line), kind, words)


def _said(result, verdict, message, line=None):
    result["verdict"], result["message"], result["line"] = verdict, message, line
    return result


def _syntax(result, error, text):
    line = describe(error)[2] or 1
    clean = prompts.without_magics(prompts.without_prompts(text)[0])
    if reading.may_be_newer(clean, line) or "import *" in text:
        return _said(result, "unknown", say("how line {0} is written", line))
    return _said(result, "crashed", _line(line) + say("Python does not understand this line."), line)


def _at_the_top(result, error, text):
    if not is_certain(error, [text]):
        return _said(result, "unknown", "%s: %s" % (type(error).__name__, error))
    kind, words, line, _ = describe(error)
    return _said(result, "crashed", _line(line) + "%s: %s" % (kind, words), line)


def _line(line):
    return say("Line {0}: ", line) if line else ""


def _judge(result, task, answer, report):
    found = smallest(task, answer, report, result)
    if found is not None:
        _wrong(result, task, found)
        if not isinstance(found[2], Raises):
            result["belief"] = _belief(task, answer, report)
        return
    if task["constant_work"] and not _work_is_constant(result, task, answer, report):
        return
    if _asked_again(task, answer) is not None:
        _said(
            result,
            "failed",
            say("Asked the same thing twice, it gave two different answers: it keeps something between calls."),
        )
        return
    _said(result, "passed", "")


def _belief(task, answer, report):
    """The belief that explains a wrong answer, if the page knows exactly one."""

    def ask(question):
        arguments = {name: from_json(value) for name, value in question["arguments"].items()}
        report(0)
        return arguments, from_json(question["expected"]), answer.ask(question["call"], arguments)

    printed = answer.printed.text
    try:
        return beliefs.named(task, ask)
    except Unknown:
        return None
    finally:
        answer.printed.text = printed


def _unanswered(task, said):
    """The words of the grader for a stub that nobody has replaced, in this task or in one that it calls."""
    other = said[len("write ") : -len(" here")]
    if other == task["name"]:
        return say("This task is not answered yet: the stub's `raise NotImplementedError` is still there.")
    return say("This task calls `{0}`, which is not answered yet.", other)


def _wrong(result, task, found):
    arguments, expected, got = found
    if isinstance(got, Raises):
        if got.kind == "NotAllowedError":
            name = got.text[: got.text.find(" is not")]
            said = say("{0} is not allowed in this task. Build it yourself.", name)
            return _said(result, "failed", _line(got.line) + said, got.line)
        if unanswered(got):
            return _said(result, "crashed", _unanswered(task, got.text))
    if isinstance(got, Raises) and not isinstance(expected, Raises):
        _said(result, "crashed", _line(got.line) + "%s: %s" % (got.kind, got.text), got.line)
    else:
        _said(
            result,
            "failed",
            sentence(got, expected, task["axes"]),
            getattr(got, "line", None) if isinstance(got, Raises) else None,
        )
    result["counterexample"] = {
        "arguments": {name: to_data(value) for name, value in arguments.items()},
        "expected": to_data(expected),
        "got": to_data(got),
    }
    return result


def _asked_again(task, answer):
    """A question that gets another answer the second time; None if there is none."""
    for question in task["questions"][::7]:
        arguments = {name: from_json(value) for name, value in question["arguments"].items()}
        if not same(answer.ask(question["call"], arguments), from_json(question["expected"])):
            return question
    return None


def _work_is_constant(result, task, answer, report):
    """Whether as many steps are made for a high or a wide image as for a small one."""
    question = [each for each in task["questions"] if not each["small"]][0]
    arguments = {name: from_json(value) for name, value in question["arguments"].items()}
    image = task["arguments"][0]
    steps = []
    for rows, columns in ((1, 1), (5, 1), (1, 5)):
        larger = dict(arguments)
        larger[image] = arguments[image].repeat(1, rows, columns)
        answer.ask(question["call"], larger)
        answer.ask(question["call"], larger)
        steps.append(errors.work[0])
        report(0)
    if max(steps[1:]) <= steps[0] + MANY_STEPS:
        return True
    _said(
        result,
        "failed",
        say(
            "The values are right, but a larger image takes more steps ({0}, then {1}): somewhere a loop still walks "
            "over rows, columns or pixels of the image.",
            steps[0],
            max(steps[1:]),
        ),
    )
    return False
