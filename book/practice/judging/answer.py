"""The reader's text, run once; its functions are asked, with the page's torch in the place of the real one."""

from small_torch import errors, layers, modules, standard
from small_torch.tensor import grad_enabled

from judging import annotations, cpython, formats, reading
from judging.failing import MICROPYTHON, describe, is_certain, reader_functions
from judging.language import say
from judging.values import Changes, Raises, copied, from_json, in_words, unchanged

MOST_PRINTED = 4000  # characters
RecursionError_ = RuntimeError if MICROPYTHON else RecursionError


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
            self.text += sep.join([cpython.as_text(value) for value in values]) + end
            if len(self.text) > MOST_PRINTED:
                self.text, self.cut = self.text[:MOST_PRINTED] + "\n" + say("… (more was printed)"), True


class Answer:
    """The reader's text, run once; its functions can be asked."""

    def __init__(self, text, task, before=()):
        self.task, self.printed, self.texts = task, Printed(), list(before) + [text]
        self.names = {"__name__": "__main__", "__builtins__": builtins_for_reader()}
        self.names.update({
            "print": self.printed.print, "zip": standard.zipped, "RecursionError": RecursionError_,
            "_shown_": formats.shown, "_format_": formats.formatted, "_caught_": cpython.catcher(self.texts),
        })  # fmt: skip
        self.names.update(cpython.NAMES)
        errors.forget()
        errors.forbidden.clear()
        grad_enabled[0], modules.seeded[0] = True, False
        with ReadersImport():
            for given in before:
                exec(read_before(given), self.names)
        code, self.note = reading.read(text)
        known = set(self.names)
        self.failed = None  # the first statement that failed; those below it run all the same, as in the grader
        with ReadersImport():
            for statement in reading.top_statements(code):
                try:
                    exec(statement, self.names)
                except (errors.UnknownHere, SyntaxError, MemoryError):
                    raise
                except Exception as error:
                    if task["name"] in known or not is_certain(error, [text]):
                        raise
                    self.failed = self.failed or error
        if self.failed and task["name"] not in self.names:
            raise self.failed
        annotations.check(code, known, self.names)
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
            raise Unknown(say("so much memory"))
        except Exception as error:
            value = self.raised(error)
        except BaseException as error:  # SystemExit and its like
            raise Unknown(say("how to end with {0}", type(error).__name__))
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
            deep = "recursion depth" in str(error)
            raise Unknown(say("such deep recursion") if deep else "%s: %s" % (type(error).__name__, error))
        kind, text, line, bases = describe(error)
        if not any(["def %s(" % name in self.texts[-1] for name in reader_functions(error)]):
            line = None  # it is in a cell above
        return Raises(kind, bases, text, line)


_BEFORE = {}  # the cells above, by what they were before they were read: they are the same at each press of the button


def read_before(text):
    """A cell above the answer, as it can run."""
    if text not in _BEFORE:
        _BEFORE[text] = reading.read(text)[0]
    return _BEFORE[text]


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


def linear_output(names, K, pixels):
    """What the layer built from K makes of `pixels`, as the grader's probe asks it."""
    layer = names["linear_from_1x1"](K)
    if not isinstance(layer, layers.Linear):
        kind = say("module with a linear layer inside") if isinstance(layer, layers.Module) else type(layer).__name__
        what = in_words(None) if layer is None else say("a {0}", kind)
        errors.fail(TypeError, say("linear_from_1x1 hands back {0}; a layer of the class nn.Linear is asked for", what))
    with layers.no_grad():
        return layer(pixels)


def unanswered(got):
    """Whether a stub was called that nobody has replaced."""
    return got.kind == "NotImplementedError" and got.text.startswith("write ") and got.text.endswith(" here")


def _argument(data, arguments):
    if isinstance(data, dict) and "argument" in data:
        return copied(arguments[data["argument"]])
    return from_json(data)
