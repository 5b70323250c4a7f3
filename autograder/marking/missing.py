"""What to say where a task's function is not there: was it overwritten, misspelt, or in a cell that is no Python?"""

import builtins
import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from autograder import words
from autograder.course.exercise import Exercise
from autograder.plain_text import plain
from autograder.submission.cell import Cell
from autograder.submission.slots import defines, mentions
from autograder.verdict import Place
from autograder.words import in_brackets

NO_PYTHON = ("SyntaxError", "IndentationError", "TabError")
ALIKE = 0.75  # of difflib's measure
LONGEST_EMPTY = 4_000  # characters
EMPTY = re.compile(  # possessive: it reads what a student wrote, and must not go back and forth in it
    r"""[ \t]*+def\b[^\n]*:(?:\s|\#[^\n]*+)*+"""
    r"""(?:(?:\"{3}(?s:.*?)\"{3}|'{3}(?s:.*?)'{3}|"[^"\n]*+")(?:\s|\#[^\n]*+)*+)?+"""
    r"""(?:(?:pass|\.\.\.|return(?:[ \t]+None)?)[ \t;]*+(?:\#[^\n]*+)?\s*+)?+(?:\Z|(?<=\n)\S)"""
)
DEFINED = re.compile(r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)


class Ran(Protocol):
    """A notebook whose cells have run, in the box or on a student's own machine."""

    @property
    def cells(self) -> Sequence[Cell]: ...
    @property
    def names(self) -> Sequence[str]: ...
    @property
    def definitions(self) -> Sequence[tuple[str, int, int]]: ...
    @property
    def outcomes(self) -> Mapping[int, Any]: ...
    def place(self, cell: int, line: int) -> Place | None: ...


def sentence(name: str, given: set[str], notebook: Ran) -> str:
    """One sentence for the student who has no function of this name; names that are `given` are not proposed."""
    defined = {name: (cell, line) for name, cell, line in notebook.definitions}
    if name in defined:
        where = f"`{name}`{in_brackets(notebook.place(*defined[name]))}"
        return f"{where} cannot be called after the cells ran: was it overwritten, or did its cell stop?"
    broken = [n for n, outcome in sorted(notebook.outcomes.items()) if outcome.error and outcome.error[0] in NO_PYTHON]
    here = [n for n in broken if mentions(notebook.cells[n - 1].source, name)]
    if here:
        return _syntax_error(name, here[0], notebook)
    for code in notebook.cells:
        if found := re.search(rf"^[ \t]*#[# \t]*(?:def|class)[ \t]+{re.escape(name)}\b", code.source, re.MULTILINE):
            place = in_brackets(code.place(code.source.count("\n", 0, found.start()) + 1))
            return f"There is no function `{name}`: it stands in a comment{place}. Take the # away."
    inside = _inside_a_class(name, notebook)
    if inside:
        return inside
    names = [n for n in notebook.names if n not in given]
    near = [n for n in names if _bare(n) == _bare(name)] or difflib.get_close_matches(name, names, 1, ALIKE)
    if near:
        place = in_brackets(notebook.place(*defined[near[0]])) if near[0] in defined else ""
        return plain(f"There is no function `{name}`. Did you mean `{near[0]}`{place}? Rename it.")
    if broken:
        return _syntax_error(name, broken[0], notebook)
    return f"There is no function `{name}`. Define it under exactly this name."


def is_empty(name: str, notebook: Ran) -> bool:
    """Whether the function that counts has nothing in it but words, `pass`, `...` or a bare `return`."""
    places = [(cell, line) for defined, cell, line in notebook.definitions if defined == name]
    if not places or not 1 <= places[-1][0] <= len(notebook.cells):
        return False
    cell, line = places[-1]
    lines = notebook.cells[cell - 1].source.split("\n")[line - 1 :]
    return bool(EMPTY.match("\n".join(lines)[:LONGEST_EMPTY]))


def stub_above(name: str, notebook: Ran) -> Place | None:
    """The stub's `raise`, where an answer is below it and never reached; None where there is none."""
    places = [(cell, line) for defined, cell, line in notebook.definitions if defined == name]
    if not places or not 1 <= places[-1][0] <= len(notebook.cells):
        return None
    cell, line = places[-1]
    stub, depth = 0, 0
    for number, text in enumerate(notebook.cells[cell - 1].source.split("\n")[line:], line + 1):
        code = text.strip()
        if not code or code.startswith("#"):
            continue
        margin = len(text) - len(text.lstrip())
        if margin == 0:
            break
        if stub and margin <= depth:
            return notebook.place(cell, stub)
        if code.startswith("raise NotImplementedError"):
            stub, depth = number, margin
    return None


def broken_helper(text: str, notebook: Ran) -> str:
    """Why a name is not defined, where the cell that ought to define it has a syntax error; "" otherwise."""
    found = re.match(r"name '(\w+)' is not defined", text)
    if found is None:
        return ""
    for number, outcome in sorted(notebook.outcomes.items()):
        if outcome.error and outcome.error[0] in NO_PYTHON and defines(notebook.cells[number - 1].source, found[1]):
            where = words.place(notebook.place(number, outcome.error[2]))
            return f"`{found[1]}` is not there because {where} has a syntax error ({outcome.error[1]})."
    return ""


def _bare(name: str) -> str:
    return name.lower().replace("_", "")


def _syntax_error(name: str, cell: int, notebook: Ran) -> str:
    error = notebook.outcomes[cell].error
    assert error is not None
    where = notebook.place(cell, error[2])
    return plain(f"There is no function `{name}`: {words.place(where)} has a syntax error ({error[1]}).", 400)


def _inside_a_class(name: str, notebook: Ran) -> str:
    """A function of this name is there, but as a method or in another function; "" if it is not."""
    for cell in notebook.cells:
        found = re.search(rf"^[ \t]+def[ \t]+{re.escape(name)}\b", cell.source, re.MULTILINE)
        if found:
            place = in_brackets(cell.place(cell.source.count("\n", 0, found.start()) + 1))
            around = re.findall(r"^(class|def)[ \t]+(\w+)", cell.source[: found.start()], re.MULTILINE)
            what = (
                f"inside the {'class' if around[-1][0] == 'class' else 'function'} `{around[-1][1]}`" if around else ""
            )
            return plain(f"`{name}` is defined {what or 'in a block'}{place}. Move it out, to the left margin.")
    return ""


def overwritten(text: str, notebook: Ran) -> str:
    """Which name of Python's own was overwritten, where calling it fails; "" if none was."""
    if "object is not callable" not in text:
        return ""
    for cell in notebook.cells:
        for found in re.finditer(r"^[ \t]*(?:for[ \t]+)?(\w+)[ \t]*(?:=(?!=)|in\b)", cell.source, re.MULTILINE):
            name = found[1]
            called = any(re.search(rf"(?<![.\w]){name}\(", other.source) for other in notebook.cells)
            if called and hasattr(builtins, name):
                place = in_brackets(cell.place(cell.source.count("\n", 0, found.start()) + 1))
                return plain(
                    f"`{name}` is one of Python's own functions and was overwritten{place}. Take another name there."
                )
    return ""


def given_names(exercise: Exercise) -> set[str]:
    """Names that the exercise itself gives or asks for: to rename one of them would be bad advice."""
    return set(DEFINED.findall((exercise.folder / "notebook.py").read_text(encoding="utf-8")))
