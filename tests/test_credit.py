"""Points by tests: each passed test earns its part, and neither a stub nor what is not allowed earns anything."""

import dataclasses
import itertools

import pytest
from kit import EXERCISE, FIRST, RIGHT, ROOT, SECOND, copy_exercise, solution

from autograder.course import beliefs, release
from autograder.course.course import Course
from autograder.course.exercise import Limits
from autograder.course.exercise_toml import read_exercise
from autograder.errors import CourseError
from autograder.marking.feedback import page
from autograder.marking.mark import Marker
from autograder.submission.cell import cells_of
from autograder.verdict import Record, Verdict
from autograder.words import ended

BY_TESTS = 'points = 6\ncredit = "tests"'
LATE_RAISE = '''

@task("{FIRST}", weight=3)
def refuses_large_kernels(answer, draw):
    """Refuses a kernel that is larger than the image."""
    expect_raises(RuntimeError, lambda: answer.{FIRST}(draw.image(1, 2, 2), draw.filters(1, 1, 4, 4)))


@task("{FIRST}")
def leaves_the_image(answer, draw):
    """Leaves the image as it is."""
    answer.{FIRST}(draw.image(1, 3, 3), draw.filters(1, 1, 2, 2))
'''.replace("{FIRST}", FIRST)


@pytest.fixture(scope="module")
def by_tests(tmp_path_factory):
    """The second exercise with credit by tests, and two tests that a stub or an empty function passes."""
    folder = copy_exercise(EXERCISE, tmp_path_factory.mktemp("by_tests"))
    toml = folder / "exercise.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("points = 6", BY_TESTS), encoding="utf-8")
    tests = folder / "hidden_tests.py"
    imported = "from autograder.testing import expect_raises, task\n"
    tests.write_text(tests.read_text(encoding="utf-8") + "\n" + imported + LATE_RAISE, encoding="utf-8")
    exercise = read_exercise(folder)
    return Marker(dataclasses.replace(exercise, feedback="example", limits=Limits(60, 3, 1200)))


@pytest.fixture(scope="module")
def first(by_tests, real_box):
    """The result of the first task for this code."""

    def first(*code):
        cells = cells_of(["import torch\nfrom d2l import torch as d2l", *code])
        return by_tests.mark(cells, real_box, only_task=FIRST).record.tasks[0]

    return first


def stub(body):
    return f"def {FIRST}(X, K):\n    {body}"


def test_right_earns_everything_and_what_passes_no_test_nothing(first):
    right, wrong = first(RIGHT), first(stub("return X"))

    assert (right.score, right.verdict) == (6.0, Verdict.PASSED)
    assert wrong.score == 0.0, "it leaves the image as it is, which an empty function does too"
    assert wrong.tests[-1].verdict is Verdict.PASSED, "the engine's own test is passed, and earns nothing alone"


@pytest.mark.parametrize("body", [f'raise NotImplementedError("write {FIRST} here")', "pass", "...", "return None"])
def test_a_stub_earns_nothing(first, body):
    assert first(stub(body)).score == 0.0


def test_tests_that_a_stub_passes_are_worth_nothing_and_the_rest_is_worth_all(first):
    worth = {test.name: test.worth for test in first(stub("return X")).tests}

    assert worth["Refuses a kernel that is larger than the image."] == 0.0
    assert worth["Leaves the image as it is."] == 0.0
    assert sum(worth.values()) == pytest.approx(6.0)


def test_what_is_not_allowed_or_never_ends_earns_nothing(first):
    banned = stub("return torch.nn.functional.conv2d(X[None], K)[0]")
    endless = stub("\n    while X.shape[0] == 2: pass\n    return _right(X, K)")
    right = RIGHT.replace(f"def {FIRST}(", "def _right(")

    assert (first(banned).score, first(banned).verdict) == (0.0, Verdict.NOT_ALLOWED)
    ended_late = first(right, endless)
    assert ended_late.tests[0].verdict is Verdict.PASSED and ended_late.tests[0].worth, "three planes went well"
    assert (ended_late.score, ended_late.verdict) == (0.0, Verdict.TIMED_OUT)


def test_more_tests_passed_never_means_fewer_points(by_tests, real_box):
    """On every belief about the task, in its first coding."""
    exercise = by_tests.exercise
    source = ["import torch\nfrom d2l import torch as d2l", RIGHT, solution(SECOND)]
    found = []
    for belief in beliefs.read_all(exercise):
        for coding in belief.codings[:1] if FIRST in belief.wrong_in else ():
            task = by_tests.mark(cells_of([*source, coding]), real_box, only_task=FIRST).record.tasks[0]
            passed = sum(test.verdict is Verdict.PASSED and bool(test.worth) for test in task.tests)
            if task.verdict is not Verdict.NOT_ALLOWED:
                found.append((passed, task.score, belief.id))

    assert len({score for _, score, _ in found}) > 2, "some pass more tests than others"
    for (fewer, less, one), (more, most, other) in itertools.permutations(found, 2):
        assert fewer >= more or less <= most, f"{one} passes {fewer} tests and earns {less}, {other} {more} and {most}"
    assert all(score < 6.0 for _, score, _ in found)


def test_a_weight_gives_a_test_more_points(tmp_path, real_box):
    folder = copy_exercise(EXERCISE, tmp_path)
    toml = folder / "exercise.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("points = 6", BY_TESTS), encoding="utf-8")
    (folder / "hidden_tests.py").write_text(
        f"""
from autograder.testing import expect, task

@task("{FIRST}", weight=3)
def one(answer, draw):
    "Gives one."
    expect(answer.{FIRST}(draw.image(1, 2, 2), draw.filters(1, 1, 1, 1)) == 1, "It does not.")

@task("{FIRST}", weight=2)
def two(answer, draw):
    "Gives two."
    expect(answer.{FIRST}(draw.image(1, 2, 2), draw.filters(1, 1, 1, 1)) == 2, "It does not.")

@task("{SECOND}")
def three(answer, draw):
    "Gives three."
    expect(answer.{SECOND}(draw.image(1, 2, 2), draw.filters(1, 1, 1, 1)) == 3, "It does not.")
"""
    )
    marker = Marker(read_exercise(folder))

    record = marker.mark(cells_of([stub("return 1")]), real_box, only_task=FIRST).record

    assert [test.worth for test in record.tasks[0].tests] == [3.0, 2.0, 1.0]  # and the engine's own test
    assert record.tasks[0].score == 4.0
    assert ended(record.tasks[0]) == "not yet 4"
    shown = page(marker.exercise, record)
    assert "The tests that pass earn 4 of 6 points." in shown and 'Gives one.<span class="aside"> · 3 points' in shown
    assert Record.from_json(record.to_json(private=True)).tasks[0].tests == record.tasks[0].tests


@pytest.mark.parametrize("credit", ["some", "", 5])
def test_another_word_for_credit_is_one_line(tmp_path, credit):
    folder = copy_exercise(EXERCISE, tmp_path)
    toml = folder / "exercise.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("points = 6", f"points = 6\ncredit = {credit!r}"), "utf-8")

    with pytest.raises(CourseError, match=r"^solutions/ex02_multi_output/exercise.toml: .*credit"):
        read_exercise(folder)


@pytest.mark.parametrize("weight", ["0", "-1", "'2'", "True", "float('nan')"])
def test_a_weight_that_is_no_number_above_0_is_one_line(tmp_path, weight):
    folder = copy_exercise(EXERCISE, tmp_path)
    tests = folder / "hidden_tests.py"
    said = tests.read_text(encoding="utf-8").replace(f'@task("{FIRST}")', f'@task("{FIRST}", weight={weight})', 1)
    tests.write_text(said, encoding="utf-8")

    with pytest.raises(CourseError, match=r"hidden_tests\.py: ValueError: weight = .* is no number above 0"):
        Marker(read_exercise(folder)).require_whole()


@pytest.mark.parametrize(
    "expected, says",
    [
        ("7", "Write points from 0 to less than 6"),
        ("-1", "Write points from 0 to less than 6"),
        ('"2"', "Write points from 0 to less than 6"),
        ("{other = 2}", "wrong_in does not"),
    ],
)
def test_points_that_no_wrong_answer_can_deserve_are_one_line(tmp_path, expected, says):
    folder = copy_exercise(EXERCISE, tmp_path)
    with_expected(folder, expected)

    with pytest.raises(CourseError, match=says):
        beliefs.read_all(read_exercise(folder))


def test_points_for_a_wrong_answer_need_credit_by_tests(tmp_path):
    folder = copy_exercise(EXERCISE, tmp_path)
    with_expected(folder, "2", credit=False)

    with pytest.raises(CourseError, match='earns all or nothing. Write credit = "tests"'):
        beliefs.read_all(read_exercise(folder))


def with_expected(folder, expected, credit=True):
    file = folder / "wrong_answers" / f"{FIRST}.toml"
    head, mark, rest = file.read_text(encoding="utf-8").partition("]\n")
    file.write_text(f"{head}{mark}expected = {expected}\n{rest}", encoding="utf-8")
    if credit:
        toml = folder / "exercise.toml"
        toml.write_text(toml.read_text(encoding="utf-8").replace("points = 6", BY_TESTS), encoding="utf-8")


def test_the_course_itself_stays_all_or_nothing():
    assert {task.credit for exercise in Course(ROOT).exercises() for task in exercise.tasks} == {"all"}


def test_the_notebook_says_that_tests_earn_points_one_by_one(by_tests):
    texts = ["".join(cell["source"]) for cell in release.cut(by_tests.exercise).release["cells"]]

    said = [text for text in texts if "**6 points, test by test:**" in text]
    assert len(said) == 1 and f"`{FIRST}`" in said[0] and "**Not allowed in this task:**" in said[0]
