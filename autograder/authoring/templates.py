"""Fills in the templates of a course and of an exercise; nothing that exists is touched.

A template is a file that ends in .txt. Words in capitals are put in; a line that names PAGE is left out where the
course has no book. A name begins with `dot.` where the file's begins with a dot, which no wheel would take along.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course.course import Course

TEMPLATES = Path(__file__).parent.parent / "templates"
LABEL = re.compile(r"^\((?P<label>[\w-]+)\)=$", re.M)
TITLE = re.compile(r"^# +(?P<title>.+)$", re.M)


@dataclass(frozen=True)
class Page:
    """The page of the book to which a new exercise leads, and one of its sections."""

    name: str
    title: str
    label: str


def first_page(course: Course) -> Page | None:
    """The first page of the book that has a label; None in a course without a book."""
    for path in sorted((course.root / "book").glob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        label, title = LABEL.search(text), TITLE.search(text)
        if label:
            return Page(path.stem, title["title"] if title else path.stem, label["label"])
    return None


def filled(name: str, words: Mapping[str, str], page: Page | None) -> Iterator[tuple[Path, str]]:
    """The files of one folder of templates: where each belongs, and its text."""
    folder = TEMPLATES / name
    for template in sorted(path for path in folder.rglob("*.txt") if path.is_file()):
        text = template.read_text(encoding="utf-8")
        if page is None:
            text = "".join(line for line in text.splitlines(keepends=True) if "PAGE" not in line)
        else:
            words = {**words, "PAGE": page.name, "LABEL": page.label, "TITLE": page.title}
        for word, stands_for in words.items():
            pattern = rf"\b{word}\b" if word.isupper() else re.escape(word)
            text = re.sub(pattern, stands_for.replace("\\", r"\\"), text)
        parts = template.relative_to(folder).with_suffix("").parts
        yield Path(*(re.sub(r"^dot\.", ".", part) for part in parts)), text


def write(files: Mapping[Path, str]) -> list[Path]:
    """Write files that are not there yet; those that were written."""
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    return list(files)
