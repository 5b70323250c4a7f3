"""Edits of code by whole lines, written as in a diff: how a wrong answer is made of a right one.

Lines that begin with `- ` are replaced by those that begin with `+ `; a line that begins with two spaces stays and says
where. Lines without an empty line between them belong together; their indentation counts among themselves only.
"""

from dataclasses import dataclass

MARKS = ("- ", "+ ", "  ")


class EditError(ValueError):
    """An edit that cannot be read or does not apply exactly once; the text says why, in one line."""


@dataclass(frozen=True)
class Hunk:
    """One edit: these neighbouring lines become those."""

    old: tuple[str, ...]
    new: tuple[str, ...]


def read(text: str) -> list[Hunk]:
    """The edits of a text."""
    hunks = []
    for block in "\n".join(line.rstrip() for line in text.strip("\n").split("\n")).split("\n\n"):
        lines = [line if len(line) > 1 else line + " " for line in block.splitlines()]
        for line in lines:
            if line[:2] not in MARKS:
                raise EditError(f"{line.strip()!r} begins neither with '- ' nor with '+ ' nor with two spaces")
        if not any(line[0] in "+-" for line in lines):
            raise EditError(f"{block.strip()!r} changes nothing. Begin a line with '- ' or '+ '")
        old, new = (tuple(line[2:] for line in lines if line[0] in marks) for marks in ("- ", "+ "))
        if not old:
            raise EditError(f"{new[0].strip()!r} has no place. Put the line above or below it, after two spaces")
        hunks.append(Hunk(old, new))
    return hunks


def apply(text: str, base: str, base_name: str) -> str:
    """The base with all edits of a text; each must apply at exactly one place of the base, no two at the same."""
    lines = base.splitlines()
    places = []
    for hunk in read(text):
        found = [place for place in range(len(lines)) if _stands_at(hunk, lines, place)]
        if len(found) != 1:
            said = "does not stand in" if not found else f"stands {len(found)} times in"
            step = "Copy the lines from there" if not found else "Add the line above or below it, after two spaces"
            raise EditError(f"{hunk.old[0].strip()!r} {said} {base_name}. {step}")
        places.append((found[0], hunk))
    end = len(lines)
    for place, hunk in sorted(places, key=lambda each: each[0], reverse=True):
        if place + len(hunk.old) > end:
            raise EditError(f"{hunk.old[0].strip()!r}: two edits of the same lines. Make one of them")
        end = place
        indent = _indent(lines[place])[len(_indent(hunk.old[0])) :]
        lines[place : place + len(hunk.old)] = [indent + line for line in hunk.new]
    return "\n".join(lines) + "\n"


def _stands_at(hunk: Hunk, lines: list[str], place: int) -> bool:
    missing = len(_indent(lines[place])) - len(_indent(hunk.old[0]))
    there = lines[place : place + len(hunk.old)]
    return missing >= 0 and there == [" " * missing + line for line in hunk.old]


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
