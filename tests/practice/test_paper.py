"""An answer box on paper: every line of the text is there, whole."""


def test_the_text_of_a_box_is_printed_whole(show):
    box = show("ex01_multi_input/corr2d")
    box.write("def corr2d(X, K):\n    # " + "a long line of words " * 12 + "\n" * 30 + "    return X\n")
    field = box.root.locator("textarea")
    box.tab.emulate_media(media="print")
    box.tab.set_viewport_size({"width": 658, "height": 900})  # A4 without its margins
    hidden = "field => [field.scrollWidth - field.clientWidth, field.scrollHeight - field.clientHeight]"
    assert max(field.evaluate(hidden)) <= 1
    assert not box.root.locator("[data-run]").is_visible()
