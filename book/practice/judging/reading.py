"""A reader's text before it runs: pasted prompts go, MicroPython's gaps are filled, clear mistakes are named by line.

Only plain text work, so that CPython tests it: `read` gives the text to run, or the sentence to show instead.
"""

LONGEST = 20000  # characters; beyond, the page hands over to the notebook
WIDE = {
    "（": "(",
    "）": ")",
    "［": "[",
    "］": "]",
    "｛": "{",
    "｝": "}",
    "：": ":",
    "，": ",",
    "；": ";",
    "＝": "=",
    "。": ".",
}
CURLY = {"“": '"', "”": '"', "‘": "'", "’": "'", "−": "-", "–": "-", "×": "*", "…": "..."}
OPEN, CLOSE = {"(": ")", "[": "]", "{": "}"}, {")": "(", "]": "[", "}": "{"}
IN_PLACE = ("*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "<<=", ">>=")  # MicroPython knows += and -= alone
KEYWORDS = (
    "False None True and as assert async await break class continue def del elif else except finally for from "
    "global if import in "
    "is lambda nonlocal not or pass raise return try while with yield"
).split()
HEADS = ("def", "for", "if", "while", "else", "elif", "class", "with", "try", "except", "finally")
OPERATORS = (
    "**=", "//=", ">>=", "<<=", "...", "->", ":=", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "+=", "-=", "*=",
    "/=", "%=",
    "&=", "|=", "^=", "@=",
)  # fmt: skip


class Wrong(Exception):
    """The text cannot run in any Python; `line` counts from 1."""

    def __init__(self, text, line):
        self.text, self.line = text, line


class Unsure(Exception):
    """Python may run this text; the page's does not."""


class Token:
    def __init__(self, kind, text, line, start):
        self.kind, self.text, self.line, self.start = kind, text, line, start


def read(text):
    """(text to run, note for the reader). Raises `Wrong` or `Unsure`. Line numbers stay what they were."""
    if len(text) > LONGEST:
        raise Unsure("more than %d characters" % LONGEST)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
    text, note = without_prompts(text)
    text = without_magics(text)
    tokens = tokenize(text)
    check_brackets(tokens)
    check_indents(text, tokens)
    return rewritten(text, tokens), note


def without_prompts(text):
    """`>>> x = 1` and `In [3]: x = 1` as `x = 1`; what a session printed goes too."""
    lines = text.split("\n")
    if not any([_prompt(line) is not None for line in lines]):
        return text, ""
    kept, inside = [], False
    for line in lines:
        prompt = _prompt(line)
        if prompt is not None:
            kept.append(line[prompt:])
            inside = True
        elif inside and _continued(line) is not None:
            kept.append(line[_continued(line) :])
        else:
            kept.append("")
            inside = False
    return "\n".join(kept), "The prompts were left out, and the lines without one."


def _prompt(line):
    """Where the code begins behind `>>> ` or `In [3]: `; None without such a prompt."""
    bare = line.lstrip()
    gap = len(line) - len(bare)
    if bare.startswith(">>> ") or bare == ">>>":
        return gap + min(4, len(bare))
    if bare.startswith("In [") and "]:" in bare:
        number, _, rest = bare[4:].partition("]:")
        if number.strip() == "" or number.strip().isdigit():
            return len(line) - len(rest) + (1 if rest.startswith(" ") else 0)
    return None


def _continued(line):
    """Where the code begins behind `... ` or `   ...: `."""
    bare = line.lstrip()
    gap = len(line) - len(bare)
    for mark in ("...: ", "... "):
        if bare.startswith(mark):
            return gap + len(mark)
    return len(line) if bare in ("...", "...:") else None


def without_magics(text):
    """`%pip install d2l` and `!ls` at the start of a line are for notebooks."""
    return "\n".join(["" if line[:1] in ("%", "!") else line for line in text.split("\n")])


def tokenize(text):
    """Names, numbers, strings, operators and line ends, without spaces and comments."""
    tokens, place, line, size = [], 0, 1, len(text)
    while place < size:
        letter = text[place]
        if letter == "\n":
            tokens.append(Token("end", "\n", line, place))
            line, place = line + 1, place + 1
        elif letter in " \t":
            place += 1
        elif letter == "\\" and text[place + 1 : place + 2] == "\n":
            line, place = line + 1, place + 2
        elif letter == "#":
            end = text.find("\n", place)
            place = size if end < 0 else end
        elif letter in "\"'":
            place, line = _string(text, place, line, place, tokens)
        elif _in_name(letter) and not letter.isdigit():
            place, line = _name(text, place, line, tokens)
        elif letter.isdigit() or letter == "." and text[place + 1 : place + 2].isdigit():
            start, place = place, _number(text, place)
            tokens.append(Token("number", text[start:place], line, start))
        else:
            place = _sign(text, place, line, tokens)
    tokens.append(Token("end", "", line, size))
    return tokens


def _name(text, place, line, tokens):
    """Past the end of a name, or of the string that it is the prefix of."""
    start = place
    if text[place] in "\u00a0\u3000\u200b\ufeff":
        said = "There is an invisible character in this line that is no space (U+%04X). Delete it."
        raise Wrong(said % ord(text[place]), line)
    while place < len(text) and _in_name(text[place]):
        place += 1
    prefixes = ("r", "b", "f", "u", "rb", "br", "fr", "rf")
    if text[place : place + 1] in ("'", '"') and text[start:place].lower() in prefixes:
        return _string(text, place, line, start, tokens)
    tokens.append(Token("name", text[start:place], line, start))
    return place, line


def _sign(text, place, line, tokens):
    """Past the end of an operator or bracket."""
    letter = text[place]
    if letter in WIDE or letter in CURLY:
        plain = WIDE.get(letter) or CURLY[letter]
        raise Wrong("`%s` is not the character that Python knows. Type `%s` instead." % (letter, plain), line)
    sign = letter
    for operator in OPERATORS:
        if text.startswith(operator, place):
            sign = operator
            break
    if sign in ("$", "?", "!"):
        raise Wrong("Python does not know `%s` here." % sign, line)
    tokens.append(Token("sign", sign, line, place))
    return place + len(sign)


def _in_name(letter):
    return (
        letter.isalpha()
        or letter.isdigit()
        or letter == "_"
        or ord(letter) > 127
        and letter not in WIDE
        and letter not in CURLY
    )


def _number(text, place):
    start = place
    while place < len(text) and (text[place].isdigit() or text[place].isalpha() or text[place] in "._" or (
        text[place] in "+-" and text[place - 1] in "eE" and not text[start:place].lower().startswith("0x")
    )):  # fmt: skip
        place += 1
    return place


def _string(text, place, line, start, tokens):
    """Past the end of a string; the quotes of f-strings may not nest before Python 3.12."""
    quote = text[place]
    triple = text.startswith(quote * 3, place)
    mark, first = quote * (3 if triple else 1), line
    place += len(mark)
    while True:
        if place >= len(text) or text[place] == "\n" and not triple:
            raise Wrong("The text that begins with %s in this line has no end." % mark, first)
        if text.startswith(mark, place):
            break
        if text[place] == "\\":
            place += 1
        if text[place : place + 1] == "\n":
            line += 1
        place += 1
    tokens.append(Token("string", text[start : place + len(mark)], first, start))
    return place + len(mark), line


def check_brackets(tokens):
    """Every bracket has its partner."""
    stack = []
    for token in tokens:
        if token.kind != "sign":
            continue
        if token.text in OPEN:
            stack.append(token)
        elif token.text in CLOSE:
            if not stack:
                raise Wrong("The bracket `%s` closes nothing." % token.text, token.line)
            opened = stack.pop()
            if opened.text != CLOSE[token.text]:
                raise Wrong(
                    "The bracket `%s` of line %d is closed by `%s`." % (opened.text, opened.line, token.text),
                    token.line,
                )
    if stack:
        raise Wrong("The bracket `%s` is never closed." % stack[-1].text, stack[-1].line)


def statements(tokens):
    """Logical lines: lists of tokens up to a line end outside brackets."""
    found, depth = [[]], 0
    for token in tokens:
        if token.kind == "sign" and token.text in OPEN:
            depth += 1
        elif token.kind == "sign" and token.text in CLOSE:
            depth -= 1
        if token.kind == "end":
            if not depth and found[-1]:
                found.append([])
        else:
            found[-1].append(token)
    return [line for line in found if line]


def check_indents(text, tokens):
    """Indentation by Python's rules: tabs and spaces alike, each step back to a level that was there."""
    levels = [(0, 0)]
    opened = None
    for line in statements(tokens):
        first = line[0]
        start = text.rfind("\n", 0, first.start) + 1
        blank = text[start : first.start]
        if blank.strip(" \t"):
            continue  # it goes on behind a semicolon or a string of several lines
        wide, narrow = 0, len(blank)
        for letter in blank:
            wide = wide + 8 - wide % 8 if letter == "\t" else wide + 1
        last = levels[-1]
        if opened is not None and wide <= last[0]:
            raise Wrong(
                "After `%s …:` in line %d an indented line is expected." % (opened.text, opened.line), first.line
            )
        if (wide > last[0]) != (narrow > last[1]) or (wide == last[0]) != (narrow == last[1]):
            raise Wrong("Tabs and spaces are mixed in the indentation of this line. Use spaces.", first.line)
        if wide > last[0]:
            if opened is None:
                raise Wrong("This line is indented, and no line above asks for it.", first.line)
            levels.append((wide, narrow))
        while wide < levels[-1][0]:
            levels.pop()
            if wide > levels[-1][0]:
                raise Wrong("The indentation of this line fits none of the lines above.", first.line)
        opened = first if line[-1].text == ":" and line[-1].kind == "sign" else None
        if opened is None and first.kind == "name" and first.text in HEADS and not _has_colon(line):
            raise Wrong("A colon is missing at the end of this line.", line[-1].line)
    if opened is not None:
        raise Wrong("After `%s …:` in line %d an indented line is expected." % (opened.text, opened.line), opened.line)


def _has_colon(line):
    depth = 0
    for token in line:
        if token.kind == "sign" and token.text in OPEN:
            depth += 1
        elif token.kind == "sign" and token.text in CLOSE:
            depth -= 1
        elif token.text == ":" and not depth:
            return True
    return False


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
    """The same program in words that MicroPython knows: `[*a, b]`, `x *= y`, ordered dictionaries, int(tensor)."""
    edits, stack = in_place_edits(text, tokens), []
    names = [token.text for token in tokens if token.kind == "name"]
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else token
        before = tokens[index - 1].text if index else ""
        if token.kind == "name":
            _check_name(token, before, after, names)
            if token.text in ("int", "round") and after.text == "(" and before not in (".", "def", "class"):
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
                    raise Unsure("`%s` behind a call" % token.text)
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
                raise Unsure("a star in an index")
            return []
        if self.token.text == "[":
            return [(self.token.start, 1, "_list_("), (closing.start, 1, ")")]
        return [(self.token.start, 1, "_tuple_(")]

    def _dictionary(self, closing):
        if self.double or self.star:
            raise Unsure("{*…} and {**…}")
        if not self.colons:
            if self.empty:
                return []
            raise Unsure("a set")
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
        if token.kind == "number" and (
            "_" in token.text or token.text[-1:] in "jJ" or "." in token.text and after == "."
        ):
            return True
        if token.text in ("->", "lambda", "with", "global", "nonlocal", "except", "del", "yield"):
            return True
    return False
