"""How an answer differs from the right one, in one sentence: the words of the grader's feedback page."""

from small_torch.tensor import Tensor, values

from judging.language import say
from judging.values import Changes, Raises, all_near, finite, in_words, near, same


def sentence(got, expected, axes=()):
    """How `got` differs from `expected`; `axes` names those of the result: image, row."""
    if isinstance(got, Changes):
        return say("It changes its argument {0}; leave it as it was.", got.argument)
    if isinstance(expected, Raises):
        if isinstance(got, Raises):
            return say("It raises {0}, but {1} is asked for.", got.kind, expected.kind)
        if isinstance(got, BaseException):
            return say("It returns the {0}; write `raise` in the place of `return`.", type(got).__name__)
        return say("It must raise {0} here; it gives {1} instead.", expected.kind, or_return(got))
    if isinstance(got, Raises):
        return say("It raises {0} on this input.", got.kind)
    if isinstance(expected, Tensor):
        return _tensor(got, expected, axes if len(axes) == expected.ndim else ())
    if isinstance(expected, (tuple, list)):
        return _sequence(got, expected)
    if type(got) is not type(expected):
        shown = ", %s" % got if isinstance(got, (int, float)) else ""
        return say("Expected {0}, got {1}{2}.", in_words(expected), in_words(got), shown)
    return say("It gives {0}, expected {1}.", short(got), short(expected))


def _sequence(got, expected):
    if not isinstance(got, (tuple, list)):
        return say("Expected {0} of {1}, got {2}.", in_words(expected), _counted(len(expected)), in_words(got))
    if len(got) != len(expected):
        return say("Expected {0}, got {1}.", _counted(len(expected)), len(got))
    place = [same(a, b) for a, b in zip(got, expected)].index(False)
    a, b = got[place], expected[place]
    if isinstance(b, int) and not isinstance(a, int):
        shown = say("{0}, a float", a) if isinstance(a, float) else in_words(a)
        return say("Entry {0} is {1}; expected the int {2}.", place, shown, b)
    if len(expected) == 2 and same(got[1], expected[0]) and same(got[0], expected[1]):
        return say("The two numbers are exchanged: it gives {0}, expected {1}.", short(got), short(expected))
    if type(a) is type(b) and (isinstance(b, Tensor) or _is_long(a, b)):
        inner = sentence(a, b)
        return say("Entry {0}: {1}", place, inner[0].lower() + inner[1:])
    if type(a) is not type(b) and isinstance(a, (bool, int, float)):
        return say("Entry {0} is {1}, {2}; expected {3}, {4}.", place, short(a), in_words(a), short(b), in_words(b))
    return say("Entry {0} is {1}, expected {2}.", place, or_return(a), short(b))


def _is_long(a, b):
    return isinstance(b, (tuple, list)) and len(short(a)) + len(short(b)) > 40


def _counted(number):
    return say("1 value") if number == 1 else say("{0} values", number)


def _tensor(got, expected, axes):
    if not isinstance(got, Tensor):
        return say("Expected a torch.Tensor, got {0}.", in_words(got))
    if got._shape != expected._shape:
        return _shapes(got, expected, axes)
    if got.dtype is not expected.dtype:
        return say("The dtype is {0}, expected {1}.", repr(got.dtype), repr(expected.dtype))
    if not finite(values(got)):
        return say("The result holds a value that is not a finite number (nan or inf).")
    return _values(got, expected, axes)


def _shapes(got, expected, names):
    a, b = tuple(got._shape), tuple(expected._shape)
    what = say("The shape is {0}, expected {1}", a, b)
    if got.dtype is expected.dtype and sorted(a) == sorted(b) and len(a) == len(b):
        return say("{0}: the same sizes in another order.", what)
    if len(a) != len(b):
        count = abs(len(a) - len(b))
        axes = say("1 axis") if count == 1 else say("{0} axes", count)
        return say("{0}: {1} too many.", what, axes) if len(a) > len(b) else say("{0}: {1} too few.", what, axes)
    axes = [axis for axis in range(len(a)) if a[axis] != b[axis]]
    if names:
        return say(
            "{0}: the number of {1} differs.", what, _listed(say(" and of "), [say(names[axis] + "s") for axis in axes])
        )
    where = _listed(say(" and "), [say("axis {0}", axis) for axis in axes])
    return say("{0}: {1} differs.", what, where) if len(axes) == 1 else say("{0}: {1} differ.", what, where)


def _listed(last, words):
    """`a, b and c`; `last` is what comes before the last of them."""
    return last.join([say(", ").join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _values(got, expected, axes):
    mine, right = values(got), values(expected)
    wrong = [not near(a, b) for a, b in zip(mine, right)]
    amount = sum(wrong)
    if len(mine) == 1:
        return say("It gives {0}, expected {1}.", short(got), short(expected))
    if not any(mine):
        return _right_shape(say("every value is 0"))
    for axis, name in enumerate(axes):
        if got._shape[axis] > 1 and name not in ("row", "column"):
            said = _parts(got.movedim(axis, 0), expected.movedim(axis, 0), name)
            if said:
                return _right_shape(said)
    if not got.dtype.is_floating_point:
        return _right_shape(_some_differ(amount, len(mine)))
    shift = [a - b for a, b in zip(mine, right)]
    if all([near(each, shift[0]) for each in shift]):
        return _right_shape(say("every value is off by {0}", general(shift[0])))
    if all([near(a, b, 2e-3, 6e-3) for a, b in zip(mine, right)]):
        if amount == 1:
            return say("The shape is right, but 1 of {0} values is off by a little. Is something rounded?", len(mine))
        return say(
            "The shape is right, but {0} of {1} values are off by a little. Is something rounded?", amount, len(mine)
        )
    ratio = _ratio(mine, right)
    if ratio is not None:
        return _right_shape(say("every value is {0} times the expected one", ratio))
    if all_near(mine, [max(each, 0) for each in right]):
        return _right_shape(say("the negative values have become 0"))
    if all_near(sorted(mine), sorted(right)):
        return _right_shape(say("the values stand in the wrong places"))
    if amount == len(mine):
        return _right_shape(say("all {0} values differ", amount))
    return _right_shape(_some_differ(amount, len(mine)))


def _right_shape(but):
    return say("The shape is right, but {0}.", but)


def _some_differ(amount, count):
    return say("1 of {0} values differs", count) if amount == 1 else say("{0} of {1} values differ", amount, count)


def _parts(got, expected, name):
    """How the parts along axis 0, of which one is called `name`, are mixed up; empty if they are not."""
    many, name = say(name + "s"), say(name)
    mine, right = [values(each) for each in got], [values(each) for each in expected]
    if all([all_near(each, mine[0]) for each in mine]) and not all([all_near(each, right[0]) for each in right]):
        return say("all {0} are the same", many) if len(mine) > 2 else say("{0} 1 repeats {0} 0", name)
    for part in range(len(mine)):
        if all_near(mine[part], right[part]):
            continue
        for other in range(len(right)):
            if other != part and all_near(mine[part], right[other]):
                return say("{0} {1} holds what belongs into {0} {2}", name, part, other)
        if all([all_near(mine[each], right[each]) for each in range(len(mine)) if each != part]):
            return say("{0} {1} differs, the other {2} are right", name, part, many)
    return ""


def _ratio(mine, right):
    usable = [(a, b) for a, b in zip(mine, right) if abs(b) > 1e-3]
    if len(usable) < 2:
        return None
    ratio = usable[0][0] / usable[0][1]
    if abs(ratio) > 1e-3 and all([near(a, b * ratio, 1e-3, 1e-3) for a, b in zip(mine, right)]):
        return "%.3g" % ratio
    return None


def general(number):
    """A number as Python's `:g` writes it."""
    return "%g" % number


def short(value):
    if isinstance(value, Tensor):
        return general(value.item()) if value.numel() == 1 else in_words(value)
    if isinstance(value, (tuple, list)):
        listed = ", ".join([short(each) for each in value[:6]]) + (", …" if len(value) > 6 else "")
        if isinstance(value, list):
            return "[" + listed + "]"
        return "(" + listed + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        return repr(value)
    return "None" if value is None else in_words(value)


def or_return(value):
    """The value; of None that a `return` may be missing."""
    return in_words(value) if value is None else short(value)
