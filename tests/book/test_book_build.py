"""The build itself: what it refuses, what it does without, what it makes of settings."""

import shutil
import sys
from pathlib import Path

import pytest
from book_reader import HTML, ROOT, build, page_names
from bs4 import BeautifulSoup

PAGE = """---
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
kernelspec: {{display_name: Python 3, language: python, name: python3}}
---

# A page

Its promise.

{body}
"""


def small_book_in(root: Path):
    """The machinery of the book around one page of the test's own: write(body, quiz) → status, output, the page."""
    for name in ("_config.yml", "requirements.txt", "book/build.py"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, root / name)
    for name in ("_extensions", "_styles", "drawings", "figures"):
        shutil.copytree(ROOT / "book" / name, root / "book" / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "book/references.bib", root / "book/references.bib")
    (root / "_toc.yml").write_text("format: jb-book\nroot: book/intro\n")

    def write(body: str, quiz: str = "") -> tuple[int, str, Path]:
        (root / "book/intro.md").write_text(PAGE.format(body=body))
        (root / "book/quizzes").mkdir(exist_ok=True)
        (root / "book/quizzes/one.yml").write_text(quiz)
        done = build(root=root)
        return done.returncode, done.stdout, root / "build/html/book/intro.html"

    return write


@pytest.fixture
def small_book(tmp_path):
    return small_book_in(tmp_path)


QUIZ = "- question: Which?\n  choices:\n    - {text: a, feedback: why%s}\n    - {text: b, feedback: why%s}\n"
RIGHT = ", correct: true"
AGAIN = "\n- again: one/nothing\n"
FAULTS = {
    "[gone](gone.md)": "gone.md",
    "```{interactive} multi-input\n```": "multi-input: no :alt:. Say in words what is to be seen.",
    "```{drawing} unicorn\n:alt: a unicorn\n```": "unicorn.svg: no such file. Draw it",
    "```{code-cell} python\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);\n```": "image without alternative text",
    "```{quiz} two\n```": "two.yml: no such quiz. Write it",
    "```{quiz} one\n```": "one.yml: question 1: 2 choices are correct. Mark exactly one.",
}


def test_every_fault_of_a_page_stops_the_build_and_is_named(small_book):
    page = "\n\n".join(FAULTS)
    status, said, _ = small_book(page, QUIZ % (RIGHT, RIGHT))
    assert status == 1
    assert [message for message in FAULTS.values() if message not in said] == []
    status, said, _ = small_book(page, QUIZ % (RIGHT, RIGHT))  # nothing was mended: the second build says it again
    assert status == 1
    assert [message for message in FAULTS.values() if message not in said] == []


def test_a_cell_that_fails_stops_the_build(small_book):
    status, said, _ = small_book("```{code-cell} python\n1 / 0\n```")
    assert status == 1 and "intro.md" in said


GOOD = """```{code-cell} python
import time
for piece in ('one ', 'line\\n', 'two'):
    print(piece, end='', flush=True)
    time.sleep(0.3)
```

$a_b$

```{quiz} one
```

```{admonition} More
:class: dropdown
hidden
```

```{code-cell} python
---
mystnb: {image: {alt: a line}}
---
import matplotlib.pyplot as plt
plt.plot([1, 2]);
```"""


@pytest.fixture(scope="module")
def good_page(tmp_path_factory):
    """The text of that page, built in a book of its own."""
    status, output, file = small_book_in(tmp_path_factory.mktemp("small"))(GOOD, QUIZ % ("", RIGHT))
    assert status == 0, output
    return file.read_text(encoding="utf-8")


def test_a_line_that_the_kernel_sends_in_two_pieces_stays_one_line(good_page):
    printed = BeautifulSoup(good_page, "html.parser").select_one(".cell_output")
    assert printed.get_text().strip() == "one line\ntwo"


def test_formulas_quizzes_and_folds_need_no_script(good_page):
    article = BeautifulSoup(good_page, "html.parser").article
    assert article.select_one("math msub")
    assert sorted(tag.get_text() for tag in article.select("details.answer strong")) == ["Not this one.", "Right."]
    assert article.select_one("details.fold > summary").get_text() == "More"
    plot = article.select_one(".plot svg")
    assert plot["aria-label"] == "a line" and "var(--channel-0)" in str(plot) and "#0067a5" not in str(plot).lower()


def test_without_a_repository_no_link_leads_to_one(good_page):
    assert "Download the notebook" in good_page
    assert not any(word in good_page for word in ("Colab", "Binder", "Source of this page", "github.com"))


def test_a_question_that_is_repeated_must_exist(small_book):
    status, said, _ = small_book("```{quiz} one\n```", QUIZ % ("", RIGHT) + AGAIN)
    assert status == 1 and "one.yml has no question with id 'nothing'. Correct `again`." in said


def test_settings_of_the_publisher_reach_every_page(small_book, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_URL", "https://book.example.org/course")
    monkeypatch.setenv("COURSE_REPOSITORY", "https://github.com/someone/fork")
    config = tmp_path / "_config.yml"
    config.write_text(config.read_text().replace("course_redirects: {}", "course_redirects: {old/place: book/intro}"))
    status, output, file = small_book("```{code-cell} python\n1\n```")
    assert status == 0, output
    text = file.read_text()
    assert '<link rel="canonical" href="https://book.example.org/course/book/intro.html">' in text
    assert 'content="https://book.example.org/course/_static/cards/' in text
    assert "github/someone/fork/blob/gh-pages/book/intro.ipynb" in text
    assert "https://github.com/someone/fork/blob/main/book/intro.md" in text
    moved = (tmp_path / "build/html/old/place.html").read_text()
    assert "url=../book/intro.html" in moved and "<script" not in moved


def test_an_unchanged_book_is_left_as_it_is(book):
    """Nothing is executed, and no page or script written again: seconds in the place of minutes."""
    pages = [HTML / f"{name}.html" for name in page_names()]
    scripts = [file for part in ("figures", "practice", "decoder") for file in (HTML / "_static" / part).rglob("*.js")]
    kept = [*pages, *scripts, *(ROOT / "build/jupyter-cache/executed").rglob("*.ipynb")]
    before = {path: path.stat().st_mtime_ns for path in kept}

    assert build().returncode == 0

    assert {path: path.stat().st_mtime_ns for path in kept} == before


def test_the_whole_book_becomes_one_pdf(book, browser):
    done = build("--pdf")
    assert done.returncode == 0, done.stdout
    pdf = (HTML / "book.pdf").read_bytes()
    assert pdf.startswith(b"%PDF") and pdf.count(b"/Type /Page\n") > 50
    assert not (HTML / "print.html").exists()


def test_a_script_loses_comments_and_keeps_all_code():
    sys.path.insert(0, str(ROOT / "book/_extensions"))
    from course.packing import lean_script

    script = """/* one
   two */
"use strict";  // behind code
/* a */ const b = 1; /* c */
  // a line
  const address = "http://x";  /* d
  e */ let z = 3;
"""
    assert lean_script(script).splitlines() == [
        '"use strict";  // behind code',
        "/* a */ const b = 1; /* c */",
        'const address = "http://x";  /* d',
        "e */ let z = 3;",
    ]
