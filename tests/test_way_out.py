"""What a browser is given of a student's text, outputs and pictures, parsed as browsers parse it."""

import base64
import os
import struct
import sys
import time
from html.parser import HTMLParser

import nbformat
import pytest
from malformed.frame import at, done, small_release, written
from nbconvert.filters import markdown2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.marking.shown import unreadable_notebook
from autograder.submission.formulas import formula
from autograder.submission.notebook import autograded_notebook, read_submission
from autograder.submission.pictures import LARGEST_PICTURE, NotShown, picture, pictures_of
from autograder.submission.way_out import LONGEST_TEXT, WayOut, sentence

RELEASE = small_release()
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 3, 2) + b"\x08\2\0\0\0rest").decode()
GIF = base64.b64encode(b"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2").decode()


class Elements(HTMLParser):
    """Every element of a page with its attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def named(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


def sources(page):
    return [picture["src"] for picture in page.named("img")]


def shown(source, pictures=None):
    """The page that nbconvert, and with it formgrader, makes of a student's text."""
    return Elements(markdown2html(WayOut().text(source, pictures or {})))


@pytest.mark.parametrize(
    "words",
    ["Because the partial sums are added.", "One filter, c_in slices (one a channel).\n\n1. They add up.\n2. 3-D"],
)
def test_words_without_signs_stay_as_they_were_written(words):
    assert WayOut().text(words, {}) == words


def test_what_honest_students_write_is_shown():
    page = shown(
        "# Answer\n\n**Bold**, *slanted*, `corr2d(X, K)`, ~~gone~~ and $K \\ast X < \\sum_c x_c$.\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nfor c in C:\n\n    y += 1\n```\n\n> quoted\n\n"
        "<details><summary>More of $x^2$</summary>\n\n- one\n- two\n\n</details>\n\n"
        "\\begin{align}a &= b \\\\ c &= d\\end{align}\n\n<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>\n\n"
        "[the book](https://d2l.ai/chapter?a=1&b=2#c) ![mine](attachment:my%20drawing.png) ![](attachment:b.gif)",
        {"my drawing.png": PNG, "b.gif": GIF},
    )
    names = [name for name, _ in page.found]
    expected = "h1 strong em code s table th td pre blockquote details summary li math mfrac mi mn"
    for name in expected.split(" "):
        assert name in names, name
    assert r"$K \ast X \lt  \sum_c x_c$" in page.text and r"\begin{align}a & = b \\ c & = d\end{align}" in page.text
    assert "for c in C:\n\n    y += 1\n" in page.text
    (link,) = page.named("a")
    assert link["href"] == "https://d2l.ai/chapter?a=1&b=2#c" and "noopener" in link["rel"]
    assert [image["src"] for image in page.named("img")] == [
        f"data:image/png;base64,{PNG}",
        f"data:image/gif;base64,{GIF}",
    ]
    assert "Not shown" not in page.text


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("![plot](attachment:lost.png)", "the picture 'plot' is not in the notebook"),
        ("![plot](plot.png)", "the picture 'plot' lies elsewhere and is not loaded"),
        ("![t](http://evil.example/t.png)", "the picture 't' (http://evil.example/t.png) lies elsewhere"),
        ('<img src="https://evil.example/t.png">', "(https://evil.example/t.png) lies elsewhere"),
        ("![a](attachment:a.png)", "the picture 'a' is no PNG, JPEG or GIF"),
        ("<script>1</script> and <iframe src=x></iframe>", "<iframe>; <script>"),
        ("<a href='javascript:alert(1)'>x</a> [n](notes.html)", "a link to notes.html"),
        ("[x](http://localhost:8888/formgrader?path=x)", "a link to http://localhost:8888/formgrader?path=x"),
        ("[x](http://127.0.0.1/x) <http://2130706433/>", "a link to http://127.0.0.1/x; a link to http://2130706433/"),
    ],
)
def test_what_is_left_out_is_said(source, said):
    page = shown(source, {"a.png": base64.b64encode(b"<svg onload=alert(1)>").decode()})

    assert said in page.text.split("Not shown: ")[1]
    assert not page.named("img") and not page.named("a")


def test_a_formula_keeps_only_commands_that_typeset():
    assert formula(r"\frac{a<b}{2} & x'") == r"\frac{a\lt b}{2} &  x'"
    for hostile in (
        r"\href{javascript:alert(1)}{x}", r"\require{html}\style{x}{y}", r"\class{c}{x}", r"\cssId{i}{x}",
        r"\def\x{y}",
        r"\newcommand{\x}{y}", r"\bbox[background:url(//evil)]{x}", r"\unicode{x}", r"\color{red}x",
        r"\begin{evil}\end{evil}",
        r"\\[999em] x", "a}b{", "x" * 3_000, 'a"b', r"\text{<img src=x>}$", r"\rule{9em}{9em}", r"\label{x}",
    ):  # fmt: skip
        assert formula(hostile) is None, hostile
    page = shown(r"See $\href{javascript:alert(1)}{x}$.")
    assert page.named("code") and r"\href{javascript:alert(1)}{x}" in page.text
    assert "$\\href" not in WayOut().text(r"<p>$ \href{javascript:alert(1)}{x} $</p>", {})


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_every_markdown_parser_is_given_one_block_of_html(tmp_path, kind):
    """A text that one parser takes for harmless is active for another: so nothing is left to a parser."""
    notebook = done()
    hostile = "x\n\n<b>\n\n[a](javascript:alert(1))\n\n```mermaid\nA\n```\n\n`<i>`\n\n    code\n\n"
    hostile += "$$\nx\n$$ @@0@@ ~~~\n\\(y\\)"
    notebook.cells.append(nbformat.from_dict({"cell_type": kind, "metadata": {"x": 1}, "source": hostile}))

    cell = graded(notebook, tmp_path).cells[-1]

    assert cell.cell_type == "markdown" and cell.metadata == {}
    assert cell.source.startswith("<div>") and cell.source.endswith("</div>")
    assert not set(cell.source) & set("\n\r`~@[]") and "\\" not in cell.source
    html = MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(cell.source)
    assert html.strip() == cell.source


def graded(notebook, tmp_path):
    made = autograded_notebook(read_submission(written(notebook, tmp_path / "n.ipynb"), RELEASE), RELEASE, [])
    nbformat.validate(made)
    return made


def test_a_large_picture_and_a_gif_reach_the_person_who_marks(tmp_path):
    large = base64.b64encode(base64.b64decode(PNG) + bytes(2_500_000)).decode()
    notebook = done()
    at(notebook, "why").source = "See ![large](attachment:a.png) ![moves](attachment:b.gif)"
    at(notebook, "why").attachments = {"a.png": {"image/png": large}, "b.gif": {"image/gif": [GIF[:4], GIF[4:]]}}

    page = Elements(markdown2html(at(graded(notebook, tmp_path), "why").source))

    assert [image["src"].split(",")[1] for image in page.named("img")] == [large, GIF]
    assert at(graded(notebook, tmp_path), "why").metadata.nbgrader.grade_id == "why"


def test_a_picture_that_was_pasted_into_the_text_itself_is_shown_however_long():
    data = base64.b64encode(base64.b64decode(PNG) + bytes(100_000)).decode()
    page = shown(
        f"![image.png](data:image/png;base64,{data})\n\n<img width=40 onload=x src='data:image/gif;base64,{GIF}'>"
    )

    assert [image["src"] for image in page.named("img")] == [
        f"data:image/png;base64,{data}",
        f"data:image/gif;base64,{GIF}",
    ]
    assert page.named("img")[1] == {"src": f"data:image/gif;base64,{GIF}", "width": "40"}


def test_a_picture_that_lies_beside_the_notebook_is_shown_and_nothing_from_elsewhere(tmp_path):
    folder = tmp_path / "ada"
    (folder / "figs").mkdir(parents=True)
    (folder / "figs" / "my plot.png").write_bytes(base64.b64decode(PNG))
    (tmp_path / "bobs.png").write_bytes(base64.b64decode(PNG))
    (folder / "link.png").symlink_to(tmp_path / "bobs.png")
    (folder / "up").symlink_to(tmp_path)
    (folder / "notes.png").write_text("no picture")
    os.mkfifo(folder / "pipe.png")

    def of(source):
        return Elements(markdown2html(WayOut(folder).text(f"![plot]({source})", {})))

    assert sources(of("figs/my%20plot.png")) == [f"data:image/png;base64,{PNG}"]
    assert sources(of("./figs/../figs/my%20plot.png")) == []
    for source, why in {
        "../bobs.png": "lies elsewhere",
        f"/{tmp_path}/bobs.png": "lies elsewhere",
        str(tmp_path / "bobs.png"): "lies elsewhere",
        "link.png": "is a link",
        "up/bobs.png": "is a link",
        "notes.png": "is no PNG",
        "pipe.png": "is no PNG",
        "gone.png": "was not handed in",
    }.items():
        page = of(source)
        assert sources(page) == [] and why in page.text, source


def test_what_a_picture_is_its_bytes_say():
    assert picture(PNG)[0] == "image/png"
    bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 100_000, 100_000)
    for data in (b"<svg/>", b"", bomb, b"RIFF1234WEBP"):
        with pytest.raises(NotShown):
            picture(base64.b64encode(data).decode())
    with pytest.raises(NotShown):
        picture('"><script>')
    odd = {"a": {"image/png": "x" * (LARGEST_PICTURE + 1)}, "b": {"image/svg+xml": "PHN2Zz4="}, "c": 3}
    assert pictures_of(odd) == {"a": "", "b": "", "c": ""}
    assert [pictures_of(odd) for odd in (None, 3, [], "x")] == [{}] * 4


def test_pictures_are_bounded_together():
    large = base64.b64encode(base64.b64decode(PNG) + bytes(2_900_000)).decode()
    page = shown("".join(f"![p{i}](attachment:{i})" for i in range(4)), {str(i): large for i in range(4)})

    assert len(page.named("img")) == 2 and "the pictures of this notebook are too large together" in page.text


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>.pdf", "[a](javascript:alert(1)).pdf", "`$x$`\n# h", "\x1b[2J"]
)
def test_names_of_files_are_words_in_the_stand_in_of_an_unreadable_file(name):
    first = unreadable_notebook(RELEASE, f"ada/: holds no notebook, only {name}").cells[0]
    page = Elements(markdown2html(first.source))

    assert [tag for tag, _ in page.found if tag not in ("div", "p", "span")] == []
    assert "could not be read. ada/: holds no notebook" in page.text
    assert "\n" not in sentence(name) and "\x1b" not in sentence(name)


@pytest.mark.parametrize(
    "text",
    [
        "_a__",
        "[",
        "![a](",
        "<b>",
        "<a href='",
        "$",
        "$$a\n",
        "> ",
        "*a",
        "&a",
        "\\begin{a}",
        "[a]: b\n",
        "`` `",
        "|a|\n|-|\n",
        "<math>",
    ],
)
def test_a_text_without_end_takes_a_second_and_is_cut(text):
    began = time.process_time()
    made = WayOut().text(text * (2 * LONGEST_TEXT), {})
    markdown2html(WayOut().text((text * LONGEST_TEXT)[:LONGEST_TEXT], {}))

    assert time.process_time() - began < 8 and len(made) < 20 * LONGEST_TEXT
    assert "characters in all" in made


def test_a_missing_sanitizer_is_reported_and_not_hidden(monkeypatch):
    monkeypatch.setitem(sys.modules, "nh3", None)  # as on a machine where it is not installed
    with pytest.raises(ImportError):
        WayOut().text("**bold**", {})
