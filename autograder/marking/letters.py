"""Letters that look right and are none of Python's: of a Chinese keyboard, of a word processor, invisible ones."""

import re
import unicodedata

from autograder.language import say
from autograder.plain_text import plain

# what Unicode does not give as another way to write a letter of Python's
OTHERS = {
    **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("‘’‚′", "'"),
    **dict.fromkeys("−–—", "-"),
    **dict.fromkeys("×·", "*"),
    "÷": "/",
    "、": ",",
    "。": ".",
    "【": "[",
    "】": "]",
    "《": "<",
    "》": ">",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
}


def advice(error: str, line: str) -> str:
    """What to write in the place of the letter at which Python stopped; "" where it was another error.

    `line`: what is written where it stopped. Of an invisible letter behind a number, older Pythons say only that the
    number is none.
    """
    found = re.match(r"invalid character '(.)' \(U\+", error)
    meant = OTHERS.get(found[1]) or unicodedata.normalize("NFKC", found[1]) if found else ""
    if found and meant.isascii():
        return plain(
            say("Write `{meant}` in the place of `{found}`, on an English keyboard.", meant=meant, found=found[1])
        )
    if any(unicodedata.category(letter) == "Cf" or (letter.isspace() and not letter.isascii()) for letter in line):
        return say("An invisible character stands there, mostly copied from a page. Delete that line and type it anew.")
    return ""
