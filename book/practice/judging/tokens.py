"""Names, numbers, strings and signs of a text, each with its line."""

from judging.language import say

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
OPERATORS = {
    "**=", "//=", ">>=", "<<=", "...", "->", ":=", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "+=", "-=", "*=",
    "/=", "%=",
    "&=", "|=", "^=", "@=",
}  # fmt: skip


SYMBOLS = ((0x2000, 0x203E), (0x2190, 0x2BFF), (0x3000, 0x3004), (0xFF00, 0xFF0F), (0x1F000, 0x1FAFF))  # in no name


PLAIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")  # of names; nearly all letters of a text
INVISIBLE = "\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"


class Wrong(Exception):
    """The text cannot run in any Python; `line` counts from 1."""

    def __init__(self, text, line):
        self.text, self.line = text, line


class Unsure(Exception):
    """Python may run this text; the page's does not."""


class Token:
    def __init__(self, kind, text, line, start):
        self.kind, self.text, self.line, self.start = kind, text, line, start


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
        elif (letter in PLAIN or _in_name(letter)) and not letter.isdigit():
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
    if text[place] not in PLAIN:
        _check_first(text[place], line)
    while place < len(text) and (text[place] in PLAIN or _in_name(text[place]) and text[place] not in INVISIBLE):
        place += 1
    prefixes = ("r", "b", "f", "u", "rb", "br", "fr", "rf")
    if text[place : place + 1] in ("'", '"') and text[start:place].lower() in prefixes:
        return _string(text, place, line, start, tokens)
    tokens.append(Token("name", text[start:place], line, start))
    return place, line


def _check_first(letter, line):
    """Raise `Wrong` where no name begins with this letter, in words that say what it is."""
    if letter in INVISIBLE:
        said = say(
            "There is an invisible character in this line that is no space ({0}). Delete it.",
            "U+%04X" % ord(letter),
        )
        raise Wrong(said, line)
    if any([low <= ord(letter) <= high for low, high in SYMBOLS]):
        raise Wrong(say("Python does not know the character `{0}` here. Delete it.", letter), line)


def _sign(text, place, line, tokens):
    """Past the end of an operator or bracket."""
    letter = text[place]
    if letter in WIDE or letter in CURLY:
        plain = WIDE.get(letter) or CURLY[letter]
        raise Wrong(say("`{0}` is not the character that Python knows. Type `{1}` instead.", letter, plain), line)
    sign = letter
    for size in (3, 2):
        if text[place : place + size] in OPERATORS:
            sign = text[place : place + size]
            break
    if sign in ("$", "?", "!"):
        raise Wrong(say("Python does not know `{0}` here.", sign), line)
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
            raise Wrong(say("The text that begins with {0} in this line has no end.", mark), first)
        if text.startswith(mark, place):
            break
        if text[place] == "\\":
            place += 1
        if text[place : place + 1] == "\n":
            line += 1
        place += 1
    tokens.append(Token("string", text[start : place + len(mark)], first, start))
    return place + len(mark), line
