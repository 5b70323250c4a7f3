"""What to say where a task's function is not there: was it overwritten, misspelt, or in a cell that is no Python?"""

import difflib
import re

from autograder import words
from autograder.course.exercise import Exercise
from autograder.plain_text import plain
from autograder.submission.slots import mentions
from autograder.wall.boxed import BoxedNotebook
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


def sentence(name: str, exercise: Exercise, notebook: BoxedNotebook) -> str:
    """One sentence for the student who has no function of this name."""
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
    names = [n for n in notebook.names if n not in _given_names(exercise)]
    near = [n for n in names if _bare(n) == _bare(name)] or difflib.get_close_matches(name, names, 1, ALIKE)
    if near:
        place = in_brackets(notebook.place(*defined[near[0]])) if near[0] in defined else ""
        return plain(f"There is no function `{name}`. Did you mean `{near[0]}`{place}? Rename it.")
    if broken:
        return _syntax_error(name, broken[0], notebook)
    return f"There is no function `{name}`. Define it under exactly this name."


def is_empty(name: str, notebook: BoxedNotebook) -> bool:
    """Whether the function that counts has nothing in it but words, `pass`, `...` or a bare `return`."""
    places = [(cell, line) for defined, cell, line in notebook.definitions if defined == name]
    if not places or not 1 <= places[-1][0] <= len(notebook.cells):
        return False
    cell, line = places[-1]
    lines = notebook.cells[cell - 1].source.split("\n")[line - 1 :]
    return bool(EMPTY.match("\n".join(lines)[:LONGEST_EMPTY]))


def _bare(name: str) -> str:
    return name.lower().replace("_", "")


def _syntax_error(name: str, cell: int, notebook: BoxedNotebook) -> str:
    error = notebook.outcomes[cell].error
    assert error is not None
    where = notebook.place(cell, error[2])
    return plain(f"There is no function `{name}`: {words.place(where)} has a syntax error ({error[1]}).", 400)


def _given_names(exercise: Exercise) -> set[str]:
    """Names that the exercise itself gives or asks for: to rename one of them would be bad advice."""
    return set(DEFINED.findall((exercise.folder / "notebook.py").read_text(encoding="utf-8")))
