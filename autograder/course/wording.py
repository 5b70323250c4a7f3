"""The sentences in texts and in code, and the same texts and code with other sentences.

`markdown(text, say)` and `code(text, say)` give the text back with `say(sentence)` in the place of each sentence, so
one way through the text both collects and translates. A sentence is a paragraph, a heading, an item, a cell of a table,
a fenced block with words; in code a comment, a docstring, or a message: what an assert, a `raise` or `print` says.

A message with values is a pattern: of `f"yours is {tuple(Y.shape)}."` it is `yours is {shape}.`, and the translation
holds the same fields, in any order. Code itself never changes: `code` refuses a translation that would change it.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.errors import CourseError

Say = Callable[[str], str]
_NO_WORDS = re.compile(r"\$[^$]*\$|(?<!})`[^`]*`|\]\([^)]*\)")  # formulas, code, addresses
_WORD = re.compile(r"[A-Za-z]{3}")
_SEVERAL_WORDS = re.compile(r"[A-Za-z]+[,:;]? [A-Za-z0-9]")
_BETWEEN_TAGS = re.compile(r"(?<=>)[^<>]+(?=<)")
_PIECE = re.compile(r"([A-Za-z]*)(\"\"\"|'''|\"|')((?:\\.|(?!\2).)*)\2", re.S)
_FIELD = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")


def has_words(message: str) -> bool:
    """Whether there is anything to translate: a letter outside formulas, code and addresses."""
    return any(letter.isalpha() for letter in _NO_WORDS.sub("", message))


def collected(walk: Callable[[Say], object]) -> list[str]:
    """The sentences that a way through a text comes by, each once."""
    found = dict[str, None]()

    def say(sentence: str) -> str:
        found[sentence] = None
        return sentence

    walk(say)
    return list(found)


# Texts


def markdown(text: str, say: Say) -> str:
    """The text in other words. A paragraph becomes one line; whatever is no sentence stays."""
    lines = text.split("\n")
    last_line, last_column = -1, 0  # of a table, whose cells share a line
    done: list[tuple[int, int, list[str]]] = []
    tokens = _tokens(text)
    for above, token in zip([None, *tokens], tokens, strict=False):
        if token.map is None:
            continue
        start, end = token.map
        if token.type == "inline" and has_words(token.content):
            if above and above.type in ("th_open", "td_open"):
                last_column = last_column if start == last_line else 0
                lines[start], last_column = _cell(lines[start], token.content, last_column, say)
                last_line = start
            elif (at := lines[start].find(token.content.split("\n")[0])) >= 0:
                done.append((start, end, [lines[start][:at] + say(" ".join(token.content.split("\n")))]))
        elif token.type in ("fence", "code_block") and _WORD.search(token.content):
            inside = slice(start + 1, end - 1) if token.type == "fence" else slice(start, end)
            said = say("\n".join(lines[inside])).split("\n")
            done.append((inside.start, inside.stop, said))
        elif token.type == "html_block":
            done.append((start, end, _html("\n".join(lines[start:end]), say).split("\n")))
    for start, end, said in reversed(done):
        lines[start:end] = said
    return "\n".join(lines)


def _tokens(text: str) -> list[Any]:
    from markdown_it import MarkdownIt  # graders import this module, and read no text

    return MarkdownIt("commonmark").enable("table").parse(text)


def _html(block: str, say: Say) -> str:
    return _BETWEEN_TAGS.sub(lambda found: say(found[0]) if has_words(found[0]) else found[0], block)


def _cell(line: str, content: str, start: int, say: Say) -> tuple[str, int]:
    """The row with this cell in other words, and where its next cell begins."""
    at = line.find(content, start)
    if at < 0:  # it holds a \\|
        return line, start
    said = say(content)
    return line[:at] + said + line[at + len(content) :], at + len(said)


# Code


@dataclass(frozen=True)
class _Literal:
    """A string in code: where it is, what it says as a pattern, and the code of each field."""

    start: tuple[int, int]  # line from 1, column in characters
    end: tuple[int, int]
    quote: str
    pattern: str
    fields: dict[str, str]  # by name, the code between its braces; none: no f-string
    formatted: bool


def code(text: str, say: Say, *, checks: bool = False, where: str = "") -> str:
    """Python in other words; where a translation would change the code, a CourseError that begins with `where`.

    In `checks`, what is handed to the cell's own functions and lists of texts are messages, too, if of several words.
    Code that does not parse (a magic, a cell that is meant to fail) stays.
    """
    try:
        tree = ast.parse(text)
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (SyntaxError, tokenize.TokenError):
        return text
    changes = [(each.start, each.end, f"# {say(each.string[2:])}") for each in _comments(tokens)]
    lines = text.split("\n")
    for node in _messages(tree, checks):
        literal = _literal(node, lines)
        if literal and has_words(_FIELD.sub("", literal.pattern)):
            changes.append((literal.start, literal.end, _written(literal, say(literal.pattern), where)))
    for start, end, said in sorted(set(changes), reverse=True):
        (first, left), (last, right) = start, end
        lines[first - 1 : last] = [lines[first - 1][:left] + said + lines[last - 1][right:]]
    new = "\n".join(lines)
    if not _same_code(new, tree):
        raise CourseError(f"{where}: a translation changes the code of `{text.strip().splitlines()[0]}`. Mend it")
    return new


def messages(text: str) -> list[str]:
    """The patterns of what `hidden_tests.py` may say: its strings of several words, docstrings of tests alone."""
    tree, lines, found = ast.parse(text), text.split("\n"), list[str]()
    unsaid = {id(_docstring(node)) for node in ast.walk(tree) if not _is_test(node)}
    for node in _strings(tree):
        literal = _literal(node, lines) if id(node) not in unsaid else None
        if literal and _SEVERAL_WORDS.search(literal.pattern):
            found.append(literal.pattern)
    return list(dict.fromkeys(found))


def _docstring(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and ast.get_docstring(node):
        first = node.body[0]
        return first.value if isinstance(first, ast.Expr) else None
    return None


def _is_test(node: ast.AST) -> bool:
    """Whether its docstring is a line for the student: a function below `@task(…)` or `@holds(…)`."""
    calls = [each.func for each in getattr(node, "decorator_list", ()) if isinstance(each, ast.Call)]
    return any(isinstance(call, ast.Name) and call.id in ("task", "holds") for call in calls)


def _comments(tokens: list[tokenize.TokenInfo]) -> Iterator[tokenize.TokenInfo]:
    """Comments that are sentences; a magic that is commented out is none."""
    for each in tokens:
        if each.type == tokenize.COMMENT and each.string[:3] not in ("# %", "# !", "###") and has_words(each.string):
            yield each


def _messages(tree: ast.Module, checks: bool) -> Iterator[ast.expr]:
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)} if checks else set()
    for node in ast.walk(tree):
        if docstring := _docstring(node):
            yield docstring
        elif isinstance(node, ast.Assert) and node.msg:
            yield from _strings(node.msg)
        elif isinstance(node, ast.Raise) and node.exc:
            yield from _strings(node.exc)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", *own}:
            texts = [text for given in node.args for text in _strings(given)]
            yield from texts if node.func.id == "print" else filter(_of_several_words, texts)
        elif checks and isinstance(node, ast.List) and node.elts and all(map(_is_text, node.elts)):
            yield from node.elts if any(map(_of_several_words, node.elts)) else ()


def _strings(node: ast.AST) -> Iterator[ast.expr]:
    """Texts in this part of the code, an f-string as one."""
    if isinstance(node, ast.JoinedStr) or _is_text(node):
        assert isinstance(node, ast.expr)
        yield node
        return
    for child in ast.iter_child_nodes(node):
        yield from _strings(child)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _of_several_words(node: ast.expr) -> bool:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return any(isinstance(part, ast.Constant) and _SEVERAL_WORDS.search(str(part.value)) for part in parts)


def _literal(node: ast.expr, lines: list[str]) -> _Literal | None:
    """None for what is no plain text: raw strings, bytes."""
    assert node.end_lineno is not None and node.end_col_offset is not None
    start = (node.lineno, _characters(lines[node.lineno - 1], node.col_offset))
    end = (node.end_lineno, _characters(lines[node.end_lineno - 1], node.end_col_offset))
    rows = lines[start[0] - 1 : end[0]]
    rows[-1] = rows[-1][: end[1]]
    rows[0] = rows[0][start[1] :]
    pieces = list(_PIECE.finditer("\n".join(rows)))
    if not pieces or any(piece[1].lower() not in ("", "f") for piece in pieces):
        return None
    formatted = any(piece[1] for piece in pieces)
    bodies = [_double(piece[3]) if formatted and not piece[1] else piece[3] for piece in pieces]
    pattern, fields = _pattern("".join(bodies)) if formatted else ("".join(bodies), {})
    return _Literal(start, end, pieces[0][2], pattern, fields, formatted)


def _characters(line: str, offset: int) -> int:
    return len(line.encode()[:offset].decode())


def _double(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _pattern(body: str) -> tuple[str, dict[str, str]]:
    """The inside of an f-string as a pattern: each field by the last name in its code."""
    pattern, fields, at = "", dict[str, str](), 0
    while at < len(body):
        if body.startswith(("{{", "}}"), at):
            pattern, at = pattern + 2 * body[at], at + 2
        elif body[at] == "{":
            end = _closing(body, at)
            inside = body[at + 1 : end]
            pattern, at = pattern + f"{{{_name(inside, fields)}}}", end + 1
        else:
            pattern, at = pattern + body[at], at + 1
    return pattern, fields


def _closing(body: str, at: int) -> int:
    depth = 0
    for place in range(at, len(body)):
        depth += {"{": 1, "}": -1}.get(body[place], 0)
        if not depth:
            return place
    return len(body)


def _name(inside: str, fields: dict[str, str]) -> str:
    """A name for a field, which is entered under it: `shape` of `tuple(Y.shape)`."""
    try:
        value = ast.parse(f"f'{{{inside}}}'" if "'" not in inside else f'f"{{{inside}}}"', mode="eval").body
        name = _named(value.values[0].value) if isinstance(value, ast.JoinedStr) else ""  # type: ignore[attr-defined]
    except SyntaxError:  # both kinds of quotes
        name = ""
    number, wanted = 2, name or "value"
    while fields.setdefault(wanted, inside) != inside:
        wanted, number = f"{name or 'value'}{number}", number + 1
    return wanted


def _named(node: ast.AST) -> str:
    """What an expression is about, in one name."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_")
        case ast.Call(args=[*_, last]):
            return _named(last)
        case ast.Call(func=ast.Attribute(value=value)) | ast.Subscript(value=value) | ast.BinOp(left=value):
            return _named(value)
        case ast.IfExp(test=value) | ast.ListComp(elt=value):
            return _named(value)
    return ""


def _written(literal: _Literal, said: str, where: str) -> str:
    """The string's code with another pattern."""
    if said == literal.pattern and not literal.formatted:
        return literal.quote + said + literal.quote
    unknown = set(_FIELD.findall(said)) - literal.fields.keys() if literal.formatted else set()
    if unknown or literal.quote in said:
        what = f"has a field {{{min(unknown)}}} of its own" if unknown else f"holds {literal.quote}"
        raise CourseError(f"{where}: the translation of “{literal.pattern}” {what}. Mend it")
    if not literal.formatted:
        return literal.quote + said + literal.quote
    parts = _FIELD.split(said)  # text, name, text, name, …
    inside = [f"{{{literal.fields[part]}}}" if at % 2 else part for at, part in enumerate(parts)]
    return f"f{literal.quote}{''.join(inside)}{literal.quote}"


def _same_code(new: str, tree: ast.Module) -> bool:
    """Whether two pieces of code differ in nothing but what they say."""
    try:
        return _bare(ast.parse(new)) == _bare(tree)
    except SyntaxError:
        return False


def _bare(tree: ast.Module) -> str:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            node.values = []
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)
