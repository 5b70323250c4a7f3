"""Predictions of book/predictions.yml: PyTorch gives the answers, and each belief leads to a number of its own."""

import math

import pytest
import torch
import torch.nn.functional as F
import yaml
from book_reader import ROOT, page_names
from d2l import torch as d2l

from autograder.course import beliefs
from autograder.course.exercise_toml import read_exercise

PREDICTIONS = yaml.safe_load((ROOT / "book/predictions.yml").read_text(encoding="utf-8"))


def numbers(value) -> list[float]:
    if isinstance(value, str):
        return [float(part) for part in value.split(",")]
    return torch.as_tensor(value, dtype=torch.float64).flatten().tolist()


def run(code: str, names: dict):
    return eval(code, names)


@pytest.mark.parametrize("name", PREDICTIONS)
def test_each_value_is_what_its_code_gives(name):
    data = PREDICTIONS[name]
    names = {"torch": torch, "F": F}
    exec(data["given"], names)
    for entry in (data, *data["beliefs"]):
        assert numbers(entry["value"]) == pytest.approx(numbers(run(entry["code"], names)), abs=1e-4), entry["says"]


@pytest.mark.parametrize("name", PREDICTIONS)
def test_beliefs_lead_to_different_numbers(name):
    data = PREDICTIONS[name]
    values = [tuple(numbers(entry["value"])) for entry in (data, *data["beliefs"])]
    assert len(set(values)) == len(values) and len(values) > 6


PIXEL, MATRIX, BIAS = (
    torch.tensor([4.0, 5, 6]).reshape(3, 1, 1),
    torch.tensor([[1.0, 0, -1], [2, 1, 3]]).reshape(2, 3, 1, 1),
    torch.tensor([10.0, -5]),
)
AS_PAIR = "def as_pair(value): return (value, value) if isinstance(value, int) else tuple(value)"  # as in the release

# By prediction: the task of an exercise that asks the same, and what it is called with.
SAME_TASK = {
    "first-number": (
        "ex01_multi_input/corr2d_multi_in",
        lambda f, given: torch.as_tensor(f(given["X"].clone(), given["K"].clone())).flatten()[:1],
    ),
    "second-map": ("ex04_conv2d_parameters/conv2d_parameter_count", lambda f, given: f(3, 4, (2, 5))),
    "mixed-pixel": (
        "ex03_one_by_one/corr2d_multi_in_out_1x1",
        lambda f, given: torch.as_tensor(f(PIXEL.clone(), MATRIX.clone())).flatten() + BIAS,
    ),
    "output-side": (
        "ex04_conv2d_parameters/conv2d_output_shape",
        lambda f, given: f(7, 7, 4, stride=3, padding=5, dilation=3)[0],
    ),
    "features-of-an-image": ("ex05_lenet_shapes/lenet_shapes", lambda f, given: f(28, 36)[-1]),
}


def result_of(coding: str, task: str, call, given: dict):
    """What the code of a belief gives; nothing if it raises or gives no number."""
    names = {"torch": torch, "F": F, "nn": torch.nn, "d2l": d2l, "math": math}
    try:
        exec(AS_PAIR, names)
        exec(coding, names)
        return numbers(call(names[task], given)) or None
    except Exception:
        return None


@pytest.mark.parametrize("name", PREDICTIONS)
def test_nine_of_ten_beliefs_of_the_exercise_are_told_apart(name):
    """A number that a belief of the same task leads to is right here, or the box says which belief gives it."""
    data, (place, call) = PREDICTIONS[name], SAME_TASK[name]
    exercise, task = place.split("/")
    given = {"torch": torch, "F": F}
    exec(data["given"], given)
    answered = [numbers(entry["value"]) for entry in (data, *data["beliefs"])]
    told, untold = [], []
    for belief in beliefs.read_all(read_exercise(ROOT / "solutions" / exercise)):
        got = result_of(belief.codings[0], task, call, given) if belief.task == task else None
        if got is not None:
            (told if any(got == pytest.approx(value, abs=1e-4) for value in answered) else untold).append(belief.id)
    assert len(told) + len(untold) > 15 and len(told) >= 9 * len(untold), untold


def test_every_prediction_is_on_a_page(book):
    shown = [tag["data-prediction"] for page in page_names() for tag in book[page].soup.select("[data-prediction]")]
    assert sorted(shown) == sorted(PREDICTIONS)


def test_the_cell_below_a_prediction_does_not_show_the_answer(book):
    """Up to the next heading, the first output after the box is folded."""
    for page in page_names():
        for box in book[page].soup.select("[data-prediction]"):
            after = box.find_next(lambda tag: tag.name in ("h2", "h3") or "cell" in tag.get("class", []))
            assert after.name in ("h2", "h3") or "tag_hide-output" in after["class"], box["data-prediction"]


def test_a_prediction_is_answered_by_the_belief_behind_it(book, new_tab):
    tab = new_tab(width=390)
    tab.goto(book["book/01-multi-input-channels"].file.as_uri())
    box = tab.locator('[data-prediction="first-number"]')
    assert "6 − 4" not in box.inner_text()  # the answer does not show before a prediction
    field, said = box.get_by_label("Your prediction"), box.locator(".said")
    for typed, found, words in [
        ("−1", "belief", "half a turn"),
        ("77", "other", "Lay each slice"),
        ("2", "right", "6 − 4"),
    ]:
        field.fill(typed)
        field.press("Enter")
        assert box.get_attribute("data-found") == found and words in said.inner_text()


def test_a_prediction_can_be_read_without_a_script(book, new_tab):
    tab = new_tab(javascript=False)
    tab.goto(book["book/01-multi-input-channels"].file.as_uri())
    box = tab.locator('[data-prediction="first-number"]')
    box.locator("summary").click()
    assert box.locator(".reply div").first.is_visible()
