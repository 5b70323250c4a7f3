"""How an answer differs from the right one, in one sentence: the words of the grader's feedback page."""

from small_torch.tensor import Tensor, values

from judging.values import Changes, Raises, all_near, finite, in_words, near, same


def sentence(got, expected, axes=()):
    """How `got` differs from `expected`; `axes` names those of the result: image, row."""
    if isinstance(got, Changes):
        return "It changes its argument %s; leave it as it was." % got.argument
    if isinstance(expected, Raises):
        if isinstance(got, Raises):
            return "It raises %s, but %s is asked for." % (got.kind, expected.kind)
        if isinstance(got, BaseException):
            return "It returns the %s; write `raise` in the place of `return`." % type(got).__name__
        return "It must raise %s here; it gives %s instead." % (expected.kind, or_return(got))
    if isinstance(got, Raises):
        return "It raises %s on this input." % got.kind
    if isinstance(expected, Tensor):
        return _tensor(got, expected, axes if len(axes) == expected.ndim else ())
    if isinstance(expected, (tuple, list)):
        return _sequence(got, expected)
    if type(got) is not type(expected):
        shown = ", %s" % got if isinstance(got, (int, float)) else ""
        return "Expected %s, got %s%s." % (in_words(expected), in_words(got), shown)
    return "It gives %s, expected %s." % (short(got), short(expected))


def _sequence(got, expected):
    if not isinstance(got, (tuple, list)):
        return "Expected %s of %s, got %s." % (in_words(expected), _counted(len(expected)), in_words(got))
    if len(got) != len(expected):
        return "Expected %s, got %d." % (_counted(len(expected)), len(got))
    place = [same(a, b) for a, b in zip(got, expected)].index(False)
    a, b = got[place], expected[place]
    if isinstance(b, int) and not isinstance(a, int):
        shown = "%s, a float" % a if isinstance(a, float) else in_words(a)
        return "Entry %d is %s; expected the int %s." % (place, shown, b)
    if len(expected) == 2 and same(got[1], expected[0]) and same(got[0], expected[1]):
        return "The two numbers are exchanged: it gives %s, expected %s." % (short(got), short(expected))
    if type(a) is type(b) and (isinstance(b, Tensor) or _is_long(a, b)):
        inner = sentence(a, b)
        return "Entry %d: %s%s" % (place, inner[0].lower(), inner[1:])
    if type(a) is not type(b) and isinstance(a, (bool, int, float)):
        return "Entry %d is %s, %s; expected %s, %s." % (place, short(a), in_words(a), short(b), in_words(b))
    return "Entry %d is %s, expected %s." % (place, or_return(a), short(b))


def _is_long(a, b):
    return isinstance(b, (tuple, list)) and len(short(a)) + len(short(b)) > 40


def _counted(number):
    return "1 value" if number == 1 else "%d values" % number


def _tensor(got, expected, axes):
    if not isinstance(got, Tensor):
        return "Expected a torch.Tensor, got %s." % in_words(got)
    if got._shape != expected._shape:
        return _shapes(got, expected, axes)
    if got.dtype is not expected.dtype:
        return "The dtype is %r, expected %r." % (got.dtype, expected.dtype)
    if not finite(values(got)):
        return "The result holds a value that is not a finite number (nan or inf)."
    return _values(got, expected, axes)


def _shapes(got, expected, names):
    a, b = tuple(got._shape), tuple(expected._shape)
    what = "The shape is %s, expected %s" % (a, b)
    if got.dtype is expected.dtype and sorted(a) == sorted(b) and len(a) == len(b):
        return what + ": the same sizes in another order."
    if len(a) != len(b):
        count = abs(len(a) - len(b))
        return "%s: %d %s too %s." % (
            what,
            count,
            "axis" if count == 1 else "axes",
            "many" if len(a) > len(b) else "few",
        )
    axes = [axis for axis in range(len(a)) if a[axis] != b[axis]]
    if names:
        return "%s: the number of %s differs." % (what, " and of ".join([names[axis] + "s" for axis in axes]))
    where = " and ".join(["axis %d" % axis for axis in axes])
    return "%s: %s differ%s." % (what, where, "s" if len(axes) == 1 else "")


def _values(got, expected, axes):
    mine, right = values(got), values(expected)
    start = "The shape is right, but "
    wrong = [not near(a, b) for a, b in zip(mine, right)]
    amount = sum(wrong)
    count = "%d of %d values" % (amount, len(mine))
    if len(mine) == 1:
        return "It gives %s, expected %s." % (short(got), short(expected))
    if not any(mine):
        return start + "every value is 0."
    for axis, name in enumerate(axes):
        if got._shape[axis] > 1 and name not in ("row", "column"):
            said = _parts(got.movedim(axis, 0), expected.movedim(axis, 0), name)
            if said:
                return start + said + "."
    if not got.dtype.is_floating_point:
        return start + "%s differ%s." % (count, "s" if amount == 1 else "")
    shift = [a - b for a, b in zip(mine, right)]
    if all([near(each, shift[0]) for each in shift]):
        return start + "every value is off by %s." % general(shift[0])
    if all([near(a, b, 2e-3, 6e-3) for a, b in zip(mine, right)]):
        return start + "%s %s off by a little. Is something rounded?" % (count, "is" if amount == 1 else "are")
    ratio = _ratio(mine, right)
    if ratio is not None:
        return start + "every value is %s times the expected one." % ratio
    if all_near(mine, [max(each, 0) for each in right]):
        return start + "the negative values have become 0."
    if all_near(sorted(mine), sorted(right)):
        return start + "the values stand in the wrong places."
    if amount == len(mine):
        return start + "all %d values differ." % amount
    return start + "%s differ%s." % (count, "s" if amount == 1 else "")


def _parts(got, expected, name):
    """How the parts along axis 0, of which one is called `name`, are mixed up; empty if they are not."""
    mine, right = [values(each) for each in got], [values(each) for each in expected]
    if all([all_near(each, mine[0]) for each in mine]) and not all([all_near(each, right[0]) for each in right]):
        return "all %ss are the same" % name if len(mine) > 2 else "%s 1 repeats %s 0" % (name, name)
    for part in range(len(mine)):
        if all_near(mine[part], right[part]):
            continue
        for other in range(len(right)):
            if other != part and all_near(mine[part], right[other]):
                return "%s %d holds what belongs into %s %d" % (name, part, name, other)
        if all([all_near(mine[each], right[each]) for each in range(len(mine)) if each != part]):
            return "%s %d differs, the other %ss are right" % (name, part, name)
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
