"""Pictures that a student pasted: bitmaps that every browser shows and that can hold no script."""

from __future__ import annotations

import base64
import binascii
import os
import stat
from pathlib import Path, PurePosixPath
from typing import Any

KINDS = {  # by the first bytes
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
LARGEST_PICTURE = 4_000_000  # characters of base64: a screenshot of a large screen
MOST_PIXELS = 50_000_000  # a few bytes can claim to be a picture that takes all memory of a browser
NO_PICTURE = "is no PNG, JPEG or GIF"


class NotShown(Exception):
    """Why a picture is left out: words that follow its name, for the person who looks at the notebook."""


def pictures_of(attachments: Any) -> dict[str, str]:
    """The pictures attached to a cell as base64 by their names; "" for one that is too large, or not a bitmap."""
    found: dict[str, str] = {}
    for name, bundle in attachments.items() if isinstance(attachments, dict) else ():
        kinds = bundle if isinstance(bundle, dict) else {}
        data = next((kinds[kind] for kind in sorted(set(KINDS.values()), reverse=True) if kind in kinds), "")
        data = "".join(map(str, data)) if isinstance(data, list) else data
        found[str(name)] = data if isinstance(data, str) and len(data) <= LARGEST_PICTURE else ""
    return found


def picture(text: str) -> tuple[str, str]:
    """The kind and the base64 of a picture; the kind is what its bytes say. Raises NotShown with the reason."""
    if len(text) > LARGEST_PICTURE:
        raise NotShown(f"is larger than {LARGEST_PICTURE // 1_000_000} MB")
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise NotShown(NO_PICTURE) from None
    kind = next((kind for start, kind in KINDS.items() if data.startswith(start)), None)
    if kind is None:
        raise NotShown(NO_PICTURE)
    width, height = _size(kind, data)
    if width * height > MOST_PIXELS:
        raise NotShown(f"claims {width} × {height} pixels")
    return kind, base64.b64encode(data).decode()


def picture_beside(folder: Path | None, name: str) -> str:
    """A picture that lies beside the notebook, or in a folder there, as base64; no link is followed.

    Raises NotShown with the reason.
    """
    parts = PurePosixPath(name).parts
    if folder is None or not parts or ".." in parts or parts[0].startswith("/") or ":" in parts[0] or "\0" in name:
        raise NotShown("lies elsewhere and is not loaded")
    path = folder.joinpath(*parts)
    try:
        if path.resolve() != folder.resolve().joinpath(*parts):
            raise NotShown("is a link and is not loaded")
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise NotShown(NO_PICTURE)
            data = file.read(LARGEST_PICTURE * 3 // 4 + 1)
    except (OSError, ValueError, RuntimeError):
        raise NotShown("was not handed in with the notebook") from None
    return base64.b64encode(data).decode()


def _size(kind: str, data: bytes) -> tuple[int, int]:
    """Width and height as the first bytes have them; (0, 0) for a JPEG, which cannot be large in few bytes."""
    if kind == "image/png":
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if kind == "image/gif":
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    return 0, 0
