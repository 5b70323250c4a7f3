"""A single number of torch in a text: f-strings and `"…".format(…)` show it as Python's, which MicroPython does not."""

from small_torch.tensor import Tensor

from judging import cpython

NESTS = {"(": ")", "[": "]", "{": "}"}


def shown(*values):
    """The text between the braces: a tensor without axes is shown as its number."""
    plain = tuple([_plain(each) for each in values])
    return plain[0] if len(plain) == 1 else plain


def _plain(value):
    if isinstance(value, Tensor) and not value._shape:
        return value.item()
    return cpython.as_text(value) if isinstance(value, (list, tuple, dict, Exception)) else value


def formatted(text, *values, **named):
    """`text.format(…)` as torch's tensors answer it."""
    return text.format(*[shown(each) for each in values], **{name: shown(named[name]) for name in named})


def edits(tokens):
    """(start, length, instead): `_shown_(…)` round each expression of an f-string, `_format_` for `"…".format`."""
    found = []
    for index, token in enumerate(tokens):
        if token.kind != "string":
            continue
        if "f" in token.text[: token.text.find(token.text[-1])].lower():
            found.extend(_fields(token))
        after = [each.text for each in tokens[index + 1 : index + 4]]
        if after == [".", "format", "("] and (index == 0 or tokens[index - 1].kind != "string"):
            found.append((token.start, 0, "_format_("))
            dot, bracket = tokens[index + 1], tokens[index + 3]
            found.append((dot.start, bracket.start + 1 - dot.start, ", "))
    return found


def _fields(token):
    """The expressions between the braces of an f-string."""
    text, place, found = token.text, 0, []
    while place < len(text):
        if text[place] != "{":
            place += 1
        elif text[place : place + 2] == "{{":
            place += 2
        else:
            start = place + 1
            place, plain = _expression(text, start)
            if plain:
                found.append((token.start + start, 0, "_shown_("))
                found.append((token.start + place, 0, ")"))
            place = _past_field(text, place)
    return found


def _expression(text, place):
    """Where it ends, and whether its value is shown as it is: not `{x!r}`, `{x=}` or several values."""
    start, closing = place, []
    while place < len(text):
        letter = text[place]
        if letter in "\"'":
            end = text.find(letter, place + 1)
            place = len(text) if end < 0 else end
        elif letter in NESTS:
            closing.append(NESTS[letter])
        elif closing and letter == closing[-1]:
            closing.pop()
        elif not closing and letter in ",}:!" and text[place : place + 2] != "!=":
            words = text[start:place].strip()
            return place, letter in "}:" and bool(words) and words[-1] != "=" and words[0] != "*"
        place += 1 + (text[place : place + 2] == "!=")
    return place, False


def _past_field(text, place):
    """Past the brace that closes the field, and what says how it is shown."""
    depth = 1
    while place < len(text) and depth:
        depth += (text[place] == "{") - (text[place] == "}")
        place += 1
    return place
