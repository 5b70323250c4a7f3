"""`autograder verify` draws several times: a wrong answer that is caught by luck is named, with how often."""

import re

import small_course
from kit import command


def test_a_wrong_answer_that_is_caught_with_some_draws_alone_is_named(tmp_path):
    root = small_course.made(tmp_path / "course", "numbers")
    small_course.edit(
        root / "solutions/ex01_first/hidden_tests.py",
        (
            "    expect_equal(answer.newton_root(a, start, 3)",
            "    if a > 28:\n        expect_equal(answer.newton_root(a, start, 3)",
        ),
    )

    done = command("verify", "ex01_first", "--course", root)

    assert done.returncode == 1
    by_luck = r": (\w+): newton_root: 0 points with \d of 5 draws, by luck. Test an input on which it is wrong for sure"
    assert re.findall(by_luck, done.stdout) == ["always_from_the_start"]
