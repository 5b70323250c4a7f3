"""Every page is there, every link arrives, nothing is heavier than it may be."""

import gzip
import json
import re
from copy import copy
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from book_reader import HTML, page_names
from nbclient import NotebookClient

ANCHORS = {
    "01-multi-input-channels": """one-plane no-flip window-sizes one-slice-a-channel one-sum-not-an-average
        add-over-channels order-of-channels no-sliding-along-channels one-bias-for-the-sum channels-first
        negative-results arguments-stay""",
    "02-multi-output-channels": """one-filter-a-map every-map-sees-all-inputs stack-makes-a-new-axis weight-axes
        one-bias-a-map batch-axis how-many-maps without-loops in-conv2d""",
    "03-1x1-convolution": """one-pixel-one-vector same-matrix-everywhere reshape-and-mm pixels-as-rows linear-layer
        what-it-cannot-do exact-or-close bottleneck""",
    "04-conv2d-parameters": """height-and-width-pairs positions-of-the-window stride padding dilation groups bias
        size-formula does-not-fit parameter-count all-together batch-of-images f-pad-order""",
    "05-lenet-shapes": """from-32-to-400 pooling-floors two-lenets flatten-keeps-the-batch other-input-sizes
        too-small receptive-field layers-in-init ledger""",
}


def test_every_entry_of_the_contents_has_its_page(book):
    assert [name for name in page_names() if not (HTML / f"{name}.html").exists()] == []
    assert len(page_names()) > 10


def test_index_leads_to_the_first_page(book):
    text = (HTML / "index.html").read_text(encoding="utf-8")
    assert "url=book/intro.html" in text and 'lang="en"' in text
    chosen = re.findall(r"(?s)<script>.*?= ({.*?})\[", text)  # where a reader goes who chose that language
    assert chosen == ['{"zh-Hans": "zh/index.html"}']


@pytest.mark.parametrize("chapter", ANCHORS)
def test_sections_that_feedback_links_to_exist(book, chapter):
    page = book[f"book/{chapter}"]
    ids = {tag["id"] for tag in page.article.select("[id]")}
    assert sorted(set(ANCHORS[chapter].split()) - ids) == []


def test_markup_is_sound(page):
    ids = [tag["id"] for tag in page.soup.select("[id]")]
    assert sorted({name for name in ids if ids.count(name) > 1}) == []
    assert page.soup.select("p div, p table, p figure, p ul, a a, a button, button a, summary p") == []
    assert page.soup.html["lang"] == "en" and page.soup.select_one('meta[name="description"]')["content"]
    levels = [int(tag.name[1]) for tag in page.soup.select("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_place_of_a_right_choice_gives_nothing_away(book):
    for chapter in ANCHORS:
        questions = book[f"book/{chapter}"].article.select(".quiz .question")
        places = []
        for each in questions:
            words = [tag.get_text() for tag in each.select("details.answer strong")]
            places.append(words.index("Right."))
        most = max(places.count(place) for place in places)
        assert len(set(places)) >= 3 and most <= len(places) / 2, (chapter, places)


def test_the_length_of_a_right_choice_gives_nothing_away(book):
    """Whoever always takes the longest choice, or always the shortest, is right in at most a third of the questions."""
    longest = shortest = asked = 0
    for chapter in ANCHORS:
        for each in book[f"book/{chapter}"].article.select(".quiz .question"):
            lengths = [len(tag.get_text()) for tag in each.select("label")]
            right = [tag.get_text() for tag in each.select("details.answer strong")].index("Right.")
            others = lengths[:right] + lengths[right + 1 :]
            asked += 1
            longest += lengths[right] > max(others)
            shortest += lengths[right] < min(others)
    assert max(longest, shortest) <= asked / 3, (longest, shortest, asked)


def test_neither_true_nor_false_is_a_good_guess_for_all_statements(book):
    said = [tag.get_text() for tag in book["book/errata"].article.select(".statement details:first-of-type strong")]
    assert 0.4 <= said.count("Right.") / len(said) <= 0.6, said.count("Right.")


def test_a_quiz_repeats_one_question_of_each_earlier_chapter(book):
    for number, chapter in enumerate(ANCHORS, 1):
        asked = [tag.get_text() for tag in book[f"book/{chapter}"].article.select(".quiz .question legend")]
        repeated = [text for text in asked if text.startswith("From chapter ")]
        assert [int(text.split()[2].rstrip(".")) for text in repeated] == list(range(1, number))
        for text in repeated:
            earlier = list(ANCHORS)[int(text.split()[2].rstrip(".")) - 1]
            assert text.split(". ", 1)[1] in book[f"book/{earlier}"].article.get_text()


def test_a_chapter_takes_the_time_that_the_first_page_names(book):
    """180 words a minute, as people read a second language, and half a minute for a cell and what it prints."""
    assert "takes about half an hour" in book["book/intro"].article.get_text()
    for chapter in ANCHORS:
        article = copy(book[f"book/{chapter}"].article)
        cells = len(article.select(".cell"))
        for tag in article.select(".cell, .quiz, [data-figure], svg, details, .admonition-exercise, .exercise"):
            tag.decompose()
        assert 15 <= len(article.get_text(" ").split()) / 180 + cells / 2 <= 30, chapter


def ids_of(file) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', file.read_text(encoding="utf-8")))


def test_links_inside_the_book_arrive(page):
    lost = []
    for tag in page.soup.select("a[href]"):
        link = urlsplit(tag["href"])
        if link.scheme in ("http", "https", "mailto"):
            continue
        target = (page.file.parent / unquote(link.path)).resolve() if link.path else page.file
        if not target.is_file() or (link.fragment and link.fragment not in ids_of(target)):
            lost.append(tag["href"])
    assert lost == []


def test_links_to_other_hosts_are_https(page):
    plain = [tag["href"] for tag in page.soup.select('a[href^="http:"]')]
    assert plain == []


def test_head_says_what_the_page_is(page):
    soup = page.soup
    assert soup.html["lang"] == "en" and len(soup.find_all("h1")) == 1
    assert soup.title.string.strip()
    meta = {tag.get("property") or tag.get("name"): tag.get("content", "") for tag in soup.find_all("meta")}
    assert meta["og:title"] and len(meta["description"]) > 20
    assert (page.file.parent / meta["og:image"]).resolve().is_file()


def test_titles_are_all_different_and_the_contents_say_where_the_reader_is(book):
    titles = [page.soup.title.string for page in book.values()]
    assert len(set(titles)) == len(titles)
    for page in book.values():
        here = page.soup.select("nav.contents a[aria-current=page]")
        assert len(here) == (page.name != "book/intro")


def test_every_picture_has_words(page):
    silent = [str(tag)[:120] for tag in page.article.select("img") if not tag.get("alt", "").strip()]
    silent += [
        str(tag)[:120]
        for tag in page.article.select("svg")
        if not tag.get("aria-label") and not tag.get("aria-labelledby") and not tag.get("aria-hidden")
    ]
    assert silent == []


def loaded(page) -> list:
    """Files that the page asks for by itself."""
    links = [tag["href"] for tag in page.soup.select("link[rel=stylesheet]")]
    links += [tag["src"] for tag in page.soup.select("script[src], img[src]:not(.in-dark)")]
    return [(page.file.parent / urlsplit(link).path).resolve() for link in links]


def test_scripts_and_styles_stay_small(page):
    own = [file for file in loaded(page) if file.suffix in (".js", ".css")]
    assert sum(file.stat().st_size for file in own) <= 150_000


def test_a_first_visit_is_light(page):
    files = {page.file, HTML / "_static/math.woff2", *loaded(page)}
    sizes = [len(gzip.compress(file.read_bytes())) for file in files if file.suffix not in (".png", ".svg")]
    assert sum(sizes) <= 300_000


def test_no_source_maps_and_nothing_of_solutions_is_published(book):
    assert [file for file in HTML.rglob("*.map")] == []
    assert [file for file in HTML.rglob("*") if "solutions" in file.parts[len(HTML.parts) :]] == []


def test_a_notebook_page_can_be_downloaded(page):
    tools = {tag.get_text(): tag["href"] for tag in page.soup.select(".tools li a")}
    if not page.soup.select(".cell"):
        assert tools == {}
        return
    assert list(tools) == ["Download the notebook"]  # no repository is set: test_settings_of_the_publisher sets one
    notebook = nbformat.read(page.file.parent / tools["Download the notebook"], as_version=4)
    nbformat.validate(notebook)
    assert any(cell.cell_type == "code" for cell in notebook.cells)


def test_a_downloaded_chapter_has_no_markup_of_the_book_left(page):
    file = HTML / f"{page.name}.ipynb"
    if not file.exists():
        pytest.skip("no notebook")
    left = []
    for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            left += re.findall(r"^(?:```|:::)\{.*|^\([\w-]+\)=|\{(?:term|glue:\w+|cite:?\w*|ref|doc)\}`", text, re.M)
            left += re.findall(r".+\n\*\*(?:Exercise|Solution).*", text)  # would be one paragraph with the line before
        else:
            left += re.findall(r"myst_nb|course_plot", text)
    assert left == []


@pytest.mark.parametrize("name", ["book/02-multi-output-channels", "book/errors"])
def test_a_downloaded_chapter_runs_by_itself(book, name, tmp_path, monkeypatch):
    """In a folder with nothing of the course; a cell that is meant to fail does not stop it."""
    for variable in ("PYTHONPATH", "MATPLOTLIBRC", "IPYTHONDIR"):
        monkeypatch.delenv(variable, raising=False)
    notebook = nbformat.read(HTML / f"{name}.ipynb", as_version=4)
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert any(output.output_type == "error" for output in outputs) and len(outputs) > 10
