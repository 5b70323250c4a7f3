"""How catalogues of translations are written, and what no Chinese sentence may hold; for all of `translate.py`."""

import io
import re
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog

HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,.?!;:()\"']|[,.?!;:()\"'][\u4e00-\u9fff]")
NO_SPACE = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9×][\u4e00-\u9fff]")
CODE = r"`[^`]*`|\$[^$]*\$"
HEAD = """# {language}: terms and rules are in book/locale/{language}/README.md
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def typography(translation: str) -> str:
    """What is not written as Chinese text is, in words; "" for nothing."""
    if found := HALF_WIDTH.search(re.sub(rf"{CODE}|\]\([^)]*\)|\{{\w*\}}", "", translation)):
        return f"half-width punctuation in Chinese: {found[0]}"
    shown = re.sub(r"\{[\w:]+\}`([^`<]*?)(?: *<[^>`]*>)?`", r"\1", translation)  # a role shows its words
    shown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(CODE, "x", shown)).replace("*", "")
    if found := NO_SPACE.search(re.sub(r"\{\w*\}", " ", shown)):
        return f"no space between Chinese and other letters: {found[0]}"
    return ""


def write(file: Path, catalogue: Catalog, language: str) -> None:
    """Write a catalogue without dates, names and line numbers, so that only a changed sentence changes the file."""
    head = HEAD.format(language=language)
    if any(isinstance(message.id, tuple) for message in catalogue):
        head += f'"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    for message in catalogue:
        message.flags -= {"python-format", "python-brace-format"}
        message.locations = sorted({(name.removeprefix("../../"), 0) for name, _line in message.locations})
    text = io.BytesIO()
    pofile.write_po(text, catalogue, width=120, omit_header=True, include_lineno=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(head.encode() + b"\n" + text.getvalue().strip() + b"\n")
