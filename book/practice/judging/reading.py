"""A reader's text before it runs: pasted prompts go, MicroPython's gaps are filled, clear mistakes are named by line.

Only plain text work, so that CPython tests it: `read` gives the text to run, or the sentence to show instead.
"""

from judging import formats, rewriting
from judging.language import say
from judging.prompts import without_magics, without_prompts
from judging.rewriting import IN_PLACE, KEYWORDS
from judging.rules import CLOSE, OPEN, check_brackets, check_indents, statements
from judging.tokens import Unsure, tokenize

LONGEST = 20000  # characters; beyond, the page hands over to the notebook


def read(text):
    """(text to run, note for the reader). Raises `Wrong` or `Unsure`. Line numbers stay what they were."""
    if len(text) > LONGEST:
        raise Unsure(say("more than {0} characters", LONGEST))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
    text, note = without_prompts(text)
    text = without_magics(text)
    tokens = tokenize(text)
    check_brackets(tokens)
    check_indents(text, tokens)
    return rewritten(text, tokens), note


def top_statements(text):
    """The statements at the left margin, each with the lines above it left empty."""
    starts = [0]
    decorated = False
    for line in statements(tokenize(text)):
        first = line[0]
        if first.start == text.rfind("\n", 0, first.start) + 1 and not decorated and first.text not in CONTINUED:
            starts.append(first.start)
        decorated = first.text == "@"
    ends = starts[1:] + [len(text)]
    return ["\n" * text.count("\n", 0, a) + text[a:b] for a, b in zip(starts, ends) if text[a:b].strip()]


CONTINUED = ("else", "elif", "except", "finally")


def _is_display(tokens, index):
    """Whether the bracket makes a list, tuple or set, and is no call, subscript or parameter list."""
    if not index:
        return True
    before = tokens[index - 1]
    if before.kind in ("number", "string"):
        return False
    if before.kind == "name":
        return before.text in KEYWORDS and before.text not in ("None", "True", "False", "lambda", "class", "def")
    return before.text not in CLOSE


def rewritten(text, tokens):
    """The same program in words that MicroPython knows: `[*a, b]`, `x *= y`, ordered dictionaries, f-strings."""
    partner = rewriting.partners(tokens)
    rewriting.check_keywords(tokens)
    rewriting.check_ranges(tokens, partner)
    edits, stack = in_place_edits(text, tokens) + formats.edits(tokens) + rewriting.catches(tokens), []
    for edit in (rewriting.steps, rewriting.sorts, rewriting.unions, rewriting.sums):
        edits += edit(tokens, partner)
    if not _own(tokens, "dict"):
        edits += rewriting.dictionaries(tokens, partner)
    names = [token.text for token in tokens if token.kind == "name"]
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else token
        before = tokens[index - 1].text if index else ""
        if token.kind == "name":
            _check_name(token, before, after, names)
            if token.text in ("int", "round", "str") and after.text == "(" and before not in (".", "def", "class"):
                if not _own(tokens, token.text):
                    edits.append((token.start, len(token.text), "_%s_" % token.text))
        if token.text in OPEN and token.kind == "sign":
            stack.append(Bracket(token, _is_display(tokens, index)))
        elif token.text in CLOSE and token.kind == "sign":
            edits.extend(stack.pop().edits(token))
        elif stack:
            stack[-1].see(token, before)
    edits.sort(key=lambda edit: (-edit[0], -edit[1]))
    for start, length, instead in edits:
        text = text[:start] + instead + text[start + length :]
    return text


def in_place_edits(text, tokens):
    """`x *= y` as `x = _in_place_("*=", x, (y))`: MicroPython would make a new tensor."""
    edits = []
    for line in statements(tokens):
        depth, start = 0, 0
        for place, token in enumerate(line):
            if token.kind != "sign":
                continue
            depth += (token.text in OPEN) - (token.text in CLOSE)
            if token.text in (";", ":") and not depth:
                start = place + 1
            if token.text in IN_PLACE and not depth:
                stop = place
                while stop + 1 < len(line) and not (line[stop + 1].text == ";" and line[stop + 1].kind == "sign"):
                    stop += 1
                target = text[line[start].start : token.start].rstrip()
                if "(" in target or "\n" in target or stop == place:
                    raise Unsure(say("`{0}` behind a call", token.text))
                edits.append((token.start, len(token.text), '= _in_place_("%s", %s, (' % (token.text, target)))
                edits.append((line[stop].start + len(line[stop].text), 0, "))"))
    return edits


def _own(tokens, name):
    """Whether the reader's text gives the name another meaning."""
    for index, token in enumerate(tokens):
        if token.text == name and token.kind == "name":
            before, after = tokens[index - 1].text if index else "", tokens[index + 1].text
            if after == "=" or before in ("def", "for", "as", "import", "class"):
                return True
    return False


def _check_name(token, before, after, names):
    if token.text == "set" and after.text == "(" and before != ".":
        raise Unsure("set()")
    if (
        token.text in ("exec", "eval", "globals", "locals", "vars", "compile")
        and after.text == "("
        and before not in (".", "def")
    ):
        raise Unsure(token.text + "()")
    if token.text == "import" and after.text == "*":
        raise Unsure("from … import *")
    if token.text in ("async", "await"):
        raise Unsure(token.text)


class Bracket:
    """An open bracket while its tokens go by."""

    def __init__(self, token, display):
        self.token, self.display = token, display
        self.star = self.double = self.loop = None
        self.colons, self.commas, self.empty, self.entry = [], [], True, False

    def see(self, token, before):
        if token.text in ("*", "**") and before in ("(", "[", "{", ","):
            if token.text == "*":
                self.star = token
            else:
                self.double = token
        if self.token.text == "{" and token.kind == "sign":
            if token.text == ":" and not self.entry:
                self.colons.append(token)
                self.entry = True
            elif token.text == ",":
                self.commas.append(token)
                self.entry = False
        if token.text == "for" and token.kind == "name" and self.loop is None:
            self.loop = token
        if token.kind != "end":
            self.empty = False

    def edits(self, closing):
        if self.token.text == "{":
            return self._dictionary(closing)
        if self.star is None or not self.display:
            if self.star is not None and self.token.text == "[":
                raise Unsure(say("a star in an index"))
            return []
        if self.token.text == "[":
            return [(self.token.start, 1, "_list_("), (closing.start, 1, ")")]
        return [(self.token.start, 1, "_tuple_(")]

    def _dictionary(self, closing):
        if self.double or self.star:
            raise Unsure("{*…} and {**…}")
        if not self.colons:
            if self.empty:
                return [(self.token.start, 1, "_dict_(["), (closing.start, 1, "])")]
            raise Unsure(say("a set"))
        edits = [(colon.start, 1, ",") for colon in self.colons]
        if self.loop is not None:
            return edits + [(self.token.start, 1, "_dict_([("), (self.loop.start, 0, ")"), (closing.start, 1, "])")]
        edits += [(comma.start, 1, "),(") for comma in self.commas]
        return edits + [(self.token.start, 1, "_dict_([("), (closing.start, 1, ")])")]


def may_be_newer(text, line):
    """Whether the line that MicroPython refuses may be Python all the same: spellings that it does not know."""
    tokens = tokenize(text)
    for index, token in enumerate(tokens):
        if abs(token.line - line) > 1 and token.text not in ("match", "case"):
            continue
        before = tokens[index - 1].text if index else "\n"
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        if token.text in ("*", "**") and before in ("return", "=", ",", "[", "(", "in", "yield"):
            return True
        if (
            token.text == "/"
            and before in (",", "(")
            or token.text in ("match", "case", "type")
            and before in ("\n", "")
        ):
            return True
        if (
            token.kind == "string"
            and token.text[0] in "fFbBrRuU"
            or token.text == ":="
            or token.text == "@"
            and before == "\n"
        ):
            return True
        if token.kind == "number" and ("_" in token.text or token.text[-1:] in "jJ" or after == "."):
            return True
        if token.text in ("->", "lambda", "with", "global", "nonlocal", "except", "del", "yield"):
            return True
    return False
