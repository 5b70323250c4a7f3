"""A finger: it drags the window and the page stays; what must stay in view on a phone does."""

import json

import pytest
from figure_page import document

PULLED = {
    "living-picture": "canvas[aria-label='the picture in colour']",
    "living-filters": "canvas[aria-label='the chosen map, large']",
    "multi-input": ".plane.movable .num.filled",
    "multi-output": ".plane.movable .num.filled",
    "one-by-one": ".plane.movable .num.filled",
    "conv2d-parameters": ".pulled svg",
    "lenet-alive": "canvas[aria-label='the picture: draw in it']",
}


@pytest.fixture
def phone(browser, tmp_path):
    """phone(name) → a figure's page on a phone, and a finger: drag(x, y, across, down)."""
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})

    def open_page(name):
        tab = context.new_page()
        file = tmp_path / f"{name}.html"
        file.write_text(document(name, below="<p style='height: 3000px'>"), encoding="utf-8")
        tab.goto(file.as_uri())
        tab.wait_for_selector("[data-ready]")
        session = context.new_cdp_session(tab)

        def drag(x, y, across, down):
            def send(kind, *points):
                touches = [{"x": at[0], "y": at[1]} for at in points]
                session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

            send("touchStart", (x, y))
            for step in range(1, 9):
                send("touchMove", (x + across * step / 8, y + down * step / 8))
            send("touchEnd")
            tab.wait_for_timeout(100)

        return tab, drag

    yield open_page
    context.close()


def said(tab) -> tuple:
    root = tab.locator("[data-figure]")
    state, extra = (json.loads(root.get_attribute(name)) for name in ("data-state", "data-extra"))
    return tuple(json.dumps(state.get(key, extra.get(key))) for key in ("row", "column", "value", "scores"))


@pytest.mark.parametrize("name", PULLED)
def test_a_finger_drags_and_the_page_stays(phone, name):
    tab, drag = phone(name)
    place = tab.locator(PULLED[name]).first
    place.evaluate("node => node.scrollIntoView({block: 'center'})")
    box, before, scrolled = place.bounding_box(), said(tab), tab.evaluate("scrollY")
    drag(box["x"] + 20, box["y"] + 20, 4, 76)
    assert said(tab) != before
    assert tab.evaluate("scrollY") == scrolled


@pytest.mark.parametrize(
    ("name", "kept", "while_reading"),
    [
        ("living-picture", "canvas[aria-label='map 0']", ".under .products >> nth=2"),
        ("living-filters", "canvas[aria-label='the chosen map, large']", ".under .products >> nth=2"),
        ("conv2d-parameters", ".above .place-words", ".channel >> nth=2"),
        ("lenet-alive", "canvas[aria-label='the picture: draw in it']", ".slices"),
    ],
)
def test_on_a_phone_what_changes_stays_in_view(phone, name, kept, while_reading):
    tab, _ = phone(name)
    tab.locator(while_reading).evaluate("node => node.scrollIntoView({block: 'end'})")
    tab.wait_for_timeout(100)
    seen = tab.locator(kept).bounding_box()
    assert seen["y"] >= 0 and seen["y"] + seen["height"] <= 844
    below = tab.locator(while_reading).bounding_box()
    assert below["y"] + below["height"] > seen["y"] + seen["height"], "one covers the other"


@pytest.mark.parametrize("name", ["living-picture", "conv2d-parameters", "lenet-alive"])
def test_what_stays_in_view_hides_no_field_that_has_the_focus(phone, name):
    tab, _ = phone(name)
    hidden = tab.evaluate("""() => {
        const fields = [...document.querySelectorAll('.figure-live :is(button, input, select)')];
        return fields.filter(field => field.checkVisibility()).filter(field => {
            window.scrollTo(0, document.body.scrollHeight);
            field.focus();
            const box = field.getBoundingClientRect();
            const on_top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return on_top !== field && !field.contains(on_top);
        }).map(field => field.outerHTML.slice(0, 90));
    }""")
    assert hidden == []
