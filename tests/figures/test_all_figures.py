"""What every interactive figure promises: files, first state, focus, keys that leave, other readers, other papers."""

import json
import re
import shutil
import subprocess

import pytest
from figure_files import FIGURES, FILES, NAMES, ROOT
from kit import settle

LIVING = "K bias relu output_channel row column window products channel_sums total output"
KEYS = {
    "living-picture": LIVING,
    "living-filters": LIVING,
    "living-mixing": LIVING,
    "multi-input": "X K bias row column products channel_sums total",
    "multi-output": "X K bias output_channel row column channel_sums total",
    "one-by-one": "X W bias row column input output",
    "conv2d-parameters": "input kernel_size stride padding dilation output never_read",
    "lenet-shapes": "height width kernels shapes features",
}
AXES = "operation arguments place shape index row column value"
KEYS |= {name: AXES for name in NAMES if name.startswith("axes-")}
KEYS |= {name: figure["keys"] for name, figure in FILES["figures"].items() if "keys" in figure}
FIRST_LINE = {
    "living-picture": "row 44, column 37: 7 + 128 + 119 + 0 = 254",
    "living-filters": "row 44, column 37: 7 + 128 + 119 + 0 = 254",
    "living-mixing": "row 44, column 37: 0 + 0 + 76 + 0 = 76",
    "multi-input": "row 0, column 0: 19 + 37 + 0 = 56",
    "multi-output": "output channel 0, row 0, column 0: 19 + 37 + 0 = 56",
    "one-by-one": "row 0, column 0: (4, 5, 6) → (8, 26)",
    "conv2d-parameters": "input 7 × 9 → output 3 × 4; every row and every column is read",
    "lenet-shapes": "3×32×32 → 6×28×28 → 6×14×14 → 16×10×10 → 16×5×5 → 400 features; 62,006 parameters",
}
FIRST_LINE |= {
    "axes-permute": "result[1, 0, 1] = 5, from file[0, 1, 1]",
    "axes-stack": "result[1, 1, 1] = 13, from maps[1][1, 1]",
    "axes-weight": "result[1, 1, 2] = 47, from K[1, 1, 1, 2]",
    "axes-bias": "result[1, 1, 1]: 13 + 200 = 213, from Y[1, 1, 1] and b[1]",
    "axes-unfold": "result[4, 2] = 9, from image[0, 2, 1]",
    "axes-rows": "result[3, 1] = 11, from X[1, 0, 3]",
    "axes-padding": "result[1, 3] = 2, from x[0, 1]",
    "axes-pad-order": "result[2, 1] = 1, from x[0, 0]",
    "axes-pooling": "result[1, 2]: the largest of 17, 34, 30, 6 is 34",
    "axes-flatten": "result[1, 3] = 15, from x[1, 0, 0, 3]",
}
FIRST_LINE |= {name: figure["first_line"] for name, figure in FILES["figures"].items() if "first_line" in figure}
# what figures of the same scripts do the same way is tried on one of them
KINDS = list({str(FILES["figures"][name]): name for name in reversed(NAMES)}.values())
WIDTHS = (360, 800, 1440)
UNUSABLE = '{"X": 3, "K": 0, "row": -7, "column": null, "input": null, "height": "tall"}'
RUBBISH = ("-", "1e999", "-99999999", "0.1")
WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that a mode can change


def test_each_chapter_has_its_figure():
    assert set(NAMES) == set(KEYS)


def test_the_still_versions_are_drawn_from_the_numbers_of_today():
    node = shutil.which("node") or pytest.skip("no node on this machine. apt-get install nodejs")
    done = subprocess.run(
        [node, str(FIGURES / "make_static.js"), "--check"], text=True, stdout=subprocess.PIPE, timeout=600
    )
    assert done.returncode == 0, f"{done.stdout}run: node book/figures/make_static.js"


def test_colours_come_from_the_palette_and_nothing_from_elsewhere():
    palette = set(re.findall(r"--[\w-]+(?=:)", (ROOT / "book/_styles/course.css").read_text(encoding="utf-8")))
    style = "".join(file.read_text(encoding="utf-8") for file in FIGURES.rglob("*.css"))
    own = set(re.findall(r"(--[\w-]+)\s*:", style)) | {
        "--columns",
        "--rows",
        "--row",
        "--column",
        "--tall",
        "--across",
        "--digits",
        "--slice",
    }
    assert set(re.findall(r"var\((--[\w-]+)", style)) <= palette | own
    for file in [*FIGURES.glob("*.*"), *FIGURES.glob("*/*.*")]:
        if file.suffix == ".py":
            continue
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|https?:|\brgb\(", text), file.name


def test_what_a_figure_loads_is_light():
    """All of it, its own styles too; at the first touch it may be more, for trained weights."""
    for name, figure in FILES["figures"].items():
        once = [*FILES["styles"], *figure.get("styles", []), *figure["scripts"]]
        later = figure.get("later", [])
        weights = {file: (FIGURES / file).stat().st_size for file in {*once, *later}}
        assert sum(weights[file] for file in once) < 110_000, name
        assert sum(weights.values()) < (170_000 if figure.get("when") == "touched" else 110_000), name


@pytest.mark.parametrize("name", NAMES)
def test_it_starts_with_the_chapters_example_fits_every_screen_and_axe_finds_nothing(show, axe, name):
    """In one page: opening it costs more than any look at it."""
    figure = show(name)
    assert list(figure.state()) == KEYS[name].split()
    assert figure.state() == json.loads((FIGURES / f"static/{name}.json").read_text(encoding="utf-8"))
    assert figure.line() == FIRST_LINE[name]
    fits_every_screen_with_large_controls(figure)
    figure.tab.set_viewport_size({"width": 1280, "height": 900})
    axe_finds_nothing_in_light_and_in_dark(figure, axe)
    assert figure.complaints == []


def fits_every_screen_with_large_controls(figure):
    for width in WIDTHS:
        figure.tab.set_viewport_size({"width": width, "height": 900})
        settle(figure.tab)  # the drawings follow the width
        assert figure.tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert figure.root.evaluate("root => root.scrollWidth <= root.clientWidth + 1"), width
        small = figure.root.evaluate("""root => [...root.querySelectorAll('.figure-live :is(button, input, select)')]
            .map(control => [control.getBoundingClientRect(), control.outerHTML])
            .filter(([box]) => box.width < 24 || box.height < 24).map(([, control]) => control)""")
        assert small == [], width


def axe_finds_nothing_in_light_and_in_dark(figure, axe):
    for button in ("flip", "check", "15 × 15"):
        if figure.root.get_by_role("button", name=button, exact=True).count():
            figure.root.get_by_role("button", name=button, exact=True).click()
    figure.tab.evaluate(axe)  # without preload, which fetches style sheets again: a file may not
    run = "rules => axe.run('[data-figure]', {runOnly: rules, resultTypes: ['violations'], preload: false})"
    for theme, rules in (("light", WCAG), ("dark", COLOURS)):
        figure.tab.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        settle(figure.tab)
        found = figure.tab.evaluate(run, rules)["violations"]
        objections = [(rule["id"], node["html"], node["failureSummary"]) for rule in found for node in rule["nodes"]]
        assert objections == [], theme


@pytest.mark.parametrize(
    ("name", "state"),
    [(KINDS[0], "[]"), (KINDS[0], "{broken"), *((name, UNUSABLE) for name in KINDS)],  # kit.js reads it for all
)
def test_a_page_without_a_usable_state_gets_the_default(show, name, state):
    figure = show(name, state=state)
    assert figure.line() == FIRST_LINE[name]
    assert figure.complaints == []


@pytest.mark.parametrize("name", KINDS)
def test_with_keys_and_fields_it_does_what_every_figure_does(show, name):
    """In one page, as above: each begins where the one before has left the figure."""
    figure = show(name)
    the_state_is_written_before_anything_is_drawn(figure)
    tab_comes_in_and_goes_out_and_escape_leaves(figure)
    arrow_keys_move_the_window_from_any_place_unless_a_number_is_typed(figure)
    what_an_arrow_key_changes_is_said_aloud_and_nothing_else(figure)
    a_figure_that_is_built_anew_keeps_the_focus(figure)
    arrow_keys_do_not_scroll_the_page_and_others_stay_the_browsers(figure)
    an_emptied_field_shows_the_number_that_is_used_and_gets_it_back(figure)
    long_numbers_do_not_widen_the_page(figure)
    assert figure.complaints == []


def the_state_is_written_before_anything_is_drawn(figure):
    figure.root.evaluate("""root => {
        window.order = [];
        const name = ({attributeName, target}) => target === root ? attributeName : 'drawn';
        new MutationObserver(all => window.order.push(...all.map(name)))
          .observe(root, {attributes: true, childList: true, subtree: true, characterData: true});
    }""")
    figure.press("ArrowRight")
    order = figure.tab.evaluate("window.order")
    assert order[0] == "data-state"
    assert "drawn" in order[1:]
    assert "data-state" not in order[1:]


def tab_comes_in_and_goes_out_and_escape_leaves(figure):
    within = "document.querySelector('[data-figure]').contains(document.activeElement)"
    figure.tab.get_by_role("link", name="before").focus()
    figure.tab.keyboard.press("Tab")
    assert figure.root.evaluate("root => root === document.activeElement")
    assert figure.root.evaluate("root => getComputedStyle(root).outlineStyle") == "solid"
    figure.tab.keyboard.press("Escape")
    assert not figure.tab.evaluate(within)
    figure.root.locator("input").first.focus()
    figure.tab.keyboard.press("Escape")
    assert not figure.tab.evaluate(within)
    figure.root.focus()
    stops = 0
    while figure.tab.evaluate(within):
        figure.tab.keyboard.press("Tab")
        stops += 1
        assert stops < 150
    assert figure.tab.evaluate("document.activeElement.id") == "after"


def arrow_keys_move_the_window_from_any_place_unless_a_number_is_typed(figure):

    def where():
        place = {**figure.state(), **figure.extra()}
        return place["row"], place["column"]

    start = where()
    field = figure.root.locator('.figure-live input[type="number"]').first
    for place in (figure.root.get_by_role("button").first, field):
        place.focus()
        value, before = field.input_value(), where()
        figure.tab.keyboard.press("ArrowRight")
        assert where() != before
        figure.tab.keyboard.press("ArrowLeft")
        assert (where(), field.input_value()) == (start, value)
    figure.tab.keyboard.type("7")
    typing = where()
    figure.tab.keyboard.press("ArrowLeft")
    assert where() == typing
    typed = field.input_value()
    figure.tab.keyboard.press("Enter")
    figure.tab.keyboard.press("ArrowUp")
    figure.tab.keyboard.press("ArrowDown")
    assert (where(), field.input_value()) == (typing, typed)
    field.fill(value)  # a figure may have no window for the other number


def what_an_arrow_key_changes_is_said_aloud_and_nothing_else(figure):
    said = "root => [...root.querySelectorAll('[aria-live=polite], [role=status]')].map(line => line.textContent)"
    figure.root.evaluate("""root => {
        window.written = [];
        const aloud = '[aria-live=polite], [role=status], output:not([aria-live=off])';
        const line = ({target}) => (target.nodeType === Node.TEXT_NODE ? target.parentElement : target).closest(aloud);
        const words = all => new Set(all.map(line).filter(Boolean).map(one => one.textContent));
        new MutationObserver(all => window.written.push(...words(all)))
          .observe(root, {childList: true, subtree: true, characterData: true});
    }""")
    for key in ("ArrowRight", "ArrowDown"):
        before = figure.root.evaluate(said)
        figure.press(key)
        new = [after for after, old in zip(figure.root.evaluate(said), before, strict=True) if after != old]
        assert len(new) == 1, key
        assert figure.tab.evaluate("window.written.splice(0)") == new, key


def a_figure_that_is_built_anew_keeps_the_focus(figure):
    for words in ("put the numbers back", "add a filter", "take one away"):
        for button in figure.root.get_by_role("button", name=words).all():
            button.press("Enter")
            assert figure.tab.evaluate("document.activeElement.textContent") == words


def arrow_keys_do_not_scroll_the_page_and_others_stay_the_browsers(figure):
    figure.press()
    settle(figure.tab)  # the focus brings the figure into view
    place = figure.tab.evaluate("scrollY")
    for _ in range(3):
        figure.tab.keyboard.press("ArrowDown")
    settle(figure.tab)
    assert figure.tab.evaluate("scrollY") == place
    before = figure.state()
    figure.press("Control+ArrowRight", "a", "Enter")
    assert figure.state() == before


@pytest.mark.parametrize("name", KINDS)
def test_whatever_is_typed_into_whatever_field_nothing_breaks(show, name):
    figure = show(name)
    fields = figure.root.locator('input[type="number"], input[type="text"]')
    labels = fields.evaluate_all("fields => fields.map((field, i) => field.ariaLabel?.replace(/\\d+/g, '#') ?? i)")
    ends = {i for label in labels for i in (labels.index(label), len(labels) - 1 - labels[::-1].index(label))}
    for i in sorted(ends):  # the cells of a grid are alike: the first and the last one of each
        for rubbish in RUBBISH:
            fields.nth(i).press("Control+a")
            figure.tab.keyboard.type(rubbish)
            state, text = figure.root.evaluate("root => [root.dataset.state, root.innerText]")
            assert re.findall(r"null|[-\d.e+]+", state)
            assert not re.search("NaN|Infinity|undefined", text)
        fields.nth(i).press("Control+a")
        figure.tab.keyboard.press("Delete")
    assert list(figure.state()) == KEYS[name].split()
    assert figure.complaints == []


def an_emptied_field_shows_the_number_that_is_used_and_gets_it_back(figure):
    field = figure.root.locator('.figure-live input[type="number"]').first
    before, value = figure.state(), field.input_value()
    field.fill("")
    assert field.get_attribute("placeholder") == value
    assert figure.state() == before
    figure.tab.keyboard.press("Tab")
    assert field.input_value() == value


def long_numbers_do_not_widen_the_page(figure):
    figure.tab.set_viewport_size({"width": 360, "height": 900})
    fields = figure.root.locator('.figure-live input[type="number"]')
    for i in range(0, fields.count(), 3):
        fields.nth(i).fill("-98765.4321")
    for width in WIDTHS:
        figure.tab.set_viewport_size({"width": width, "height": 900})
        settle(figure.tab)
        assert figure.tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        cut = figure.root.evaluate("""root => [...root.querySelectorAll('.drawing svg text')]
            .filter(text => text.getBBox().x + text.getBBox().width > text.ownerSVGElement.viewBox.baseVal.width + 1)
            .map(text => text.textContent)""")
        assert cut == [], width


@pytest.mark.parametrize("name", NAMES)
def test_without_a_script_there_is_a_picture_with_words_and_a_table(show, name):
    figure = show(name, javascript=False)
    picture = figure.root.get_by_role("img")
    assert picture.is_visible()
    assert len(picture.locator("desc").text_content()) > 100
    assert figure.root.get_by_role("table").first.is_visible()
    assert figure.root.locator("table th[scope]").count() > 3
    black = figure.root.evaluate("""root => [...root.querySelectorAll('svg :is(rect, circle)')]
        .filter(shape => getComputedStyle(shape).fill === 'rgb(0, 0, 0)').map(shape => shape.outerHTML)""")
    assert black == [], "a class that the page's styles do not know is drawn black"


@pytest.mark.parametrize("name", KINDS)
def test_nothing_moves_by_itself_paper_gets_the_still_version_and_cells_grow_with_the_letters(show, name):
    """In one page, as above."""
    figure = show(name)
    moving = figure.tab.evaluate("document.getAnimations().length")
    state = figure.state()
    figure.tab.wait_for_timeout(300)
    assert (moving, figure.state()) == (0, state)
    still, live = figure.root.locator(".figure-static"), figure.root.locator(".figure-live")
    assert live.is_visible() and not still.is_visible()
    figure.tab.emulate_media(media="print")
    assert still.is_visible() and not live.is_visible()
    figure.tab.set_viewport_size({"width": 658, "height": 900})  # A4 without its margins
    assert figure.root.evaluate("root => root.scrollWidth - root.clientWidth") <= 1, "paper has no scroll bar"
    figure.tab.set_viewport_size({"width": 1280, "height": 900})
    figure.tab.emulate_media(media="screen")
    figure.tab.add_style_tag(content="html { font-size: 200% }")
    cut = figure.root.evaluate("""root => [...root.querySelectorAll('.num, .place, .product, .sum, .mark')]
        .filter(cell => cell.scrollHeight > cell.clientHeight + 2).map(cell => cell.outerHTML)""")
    assert cut == []
