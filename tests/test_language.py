"""Sentences in the language of whoever reads them."""

import pickle

import pytest

from autograder import language
from autograder.errors import CourseError, WrongUse
from autograder.language import again, from_json, in_a_row, listed, say, say_count, speaking, to_json
from autograder.plain_text import plain

CATALOGUE = """
msgid ""
msgstr "Plural-Forms: nplurals=1; plural=0;\\n"

msgid "{name} gives {what}."
msgstr "从 {name} 得到{what}。"

msgid "{where!u}: {it!l}"
msgstr "在 {where} 处， {it}"

msgid "{n} value"
msgid_plural "{n} values"
msgstr[0] "{n} 个值"

#, fuzzy
msgid "old"
msgstr "旧"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "zh_CN/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "zh_CN/LC_MESSAGES/words.po").write_text(CATALOGUE, encoding="utf-8")
    return tmp_path


def test_a_sentence_is_said_again_in_another_language(folder):
    made = say("{name} gives {what}.", name="`f`", what=say_count("{n} value", "{n} values", 3))

    assert made == "`f` gives 3 values."
    with speaking("zh", folder):
        assert again(made) == "从 `f` 得到3 个值。"
        assert say("{name} gives {what}.", name="`f`", what=1) == "从 `f` 得到1。"
    assert again(made) == "`f` gives 3 values."


@pytest.mark.parametrize(
    "travel", [lambda s: from_json(to_json(s)), lambda s: pickle.loads(pickle.dumps(s)), again, plain]
)
def test_a_sentence_stays_one_on_its_way(travel, folder):
    made = travel(say("{name} gives {what}.", name="`f`", what=say_count("{n} value", "{n} values", 1)))

    assert made == "`f` gives 1 value."
    with speaking("zh", folder):
        assert again(made) == "从 `f` 得到1 个值。"


def test_fields_change_their_first_letter_and_blanks_where_the_pattern_says_so(folder):
    made = say("{where!u}: {it!l}", where="entry `a`", it="It is wrong.")

    assert made == "Entry `a`: it is wrong."
    with speaking("zh", folder):
        assert again(made) == "在 entry `a` 处， It is wrong."
        assert (
            say("{where!u}: {it!l}", where="第三行", it="不对") == "在第三行处，不对"
        )  # no blank between Chinese letters


def test_a_field_is_never_a_pattern(folder):
    with speaking("zh", folder):
        assert say("{name} gives {what}.", name="{what}", what="{name.__class__}") == "从 {what} 得到{name.__class__}。"


def test_what_a_catalogue_does_not_know_or_is_unsure_of_stays_english(folder):
    with speaking("zh", folder):
        assert [again("new"), again("old"), again("")] == ["new", "old", ""]


def test_a_language_is_known_by_each_of_its_names():
    assert [language.known(name) for name in ("zh", "zh_CN", "zh-cn", "en", "EN")] == ["zh_CN"] * 3 + ["en"] * 2


def test_an_unknown_language_is_one_line_with_those_that_exist():
    with pytest.raises(WrongUse, match=r"^There is no language 'fr'\. Languages: en, zh_CN$"), speaking("fr"):
        pass


def test_the_language_ends_with_its_block():
    with speaking("zh"), speaking("en"):
        assert language.spoken() == "en" and say("right") == "right"
    with speaking("zh"):
        assert language.tag() == "zh-CN" and say("right") == "正确"
    assert language.spoken() == "en"


def test_lists_and_rows_of_sentences():
    assert listed("abc") == "a, b and c" and listed("a") == "a" and listed("") == ""
    assert in_a_row("One.", "", "Two.") == "One. Two."
    both = in_a_row("One.", listed("ab"))
    with speaking("zh"):
        assert listed("abc") == "a、b 和 c" and again(both) == "One.a 和 b"


def test_a_list_of_thousands_is_kept_and_said_again():
    made = listed(map(str, range(5_000)))

    with speaking("zh"):
        assert again(from_json(to_json(made))) == "、".join(map(str, range(4_999))) + " 和 4999"


@pytest.mark.parametrize("broken", [b"\xff\xfe\x00", b"no catalogue\n"])
def test_a_broken_catalogue_is_one_line_that_names_it(tmp_path, broken):
    (tmp_path / "words.zh_CN.po").write_bytes(broken)

    with (
        pytest.raises(CourseError, match=r"^.*/words\.zh_CN\.po: .*\. Mend it, or take it away$"),
        speaking("zh", tmp_path),
    ):
        pass


def test_a_sentence_is_made_plain_in_its_fields_and_cut_there():
    made = plain(say("Raises {kind}.", kind="a\x1b[0m" + "b" * 500), 100)

    assert made.startswith("Raises a [0mbbb") and made.endswith("….") and len(made) <= 100
