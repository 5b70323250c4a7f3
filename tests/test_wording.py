"""Sentences in texts and in code: each is found, and another one in its place changes nothing else."""

import ast

import pytest

from autograder.course import wording
from autograder.errors import CourseError

TEXT = """\
# A title with `code`

Two lines
of a paragraph, with $x$.

- an item
  that goes on
1. another

| a head | 12 |
|---|:--|
| a cell | a cell |

```text
  a picture   ■
```

<details><summary>Hint 1</summary>

Inside.

</details>

`code` $x$
"""
SENTENCES = [
    "A title with `code`",
    "Two lines of a paragraph, with $x$.",
    "an item that goes on",
    "another",
    "a head",
    "a cell",
    "  a picture   ■",
    "Hint 1",
    "Inside.",
]


def test_each_sentence_of_a_text_is_found_once_and_whole():
    assert wording.collected(lambda say: wording.markdown(TEXT, say)) == SENTENCES


def test_a_text_in_other_words_keeps_its_marks():
    said = wording.markdown(TEXT, lambda sentence: f"<{SENTENCES.index(sentence)}>")

    assert said.splitlines() == [
        *("# <0>", "", "<1>", "", "- <2>", "1. <3>", "", "| <4> | 12 |", "|---|:--|", "| <5> | <5> |", "", "```text"),
        *("<6>", "```", "", "<details><summary><7></summary>", "", "<8>", "", "</details>", "", "`code` $x$"),
    ]


def test_a_table_without_outer_bars_and_a_cell_with_a_bar_of_its_own_stay_tables():
    text = "a head | another\n---|---\na cell | with \\| a bar"

    assert wording.markdown(text, str.upper) == "A HEAD | ANOTHER\n---|---\nA CELL | with \\| a bar"


CODE = '''\
# %pip install torch
# A comment.
def f(x):
    """A docstring."""
    assert x.shape == (2,), f"The shape is {tuple(x.shape)}, not {y!r}; {{2}}, {len(x):.2f}."
    raise ValueError("Not this " "way.")  # behind
    print("✓ All right.", "abc")


names = ["first step", "last"]
own = f("a text of its own")
data = open("a file name.txt")
'''
OF_CODE = [
    "A comment.",
    "A docstring.",
    "The shape is {shape}, not {y}; {{2}}, {x}.",
    "Not this way.",
    "behind",
    "✓ All right.",
    "abc",
]
OF_CHECKS = ["first step", "last", "a text of its own"]


@pytest.mark.parametrize(("checks", "wanted"), [(False, OF_CODE), (True, OF_CODE + OF_CHECKS)])
def test_what_code_says_is_found_and_what_it_computes_with_is_not(checks, wanted):
    assert sorted(wording.collected(lambda say: wording.code(CODE, say, checks=checks))) == sorted(wanted)


def test_a_message_in_other_words_has_the_same_values_in_another_order():
    words = {"The shape is {shape}, not {y}; {{2}}, {x}.": "{x}！{{2}} “{y}” 而不是 {shape}", "behind": "后面"}

    said = wording.code(CODE, lambda sentence: words.get(sentence, sentence))

    assert """f"{len(x):.2f}！{{2}} “{y!r}” 而不是 {tuple(x.shape)}"\n""" in said
    assert """raise ValueError("Not this way.")  # 后面\n""" in said
    assert said.splitlines()[0] == "# %pip install torch"
    ast.parse(said)


@pytest.mark.parametrize(
    ("english", "translation", "why"),
    [
        ('assert x, f"It is {x}."', "是 {z}。", "has a field {z} of its own"),
        ('assert x, "No."', '"坏" + bad', 'holds "'),
        ('assert x, "No."', "坏\\", "changes the code of `assert x"),
        ('assert x, "No."', "坏\n坏", "changes the code of `assert x"),
        ("x = 1  # one", "一\nx = 2", "changes the code of `x = 1"),
    ],
)
def test_a_translation_that_would_change_the_code_is_refused(english, translation, why):
    with pytest.raises(CourseError, match="^words.po: ") as refused:
        wording.code(english, lambda _: translation, where="words.po")

    assert why in str(refused.value)


def test_code_that_does_not_parse_is_left_alone():
    assert wording.code("!ls  # a comment\nassert f(", str.upper) == "!ls  # a comment\nassert f("


def test_of_hidden_tests_messages_are_found_and_only_tests_are_quoted():
    text = '"""Of the file."""\n\n\ndef help(x):\n    """Of a helper."""\n    return "ij,jk->ik"\n\n\n'
    text += '@task("f")\ndef t(answer, draw):\n    """The line of the test."""\n'
    text += '    check(answer, f"with {n} rows it is wrong")\n'

    assert wording.messages(text) == ["The line of the test.", "with {n} rows it is wrong"]
