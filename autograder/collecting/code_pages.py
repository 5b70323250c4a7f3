"""Names in a zip that are neither UTF-8 nor marked as such: which code page they were written in.

Windows and old packers write names in the code page of the machine. zipfile reads them as CP437, which turns 张伟 into
╒┼╬░. The bytes of all such names of a zip are tried together; the teacher is always told the guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

# two-byte code pages with the range of their common characters (lead bytes, trail bytes): names are written in those
CJK = {
    "gbk": re.compile(rb"[\xb0-\xd7][\xa1-\xfe]"),
    "cp932": re.compile(
        rb"[\x88-\x97][\x40-\x7e\x80-\xfc]|\x98[\x40-\x72]|\x82[\x9f-\xf1]|\x83[\x40-\x96]|\x81[\x40\x58]"
    ),
    "cp949": re.compile(rb"[\xb0-\xc8][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]"),
}
SINGLE = ("cp437", "cp850", "cp1252", "cp1250", "cp866", "cp1251")
SHOWN = {"gbk": "GBK (Chinese)", "cp932": "Shift-JIS (Japanese)", "cp949": "EUC-KR (Korean)", "big5": "Big5 (Chinese)"}


def code_page(names: Iterable[bytes], known: Callable[[str], bool]) -> str:
    """The code page of names that are not UTF-8; `known` says whether a text holds the name of a student."""
    names = list(names)
    best, most = "", 0
    for page in (*CJK, *SINGLE):
        found = sum(known(text) for name in names if (text := _decoded(name, page)) is not None)
        if found > most:
            best, most = page, found
    if best:
        return best
    for page, common in CJK.items():
        if all(_all_common(name, common, page) for name in names):
            return page
    return next((page for page in SINGLE if all(_of_letters(name, page) for name in names)), "cp437")


def _decoded(name: bytes, page: str) -> str | None:
    try:
        return name.decode(page)
    except UnicodeDecodeError:
        return None


def _all_common(name: bytes, common: re.Pattern[bytes], page: str) -> bool:
    """Whether all that is not ASCII is a common character, and none of them is part of an ASCII word ("J\\x94rg")."""
    rest = common.sub(b"\x00", name)
    if not rest.isascii() or re.search(rb"[A-Za-z]\x00|\x00[A-Za-z]", rest):
        return False
    return _decoded(name, page) is not None


def _of_letters(name: bytes, page: str) -> bool:
    """Whether the text has letters and marks of writing beside ASCII, no frames and no signs of mathematics."""
    text = _decoded(name, page)
    return text is not None and all(c.isascii() or unicodedata.category(c)[0] in "LMP" for c in text)
