"""What is behind an exception or a wrong result that beginners meet, and what to do about it, for mark and check."""

import difflib
import re
import sys
from collections.abc import Iterable, Sequence
from itertools import islice

from autograder.crossing.kinds import Raises
from autograder.language import phrase, say
from autograder.marking import missing
from autograder.marking.missing import Ran
from autograder.plain_text import plain
from autograder.verdict import Place
from autograder.words import in_brackets

IMPORTS = {
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "pd": "import pandas as pd",
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "import torch.nn.functional as F",
    "d2l": "from d2l import torch as d2l",
    **{name: f"import {name}" for name in ("math", "itertools", "functools", "operator", "random", "copy")},
}
LONGEST_HEAD = 1_000  # characters of a `def` with its parameters
LIBRARIES = {"torch", "d2l", "numpy", "pandas", "matplotlib", "math", "itertools", "functools", "operator", "random"}
LONGEST_NAME = 40  # characters: two names are compared in time that grows with the product of their lengths
NAME = re.compile(rf"\b[^\W\d]\w{{0,{LONGEST_NAME - 1}}}\b")
MOST_WORDS = 2_000  # of a notebook, among which a misspelt name is looked for
ALIKE = 0.75  # of difflib's measure


def cause(kind: str, text: str, notebook: Ran) -> str:
    """Why an exception was raised, where its reason is not in the line that raised it; "" where none is known."""
    if kind == "EOFError":
        return say("Nobody types here, so `input()` gets no answer. Use what the function is given.")
    unknown = re.match(r"name '(\w+)' is not defined", text)
    if unknown and unknown[1] in IMPORTS and not missing.is_imported(unknown[1], notebook):
        return say("No cell imports it: write `{line}` into yours.", line=IMPORTS[unknown[1]])
    if kind == "RecursionError":
        return say("It calls itself without an end: for some input it must answer without calling itself.")
    return missing.why(kind, text, notebook) or _misspelt(text, notebook)


def _misspelt(text: str, notebook: Ran) -> str:
    """A name that looks like one that is not there: of the notebook's own words, of a library, of a tensor."""
    known: Iterable[str] = ()
    if unknown := re.match(r"name '(\w+)' is not defined", text):
        known = islice((word for cell in notebook.cells for word in NAME.findall(cell.source)), MOST_WORDS)
    elif unknown := re.match(r"module '([\w.]+)' has no attribute '(\w+)'", text):
        of_library = unknown[1].partition(".")[0] in LIBRARIES  # the text may be the student's own
        known = dir(sys.modules.get(unknown[1])) if of_library else ()
    elif unknown := re.match(r"'Tensor' object has no attribute '(\w+)'", text):
        known = dir(getattr(sys.modules.get("torch"), "Tensor", None))
    name = unknown[unknown.re.groups] if unknown else ""
    if len(name) > LONGEST_NAME:
        return ""
    near = difflib.get_close_matches(name, {word for word in known if word != name}, 1, ALIKE)
    return plain(say("Did you mean `{other}`?", other=near[0])) if near else ""


def about_none(text: str, notebook: Ran) -> str:
    """The one function without `return`, where a text speaks of None; "" for any other None."""
    found = [place for place in notebook.definitions if _returns_nothing(*place[1:], notebook)]
    if "NoneType" not in text or len(found) != 1:
        return ""
    name, cell, line = found[0]
    where = in_brackets(notebook.place(cell, line))
    return plain(say("`{name}`{where} has no `return`, so it gives None.", name=name, where=where))


def _returns_nothing(cell: int, line: int, notebook: Ran) -> bool:
    """Whether a function is defined here that never returns or yields."""
    head, *lines = notebook.cells[cell - 1].source.split("\n")[line - 1 :] if 1 <= cell <= len(notebook.cells) else [""]
    ends = (number for number, text in enumerate(lines) if re.match(r"[^\s#)]", text))
    body = "\n".join([head, *lines[: next(ends, len(lines))]])
    return head.startswith("def ") and not re.search(r"\b(?:return|yield|raise)\b", body)


def arguments(name: str, asked: Sequence[str], error: str, notebook: Ran) -> str:
    """Whether the function takes its arguments in another order than it is given them, or another number of them.

    `asked` are the names that the task gives, in its order; `error` is the text of the exception, or "".
    """
    own, place = _parameters(name, notebook)
    if own != list(asked[: len(own)]) and sorted(own) == sorted(asked[: len(own)]):
        pattern = phrase("`{name}`{where} takes {own}; the task gives {asked}, in this order.")
    elif own and "positional argument" in error and error.startswith(f"{name}() "):
        pattern = phrase("`{name}`{where} takes {own}; the task gives {asked}.")
    elif error.startswith(f"{name}() takes 0 positional"):
        pattern = phrase("`{name}`{where} takes no arguments; the task gives {asked}.")
    else:
        return ""
    return plain(say(pattern, name=name, where=in_brackets(place), own=_listed(own), asked=_listed(asked)))


def cause_or_arguments(name: str, asked: Sequence[str], error: Raises | None, notebook: Ran) -> str:
    """What is behind a wrong run, where it is known: why it raised, or how it takes its arguments."""
    known = cause(error.kind, error.text, notebook) if error else ""
    return known or arguments(name, asked, error.text if error else "", notebook)


def none_or_unused(name: str, error: Raises | None, notebook: Ran) -> str:
    """What may be behind a wrong run, where nothing nearer is known."""
    return about_none(error.text if error else "", notebook) or unused(name, notebook)


def unused(name: str, notebook: Ran) -> str:
    """Whether the function reads none of its arguments: it works on what another cell has set; "" if it reads one."""
    own, place = _parameters(name, notebook)
    cell, line = next(
        ((cell, line) for defined, cell, line in reversed(notebook.definitions) if defined == name), (0, 0)
    )
    if not own or not 1 <= cell <= len(notebook.cells):
        return ""
    head, *lines = notebook.cells[cell - 1].source.split("\n")[line - 1 :]
    ends = (number for number, text in enumerate(lines) if re.match(r"[^\s#)]", text))
    body = "\n".join([head.partition(")")[2], *lines[: next(ends, len(lines))]])
    if not set(own).isdisjoint(re.findall(r"\w+", body)):
        return ""
    pattern = phrase("`{name}`{where} never uses {own}: it works on names of other cells, or on numbers of its own.")
    return plain(say(pattern, name=name, where=in_brackets(place), own=_listed(own)))


def parameters(source: str, name: str) -> list[str]:
    """The names of a function's parameters, from the last text that defines it at the margin; [] if none does."""
    heads = list(re.finditer(rf"^def[ \t]+{re.escape(name)}[ \t]*\(", source, re.MULTILINE))
    if not heads:
        return []
    parts, depth = [""], 0
    for letter in source[heads[-1].end() :][:LONGEST_HEAD]:
        if letter == ")" and depth == 0:
            break
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    names = [re.match(r"\s*(\w+)", part) for part in parts]
    return [found[1] for found in names if found]


def _parameters(name: str, notebook: Ran) -> tuple[list[str], Place | None]:
    places = [(cell, line) for defined, cell, line in notebook.definitions if defined == name]
    if not places or not 1 <= places[-1][0] <= len(notebook.cells):
        return [], None
    return parameters(notebook.cells[places[-1][0] - 1].source, name), notebook.place(*places[-1])


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
