"""LeNet with trained weights: small enough, loaded at the first touch, and every number equal to PyTorch's."""

import base64
import io
import json
import random
import sys

import pytest
import torch
import torch.nn.functional as F
from figure_files import FIGURES
from PIL import Image
from torchvision.transforms.functional import pil_to_tensor

HERE = FIGURES / "lenet-alive"


def published() -> dict:
    text = (HERE / "weights.js").read_text(encoding="ascii")
    return json.JSONDecoder().raw_decode(text[text.index("lenetWeights: ") + len("lenetWeights: ") :])[0]


@pytest.fixture(scope="module")
def course():
    sys.path.insert(0, str(HERE))
    import train

    return train


@pytest.fixture(scope="module")
def net(course):
    """The chapter's network with the weights that the page holds."""
    data, net = published(), course.LeNet()
    most = len(data["codes"]) // 2
    for name, layer in data["layers"].items():
        numbers = torch.tensor([data["codes"].index(code) - most for code in layer["numbers"]])
        scale = torch.tensor(layer["scale"])
        weight = numbers.reshape(len(scale), -1) * scale[:, None]
        getattr(net, name).weight.data = weight.reshape(layer["shape"])
        getattr(net, name).bias.data = torch.tensor(layer["bias"])
    return net.double()


def maps_of(net, image: torch.Tensor) -> list[torch.Tensor]:
    conv1 = F.relu(net.conv1(image[None]))
    pool1 = F.max_pool2d(conv1, 2)
    conv2 = F.relu(net.conv2(pool1))
    return [each[0] for each in (conv1, pool1, conv2, F.max_pool2d(conv2, 2))]


def picture(figure) -> torch.Tensor:
    canvas = figure.root.get_by_role("img", name="the picture: draw in it")
    data = base64.b64decode(canvas.evaluate("canvas => canvas.toDataURL()").partition(",")[2])
    return pil_to_tensor(Image.open(io.BytesIO(data))).double()[:3] / 255


def agrees(figure, net) -> None:
    state, image = figure.state(), picture(figure)
    with torch.no_grad():
        scores, maps = net(image[None])[0], maps_of(net, image)
    torch.testing.assert_close(torch.tensor(state["scores"]).double(), scores, atol=5e-4, rtol=5e-4)
    value = maps[state["layer"]][state["channel"], state["row"], state["column"]].item()
    assert state["value"] == pytest.approx(value, abs=5e-4)
    said = figure.root.locator(".panel .worked").inner_text().replace("−", "-")
    if state["layer"] in (0, 2) and value > 0:
        assert float(said.split("= ")[1].split(" ")[0].rstrip(".")) == pytest.approx(value, abs=2e-3)


def test_weights_are_light_and_name_new_pictures(course, net):
    assert (HERE / "weights.js").stat().st_size <= 80_000
    assert sum(p.numel() for p in net.parameters()) == 62_006
    X, y = course.pictures(400, seed=99)
    with torch.no_grad():
        right = (net(X.double()).argmax(1) == y).sum().item()
    report = json.loads((HERE / "report.json").read_text())
    assert right / 400 > 0.95
    assert report["named rightly"] / report["new pictures"] > 0.95


def test_every_number_is_pytorchs(show, net):
    figure, draw = show("lenet-alive"), random.Random(3)
    agrees(figure, net)
    for shape in published()["shapes"]:
        figure.root.get_by_label("ink").fill(f"#{draw.randrange(2**24):06x}")
        figure.root.get_by_role("button", name=shape, exact=True).click()
        figure.root.get_by_role("button", name=draw.choice(["conv1", "pool1", "conv2", "pool2"]), exact=True).click()
        for label in ("map", "row", "column"):
            figure.fill(label, draw.randrange(28))
        figure.press("ArrowDown", "ArrowRight", str(draw.randrange(10)))
        agrees(figure, net)
    figure.root.get_by_role("button", name="erase channel 1, green").click()
    assert picture(figure)[1].max() == 0
    agrees(figure, net)
    assert figure.complaints == []


def test_a_reader_draws_and_presses_a_map(show, net):
    figure = show("lenet-alive")
    figure.root.get_by_role("button", name="an empty picture").click()
    before = picture(figure)
    canvas = figure.root.get_by_role("img", name="the picture: draw in it")
    box = canvas.bounding_box()
    figure.tab.mouse.move(box["x"] + 40, box["y"] + 40)
    figure.tab.mouse.down()
    figure.tab.mouse.move(box["x"] + 140, box["y"] + 120, steps=12)
    figure.tab.mouse.up()
    assert (picture(figure) != before).any(0).sum() > 60
    agrees(figure, net)
    map_ = figure.root.get_by_role("img", name="conv1, map 4")
    side = map_.bounding_box()["width"]
    map_.click(position={"x": side * 10.5 / 28, "y": side * 3.5 / 28})
    assert [figure.state()[key] for key in ("layer", "channel", "row", "column")] == [0, 4, 3, 10]
    assert figure.state()["patch"] == [[3, 7], [10, 14]]
    agrees(figure, net)


def test_the_weights_come_at_the_first_touch(show):
    figure = show("lenet-alive", alive=False)
    assert figure.tab.evaluate("typeof Figures.lenetWeights") == "undefined"
    assert figure.root.locator("svg").first.is_visible()
    figure.root.get_by_role("button", name="Bring this figure to life").click()
    figure.tab.wait_for_selector("[data-figure][data-ready]")
    assert figure.line().startswith("star")
    assert figure.root.evaluate("root => root === document.activeElement")
    assert figure.complaints == []
