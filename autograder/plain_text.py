"""Text that came from a student's program, made fit to be shown: one line, no control or direction codes, cut."""

import unicodedata


def plain(text: str, limit: int = 300) -> str:
    """The text without control, format (bidirectional) and surrogate characters, in one line, cut to `limit`."""
    text = text[: limit * 4]
    kept = "".join(
        c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else " " for c in text
    )
    kept = " ".join(kept.split())
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"
