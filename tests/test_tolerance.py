"""How near floats must be: the author says it by task or by test, and everything that compares keeps to it."""

import json

import numpy as np
import pytest
import small_course
from kit import command

from autograder.course.course import Course
from autograder.errors import CourseError
from autograder.marking import tolerance
from autograder.marking.expecting import Unmet, expect_equal
from autograder.marking.tolerance import Tolerance
from autograder.marking.values import same
from autograder.panel_tables import differ


@pytest.mark.parametrize(
    ("right", "near"),
    [(2.0, 2.00001), ([2.0], [2.00001]), ({"a": 2.0}, {"a": 2.00001}), (2j, 2.00001j), (np.ones(2), np.ones(2) + 1e-5)],
    ids=lambda value: type(value).__name__,
)
def test_values_of_each_kind_are_compared_as_near_as_is_said(right, near):
    assert same(near, right)
    with tolerance.within(Tolerance(1e-9, 1e-9)):
        assert not same(near, right) and same(right, right)
    with tolerance.within(Tolerance(0, 0)):
        assert same(right, right)


def test_a_test_may_say_it_and_what_it_leaves_open_is_the_tasks():
    expect_equal(2.04, 2.0, tolerance=0.1)
    with pytest.raises(Unmet, match="It gives 2.04"):
        expect_equal(2.04, 2.0)
    with pytest.raises(Unmet, match="It gives 2e-09"):
        expect_equal(2e-9, 1e-9, absolute=0)
    with tolerance.within(Tolerance(0.1, 0)):
        expect_equal(1.05e-9, 1e-9)
        with pytest.raises(Unmet):
            expect_equal(1.05e-9, 1e-9, relative=0.01)


@pytest.mark.parametrize("said", [-1, float("inf"), True, "small"])
def test_what_is_no_tolerance_is_refused(said):
    with pytest.raises(ValueError, match="a tolerance is a number"):
        expect_equal(1.0, 1.0, tolerance=said)


def test_a_task_says_it_and_the_page_shows_the_digits_that_differ(tmp_path):
    root = small_course.made(tmp_path / "course", "numbers")
    toml = root / "solutions/ex01_first/exercise.toml"
    rounded = small_course.NEWTON.replace("return x", "return round(float(x), 7)")
    path = tmp_path / "ex01_first.ipynb"
    path.write_text(small_course.notebook(root, {"newton_root": rounded}), "utf-8")

    def mark():
        return json.loads(command("mark", "ex01_first", path, "--course", root, "--json").stdout)["tasks"][0]

    assert mark()["verdict"] == "PASSED"
    small_course.edit(toml, ("points = 10 ", "tolerance = 1e-12\npoints = 10 "))
    shown = mark()["counterexample"]
    assert 0 < abs(shown["got"] - shown["expected"]) < 1e-6
    small_course.edit(toml, ("tolerance = 1e-12", "tolerance = { relative = 1e-6, absolute = 0 }"))
    assert mark()["verdict"] == "PASSED"


def test_a_record_keeps_the_digits_in_which_two_numbers_differ():
    assert differ(1.23456789, 1.23456788) and not differ(1.5, 1.500001)


@pytest.mark.parametrize("said", ["-1", '"small"', "true", "{ rel = 1 }", "{}", "{ relative = -1 }"])
def test_a_task_with_no_tolerance_is_refused_in_one_line(tmp_path, said):
    root = small_course.made(tmp_path / "course", "numbers")
    small_course.edit(
        root / "solutions/ex01_first/exercise.toml", ("points = 10 ", f"tolerance = {said}\npoints = 10 ")
    )

    with pytest.raises(CourseError, match="tolerance = .* Write a number from 0 on") as refused:
        Course(root).exercise("ex01_first")
    assert "\n" not in str(refused.value)
