"""A second edition of the whole book, in a made-up language: every sentence is the English one with a Chinese sign.

Both editions are built in a folder without `solutions/`, which a teacher may keep elsewhere.
"""

import ast
import io
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from babel.messages import pofile
from book_reader import HTML, ROOT, build, page_names
from bs4 import BeautifulSoup

from autograder.course import wording

sys.path.insert(0, str(ROOT / "book"))
sys.path.insert(0, str(ROOT / "book/_extensions"))
from course.cell_comments import comments
from translate import catalogues_of, changed, has_words, read

SIGN = "译"
NOT_TEXT = "pre, code, math, script, style, svg, .cell_output"
OF_FIGURES = ".interactive, .decoder"  # their words are in their scripts
NAMES = re.compile(  # of layers, arguments and tensors, and code
    r"(?:conv|pool)[12](?: \d×\d)?|fc[123]|flatten|kernel_size|(?:in_|out_)channels|groups|stride|padding|padding_mode"
    r"|dilation|bias|zeros|reflect|replicate|circular|(?:maps|file|image|result)(?:\[[\d, ]*\])*(?: +\([\d, ]*\))?"
    r"|[A-Za-z]+\.\w+\(.*|padding=.*|.*\[[:, ]*None.*|\(?[CHW] ?× ?[CHW].*|data:.*"
)
OF_WORKS = ".citation, .bibtex, a.reference.internal[href*=references]"
BLOCKS = "p, li, td, th, h1, h2, h3, dt, dd, summary, legend, label, button, figcaption, small"


@pytest.fixture(scope="module")
def other(book, tmp_path_factory):
    """The root of a built book with both editions. Executed cells are kept."""
    root = tmp_path_factory.mktemp("languages")
    for name in ("book", "exercises"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "locale"))
    for name in ("_config.yml", "_toc.yml", "requirements.txt"):
        shutil.copyfile(ROOT / name, root / name)
    shutil.copytree(ROOT / "build/jupyter-cache", root / "build/jupyter-cache")
    done = translate(root)
    assert done.returncode == 0, done.stdout
    for file in (root / "book/locale/zh_CN").rglob("*.po"):
        catalogue = pofile.read_po(io.BytesIO(file.read_bytes()))
        for message in catalogue:
            message.string = message.id and f"{message.id} {SIGN}"
        written = io.BytesIO()
        pofile.write_po(written, catalogue)
        file.write_bytes(written.getvalue())
    for file in (root / "exercises/zh").glob("*/*.ipynb"):
        say_again(file, root / "exercises" / file.parent.name / file.name)
    subprocess.run(["node", "book/figures/make_static.js"], cwd=root, check=True)
    done = build(root=root)
    assert done.returncode == 0, done.stdout
    return root


def say_again(file, english):
    """Write the English notebook with the sign in each of its sentences, links as from the folder of a language."""
    notebook = nbformat.read(english, as_version=4)
    for cell in notebook.cells:
        change = wording.code if cell.cell_type == "code" else wording.markdown
        cell.source = change(cell.source, lambda sentence: f"{sentence} {SIGN}").replace("](../../", "](../../../")
    nbformat.write(notebook, file)


def translate(root, *arguments):
    return subprocess.run(
        [sys.executable, "book/translate.py", *arguments], cwd=root, text=True, capture_output=True, check=False
    )


def pages(root):
    for name in page_names():
        files = [root / "build/html" / folder / f"{name}.html" for folder in ("", "zh")]
        yield name, *(BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for file in files)


def english(soup):
    """What is still English on a page, block by block."""
    for gone in soup.select(f"{NOT_TEXT}, {OF_FIGURES}, {OF_WORKS}"):
        gone.decompose()
    for block in soup.select(BLOCKS):
        text = " ".join(block.get_text().split())
        if re.search("[A-Za-z]{3}", text) and SIGN not in text and not block.select(BLOCKS):
            yield text


def test_no_sentence_stays_english(other):
    left = {name: sorted(set(english(soup))) for name, _, soup in pages(other)}
    assert {name: texts for name, texts in left.items() if texts} == {}


def blocks(markdown):
    """Paragraphs, headings, items and cells of tables without formulas, code and the addresses of links."""
    text = re.sub(r"\$\$.*?\$\$|\$[^$\n]*\$|`[^`\n]*`|\]\([^)\n]*\)", "", markdown, flags=re.DOTALL)
    for block in re.split(r"\n\s*(?:>\s*)*\n|\n(?=\s*(?:[-*]|\d+\.) )|\||</?(?:details|summary)>", text):
        yield " ".join(re.sub(r"^[\s>*#-]+", "", block, flags=re.MULTILINE).split())


def test_no_sentence_of_a_downloaded_chapter_stays_english(other):
    left = {}
    for file in sorted((other / "build/html/zh/book").glob("*.ipynb")):
        cells = nbformat.read(file, as_version=4).cells
        said = [text for cell in cells if cell.cell_type == "markdown" for text in blocks(cell.source)]
        said += [comment.string for cell in cells if cell.cell_type == "code" for comment in comments(cell.source)]
        left[file.stem] = {text for text in said if re.search("[A-Za-z]{3}", text) and SIGN not in text}
    assert len(left) > 5
    assert {name: texts for name, texts in left.items() if texts} == {}


def test_a_downloaded_chapter_has_the_code_of_the_english_one(book):
    for file in sorted((HTML / "zh/book").glob("*.ipynb")):
        notebooks = [nbformat.read(each, as_version=4) for each in (HTML / "book" / file.name, file)]
        trees = [
            [ast.dump(ast.parse(cell.source)) for cell in each.cells if cell.cell_type == "code"] for each in notebooks
        ]
        assert trees[0] == trees[1], file.name
        assert [cell.cell_type for cell in notebooks[0].cells] == [cell.cell_type for cell in notebooks[1].cells]
        assert CHINESE.search(notebooks[1].cells[0].source)


LEFT = """selector => [...document.querySelectorAll(selector)].flatMap(root => {
    const labelled = [...root.querySelectorAll("[aria-label], [placeholder]")];
    const found = labelled.map(each => each.ariaLabel ?? each.placeholder);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { parentElement: own } = walker.currentNode;
        if (!own.closest("code, pre, math, script, .code, .message, [lang=en]"))
            found.push(own.closest("p, td, th, li, text, button, label, caption, option, figcaption, div").textContent);
    }
    return found;
})"""
ZH = HTML / "zh/book"
CHINESE = re.compile("[\u4e00-\u9fff]")


def left(tab, selector):
    """Texts in an element of a Chinese page, its labels too, that hold a word and no Chinese sign."""
    texts = {" ".join(text.split()) for text in tab.evaluate(LEFT, selector)}
    assert any(map(CHINESE.search, texts))
    return {text for text in texts if not CHINESE.search(text) and re.search("[A-Za-z]{3}", text)} - {
        text for text in texts if NAMES.fullmatch(text)
    }


@pytest.mark.parametrize("name", [name[5:] for name in page_names() if re.match(r"book/(\d|intro)", name)])
def test_a_living_figure_speaks_the_language_of_its_page(book, new_tab, name):
    tab = new_tab(width=1280, height=900)
    tab.goto((ZH / f"{name}.html").as_uri())
    for root in tab.locator("[data-figure]").all():
        root.scroll_into_view_if_needed()
        root.focus()
        tab.wait_for_function("root => root.dataset.ready", arg=root.element_handle())
        root.press("ArrowRight")
    assert left(tab, "[data-figure], .linked") == set()


def test_the_boxes_for_messages_and_answers_speak_it_too(book, new_tab):
    tab = new_tab(width=1280, height=900)
    tab.goto((ZH / "errors.html").as_uri())
    for box in tab.locator("[data-decoder]").all():
        box.locator("[data-example]").click()
        box.locator(".decoded p").first.wait_for()
    assert left(tab, "[data-decoder]") == set()

    tab.goto((ZH / "01-multi-input-channels.html").as_uri())
    box = tab.locator('[data-answer="ex01_multi_input/corr2d"]')
    box.locator("textarea").fill("def corr2d(X, K):\n    return torch.zeros(2)\n")
    box.locator("[data-run]").click()
    box.locator("[data-counterexample]").wait_for(state="attached")
    assert left(tab, ".answer-box") == set()


def test_both_editions_show_the_same_code_results_and_places(other):
    for name, source, translation in pages(other):
        for what in (".cell_output", "math"):
            assert [each.get_text() for each in translation.select(f"article {what}")] == [
                each.get_text() for each in source.select(f"article {what}")
            ], (name, what)
        ids = [[each["id"] for each in soup.select("article [id]")] for soup in (source, translation)]
        assert ids[0] == ids[1], name


def test_the_book_is_the_same_without_solutions(other):
    html = other / "build/html"
    wanted = ["index", "search", *page_names()]
    assert [name for name in wanted if not (html / f"{name}.html").is_file()] == []
    boxes = re.compile(r'data-(?:answer|order|worked)="[^"]*"')
    for page in sorted(HTML.glob("book/0*.html")):
        there = (html / "book" / page.name).read_text(encoding="utf-8")
        assert boxes.findall(there) == boxes.findall(page.read_text(encoding="utf-8")) != []
    scripts = "_static/practice/*.js"
    given = {file.name: file.read_bytes() for file in HTML.glob(scripts)}
    assert {file.name: file.read_bytes() for file in html.glob(scripts)} == given


def test_each_page_leads_to_the_same_page_in_the_other_language(other):
    html = other / "build/html"
    for name, source, translation in pages(other):
        for soup, folder, wanted, tag in ((source, "", "zh/", "zh-Hans"), (translation, "zh/", "", "en")):
            (link,) = soup.select("a.language")
            assert (html / folder / name).parent.joinpath(link["href"]).resolve() == html / f"{wanted}{name}.html"
            assert link["hreflang"] == link["lang"] == tag
        assert (source.html["lang"], translation.html["lang"]) == ("en", "zh-Hans")


def test_the_search_finds_a_word_inside_a_chinese_sentence(other, browser):
    page = browser.new_page()
    page.goto(f"file://{other}/build/html/zh/search.html?q={SIGN}")
    page.wait_for_selector("#search-results li")
    page.close()


def test_a_changed_english_sentence_is_named_until_it_is_read_again(other):
    file = other / "book/promises.md"
    text = file.read_text(encoding="utf-8")
    assert text.count("The kernel is shared.") == 1
    file.write_text(text.replace("The kernel is shared.", "The kernel is still shared."), encoding="utf-8")

    checked = translate(other, "--check")
    assert checked.returncode == 1
    assert "book/promises.po: lacks" in checked.stdout and "Run: python book/translate.py" in checked.stdout

    translate(other)
    checked = translate(other, "--check")
    assert checked.returncode == 1
    (line,) = [line for line in checked.stdout.splitlines() if "promises.po:" in line]
    assert re.match(r"book/locale/zh_CN/LC_MESSAGES/book/promises\.po:\d+: changed in English: “", line)


LOST = {
    ("Add $a$ and `b`.", "把 $a$ 加上 `c`。"): "code differ: without b, with c",
    ("See [here](x.md#y).", "见[这里](x.md)。"): "links differ",
    ("A {term}`slices <slice>` of {}", "{term}`切片 <slice>`"): "fields differ: without {}",
    ("A {term}`filter`.", "一个{term}`滤波器 <filters>`。"): "roles differ",
    ("**All.** More.", "**全部。**更多。"): "a * is no markup",
    ("All, then more.", "全部,然后更多。"): "half-width punctuation in Chinese: 部,",
    (
        "A {term}`1x1 convolution`.",
        "一次{term}`1×1 卷积 <1x1 convolution>`。",
    ): "no space between Chinese and other letters: 次1",
    ("Add `b`.", "加上`b`。"): "no space between Chinese and other letters: 上x",
}


@pytest.mark.parametrize("sentences", LOST)
def test_a_translation_that_lost_markup_is_named(sentences):
    assert LOST[sentences] in changed(*sentences)


def test_a_translation_may_order_and_name_things_anew():
    translation = "{term}`滤波器 <filter>`加 $a$，共 `b` 次，**相加**。"
    assert changed("**Add** $a$ to {term}`filter`, `b` times.", translation) == ""


def test_numbers_and_code_alone_are_no_sentences():
    texts = ("(4, 2, 3)", "$X$, $K$", "`file.T`", "{term}`x`", "56, as before")
    assert [text for text in texts if has_words(text)] == ["{term}`x`", "56, as before"]


@pytest.mark.parametrize("language", sorted(path.name for path in (ROOT / "book/locale").iterdir()))
def test_every_translation_of_the_tree_keeps_its_markup(language):
    files = [*catalogues_of(language, ROOT / "book/locale"), *ROOT.glob(f"solutions/**/*.{language}.po")]
    messages = [(file.name, each) for file in files for each in read(file) if each.id and each.string]
    assert len(messages) > 1000
    assert [(name, each.id, why) for name, each in messages if (why := changed(each.id, each.string))] == []


SAME_IN_ALL = {"valid", "same", "ReLU"}  # words of code


@pytest.mark.parametrize("language", sorted(path.name for path in (ROOT / "book/locale").iterdir()))
def test_the_glossary_shows_both_languages_and_links_use_its_words(language):
    glossary = re.search(
        r"```\{glossary\}\n(.*?)\n```\n", (ROOT / "book/notation.md").read_text(encoding="utf-8"), re.S
    )
    terms = re.findall(r"^\S.*$", glossary[1], re.M)
    said = {each.id: each.string for each in read(ROOT / f"book/locale/{language}/LC_MESSAGES/book/notation.po")}
    both = {term: f" {term}".replace("1x1", "1×1") for term in terms if term not in SAME_IN_ALL}
    assert [said[term] for term, english in both.items() if not said[term].endswith(english)] == []
    own = {term: said[term].removesuffix(both.get(term, "")) for term in terms}

    shown = [
        (term, words)
        for file in catalogues_of(language, ROOT / "book/locale")
        for each in read(file)
        for words, term in re.findall(r"\{term\}`([^`<]+?) *<([^>`]+)>`", str(each.string))
    ]
    assert len(shown) > 50 and {term for term, _ in shown} <= set(terms)
    assert [(term, words) for term, words in shown if own[term] not in words] == []


@pytest.mark.parametrize("language", sorted(path.name for path in (ROOT / "book/locale").iterdir()))
def test_no_catalogue_uses_the_words_that_the_rules_of_its_language_rule_out(language):
    rules = (ROOT / f"book/locale/{language}/README.md").read_text(encoding="utf-8")
    others = re.search(r"^别的书的说法不用：(.*)（", rules, re.M)[1].split("、")
    engine = ROOT / f"autograder/locale/{language}/LC_MESSAGES/autograder.po"
    files = [engine, *catalogues_of(language, ROOT / "book/locale"), *ROOT.glob(f"solutions/**/*.{language}.po")]
    assert len(others) > 5 and len(files) > 20
    found = [(file.name, str(each.string)) for file in files for each in read(file)]
    assert [(name, said) for name, said in found if any(word in said for word in others)] == []


def positional(patterns, text):
    """The text of the engine as scripts write it: `{0}` for the first field of the patterns."""
    numbers = {}
    for name in re.findall(r"\{(\w+)\}", " ".join([*patterns, text])):
        numbers.setdefault(name, len(numbers))
    return re.sub(r"\{(\w+)\}", lambda field: f"{{{numbers[field[1]]}}}", text)


@pytest.mark.parametrize("language", sorted(path.name for path in (ROOT / "book/locale").iterdir()))
def test_a_box_says_in_the_words_of_the_feedback(language):
    engine = {}
    for message in read(ROOT / f"autograder/locale/{language}/LC_MESSAGES/autograder.po"):
        patterns = message.id if isinstance(message.id, tuple) else (message.id,)
        text = message.string[0] if isinstance(message.string, tuple) else message.string
        engine |= {positional(patterns, pattern): positional(patterns, text) for pattern in patterns if pattern}
    boxes = read(ROOT / f"book/locale/{language}/LC_MESSAGES/scripts/practice.po")
    shared = {message.id: message.string for message in boxes if message.id and message.id in engine}
    assert len(shared) > 50
    assert shared == {pattern: engine[pattern] for pattern in shared}
