"""A cell as a submitted file has it, before anything is repaired."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from autograder.submission.source import Origin


@dataclass(frozen=True)
class RawCell:
    """One cell as the file has it."""

    kind: str  # "code", "markdown" or "raw"
    source: str
    claims: dict[str, Any] = field(default_factory=dict)  # its nbgrader metadata: believed for the id, nothing else
    origin: Origin | None = None
    pictures: dict[str, dict[str, str]] = field(default_factory=dict)  # pasted into a text cell: {name: {type: base64}}

    @property
    def grade_id(self) -> str | None:
        name = self.claims.get("grade_id")
        return name if isinstance(name, str) and name else None


def clean(source: str) -> str:
    """Line ends as \\n, no zero bytes or byte order mark, no half of a surrogate pair (UTF-8 has none)."""
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").removeprefix("\ufeff")
    return source.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
