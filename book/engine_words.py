"""The sentences of the grading engine that a student reads, for its catalogues below `autograder/locale/`."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages import extract, pofile
from babel.messages.catalog import Catalog, Message
from catalogues import typography, write

ROOT = Path(__file__).parent.parent
NAME = "autograder"  # of the catalogue
KEYWORDS = {"say": None, "phrase": None, "rich": None, "say_count": (1, 2), "phrases": (1, 2)}
FIELD = re.compile(r"\{(\w+)(?:![lu])?\}")
PATTERNS = (
    "{before}, {item}",
    "{before} and {item}",
    "{before} {sentence}",
    "{before}; {item}",
    "{before} and of {item}",
)


def file_of(language: str) -> Path:
    return ROOT / "autograder/locale" / language / "LC_MESSAGES" / f"{NAME}.po"


def languages() -> list[str]:
    """Those that have a catalogue."""
    return sorted(folder.name for folder in (ROOT / "autograder/locale").glob("*"))


def words() -> Catalog:
    """Every sentence, with the file that says it."""
    catalogue = Catalog()
    for pattern in PATTERNS:
        catalogue.add(pattern, locations=[("autograder/language.py", 1)])
    engine = ROOT / "autograder"
    files = [*engine.rglob("*.py"), *(engine / "templates").glob("*.html")]
    for file in sorted(file for file in files if "kinds" not in file.parts):
        method = "python" if file.suffix == ".py" else "jinja2.ext:babel_extract"
        with file.open("rb") as opened:
            for _line, message, _, _ in extract.extract(method, opened, keywords=KEYWORDS):
                catalogue.add(message, locations=[(str(file.relative_to(ROOT)), 1)])
    return catalogue


def changed(message: Message, translation: str) -> str:
    """What a translation lost or changed of fields and code, in words; "" for nothing."""
    pattern = _english(message)
    old, new = set(FIELD.findall(pattern)), set(FIELD.findall(translation))
    if old != new:
        return "fields differ: " + ", ".join([*(f"without {x}" for x in old - new), *(f"with {x}" for x in new - old)])
    code, said = (Counter(re.findall(r"`([^`]+)`", text)) for text in (pattern, translation))
    if code != said:
        return "code differs: " + ", ".join(sorted((code - said) | (said - code)))
    return typography(translation)


def update(language: str) -> None:
    """Bring a language's catalogue up to date: new sentences empty, changed ones fuzzy, gone ones left out."""
    file = file_of(language)
    catalogue = _read(file, language)
    catalogue.update(words(), no_fuzzy_matching=False)
    catalogue.obsolete.clear()
    write(file, catalogue, language)


def faults(language: str) -> Iterator[str]:
    """One line for each sentence without a translation that holds: `file:line: what to do`."""
    file = file_of(language)
    shown, catalogue = os.path.relpath(file, ROOT), _read(file, language)
    for message in words():
        if not message.id or not any(map(str.isalpha, FIELD.sub("", _english(message)))):
            continue
        known = catalogue.get(message.id)
        said = known and (known.string if isinstance(known.string, str) else known.string[0])
        if known is None:
            yield f"{shown}: lacks “{_english(message)[:60]}”. Run: python book/translate.py"
        elif known.fuzzy or not said:
            why = "changed in English" if known.fuzzy else "not translated"
            yield f"{shown}:{known.lineno}: {why}: “{_english(message)[:60]}”"
        elif why := changed(message, said):
            yield f"{shown}:{known.lineno}: {why}: “{_english(message)[:60]}”"


def _read(file: Path, language: str) -> Catalog:
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as opened:
        return pofile.read_po(opened, locale=language)


def _english(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[-1]
