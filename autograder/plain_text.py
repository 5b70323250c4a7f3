"""Text that came from a student's program, made fit to be shown: no control or direction codes, cut."""

import codecs
import io
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial

from autograder.language import Sentence

MOST_MARKS = 2  # on one letter: a tower of them covers the lines above and below
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_CODES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*\x07?"  # colours, titles of windows
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def plain(text: str, limit: int = 300) -> str:
    """The text without control, format (bidirectional) and surrogate characters, in one line, cut to `limit`.

    A sentence stays one: its fields are cleaned, and the longest of them is cut.
    """
    if isinstance(text, Sentence):
        return _plain_sentence(text, limit)
    kept = " ".join("".join(_legible(text[: limit * 4])).split())
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"


def _plain_sentence(sentence: Sentence, limit: int) -> Sentence:
    made = sentence.with_fields(partial(plain, limit=limit))
    most = limit
    while len(made) > limit and most > 1:
        most = most * 3 // 4
        made = sentence.with_fields(partial(plain, limit=most))
    return made


def visible_blanks(text: str, limit: int = 300) -> str:
    """The text as `plain` shows it, with signs for blanks that would be lost in one line: ends of lines, tabs, spaces.

    A single space between two words stays a space.
    """
    text = (
        text[: limit * 4]
        .replace("\r\n", "\n")
        .replace("\n", "\N{RETURN SYMBOL}")
        .replace("\t", "\N{RIGHTWARDS ARROW TO BAR}")
    )
    text = re.sub(r"^ +| +$| {2,}", lambda blanks: "\N{OPEN BOX}" * len(blanks[0]), text)
    return plain(text, limit)


def _legible(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            yield " " if category in HIDDEN else character


def plain_lines(text: str) -> str:
    """The text in its lines, without control and direction codes; of a line that was printed over, the end."""
    lines = (line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    return _CODES.sub("", "\n".join(lines))


def visible(text: str) -> str:
    """The text with a replacement character for each control or direction code: a name that hides none of itself."""
    return _CODES.sub("\N{REPLACEMENT CHARACTER}", text)


def some(names: Sequence[str], most: int = 5) -> str:
    """The first names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


# signs that we print, for terminals that have none of them
IN_ASCII = {"\N{MINUS SIGN}": "-", "→": "->", "›": ">", "✓": "+", "✗": "x", "×": "x", "·": "-", "…": "...", "—": "-"}
IN_ASCII |= {
    "–": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "≤": "<=",
    "≥": ">=",
    "█": "#",
    "⏎": "\\n",
    "⇥": "\\t",
    "␣": "_",
    "━": "-",
    "ß": "ss",
}


def encodable_output() -> None:
    """Let standard output and error take every text, whatever their encoding: what it lacks is replaced, never raised.

    A pipe on Windows has the code page of the country, and `LANG=C` has ASCII.
    """
    codecs.register_error("nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="nearest")


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """For what an encoding lacks: our signs in ASCII, letters without accents, otherwise a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    made = []
    for sign in error.object[error.start : error.end]:
        base = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
        made.append(IN_ASCII.get(sign) or base or "?")
    return "".join(made), error.end
