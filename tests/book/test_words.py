"""One letter and one word for one thing: formulas and prose of the book against its page `notation`."""

import re

import pytest
import yaml
from kit import ROOT

BOOK = ROOT / "book"
PAGES = sorted(
    path.name for path in BOOK.glob("*.md") if path.name not in ("promises.md", "teacher-guide.md", "references.md")
)
QUOTED = {  # formulas of other books, quoted as they write them
    "04-conv2d-parameters.md": ["(W - F + 2P)/S + 1"],
    "notation.md": ["p_h"],
}
OTHERS = ("kernel", "activation map", "depth slice", "feature map", "receptive area", "field of view", "filter map")
ABOUT_WORDS = ("notation.md", "errata.md")  # pages that speak of the words of other books


def source(page: str) -> str:
    return (BOOK / page).read_text(encoding="utf-8")


def formulas(text: str) -> list[str]:
    without_code = re.sub(r"^```\{code-cell.*?^```$|`[^`\n]+`", "", text, flags=re.S | re.M)
    return re.findall(r"\$\$(.+?)\$\$", without_code, re.S) + re.findall(r"(?<!\$)\$([^$\n]+)\$(?!\$)", without_code)


def letters(formula: str) -> set[str]:
    """C_in of C_{\\text{in}}, k_H, X of X_{i,r}: a letter with its word, or a capital index that names a side."""
    plain = re.sub(r"\\(?:begin|end)\{\w+\}|\\[,;!]", " ", formula)
    plain = re.sub(r"([A-Za-z])_\{?\\text\{(\w+)\}\}?", r" \1@\2 ", plain)
    plain = re.sub(r"\\text\{(\w+)\}_([A-Z])|\\text\{[^}]*\}", " ", plain)
    plain = re.sub(r"([a-z])_\{?([HW])\}?", r" \1@\2 ", plain)
    return set(re.findall(r"[A-Za-z]@\w+|[A-Za-z]", re.sub(r"\\[A-Za-z]+", " ", plain)))


def known_letters() -> set[str]:
    table = source("notation.md").split("(letters)=")[1].split("(other-words)=")[0]
    return set().union(*(letters(formula) for formula in formulas(table)))


def prose(text: str) -> str:
    """What is read aloud: no code, no formulas, no addresses, no labels; a third heading quotes a message."""
    text = re.sub(r"^---.*?^---$", "", text, count=1, flags=re.S | re.M)
    text = re.sub(
        r"^(`{3,}|:{3,})\{code-cell.*?^\1$|^```(?:text|python|console)?\n.*?^```$", "", text, flags=re.S | re.M
    )
    unread = r"Restart the kernel|`[^`\n]+`|\$[^$]+\$|\]\([^)]*\)|^:\w+:.*$|^\(.*\)=$|^### .*$"
    return re.sub(unread, " ", text, flags=re.M)


@pytest.mark.parametrize("page", PAGES)
def test_every_letter_of_a_formula_is_one_of_the_notation(page):
    unknown = {
        letter: formula
        for formula in formulas(source(page))
        if formula not in QUOTED.get(page, ())
        for letter in letters(formula) - known_letters()
    }
    assert unknown == {}


def test_a_letter_of_the_notation_means_one_thing():
    table = source("notation.md").split("(letters)=")[1].split("(other-words)=")[0]
    named = [letter for row in re.findall(r"^\| (\$.*?) \|", table, re.M) for letter in sorted(letters(row))]
    assert sorted(named) == sorted(set(named))


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ABOUT_WORDS])
def test_no_other_books_word_for_a_thing_that_has_one(page):
    text = prose(source(page))
    assert [word for word in OTHERS if re.search(rf"\b{word}s?\b", text, re.I)] == []


@pytest.mark.parametrize("file", [*BOOK.glob("quizzes/*.yml"), BOOK / "predictions.yml"], ids=lambda file: file.stem)
def test_quizzes_and_predictions_use_the_books_words(file):
    def words(value):
        if isinstance(value, dict):
            return [
                word for key, inner in value.items() if key not in ("code", "given", "math") for word in words(inner)
            ]
        return [word for inner in value for word in words(inner)] if isinstance(value, list) else [str(value)]

    text = re.sub(r"`[^`]+`", " ", " ".join(words(yaml.safe_load(file.read_text(encoding="utf-8")))))
    assert [word for word in OTHERS if re.search(rf"\b{word}s?\b", text, re.I)] == []


def sentences_of_scripts() -> str:
    """What the figures' scripts say: texts in quotation marks with a blank in them, and templates."""
    files = [file for file in (BOOK / "figures").rglob("*.js") if file.name != "weights.js"]
    code = [re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read_text(encoding="utf-8"), flags=re.S) for file in files]
    lines = "\n".join(code).splitlines()
    plain = [text for line in lines for text in re.findall(r'"([^"]* [^"]*)"', re.sub(r"`[^`]*`", "", line))]
    templates = [re.sub(r"\$\{[^}]*\}", "", text) for line in lines for text in re.findall(r"`([^`]*)`", line)]
    return " ".join(plain + templates)


def test_the_figures_use_the_books_words():
    text = " ".join(
        re.sub(r"<[^>]+>", " ", file.read_text(encoding="utf-8"))
        for file in (BOOK / "figures/static").iterdir()
        if file.suffix in (".svg", ".html")
    )
    assert re.findall(r"\bW\[", text) == []  # the weight is K
    text += sentences_of_scripts()
    text = text.replace("Kernel size", "")  # PyTorch's own words
    assert [word for word in OTHERS if re.search(rf"\b{word}s?\b", text, re.I)] == []
