"""Names and messages on their way out: they add no element to a page, no code to a terminal, no formula to a table."""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from rich.console import Console

from autograder import terminal
from autograder.collecting.cells import harmless
from autograder.course.exercise import Exercise, Limits, Task
from autograder.marking.feedback import page
from autograder.plain_text import plain, plain_lines
from autograder.verdict import Counterexample, Record, TaskResult, TestResult, Verdict

WATCHED = ("autograder.plain_text", "autograder.words", "autograder.terminal", "autograder.collecting.cells")
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def seeds() -> Iterator[bytes]:
    for text in (
        "<img src=x onerror=alert(1)>", "</pre><script>", "`code`", "`<b>`", "=1+1", "\uff1d1+1", "\t@x", "\x1b[2J",
        "\u202e 10/10", "[bold]x[/red]", "{{ 7*7 }}", "{% raw %}", "&lt;b&gt;", "'-5", "a\nb\r\nc", "e\u0301\u0301",
    ):  # fmt: skip
        yield text.encode()


class Elements(HTMLParser):
    """The elements of a page, with their attributes' names."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag != "code":  # text between backticks is shown as code
            self.found.append((tag, tuple(name for name, _ in attrs)))


def record_of(text: str) -> Record:
    """A record in which a student's program says this wherever it can say something."""
    said = plain(f"x{text}")
    example = Counterexample({"X": [1]}, {"raises": said}, {"returned": said})
    task = TaskResult(
        "f", 0.0, 6.0, Verdict.FAILED, said, (TestResult("A test.", Verdict.FAILED, said),), None, example
    )
    return Record("ex", (task,), (), notes=(f"note {said}",))


EXERCISE = Exercise("ex", Path(), "Title", "chapter", "full", Limits(60, 5, 2000), (Task("f", 6.0, (), ()),), ())
ELEMENTS = Elements(page(EXERCISE, record_of(""))).found


def run(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    record = record_of(text)
    html = page(EXERCISE, record)
    assert Elements(html).found == ELEMENTS, html
    out = Console(theme=terminal.THEME, file=io.StringIO(), width=60)
    for task in record.tasks:
        terminal.show_task(task, out)
    for shown in (out.file.getvalue(), plain(text), plain_lines(text), harmless(text)):
        assert not FORBIDDEN.search(shown), repr(shown)
        assert not shown.isascii() or shown.isprintable() or "\n" in shown or "\t" in shown, repr(shown)
    assert not FORMULA.match(harmless(text)), repr(harmless(text))
    html.encode()
