"""Python's own names as CPython answers them, where MicroPython answers otherwise in silence."""

from small_torch import errors
from small_torch.layout import Size
from small_torch.standard import Kind
from small_torch.tensor import Tensor

from judging.failing import METHODS, describe, is_certain

SIZED = (list, tuple, str, dict, range, Tensor)
DUNDERS = {"__len__": SIZED, "__iter__": SIZED, "__getitem__": SIZED, "__contains__": (list, tuple, str, dict, range)}
IN_PLACE = {
    "*=": "__imul__", "/=": "__itruediv__", "//=": "__ifloordiv__", "%=": "__imod__", "**=": "__ipow__",
    "@=": "__imatmul__",
    "&=": "__iand__", "|=": "__ior__", "^=": "__ixor__", "<<=": "__ilshift__", ">>=": "__irshift__",
}  # fmt: skip


def nobody_types(prompt=""):
    """input() would wait for ever."""
    errors.do_not_know("input()")


def nobody_ends(code=None):
    """exit() would end the notebook's kernel."""
    errors.do_not_know("exit()")


def nobody_opens(*_, **__):
    """A page has no files."""
    errors.do_not_know("open()")


def whole(value=0, *base):
    """int(), also of a tensor with one number."""
    if isinstance(value, Tensor):
        return value.to_int()
    try:
        return int(value, *base)
    except ValueError:
        if isinstance(value, str):
            errors.fail(ValueError, "invalid literal for int() with base %d: %r" % (base[0] if base else 10, value))
        raise
    except TypeError:
        if value is None or isinstance(value, (list, tuple, dict)):
            kind = type(value).__name__
            errors.fail(
                TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'" % kind
            )
        raise


def rounded(value, *digits):
    """round(), also of a tensor; to digits as CPython rounds."""
    if isinstance(value, Tensor):
        return value.round(*digits)
    if not digits or digits[0] is None:
        return round(value)
    if digits[0] < 0:
        errors.do_not_know("round() to tens")
    return float(("%." + str(digits[0]) + "f") % value) if isinstance(value, float) else round(value, *digits)


def is_instance(value, kinds):
    """isinstance(): True is a whole number, too, and `Iterable` is no class here."""
    for kind in kinds if isinstance(kinds, tuple) else (kinds,):
        if isinstance(kind, tuple):
            found = is_instance(value, kind)
        elif isinstance(kind, Kind):
            found = isinstance(value, kind.types)
        else:
            found = isinstance(value, kind) or kind is int and isinstance(value, bool)
        if found:
            return True
    return False


def has_attribute(value, name):
    """hasattr(), also of the methods that MicroPython's own types leave out."""
    if name in DUNDERS and type(value).__name__ in METHODS or isinstance(value, Tensor) and name in DUNDERS:
        return isinstance(value, DUNDERS[name])
    if name[:2] == "__" and type(value).__name__ in METHODS:
        errors.do_not_know("hasattr() of " + name)
    return hasattr(value, name) or name in METHODS.get(type(value).__name__, "").split()


def attribute(value, name, *default):
    """getattr()."""
    if default and not hasattr(value, name) and has_attribute(value, name):
        errors.do_not_know("%s of a %s" % (name, type(value).__name__))
    return getattr(value, name, *default)


def in_order(values, key=None, reverse=False):
    """sorted(): what is equal keeps its order."""
    rows = [(value if key is None else key(value), value) for value in values]
    width = 1
    while width < len(rows):
        merged = []
        for start in range(0, len(rows), 2 * width):
            merged.extend(_merged(rows[start : start + width], rows[start + width : start + 2 * width], reverse))
        rows, width = merged, 2 * width
    return [value for _, value in rows]


def _merged(first, second, reverse):
    found, a, b = [], 0, 0
    while a < len(first) and b < len(second):
        later = first[a][0] < second[b][0] if reverse else second[b][0] < first[a][0]
        found.append(second[b] if later else first[a])
        a, b = (a, b + 1) if later else (a + 1, b)
    return found + first[a:] + second[b:]


def sort(target, *arguments, **options):
    """target.sort(…)."""
    if not isinstance(target, list):
        return target.sort(*arguments, **options)
    target[:] = in_order(target, *arguments, **options)


def stepped(target, start, stop, step):
    """target[start:stop:step]."""
    if not isinstance(target, (list, tuple, str)) or step == 0:
        return target[start:stop:step]
    size, back = len(target), step is not None and step < 0
    ends = []
    for given, beyond in ((start, size - 1 if back else 0), (stop, -1 if back else size)):
        if given is None:
            ends.append(beyond)
        else:
            given = given + size if given < 0 else given
            ends.append(min(max(given, -1 if back else 0), size - 1 if back else size))
    found = [target[place] for place in range(ends[0], ends[1], 1 if step is None else step)]
    if isinstance(target, str):
        return "".join(found)
    return found if isinstance(target, list) else Size(found) if isinstance(target, Size) else tuple(found)


def ordered(pairs):
    """A dictionary that keeps its order."""
    from collections import OrderedDict

    found = OrderedDict()
    for pair in pairs:
        if pair:
            if isinstance(pair[0], (list, dict)):
                errors.fail(TypeError, "unhashable type: '%s'" % type(pair[0]).__name__)
            found[pair[0]] = pair[1]
    return found


def dictionary(*given, **more):
    """dict(…), in its order; its keywords are rewritten to pairs where there are several."""
    found = ordered([])
    for each in given:
        found.update(ordered([(key, each[key]) for key in each] if isinstance(each, dict) else list(each)))
    found.update(more)
    return found


def in_place(sign, target, value):
    """target <sign> value, in the storage of a tensor."""
    if isinstance(target, Tensor):
        return getattr(target, IN_PLACE[sign])(value)
    names = {"target": target, "value": value}
    try:
        exec("target %s value" % sign, names)
    except ZeroDivisionError as error:
        errors.torch_errors.append(error)
        raise
    return names["target"]


def catcher(texts):
    """What runs first behind each `except`: only what CPython raises, too, may be caught."""

    def caught(error):
        if isinstance(error, errors.UnknownHere):
            raise error
        if not is_certain(error, texts):
            errors.do_not_know("%s: %s" % (type(error).__name__, error))

    return caught


def as_text(value):
    """str() of a value."""
    if isinstance(value, Exception):
        return describe(value)[1]
    return written(value) if isinstance(value, (list, tuple, dict)) else str(value)


def written(value):
    """repr() of a value: dictionaries as CPython writes them."""
    if isinstance(value, dict):
        return "{" + ", ".join([written(key) + ": " + written(value[key]) for key in value]) + "}"
    if type(value) is list:
        return "[" + ", ".join([written(each) for each in value]) + "]"
    if type(value) is tuple:
        return "(" + ", ".join([written(each) for each in value]) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, Exception) and type(value).__name__ != "KeyError":
        return "%s(%s)" % (type(value).__name__, ", ".join([written(each) for each in value.args]))
    return repr(value)


NAMES = {
    "input": nobody_types, "exit": nobody_ends, "quit": nobody_ends, "open": nobody_opens,
    "isinstance": is_instance, "hasattr": has_attribute, "getattr": attribute,
    "sorted": in_order, "repr": written,
    "_int_": whole, "_round_": rounded, "_str_": lambda value="": as_text(value), "_dict_": ordered,
    "_dict_of_": dictionary, "_sort_": sort, "_stepped_": stepped, "_in_place_": in_place,
    "_size_": Size, "_list_": lambda *each: list(each), "_tuple_": lambda *each: each,
}  # fmt: skip
