"""The languages that a student reads: English in the code, every other one a gettext catalogue below `locale/`.

`say("Raises {kind}{where}", kind=…, where=…)` gives the sentence in the language that is being spoken (`speaking`;
English without it) and remembers pattern and fields. So marks are made once, in English, a record keeps what its
sentences are made of, and `again` says them in the language of whoever reads them.

A catalogue is a `.po` file, compiled in memory when its language is first spoken.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any, NamedTuple

from autograder.errors import WrongUse

ENGLISH = "en"
LOCALE = Path(__file__).parent / "locale"
_FIELD = re.compile(r"\{(\w+)\}")


class _Spoken(NamedTuple):
    language: str
    catalogues: tuple[GNUTranslations, ...] = ()


_IN_ENGLISH = _Spoken(ENGLISH)
_spoken: ContextVar[_Spoken] = ContextVar("spoken", default=_IN_ENGLISH)


class Sentence(str):
    """A text in one language that can be said again in another: `again`. To everything else it is a text."""

    pattern: str
    plural: str
    fields: dict[str, Any]

    def with_fields(self, change: Callable[[str], str]) -> "Sentence":
        """The same sentence with each text in its fields changed, those of sentences in it too."""

        def changed(value: Any) -> Any:
            if isinstance(value, Sentence):
                return value.with_fields(change)
            return change(value) if isinstance(value, str) else value

        return _said(self.pattern, self.plural, {name: changed(value) for name, value in self.fields.items()})


def say(pattern: str, /, **fields: Any) -> Sentence:
    """The sentence, with each `{name}` of the pattern replaced by the field of that name."""
    return _said(pattern, "", fields)


def say_count(one: str, many: str, n: int, /, **fields: Any) -> Sentence:
    """The sentence for a count: `one` for 1, else `many`, as English has it; `{n}` is the count."""
    return _said(one, many, {**fields, "n": n})


def again(text: str) -> str:
    """The text in the language that is being spoken: a sentence, or a text without fields that a catalogue knows."""
    return _said(text.pattern, text.plural, text.fields) if isinstance(text, Sentence) else _translated(text)


def listed(items: Iterable[str], last: str = "{before} and {item}") -> str:
    """`a, b and c`; `last` is the pattern that ends it."""
    said = ""
    row = list(items)
    for place, item in enumerate(row):
        pattern = last if place == len(row) - 1 else "{before}, {item}"
        said = say(pattern, before=said, item=item) if place else item
    return said


def in_a_row(*sentences: str) -> str:
    """Sentences after each other; empty ones are left out."""
    said = ""
    for sentence in filter(None, sentences):
        said = say("{before} {sentence}", before=said, sentence=sentence) if said else sentence
    return said


@contextmanager
def speaking(name: str, *folders: Path) -> Iterator[None]:
    """Say everything in this language; `folders` hold more catalogues, as `locale/` does, which are asked first."""
    language = known(name)
    found = [_catalogue(folder, language) for folder in (*folders, LOCALE)] if language != ENGLISH else []
    token = _spoken.set(_Spoken(language, tuple(each for each in found if each is not None)))
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The language that is being spoken: `en`, `zh_CN`."""
    return _spoken.get().language


def tag() -> str:
    """It, as HTML names it: `zh-CN`."""
    return spoken().replace("_", "-")


def languages() -> list[str]:
    """All languages that can be spoken, English first."""
    return [ENGLISH, *sorted(folder.name for folder in LOCALE.iterdir() if (folder / "LC_MESSAGES").is_dir())]


def known(name: str) -> str:
    """The language of this name: `zh_CN`, also `zh-cn` or `zh`. Raises WrongUse for a language that is not there."""
    wanted = name.strip().replace("-", "_").lower()
    for language in languages():
        if wanted in (language.lower(), language.partition("_")[0]):
            return language
    raise WrongUse(f"There is no language {name!r}. Languages: {', '.join(languages())}.")


def to_json(sentence: Sentence) -> dict[str, Any]:
    """What a sentence is made of."""
    fields = {name: to_json(value) if isinstance(value, Sentence) else value for name, value in sentence.fields.items()}
    return {"says": sentence.pattern, "fields": fields} | ({"plural": sentence.plural} if sentence.plural else {})


def from_json(data: dict[str, Any]) -> Sentence:
    """The sentence that is made of this, in the language that is being spoken."""
    fields = {name: from_json(value) if isinstance(value, dict) else value for name, value in data["fields"].items()}
    return _said(data["says"], data.get("plural", ""), fields)


def _said(pattern: str, plural: str, fields: dict[str, Any]) -> Sentence:
    fields = {name: again(value) if isinstance(value, Sentence) else value for name, value in fields.items()}
    text = _translated(pattern, plural, fields.get("n", 0))
    made = Sentence(_FIELD.sub(lambda found: str(fields.get(found[1], found[0])), text))
    made.pattern, made.plural, made.fields = pattern, plural, fields
    return made


def _translated(pattern: str, plural: str = "", n: int = 0) -> str:
    if not pattern:
        return pattern  # gettext has the catalogue's head under ""
    in_english = pattern if not plural or n == 1 else plural
    for catalogue in _spoken.get().catalogues:
        text = catalogue.ngettext(pattern, plural, n) if plural else catalogue.gettext(pattern)
        if text != in_english:
            return text
    return in_english


@cache
def _catalogue(folder: Path, language: str) -> GNUTranslations | None:
    """All catalogues of a folder in this language, as one; None where there is none."""
    files = sorted((folder / language / "LC_MESSAGES").glob("*.po"))
    if not files:
        return None
    from babel.messages import mofile, pofile  # not at the start of every command

    made: GNUTranslations | None = None
    for file in files:
        compiled = io.BytesIO()
        with file.open("rb") as opened:
            mofile.write_mo(compiled, pofile.read_po(opened, locale=language))
        compiled.seek(0)
        translations = GNUTranslations(compiled)
        if made is None:
            made = translations
        else:
            made.add_fallback(translations)
    return made
