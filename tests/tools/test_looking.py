"""A teacher looks at what hostile students handed in: in formgrader, JupyterLab, feedback and report nothing acts."""

import base64
import json
import random
import re
import struct
import zlib
from urllib.parse import quote, urlsplit

import payloads
import pytest
from a_course import EXERCISE, RIGHT, run
from kit import command, in_time, settle

from autograder.nbgrader_bridge import marks, open_gradebook

QUESTION = "why_all_inputs"
NAMED = "<img src=x onerror=ran(901)>"
HOSTILE_CODE = """def corr2d_multi_in_out(X, K):
    print("<img src=x onerror=ran({n})> \\x1b]0;x\\x07")
    raise type("<img src=x onerror=ran({n})>", (Exception,), {{}})("`<svg onload=ran({n})>` \\x1b[2J http://{host}/{n}")
"""
ACTIVE = """cells => [...document.querySelectorAll(cells)].flatMap(cell => [...cell.querySelectorAll('*')]).flatMap(
    element => [...element.attributes].filter(({name, value}) => name.startsWith('on') || name == 'srcdoc'
        || (name == 'href' && /^[^/?#]*:/.test(value) && !/^https?:/.test(value))
        || (name == 'src' && !value.startsWith('data:image/'))
        || /^(base|embed|form|iframe|link|meta|object|script|style)$/i.test(element.tagName)
    ).map(({name, value}) => element.tagName + ' ' + name + '=' + value))"""


class Watch:
    """What scripts of students did in a browser: which payloads ran, and which hosts were asked."""

    def __init__(self, page):
        self.ran, self.hosts, self.page = set(), set(), page
        page.context.expose_binding("ran", lambda _, number: self.ran.add(number))
        page.context.route("**/*", self._request)
        page.on("dialog", self._dialog)

    def _dialog(self, dialog):
        if dialog.type != "beforeunload":  # that one is JupyterLab's own
            self.ran.add(dialog.message)
        dialog.accept()

    def _request(self, route):
        url = urlsplit(route.request.url)
        if url.scheme in ("data", "blob", "file") or url.hostname == "127.0.0.1":
            return route.continue_()
        self.hosts.add(url.hostname)
        return route.abort()

    def nothing_acted(self, cells: str = "body") -> None:
        """On the page that is open: no payload ran, no host of a payload was asked, and no element could."""
        active = self.page.evaluate(ACTIVE, cells) if cells != "body" else []
        assert (active, self.ran, {host for host in self.hosts if host not in OF_NBCONVERT}) == ([], set(), set())


OF_NBCONVERT = {"cdnjs.cloudflare.com"}  # formgrader's own template asks it for MathJax


HONEST = """## A rich answer

Each filter adds *all* maps, see $Y = \\sum_c K_c \\ast X_c$ and `corr2d`.

| filter | slices |
|---|---|
| 0 | 2 |

![drawn](attachment:large.png) ![moves](attachment:moving.gif) ![lost](attachment:lost.png)

<details open><summary>More</summary>

- <math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>

</details>
"""
GIF = "R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="


def honest_notebook(path):
    """An answer as students write them, with what once kept formgrader from opening it."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (answer,) = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == QUESTION]
    answer["source"] = HONEST
    answer["attachments"] = {"large.png": {"image/png": noise(700, 400)}, "moving.gif": {"image/gif": GIF}}
    path.write_text(json.dumps(notebook), encoding="utf-8")


def noise(width: int, height: int) -> str:
    """A picture that cannot be made smaller, as base64."""
    drawn = random.Random(1)
    rows = b"".join(b"\0" + drawn.randbytes(3 * width) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n"
    for part in (b"IHDR" + head, b"IDAT" + zlib.compress(rows), b"IEND"):
        data += struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
    return base64.b64encode(data).decode()


def shows_the_honest_answer(page, cell: str) -> None:
    """Both pictures, the table and what can be unfolded; one line for what is not there."""
    box = page.locator(cell, has_text="A rich answer")
    widths = "pictures => pictures.map(picture => picture.naturalWidth)"
    in_time(lambda: page.wait_for_timeout(100) or box.locator("img").evaluate_all(widths) == [700, 1])
    assert box.locator("td").count() == 2 and box.locator("details[open] li").is_visible()
    assert "Not shown: the picture 'lost' is not in the notebook" in box.inner_text()


def hostile_notebook(path):
    """A right-looking submission whose every part holds payloads; how many there are in its text cells."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    texts = payloads.texts()
    for number, text in enumerate(texts):
        kind = "raw" if number % 9 == 8 else "markdown"
        attached = payloads.attachments(number) if "attachment:" in text else {}
        metadata = {"raw_mimetype": "text/html", "name": text, "tags": [text], "nbgrader": {"grade_id": text}}
        cell = {"cell_type": kind, "source": text, "attachments": attached, "metadata": metadata}
        notebook["cells"].append(cell)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = payloads.outputs(len(texts))
        elif cell["metadata"].get("nbgrader", {}).get("grade_id") == QUESTION:
            cell["source"] = "\n\n".join(texts[:3])
    evil = f"</script><script>ran({len(texts)})</script><img src=x onerror=ran({len(texts)})>"
    state = {"state": {"a": {"model_name": evil, "state": {"value": evil}}}, "version_major": 2, "version_minor": 0}
    notebook["metadata"] |= {"title": evil, "widgets": {"application/vnd.jupyter.widget-state+json": state}}
    notebook["metadata"]["kernelspec"] = {"name": evil, "display_name": evil, "language": evil}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return len(texts)


@pytest.fixture
def hostile_class(course, hand_in):
    """Students whose texts, names, files and exceptions would act, and an honest one among them; all are graded."""
    hostile_notebook(hand_in("mal", {"corr2d_multi_in_out": HOSTILE_CODE.format(n=900, host=payloads.HOST)}))
    hand_in(NAMED, RIGHT)
    hand_in('" onload="ran(902)" x="\\', {})
    files = course / "classroom" / "submitted" / "files" / EXERCISE
    files.mkdir(parents=True)
    for name in payloads.names(903):
        (files / name).write_text("x")
    hand_in("broken", {}).write_text(f'{{"cells": ["<img src=x onerror=ran(920)>", {payloads.texts()[0]!r}')
    zoe = hand_in("zoe", {QUESTION: payloads.texts()[1]})
    (zoe.parent / "notes.html").write_text("<script>ran(921)</script>")
    honest_notebook(hand_in("rich", RIGHT))
    graded = command("grade", EXERCISE, cwd=course)
    assert graded.returncode == 1 and "not graded" not in graded.stdout, graded.stdout + graded.stderr
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", graded.stdout + graded.stderr)
    reported = command("report", EXERCISE, "--names", cwd=course)
    assert reported.returncode == 0, reported.stderr
    return course


def test_nothing_that_was_handed_in_acts_in_the_browser_of_who_looks(hostile_class, jupyter, page, tmp_path):
    assert len(payloads.texts()) >= 150
    before, watch = all_marks(hostile_class), Watch(page)

    look_in_formgrader(jupyter, page, watch, tmp_path)
    assert not list((hostile_class / "classroom" / "autograded").rglob("*.html")), "formgrader would serve it as a page"
    look_in_jupyterlab(jupyter, page, watch, tmp_path)
    look_at_our_pages(hostile_class, page, watch)

    assert all_marks(hostile_class) == before
    # the same texts as they were handed in do act: the watch sees it
    page.route("**/raw", lambda route: route.fulfill(content_type="text/html", body=raw_page(payloads.texts())))
    page.goto(f"{jupyter}/raw")
    in_time(lambda: page.wait_for_timeout(100) or (len(watch.ran) >= 50 and payloads.HOST in watch.hosts))


def look_in_formgrader(jupyter, page, watch, tmp_path):
    formgrader = f"{jupyter}/formgrader"
    page.goto(f"{formgrader}/manage_submissions/{EXERCISE}")
    page.locator("tr", has=page.locator("td.student-id", has_text="zoe")).locator(".autograde a").click()
    page.get_by_text("Successfully autograded").first.wait_for()
    watch.nothing_acted()
    page.goto(f"{formgrader}/gradebook/{EXERCISE}/{EXERCISE}")
    page.get_by_role("link", name=re.compile("Submission #1")).wait_for()
    links = set(page.locator("td.name a").evaluate_all("links => links.map(link => link.href)"))
    assert len(links) == 7
    for link in sorted(links):
        answered = page.goto(link)
        assert answered is not None and answered.status == 200
        page.locator(".score").first.wait_for()
        watch.nothing_acted(".text_cell_render > div, .output")
        if "A rich answer" in page.content():
            shows_the_honest_answer(page, ".text_cell_render")
            page.screenshot(path=tmp_path / "rich-formgrader.png", full_page=True)
    for student in (NAMED, 'mal"};ran(930);</script><script>ran(931)</script>'):
        for where in ("", f"/{EXERCISE}"):
            page.goto(f"{formgrader}/manage_students/{quote(student, safe='')}{where}")
            page.wait_for_load_state("networkidle")
            watch.nothing_acted()


def look_in_jupyterlab(jupyter, page, watch, tmp_path):
    settings = tmp_path / ".config/jupyter/lab/user-settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('{"windowingMode": "none"}')  # every cell is drawn, not only those on the screen
    page.goto(f"{jupyter}/lab/tree/classroom/autograded/mal/{EXERCISE}/{EXERCISE}.ipynb")
    drawn = f"document.querySelectorAll('.jp-MarkdownOutput').length > {len(payloads.texts())}"
    page.wait_for_function(drawn)
    page.wait_for_function("[...document.images].every(image => image.complete)")  # what acts on errors has acted
    settle(page)
    watch.nothing_acted(".jp-MarkdownOutput > div, .jp-OutputArea")
    page.goto(f"{jupyter}/lab/tree/classroom/autograded/rich/{EXERCISE}/{EXERCISE}.ipynb")
    heading = page.get_by_role("heading", name="A rich answer")
    heading.wait_for()
    shows_the_honest_answer(page, ".jp-MarkdownOutput")
    heading.scroll_into_view_if_needed()
    page.screenshot(path=tmp_path / "rich-lab.png")


def look_at_our_pages(course, page, watch):
    made = run("nbgrader", "generate_feedback", EXERCISE, "--student", "zoe", "--force", cwd=course)
    assert made.returncode == 0, made.stderr[-2000:]
    classroom = course / "classroom"
    students = ("mal", NAMED, "files", "broken", "zoe")
    pages = [classroom / "feedback" / student / EXERCISE / f"{EXERCISE}.html" for student in students]
    for path in (*pages, classroom / "report" / f"{EXERCISE}.html"):
        page.goto(path.as_uri())
        watch.nothing_acted("main > :not(script)")


def raw_page(texts: list[str]) -> str:
    """Frames with each text as HTML; one of them may close all others' elements, but not their frames."""
    frames = (f'<iframe srcdoc="{text.replace("&", "&amp;").replace(chr(34), "&quot;")}"></iframe>' for text in texts)
    return "<!doctype html>" + "".join(frames)


def all_marks(course):
    with open_gradebook(f"sqlite:///{course}/classroom/gradebook.db") as book:
        return {row.student: (row.auto, row.manual, row.score) for row in marks(book, EXERCISE)}
