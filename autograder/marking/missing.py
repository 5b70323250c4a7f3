"""What to say where a task's function is not there: was it overwritten, misspelt, or in a cell that is no Python?"""

import builtins
import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from autograder import words
from autograder.course.exercise import Exercise, whose_stub
from autograder.language import phrase, say
from autograder.marking import letters, sentences
from autograder.plain_text import plain
from autograder.submission.cell import Cell
from autograder.submission.slots import defines, mentions
from autograder.verdict import Place
from autograder.words import in_brackets

NO_PYTHON = ("SyntaxError", "IndentationError", "TabError")
SKIPPED = ("%run", "%%writefile", "%load", "%%bash")  # magics whose code another file holds
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
        return say(
            "`{name}`{where} cannot be called after the cells ran: was it overwritten, or did its cell stop?",
            name=name,
            where=in_brackets(notebook.place(*defined[name])),
        )
    broken = [n for n, outcome in sorted(notebook.outcomes.items()) if outcome.error and outcome.error[0] in NO_PYTHON]
    here = [n for n in broken if mentions(notebook.cells[n - 1].source, name)]
    if here:
        return _syntax_error(name, here[0], notebook)
    for code in notebook.cells:
        if found := re.search(rf"^[ \t]*#[# \t]*(?:def|class)[ \t]+{re.escape(name)}\b", code.source, re.MULTILINE):
            place = in_brackets(code.place(code.source.count("\n", 0, found.start()) + 1))
            commented = phrase("There is no function `{name}`: it stands in a comment{where}. Take the # away.")
            return say(commented, name=name, where=place)
    inside = _inside_a_class(name, notebook) or _why_not_there(name, notebook)
    if inside:
        return inside
    meant, where = other_name(name, given, notebook)
    if meant:
        pattern = phrase("There is no function `{name}`. Did you mean `{other}`{where}? Rename it.")
        return plain(say(pattern, name=name, other=meant, where=in_brackets(where)))
    if broken:
        return _syntax_error(name, broken[0], notebook)
    return say("There is no function `{name}`. Define it under exactly this name.", name=name)


def other_name(name: str, given: set[str], notebook: Ran) -> tuple[str, Place | None]:
    """A function that may be this one under another name, and its place: one with a name alike, or the only one in
    the task's own cell. ("", None) where there is none; what is `given` is never it."""
    defined = {name: (cell, line) for name, cell, line in notebook.definitions}
    names = [n for n in notebook.names if n not in given]
    near = [n for n in names if _bare(n) == _bare(name)] or difflib.get_close_matches(name, names, 1, ALIKE)
    if near and not _nearer_to_another(near[0], name, given):
        return near[0], notebook.place(*defined[near[0]]) if near[0] in defined else None
    own = [number for number, cell in enumerate(notebook.cells, 1) if cell.grade_id == name]
    here = [n for n in names if n in defined and defined[n][0] in own]
    return (here[0], notebook.place(*defined[here[0]])) if len(here) == 1 else ("", None)


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


def is_stub_of_a_class(name: str, notebook: Ran) -> bool:
    """Whether the name is not there because the body of its class is still the stub, which raises as it is read."""
    return any(
        outcome.error and outcome.error[0] == "NotImplementedError" and whose_stub(outcome.error[1]) == name
        for outcome in notebook.outcomes.values()
    )


def why(kind: str, text: str, notebook: Ran) -> str:
    """What is behind an exception in a student's words: what was not there, and what to do; "" if nothing is known."""
    found = re.match(r"name '(\w+)' is not defined", text)
    said = _why_not_there(found[1], notebook) if found else ""
    return said or overwritten(text, notebook) or _advice(kind, text, notebook) or no_gpu(text)


def _why_not_there(name: str, notebook: Ran) -> str:
    """Why this name is not defined: its cell is no Python, stopped, or was skipped."""
    for number, outcome in sorted(notebook.outcomes.items()):
        source = notebook.cells[number - 1].source
        if not outcome.error or outcome.error[0] == "NotImplementedError" or not _sets(source, name):
            continue
        kind, text, line = outcome.error
        imported = re.search(rf"^import[^\n]*\b{re.escape(name)}\b", source, re.MULTILINE)
        if imported and (own := source.count("\n", 0, imported.start()) + 1) != line and kind not in NO_PYTHON:
            kind, text, line = (
                "ModuleNotFoundError",
                f"No module named '{name}'",
                own,
            )  # imports run below an error, too
        where = words.place(notebook.place(number, line))
        if kind in NO_PYTHON:
            broken = phrase("`{name}` is not there because {where} has a syntax error ({text}).")
            said = plain(say(broken, name=name, where=where, text=text), 300)
            return sentences.because(said, letters.advice(text, notebook.cells[number - 1].line(line)))
        if advice := _advice(kind, text, notebook) or no_gpu(text):  # it names what was not there
            return plain(
                say("`{name}` is not there because of {where}: {advice}", name=name, where=where, advice=advice)
            )
        stopped = phrase("`{name}` is not there because {where} stopped ({kind}: {text}).")
        return plain(say(stopped, name=name, where=where, kind=kind, text=text.rstrip(".")), 400)
    for number, outcome in sorted(notebook.outcomes.items()):
        skipped = next((magic for magic in SKIPPED if magic in outcome.notes), "")
        if skipped:
            where = words.place(notebook.place(number, 1))
            pattern = (
                phrase(
                    "`{name}` is not there. `{magic}` ({where}) is skipped here, with its cell: take that line away."
                )
                if skipped.startswith("%%")
                else phrase("`{name}` is not there. `{magic}` ({where}) is skipped here: write its code into a cell.")
            )
            return plain(say(pattern, name=name, magic=skipped, where=where))
    return ""


def _advice(kind: str, text: str, notebook: Ran) -> str:
    """What to do about a package or a file that is not there; "" for every other exception."""
    module = re.match(r"No module named '([\w.]+)'", text)
    if module:
        written = rf"^[ \t]*%%writefile[^\n]*\b{re.escape(module[1])}\.py"
        if any(re.search(written, cell.source, re.MULTILINE) for cell in notebook.cells):
            return say("`%%writefile` writes no file here: take its line away, and the import of that file, too.")
        return say(
            "`{module}` is neither installed here nor in your file: do without it, or copy what you need of it.",
            module=module[1],
        )
    if kind == "FileNotFoundError":
        return say("Only your file and what came with the exercise are here: write the data into a cell.")
    return ""


def no_gpu(text: str) -> str:
    """A word on `cuda`, where an exception speaks of it."""
    return say("There is no GPU here: leave `cuda` out.") if re.search("cuda|nvidia", text, re.IGNORECASE) else ""


def _sets(source: str, name: str) -> bool:
    """Whether the text imports, defines or sets this name at the margin."""
    one = re.escape(name)
    return defines(source, name) or bool(
        re.search(rf"^(?:def|class)[ \t]+{one}\b", source, re.MULTILINE)  # also before a bracket of no Python's
        or re.search(rf"^(?:from[^\n]*\bimport|import)\b[^\n]*\b{one}\b", source, re.MULTILINE)
        or re.search(rf"^[^\n#=(]*\b{one}\b[^\n#=(]*=(?!=)", source, re.MULTILINE)
        or re.search(r"^from[^\n]*\bimport[ \t]*\*", source, re.MULTILINE)
    )


def _nearer_to_another(found: str, name: str, given: set[str]) -> bool:
    """Whether a name that was found is rather meant for another task."""

    def likeness(one: str) -> float:
        return difflib.SequenceMatcher(None, found, one).ratio()

    return any(likeness(other) > likeness(name) for other in given)


def _bare(name: str) -> str:
    return name.lower().replace("_", "")


def _syntax_error(name: str, cell: int, notebook: Ran) -> str:
    error = notebook.outcomes[cell].error
    assert error is not None
    where = notebook.place(cell, error[2])
    pattern = phrase("There is no function `{name}`: {where} has a syntax error ({text}).")
    said = plain(say(pattern, name=name, where=words.place(where), text=error[1]), 400)
    return sentences.because(said, letters.advice(error[1], notebook.cells[cell - 1].line(error[2])))


def _inside_a_class(name: str, notebook: Ran) -> str:
    """A function of this name is there, but as a method or in another function; "" if it is not."""
    for cell in notebook.cells:
        found = re.search(rf"^[ \t]+def[ \t]+{re.escape(name)}\b", cell.source, re.MULTILINE)
        if found:
            place = in_brackets(cell.place(cell.source.count("\n", 0, found.start()) + 1))
            around = re.findall(r"^(class|def)[ \t]+(\w+)", cell.source[: found.start()], re.MULTILINE)
            pattern = phrase("`{name}` is defined in a block{where}. Move it out, to the left margin.")
            if around:
                pattern = (
                    phrase("`{name}` is defined inside the class `{outer}`{where}. Move it out, to the left margin.")
                    if around[-1][0] == "class"
                    else phrase(
                        "`{name}` is defined inside the function `{outer}`{where}. Move it out, to the left margin."
                    )
                )
            return plain(say(pattern, name=name, where=place, outer=around[-1][1] if around else ""))
    return ""


def overwritten(text: str, notebook: Ran) -> str:
    """Which name of Python's own, or of a module, was overwritten, where its use fails; "" if none was."""
    if local := re.match(r"cannot access local variable '(\w+)'", text):
        if hasattr(builtins, local[1]) or is_imported(local[1], notebook):
            return say(
                "The function itself sets `{name}`, so the one from outside is hidden in it. Take another name.",
                name=local[1],
            )
    elif "object is not callable" in text:
        called = {name for cell in notebook.cells for name in re.findall(r"(?<![.\w])(\w+)\(", cell.source)}
        return _set_again(
            {name for name in called if hasattr(builtins, name)},
            phrase("`{name}` is one of Python's own functions and was overwritten{where}. Take another name there."),
            notebook,
        )
    elif attribute := re.match(r"'\w+' object has no attribute '(\w+)'", text):
        used = {
            name for cell in notebook.cells for name in re.findall(rf"(?<![.\w])(\w+)\.{attribute[1]}\b", cell.source)
        }
        overwritten = phrase("`{name}` is an imported module and was overwritten{where}. Take another name there.")
        return _set_again({name for name in used if is_imported(name, notebook)}, overwritten, notebook)
    return ""


def _set_again(names: set[str], pattern: str, notebook: Ran) -> str:
    for cell in notebook.cells:
        for found in re.finditer(
            r"^[ \t]*(?:for[ \t]+)?([\w, \t]+?)[ \t]*(?:=(?!=)|\bin\b)", cell.source, re.MULTILINE
        ):
            for name in re.findall(r"\w+", found[1]):
                if name in names:
                    place = in_brackets(cell.place(cell.source.count("\n", 0, found.start()) + 1))
                    return plain(say(pattern, name=name, where=place))
    return ""


def is_imported(name: str, notebook: Ran) -> bool:
    """Whether a cell imports something under this name."""
    imports = rf"^[ \t]*(?:from[^\n]*\bimport|import)\b[^\n]*\b{re.escape(name)}\b"
    return any(re.search(imports, cell.source, re.MULTILINE) for cell in notebook.cells)


def given_names(exercise: Exercise) -> set[str]:
    """Names that the exercise itself gives or asks for: to rename one of them would be bad advice."""
    return set(DEFINED.findall((exercise.folder / "notebook.py").read_text(encoding="utf-8")))
