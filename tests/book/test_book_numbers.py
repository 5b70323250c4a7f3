"""Numbers in the text are true: each one is in what the page's code printed, or in the code itself.

A number up to 12 may stand anywhere (an axis, a count of things in view); years and versions may too. The graded
notebooks are not executed: what they say is checked where it is solved.
"""

import re
from copy import copy

import pytest
from book_reader import Page

NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:[,\u202f]\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.])\d+(?:\.\d+)?")
FREE = re.compile(r"(?:torch|PyTorch|Python|Chapter|chapter|version|d2l)\s+\d+(?:\.\d+)*|\b(?:19|20)\d\d\b")
NOT_PROSE = (
    ".cell, pre, code, .question, .predict, .prediction, [data-figure], svg, h1, h2, h3, h4, .citation, "
    ".reference.external, math"
)

FACTS = {
    "01-multi-input-channels": ["[[ 56., 72.], [104., 120.]]", "[[19., 25.], [37., 43.]]", "[[37., 47.], [67., 77.]]"],
    "02-multi-output-channels": [
        "torch.Size([3, 2, 2, 2])",
        "[[[ 56., 72.], [104., 120.]], [[ 76., 100.], [148., 172.]], [[ 96., 128.], [192., 224.]]]",
        "[[20., 28.], [44., 52.]]",
        "torch.Size([3, 1, 3, 3]) torch.Size([3]) torch.Size([1, 3, 3, 3])",
        "slices: 12",
        "112",
        "torch.Size([4, 3, 3, 3]) torch.Size([4]) torch.Size([1, 4, 3, 3])",
        "(1, 32, 28, 28)",
        "7,560",
        "124",
        "3,692,640",
        "156",
        "(4, 7, 9)",
        "0.1925",
    ],
    "03-1x1-convolution": ["weight (2, 3, 1, 1)", "same maps: True", "69,632", "589,824", "8,768", "73,728"],
    "04-conv2d-parameters": ["[2, 3, 3, 3]", "[1, 2, 3, 3]", "[1, 2, 3, 4]", "56", "224", "296", "152", "80"],
    "05-lenet-shapes": ["62,006", "61,706", "651,720", "352,800", "240,000", "48,120", "400", "256"],
    "errata": [
        "-0.3065 -0.3046 0.0708",
        "-0.3065 -0.3046 0.0710",
        "-0.6390 -0.1468 0.4136 -0.3980",
        "-0.6390 -0.1467 0.4138 -0.3981",
        "0.1789 0.0852 -0.7664",
        "bias -0.1367, map -0.6390",
        "bias 0.3255, map -0.3065",
        "0.6577 -0.2087",
        "0.3333",
        "torch.Size([3, 1, 3, 3]) torch.Size([3]) torch.Size([1, 3, 3, 3])",
        "torch.Size([4, 3, 3, 3]) torch.Size([4]) torch.Size([1, 4, 3, 3])",
    ],
}


def numbers(text: str) -> set[str]:
    return {re.sub(r"[,\u202f]", "", found) for found in NUMBER.findall(text)}


def plain(number: str) -> str:
    """1.50 and 1.5 are one number."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def untold(page) -> list[str]:
    """Numbers in the text that no code of the page prints or holds."""
    article = copy(page.article)
    for tag in article.select(NOT_PROSE):
        tag.decompose()
    text = FREE.sub(" ", article.get_text(" "))
    told = {plain(number) for number in numbers(page.printed) | numbers(page.code)}
    return sorted(
        number for number in numbers(text) if plain(number) not in told and not (number.isdigit() and int(number) <= 12)
    )


def test_every_number_in_the_text_comes_from_code(page):
    if not page.printed:
        pytest.skip("a page that prints nothing")
    assert untold(page) == []


def test_a_changed_number_is_found(book):
    page = book["book/02-multi-output-channels"]
    changed = Page(page.file)
    text = changed.article.find(string=re.compile("112 parameters"))
    text.replace_with(text.replace("112", "113"))
    assert untold(changed) == ["113"]


@pytest.mark.parametrize("chapter", FACTS)
def test_facts_of_the_sources_stand_in_executed_outputs(book, chapter):
    printed = book[f"book/{chapter}"].printed
    assert [fact for fact in FACTS[chapter] if fact not in printed] == []
