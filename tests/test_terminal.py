"""What the commands print: nothing that a student's program wrote can speak to the terminal."""

import pytest
from rich.console import Console

from autograder.submission.reading import shown
from autograder.terminal import THEME, console, example_table, show_task
from autograder.verdict import Counterexample, Mistake, TaskResult, TestResult, Verdict

EXAMPLE = Counterexample(
    {"X": {"shape": [1, 1, 2], "dtype": "float32", "values": [[[0, 1]]]}},
    {"shape": [2, 1, 2], "dtype": "float32", "values": [[[3, -4]], [[5, 6]]]},
    {"shape": [2, 1, 2], "dtype": "float32", "values": [[[3, 4]], [[5, 7]]]},
)


def printed(draw, width=80, **options):
    out = Console(theme=THEME, width=width, highlight=False, record=True, file=open("/dev/null", "w"), **options)  # noqa: SIM115
    draw(out)
    out.file.close()
    return out.export_text(styles=bool(options.get("force_terminal")))


def test_what_differs_is_in_brackets_not_in_colour_alone():
    text = printed(lambda out: out.print(example_table(EXAMPLE)))

    assert "[4]" in text and "[7]" in text and "[3]" not in text and "[5]" not in text


def test_a_task_is_told_with_its_words_example_hint_and_page_in_eighty_columns():
    mistake = Mistake("relu_added", "ReLU is applied.", "Can it be negative?", "book/01-x#anchor")
    tests = (TestResult("One.", Verdict.PASSED), TestResult("Two.", Verdict.FAILED))
    task = TaskResult("corr2d", 0.0, 6.0, Verdict.FAILED, "A sentence. " * 20, tests, mistake, EXAMPLE)

    text = printed(lambda out: show_task(task, out))

    for said in ("corr2d  not yet  0/6", "may have believed that ReLU is applied.", "Can it be", "book/01-x#anchor"):
        assert said in text
    assert "1 of 2 tests pass" in text and max(map(len, text.splitlines())) <= 80


def test_markup_in_a_message_is_text():
    task = TaskResult("corr2d", 0.0, 6.0, Verdict.FAILED, "[bold]x[/bold] [link=http://a]y[/link] [/]")

    assert "[bold]x[/bold] [link=http://a]y[/link] [/]" in printed(lambda out: show_task(task, out))


@pytest.mark.parametrize(
    "got",
    [
        3, None, "text", [1, [2, 3]], {"raises": "KeyError"}, {"returned": "a set"}, {"changes": "X"}, True,
        {"shape": [], "dtype": "float32", "values": 3}, {"shape": [0], "dtype": "float32", "values": []},
        {"shape": [300], "dtype": "float32", "values": None}, {"shape": [2, 1, 2], "dtype": "float32", "values": None},
        {"shape": [2, 1, 2], "dtype": "float32", "values": [[["nan", "inf"]], [[1, 2]]]},
        {"shape": [2, 0], "dtype": "float32", "values": [[], []]},
        {"shape": [1, 1, 1, 1, 1], "dtype": "float32", "values": [[[[[1]]]]]},
    ],
)  # fmt: skip
def test_any_value_can_be_shown(got):
    for expected in (EXAMPLE.expected, got, 3):
        printed(lambda out, e=expected: out.print(example_table(Counterexample({"X": got}, e, got))))


def test_a_changed_argument_is_said_in_words():
    text = printed(lambda out: out.print(example_table(Counterexample({"X": 1}, 2, {"changes": "X"}))))

    assert "changes X" in text and "{" not in text


def test_what_a_name_holds_reaches_no_terminal(capsys):
    console().print("caf\udce9 \x1b[2J \u202ecba \x07 \N{LATIN SMALL LETTER E WITH ACUTE}\nnext", markup=False)

    said = capsys.readouterr().out
    assert said == "caf\ufffd \ufffd \ufffdcba \ufffd é\nnext\n"


def test_a_blank_of_a_name_stays_and_a_code_does_not():
    """Chinese and French names are written with blanks that Python calls not printable."""
    assert shown("李\N{IDEOGRAPHIC SPACE}雷\N{NO-BREAK SPACE}x") == "李\N{IDEOGRAPHIC SPACE}雷\N{NO-BREAK SPACE}x"
    assert shown("a\x1b[2J\nb\N{RIGHT-TO-LEFT OVERRIDE}\udce9") == "a��b��"
