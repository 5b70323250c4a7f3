"""Runs a reader's answer in the page: the smallest question that it gets wrong, or that all are right.

`verdict` never guesses: an operation that the small torch does not know, or an error that real Python might not raise,
gives the verdict "unknown".
"""

from small_torch import errors, layers, modules
from small_torch.tensor import Tensor, grad_enabled, make, values

from judging import beliefs, reading
from judging.failing import MICROPYTHON, describe, is_certain, reader_functions
from judging.references import BY_NAME
from judging.sentences import sentence
from judging.values import Changes, Raises, copied, from_json, same, to_data, unchanged

MOST_PRINTED = 4000  # characters
MANY_STEPS = 10  # more steps for a larger image than this, and a loop walks over it


class Unknown(Exception):
    """The page cannot say."""


class Printed:
    """What the answer prints at its top and in its last call, cut off where nobody reads on."""

    def __init__(self):
        self.text, self.top, self.cut = "", "", False

    def keep_top(self):
        self.top = self.text

    def new_call(self):
        self.text, self.cut = self.top, False

    def print(self, *values, sep=" ", end="\n", file=None, flush=False):
        if not self.cut:
            self.text += sep.join([str(value) for value in values]) + end
            if len(self.text) > MOST_PRINTED:
                self.text, self.cut = self.text[:MOST_PRINTED] + "\n… (more was printed)", True


class Answer:
    """The reader's text, run once; its functions can be asked."""

    def __init__(self, text, task, before=()):
        self.task, self.printed, self.texts = task, Printed(), list(before) + [text]
        self.names = {"__name__": "__main__", "__builtins__": builtins_for_reader()}
        self.names.update({
            "print": self.printed.print, "_int_": whole, "_round_": rounded, "_list_": lambda *each: list(each),
            "_tuple_": lambda *each: each, "_dict_": ordered, "_in_place_": in_place,
        })  # fmt: skip
        errors.forget()
        errors.forbidden.clear()
        grad_enabled[0], modules.seeded[0] = True, False
        with ReadersImport():
            for given in before:
                exec(reading.read(given)[0], self.names)
        code, self.note = reading.read(text)
        self.code = code
        with ReadersImport():
            exec(code, self.names)
        self.printed.keep_top()

    def ask(self, call, arguments):
        """What a call gives: a value, `Raises` or `Changes`. Raises `Unknown`."""
        positional = [_argument(each, arguments) for each in call["positional"]]
        keywords = {name: _argument(each, arguments) for name, each in call["keywords"].items()}
        before = [copied(value) for value in positional]
        errors.forget()
        self.printed.new_call()
        grad_enabled[0] = True
        try:
            errors.forbidden.update(self.task["not_allowed"])
            with ReadersImport():
                value = self._function(call["name"])(*positional, **keywords)
        except errors.UnknownHere as unknown:
            raise Unknown(str(unknown))
        except MemoryError:
            raise Unknown("so much memory")
        except Exception as error:
            value = self.raised(error)
        finally:
            errors.forbidden.clear()
        if errors.unknown:
            raise Unknown(errors.unknown[0])
        if not isinstance(value, Raises):
            for name, given, kept in zip(self.task["arguments"], positional, before):
                if not unchanged(given, kept):
                    return Changes(name)
        return value

    def _function(self, name):
        if name == "linear_output":
            return lambda K, pixels: linear_output(self.names, K, pixels)
        return self.names[name]

    def raised(self, error):
        """The error as CPython and torch would say it; `Unknown` where that is not certain."""
        if errors.not_allowed:
            return Raises("NotAllowedError", None, str(error), describe(error)[2])
        if not is_certain(error, self.texts):
            raise Unknown("%s: %s" % (type(error).__name__, error))
        kind, text, line, bases = describe(error)
        if not any(["def %s(" % name in self.texts[-1] for name in reader_functions(error)]):
            line = None  # it is in a cell above
        return Raises(kind, bases, text, line)


class ReadersImport:
    """While the reader's code runs, `import` gives it this package's modules; in CPython its names hold them."""

    def __enter__(self):
        if MICROPYTHON:
            import builtins

            self.builtins, self.kept = builtins, builtins.__import__
            builtins.__import__ = modules.import_for_reader(self.kept)

    def __exit__(self, *_):
        if MICROPYTHON:
            self.builtins.__import__ = self.kept


def builtins_for_reader():
    """Python's own names, with our import."""
    import builtins

    if MICROPYTHON:
        return builtins  # MicroPython has one __import__ for all: see ReadersImport
    names = dict(vars(builtins))
    names["__import__"] = modules.import_for_reader(builtins.__import__)
    return names


def whole(value=0, *base):
    """int(), also of a tensor with one number."""
    return int(value.item()) if isinstance(value, Tensor) else int(value, *base)


def rounded(value, *digits):
    """round(), also of a tensor; to digits as CPython rounds."""
    if isinstance(value, Tensor):
        return value.round(*digits)
    if digits and digits[0] is not None and isinstance(value, float):
        return float(("%." + str(digits[0]) + "f") % value)
    return round(value)


METHODS = {
    "*=": "__imul__", "/=": "__itruediv__", "//=": "__ifloordiv__", "%=": "__imod__", "**=": "__ipow__",
    "@=": "__imatmul__",
    "&=": "__iand__", "|=": "__ior__", "^=": "__ixor__", "<<=": "__ilshift__", ">>=": "__irshift__",
}  # fmt: skip


def in_place(sign, target, value):
    """target <sign> value, in the storage of a tensor."""
    if isinstance(target, Tensor):
        return getattr(target, METHODS[sign])(value)
    names = {"target": target, "value": value}
    try:
        exec("target %s value" % sign, names)
    except ZeroDivisionError as error:
        errors.torch_errors.append(error)
        raise
    return names["target"]


def ordered(pairs):
    """A dictionary that keeps its order."""
    from collections import OrderedDict

    return OrderedDict([pair for pair in pairs if pair])


def linear_output(names, K, pixels):
    """What the layer built from K makes of `pixels`, as the grader's probe asks it."""
    layer = names["linear_from_1x1"](K)
    if not isinstance(layer, layers.Linear):
        kind = "module with a linear layer inside" if isinstance(layer, layers.Module) else type(layer).__name__
        what = "None (is there a `return`?)" if layer is None else "a " + kind
        errors.fail(TypeError, "linear_from_1x1 hands back %s; a layer of the class nn.Linear is asked for" % what)
    with layers.no_grad():
        return layer(pixels)


def _argument(data, arguments):
    if isinstance(data, dict) and "argument" in data:
        return copied(arguments[data["argument"]])
    return from_json(data)


# -- one task --------------------------------------------------------------------------------------


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
    except reading.Wrong as wrong:
        return _said(result, "crashed", "Line %d: %s" % (wrong.line, wrong.text), wrong.line)
    except reading.Unsure as unsure:
        return _said(result, "unknown", str(unsure))
    except errors.UnknownHere as unknown:
        return _said(result, "unknown", str(unknown))
    except SyntaxError as error:
        return _syntax(result, error, text)
    except MemoryError:
        return _said(result, "unknown", "so much memory")
    except Exception as error:
        return _at_the_top(result, error, text)
    result["printed"], result["note"] = answer.printed.text, answer.note
    if errors.unknown:
        return _said(result, "unknown", errors.unknown[0])
    name = task["name"]
    if name not in answer.names:
        return _said(result, "crashed", "There is no function `%s` any more. Is its name spelt like that?" % name)
    report(0)
    try:
        _judge(result, task, answer, report)
    except Unknown as unknown:
        _said(result, "unknown", str(unknown))
    except MemoryError:
        _said(result, "unknown", "so much memory")
    result["printed"] = answer.printed.text
    return result


def _said(result, verdict, message, line=None):
    result["verdict"], result["message"], result["line"] = verdict, message, line
    return result


def _syntax(result, error, text):
    line = describe(error)[2] or 1
    clean = reading.without_magics(reading.without_prompts(text)[0])
    if reading.may_be_newer(clean, line) or "import *" in text:
        return _said(result, "unknown", "how line %d is written" % line)
    return _said(result, "crashed", "Line %d: Python does not understand this line." % line, line)


def _at_the_top(result, error, text):
    if not is_certain(error, [text]):
        return _said(result, "unknown", "%s: %s" % (type(error).__name__, error))
    kind, words, line, _ = describe(error)
    return _said(result, "crashed", _line(line) + "%s: %s" % (kind, words), line)


def _line(line):
    return "Line %d: " % line if line else ""


def _judge(result, task, answer, report):
    for question in task["questions"]:
        arguments = {name: from_json(value) for name, value in question["arguments"].items()}
        expected = from_json(question["expected"])
        got = answer.ask(question["call"], arguments)
        result["tried"] += 1
        report(result["tried"])
        if not same(got, expected):
            found = (arguments, expected, got)
            if question["small"] and values_matter(expected, got):
                found = simplified(task, answer, question, found, report)
                answer.ask(question["call"], found[0])  # what is printed shall belong to what is shown
            _wrong(result, task, found)
            if not isinstance(got, Raises):
                result["belief"] = _belief(task, answer, report)
            return result
    if task["constant_work"] and not _work_is_constant(result, task, answer, report):
        return None
    again = _asked_again(task, answer)
    if again is not None:
        message = "Asked the same thing twice, it gave two different answers: it keeps something between calls."
        return _said(result, "failed", message)
    return _said(result, "passed", "")


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
    """The words of the grader for a stub that still stands, in this task or in one that it calls."""
    other = said[len("write ") : -len(" here")]
    if other == task["name"]:
        return "This task is not answered yet: the stub's `raise NotImplementedError` is still there."
    return "This task calls `%s`, which is not answered yet." % other


def _wrong(result, task, found):
    arguments, expected, got = found
    if isinstance(got, Raises):
        if got.kind == "NotAllowedError":
            return _said(result, "failed", _line(got.line) + got.text + ". Build it yourself.", got.line)
        if got.kind == "NotImplementedError" and got.text.startswith("write ") and got.text.endswith(" here"):
            return _said(result, "crashed", _unanswered(task, got.text))
    if isinstance(got, Raises) and not isinstance(expected, Raises):
        _said(result, "crashed", _line(got.line) + "%s: %s" % (got.kind, got.text), got.line)
    else:
        _said(
            result, "failed", sentence(got, expected), getattr(got, "line", None) if isinstance(got, Raises) else None
        )
    result["counterexample"] = {
        "arguments": {name: to_data(value) for name, value in arguments.items()},
        "expected": to_data(expected),
        "got": to_data(got),
    }
    return result


def values_matter(expected, got):
    """Whether numbers show the difference; where the shape or the type does, zeros would only look odd."""
    return (
        isinstance(expected, Tensor) and isinstance(got, Tensor) and got._shape == expected._shape
        and got.dtype is expected.dtype
    )  # fmt: skip


def simplified(task, answer, question, found, report):
    """Zeros and ones wherever the answer stays wrong in the same way."""
    reference = BY_NAME[task["reference"]]
    if reference is None:
        return found
    for name in list(found[0]):
        value = found[0][name]
        if not isinstance(value, Tensor) or value.numel() > 64:
            continue
        for place in range(value.numel()):
            for simpler in simpler_than(values(found[0][name])[place]):
                numbers = values(found[0][name])
                numbers[place] = simpler
                tried = dict(found[0])
                tried[name] = make(numbers, value._shape, value.dtype)
                expected = reference(*[tried[each] for each in task["arguments"]])
                try:
                    got = answer.ask(question["call"], tried)
                except Unknown:
                    return found
                report(0)
                if not same(got, expected) and type(got) is type(found[2]):
                    found = (tried, expected, got)
                    break
    return found


def simpler_than(number):
    if number == 0:
        return []
    return [0.0] if number == 1 else [0.0, 1.0]


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
        "The values are right, but a larger image takes more steps (%d, then %d): somewhere a loop still walks "
        "over rows, "
        "columns or pixels of the image." % (steps[0], max(steps[1:])),
    )
    return False
