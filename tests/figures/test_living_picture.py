"""The living picture: numbers and maps are PyTorch's, a pointer moves window and weights, addresses keep them."""

import base64
import io
import random
import sys

import kit
import pytest
import torch
import torch.nn.functional as F
from figure_files import FIGURES
from kit import timers_fire
from PIL import Image
from torchvision.transforms.functional import pil_to_tensor

NAMES = ["living-picture", "living-filters", "living-mixing"]


def photograph() -> torch.Tensor:
    """The pixels as another program reads them: (3, 96, 96)."""
    text = (FIGURES / "photograph/photograph.txt").read_text(encoding="ascii").partition(",")[2]
    return pil_to_tensor(Image.open(io.BytesIO(base64.b64decode(text)))).double()


def tensor(nested) -> torch.Tensor:
    return torch.tensor(nested, dtype=torch.float64)


def agrees_with_pytorch(state: dict, image: torch.Tensor) -> None:
    K, bias = tensor(state["K"]), tensor(state["bias"])
    o, row, column = (state[key] for key in ("output_channel", "row", "column"))
    size = K.shape[-1]
    window = image[:, row : row + size, column : column + size]
    torch.testing.assert_close(tensor(state["window"]), window)
    torch.testing.assert_close(tensor(state["products"]), window * K[o])
    torch.testing.assert_close(tensor(state["channel_sums"]), (window * K[o]).sum((1, 2)))
    Y = F.conv2d(image[None], K, bias)[0, o, row, column]
    torch.testing.assert_close(tensor(state["total"]), Y)
    torch.testing.assert_close(tensor(state["output"]), Y.relu() if state["relu"] else Y)


def screen(figure, title: str) -> torch.Tensor:
    """What a canvas shows, (4, height, width)."""
    address = figure.root.get_by_role("img", name=title, exact=True).evaluate("canvas => canvas.toDataURL()")
    return pil_to_tensor(Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2])))).double()


def greys(map_: torch.Tensor) -> torch.Tensor:
    """A map on its scale: zero is black, or the middle grey where a number is below zero."""
    far = map_.abs().max()
    low = -far if map_.min() < 0 else 0 * far
    return (map_ - low) / (far - low) * 255


@pytest.mark.parametrize("name", NAMES)
def test_numbers_and_images_are_pytorchs_after_every_kind_of_change(show, name):
    figure, image, draw = show(name), photograph(), random.Random(7)
    agrees_with_pytorch(figure.state(), image)
    size = len(figure.state()["K"][0][0])
    for step in range(12):
        o = figure.state()["output_channel"]
        c, i, j = draw.randrange(3), draw.randrange(size), draw.randrange(size)
        figure.fill(f"K[{o}, {c}, {i}, {j}]", round(draw.uniform(-3, 3), 2))
        bias = f"bias of output channel {o}" if len(figure.state()["K"]) > 1 else "bias"
        figure.fill(bias, draw.randrange(-200, 200))
        if step % 3 == 1:
            figure.root.get_by_label("ReLU").click()
        figure.press("Shift+ArrowDown", "ArrowRight", str(draw.randrange(len(figure.state()["K"]))))
        agrees_with_pytorch(figure.state(), image)
    state = figure.state()
    Y = F.conv2d(image[None], tensor(state["K"]), tensor(state["bias"]))[0]
    Y = Y.relu() if state["relu"] else Y
    for o, map_ in enumerate(Y):
        title = f"map {o}"
        assert (screen(figure, title)[0] - greys(map_)).abs().max() <= 1, title
    K = tensor(state["K"])[state["output_channel"]]
    channels = F.conv2d(image[None], K[:, None], groups=3)[0]
    for c, shades in enumerate(greys(channels)):
        assert (screen(figure, f"map of channel {c} alone")[0] - shades).abs().max() <= 1
    assert figure.complaints == []


def test_three_filters_of_one_pixel_make_the_colours_of_a_new_picture(show):
    figure, image = show("living-mixing"), photograph()
    for preset in ("negative", "warm", "swap red and blue", "copy"):
        figure.root.get_by_role("button", name=preset).click()
        state = figure.state()
        expected = F.conv2d(image[None], tensor(state["K"]), tensor(state["bias"]))[0].clamp(0, 255)
        shown = screen(figure, "the three maps as red, green and blue")[:3]
        assert (shown - expected).abs().max() <= 1, preset
    assert torch.equal(shown, image)


def test_an_erased_channel_is_zero_in_every_map(show):
    figure, image = show("living-filters"), photograph()
    before = [screen(figure, f"map {o}") for o in range(4)]
    figure.root.get_by_role("button", name="erase channel 0, red").click()
    image[0] = 0
    agrees_with_pytorch(figure.state(), image)
    assert all(not torch.equal(screen(figure, f"map {o}"), old) for o, old in enumerate(before))
    figure.root.get_by_role("button", name="put the numbers back").click()
    agrees_with_pytorch(figure.state(), photograph())


def test_each_preset_says_what_to_notice_and_a_changed_weight_ends_it(show):
    figure = show("living-picture")
    notices = set()
    for preset in ("upright edges", "level edges", "blur", "sharpen", "red − green", "grey"):
        figure.root.get_by_role("button", name=preset, exact=True).click()
        notices.add(figure.root.locator(".notice").inner_text())
        agrees_with_pytorch(figure.state(), photograph())
    assert len(notices) == 6
    figure.fill("K[0, 1, 1, 1]", 2)
    assert figure.root.locator('button[data-preset][aria-pressed="true"]').count() == 0


def test_slices_of_other_sizes(show):
    figure = show("living-picture")
    for size in (5, 1, 3):
        figure.root.get_by_label("size of the slices").select_option(str(size))
        agrees_with_pytorch(figure.state(), photograph())
        assert figure.root.locator(".plane.kernel input").count() == 3 * size * size
    figure.root.get_by_role("button", name="blur").click()
    assert figure.state()["K"][0][2] == [[0.04] * 3] * 3


def test_a_pointer_moves_the_window_and_a_passing_mouse_only_looks(show):
    figure = show("living-picture")
    picture = figure.root.get_by_role("img", name="the picture in colour")
    box = picture.bounding_box()
    unit = box["width"] / 96
    start = figure.state()

    def at(row, column):
        figure.tab.mouse.move(box["x"] + (column + 0.5) * unit, box["y"] + (row + 0.5) * unit)
        return figure.state()["row"], figure.state()["column"]

    assert at(20, 31) == (19, 30)
    timers_fire(figure.tab, 400)  # until it would be written into the address
    assert "#" not in figure.tab.url  # a look is no change
    figure.tab.mouse.move(1, 1)
    assert (figure.state()["row"], figure.state()["column"]) == (start["row"], start["column"])
    at(50, 60)
    figure.tab.mouse.down()
    assert at(70, 80) == (69, 79)
    assert at(300, -40) == (93, 0)
    assert at(10, 12) == (9, 11)
    figure.tab.mouse.up()
    figure.tab.mouse.move(1, 1)
    assert (figure.state()["row"], figure.state()["column"]) == (9, 11)
    figure.tab.keyboard.press("ArrowRight")
    agrees_with_pytorch(figure.state(), photograph())
    assert (figure.state()["row"], figure.state()["column"]) == (9, 12)


def test_a_weight_is_pulled_sideways_and_a_click_stays_a_click(show):
    figure = show("living-picture")
    field = figure.root.get_by_label("K[0, 0, 0, 0]", exact=True)
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    figure.tab.mouse.move(x, y)
    figure.tab.mouse.down()
    figure.tab.mouse.move(x + 60, y, steps=8)
    assert figure.state()["K"][0][0][0][0] == 0
    figure.tab.mouse.move(x - 30, y, steps=8)
    figure.tab.mouse.up()
    assert figure.state()["K"][0][0][0][0] == -1.5
    agrees_with_pytorch(figure.state(), photograph())
    figure.tab.mouse.click(x, y)
    assert field.evaluate("field => field === document.activeElement")
    assert figure.state()["K"][0][0][0][0] == -1.5


def test_the_address_holds_the_state_and_brings_it_back(show):
    figure = show("living-filters")
    figure.press("1", "ArrowRight")
    figure.fill("K[1, 2, 0, 1]", 4.5)
    figure.root.get_by_label("ReLU").check()
    figure.tab.wait_for_function("location.hash.startsWith('#living-filters=')")
    before = figure.state()
    timers_fire(figure.tab, 400)  # what was typed last is written, too
    figure.tab.reload()
    figure.tab.wait_for_selector("[data-ready]")
    assert figure.state() == before
    assert figure.complaints == []


@pytest.mark.parametrize("rubbish", ["e30", "%%%", "eyJLIjogWzFdfQ", "bnVsbA"])
def test_an_address_that_holds_nothing_usable_changes_nothing(show, rubbish):
    figure = show("living-picture")
    first = figure.state()
    figure.tab.goto(figure.tab.url.split("#")[0] + f"#living-picture={rubbish}")
    figure.tab.reload()
    figure.tab.wait_for_selector("[data-ready]")
    assert figure.state() == first
    assert figure.complaints == []


def test_a_reader_brings_a_picture_and_sends_it_in_an_address(show, tmp_path):
    figure = show("living-picture")
    drawn = torch.zeros(3, 60, 80, dtype=torch.uint8)
    drawn[0, :, 40:] = 200
    file = tmp_path / "own.png"
    Image.fromarray(drawn.permute(1, 2, 0).numpy()).save(file)
    figure.root.locator("summary").click()
    figure.root.get_by_label("from a file").set_input_files(file)
    figure.tab.wait_for_function("document.querySelector('.reply').textContent.includes('It stays in this page')")
    shown = screen(figure, "the picture in colour")
    assert (shown[0, :, :40].max(), shown[0, :, 60:].min(), shown[1].max()) == (0, 200, 0)
    agrees_with_pytorch(figure.state(), shown[:3])
    figure.root.get_by_role("button", name="an address to send").click()
    figure.tab.wait_for_function("/address/.test(document.querySelector('.reply').textContent)")
    address = figure.root.get_by_label("address of this state").input_value()
    figure.root.get_by_role("button", name="the photograph again").click()
    agrees_with_pytorch(figure.state(), photograph())
    figure.tab.goto("about:blank")
    figure.tab.goto(address)
    figure.tab.wait_for_function(
        "JSON.parse(document.querySelector('[data-figure]').dataset.extra).picture.includes('sent')"
    )
    sent = screen(figure, "the picture in colour")
    assert (sent - shown).abs().mean() < 4  # a photograph in an address is packed with a loss
    agrees_with_pytorch(figure.state(), sent[:3])
    assert figure.complaints == []


def test_what_is_transparent_in_a_picture_lies_on_white(show, tmp_path):
    figure = show("living-picture")
    drawn = torch.zeros(4, 96, 96, dtype=torch.uint8)
    drawn[0], drawn[3, :, :48] = 200, 255
    file = tmp_path / "logo.png"
    Image.fromarray(drawn.permute(1, 2, 0).numpy(), "RGBA").save(file)
    figure.root.locator("summary").click()
    figure.root.get_by_label("from a file").set_input_files(file)
    figure.tab.wait_for_function("document.querySelector('.reply').textContent.includes('It stays in this page')")
    shown = screen(figure, "the picture in colour")[:3]
    assert shown[:, 50, 10].tolist() == [200, 0, 0] and shown[:, 50, 80].tolist() == [255, 255, 255]


def test_a_file_that_is_no_picture_is_refused_in_one_line(show, tmp_path):
    figure = show("living-picture")
    file = tmp_path / "notes.png"
    file.write_text("not a picture")
    figure.root.locator("summary").click()
    figure.root.get_by_label("from a file").set_input_files(file)
    figure.tab.wait_for_function("document.querySelector('.reply').textContent.includes('notes.png is no picture')")
    agrees_with_pytorch(figure.state(), photograph())


def test_the_camera_is_asked_for_and_stays_in_the_page(show, playwright):
    page = show("living-picture").tab.url
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    browser = playwright.chromium.launch(executable_path=kit.CHROMIUM, args=[*kit.QUIET, *flags])
    tab = browser.new_page()
    requests = []
    tab.goto(page)
    tab.on("request", lambda request: requests.append(request.url))
    before = tab.locator("[data-figure]").get_attribute("data-state")
    tab.locator("summary").click()
    tab.get_by_role("button", name="use the camera").click()
    tab.wait_for_function("old => document.querySelector('[data-figure]').dataset.state !== old", arg=before)
    assert "nothing is sent" in tab.locator(".panel .reply").inner_text()
    tab.get_by_role("button", name="stop the camera").click()
    tab.wait_for_function("document.querySelector('.panel .reply').textContent.includes('The camera is off')")
    assert requests == []
    browser.close()


def test_the_photograph_is_made_by_its_script():
    sys.path.insert(0, str(FIGURES / "photograph"))
    from make_photograph import SIDE, bitmap

    made = pil_to_tensor(Image.open(io.BytesIO(bitmap()))).double()
    assert made.shape == (3, SIDE, SIDE)
    assert (made - photograph()).abs().mean() < 2  # another version of the library may round otherwise
