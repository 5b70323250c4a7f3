"""Edits of a text for MicroPython, each (start, length, instead), that need whole expressions or statements."""

from judging.language import say
from judging.rules import CLOSE, OPEN, statements
from judging.tokens import Unsure

IN_PLACE = ("*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "<<=", ">>=")  # MicroPython knows += and -= alone
KEYWORDS = (
    "False None True and as assert async await break class continue def del elif else except finally for from "
    "global if import in "
    "is lambda nonlocal not or pass raise return try while with yield"
).split()
VALUES = ("None", "True", "False")


def partners(tokens):
    """The place of each bracket's partner, both ways."""
    found, stack = {}, []
    for place, token in enumerate(tokens):
        if token.kind == "sign" and token.text in OPEN:
            stack.append(place)
        elif token.kind == "sign" and token.text in CLOSE:
            found[place] = stack.pop()
            found[found[place]] = place
    return found


def primary(tokens, place, partner):
    """Where the expression begins that ends at `place`: `a.b(c)[d]`."""
    while True:
        token = tokens[place]
        if token.kind == "sign" and token.text in CLOSE:
            place = partner[place]
            before = tokens[place - 1] if place else None
            called = before is not None and (
                before.kind == "name" and (before.text not in KEYWORDS or before.text in VALUES)
                or before.kind == "string" or before.kind == "sign" and before.text in CLOSE
            )  # fmt: skip
            if called:
                place -= 1
                continue
        if place > 1 and tokens[place - 1].text == "." and tokens[place - 1].kind == "sign":
            place -= 2
            continue
        return place


def steps(tokens, partner):
    """`x[a:b:c]` as `_stepped_(x, a, b, c)`, where it is read: MicroPython knows steps for lists alone."""
    edits = []
    written = targets(tokens)
    for place, token in enumerate(tokens):
        if token.kind != "sign" or token.text != "[" or place in written:
            continue
        end, colons, inner = partner[place], [], place + 1
        while inner < end:
            if tokens[inner].text == "," and tokens[inner].kind == "sign":
                colons = []
                break
            if tokens[inner].kind == "sign" and tokens[inner].text == ":":
                colons.append(inner)
            inner = partner[inner] + 1 if tokens[inner].text in OPEN and tokens[inner].kind == "sign" else inner + 1
        if len(colons) != 2 or any([each.text == "lambda" for each in tokens[place:end]]):
            continue
        edits.append((tokens[primary(tokens, place - 1, partner)].start, 0, "_stepped_("))
        marks = [place] + colons + [end]
        for at, after in zip(marks, marks[1:]):
            edits.append((tokens[at].start, 1, ", None" if after == at + 1 else ", "))
        edits.append((tokens[end].start, 1, ")"))
    return edits


def targets(tokens):
    """The places of brackets `[` in what is assigned to or deleted."""
    found = set()
    for line in statements(tokens):
        depth, last = 0, -1
        for number, token in enumerate(line):
            if token.kind == "sign":
                depth += (token.text in OPEN) - (token.text in CLOSE)
                if not depth and (token.text == "=" or token.text in IN_PLACE or token.text in ("+=", "-=")):
                    last = number
        if line[0].text == "del":
            last = len(line)
        starts = [token.start for token in line[: max(last, 0)] if token.text == "["]
        found.update(starts)
    return {place for place, token in enumerate(tokens) if token.start in found and token.text == "["}


def sorts(tokens, partner):
    """`x.sort(…)` as `_sort_(x, …)`."""
    edits = []
    for place, token in enumerate(tokens[:-2]):
        if token.text == "." and tokens[place + 1].text == "sort" and tokens[place + 2].text == "(" and place:
            edits.append((tokens[primary(tokens, place - 1, partner)].start, 0, "_sort_("))
            edits.append((token.start, tokens[place + 2].start + 1 - token.start, ", "))
    return edits


def dictionaries(tokens, partner):
    """`dict(a=1, b=2)` as pairs, since MicroPython hands keywords on in no order; other calls as `_dict_of_`."""
    edits = []
    for place, token in enumerate(tokens[:-1]):
        if token.text != "dict" or token.kind != "name" or tokens[place + 1].text != "(":
            continue
        if place and tokens[place - 1].text in (".", "def", "class"):
            continue
        commas, names, depth = [], [], 0
        for inner in range(place + 2, partner[place + 1]):
            each = tokens[inner]
            if each.kind == "sign":
                depth += (each.text in OPEN) - (each.text in CLOSE)
                if not depth and each.text == ",":
                    commas.append(each)
                if not depth and each.text == "=":
                    names.append((tokens[inner - 1], each))
                if not depth and each.text == "**" and tokens[inner - 1].text in ("(", ","):
                    raise Unsure("dict(**…)")
        if len(names) < 2:
            edits.append((token.start, 4, "_dict_of_"))
            continue
        if tokens[place + 2].start != names[0][0].start:
            raise Unsure(say("dict() of a dictionary and several names"))
        edits.append((token.start, tokens[place + 1].start + 1 - token.start, "_dict_([("))
        for name, sign in names:
            edits.append((name.start, sign.start + 1 - name.start, '"%s",' % name.text))
        edits += [(comma.start, 1, "),(") for comma in commas]
        edits.append((tokens[partner[place + 1]].start, 1, ")])"))
    return edits


def unions(tokens, partner):
    """`isinstance(x, int | tuple)` with a tuple of classes."""
    edits = []
    for place, token in enumerate(tokens[:-1]):
        if token.text != "isinstance" or tokens[place + 1].text != "(":
            continue
        end, inner = partner[place + 1], place + 2
        while inner < end and tokens[inner].text != ",":
            inner = partner[inner] + 1 if tokens[inner].text in OPEN and tokens[inner].kind == "sign" else inner + 1
        rest = tokens[inner + 1 : end]
        if any([each.text == "|" for each in rest]) and all(
            [each.kind == "name" or each.text in "|." for each in rest]
        ):
            edits += [(each.start, 1, ",") for each in rest if each.text == "|"]
            edits += [(tokens[inner].start, 1, ", ("), (tokens[end].start, 0, ")")]
    return edits


def catches(tokens):
    """What is caught is looked at first: `_caught_(error)` behind each `except …:`."""
    edits, lines = [], statements(tokens)
    for number, line in enumerate(lines):
        if line[0].text != "except" or line[0].kind != "name":
            continue
        colon = _colon(line)
        if colon is None or line[1].text == "*":
            continue
        name = "_error_"
        if colon > 2 and line[colon - 2].text == "as":
            name = line[colon - 1].text
        else:
            edits.append((line[colon].start, 0, "%s as _error_" % ("" if colon > 1 else " BaseException")))
        body = line[colon + 1 :] or (lines[number + 1] if number + 1 < len(lines) else [])
        if body:
            edits += _looked_at_first(body, "_caught_(%s)" % name)
    return edits


def _looked_at_first(body, call):
    first, colon = body[0].text, _colon(body)
    if body[0].kind != "name" or first not in KEYWORDS or colon is None or first in ("lambda", "return", "yield"):
        return [(body[0].start, 0, call + "; ")]
    if first in ("if", "while", "for"):
        start = 0
        if first == "for":
            start = [place for place, token in enumerate(body) if token.text == "in"][0]
        begin = body[start]
        return [(begin.start + len(begin.text), 0, " %s or (" % call), (body[colon].start, 0, ")")]
    if first in ("try", "with", "def", "class", "async"):
        raise Unsure(say("`{0}` right behind `except`", first))
    return [(body[0].start, 0, call + "; ")]


def _colon(line):
    """The place of the colon that opens a block."""
    depth = 0
    for place, token in enumerate(line):
        if token.kind == "sign":
            depth += (token.text in OPEN) - (token.text in CLOSE)
            if token.text == ":" and not depth:
                return place
    return None


def sums(tokens, partner):
    """`(4,) + X.shape` with a shape on the left: MicroPython adds a tuple and a subclass of it wrongly."""
    edits, tuples = [], set()
    if not [token for token in tokens if token.text in ("shape", "size", "Size")]:
        return edits
    for place, token in enumerate(tokens[:-1]):
        if token.kind == "sign" and token.text == "(" and place and tokens[place - 1].text == "=":
            if _is_tuple(tokens, place, partner):
                tuples.add(tokens[place - 2].text)
        if token.text != "+" or token.kind != "sign" or not place:
            continue
        left = tokens[place - 1]
        if left.text in tuples:
            raise Unsure(say("the sum of the tuple `{0}` and what may be a shape", left.text))
        if left.text == ")" and left.kind == "sign":
            start = partner[place - 1]
            if tokens[start - 1].text == "tuple":
                start -= 1
            elif not _is_tuple(tokens, start, partner):
                continue
            edits += [(tokens[start].start, 0, "_size_("), (left.start + 1, 0, ")")]
    return edits


def _is_tuple(tokens, place, partner):
    """Whether the bracket at `place` makes a tuple."""
    before = tokens[place - 1] if place else None
    if before is not None and before.kind == "name" and before.text not in KEYWORDS:
        return False
    inner, end = place + 1, partner[place]
    while inner < end:
        if tokens[inner].text == "," and tokens[inner].kind == "sign":
            return True
        inner = partner[inner] + 1 if tokens[inner].text in OPEN and tokens[inner].kind == "sign" else inner + 1
    return False


def check_keywords(tokens):
    """MicroPython hands `**names` on in no order: what goes through them is left to Python."""
    for place, token in enumerate(tokens[:-2]):
        if token.text != "**" or tokens[place - 1].text not in ("(", ",") or tokens[place + 1].kind != "name":
            continue
        name = tokens[place + 1].text
        for other, each in enumerate(tokens[:-2]):
            if each.text == name and each.kind == "name" and tokens[other - 1].text not in ("**", "."):
                if tokens[other + 1].text == "." and tokens[other + 2].text in ("get", "pop", "setdefault"):
                    continue
                if tokens[other + 1].text not in ("[", "=") and tokens[other - 1].text != "in":
                    raise Unsure(say("the order of `**{0}`", name))
                if tokens[other - 1].text == "in" and tokens[other - 2].kind == "name" and _in_for(tokens, other):
                    raise Unsure(say("the order of `**{0}`", name))


def _in_for(tokens, place):
    """Whether the `in` before belongs to a `for`."""
    while place and tokens[place].kind != "end":
        if tokens[place].text == "for":
            return True
        place -= 1
    return False


def check_ranges(tokens, partner):
    """`range(3) == range(0, 3)` is False in MicroPython."""
    for place, token in enumerate(tokens[:-1]):
        if token.text == "range" and tokens[place + 1].text == "(":
            end = partner[place + 1]
            if tokens[end + 1].text in ("==", "!=") or place and tokens[place - 1].text in ("==", "!="):
                raise Unsure(say("a comparison of ranges"))
