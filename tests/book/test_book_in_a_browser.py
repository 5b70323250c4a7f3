"""The pages as a reader meets them: opened by double click, without a network, in light and dark, on a phone."""

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from book_reader import HTML
from kit import settle

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that a mode can change


def open_page(tab, address: str, complaints: list[str]) -> None:
    """Go there; note every console error, every exception, and every request that leaves the folder or the server."""
    own = address if address.startswith("http") and "127.0.0.1" in address else "file://"
    own = re.split("/(?:book|exercises)/|/search.html", own)[0]
    tab.on(
        "console",
        lambda said: complaints.append(f"{said.type}: {said.text}") if said.type in ("error", "warning") else None,
    )
    tab.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    tab.on(
        "requestfailed",
        lambda request: (  # a page that is left while it still loads breaks off its own requests
            None if request.failure == "net::ERR_ABORTED" else complaints.append(f"not there: {request.url}")
        ),
    )
    tab.on(
        "request",
        lambda request: (
            None if request.url.startswith((own, "data:", "blob:")) else complaints.append(f"asks for {request.url}")
        ),
    )
    tab.goto(address)


def violations(tab, rules: dict) -> list[tuple]:
    # without preload: axe would fetch the style sheets again, which a page opened by double click may not
    run = "rules => axe.run({runOnly: rules, resultTypes: ['violations'], preload: false})"
    found = tab.evaluate(run, rules)["violations"]
    return [(each["id"], each["nodes"][0]["html"][:160], each["nodes"][0]["failureSummary"]) for each in found]


def test_a_page_opened_by_double_click_is_quiet_fits_and_is_open_to_all(page, new_tab, axe):
    assert_quiet_fitting_and_open(page.file, new_tab(), axe)


@pytest.mark.parametrize("name", ["book/intro", "book/04-conv2d-parameters", "book/errors", "book/teacher-guide"])
def test_a_chinese_page_is_quiet_fits_and_is_open_to_all(name, book, new_tab, axe):
    assert_quiet_fitting_and_open(HTML / f"zh/{name}.html", new_tab(), axe)


def assert_quiet_fitting_and_open(file: Path, tab, axe: str) -> None:
    """No request to another host, no error in the console, nothing that axe-core objects to, in light and in dark;
    code and what it prints fit a wide screen, and on no screen the page scrolls sideways."""
    complaints = []
    open_page(tab, file.as_uri(), complaints)
    settle(tab)
    cut = [] if "exercises" in file.parts else tab.evaluate(CUT)  # a notebook's checks hold whole sentences
    tab.evaluate(axe)
    in_light = violations(tab, RULES)
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    in_dark = violations(tab, COLOURS)
    sideways = [width for width in (320, 360, 800, 1440) if is_wider(tab, width)]
    assert complaints == []
    assert in_light == []
    assert in_dark == []
    assert cut == []
    assert sideways == []


CUT = """[...document.querySelectorAll('.cell pre')]
    .filter(pre => pre.checkVisibility() && pre.scrollWidth > pre.clientWidth)
    .map(pre => pre.textContent.slice(0, 60))"""


def is_wider(tab, width: int) -> bool:
    """Whether the page does not fit a screen of this width."""
    tab.set_viewport_size({"width": width, "height": 760})
    settle(tab)
    return tab.evaluate("document.documentElement.scrollWidth") > width


def files_of_a_first_visit(tab, address: str, place: str) -> dict[str, Path]:
    """Every file that the page loads by itself, by the address that it was asked for."""
    complaints, asked = [], {}
    tab.on("request", lambda request: asked.setdefault(request.url, HTML / urlsplit(request.url).path.lstrip("/")))
    open_page(tab, f"{address}/{place}", complaints)
    tab.wait_for_load_state("networkidle")
    assert complaints == []
    return {url: file for url, file in asked.items() if not url.startswith(("data:", "blob:"))}


SPHINX = ("searchindex.js", "searchtools.js", "language_data.js", "doctools.js", "sphinx_highlight.js")


def assert_light(files: dict[str, Path]) -> None:
    own = [file for file in files.values() if file.suffix == ".js" and file.name not in SPHINX]
    assert sum(file.stat().st_size for file in own) <= 150_000
    assert sum(len(gzip.compress(file.read_bytes())) for file in files.values()) <= 300_000
    code = [url for url, file in files.items() if file.suffix in (".js", ".css")]
    assert [url for url in code if "?v=" not in url] == [], "a browser may keep an old one"


def test_a_served_page_asks_its_own_server_only_and_for_little(page, new_tab, address):
    assert_light(files_of_a_first_visit(new_tab(), address, f"{page.name}.html"))


@pytest.mark.parametrize("query", ["", "?q=padding", "?q=mat2%20must%20be%20a%20matrix"])
def test_the_search_page_loads_what_its_query_needs(book, new_tab, address, query):
    files = files_of_a_first_visit(new_tab(), address, f"search.html{query}")
    files = {url: file for url, file in files.items() if "/book/" not in url and "/exercises/" not in url}  # excerpts
    names = {file.name for file in files.values()}
    assert ("searchindex.js" in names) == bool(query)
    assert ("tensors.js" in names) == ("matrix" in query)
    assert_light(files)


def test_what_is_printed_is_read_on_a_phone_and_a_bar_says_where_more_is(book, new_tab):
    tab = new_tab(width=360)
    tab.goto(book["book/01-multi-input-channels"].file.as_uri())
    hidden = tab.evaluate("""[...document.querySelectorAll('.cell_output pre')]
        .filter(pre => pre.scrollWidth > pre.clientWidth).length""")
    wide = tab.locator(".cell_input pre.more").first.element_handle()
    wide.evaluate("pre => { pre.scrollLeft = pre.scrollWidth; }")
    tab.wait_for_function("pre => !pre.classList.contains('more')", arg=wide)
    assert hidden == 0


def test_the_mode_is_kept_from_page_to_page(book, new_tab, address):
    tab = new_tab()
    tab.goto(f"{address}/book/intro.html")
    tab.get_by_role("button", name="Dark").click()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    tab.goto(f"{address}/book/02-multi-output-channels.html")
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    tab.get_by_role("button", name="Light").click()
    assert tab.evaluate("document.documentElement.dataset.theme") == "light"


def test_the_contents_know_which_answers_are_right(book, new_tab):
    """From page to page, from files, without a request; and they forget it."""
    tab = new_tab()
    tab.goto(book["book/02-multi-output-channels"].file.as_uri())
    line = tab.locator(".so-far")
    assert not line.is_visible()
    tab.evaluate("""() => {
        localStorage.setItem("answer:ex01_multi_input/corr2d", '{"right": true}');
        localStorage.setItem("answer:ex02_multi_output/corr2d_multi_in_out", '{"right": false, "text": "x"}');
        localStorage.setItem("order:ex01_multi_input/corr2d", '{"right": true}');
    }""")
    tab.goto(book["book/intro"].file.as_uri())
    assert line.inner_text().startswith("On this machine: 1 of 10 answers right, 1 warm-up done.")
    assert tab.locator(".right-so-far").all_text_contents() == [" 1 of 2 right"]
    tab.once("dialog", lambda dialog: dialog.accept())
    with tab.expect_navigation():
        line.get_by_role("button", name="Forget it").click()
    assert not line.is_visible() and tab.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("served", [True, False], ids=["served", "double click"])
def test_search_finds_a_page(book, new_tab, address, axe, served):
    complaints = []
    base = address if served else HTML.as_uri()
    tab = new_tab()
    open_page(tab, f"{base}/book/intro.html", complaints)
    tab.get_by_label("Search", exact=True).fill("slices")
    tab.keyboard.press("Enter")
    tab.wait_for_selector('#search-results a[href*="02-multi-output-channels"]')
    tab.locator("#search-results li").nth(1).wait_for()
    settle(tab)
    first, second = tab.locator("#search-results li").nth(0), tab.locator("#search-results li").nth(1)
    assert first.bounding_box()["y"] < second.bounding_box()["y"]  # a list, one under the other
    tab.evaluate(axe)
    found = violations(tab, RULES)
    assert complaints == []
    assert found == []


def test_the_contents_of_a_page_mark_the_section_that_is_read(book, new_tab):
    tab = new_tab(width=1440)
    tab.goto(book["book/04-conv2d-parameters"].file.as_uri() + "#dilation")
    current = tab.locator('.sections a[aria-current="true"]')
    current.wait_for()
    assert current.count() == 1 and "Dilation" in current.inner_text()
    tab.evaluate("document.getElementById('groups').scrollIntoView()")
    tab.wait_for_function("document.querySelector('.sections a[aria-current]').textContent.includes('Groups')")


def test_a_wrong_choice_is_answered_and_leads_to_its_paragraph(book, new_tab):
    tab = new_tab()
    tab.goto(book["book/02-multi-output-channels"].file.as_uri())
    question = tab.locator(".quiz .question").first
    question.get_by_label("4", exact=True).check()
    said = question.locator(".said")
    assert said.inner_text().startswith("Not this one.")
    assert said.locator("a").get_attribute("href") == "#weight-axes"
    question.get_by_label("12", exact=True).check()
    assert said.inner_text().startswith("Right.")


def test_a_statement_is_answered_true_or_false(book, new_tab):
    tab = new_tab()
    tab.goto(book["book/errata"].file.as_uri())
    statement = tab.locator(".statement", has_text="nn.Conv2d(3, 4, 3) has 12 filters")
    statement.get_by_label("True", exact=True).check()
    assert statement.locator(".said").inner_text().startswith("Not this one. It has four filters")
    statement.get_by_label("False", exact=True).check()
    assert statement.locator(".said").inner_text().startswith("Right.")
    answers = tab.locator('.statement .answer[data-for$="-1"] strong').all_text_contents()
    assert 3 <= answers.count("Right.") < len(answers) / 2  # some of the statements are true


def test_a_quiz_can_be_read_without_a_script(book, new_tab):
    tab = new_tab(javascript=False)
    tab.goto(book["book/02-multi-output-channels"].file.as_uri())
    answer = tab.locator(".quiz .answer").first
    answer.locator("summary").click()
    assert answer.locator("div").is_visible()
    assert tab.locator("figure.interactive svg").first.is_visible()


def test_paper_shows_what_a_button_opens(book, new_tab):
    tab = new_tab()
    tab.goto(book["book/01-multi-input-channels"].file.as_uri())
    answer = tab.locator("details.fold").first.locator("p").last
    on_screen = answer.is_visible()
    tab.emulate_media(media="print")
    assert (on_screen, answer.is_visible()) == (False, True)


def test_paper_shows_folded_outputs_and_the_answers_of_a_quiz(book, new_tab):
    tab = new_tab()
    tab.goto(book["book/01-multi-input-channels"].file.as_uri())
    output = tab.locator("details.below-input .output, details.below-input .cell_output").first
    answer = tab.locator(".quiz .answer > div").first
    on_screen = output.is_visible() or answer.is_visible()
    tab.emulate_media(media="print")
    assert (on_screen, output.is_visible(), answer.is_visible()) == (False, True, True)


def test_drawings_in_letters_fit_on_paper(book, new_tab):
    tab = new_tab(width=658)  # A4 without its margins
    for name in (name for name in book if name.startswith("exercises/")):
        tab.goto(book[name].file.as_uri())
        tab.emulate_media(media="print")
        tab.add_style_tag(content=".highlight-text pre { white-space: pre !important }")
        wider = tab.evaluate("""[...document.querySelectorAll('.highlight-text pre')]
            .filter(pre => pre.scrollWidth > pre.clientWidth).length""")
        assert wider == 0, name


def test_the_contents_open_on_a_phone_with_the_keyboard(book, new_tab):
    tab = new_tab(width=360)
    tab.goto(book["book/intro"].file.as_uri())
    contents = tab.get_by_role("navigation", name="Contents of the book")
    assert not contents.is_visible()
    tab.get_by_role("button", name="Contents").press("Enter")
    assert contents.is_visible()
    tab.keyboard.press("Escape")
    assert not contents.is_visible()
    tab.get_by_role("button", name="Contents").press("Enter")
    contents.get_by_role("button", name="Close").click()
    assert not contents.is_visible()


def test_what_scrolls_can_be_reached_by_tab(book, new_tab):
    tab = new_tab(width=360)
    tab.goto(book["book/02-multi-output-channels"].file.as_uri())
    settle(tab)
    unreachable = tab.evaluate("""() => [...document.querySelectorAll("article *")].filter((area) =>
        area.scrollWidth > area.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(area).overflowX)
        && area.tabIndex < 0 && !area.querySelector("[tabindex='0'], a, button, input"))
        .map((area) => area.outerHTML.slice(0, 99))""")
    assert unreachable == []
