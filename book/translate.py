"""The catalogues of the other editions: `python book/translate.py` brings each up to date with the English text.

    --check             change nothing; name each sentence without a translation that holds, and end with status 1
    --language zh_CN    also for a language that is no edition yet
    --engine            only what the grading engine says (`engine_words`)
    --exercises         only what exercises say: solutions/<id>/words.zh_CN.po

A changed English sentence keeps its old translation, marked as fuzzy, until somebody has read it again. What holds no
word (a number, a formula, code) is no sentence. A translation keeps what is not language: see `kept`.
"""

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import engine_words
import jupytext
import yaml
from babel.messages import extract, pofile
from babel.messages.catalog import Catalog
from markdown_it import MarkdownIt

import build as book
from autograder.course import translations
from autograder.course.course import Course
from autograder.course.wording import has_words

sys.path.insert(0, str(book.ROOT / "book/_extensions"))
from catalogues import typography, write
from course.cell_comments import comments
from course.language import CATALOGUE, LOCALE, SCRIPTS, editions
from course.practice import short_rule
from course.search import ANSWERS
from script_words import words_of_python, words_of_questions, words_of_script

TEMPLATES = book.BUILD / "gettext"
CODE = "book/_extensions/course"
SAID_IN_CODE = re.compile(r"[a-z]+ [a-z]+ [a-z]+|[\u4e00-\u9fff]")  # words, as in `(rows, number of pixels)`
ROLE = r"(?<!`)\{(?!\d)[\w:]+\}"
IN_TEMPLATE = re.compile(r"\b_\(\"([^\"]+)\"\)")


def catalogues_of(language: str, catalogues: Path) -> list[Path]:
    return sorted((catalogues / language / "LC_MESSAGES").rglob("*.po"))


def read(file: Path, language: str | None = None) -> Catalog:
    with file.open("rb") as opened:
        return pofile.read_po(opened, locale=language)


def templates() -> dict[str, Catalog]:
    """The English sentences of every page, and of the extensions, by the name of their catalogue."""
    book.kernel_environment()
    if not book.build([], builder="gettext", out=TEMPLATES):
        raise SystemExit("book: the sentences could not be collected. The lines above name the page and the reason.")
    files = [file for file in sorted(TEMPLATES.rglob("*.pot")) if file.relative_to(TEMPLATES).parts[0] != "exercises"]
    found = {str(file.relative_to(TEMPLATES).with_suffix("")): read(file) for file in files}
    for name, catalogue in found.items():
        for file in (each for ending in ("md", "ipynb") if (each := book.ROOT / f"{name}.{ending}").exists()):
            for words, line in words_of_cells(file):
                catalogue.add(words, locations=[(str(file.relative_to(book.ROOT)), line)])
    found[CATALOGUE] = words_of_the_course()
    found |= words_of_the_exercises()
    for catalogue in found.values():
        for message in [each.id for each in catalogue if each.id and not has_words(each.id)]:
            catalogue.delete(message)
    return found | {name: words_of_the_scripts(patterns) for name, patterns in SCRIPTS.items()}


def words_of_cells(page: Path) -> Iterator[tuple[str, int]]:
    """The comments of a page's cells and the alternative texts of what they draw: Sphinx collects neither."""
    for cell in jupytext.read(page).cells:
        if cell.cell_type == "code" and "remove-cell" not in cell.metadata.get("tags", ()):
            yield from ((comment.string[2:], 1) for comment in comments(cell.source))
    for found in re.finditer(r"^mystnb:.*\n(?: .*\n)*", text := page.read_text(encoding="utf-8"), re.MULTILINE):
        alt = yaml.safe_load(found[0])["mystnb"].get("image", {}).get("alt")
        if alt:
            yield alt, text.count("\n", 0, found.start()) + 1


def words_of_the_course() -> Catalog:
    """What the extensions, the template and _toc.yml add to the pages."""
    catalogue, root = Catalog(), book.ROOT
    for file in sorted((root / CODE).glob("*.py")):
        with file.open("rb") as opened:
            for line, message, _, _ in extract.extract("python", opened, keywords={"_": None}):
                catalogue.add(message, locations=[(f"{CODE}/{file.name}", line)])
    for file in sorted((root / CODE / "theme").glob("*.html")):
        for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            for message in IN_TEMPLATE.findall(text):
                catalogue.add(message, locations=[(f"{CODE}/theme/{file.name}", line)])
    title = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["title"]
    for message, place in [(title, "_config.yml"), *_contents(), *_search_answers(), *_warm_ups()]:
        catalogue.add(message, locations=[(place, 1)])
    return catalogue


def languages_of_exercises() -> list[str]:
    """Those that exercises have catalogues in."""
    return sorted({file.suffixes[0][1:] for file in book.ROOT.glob("solutions/**/words.*.po")})


def words_of_the_exercises() -> dict[str, Catalog]:
    """What exercises say: in their notebooks, whose pages are made of the translated ones, and in feedback."""
    course = Course(book.ROOT)
    if not course.solutions.is_dir():
        return {}
    said = {"solutions/words": translations.in_common(course)}
    said |= {f"solutions/{each.id}/words": translations.of_exercise(each) for each in course.exercises()}
    found = {}
    for name, sentences in said.items():
        found[name] = Catalog()
        for sentence, file in ((sentence, file) for sentence, file in sentences if has_words(sentence)):
            found[name].add(sentence, locations=[(f"solutions/{file}", 1)])
    return found


def words_of_the_scripts(patterns: tuple[str, ...]) -> Catalog:
    """What scripts write with `say`."""
    catalogue = Catalog()
    files = {file for pattern in patterns for file in book.ROOT.glob(pattern)}
    for file in sorted(file for file in files if file.parent.name != "skeleton" and file.name != "say.js"):
        for message, line in words_of(file):
            catalogue.add(message, locations=[(str(file.relative_to(book.ROOT)), line)])
    return catalogue


def words_of(file: Path) -> Iterator[tuple[str, int]]:
    """What a script of the page, a program of the boxes or an exercise's questions say, and the line."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        yield from ((words, 1) for words in words_of_questions(json.loads(text)))
    else:
        yield from words_of_script(text) if file.suffix == ".js" else words_of_python(text)
    if file.name == "beliefs.py":
        sys.path.insert(0, str(file.parent.parent))
        from judging.beliefs import BELIEFS

        yield from ((belief[1], 1) for belief in BELIEFS)


def _contents() -> Iterator[tuple[str, str]]:
    for part in yaml.safe_load((book.ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"]:
        yield part["caption"], "_toc.yml"
        yield from ((each["title"], "_toc.yml") for each in part["chapters"] if "title" in each)


def _search_answers() -> Iterator[tuple[str, str]]:
    file = book.ROOT / ANSWERS
    if file.exists():
        yield from ((each["says"], str(ANSWERS)) for each in yaml.safe_load(file.read_text("utf-8")) if "says" in each)


def _warm_ups() -> Iterator[tuple[str, str]]:
    """What warm-ups do, and what tasks do not allow."""
    for file in sorted((book.ROOT / "book/practice/questions").glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        said = [*(taught["says"] for taught in data["taught"]), *(short_rule(task["rule"]) for task in data["tasks"])]
        yield from ((each, f"book/practice/questions/{file.name}") for each in said if each)


def kept(message: str) -> dict[str, Counter]:
    """What a translation must not change: formulas, code, the targets of links and roles, fields."""
    roles = re.findall(rf"{ROLE}`(?:[^`<]*<)?([^`<>]+)>?`", message)
    text = re.sub(rf"{ROLE}`[^`]*`", "", message)
    return {
        "formulas": Counter(re.findall(r"\$([^$]+)\$", text)),
        "code": Counter(code for code in re.findall(r"`([^`]+)`", text) if not SAID_IN_CODE.search(code)),
        "links": Counter(re.findall(r"\]\(([^)\s]+)\)", text)),
        "roles": Counter(roles),
        "fields": Counter(re.findall(r"(?<!\$)\{\w*\}(?!`)", re.sub(r"\$[^$]*\$|`[^`]*`", "", text))),
    }


def changed(message: str, translation: str) -> str:
    """What the translation lost or changed of the things it must keep, in words; "" for nothing."""
    old, new = kept(message), kept(translation)
    for what in old:
        if old[what] != new[what]:
            gone, more = old[what] - new[what], new[what] - old[what]
            return f"{what} differ: " + ", ".join([*(f"without {x}" for x in gone), *(f"with {x}" for x in more)])
    bare = re.sub(r"`[^`]*`|\$[^$]*\$", "", translation)
    rendered = MarkdownIt().renderInline(re.sub(rf"{ROLE}`[^`]*`", "x", translation))
    if "*" in bare and "*" in re.sub(r"<code>.*?</code>|\$[^$]*\$", "", rendered):
        return "a * is no markup: no punctuation may stand inside it at its end"
    return typography(translation)


def update(language: str, wanted: dict[str, Catalog]) -> None:
    """Write these catalogues of a language anew: new sentences empty, changed ones fuzzy, gone ones left out."""
    for name, template in wanted.items():
        file = file_of(name, language)
        catalogue = read(file, language) if file.exists() else Catalog(locale=language)
        catalogue.update(template, no_fuzzy_matching=False)
        catalogue.obsolete.clear()
        write(file, catalogue, language)


def remove_old(language: str, wanted: dict[str, Catalog]) -> None:
    """Delete the catalogues of pages that are gone."""
    folder = book.ROOT / LOCALE / language / "LC_MESSAGES"
    for file in catalogues_of(language, book.ROOT / LOCALE):
        if str(file.relative_to(folder).with_suffix("")) not in wanted:
            file.unlink()


def file_of(name: str, language: str) -> Path:
    """The catalogue of this name; that of an exercise is in its folder."""
    if name.startswith("solutions/"):
        return book.ROOT / f"{name}.{language}.po"
    return book.ROOT / LOCALE / language / "LC_MESSAGES" / f"{name}.po"


def faults(language: str, wanted: dict[str, Catalog]) -> Iterator[str]:
    """One line for each sentence without a translation that holds: `file:line: what to do`."""
    for name, template in wanted.items():
        file = file_of(name, language)
        shown = file.relative_to(book.ROOT)
        if not file.exists():
            yield f"{shown}: is missing. Run: python book/translate.py"
            continue
        catalogue = read(file, language)
        for message in template:
            if not message.id:
                continue
            known = catalogue.get(message.id)
            if known is None:
                yield f"{shown}: lacks “{message.id[:60]}”. Run: python book/translate.py"
            elif known.string and not known.fuzzy and (why := changed(message.id, known.string)):
                yield f"{shown}:{known.lineno}: {why}: “{message.id[:60]}”"
            elif known.fuzzy or not known.string:
                why = "changed in English" if known.fuzzy else "not translated"
                yield f"{shown}:{known.lineno}: {why}: “{message.id[:60]}”"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--language", action="append", default=[], metavar="NAME")
    parser.add_argument("--engine", action="store_true")
    parser.add_argument("--exercises", action="store_true")
    options = parser.parse_args()
    whole = not (options.engine or options.exercises)
    asked = dict.fromkeys([*(each.language for each in editions(book.ROOT)[1:]), *options.language])
    found = []
    if whole or options.exercises:
        wanted = templates() if whole and asked else words_of_the_exercises()
        for language in asked if whole else dict.fromkeys([*asked, *languages_of_exercises()]):
            if not options.check:
                update(language, wanted)
                if whole:
                    remove_old(language, wanted)
            found += faults(language, wanted)
    engine = engine_words.languages() if whole or options.engine else []  # none in a copy of the book alone
    for language in dict.fromkeys([*asked, *engine]) if engine else ():
        if not options.check:
            engine_words.update(language)
        found += engine_words.faults(language)
    for line in found:
        print(line)
    print(f"{len(found)} sentences to translate" if found else "every sentence is translated")
    return 1 if found and options.check else 0


if __name__ == "__main__":
    os.chdir(book.ROOT)
    sys.exit(main())
