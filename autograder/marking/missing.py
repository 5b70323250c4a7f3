"""What to say where a task's function is not there: was it overwritten, misspelt, or in a cell that is no Python?"""

import difflib
import re

from autograder.course.exercise import Exercise
from autograder.plain_text import plain
from autograder.submission.slots import mentions
from autograder.wall.boxed import BoxedNotebook

ALIKE = 0.75  # of difflib's measure
DEFINED = re.compile(r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)


def sentence(name: str, exercise: Exercise, notebook: BoxedNotebook) -> str:
    """One sentence for the student who has no function of this name."""
    defined = {name: (cell, line) for name, cell, line in notebook.definitions}
    if name in defined:
        where = f"`{name}` ({notebook.place(*defined[name])})"
        return f"{where} cannot be called after the cells ran: was it overwritten, or did its cell stop?"
    broken = [n for n, outcome in sorted(notebook.outcomes.items()) if outcome.error and "Syntax" in outcome.error[0]]
    here = [n for n in broken if mentions(notebook.sources[n - 1].text, name)]
    if here:
        return _syntax_error(name, here[0], notebook)
    near = difflib.get_close_matches(name, [n for n in notebook.names if n not in _given_names(exercise)], 1, ALIKE)
    if near:
        place = f" ({notebook.place(*defined[near[0]])})" if near[0] in defined else ""
        return plain(f"There is no function `{name}`. Did you mean `{near[0]}`{place}? Rename it.")
    if broken:
        return _syntax_error(name, broken[0], notebook)
    return f"There is no function `{name}`. Define it under exactly this name."


def _syntax_error(name: str, cell: int, notebook: BoxedNotebook) -> str:
    error = notebook.outcomes[cell].error
    assert error is not None
    where = notebook.place(cell, error[2])
    return plain(f"There is no function `{name}`: {where} has a syntax error ({error[1]}).", 400)


def _given_names(exercise: Exercise) -> set[str]:
    """Names that the exercise itself gives or asks for: to rename one of them would be bad advice."""
    return set(DEFINED.findall((exercise.folder / "notebook.py").read_text(encoding="utf-8")))
