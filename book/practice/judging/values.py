"""Values of the exercises in the page: from the release's JSON, compared, and written down as the grader does it."""

from small_torch import dtypes
from small_torch.layout import product
from small_torch.modules import MODULES
from small_torch.tensor import Tensor, make, nested, values

from judging.language import say

TOLERANCE = 1e-4  # relative and absolute, as in the grader
MAX_SHOWN, MAX_WORDS = 256, 200
NAMES = {dtypes.float32: "float32", dtypes.int64: "int64"}


class Raises:
    """An exception in the place of a value, by the names of its type and bases."""

    def __init__(self, kind, bases=None, text="", line=None):
        self.kind, self.bases, self.text, self.line = kind, bases or [kind], text, line


class Changes:
    """In the place of a value: the call changed one of its arguments."""

    def __init__(self, argument):
        self.argument = argument


def from_json(data):
    """A fresh value: each call gets its own tensors."""
    if isinstance(data, list):
        return [from_json(each) for each in data]
    if not isinstance(data, dict):
        return data
    if "tuple" in data:
        return tuple([from_json(each) for each in data["tuple"]])
    if "raises" in data:
        return Raises(data["raises"])
    return make(data["numbers"], tuple(data["shape"]), getattr(MODULES["torch"], data["dtype"]))


def copied(value):
    if isinstance(value, Tensor):
        return make(values(value), value._shape, value.dtype)
    if isinstance(value, (list, tuple)):
        return type(value)([copied(each) for each in value])
    return value


def unchanged(value, before):
    if isinstance(before, Tensor):
        return value._shape == before._shape and value.dtype is before.dtype and values(value) == values(before)
    return value == before


def finite(numbers):
    return all([n == n and abs(n) != float("inf") for n in numbers])


def near(a, b, rtol=TOLERANCE, atol=TOLERANCE):
    """torch.isclose of two numbers."""
    return a == b or abs(a - b) <= atol + rtol * abs(b)


def all_near(a, b):
    return all([near(x, y) for x, y in zip(a, b)])


def is_plain(kind, value):
    """A whole number is no truth, and a truth no number."""
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def same(got, expected):
    """Whether an answer is right: type, dtype, shape, finiteness, then values within the tolerance."""
    if isinstance(expected, Raises):
        return isinstance(got, Raises) and expected.kind in got.bases
    if isinstance(expected, Tensor):
        if not isinstance(got, Tensor) or got.dtype is not expected.dtype or got._shape != expected._shape:
            return False
        numbers = values(got)
        return finite(numbers) and all_near(numbers, values(expected))
    if isinstance(expected, (tuple, list)):
        if not isinstance(got, (tuple, list)) or len(got) != len(expected):
            return False
        return all([same(a, b) for a, b in zip(got, expected)])
    for kind in (bool, int, float):
        if is_plain(kind, expected):
            if not is_plain(kind, got):
                return False
            return near(got, expected) if kind is float else got == expected
    return got == expected


def to_data(value):
    """The JSON of a counterexample, in the shape of `autograder mark --json`."""
    if isinstance(value, Raises):
        return {"raises": value.kind}
    if isinstance(value, Changes):
        return {"changes": value.argument}
    if isinstance(value, Tensor):
        shown = None
        if product([max(size, 1) for size in value._shape]) <= MAX_SHOWN:
            shown = _numbers(nested(values(value), value._shape))
            if value.dtype is dtypes.bool_:
                shown = _truths(shown)
        return {"shape": list(value._shape), "dtype": value.dtype.name, "values": shown}
    if isinstance(value, (tuple, list)):
        if len(value) > MAX_SHOWN:
            return {"returned": say("{0} of {1} entries, too much to show", in_words(value), len(value))}
        entries = [to_data(each) for each in value]
        return entries if isinstance(value, tuple) else {"list": entries}
    if isinstance(value, dict) and len(value) <= MAX_SHOWN:
        return {"dict": [[to_data(key), to_data(value[key])] for key in value]}
    if isinstance(value, str):
        return visible_blanks(value)
    if isinstance(value, int) and abs(value) >= 1 << 63:
        return {"written": str(value)}
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return _fraction(value)
    return {"returned": in_words(value)}


def _fraction(value):
    if value != value or abs(value) == float("inf"):
        return str(value)
    return round(value, 6) if abs(value) > 1e-3 else float("%.6g" % value)


def visible_blanks(text):
    """Signs for blanks that would be lost in one line; a single space between two words stays one."""
    text = text.replace("\r\n", "\n").replace("\n", "\u23ce").replace("\t", "\u21e5")
    words = text.split(" ")
    if len(words) > 1:
        text = ""
        for place, word in enumerate(words):
            alone = 0 < place < len(words) and words[place - 1] and word
            text += (" " if alone else "\u2423") * (place > 0) + word
    return text if len(text) <= MAX_WORDS else text[: MAX_WORDS - 1] + "\u2026"


def _truths(part):
    return [_truths(each) for each in part] if isinstance(part, list) else bool(part)


def _numbers(part):
    if isinstance(part, list):
        return [_numbers(each) for each in part]
    if isinstance(part, float):
        if part != part or abs(part) == float("inf"):
            return str(part)
        return int(part) if part == int(part) and abs(part) < 2**53 else round(part, 6)
    return part


def in_words(value):
    """What kind of thing came back, for a sentence."""
    if isinstance(value, Raises):
        return say("an exception ({0})", value.kind)
    if isinstance(value, Tensor):
        return say("a torch.Tensor of shape {0}", tuple(value._shape))
    if value is None:
        return say("None (is there a `return`?)")
    word = {"": say("object of another kind"), "OrderedDict": "dict"}.get(type(value).__name__, type(value).__name__)
    return say("an {0}", word) if word[0] in "aeiou" else say("a {0}", word)
