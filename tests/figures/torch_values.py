"""What PyTorch itself says about everything the figures compute: one JSON file that node's tests read."""

import itertools
import random

import torch
import torch.nn.functional as F
from torch import nn
from torch_axes import axes

SIDES = range(1, 8)
KERNELS, STRIDES, PADDINGS, DILATIONS = range(1, 5), range(1, 4), range(3), range(1, 4)


def message(call) -> str:
    try:
        call()
    except (RuntimeError, ValueError) as refusal:
        return str(refusal)
    raise AssertionError("PyTorch took it")


def layer_of(rows: tuple, columns: tuple) -> dict:
    names = ("input", "kernel_size", "stride", "padding", "dilation")
    return {name: list(pair) for name, pair in zip(names, zip(rows, columns, strict=True), strict=True)}


def sizes(layer: dict) -> dict:
    """Output size, and which cells of the input a gradient reaches, of one convolution with all weights one."""
    x = torch.ones(1, 1, *layer["input"], requires_grad=True)
    options = {name: tuple(layer[name]) for name in ("stride", "padding", "dilation")}
    try:
        y = F.conv2d(x, torch.ones(1, 1, *layer["kernel_size"]), **options)
    except RuntimeError:
        return {**layer, "output": None, "read": None}
    y.sum().backward()
    return {**layer, "output": list(y.shape[2:]), "read": (x.grad[0, 0] != 0).int().tolist()}


def every_conv2d() -> list[dict]:
    """Each combination along the height, with another one, by lot, along the width."""
    axes = list(itertools.product(SIDES, KERNELS, STRIDES, PADDINGS, DILATIONS))
    partners = axes[:]
    random.Random(1).shuffle(partners)
    named = [
        (32, 3, 1, 0, 1),
        (32, 3, 1, 1, 1),
        (32, 3, 2, 1, 1),
        (32, 5, 1, 4, 2),
        (7, 2, 2, 0, 1),
        (15, 3, 2, 1, 1),
        (16, 3, 2, 1, 1),
        (9, 3, 2, 1, 2),
    ]
    return [
        sizes(layer_of(a, b)) for a, b in [*zip(axes, partners, strict=True), *zip(named, reversed(named), strict=True)]
    ]


def windows() -> list[dict]:
    """Filters over several channels, whole numbers and fractions, no two sizes alike."""
    torch.manual_seed(2)
    cases = []
    for channels, image, kernel in [
        (1, (4, 3), (2, 1)),
        (2, (3, 3), (2, 2)),
        (3, (5, 7), (2, 4)),
        (4, (3, 5), (2, 3)),
        (5, (6, 4), (1, 3)),
    ]:
        for whole in (True, False):
            X, K = torch.randn(channels, *image), torch.randn(channels, *kernel)
            if whole:
                X, K = (X * 5).round(), (K * 3).round()
            bias = torch.tensor([-2.5])
            maps = {
                "map": F.conv2d(X[None], K[None], bias),
                "channel_maps": F.conv2d(X[None], K[:, None], groups=channels),
                "swapped": F.conv2d(X.roll(-1, 0)[None], K[None], bias),
                "flipped": F.conv2d(X[None], K.flip(1, 2)[None], bias),
                "averaged": F.conv2d(X[None], K[None]) / channels + bias,
            }
            cases.append(
                {"X": X.tolist(), "K": K.tolist(), "bias": bias.item()}
                | {name: y[0].tolist() for name, y in maps.items()}
            )
    return cases


def pixels() -> list[dict]:
    torch.manual_seed(3)
    cases = []
    for inputs, outputs, image in [(3, 2, (4, 5)), (5, 1, (2, 3)), (1, 4, (3, 2))]:
        X, W, b = torch.randn(inputs, *image), torch.randn(outputs, inputs), torch.randn(outputs)
        cases.append(
            {
                "X": X.tolist(),
                "W": W.tolist(),
                "bias": b.tolist(),
                "Y": F.conv2d(X[None], W[..., None, None], b)[0].tolist(),
            }
        )
    return cases


def pictures() -> list[dict]:
    """Three planes of whole numbers and a filter: the map of each channel, their sum with bias, and with ReLU."""
    torch.manual_seed(5)
    draw = random.Random(5)
    cases = []
    for _ in range(300):
        size = draw.choice([1, 3, 5])
        height, width = draw.randrange(size, size + 7), draw.randrange(size, size + 9)
        X, K = torch.randint(0, 256, (3, height, width)).double(), torch.randn(3, size, size).double()
        bias = draw.choice([0.0, -120.5, 33.0])
        total = F.conv2d(X[None], K[None], torch.tensor([bias]).double())[0, 0]
        cases.append(
            {
                "X": X.flatten(1).tolist(),
                "size": [height, width],
                "K": K.tolist(),
                "bias": bias,
                "channels": F.conv2d(X[None], K[:, None], groups=3)[0].flatten(1).tolist(),
                "total": total.flatten().tolist(),
                "relu": total.relu().flatten().tolist(),
            }
        )
    return cases


def parameters() -> list[dict]:
    cases = []
    for inputs, outputs, groups, bias, kernel in itertools.product(
        (1, 3, 4, 6), (2, 4, 8, 12), (1, 2, 3, 4), (True, False), ((1, 1), (3, 3), (2, 5))
    ):
        case = {
            "in_channels": inputs,
            "out_channels": outputs,
            "groups": groups,
            "bias": bias,
            "kernel_size": list(kernel),
        }
        try:
            layer = nn.Conv2d(inputs, outputs, kernel, groups=groups, bias=bias)
        except ValueError:
            cases.append({**case, "weight": None, "parameters": None})
            continue
        cases.append(
            {
                **case,
                "weight": list(layer.weight.shape),
                "parameters": sum(p.numel() for p in layer.parameters()),
            }
        )
    return cases


PADDING_MODES = ["zeros", "reflect", "replicate", "circular"]


def whole_layers() -> list[dict]:
    """Layers by lot with every argument: PyTorch's output of numbers that follow from their places, or its refusal."""
    draw = random.Random(6)
    return [whole_layer(draw) for _ in range(500)]


def whole_layer(draw: random.Random) -> dict:
    def pair(*choices):
        return [draw.choice(choices), draw.choice(choices)]

    layer = {
        "input": pair(3, 4, 5, 7, 9),
        "kernel_size": pair(1, 2, 3),
        "stride": pair(1, 2, 3),
        "padding": pair(0, 1, 2),
        "dilation": pair(1, 2),
        "in_channels": draw.choice([1, 2, 3, 4]),
        "out_channels": draw.choice([1, 2, 4, 6]),
        "groups": draw.choice([1, 1, 2, 4]),
        "bias": draw.random() < 0.7,
        "padding_mode": draw.choice(PADDING_MODES),
    }
    numbers = torch.Generator().manual_seed(draw.randrange(10**6))
    X = torch.randint(-9, 10, (layer["in_channels"], *layer["input"]), generator=numbers).double()
    try:
        made = nn.Conv2d(**{key: value for key, value in layer.items() if key != "input"}).double()
        K = torch.randint(-4, 5, made.weight.shape, generator=numbers).double()
        b = torch.randint(-9, 10, (layer["out_channels"],), generator=numbers).double() * layer["bias"]
        made.weight.data = K
        if layer["bias"]:
            made.bias.data = b
        Y = made(X[None])[0]
    except (ValueError, RuntimeError) as refused:
        return {**layer, "refused": str(refused)}
    return {**layer, "X": X.tolist(), "K": K.tolist(), "b": b.tolist(), "Y": Y.tolist(), "refused": None}


def lenet(height: int, width: int, kernels: tuple[int, int]) -> dict:
    """Shapes of the four layers as PyTorch makes them, or its words where one of them refuses."""
    first, second = nn.Conv2d(3, 6, kernels[0]), nn.Conv2d(6, 16, kernels[1])
    case = {"height": height, "width": width, "kernels": list(kernels), "shapes": [], "refused": None}
    x = torch.zeros(1, 3, height, width)
    for name, layer in [
        ("conv1", first),
        ("pool1", nn.MaxPool2d(2)),
        ("conv2", second),
        ("pool2", nn.MaxPool2d(2)),
    ]:
        before = x
        try:
            x = layer(before)
        except RuntimeError as refusal:
            case["refused"] = {"name": name, "message": str(refusal)}
            return case
        case["shapes"].append(list(x.shape[1:]))
    case["features"] = x.numel()
    linear = [nn.Linear(case["features"], 120), nn.Linear(120, 84), nn.Linear(84, 10)]
    case["parameters"] = [sum(p.numel() for p in layer.parameters()) for layer in (first, second, *linear)]
    return case


def traced(kernels: tuple[int, int], layer: int, row: int, column: int) -> dict:
    """Rows and columns of the image that one pixel's gradient reaches. Averages replace maxima: they pass it on."""
    x = torch.zeros(1, 3, 40, 44, requires_grad=True)
    layers = [nn.Conv2d(3, 6, kernels[0]), nn.AvgPool2d(2), nn.Conv2d(6, 16, kernels[1]), nn.AvgPool2d(2)]
    nn.Sequential(*layers[: layer + 1])(x)[0, 0, row, column].backward()
    seen = x.grad[0].abs().sum(0) != 0
    rows, columns = seen.any(1).nonzero().flatten(), seen.any(0).nonzero().flatten()
    return {
        "kernels": list(kernels),
        "layer": layer,
        "row": row,
        "column": column,
        "rows": [rows[0].item(), rows[-1].item()],
        "columns": [columns[0].item(), columns[-1].item()],
    }


def values() -> dict:
    torch.manual_seed(4)
    squares = [(side, side, (5, 5)) for side in range(1, 41)]
    others = [
        (20, 28, (5, 5)),
        (28, 20, (3, 5)),
        (4, 9, (5, 5)),
        (9, 3, (3, 3)),
        (12, 64, (3, 3)),
        (24, 17, (7, 2)),
        (2, 30, (1, 1)),
        (5, 32, (5, 5)),
        (32, 1, (1, 3)),
    ]
    return {
        "conv2d": every_conv2d(),
        "windows": windows(),
        "pixels": pixels(),
        "pictures": pictures(),
        "parameters": parameters(),
        "layers": whole_layers(),
        "lenet": [lenet(*case) for case in squares + others],
        "traced": [
            traced(kernels, layer, row, column)
            for kernels in [(5, 5), (3, 4)]
            for layer in range(4)
            for row, column in [(0, 0), (3, 5)]
        ],
        "axes": axes(),
        "too_small": message(lambda: F.conv2d(torch.ones(1, 1, 5, 9), torch.ones(1, 1, 3, 3), dilation=3)),
        "groups": message(lambda: nn.Conv2d(4, 8, 3, groups=3)),
    }
