"""The build itself: what it refuses, what it does without, what it makes of settings."""

import shutil
import time
from pathlib import Path

import pytest
from book_reader import HTML, ROOT, build
from bs4 import BeautifulSoup

PAGE = """---
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
kernelspec: {{display_name: Python 3, language: python, name: python3}}
---

# A page

Its promise.

{body}
"""


@pytest.fixture
def small_book(tmp_path):
    """The machinery of the book around one page of the test's own."""
    for name in ("_config.yml", "requirements.txt", "book/build.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    for name in ("_extensions", "_styles", "drawings", "figures"):
        shutil.copytree(ROOT / "book" / name, tmp_path / "book" / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "book/references.bib", tmp_path / "book/references.bib")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/intro\n")

    def write(body: str, quiz: str = "") -> tuple[int, str, Path]:
        (tmp_path / "book/intro.md").write_text(PAGE.format(body=body))
        (tmp_path / "book/quizzes").mkdir(exist_ok=True)
        (tmp_path / "book/quizzes/one.yml").write_text(quiz)
        done = build(root=tmp_path)
        return done.returncode, done.stdout, tmp_path / "build/html/book/intro.html"

    return write


REFUSED = {
    "a link that leads nowhere": ("[gone](gone.md)", "gone.md"),
    "a figure without words": ("```{interactive} multi-input\n```", "Say in words what is to be seen"),
    "a figure that nobody drew": ("```{drawing} unicorn\n:alt: a unicorn\n```", "unicorn.svg: no such file"),
    "a cell that fails": ("```{code-cell} python\n1 / 0\n```", "intro.md"),
    "a plot without words": (
        "```{code-cell} python\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);\n```",
        "image without alternative text",
    ),
    "a quiz that is not there": ("```{quiz} two\n```", "two.yml: no such quiz"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_fault_stops_the_build_and_is_named(small_book, fault):
    body, said = REFUSED[fault]
    status, output, _ = small_book(body)
    assert status == 1 and said in output


QUIZ = "- question: Which?\n  choices:\n    - {text: a, feedback: why}\n    - {text: b, feedback: why%s}\n"


@pytest.mark.parametrize("right", [0, 2])
def test_a_quiz_needs_exactly_one_right_choice(small_book, right):
    quiz = (
        QUIZ % ""
        if right == 0
        else (QUIZ % ", correct: true").replace("feedback: why}", "feedback: why, correct: true}")
    )
    status, output, _ = small_book("```{quiz} one\n```", quiz)
    assert status == 1 and f"{right} choices are correct. Mark exactly one." in output


def test_a_fault_is_named_again_when_nothing_was_mended(small_book):
    first, second = (small_book("[gone](gone.md)") for _ in range(2))
    assert first[0] == second[0] == 1 and "gone.md" in second[1]


def test_formulas_quizzes_and_folds_need_no_script(small_book):
    body = (
        "$a_b$\n\n```{quiz} one\n```\n\n```{admonition} More\n:class: dropdown\nhidden\n```\n\n"
        "```{code-cell} python\n---\nmystnb: {image: {alt: a line}}\n---\n"
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);\n```"
    )
    status, output, file = small_book(body, QUIZ % ", correct: true")
    assert status == 0, output
    article = BeautifulSoup(file.read_text(), "html.parser").article
    assert article.select_one("math msub")
    assert [tag.get_text() for tag in article.select("details.answer strong")] == ["Not this one.", "Right."]
    assert article.select_one("details.fold > summary").get_text() == "More"
    plot = article.select_one(".plot svg")
    assert plot["aria-label"] == "a line" and "var(--channel-0)" in str(plot) and "#0067a5" not in str(plot).lower()


def test_settings_of_the_publisher_reach_every_page(small_book, monkeypatch):
    monkeypatch.setenv("COURSE_URL", "https://book.example.org/course")
    monkeypatch.setenv("COURSE_REPOSITORY", "https://github.com/someone/fork")
    status, output, file = small_book("```{code-cell} python\n1\n```")
    assert status == 0, output
    text = file.read_text()
    assert '<link rel="canonical" href="https://book.example.org/course/book/intro.html">' in text
    assert 'content="https://book.example.org/course/_static/cards/' in text
    assert "github/someone/fork/blob/gh-pages/book/intro.ipynb" in text


def test_a_page_that_moved_leads_to_its_new_place(small_book, tmp_path):
    config = tmp_path / "_config.yml"
    config.write_text(config.read_text().replace("course_redirects: {}", "course_redirects: {old/place: book/intro}"))
    status, output, _ = small_book("")
    assert status == 0, output
    assert "url=../book/intro.html" in (tmp_path / "build/html/old/place.html").read_text()


def test_the_book_builds_without_solutions(book, tmp_path):
    """A teacher may keep solutions/ elsewhere. Executed cells are kept, so that this takes seconds."""
    skip = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("book", "exercises"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=skip)
    for name in ("_config.yml", "_toc.yml", "requirements.txt"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "build/jupyter-cache", tmp_path / "build/jupyter-cache")
    done = build(root=tmp_path)
    assert done.returncode == 0, done.stdout
    assert len(list((tmp_path / "build/html").rglob("*.html"))) == len(list(HTML.rglob("*.html")))


def test_an_unchanged_book_is_built_in_seconds(book):
    began = time.monotonic()
    assert build().returncode == 0
    assert time.monotonic() - began < 15
