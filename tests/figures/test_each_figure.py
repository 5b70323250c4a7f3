"""Each figure by itself: keys, fields and buttons, and the same numbers from PyTorch after every step."""

import itertools
import re

import pytest
import torch
import torch.nn.functional as F
from torch_values import layer_of, sizes


def tensor(nested) -> torch.Tensor:
    return torch.tensor(nested, dtype=torch.float64)


def agrees_with_pytorch(state: dict) -> None:
    """The first figure's state: products, sums and total at its position are PyTorch's."""
    X, K = tensor(state["X"]), tensor(state["K"])
    window = X[:, state["row"] : state["row"] + K.shape[1], state["column"] : state["column"] + K.shape[2]]
    torch.testing.assert_close(tensor(state["products"]), window * K)
    torch.testing.assert_close(tensor(state["channel_sums"]), (window * K).sum((1, 2)))
    torch.testing.assert_close(
        tensor(state["total"]),
        F.conv2d(X[None], K[None], tensor([state["bias"]]))[0, 0, state["row"], state["column"]],
    )


def test_multi_input_moves_its_window_over_every_position_and_wraps(show):
    figure = show("multi-input")
    seen = []
    for _ in range(5):
        state = figure.state()
        agrees_with_pytorch(state)
        seen.append((state["row"], state["column"], state["total"]))
        figure.press("ArrowRight")
    assert seen == [(0, 0, 56), (0, 1, 72), (1, 0, 104), (1, 1, 120), (0, 0, 56)]
    figure.press("ArrowLeft", "ArrowLeft")
    assert figure.line() == "row 1, column 1: 43 + 77 + 0 = 120"
    figure.press("ArrowDown")
    assert figure.line() == "row 0, column 1: 25 + 47 + 0 = 72"
    figure.press("ArrowUp", "ArrowUp")
    assert (figure.state()["row"], figure.state()["column"]) == (0, 1)


def test_multi_input_takes_every_number(show):
    figure = show("multi-input")
    labels = [f"X[{c}, {i}, {j}]" for c in range(2) for i in range(3) for j in range(3)] + [
        f"K[{c}, {i}, {j}]" for c in range(2) for i in range(2) for j in range(2)
    ]
    for k, label in enumerate(labels):
        figure.fill(label, k - 7.5)
        agrees_with_pytorch(figure.state())
    figure.fill("bias", -3)
    figure.press("ArrowRight")
    state = figure.state()
    agrees_with_pytorch(state)
    assert (state["bias"], state["X"][1][2][2], state["K"][0][0][0]) == (-3, 9.5, 10.5)
    assert figure.root.locator("output.total").inner_text().replace("−", "-").replace(",", "") == f"{state['total']:g}"


def test_multi_input_keeps_the_last_good_number_and_stops_at_a_million(show):
    figure = show("multi-input")
    before = figure.state()
    for nothing in ("", "-", "e"):
        figure.type("X[0, 0, 0]", nothing)
        assert figure.state() == before
    figure.type("X[0, 0, 0]", "99999999999999")
    assert figure.state()["X"][0][0][0] == 1_000_000
    agrees_with_pytorch(figure.state())
    assert figure.root.get_by_label("X[0, 0, 0]").input_value() == "1000000"


def test_multi_input_mistakes_are_shown_and_never_counted(show):
    figure = show("multi-input")
    wrong = {"swap channels": ("52 68 100 116", 4), "flip": ("28 44 76 92", 4), "average": ("28 36 52 60", 4)}
    before = figure.state()
    for button, (numbers, differing) in wrong.items():
        figure.root.get_by_role("button", name=button).click()
        shown = figure.root.locator(".comparison .map").nth(1)
        assert shown.inner_text().split() == numbers.split()
        assert shown.locator(".wrong").count() == differing
        assert f"Differs in {differing} of 4 cells" in figure.root.locator(".comparison").inner_text()
        assert figure.state() == before
    figure.root.get_by_role("button", name="average").click()
    assert figure.root.locator(".comparison .map").count() == 0


def test_multi_input_has_an_example_of_four_channels(show):
    figure = show("multi-input")
    figure.root.get_by_label("example").select_option(index=1)
    totals = []
    for _ in range(6):
        agrees_with_pytorch(figure.state())
        totals.append(figure.state()["total"])
        figure.press("ArrowRight")
    assert totals == [4, 16, 5, 6, 5, 10]
    assert figure.line() == "row 0, column 0: 2 − 2 + 4 + 0 + 0 = 4"
    figure.fill("K[3, 1, 1]", 2)
    assert figure.state()["channel_sums"][3] == 12
    figure.root.get_by_role("button", name="put the numbers back").click()
    assert figure.state()["channel_sums"][3] == 0


@pytest.mark.parametrize(
    ("guess", "answer"),
    [
        (56, "Yes, 56."),
        (37, "channel 1 alone"),
        (28, "average of the channels"),
        (52, "channels swapped"),
        (44, "Multiply the numbers"),
        ("", "Type a number first."),
    ],
)
def test_multi_input_says_what_a_wrong_prediction_believes(show, guess, answer):
    figure = show("multi-input")
    figure.fill("Your prediction for row 0, column 0", guess)
    figure.root.get_by_role("button", name="check").click()
    assert answer in figure.root.locator(".reply").inner_text()


def test_multi_input_covers_the_results_until_they_are_predicted(show):
    figure = show("multi-input")
    figure.root.get_by_label("cover the results").check()
    shown = figure.root.locator(".figure-live .stage")
    assert not re.search(r"\b(56|72|104|120|37)\b", shown.inner_text() + figure.line())
    figure.fill("Your prediction for row 0, column 0", 56)
    figure.tab.keyboard.press("Enter")
    assert "56" in shown.inner_text() and "72" not in shown.inner_text()
    assert figure.line() == "row 0, column 0: 19 + 37 + 0 = 56"
    figure.press("ArrowRight")
    assert "covered" in figure.line()
    figure.root.get_by_role("button", name="flip").click()
    assert figure.root.locator(".comparison .map").count() == 0
    figure.root.get_by_label("example").select_option(index=1)
    assert figure.root.get_by_label("cover the results").is_checked() and "covered" in figure.line()
    figure.root.get_by_label("example").select_option(index=0)
    figure.press("ArrowRight")
    figure.root.get_by_label("cover the results").uncheck()
    assert figure.line() == "row 0, column 1: 25 + 47 + 0 = 72"


@pytest.mark.parametrize(
    ("guess", "answer"),
    [
        (56, "Yes, 56."),
        (76, "Filter 1 gives that number"),
        (19, "channel 0 alone"),
        (28, "average of the channels"),
        (1, "Multiply the numbers"),
    ],
)
def test_multi_output_says_what_a_wrong_prediction_believes(show, guess, answer):
    figure = show("multi-output")
    figure.fill("Your prediction for output channel 0, row 0, column 0", guess)
    figure.root.get_by_role("button", name="check").click()
    assert answer in figure.root.locator(".reply").inner_text()


def test_multi_output_covers_every_map_until_it_is_predicted(show):
    figure = show("multi-output")
    figure.root.get_by_label("cover the results").check()
    shown = figure.root.locator(".figure-live")
    assert not re.search(r"\b(56|72|76|96|37)\b", shown.inner_text() + figure.line())
    figure.fill("Your prediction for output channel 0, row 0, column 0", 56)
    figure.tab.keyboard.press("Enter")
    assert "56" in shown.inner_text() and "76" not in shown.inner_text()
    figure.press("1")
    assert "covered" in figure.line()
    figure.fill("K[1, 0, 0, 0]", 2)
    figure.press("0")
    assert "covered" in figure.line()  # a changed number makes an old prediction worthless


@pytest.mark.parametrize(
    ("guess", "answer"),
    [
        (8, "Yes, 8."),
        (26, "output channel 1: another row"),
        (-2, "The bias, 10, is missing."),
        (28, "once for each channel"),
        (12, "reverse order"),
        (3, "Take row 0"),
    ],
)
def test_one_by_one_says_what_a_wrong_prediction_believes(show, guess, answer):
    figure = show("one-by-one")
    figure.fill("Your prediction for output channel 0, row 0, column 0", guess)
    figure.root.get_by_role("button", name="check").click()
    assert answer in figure.root.locator(".reply").inner_text()


def test_one_by_one_asks_for_each_output_of_a_pixel(show):
    figure = show("one-by-one")
    figure.root.get_by_label("cover the results").check()
    shown = figure.root.locator(".figure-live .stage")
    assert "covered" in figure.line() and "26" not in shown.inner_text()
    figure.fill("Your prediction for output channel 0, row 0, column 0", 8)
    figure.tab.keyboard.press("Enter")
    assert "covered" in figure.line() and "26" not in shown.inner_text()
    figure.fill("Your prediction for output channel 1, row 0, column 0", 26)
    figure.tab.keyboard.press("Enter")
    assert figure.line() == "row 0, column 0: (4, 5, 6) → (8, 26)"
    figure.press("ArrowRight")
    assert "covered" in figure.line()


def agrees_in_every_map(state: dict) -> None:
    X, K, bias = tensor(state["X"]), tensor(state["K"]), tensor(state["bias"])
    at = (state["output_channel"], state["row"], state["column"])
    torch.testing.assert_close(tensor(state["total"]), F.conv2d(X[None], K, bias)[0][at])
    sums = F.conv2d(X[None], K[at[0]][:, None], groups=len(X))[0][:, at[1], at[2]]
    torch.testing.assert_close(tensor(state["channel_sums"]), sums)


def test_multi_output_chooses_a_channel_and_a_position_with_the_keys(show):
    figure = show("multi-output")
    seen = []
    for o in (0, 1, 2, 0):
        figure.press(str(o))
        agrees_in_every_map(figure.state())
        seen.append((figure.state()["output_channel"], figure.state()["total"]))
    assert seen == [(0, 56), (1, 76), (2, 96), (0, 56)]
    figure.press("4", "ArrowDown", "ArrowRight")
    agrees_in_every_map(figure.state())
    assert (figure.state()["output_channel"], figure.state()["total"]) == (0, 120)
    figure.press("ArrowRight")
    assert (figure.state()["row"], figure.state()["column"]) == (0, 0)
    figure.press("ArrowUp")
    assert (figure.state()["row"], figure.state()["column"]) == (1, 0)


def test_multi_output_counts_arrows_and_parameters_of_as_many_filters_as_wanted(show):
    figure = show("multi-output")
    counted = figure.root.locator(".figure-live .worked")
    for filters in (3, 4, 5):
        assert len(figure.state()["K"]) == filters
        arrows = 2 * filters
        assert counted.inner_text() == (
            f"{filters} filters × 2 slices = {arrows} arrows. "
            f"{arrows} arrows × 4 weights + {filters} biases = {9 * filters} parameters."
        )
        assert figure.root.locator(".drawing .arrow").count() == arrows
        agrees_in_every_map(figure.state())
        if filters < 5:
            figure.root.get_by_role("button", name="add a filter").click()
    assert figure.root.get_by_role("button", name="add a filter").is_disabled()
    for _ in range(4):
        figure.root.get_by_role("button", name="take one away").click()
    assert counted.inner_text() == "1 filter × 2 slices = 2 arrows. 2 arrows × 4 weights + 1 bias = 9 parameters."
    assert figure.state()["output_channel"] == 0


def test_multi_output_takes_numbers_for_the_chosen_filter(show):
    figure = show("multi-output")
    figure.press("1")
    figure.fill("K[1, 0, 0, 1]", -4)
    figure.fill("bias of output channel 1", 2.5)
    figure.fill("X[1, 1, 1]", 11)
    state = figure.state()
    assert (state["K"][1][0][0][1], state["bias"], state["X"][1][1][1]) == (-4, [0, 2.5, 0], 11)
    agrees_in_every_map(state)
    figure.root.locator('.figure-live [data-output="2"] text').first.click()
    assert figure.state()["output_channel"] == 2
    figure.root.get_by_role("button", name="map 1, row 1, column 0").click()
    assert [figure.state()[key] for key in ("output_channel", "row", "column")] == [1, 1, 0]
    agrees_in_every_map(figure.state())


def test_one_by_one_walks_over_every_pixel_with_one_matrix(show):
    figure = show("one-by-one")
    figure.fill("K[1, 2]", -0.5)
    figure.fill("bias 0", 3)
    figure.fill("X[2, 3, 4]", -8)
    state = figure.state()
    X, W, bias = tensor(state["X"]), tensor(state["W"]), tensor(state["bias"])
    Y = F.conv2d(X[None], W[..., None, None], bias)[0]
    for row, column in [*itertools.product(range(4), range(5)), (0, 0)]:
        state = figure.state()
        assert (state["row"], state["column"]) == (row, column)
        torch.testing.assert_close(tensor(state["input"]), X[:, row, column])
        torch.testing.assert_close(tensor(state["output"]), Y[:, row, column])
        figure.press("ArrowRight")
    figure.root.get_by_role("button", name="put the numbers back").click()
    assert figure.line() == "row 0, column 1: (1, 0, 2) → (9, 3)"
    figure.press("ArrowUp")
    assert (figure.state()["row"], figure.state()["column"]) == (3, 1)


LAYERS = [
    ((32, 3, 1, 0, 1), (32, 5, 1, 4, 2)),
    ((7, 2, 2, 0, 1), (9, 3, 2, 1, 2)),
    ((15, 3, 2, 1, 1), (16, 3, 2, 1, 1)),
    ((5, 3, 1, 0, 3), (9, 2, 1, 0, 1)),
    ((1, 1, 1, 0, 1), (12, 1, 4, 0, 1)),
    ((3, 2, 3, 2, 3), (300, 7, 5, 3, 2)),
    ((999, 2, 9, 0, 1), (64, 3, 2, 1, 1)),
]


@pytest.mark.parametrize("layer", [layer_of(*axes) for axes in LAYERS], ids=str)
def test_conv2d_parameters_agrees_with_pytorch(show, layer):
    figure = show("conv2d-parameters")
    for name, pair in layer.items():
        for axis, value in zip(("height", "width"), pair, strict=True):
            figure.fill(f"{name}, {axis}", value)
    state, expected = figure.state(), sizes(layer)
    assert {name: state[name] for name in layer} == layer
    assert state["output"] == expected["output"]
    rows, columns = state["never_read"]
    if expected["output"]:
        read = torch.ones(layer["input"], dtype=torch.int)
        read[rows, :] = 0
        read[:, columns] = 0
        assert read.tolist() == expected["read"]
        assert "{} × {}".format(*expected["output"]) in figure.line()
        formulas = figure.root.locator(".panel .worked").all_inner_texts()[:2]
        assert [int(text.rsplit("= ", 1)[1]) for text in formulas] == expected["output"]
    else:
        assert [rows, columns] == [list(range(size)) for size in layer["input"]]
        assert "Kernel size can't be greater than actual input size" in figure.line()
    figure.press("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowLeft")
    assert figure.state() == state
    assert figure.complaints == []


def test_conv2d_parameters_draws_what_its_state_says(show):
    figure = show("conv2d-parameters")
    for name, value in [
        ("input, height", 7),
        ("kernel_size, height", 2),
        ("input, width", 5),
        ("kernel_size, width", 1),
        ("stride, width", 2),
    ]:
        figure.fill(name, value)
    assert figure.state()["never_read"] == [[6], [1, 3]]
    planes = figure.root.locator(".figure-live .channel")
    assert planes.count() == 3
    for plane in planes.all():
        assert plane.locator(".never").count() == 7 * 5 - 6 * 3
        assert plane.locator(".read:not(.never)").count() == 6 * 3
    assert "never read: row 6 and columns 1, 3" in figure.line()
    figure.press("ArrowRight")
    assert "Output row 0, column 1 reads rows 0, 1 and columns 2." in figure.root.locator(".place-words").inner_text()


def test_conv2d_parameters_counts_with_groups(show):
    figure = show("conv2d-parameters")
    counted = figure.root.locator(".figure-live .worked").last
    assert counted.inner_text() == "weight (2, 3, 3, 3): 2 · 3 · 3 · 3 = 54 + 2 biases → 56 parameters"
    for label, value in [("in_channels", 4), ("out_channels", 8)]:
        figure.fill(label, value)
    for groups, parameters in [(1, 296), (2, 152), (4, 80)]:
        figure.fill("groups", groups)
        assert counted.inner_text().endswith(f"→ {parameters} parameters")
        assert figure.extra()["parameters"] == parameters
        assert figure.root.locator(".drawing .block").count() == groups
    figure.fill("groups", 3)
    assert "in_channels must be divisible by groups" in counted.inner_text()
    figure.fill("groups", 4)
    figure.root.get_by_label("bias", exact=True).uncheck()
    assert counted.inner_text().endswith("no bias → 72 parameters")


def test_conv2d_parameters_has_buttons_for_fingers(show):
    figure = show("conv2d-parameters")
    more = figure.root.get_by_label("padding, height: more")
    more.click()
    more.click()
    figure.root.get_by_label("stride, width: less").click()
    figure.root.get_by_label("dilation, width: less").click()
    assert (figure.state()["padding"], figure.state()["stride"], figure.state()["dilation"]) == (
        [2, 0],
        [2, 1],
        [1, 1],
    )
    assert figure.root.get_by_label("padding, height", exact=True).input_value() == "2"


@pytest.mark.parametrize(("side", "features"), [(28, 256), (32, 400), (35, 400), (36, 576), (20, 64), (16, 16)])
def test_lenet_shapes_leads_to_the_features(show, side, features):
    figure = show("lenet-shapes")
    figure.fill("image height", side)
    figure.fill("image width", side)
    assert figure.state()["features"] == features
    assert figure.state()["shapes"][3] == [16, *[int((features / 16) ** 0.5)] * 2]
    rows = figure.root.locator(".ledger tbody tr").all_inner_texts()
    assert len(rows) == 9
    assert f"{features}" in rows[4]


def test_lenet_shapes_shows_where_a_small_image_breaks(show):
    figure = show("lenet-shapes")
    for side, layer in [(15, "pool2"), (13, "conv2"), (4, "conv1")]:
        figure.fill("image height", side)
        assert (figure.state()["shapes"], figure.state()["features"]) == (None, None)
        assert f"breaks in {layer}" in figure.line()
        assert layer in figure.root.locator(".ledger .broken").inner_text()
    figure.press("ArrowUp", "ArrowRight", "ArrowDown")
    figure.fill("image height", 16)
    assert figure.state()["shapes"] == [[6, 12, 28], [6, 6, 14], [16, 2, 10], [16, 1, 5]]
    assert figure.complaints == []


def test_lenet_shapes_lets_a_layer_be_changed(show):
    figure = show("lenet-shapes")
    figure.fill("conv1 window size", 3)
    figure.fill("conv2 window size", 3)
    assert figure.state()["kernels"] == [3, 3]
    assert figure.state()["shapes"] == [[6, 30, 30], [6, 15, 15], [16, 13, 13], [16, 6, 6]]
    assert "84,070" not in figure.line() and "576 features" in figure.line()


def test_lenet_shapes_says_which_step_was_wrong(show):
    figure = show("lenet-shapes")
    figure.root.get_by_label("cover the table").check()
    assert not re.search(r"28|400|62,006", figure.root.locator(".ledger").inner_text() + figure.line())
    for layer, shape in [
        ("conv1", "6×28×28"),
        ("pool1", "6×14×14"),
        ("conv2", "16×9×9"),
        ("pool2", "16×4×4"),
        ("flatten", "256"),
    ]:
        figure.fill(f"your shape after {layer}", shape)
    figure.tab.keyboard.press("Enter")
    told = figure.root.locator(".guesses td:last-child").all_inner_texts()
    assert told[:2] == ["right", "right"]
    assert "14 − 5 + 1 = 10" in told[2]
    assert told[3:] == ["follows from your shape before"] * 2
    assert figure.root.locator(".reply").inner_text() == "One slip, in conv2."
    ledger = figure.root.locator(".ledger").inner_text()
    assert "6×28×28" in ledger and "16×10×10" not in ledger
    for layer, shape in [("conv2", "16×10×10"), ("pool2", "16×5×5"), ("flatten", "400")]:
        figure.fill(f"your shape after {layer}", shape)
    figure.tab.keyboard.press("Enter")
    assert figure.root.locator(".reply").inner_text() == "All five are right."
    assert "62,006" in figure.root.locator(".ledger").inner_text()


def test_lenet_shapes_traces_what_one_pixel_sees(show):
    figure = show("lenet-shapes")
    words = figure.root.locator(".place-words")
    assert "sees rows 8 to 23 and columns 8 to 23 of the image: 16 × 16" in words.inner_text()
    figure.press("1")
    assert "One pixel of conv1" in words.inner_text() and "5 × 5" in words.inner_text()
    figure.press("3")
    assert "One pixel of conv2" in words.inner_text() and "14 × 14" in words.inner_text()
    figure.press("ArrowRight")
    assert "row 4, column 5" in words.inner_text()
    figure.press("ArrowDown")
    assert "row 5, column 5" in words.inner_text()


def test_lenet_chooses_the_number_under_the_pointer(show):
    figure = show("lenet-shapes")
    box = figure.root.locator('.figure-live [data-map="3"]').bounding_box()
    figure.tab.mouse.move(box["x"] + 0.95 * box["width"], box["y"] + 0.05 * box["height"])
    figure.tab.mouse.down()
    extra = figure.extra()
    assert (extra["layer"], extra["row"], extra["column"]) == (2, 0, 9)
    figure.tab.mouse.move(box["x"] + 0.05 * box["width"], box["y"] + 0.95 * box["height"], steps=4)
    figure.tab.mouse.up()
    assert (figure.extra()["row"], figure.extra()["column"]) == (9, 0)


def test_lenet_draws_a_small_image_smaller(show):
    figure = show("lenet-shapes")
    width = "root => root.querySelector('.figure-live .map-edge.image').getBoundingClientRect().width"
    whole = figure.root.evaluate(width)
    figure.root.get_by_role("button", name="15 × 15").click()
    assert figure.root.evaluate(width) < 0.6 * whole


@pytest.mark.parametrize("touch", [True, False])
def test_the_hint_fits_the_device(show, browser, tmp_path, touch):
    figure = show("multi-input")
    context = browser.new_context(has_touch=touch, is_mobile=touch, viewport={"width": 390, "height": 800})
    tab = context.new_page()
    tab.goto(figure.tab.url)
    hint = tab.locator(".figure-keys").inner_text()
    context.close()
    assert hint.startswith("Drag the window") == touch
    assert ("keys" in hint) == (not touch)


@pytest.mark.parametrize("name", ["multi-input", "multi-output", "one-by-one", "axes-weight"])
def test_on_a_phone_the_sentence_and_the_buttons_stay_in_view(show, browser, name):
    figure = show(name)
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    tab = context.new_page()
    tab.goto(figure.tab.url)
    tab.wait_for_selector("[data-figure][data-ready]")
    tab.evaluate("document.querySelector('.figure-live').scrollIntoView()")
    before = tab.locator(".figure-line").inner_text()
    box = tab.get_by_role("button", name="next").bounding_box()
    tab.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    line = tab.locator(".figure-line")
    after, place = line.inner_text(), line.bounding_box()
    context.close()
    assert after != before
    assert 0 <= place["y"] < box["y"] and box["y"] + box["height"] <= 800
