"""Notes on what the cells of a file did that its author should know: which stopped, and what was skipped."""

from autograder import words
from autograder.language import say
from autograder.marking import missing, sentences
from autograder.marking.missing import Ran
from autograder.plain_text import plain

MOST = 100  # notes on one file


def of(notebook: Ran) -> list[str]:
    """One sentence for each cell that stopped and each magic that was skipped, in the order of the file."""
    said = []
    for number, outcome in sorted(notebook.outcomes.items()):
        if outcome.error and outcome.error[0] != "NotImplementedError":
            kind, text, line = outcome.error
            where = words.place(notebook.place(number, line))
            stopped = plain(say("{where}: {kind}: {text}", where=where, kind=kind, text=text), 300)
            salvaged = kind in missing.NO_PYTHON and any(cell == number for _, cell, _ in notebook.definitions)
            said.append(sentences.because(stopped, say(sentences.SALVAGED)) if salvaged else stopped)
        where = words.place(notebook.place(number, 1))
        said += [plain(say("{where}: {what}", where=where, what=_skipped(note))) for note in outcome.notes]
    more = len(said) - MOST
    return said if more <= 0 else [*said[:MOST], say("{n} more notes like these.", n=more)]


def _skipped(what: str) -> str:
    """A note of the box in words: `%name`, `%%name` or `!`."""
    if what == "!":
        return say("a shell line (!) was skipped")
    if what.startswith("%%"):
        return say("{magic} was skipped, with its cell", magic=what)
    return say("{magic} was skipped", magic=what)
