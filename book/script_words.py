"""The sentences in scripts: say`…` and say("…"), plural(…, "one", "more") and many(…, "one", "more").

In Python of the answer boxes say("…"); and in an exercise's questions what is said of axes and beliefs.
"""

import ast
import re
from collections.abc import Iterator

TEMPLATE = re.compile(r"\bsay`")
CALL = re.compile(r'\bsay\(\s*("(?:[^"\\]|\\.)*")')
COUNTED = re.compile(r'\b(?:plural|many)\((?:[^()"]|\([^()]*\))*,\s*"([^"]+)"(?:,\s*"([^"]+)")?')


def words_of_script(script: str) -> Iterator[tuple[str, int]]:
    """Each English sentence of a script of the page, {0}, {1} … where its values go, and its line."""
    for found in TEMPLATE.finditer(script):
        yield _template(script, found.end()), script.count("\n", 0, found.start()) + 1
    for found in CALL.finditer(script):
        yield ast.literal_eval(found[1]), script.count("\n", 0, found.start()) + 1
    for found in COUNTED.finditer(script):
        for words in (found[1], found[2] or f"{found[1]}s"):
            yield f"{{0}} {words}", script.count("\n", 0, found.start()) + 1


def words_of_python(program: str) -> Iterator[tuple[str, int]]:
    """Each English sentence that a program of the answer boxes says, and its line."""
    for node in ast.walk(ast.parse(program)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "say" and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value, node.lineno


def words_of_questions(data: dict) -> Iterator[str]:
    """The names of axes, one and several, and the beliefs behind lines, of one exercise."""
    for axis in dict.fromkeys(axis for task in data["tasks"] for axis in task["axes"]):
        yield from (axis, f"{axis}s")
    yield from (other["belief"] for taught in data["taught"] for other in taught["others"])


def _template(script: str, place: int) -> str:
    """The text from behind the first backtick, as `say` joins it."""
    text, values = "", 0
    while script[place] != "`":
        if script.startswith("${", place):
            place = _behind(script, place + 2)
            text += f"{{{values}}}"
            values += 1
        elif script[place] == "\\":
            length = 6 if script[place + 1] == "u" else 2
            text += _unescaped(script[place : place + length])
            place += length
        else:
            text += script[place]
            place += 1
    return text


def _unescaped(sign: str) -> str:
    return chr(int(sign[2:], 16)) if len(sign) > 2 else {"n": "\n", "t": "\t"}.get(sign[1], sign[1])


def _behind(script: str, place: int) -> int:
    """Where a value ends that begins here: behind the brace that closes it. Texts in it may hold braces."""
    depth = 1
    while depth:
        sign = script[place]
        if sign == "`":
            place = _behind_template(script, place + 1)
            continue
        if sign == '"':
            place = re.compile(r'"(?:[^"\\]|\\.)*"').match(script, place).end()
            continue
        depth += {"{": 1, "}": -1}.get(sign, 0)
        place += 1
    return place


def _behind_template(script: str, place: int) -> int:
    while script[place] != "`":
        place = _behind(script, place + 2) if script.startswith("${", place) else place + 1 + (script[place] == "\\")
    return place + 1
