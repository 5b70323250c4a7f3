"""Names in annotations: CPython looks them up when a function is defined, MicroPython does not look at them."""

from judging.failing import BUILTINS
from judging.language import say
from judging.rewriting import partners
from judging.rules import OPEN, statements
from judging.tokens import Unsure, Wrong, tokenize


def check(text, known, names):
    """Raises `Wrong` for the first name that nobody has given a meaning; `known` before the text ran, `names` after."""
    tokens = tokenize(text)
    if "__future__" in [token.text for token in tokens]:
        return
    for line in statements(tokens):
        top = line[0].start == text.rfind("\n", 0, line[0].start) + 1
        for token in _names(line, top):
            if token.text in known or token.text in BUILTINS:
                continue
            earlier = [each for each in tokens if each.text == token.text and each.line < token.line]
            if token.text in names and earlier:
                continue
            if not top:
                raise Unsure(say("the annotation `{0}`", token.text))
            raise Wrong("NameError: name '%s' is not defined" % token.text, token.line)


def _names(line, top):
    """The names in the annotations of one statement."""
    partner = partners(line)
    if line[0].text == "def" and len(line) > 3 and line[2].text == "(":
        return _of_parameters(line, 3, partner[2], partner) + _of_result(line, partner[2])
    if top and len(line) > 2 and line[0].kind == "name" and line[1].text == ":" and line[0].text not in BLOCKS:
        ends = [place for place, token in enumerate(line) if token.text == "="]
        return _plain(line, 2, ends[0] if ends else len(line))
    return []


BLOCKS = ("else", "try", "finally", "lambda")


def _of_parameters(line, place, end, partner):
    found, start = [], None
    while place <= end:
        text = line[place].text
        if start is None and text == ":":
            start = place + 1
        elif text in (",", "=") or place == end:
            if start is not None:
                found += _plain(line, start, place)
            start = None
            if text == "=":  # a default may hold a lambda or a slice: past it
                while place < end and line[place].text != ",":
                    place = partner[place] if line[place].text in OPEN and line[place].kind == "sign" else place
                    place += 1
                continue
        if text in OPEN and line[place].kind == "sign":
            place = partner[place]
        place += 1
    return found


def _of_result(line, end):
    if end + 1 < len(line) and line[end + 1].text == "->":
        ends = [place for place in range(end + 1, len(line)) if line[place].text == ":"]
        return _plain(line, end + 2, ends[0] if ends else len(line))
    return []


def _plain(line, start, end):
    """Names that stand for themselves: `torch` of `torch.Tensor`."""
    found = []
    for place in range(start, end):
        token = line[place]
        if token.kind == "name" and line[place - 1].text != "." and token.text not in ("None", "True", "False"):
            found.append(token)
    return found
