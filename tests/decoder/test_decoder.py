"""The decoder's boxes against real PyTorch: every message that a bad call raises is known, every shape is right."""

import json
import random
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from bad_calls import CALLS, OF_A_GRAPHICS_CARD
from kit import ROOT
from torch import nn

sys.path.insert(0, str(ROOT / "book"))
from script_words import words_of_script

DECODER = ROOT / "book/decoder"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="no node on this machine. apt-get install nodejs")


def ask(questions: list[dict], *options: str):
    """What the page's scripts answer, run by node."""
    script = Path(__file__).with_name("answers.js")
    done = subprocess.run(
        [NODE, str(script), *options],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    return json.loads(done.stdout)


def raised(call: str) -> str:
    """`Kind: message` of the exception that a call raises in PyTorch."""
    names = {"torch": torch, "nn": nn, "F": F, "r": torch.rand}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            eval(call, names)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError(f"{call}: raised nothing")


def test_every_message_of_a_bad_call_is_known():
    messages = [raised(call) for call in CALLS] + OF_A_GRAPHICS_CARD
    answers = ask([{"message": message} for message in messages])
    unknown = [message for message, answer in zip(messages, answers, strict=True) if not answer["known"]]
    assert unknown == []
    assert [answer for answer in answers if not (answer["cause"] and answer["fix"] and answer["read"])] == []


def test_every_sentence_about_a_message_is_one_that_translators_see():
    """In a language that ends each sentence with a sign, no sentence is without it; each is in the catalogue."""
    messages = [raised(call) for call in CALLS] + OF_A_GRAPHICS_CARD
    found = ask([{"message": message} for message in messages], "--translated")
    texts = [answer[part] for answer in found["answers"] for part in ("name", "cause", "fix")]
    assert [text for text in texts if re.search("[A-Za-z]{2}", re.sub("`[^`]*`", "", text)) and "译" not in text] == []
    labels = [name for answer in found["answers"] for shape in answer["shapes"] for name in shape["axes"]]
    assert [name for name in labels if "译" not in name] == []
    known = {words for file in DECODER.glob("*.js") for words, _ in words_of_script(file.read_text(encoding="utf-8"))}
    assert set(found["said"]) - known == set()


def test_every_shape_of_a_message_is_shown_with_a_name_for_each_axis():
    messages = [raised(call) for call in CALLS if "rand" not in call]
    shapeless = (
        "dilation should",
        "stride=[",
        "padding=[",
        "range of [",
        "subscript",
        "torch.Size",
        "normalized_shape",
        "negative dim",
        "split_sizes",
        "valid sizes range",
    )
    for message, answer in zip(messages, ask([{"message": message} for message in messages]), strict=True):
        for shape in answer["shapes"]:
            assert len(shape["sizes"]) == len(shape["axes"]) and all(shape["axes"]), message
            assert all(0 <= axis < len(shape["sizes"]) for axis in shape["wrong"]), message
        if any(words in message for words in shapeless):
            continue
        written = {tuple(map(int, sizes.split(", "))) for sizes in re.findall(r"\[(\d+(?:, \d+)+)\]", message)}
        shown = {tuple(shape["sizes"]) for shape in answer["shapes"]}
        assert written <= shown, message


def test_a_pasted_traceback_is_read_from_its_last_error():
    traceback = (
        "Traceback (most recent call last):\n  File \"train.py\", line 3, in <module>\nKeyError: 'x'\n\n"
        "During handling of the above exception, another exception occurred:\n\n"
        "\x1b[31mRuntimeError\x1b[39m: mat1 and mat2 shapes cannot be\n multiplied (2x256 and 400x120)\n"
    )
    (answer,) = ask([{"message": traceback}])
    assert answer["known"] and [shape["sizes"] for shape in answer["shapes"]] == [[2, 256], [400, 120]]


@pytest.mark.parametrize(
    "part",
    [
        "Kernel size can't be greater than actual input size",
        "shapes cannot be multiplied",
        "is invalid for input of size 512",
        "must match the size of tensor b",
        "to have 3 channels",
        "Sizes of tensors must match except in dimension 1",
    ],
)
def test_the_part_of_a_message_that_people_search_for_is_known(part):
    (answer,) = ask([{"message": part}])
    assert answer["known"] and answer["read"].startswith("error-")


@pytest.mark.parametrize("text", ["hello", "ValueError: my own words", "[1, 2, 3", "((((", "\u0000 [9]", "x" * 20_000])
def test_what_is_no_message_of_pytorch_is_called_unknown(text):
    (answer,) = ask([{"message": text}])
    assert answer["known"] is False


def test_the_cure_names_the_readers_own_sizes():
    cases = {
        "nn.Conv2d(3, 8, 3)(r(1, 32, 48, 3))": "x.permute(0, 3, 1, 2)",
        "nn.Conv2d(3, 8, 3)(r(1, 5, 9, 11))": "nn.Conv2d(5, 8, …)",
        "nn.Linear(400, 120)(r(2, 256))": "nn.Linear(256, 120)",
        "nn.Linear(400, 120)(r(2, 16, 5, 5))": "x.flatten(1)",
        "nn.BatchNorm2d(8)(r(1, 3, 9, 9))": "nn.BatchNorm2d(3)",
    }
    answers = ask([{"message": raised(call)} for call in cases])
    assert [
        answer["fix"] for answer, wanted in zip(answers, cases.values(), strict=True) if wanted not in answer["fix"]
    ] == []


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("nn.ConvTranspose2d(4, 8, 3)(r(1, 4, 7, 7).long())", "int64, the other float32"),
        ("F.conv_transpose2d(r(1, 4, 7, 7), r(4, 8, 3, 3), r(4))", "shape (8,)"),
        ("F.conv2d(r(1, 3, 9, 9), nn.Conv2d(3, 8, 3))", "`weight` must be a tensor, yours is of the type Conv2d"),
        ("F.conv2d(r(1, 3, 9, 9), r(8, 3, 3, 3), stride='2')", "`stride` must be whole numbers"),
        ("nn.Conv2d(3, 8, 3, stride=1.5)(r(1, 3, 9, 9))", "holds float, float"),
        ("torch.linspace(0, 1)", "`steps` is missing"),
        ("torch.rand(2.5, 3)", "`size` must be whole numbers, yours is of the type float"),
        ("F.pad(r(1, 3, 5, 5), 1)", "A tuple"),
        ("F.cross_entropy(r(4, 10), torch.tensor([1, 2, 3, -1]))", "ignore_index=-1"),
        ("F.cross_entropy(r(4, 10, 8, 8), torch.randint(9, (4, 7, 8)))", "(4, 8, 8)"),
        ("r(3, 4) @ r(3, 4)", "a @ b.T"),
        ("nn.Unflatten(1, (4, -1))(r(2, 13))", "no multiple of 4"),
        ("torch.cat([r(2, 3, 8, 8), r(2, 3, 7, 8)], dim=1)", "or join along another axis"),
        ("nn.MaxPool2d(-2)(r(1, 3, 9, 9))", "kernel_size is -2"),
        ("F.unfold(r(1, 3, 3, 3), 2, dilation=4)", "A window of 5 × 5 does not fit into 3 × 3"),
        ("nn.Dense(3, 4)", "nn.Linear"),
        ("nn.Conv2d(3, 8, kernel_size=3, activation='relu')", "nn.ReLU()"),
    ],
)
def test_the_cause_is_the_true_one(call, said):
    (answer,) = ask([{"message": raised(call)}])
    assert said in answer["cause"] + answer["fix"]


@pytest.mark.parametrize(
    ("call", "unsaid"),
    [
        ("nn.Conv1d(3, 8, 3)(r(3, 4, 9))", "opacity"),  # a sequence of four channels is no image
        ("F.conv_transpose2d(r(1, 4, 7, 7), r(3, 8, 3, 3))", "opacity"),
        ("nn.ConvTranspose2d(4, 8, 3)(r(1, 4, 7, 7).long())", "labels have"),
        ("F.mse_loss(r(4, 10), r(3, 10))", "paddings"),
        ("torch.rand(2.5, 3)", "must be a tensor"),
        ("F.cross_entropy(r(4, 10), torch.tensor([1, 2, 3, -1]))", "needs 0 outputs"),
    ],
)
def test_no_cause_is_named_that_cannot_be(call, unsaid):
    (answer,) = ask([{"message": raised(call)}])
    assert answer["known"] and unsaid not in answer["cause"] + answer["fix"]


def some_network(draw: random.Random) -> tuple[list[str], list[int]]:
    """Layers of random sizes; most do not fit each other."""
    channels, height, width = draw.choice([1, 3]), draw.randint(4, 20), draw.randint(4, 20)
    shape, lines, flat = [1, channels, height, width], [], False
    for _ in range(draw.randint(1, 6)):
        wrong = draw.random() < 0.1
        kind = draw.choice(["conv", "conv", "pool", "relu", "norm", "average"]) if not flat else "linear"
        if draw.random() < 0.15:
            kind = "flatten"
        if kind == "conv":
            out, kernel = draw.choice([4, 6, 8]), draw.choice([1, 2, 3, 5, (3, 2)])
            extra = draw.choice(
                ["", ", stride=2", ", padding=1", ", dilation=2", ", padding='same'", ", bias=False", ", groups=2"]
            )
            line = f"nn.Conv2d({channels + wrong}, {out}, {kernel}{extra})"
            channels = out
        elif kind == "pool":
            line = draw.choice(
                [
                    "nn.MaxPool2d(2)",
                    "nn.AvgPool2d(3, 2, padding=1)",
                    "nn.MaxPool2d((2, 1))",
                    "nn.MaxPool2d(3, 2, ceil_mode=True)",
                ]
            )
        elif kind == "norm":
            line = f"nn.BatchNorm2d({channels + wrong})"
        elif kind == "average":
            line = draw.choice(["nn.AdaptiveAvgPool2d(1)", "nn.AdaptiveAvgPool2d((3, 2))"])
        elif kind == "linear":
            line = f"nn.Linear({draw.choice([channels, 36, 24])}, 10)"
        elif kind == "flatten":
            line, flat = "nn.Flatten()", True
        else:
            line = "nn.ReLU()"
        lines.append(line)
    return lines, shape


def in_pytorch(lines: list[str], shape: list[int]) -> tuple[list[list[int]], int, str]:
    """Shapes after each layer that runs, parameters of these layers, and the first message."""
    shapes, parameters, x = [], 0, torch.rand(shape)
    for line in lines:
        try:
            layer = eval(line, {"nn": nn}).eval()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # padding="same" with an even window
                x = layer(x)
        except Exception as error:
            return shapes, parameters, str(error)
        shapes.append(list(x.shape))
        parameters += sum(each.numel() for each in layer.parameters())
    return shapes, parameters, ""


RARER = """
nn.ConvTranspose2d(3, 8, 4, stride=2, padding=1)
nn.ConvTranspose2d(3, 4, (3, 2), 2, 0, 1, dilation=2, bias=False)
nn.ConvTranspose2d(4, 8, 3)
nn.ConvTranspose2d(3, 8, 3, stride=2, output_padding=2)
nn.ConvTranspose2d(3, 8, 1, padding=9)
nn.ZeroPad2d(1)
nn.ReflectionPad2d((1, 2, 3, 4))
nn.ReflectionPad2d(9)
nn.GroupNorm(3, 3)
nn.GroupNorm(2, 3)
nn.GroupNorm(2, 6)
nn.GroupNorm(3, 6)
nn.LayerNorm(9)
nn.LayerNorm([3, 8, 9])
nn.LayerNorm(7)
nn.Upsample(scale_factor=2.5)
nn.Upsample((4, 5))
nn.PixelShuffle(2)
nn.LazyConv2d(5, 3, padding=1)
nn.LazyLinear(4)
nn.PReLU(3)
""".strip().splitlines()


def test_rarer_layers_have_pytorchs_shapes_parameters_and_messages():
    for line, answer in zip(RARER, ask([{"layers": line, "shape": [1, 3, 8, 9]} for line in RARER]), strict=True):
        shapes, parameters, message = in_pytorch([line], [1, 3, 8, 9])
        assert [row["shape"] for row in answer["rows"]] == shapes, line
        assert answer["parameters"] == parameters, line
        assert (answer["problem"] or {}).get("message", "") == message, line
        assert not message or ask([{"message": message}])[0]["known"], line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nn.Conv2d(3, 6, size)", "the value of `size` is not known"),
        (
            "model.add(Conv2D(32, (3, 3), activation='relu'))",
            "`Conv2D` is a layer of Keras; in PyTorch it is `nn.Conv2d(",
        ),
    ],
)
def test_what_a_line_lacks_is_said(text, said):
    (answer,) = ask([{"layers": text, "shape": [1, 3, 8, 9]}])
    assert said in answer["problem"]["unknown"]


def test_a_number_that_has_a_name_is_put_in():
    (answer,) = ask([{"layers": "k = 5\nnn.Conv2d(3, 6, k)\nnn.Conv2d(6, 2, kernel_size=k)", "shape": [1, 3, 32, 32]}])
    assert [row["shape"] for row in answer["rows"]] == [[1, 6, 28, 28], [1, 2, 24, 24]]


def test_random_networks_have_pytorchs_shapes_parameters_and_first_break():
    draw = random.Random(7)
    networks = [some_network(draw) for _ in range(250)]
    answers = ask([{"layers": "\n".join(lines), "shape": shape} for lines, shape in networks])
    breaks = 0
    for (lines, shape), answer in zip(networks, answers, strict=True):
        shapes, parameters, message = in_pytorch(lines, shape)
        assert [row["shape"] for row in answer["rows"]] == shapes, lines
        assert answer["parameters"] == parameters, lines
        if message:
            breaks += 1
            assert answer["problem"]["line"] == len(shapes) + 1
            assert message.startswith(answer["problem"]["message"].split(", should be")[0]), (lines, message)
        else:
            assert answer["problem"] is None, lines
    assert 60 < breaks < 245


LENET = """
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)   # a comment (with a bracket
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
    def forward(self, x):
        out = F.max_pool2d(F.relu(self.conv1(x)), 2)
        out = F.max_pool2d(F.relu(self.conv2(out)), 2)
        out = out.view(out.size(0), -1)
        return self.fc1(out)
"""
NAMED_SEQUENTIAL = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, 5),  # twenty-eight
            nn.ReLU(), nn.MaxPool2d(2),
        )
        self.fc = nn.Linear(
            1176, 9)
    def forward(self, x):
        x = torch.flatten(self.features(x), 1)
        return self.fc(x)
"""
PRINTED = str(nn.Sequential(nn.Conv2d(3, 6, 5), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1176, 9)))


@pytest.mark.parametrize(
    ("text", "last", "parameters"),
    [
        (LENET, [1, 120], 456 + 2416 + 48120),
        (PRINTED, [1, 9], 456 + 1177 * 9),
        (NAMED_SEQUENTIAL, [1, 9], 456 + 1177 * 9),
        ("model = nn.Sequential(nn.Conv2d(3, 6, 5), nn.ReLU(),\n  nn.Flatten())", [1, 4704], 456),
        (">>> nn.Conv2d(3, 6,\n...   kernel_size=(5, 3)),\nnn.ReLU(), nn.Flatten(2)", [1, 6, 840], 6 * 46),
    ],
)
def test_networks_are_read_as_people_write_them(text, last, parameters):
    (answer,) = ask([{"layers": text, "shape": [1, 3, 32, 32]}])
    assert answer["problem"] is None
    assert answer["rows"][-1]["shape"] == last and answer["parameters"] == parameters


def test_a_break_inside_of_sequential_is_named_by_its_own_line():
    text = "model = nn.Sequential(\n    nn.Conv2d(3, 6, 5),\n    nn.ReLU(),\n    nn.Conv2d(8, 16, 5),\n)"
    (answer,) = ask([{"layers": text, "shape": [1, 3, 32, 32]}])
    assert answer["problem"]["line"] == 4 and "to have 8 channels, but got 6" in answer["problem"]["message"]


@pytest.mark.parametrize(
    "text", ["foo(bar", "nn.Conv2d(3, 6, k)", "self.pool(x)", "nn.LSTM(3, 4)", "))((", "nn.Linear(", "x" * 9000]
)
def test_a_line_that_cannot_be_read_is_named(text):
    (answer,) = ask([{"layers": f"nn.ReLU()\n{text}", "shape": [1, 3, 32, 32]}])
    assert answer["problem"] is None or answer["problem"]["line"] == 2
