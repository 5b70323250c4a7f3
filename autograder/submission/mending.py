"""What can be put right in a file before it is read: small damage where what was there before is beyond doubt."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from typing import Any

from autograder.language import phrase

# a text keeps its commas, also one that does not end: to look for its end anew at each quote would take hours
TEXT_OR_COMMA = re.compile(r'("(?:[^"\\\n]|\\.)*+"?)|,(?=\s*[\]}])')
ODD_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")  # from a web page or a word processor
NO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")


def mended_json(text: str) -> Iterator[tuple[str, str]]:
    """The text without what small accidents put into it, one after the other; a note for each."""
    yield text, phrase("The file has line ends or tabs inside its texts, where JSON has none; they were read as such.")
    text = _alone(text.replace("\0", ""))
    yield text, phrase("The file holds something before or behind the notebook; it was read without.")
    text = TEXT_OR_COMMA.sub(lambda found: found[1] or "", text)
    yield text, phrase("The file had a comma too many for JSON; it was read without.")
    if "\n<<<<<<<" in text:
        ours, theirs = _both_sides(text)
        if _sources(ours) == _sources(theirs) is not None:
            yield (
                ours,
                phrase(
                    "The file holds an unfinished merge (<<<<<<<) that leaves the cells alike; it was read without."
                ),
            )


def _alone(text: str) -> str:
    """The notebook without the text before and behind it; the whole text if that might be a second notebook."""
    with contextlib.suppress(ValueError, RecursionError):
        if start := re.search(r"^[ \t\ufeff]*+\{", text, re.MULTILINE):
            first = start.end() - 1
            found, end = json.JSONDecoder(strict=False, parse_int=float).raw_decode(text, first)
            if isinstance(found.get("cells"), list) and '"cells"' not in text[end:]:
                return text[first:end]
    return text


def _both_sides(text: str) -> tuple[str, str]:
    """The text as each side of its merge has it."""
    sides: dict[str, list[str]] = {"ours": [], "theirs": [], "base": []}
    now: tuple[str, ...] = ("ours", "theirs")
    for line in text.splitlines(keepends=True):
        match line[:7]:
            case "<<<<<<<":
                now = ("ours",)
            case "|||||||":
                now = ("base",)
            case "=======":
                now = ("theirs",)
            case ">>>>>>>":
                now = ("ours", "theirs")
            case _:
                for side in now:
                    sides[side].append(line)
    return "".join(sides["ours"]), "".join(sides["theirs"])


def _sources(text: str) -> Any:
    """What the cells hold; None where the text is no notebook."""
    with contextlib.suppress(ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return [(cell.get("cell_type"), cell.get("source")) for cell in json.loads(text)["cells"]]
    return None


def unwrapped(document: Any) -> Any:
    """The notebook inside a list, a text, or an object such as Jupyter's server sends; else the document."""
    inner = document
    with contextlib.suppress(ValueError, RecursionError):
        for _ in range(3):
            if isinstance(inner, str):
                inner = json.loads(inner)
            elif isinstance(inner, list) and len(inner) == 1:
                inner = inner[0]
            elif isinstance(inner, dict) and not {"cells", "worksheets"} & inner.keys():
                within = [value for value in inner.values() if isinstance(value, dict) and "cells" in value]
                inner = within[0] if len(within) == 1 else inner.get("content")
    return inner if isinstance(inner, dict) and isinstance(inner.get("cells"), list) else document


def plain_blanks(source: str) -> str:
    """Code with spaces for the blanks that Python does not know, and without characters that nobody can see."""
    return ODD_BLANKS.sub(" ", NO_WIDTH.sub("", source))
