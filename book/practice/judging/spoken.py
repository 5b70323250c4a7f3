"""Errors of MicroPython in the words of CPython."""

SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "** or pow()",
    "matmul": "@", "and": "&", "or": "|", "xor": "^", "lshift": "<<", "rshift": ">>",
    "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
}  # fmt: skip
WHOLE = {
    "divide by zero": "division by zero",
    "object not in sequence": "the value is not in the list",
    "can't convert float to int": "'float' object cannot be interpreted as an integer",
}


def in_cpythons_words(kind, text):
    """(kind, text) of an error."""
    text = text.replace("isn't", "is not").replace("doesn't", "does not")
    if kind == "NameError" and text == "local variable referenced before assignment":
        return "UnboundLocalError", "cannot access local variable: it has no value yet"
    if kind == "RuntimeError" and text == "maximum recursion depth exceeded":
        return "RecursionError", text
    if text.startswith("unsupported types for __"):
        return kind, _unsupported(text)
    if text.startswith("need more than ") and text.endswith(" to unpack"):
        return kind, "not enough values to unpack (got %s)" % text.split(" ")[3]
    if text.startswith("can't convert ") and text.endswith(" to int"):
        return kind, "'%s' object cannot be interpreted as an integer" % text.split(" ")[2]
    if " indices must be integers, not " in text:
        return kind, text.replace("integers, not", "integers or slices, not")
    return kind, WHOLE.get(text, text.replace("takes 1 positional arguments", "takes 1 positional argument"))


def _unsupported(text):
    """`unsupported types for __add__: 'str', 'int'`."""
    name = text.split("__")[1]
    left, right = [part for place, part in enumerate(text.split("'")) if place % 2][:2] if "'" in text else ("", "")
    if name in ("lt", "le", "gt", "ge"):
        return "'%s' not supported between instances of '%s' and '%s'" % (SIGNS[name], left, right)
    if name == "add" and left in ("str", "list", "tuple"):
        return 'can only concatenate %s (not "%s") to %s' % (left, right, left)
    if name == "mul" and left in ("str", "list", "tuple"):
        return "can't multiply sequence by non-int of type '%s'" % right
    return "unsupported operand type(s) for %s: '%s' and '%s'" % (SIGNS.get(name, name), left, right)
