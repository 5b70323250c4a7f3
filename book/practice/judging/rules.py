"""Clear mistakes of a text: brackets, indentation, colons."""

from judging.language import say
from judging.tokens import Wrong

OPEN, CLOSE = {"(": ")", "[": "]", "{": "}"}, {")": "(", "]": "[", "}": "{"}
HEADS = ("def", "for", "if", "while", "else", "elif", "class", "with", "try", "except", "finally")


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
                raise Wrong(say("The bracket `{0}` closes nothing.", token.text), token.line)
            opened = stack.pop()
            if opened.text != CLOSE[token.text]:
                raise Wrong(
                    say("The bracket `{0}` of line {1} is closed by `{2}`.", opened.text, opened.line, token.text),
                    token.line,
                )
    if stack:
        raise Wrong(say("The bracket `{0}` is never closed.", stack[-1].text), stack[-1].line)


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
                say("After `{0} …:` in line {1} an indented line is expected.", opened.text, opened.line), first.line
            )
        if (wide > last[0]) != (narrow > last[1]) or (wide == last[0]) != (narrow == last[1]):
            raise Wrong(say("Tabs and spaces are mixed in the indentation of this line. Use spaces."), first.line)
        if wide > last[0]:
            if opened is None:
                raise Wrong(say("This line is indented, and no line above asks for it."), first.line)
            levels.append((wide, narrow))
        while wide < levels[-1][0]:
            levels.pop()
            if wide > levels[-1][0]:
                raise Wrong(say("The indentation of this line fits none of the lines above."), first.line)
        opened = first if line[-1].text == ":" and line[-1].kind == "sign" else None
        if opened is None and first.kind == "name" and first.text in HEADS and not _has_colon(line):
            raise Wrong(say("A colon is missing at the end of this line."), line[-1].line)
    if opened is not None:
        raise Wrong(
            say("After `{0} …:` in line {1} an indented line is expected.", opened.text, opened.line), opened.line
        )


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
