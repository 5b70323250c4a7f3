"""Trains the LeNet of chapter 5 on ten shapes that this file draws, and writes its weights beside it.

    python book/figures/lenet-alive/train.py      some minutes on one core

The pictures are 32×32 in colour: a shape of one colour, filled or as a line, on a ground of another, at any place, size
and turn that keeps its name, with noise. Every weight becomes a whole number from -45 to 45 times a scale of its output
channel, and is written as one character: weights.js holds them, and one picture of each shape; report.json says the
seed, the sizes and how many of 2,000 new pictures are named rightly, with the whole numbers as they are published.
"""

import json
import math
import random
from pathlib import Path

import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw
from torch import nn

HERE = Path(__file__).parent
SEED = 5
SIDE, FINE = 32, 4  # pixels; how many times finer the shapes are drawn
SHAPES = ["circle", "square", "triangle", "plus", "cross", "star", "heart", "moon", "arrow", "house"]
TRAINING, TESTING, EPOCHS, BATCH = 24_000, 2_000, 14, 64
CODES = " " + "".join(chr(code) for code in range(36, 127) if chr(code) != "\\")
MOST = len(CODES) // 2  # 45


class LeNet(nn.Module):
    """The network of the chapter, word for word in its sizes."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(3, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc3(F.relu(self.fc2(x)))


def ring(corners: int, inner: float = 1.0, turn: float = 0.0) -> list[tuple[float, float]]:
    """Corners of a regular shape of radius 1; with `inner` below 1, a star."""
    count = corners if inner == 1 else 2 * corners
    radii = [1.0 if inner == 1 or k % 2 == 0 else inner for k in range(count)]
    angles = [turn - math.pi / 2 + 2 * math.pi * k / count for k in range(count)]
    return [(r * math.cos(a), r * math.sin(a)) for r, a in zip(radii, angles, strict=True)]


def heart() -> list[tuple[float, float]]:
    angles = [2 * math.pi * k / 40 for k in range(40)]
    return [
        (math.sin(t) ** 3, -(13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)) / 16)
        for t in angles
    ]


def moon() -> list[tuple[float, float]]:
    outer = [(math.cos(a), math.sin(a)) for a in (math.pi * (0.5 + k / 20) for k in range(21))]
    inner = [(0.55 * math.cos(a), math.sin(a)) for a in (math.pi * (1.5 - k / 20) for k in range(21))]
    return [(x + 0.3, y) for x, y in outer + inner]


PLUS = [(-0.3, -1), (0.3, -1), (0.3, -0.3), (1, -0.3), (1, 0.3), (0.3, 0.3)]
PLUS += [(0.3, 1), (-0.3, 1), (-0.3, 0.3), (-1, 0.3), (-1, -0.3), (-0.3, -0.3)]
OUTLINES = {
    "circle": ring(40),
    "square": ring(4, turn=math.pi / 4),
    "triangle": ring(3),
    "plus": PLUS,
    "cross": [((x - y) * 0.71, (x + y) * 0.71) for x, y in PLUS],
    "star": ring(5, inner=0.42),
    "heart": heart(),
    "moon": moon(),
    "arrow": [(1, 0), (0.15, -0.8), (0.15, -0.3), (-1, -0.3), (-1, 0.3), (0.15, 0.3), (0.15, 0.8)],
    "house": [(0, -1), (0.9, -0.2), (0.7, -0.2), (0.7, 0.9), (-0.7, 0.9), (-0.7, -0.2), (-0.9, -0.2)],
}


def mask(draw: random.Random, shape: str, calm: bool = False) -> torch.Tensor:
    """How much of each pixel the shape covers, (32, 32) from 0 to 1."""
    size = SIDE * FINE
    radius = size * (0.38 if calm else draw.uniform(0.2, 0.44))
    turn = 0 if calm else math.radians(draw.uniform(-14, 14))
    room = size / 2 - radius
    left, up = (0, 0) if calm else (draw.uniform(-room, room), draw.uniform(-room, room))
    wide = 1 if calm else draw.uniform(0.8, 1.2)
    points = [
        (
            size / 2 + left + radius * (wide * x * math.cos(turn) - y * math.sin(turn)),
            size / 2 + up + radius * (wide * x * math.sin(turn) + y * math.cos(turn)),
        )
        for x, y in OUTLINES[shape]
    ]
    image = Image.new("L", (size, size))
    pen = ImageDraw.Draw(image)
    if calm or draw.random() < 0.5:
        pen.polygon(points, fill=255)
    else:
        pen.line([*points, points[0], points[1]], fill=255, width=round(FINE * draw.uniform(1.5, 4)), joint="curve")
    small = image.resize((SIDE, SIDE), Image.Resampling.BOX)
    return torch.tensor(list(small.tobytes())).reshape(SIDE, SIDE) / 255


def picture(draw: random.Random, shape: str) -> torch.Tensor:
    """(3, 32, 32), from 0 to 1."""
    while True:
        ink, ground = (torch.tensor([draw.random() for _ in range(3)]) for _ in range(2))
        if (ink - ground).abs().sum() > 0.7:
            break
    covered = mask(draw, shape)
    image = covered * ink[:, None, None] + (1 - covered) * ground[:, None, None]
    return (image + torch.randn(3, SIDE, SIDE) * draw.choice([0, 0.02, 0.06])).clamp(0, 1)


def pictures(count: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    draw = random.Random(seed)
    torch.manual_seed(seed)
    labels = [k % len(SHAPES) for k in range(count)]
    return torch.stack([picture(draw, SHAPES[label]) for label in labels]), torch.tensor(labels)


def train() -> LeNet:
    X, y = pictures(TRAINING, SEED)
    torch.manual_seed(SEED)
    net = LeNet()
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-3)
    steps = EPOCHS * math.ceil(len(X) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps)
    for epoch in range(EPOCHS):
        for rows in torch.randperm(len(X)).split(BATCH):
            loss = F.cross_entropy(net(X[rows]), y[rows], label_smoothing=0.02)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {loss.item():.3f}", flush=True)
    return net


def whole(net: LeNet) -> dict[str, dict]:
    """Weights as whole numbers with a scale for each output channel; the network gets what they stand for."""
    layers = {}
    for name, layer in net.named_children():
        flat = layer.weight.data.flatten(1)
        scale = (flat.abs().amax(1) / MOST).float()
        numbers = (flat / scale[:, None]).round().int()
        scale = torch.tensor([float(f"{each:.6g}") for each in scale.tolist()])
        bias = torch.tensor([float(f"{each:.5g}") for each in layer.bias.data.tolist()])
        layer.weight.data = (numbers * scale[:, None]).reshape(layer.weight.shape)
        layer.bias.data = bias
        layers[name] = {
            "shape": list(layer.weight.shape),
            "scale": [float(f"{each:.6g}") for each in scale.tolist()],
            "bias": [float(f"{each:.5g}") for each in bias.tolist()],
            "numbers": "".join(CODES[number + MOST] for number in numbers.flatten().tolist()),
        }
    return layers


def coded(values: torch.Tensor) -> str:
    return "".join(CODES[round(value * 2 * MOST)] for value in values.flatten().tolist())


def main() -> None:
    torch.set_num_threads(1)
    net = train()
    layers = whole(net)
    X, y = pictures(TESTING, SEED + 1)
    with torch.no_grad():
        right = (net(X).argmax(1) == y).sum().item()
    samples = {shape: coded(mask(random.Random(0), shape, calm=True)) for shape in SHAPES}
    data = json.dumps({"codes": CODES, "layers": layers, "shapes": SHAPES, "samples": samples}, indent=0)
    text = '/* Written by train.py beside this file; nobody edits it. */\n"use strict";\n\n(function (scope) {\n'
    text += f"scope.Figures = {{ ...scope.Figures, lenetWeights: {data} }};\n}})(globalThis);\n"
    (HERE / "weights.js").write_text(text, encoding="ascii")
    report = {
        "seed": SEED,
        "torch": torch.__version__.split("+")[0],
        "training pictures": TRAINING,
        "epochs": EPOCHS,
        "new pictures": TESTING,
        "named rightly": right,
    }
    (HERE / "report.json").write_text(json.dumps(report, indent=2) + "\n", encoding="ascii")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
