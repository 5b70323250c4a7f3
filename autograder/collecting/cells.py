"""Cells of CSV files that no spreadsheet runs as a formula, and that read back as they were."""

from __future__ import annotations

import unicodedata

SIGNS = "=+-@"


def _is_formula(text: str) -> bool:
    """Whether a spreadsheet may run a cell: blanks and quotes aside it begins with = + - @, full-width ones too."""
    for character in text:
        if character == "'" or character.isspace() or not character.isprintable():
            continue
        return (
            unicodedata.normalize("NFKC", character) in SIGNS or unicodedata.normalize("NFKC", character)[:1] in SIGNS
        )
    return False


def defused(text: str) -> str:
    """The text with a quote before it if a spreadsheet would run it; `undefused` takes exactly that quote away."""
    return "'" + text if _is_formula(text) else text


def undefused(text: str) -> str:
    """What `defused` was given."""
    return text[1:] if text.startswith("'") and _is_formula(text) else text


def harmless(text: str) -> str:
    """A cell to be shown: defused, and in one line without control characters."""
    return defused("".join(c if c.isprintable() else " " for c in text))
