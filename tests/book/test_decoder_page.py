"""The boxes of the error page and the answer of the search, as a reader uses them."""

from urllib.parse import quote

import pytest
from book_reader import HTML
from test_book_in_a_browser import RULES, open_page, violations

MESSAGE = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x256 and 400x120)"


def test_a_pasted_message_is_explained_at_once(book, new_tab, axe):
    complaints = []
    tab = new_tab(width=390)
    open_page(tab, book["book/errors"].file.as_uri(), complaints)
    box = tab.locator('[data-decoder="error"]')
    box.get_by_label("Paste your error message").fill(MESSAGE)
    box.get_by_role("link", name="Read the section").wait_for()
    answer = box.locator(".decoded").inner_text()
    assert "nn.Linear(256, 120)" in answer and "features in" in answer
    target = box.get_by_role("link", name="Read the section").get_attribute("href")
    assert tab.locator(target).count() == 1
    layers = tab.locator('[data-decoder="layers"]')
    layers.get_by_role("button", name="Show an example").click()
    layers.get_by_label("height").fill("28")
    layers.get_by_text("breaks here").wait_for()
    assert "breaks here" in layers.locator(".decoded").inner_text()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    tab.evaluate(axe)
    assert violations(tab, RULES) == []
    assert complaints == []


def test_markup_in_a_message_stays_text(book, new_tab):
    tab = new_tab()
    tab.goto(book["book/errors"].file.as_uri())
    tab.evaluate("window.ran = false")
    bad = "<img src=x onerror='window.ran = true'>"
    tab.get_by_label("Paste your error message").fill(
        f"TypeError: {bad}.__init__() got an unexpected keyword argument 'x'"
    )
    tab.get_by_label("Paste your layers").fill(f"nn.Conv2d({bad})")
    for answer in tab.locator(".decoded").all():
        answer.locator("p").first.wait_for()
    assert tab.locator(".decoded img").count() == 0 and tab.evaluate("window.ran") is False


def test_the_rules_come_at_the_first_use_and_what_the_browser_kept_is_explained(book, new_tab):
    tab, asked = new_tab(), []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(book["book/errors"].file.as_uri())
    assert not any("tensors.js" in url for url in asked)
    tab.get_by_label("Paste your error message").focus()
    tab.wait_for_function("globalThis.Decoder?.network")
    assert any("tensors.js" in url for url in asked)


def test_a_message_in_the_search_is_answered_above_the_results(book, new_tab, axe):
    complaints = []
    tab = new_tab()
    open_page(tab, f"{HTML.as_uri()}/search.html?q={quote(MESSAGE)}", complaints)
    answer = tab.locator("#search-answer")
    answer.wait_for(state="visible")
    assert "nn.Linear(256, 120)" in answer.inner_text()
    link = answer.get_by_role("link", name="Read the section").get_attribute("href")
    assert (HTML / link.split("#")[0]).exists()
    tab.evaluate(axe)
    assert violations(tab, RULES) == []
    assert complaints == []
    tab.goto(f"{HTML.as_uri()}/search.html?q=padding")
    assert not tab.locator("#search-answer").is_visible()


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("1×1", "03-1x1-convolution"),
        ("1 x 1 convolution", "03-1x1-convolution"),
        ("kaiming initialization", "04-conv2d-parameters"),
        ("depthwise", "04-conv2d-parameters"),
        ("MaxPooling2D", "05-lenet-shapes"),
        ("how do I flip the kernel?", "01-multi-input-channels"),
        ("填充", "04-conv2d-parameters"),
        ("initializer", "04-conv2d-parameters"),
        ("padding='same'", "04-conv2d-parameters"),
        ("max_pool", "05-lenet-shapes"),
        ("lax.conv_general_dilated", "notation"),
        ("edge detection", "01-multi-input-channels"),
        ("The size of tensor a (9) must match the size of tensor b (7)", "errors"),
        ("转置卷积", "notation"),
    ],
)
def test_a_question_with_one_answer_is_answered_first(book, new_tab, query, page):
    tab = new_tab()
    tab.goto(f"{HTML.as_uri()}/search.html?q={quote(query)}")
    first = tab.locator("#search-best a").first
    first.wait_for(state="visible")
    link, anchor = first.get_attribute("href").split("#")
    assert link == f"book/{page}.html"
    assert f'id="{anchor}"' in (HTML / link).read_text(encoding="utf-8")


@pytest.mark.parametrize("query", ["learning rate", "categories", "dropout"])
def test_what_the_book_does_not_answer_gets_no_answer_on_top(book, new_tab, query):
    tab = new_tab()
    tab.goto(f"{HTML.as_uri()}/search.html?q={quote(query)}")
    assert not tab.locator("#search-best").is_visible()


def test_a_found_word_in_a_fold_is_opened_and_shown(book, new_tab, address):
    tab = new_tab()
    tab.goto(f"{address}/search.html?q=colleague")
    tab.locator("#search-results a").first.click()
    tab.wait_for_url("**find=colleague*")
    tab.goto(f"{address}/book/01-multi-input-channels.html?find=nobody%20would%20notice")
    hidden = tab.get_by_text("nobody would notice if it were missing")
    assert hidden.is_visible()
    assert hidden.evaluate(
        "tag => { const box = tag.getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; }"
    )
