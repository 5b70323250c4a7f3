"""One word and one letter for one thing, as book/notation.md says: in pages, quizzes, exercises, tests and beliefs."""

import io
import re
import tokenize
import tomllib

import pytest
import yaml
from kit import ROOT

# What other books say, and this book in its place; with the sentences in which the other word is right.
OTHER_WORDS = {
    r"kernels?": [
        r"Kernel size",  # PyTorch's own message
        r"[Rr]estart the kernel",  # Jupyter's
        r"Other texts call the whole weight a kernel",
    ],
    r"(?:activation|feature) maps?": [],
    r"depth slices?": [],
    r"filter banks?": [],
    r"stops?(?= of the window| along)": [],
    r"(?:first|same|each|every|one|how many|\d×\d) places?": [],  # of the window: position
    r"dense layers?": [],
    r"one \w+ an? (?:channel|map|filter|slice|pixel|image|class|axis|row)": [
        r"one is an axis"
    ],  # "one slice a channel"
}
PAGES = sorted([*(ROOT / "book").glob("*.md"), ROOT / "README.md"])
DEFINES = "notation.md"  # names the other words, to say what they mean
OF_MACHINES = ("README.md", "promises.md", "student-guide.md", "teacher-guide.md")  # their kernels are programs


def without_code(text: str) -> str:
    """Prose of MyST or Markdown: no code, no formulas, no addresses, no labels."""
    lines, fences = [], []  # of each open fence: its signs, and whether it holds prose
    for line in re.sub(r"\A---\n.*?^---\n", "", text, flags=re.S | re.M).split("\n"):
        fence = re.match(r"(```+|:::+)(.*)", line)
        if fence and not fence[2].strip() and fences:
            fences.pop()
        elif fence:
            fences.append(bool(re.match(r"\{(?!code-cell|literalinclude)", fence[2])))
        elif all(fences) and not re.match(r" {4}|\([\w-]+\)=$", line):
            lines.append(line)
    text = re.sub(r"\$\$.*?\$\$|\$[^$\n]+\$|\{ref\}`[^`<]*`|`[^`\n]*`", " ", "\n".join(lines), flags=re.S)
    return re.sub(r"\]\([^)\n]*\)|<[^>\n]*>", "] ", text)


def words_of(value) -> list[str]:
    """Every string in YAML or TOML that a reader sees."""
    if isinstance(value, dict):
        return [
            word
            for key, each in value.items()
            if key not in ("read", "code", "codings", "words")
            for word in words_of(each)
        ]
    if isinstance(value, list):
        return [word for each in value for word in words_of(each)]
    return [value] if isinstance(value, str) else []


def strings_and_comments(path) -> str:
    """Of Python: what is in quotes or behind #, without the expressions of f-strings."""
    kinds = (tokenize.STRING, tokenize.COMMENT, getattr(tokenize, "FSTRING_MIDDLE", None))
    found = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    return "\n".join(re.sub(r"\{[^{}]*\}", "", each.string) for each in found if each.type in kinds)


def prose() -> dict[str, str]:
    """What people read, by file."""
    texts = {path: without_code(path.read_text(encoding="utf-8")) for path in PAGES if path.name != DEFINES}
    for path in [*ROOT.glob("book/quizzes/*.yml"), ROOT / "book/predictions.yml"]:
        texts[path] = "\n".join(words_of(yaml.safe_load(path.read_text(encoding="utf-8"))))
    for path in [*ROOT.glob("solutions/*/wrong_answers/*.toml"), ROOT / "solutions/beliefs.toml"]:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).values()
        said = [table.get(key, "") for table in tables for key in ("belief", "hint", "refuted")]
        texts[path] = "\n".join(said)
    for name in ("notebook", "hidden_tests", "taught"):
        for path in ROOT.glob(f"solutions/*/{name}.py"):
            texts[path] = strings_and_comments(path)
    return {path.relative_to(ROOT).as_posix(): re.sub(r"`[^`\n]*`", " ", text) for path, text in texts.items()}


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_the_words_of_other_books_are_not_used(word):
    found = []
    for name, text in prose().items():
        if word == "kernels?" and name.endswith(OF_MACHINES):
            continue
        for right in OTHER_WORDS[word]:
            text = re.sub(right, "", text)
        for line in text.split("\n"):
            if re.search(rf"\b(?:{word})\b", line, re.I) and "or whole_kernel_added" not in line:
                found.append(f"{name}: {line.strip()[:120]}")
    assert found == []


def letters(text: str) -> set[str]:
    """Single letters of the formulas of a page, indices included."""
    formulas = re.findall(r"\$\$(.*?)\$\$|\$([^$\n]+)\$", text, re.S)
    plain = re.sub(r"\\(?:text|mathrm|operatorname)\{[^}]*\}|\\[a-zA-Z]+", " ", " ".join(a + b for a, b in formulas))
    return set(re.findall(r"(?<![a-zA-Z])[a-zA-Z](?![a-zA-Z])", plain))


def test_every_letter_of_a_formula_has_its_one_meaning_in_the_table():
    notation = (ROOT / "book/notation.md").read_text(encoding="utf-8")
    table = notation.partition("(letters)=")[2].partition("\n(")[0]
    known = letters("\n".join(line.split("|")[1] for line in table.split("\n") if line.startswith("| $"))) | {"C"}
    for path in ROOT.glob("book/0*.md"):
        text = path.read_text(encoding="utf-8")
        own = "\n".join(line for line in text.split("\n") if "cs231n reads" not in line)  # another book's formula
        assert letters(own) - known == set(), path.name


@pytest.mark.parametrize("folder", ["book", "autograder"])
def test_style_sheets_hold_no_words_for_no_catalogue_reads_them(folder):
    found = []
    for path in sorted((ROOT / folder).rglob("*.css")):
        for declaration in re.findall(r"\bcontent:[^;}]*", path.read_text(encoding="utf-8")):
            found += [
                (path.name, said) for said in re.findall(r'"[^"]*"', declaration) if re.search("[A-Za-z]{3}", said)
            ]
    assert found == []
