"""What the author of hidden tests says to students, in their language: also what is made of values."""

import pytest
from kit import EXERCISE, LAST_AXIS, ROOT

from autograder.course.course import Course
from autograder.language import again, from_json, in_a_row, say, to_json
from autograder.marking.authors import as_sentence

PATTERNS = ["{filters} filter(s) should give {filters} map(s)", "an image of {height}×{width} is not right"]


@pytest.mark.parametrize(
    ("said", "pattern", "fields"),
    [
        ("3 filter(s) should give 3 map(s)", PATTERNS[0], {"filters": "3"}),
        ("an image of 4×16 is not right", PATTERNS[1], {"height": "4", "width": "16"}),
        ("3 filter(s) should give 4 map(s)", "3 filter(s) should give 4 map(s)", {}),
        ("an image of {x}×{height} is not right", PATTERNS[1], {"height": "{x}", "width": "{height}"}),
        ("something else", "something else", {}),
    ],
)
def test_a_finished_message_is_the_pattern_with_its_values(said, pattern, fields):
    found = as_sentence(say(said), PATTERNS)

    assert (found, found.pattern, found.fields) == (said, pattern, fields)


@pytest.mark.timeout(120)
def test_a_value_in_a_message_cannot_keep_the_grader_busy():
    pattern = "With {a} planes and {b} filters the maps of {c} are {d} not right."
    said = "With " + " planes and filters the maps of are " * 5_000  # by a regular expression it takes years

    assert as_sentence(say(said), [pattern]).pattern == said
    assert as_sentence(say(said + " not right."), [pattern]).fields.keys() <= {"a", "b", "c", "d"}


def test_messages_inside_of_sentences_are_found_too():
    said = in_a_row(say("The shape differs."), say("{said!u}.", said=say("an image of 4×16 is not right")))

    found = as_sentence(said, PATTERNS)

    assert found == said == "The shape differs. An image of 4×16 is not right."
    assert found.fields["sentence"].fields["said"].pattern == PATTERNS[1]


def test_a_wrong_answer_is_answered_in_chinese_by_tests_and_beliefs(mark_code):
    task, _ = mark_code(LAST_AXIS).tasks
    exercise = Course(ROOT).exercise(EXERCISE)
    kept = [from_json(to_json(test.message)) for test in task.tests if test.message]

    with exercise.speaking("zh"):
        names = [again(test.name) for test in task.tests]
        messages = [again(message) for message in kept]
        belief, hint, refuted = (again(text) for text in (task.mistake.belief, task.mistake.hint, task.mistake.refuted))

    assert "每个滤波器得到自己的输出通道（宽的图像，宽的切片）。" in names
    assert not any(char.isascii() and char.isalpha() for char in "".join(names).replace("K", ""))
    assert any("个滤波器应得到" in message for message in messages), messages
    assert belief == "结果的通道轴是最后一个轴。" and hint.startswith("打印结果的形状。")
    assert refuted.startswith("PyTorch 把特征图放在第一个轴：")
