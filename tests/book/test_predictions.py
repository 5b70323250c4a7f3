"""Predictions of book/predictions.yml: PyTorch gives the answers, and each belief leads to a number of its own."""

import pytest
import torch
import torch.nn.functional as F
import yaml
from book_reader import ROOT, page_names

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


def test_every_prediction_is_on_a_page(book):
    shown = [tag["data-prediction"] for page in page_names() for tag in book[page].soup.select("[data-prediction]")]
    assert sorted(shown) == sorted(PREDICTIONS)


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
