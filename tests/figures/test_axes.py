"""The pictures for axes in the browser: lines to choose, blocks to follow, and nothing that moves unasked."""

import pytest
from kit import timers_fire

WAITING = ".board .waiting"


def place(figure) -> list:
    return figure.state()["index"]


def test_another_line_and_another_number_give_another_result(show):
    figure = show("axes-stack")
    figure.root.get_by_role("button", name="torch.cat(maps, 0)").click()
    assert figure.state()["shape"] == [6, 4]
    figure.fill("axis", 1)
    assert figure.state()["shape"] == [2, 12]
    assert figure.root.get_by_role("button", name="torch.cat(maps, 1)").get_attribute("aria-pressed") == "true"
    assert figure.root.locator(".board text", has_text="result (2, 12)").is_visible()
    figure.fill("axis", 2)
    assert figure.state()["shape"] is None
    said = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
    assert figure.line() == f"PyTorch raises an error: {said}"


def test_the_keys_walk_through_all_blocks_and_wrap(show):
    figure = show("axes-pooling")
    figure.press("ArrowRight", "ArrowRight")
    assert place(figure) == [0, 0]
    figure.press("ArrowUp")
    assert place(figure) == [1, 0]
    figure.press("ArrowLeft")
    assert place(figure) == [0, 3]


def test_a_press_on_a_block_follows_it_both_ways(show):
    figure = show("axes-permute")
    source, result = (figure.root.locator(f".board text:text-is('{words}')") for words in ("6", "7"))
    source.first.click()
    assert figure.line().endswith("= 6, from file[0, 1, 2]")
    result.last.click()
    assert figure.line().startswith("result[3, 0, 1] = 7")


def test_a_pointer_that_is_pulled_over_the_blocks_chooses_them(show):
    figure = show("axes-padding")
    block = figure.root.locator(".board [data-block]").last.bounding_box()
    x, y = block["x"] + 5, block["y"] + 5
    figure.tab.mouse.move(x, y)
    figure.tab.mouse.down()
    assert place(figure) == [4, 7]
    figure.tab.mouse.move(x - block["width"], y - block["height"], steps=3)
    figure.tab.mouse.up()
    assert place(figure) == [3, 6]


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_blocks_move_when_asked_and_stop_when_asked(show, motion):
    figure = show("axes-rows")
    figure.tab.emulate_media(reduced_motion=motion)
    assert figure.root.locator(WAITING).count() == 0
    figure.root.get_by_role("button", name="move the blocks").click()
    assert figure.root.locator(WAITING).count() > 15
    assert (figure.tab.evaluate("document.getAnimations().length") > 0) == (motion == "no-preference")
    figure.root.get_by_role("button", name="pause").click()
    stopped = figure.root.locator(WAITING).count()
    timers_fire(figure.tab, 500)  # a block moves every 400 ms, or more often
    assert figure.root.locator(WAITING).count() == stopped > 0
    figure.root.get_by_role("button", name="move the blocks").click()
    figure.tab.wait_for_function("!document.querySelector('.board .waiting')")
    figure.root.get_by_role("button", name="move the blocks").click()
    figure.press("ArrowRight")
    assert figure.root.locator(WAITING).count() == 0


def test_it_comes_to_life_when_the_reader_is_near(show):
    figure = show("axes-bias", alive=False)
    figure.tab.wait_for_selector("[data-figure][data-ready]")
    assert figure.line().startswith("result[1, 1, 1]: 13 + 200")
    assert figure.complaints == []


def test_a_figure_far_below_waits_and_loads_nothing(show):
    figure = show("axes-bias", alive=False, above='<div style="height: 5000px"></div>')
    figure.tab.wait_for_timeout(300)
    assert figure.root.get_attribute("data-ready") is None
    assert figure.tab.evaluate("typeof Figures.axesNumbers") == "undefined"
    figure.tab.evaluate("window.scrollTo(0, 4000)")
    figure.tab.wait_for_selector("[data-figure][data-ready]")
