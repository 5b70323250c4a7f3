"""The source of a page in another language, sentence by sentence: for what is made without Sphinx."""

import re

# What may come before a sentence on its line (heading, list, quotation, row of a table, directive), and after it.
BEFORE = (
    r"(?m:^(?P<before>[ \t]*(?:(?:[#>*+-]+|\d+\.|[:`]{3,}\{[\w-]+\}|\([\w-]+\)=)[ \t]+|:[ \t]+)*(?:.*\|[ \t]*|<.*>)?))"
)
AFTER = r"(?=[ \t]*(?:\|.*|</.*)?$)"
BREAK = r"(?:[ \t]+|[ \t]*\n[ \t]*(?:>[ \t]*)*)"


def translated(text: str, sentences: dict[str, str]) -> str:
    """MyST in which every whole paragraph, heading, item and cell of a table that `sentences` knows is replaced."""
    said: list[str] = []

    def replaced(found: re.Match) -> str:
        said.append(sentence)
        return f"{found['before']}\ue000{len(said) - 1}\ue001"

    for english in sorted(sentences, key=len, reverse=True):  # a short one may be a part of a long one
        sentence, words = sentences[english], BREAK.join(map(re.escape, english.split()))
        pattern = re.compile(f"{BEFORE}{words}{AFTER}", re.MULTILINE)
        while (new := pattern.sub(replaced, text)) != text:  # cells of one row share the line's beginning
            text = new
    return re.sub("\ue000(\\d+)\ue001", lambda place: said[int(place[1])], text)
