"""The languages that a student reads: English in the code, every other one a gettext catalogue below `locale/`.

`say("Raises {kind}{where}", kind=…, where=…)` gives the sentence in the language that is being spoken (`speaking`;
English without it) and remembers pattern and fields. So marks are made once, in English, a record keeps what its
sentences are made of, and `again` says them in the language of whoever reads them.

A catalogue is a `.po` file, compiled in memory when its language is first spoken.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any, NamedTuple

from autograder.errors import CourseError, WrongUse

ENGLISH = "en"
LOCALE = Path(__file__).parent / "locale"
_FIELD = re.compile(r"\{(\w+)(?:!([lu]))?\}")
_CHINESE = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_NEEDLESS = re.compile(f"(?<={_CHINESE}) \0(?={_CHINESE})|(?<={_CHINESE})\0 (?={_CHINESE})")  # a blank beside a field


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
    """The sentence, with each `{name}` of the pattern replaced by the field of that name.

    `{name!l}` begins with a small letter, `{name!u}` with a capital. A blank beside a field is left out where it would
    be between two Chinese characters.
    """
    return _said(pattern, "", fields) if not isinstance(pattern, Sentence) or fields else pattern


def phrase(pattern: str) -> str:
    """The pattern or text itself, for `say` or `again` to say later: so the catalogues know it."""
    return pattern


def phrases(one: str, many: str) -> tuple[str, str]:
    """The patterns for one and for more, for `say_count` to say later."""
    return one, many


def say_count(one: str, many: str, /, n: int, **fields: Any) -> Sentence:
    """The sentence for a count: `one` for 1, else `many`, as English has it; `{n}` is the count."""
    return _said(one, many, {**fields, "n": n})


def again(text: str) -> str:
    """The text in the language that is being spoken: a sentence, or a text without fields that a catalogue knows."""
    return _said(text.pattern, text.plural, text.fields) if isinstance(text, Sentence) else _translated(text)


def several(thing: str) -> str:
    """The plural of a word that counts things: `channel`."""
    return say_count(thing, f"{thing}s", 2)


def by_catalogue(folder: Path, name: str, text: str) -> str:
    """The text in the language that is being spoken, by the catalogue `name` of a folder such as `locale/`."""
    return _known_by(folder / spoken() / "LC_MESSAGES" / f"{name}.po", spoken(), text)


@cache
def _known_by(file: Path, language: str, text: str) -> str:
    return _compiled(file, language).gettext(text) if file.is_file() else text


def listed(items: Iterable[str], last: str = "{before} and {item}", comma: str = "{before}, {item}") -> str:
    """`a, b and c`; `comma` and `last` are the patterns that add an item."""
    row = list(items)
    if len(row) < 2:
        return row[0] if row else ""
    return say(last, before=_joined(row[:-1], comma), item=row[-1])


def _joined(row: Sequence[str], pattern: str) -> str:
    """Half by half, so that a list of thousands is a sentence in a sentence a few times, not thousands of times."""
    if len(row) == 1:
        return row[0]
    middle = len(row) // 2
    return say(pattern, before=_joined(row[:middle], pattern), item=_joined(row[middle:], pattern))


def in_a_row(*sentences: str) -> str:
    """Sentences after each other; empty ones are left out."""
    said = ""
    for sentence in filter(None, sentences):
        said = say("{before} {sentence}", before=said, sentence=sentence) if said else sentence
    return said


def as_sentence(text: str, *, capital: bool = False) -> str:
    """The text with a full stop where nothing ends it; with a `capital` at its beginning."""
    said = text if isinstance(text, Sentence) else say(text)
    if capital and not text[0].isupper():
        said = say("{said!u}", said=said)
    return said if text[-1] in ".?!" else say("{said}.", said=said)


@contextmanager
def speaking(name: str, *folders: Path) -> Iterator[None]:
    """Say everything in this language. `folders` hold more catalogues, which are asked first: as `locale/` does, or
    `words.zh_CN.po` beside other files.
    """
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
    raise WrongUse(f"There is no language {name!r}. Languages: {', '.join(languages())}")


def packed(text: str) -> Any:
    """A text, or what a sentence is made of, as JSON takes it; for `unpacked`."""
    return to_json(text) if isinstance(text, Sentence) else text


def unpacked(data: Any) -> str:
    """The text or sentence that was `packed`."""
    return from_json(data) if isinstance(data, dict) else data


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
    made = Sentence(_NEEDLESS.sub("", _FIELD.sub(lambda found: _field(found, fields), text)).replace("\0", ""))
    made.pattern, made.plural, made.fields = pattern, plural, fields
    return made


def _field(found: re.Match, fields: dict[str, Any]) -> str:
    if found[1] not in fields:
        return found[0]
    value = str(fields[found[1]])
    if found[2]:
        value = (value[:1].lower() if found[2] == "l" else value[:1].upper()) + value[1:]
    return f"\0{value}\0"


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
    files = sorted([*(folder / language / "LC_MESSAGES").glob("*.po"), *folder.glob(f"*.{language}.po")])
    if not files:
        return None
    made = _compiled(files[0], language)
    for file in files[1:]:
        made.add_fallback(_compiled(file, language))
    return made


def _compiled(file: Path, language: str) -> GNUTranslations:
    from babel.messages import mofile, pofile  # not at the start of every command

    compiled = io.BytesIO()
    try:
        with file.open("rb") as opened:
            mofile.write_mo(compiled, pofile.read_po(opened, locale=language, abort_invalid=True))
    except (OSError, ValueError, pofile.PoFileError) as error:
        reason = " ".join(str(error).split())
        raise CourseError(f"{file.parent.name}/{file.name}: {reason}. Mend it, or take it away") from error
    compiled.seek(0)
    return GNUTranslations(compiled)
