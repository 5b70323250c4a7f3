"""The page's sentences are those of the engine, for any two values."""

import sys

import box_kit  # noqa: F401  puts the page's modules on the path
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import language
from judging import sentences as page
from judging import values as page_values
from kit import ROOT

from autograder.marking import difference
from autograder.marking.values import Changes, Raises, same

sys.path.insert(0, str(ROOT / "book"))
from script_words import words_of_python

AXES = {2: ("row", "column"), 3: ("channel", "row", "column"), 4: ("image", "channel", "row", "column")}
RIGHT = torch.tensor([[[1.0, 2.0], [3.0, -4.0]], [[5.0, 6.0], [7.0, 9.0]], [[-1.0, 0.5], [2.5, -3.0]]])
WRONG = {
    "all alike": RIGHT[:1].expand(3, 2, 2),
    "one repeats": RIGHT[[0, 0]],
    "exchanged": RIGHT[[1, 0, 2]],
    "one differs": RIGHT + torch.tensor([0.0, 1.0, 0.0]).reshape(3, 1, 1),
    "halved": RIGHT / 2,
    "shifted": RIGHT + 3,
    "rounded": RIGHT * 1.001,
    "zeros": torch.zeros(3, 2, 2),
    "clamped": RIGHT.clamp(min=0),
    "reversed": RIGHT.flip(2).flip(1).flip(0),
    "not finite": RIGHT * torch.nan,
    "double": RIGHT.double(),
    "moved": RIGHT.permute(1, 2, 0),
    "one axis less": RIGHT[0],
    "one axis more": RIGHT[None],
    "cut": RIGHT[:, :1],
    "a list": RIGHT.tolist(),
    "nothing": None,
    "an error": Raises("IndexError"),
    "a change": Changes("X"),
}


def in_the_page(value):
    """The same value in the page's torch."""
    if isinstance(value, torch.Tensor):
        numbers, dtype = value.reshape(-1).tolist(), str(value.dtype).removeprefix("torch.")
        return page_values.from_json({"shape": list(value.shape), "dtype": dtype, "numbers": numbers})
    if isinstance(value, Raises):
        return page_values.Raises(value.kind)
    if isinstance(value, Changes):
        return page_values.Changes(value.argument)
    return type(value)(map(in_the_page, value)) if isinstance(value, tuple | list) else value


def both(got, expected, axes=()):
    return difference.sentence(got, expected, axes), page.sentence(in_the_page(got), in_the_page(expected), axes)


class Translated(dict):
    """A made-up language: the English sentence with a sign; only for those that translators see."""

    def get(self, text, instead=None):
        return f"{text}译" if text in self else instead


@pytest.mark.parametrize("what", WRONG)
def test_every_sentence_is_one_that_translators_see(what, monkeypatch):
    programs = [file.read_text(encoding="utf-8") for file in (ROOT / "book/practice/judging").glob("*.py")]
    words = {words for program in programs for words, _ in words_of_python(program)}
    monkeypatch.setattr(language, "words", Translated.fromkeys(words | {"channel", "channels"}))
    right = RIGHT[:2] if what == "one repeats" else RIGHT
    for axes in ((), AXES[3]):
        said = page.sentence(in_the_page(WRONG[what]), in_the_page(right), axes)
        assert said.endswith("译"), said


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_tensor(what):
    right = RIGHT[:2] if what == "one repeats" else RIGHT
    for axes in ((), AXES[3]):
        engine, here = both(WRONG[what], right, axes)
        assert engine and here == engine


numbers = st.one_of(st.integers(-3, 3), st.sampled_from([0.5, -2.0, 7.0]), st.booleans(), st.none())
plain = st.one_of(
    numbers, st.lists(numbers, max_size=3), st.lists(numbers, max_size=3).map(tuple), st.tuples(st.tuples(numbers))
)
values = st.one_of(plain, st.sampled_from([Raises("ValueError"), Raises("IndexError")]))


@settings(max_examples=200, deadline=None)
@given(got=values, expected=values)
def test_any_plain_values(got, expected):
    if expected is None or same(got, expected):
        return
    engine, here = both(got, expected)
    assert here == engine


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_any_small_tensors(data):
    shape = data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=4).map(tuple))
    other = data.draw(st.one_of(st.just(shape), st.permutations(shape).map(tuple), st.just((*shape, 1))))
    dtype = data.draw(st.sampled_from([torch.float32, torch.float32, torch.int64, torch.bool]))
    few = st.integers(0, 2).map(float)

    def tensor(size):
        count = torch.Size(size).numel()
        return torch.tensor(data.draw(st.lists(few, min_size=count, max_size=count))).reshape(size)

    expected, got = tensor(shape), tensor(other).to(dtype)
    if not same(got, expected):
        engine, here = both(got, expected, data.draw(st.sampled_from([(), AXES.get(len(shape), ())])))
        assert here == engine
