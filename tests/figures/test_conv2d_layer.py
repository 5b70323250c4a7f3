"""Chapter 4's figure as a whole layer: its numbers are PyTorch's, a pointer and a clock move its window."""

import base64
import json

import pytest
import torch
import torch.nn.functional as F
from kit import timers_fire


def number(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


def layer_numbers(figure) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Image, weight and biases as the figure's own functions make them for its layer."""
    layer = json.dumps({**figure.state(), **figure.extra()})
    made = figure.tab.evaluate(
        "layer => ['image', 'weight', 'biases'].map(name => Figures.conv2dNumbers[name](layer))", json.loads(layer)
    )
    X, K, b = (torch.tensor(each, dtype=torch.float64) for each in made)
    return X, K, b


def shown_maps(figure) -> torch.Tensor:
    maps = figure.root.locator(".figure-live .picked svg").evaluate_all(
        "all => all.map(svg => [...svg.querySelectorAll('text')].map(text => text.textContent))"
    )
    return torch.tensor([[number(text) for text in one] for one in maps], dtype=torch.float64)


def expected(figure) -> torch.Tensor:
    X, K, b = layer_numbers(figure)
    state, extra = figure.state(), figure.extra()
    ph, pw = state["padding"]
    mode = {"zeros": "constant"}.get(extra["padding_mode"], extra["padding_mode"])
    options = {name: tuple(state[name]) for name in ("stride", "dilation")}
    return F.conv2d(F.pad(X[None], (pw, pw, ph, ph), mode=mode), K, b, groups=extra["groups"], **options)[0]


SETTINGS = [
    {},
    {"padding, height": 1, "padding, width": 2, "padding_mode": "reflect"},
    {"in_channels": 4, "out_channels": 6, "groups": 2, "stride, width": 1, "padding_mode": "circular"},
    {"padding, width": 1, "dilation, height": 2, "padding_mode": "replicate", "bias": False},
    {"in_channels": 3, "out_channels": 3, "groups": 3, "kernel_size, height": 2, "stride, height": 3},
]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_every_map_and_the_chosen_sum_are_pytorchs(show, setting):
    figure = show("conv2d-parameters")
    for label, value in setting.items():
        if label == "padding_mode":
            figure.root.get_by_label(label).select_option(value)
        elif label == "bias":
            figure.root.get_by_label("bias", exact=True).uncheck()
        else:
            figure.fill(label, value)
    Y = expected(figure)
    assert torch.equal(shown_maps(figure), Y.flatten(1))
    figure.press("1", "ArrowRight", "ArrowDown")
    extra = figure.extra()
    total = Y[extra["filter"], extra["row"], extra["column"]].item()
    assert extra["filter"] == 1
    assert number(figure.root.locator(".figure-live .ends .total").inner_text()) == total
    assert number(figure.root.locator(".place-words").inner_text().rstrip(".").rsplit("= ", 1)[1]) == total
    assert figure.complaints == []


def test_a_filter_of_one_group_does_not_see_the_other_channels(show):
    figure = show("conv2d-parameters")
    for label, value in [("in_channels", 4), ("out_channels", 4), ("groups", 2)]:
        figure.fill(label, value)
    unseen = figure.root.locator(".figure-live .channel.unseen")
    assert unseen.locator("svg").all()[0].get_attribute("aria-label").startswith("channel 2")
    figure.press("3")
    assert unseen.locator("svg").all()[0].get_attribute("aria-label").startswith("channel 0")
    assert unseen.count() == 2


def test_too_large_for_numbers_leaves_the_plane_and_says_no_wrong_number(show):
    figure = show("conv2d-parameters")
    figure.fill("input, width", 120)
    assert figure.root.locator(".figure-live .channel").count() == 0
    assert "output 3 × 59" in figure.line()
    figure.fill("input, width", 9)
    figure.fill("in_channels", 64)
    assert figure.root.locator(".figure-live .picked").count() == 0


def test_what_pytorch_refuses_is_said_in_its_words(show):
    figure = show("conv2d-parameters")
    figure.fill("padding, height", 7)
    figure.root.get_by_label("padding_mode").select_option("reflect")
    said = "Padding size should be less than the corresponding input dimension"
    assert said in figure.root.locator(".refused").inner_text()
    with pytest.raises(RuntimeError, match=said):
        F.pad(torch.zeros(1, 1, 7, 9), (0, 0, 7, 7), mode="reflect")


def test_a_pointer_pulls_the_window_and_a_map_is_clicked(show):
    figure = show("conv2d-parameters")
    plane = figure.root.locator(".figure-live .channel svg[data-corner]").nth(1)
    plane.scroll_into_view_if_needed()
    box, corner = plane.bounding_box(), json.loads(plane.get_attribute("data-corner"))

    def at(row, column):
        x, y = corner["x"] + (column + 0.5) * corner["unit"], corner["y"] + (row + 0.5) * corner["unit"]
        figure.tab.mouse.move(box["x"] + x, box["y"] + y)
        return figure.extra()["row"], figure.extra()["column"]

    at(1, 1)
    figure.tab.mouse.down()
    assert at(3, 5) == (1, 2)
    assert at(6, 8) == (2, 3)
    assert at(-4, 3) == (0, 1)
    figure.tab.mouse.up()
    assert at(6, 8) == (0, 1)
    cells = figure.root.locator(".figure-live .picked svg").nth(1).locator("text")
    cells.nth(2 * 4 + 3).click()
    assert [figure.extra()[key] for key in ("filter", "row", "column")] == [1, 2, 3]


def test_it_plays_only_when_asked_and_pauses(show):
    figure = show("conv2d-parameters")
    figure.root.get_by_role("button", name="play").click()
    figure.tab.wait_for_function("JSON.parse(document.querySelector('[data-figure]').dataset.extra).column === 2")
    figure.root.get_by_role("button", name="pause").click()
    place = figure.extra()["row"], figure.extra()["column"]
    timers_fire(figure.tab, 800)  # the pace of the windows
    assert (figure.extra()["row"], figure.extra()["column"]) == place


def test_shape_and_numbers_are_predicted_before_they_show(show):
    figure = show("conv2d-parameters")
    figure.root.get_by_label("cover the output").check()
    Y = expected(figure)
    hidden = figure.root.locator(".figure-live").inner_text()
    assert "3 × 4" not in hidden and figure.root.locator(".picked").count() == 0
    shape = figure.root.get_by_label("The shape of the output")
    for guess, answer in [("3 3 4", "are the filters"), ("2 4 3", "changed places"), ("2×3×4", "Yes, 2 × 3 × 4.")]:
        shape.fill(guess)
        shape.press("Enter")
        assert answer in figure.root.locator(".reply").nth(0).inner_text()
    assert "output 3 × 4" in figure.line()
    maps = figure.root.locator(".figure-live .picked svg").first
    assert set(maps.locator("text").all_text_contents()) == {"?"}
    guess = figure.root.get_by_label("Output channel 0, row 0, column 0")
    for value, answer in [(Y[0, 0, 0].item() - 3, "bias"), (Y[0, 0, 0].item(), "Yes")]:
        guess.fill(f"{value:g}")
        guess.press("Enter")
        assert answer in figure.root.locator(".reply").nth(1).inner_text()
    assert number(maps.locator("text").first.text_content()) == Y[0, 0, 0]
    figure.root.get_by_role("button", name="the next number").click()
    assert figure.root.get_by_label("Output channel 0, row 0, column 1").is_visible()
    assert maps.locator("text").nth(1).text_content() == "?"


def test_controls_beside_a_section_change_the_one_figure(show):
    keys = ["stride", "padding padding_mode", "in_channels out_channels groups", "bias"]
    below = "".join(f'<div data-linked="conv2d-parameters" data-keys="{each}"></div>' for each in keys)
    figure = show("conv2d-parameters", below=below)
    beside = figure.tab.locator("[data-linked]")
    beside.nth(0).get_by_label("stride, width", exact=True).fill("3")
    beside.nth(1).get_by_label("padding, height: more").click()
    beside.nth(1).get_by_label("padding_mode").select_option("replicate")
    beside.nth(2).get_by_label("out_channels", exact=True).fill("4")
    beside.nth(3).get_by_label("bias", exact=True).uncheck()
    state, extra = figure.state(), figure.extra()
    assert (state["stride"], state["padding"], state["output"]) == ([2, 3], [1, 0], [4, 3])
    assert (extra["padding_mode"], extra["out_channels"], extra["bias"]) == ("replicate", 4, False)
    assert torch.equal(shown_maps(figure), expected(figure).flatten(1))
    figure.fill("out_channels", 5)
    assert beside.nth(2).get_by_label("out_channels", exact=True).input_value() == "5"
    assert figure.complaints == []


def test_the_address_holds_the_layer_and_brings_it_back(show):
    figure = show("conv2d-parameters")
    figure.fill("in_channels", 4)
    figure.fill("groups", 2)
    figure.fill("stride, height", 1)
    figure.root.get_by_label("padding_mode").select_option("circular")
    figure.press("1", "ArrowRight", "ArrowDown")
    figure.tab.wait_for_function("location.hash.startsWith('#conv2d-parameters=')")
    timers_fire(figure.tab, 400)  # what was typed last is written, too
    state, extra = figure.state(), figure.extra()
    assert (extra["in_channels"], extra["groups"], extra["padding_mode"]) == (4, 2, "circular")
    assert (extra["filter"], extra["row"], extra["column"], state["stride"]) == (1, 1, 1, [1, 2])
    figure.tab.reload()
    figure.tab.wait_for_selector("[data-ready]")
    assert (figure.state(), figure.extra()) == (state, extra)
    figure.root.get_by_role("button", name="put the numbers back").click()
    timers_fire(figure.tab, 400)
    figure.tab.reload()
    figure.tab.wait_for_selector("[data-ready]")
    assert (figure.state()["stride"], figure.extra()["groups"]) == ([2, 2], 1)
    assert figure.complaints == []


def test_the_layer_is_sent_in_an_address(show):
    figure = show("conv2d-parameters")
    figure.fill("dilation, width", 2)
    figure.root.get_by_role("button", name="an address to send").click()
    field = figure.root.get_by_label("address of this state")
    field.wait_for()
    address = field.input_value()
    figure.tab.goto("about:blank")
    figure.tab.goto(address)
    figure.tab.wait_for_selector("[data-ready]")
    assert figure.state()["dilation"] == [1, 2]


UNUSABLE = [
    {},
    {"stride": [0, 1]},
    {"input": [7]},
    {"groups": 1.5},
    {"in_channels": 99999},
    {"bias": 1},
    {"padding_mode": "sideways"},
    {"at": ["<b>", 0, 0]},
    {"kernel_size": None},
]


@pytest.mark.parametrize("wrong", UNUSABLE, ids=str)
def test_an_address_that_holds_no_layer_changes_nothing(show, wrong):
    layer = {"input": [5, 5], "kernel_size": [2, 2], "stride": [1, 1], "padding": [0, 0], "dilation": [1, 1]}
    layer |= {"in_channels": 1, "out_channels": 1, "groups": 1, "bias": False, "padding_mode": "zeros", "at": [0, 0, 0]}
    figure = show("conv2d-parameters")
    first = figure.state(), figure.extra()
    sent = base64.urlsafe_b64encode(json.dumps(layer | wrong if wrong else {}).encode()).decode().rstrip("=")
    figure.tab.goto(figure.tab.url.split("#")[0] + f"#conv2d-parameters={sent}")
    figure.tab.reload()
    figure.tab.wait_for_selector("[data-ready]")
    assert (figure.state(), figure.extra()) == first
    assert figure.complaints == []
