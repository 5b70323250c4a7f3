"""`exercise.toml`: read once, and each broken rule is one line that names the file, the rule and the next step."""

import re

import pytest

from autograder.course.course import find_course
from autograder.course.exercise_toml import read_exercise
from autograder.errors import CourseError, WrongUse

GOOD = """\
title = "Many output channels"
chapter = "02-multi-output-channels"

[[tasks]]
name = "first"
points = 6
arguments = ["X", "K"]
not_allowed = ["convolution"]

[[tasks]]
name = "second"
points = 2.5
arguments = ["X"]

[question]
name = "why"
points = 2
"""


@pytest.fixture
def written(tmp_path):
    """written(text) → the exercise that this exercise.toml describes."""

    def written(text, folder="ex09_demo"):
        path = tmp_path / "solutions" / folder
        path.mkdir(parents=True)
        (path / "exercise.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_exercise(path)

    return written


def test_what_is_written_is_what_is_read_and_the_rest_has_defaults(written):
    exercise = written(GOOD)

    assert (exercise.id, exercise.title, exercise.feedback) == ("ex09_demo", "Many output channels", "full")
    assert [(task.name, task.points, task.arguments) for task in exercise.tasks] == [
        ("first", 6.0, ("X", "K")),
        ("second", 2.5, ("X",)),
    ]
    assert exercise.tasks[0].not_allowed == ("convolution",) and exercise.tasks[0].checks_id == "test_first"
    assert exercise.max_score == 8.5, "the question is marked by a person"
    assert exercise.asked == [("why", 2.0)]
    assert (exercise.limits.seconds, exercise.limits.call_seconds, exercise.limits.memory_mb) == (60, 5, 1200)
    assert exercise.probe_source == ""


@pytest.mark.parametrize(
    "old, new, says",
    [
        ('title = "Many output channels"\n', "", "'title' is missing"),
        ('arguments = ["X"]\n', "", "'arguments' is missing"),
        ("points = 6", "points = 0", "points = 0"),
        ("points = 6", "points = -1", "points = -1"),
        ("points = 6", "points = nan", "points = nan"),
        ("points = 6", "points = inf", "points = inf"),
        ("points = 6", "points = true", "points = True"),
        ("points = 6", 'points = "6"', "points = '6'"),
        ('name = "first"', 'name = "my function"', "'my function' is not a Python name"),
        ('name = "first"', "name = 1", "1 is not a Python name"),
        ('name = "second"', 'name = "first"', "occurs twice"),
        ('name = "why"', 'name = "first"', "occurs twice"),
        ('["convolution"]', '["convolutions"]', "forbids 'convolutions'"),
        ("not_allowed", "not_alowed", "[[tasks]] has a key 'not_alowed' that nobody reads"),
        ("[question]", 'feedback = "all"\n[question]', "[[tasks]] has a key 'feedback' that nobody reads"),
        ('title = "M', 'tittle = "x"\ntitle = "M', "the file has a key 'tittle' that nobody reads"),
        ("[question]", "[limits]\nsecond = 1\n[question]", "[limits] has a key 'second' that nobody reads"),
        ("[question]", "[[questions]]\nname = 'how'\npoints = 1\n[question]", "Write [[questions]] for each"),
        ("[question]", "questions = 3\n[other]", "a key 'other' that nobody reads"),
        ('title = "M', 'limits = 5\ntitle = "M', "[limits] is not a table"),
        ('title = "Many output channels"', "title = 3", "title = 3"),
        ('title = "Many output channels"', 'title = " "', "title = ' '"),
        ('name = "first"', 'name = "class"', "'class' is not a Python name"),
        ('["X", "K"]', '"XK"', "arguments = 'XK'"),
        ('["X", "K"]', '["X", 1]', "1 is not a Python name"),
        ('["convolution"]', '"convolution"', "not_allowed = 'convolution'"),
        ('chapter = "02', 'feedback = "all"\nchapter = "02', "feedback = 'all'"),
        ("[question]", "[limits]\nseconds = 0\n[question]", "seconds = 0"),
        ("[question]", "[limits]\ncall_seconds = -1\n[question]", "call_seconds = -1"),
        ("[question]", "[limits]\nseconds = nan\n[question]", "seconds = nan"),
        ("[question]", "[limits]\nseconds = true\n[question]", "seconds = True"),
        ("[question]", '[limits]\nmemory_mb = "much"\n[question]', "memory_mb = 'much'"),
        ("[question]", "[question", "Mend the line"),
        ('title = "M', "title = M", "Mend the line"),
    ],
)
def test_a_broken_rule_is_one_line_with_the_file_the_rule_and_the_next_step(written, old, new, says):
    assert old in GOOD
    with pytest.raises(CourseError) as error:
        written(GOOD.replace(old, new, 1))

    assert says in str(error.value)
    assert re.fullmatch(r"solutions/ex09_demo/exercise\.toml: .+[.] [A-Z].+", str(error.value))


@pytest.mark.parametrize(
    "tasks, says", [("[]", "asks for one at least"), ('["f"]', "not a table"), ("3", "It is a list")]
)
def test_an_exercise_without_tasks_is_refused(written, tasks, says):
    with pytest.raises(CourseError, match=says):
        written(f'title = "a"\nchapter = "b"\ntasks = {tasks}\n')


@pytest.mark.parametrize("tables", ["[[questions]]", "[question]"])
def test_an_exercise_may_ask_questions_only(written, tables):
    exercise = written(f'title = "a"\nchapter = "b"\n{tables}\nname = "why"\npoints = 2\n')

    assert exercise.tasks == () and exercise.asked == [("why", 2.0)] and exercise.max_score == 0


def test_several_questions_have_points_each(written):
    more = '\n[[questions]]\nname = "how"\npoints = 0.5\n'

    assert written(GOOD.replace("[question]", "[[questions]]") + more).asked == [("why", 2.0), ("how", 0.5)]


def test_bytes_that_are_no_text_are_refused_in_one_line(written):
    with pytest.raises(CourseError, match=r"exercise\.toml: .*Mend the line"):
        written(b"title = '\xff\xfe'\n")


def test_an_id_that_no_other_tool_takes_is_refused(written):
    with pytest.raises(CourseError, match="small letters, digits and _"):
        written(GOOD, "Ex 9")


def test_a_course_is_found_from_below_but_not_when_another_folder_was_named(make_course, tmp_path):
    course = make_course()
    below = course.root / "solutions" / "ex02_multi_output"

    assert find_course(below).root == course.root
    with pytest.raises(CourseError, match="--course DIR"):
        find_course(below, given=True)
    with pytest.raises(CourseError, match="not a course"):
        find_course(tmp_path)


def test_an_unknown_exercise_is_answered_with_the_ones_there_are(make_course):
    with pytest.raises(WrongUse, match="no such exercise. The course has: ex02_multi_output"):
        make_course().exercise("ex99")


def test_without_solutions_marking_says_what_is_missing(make_course):
    course = make_course()
    course.solutions.rename(course.root / "elsewhere")

    assert find_course(course.root).exercise_ids() == []
    with pytest.raises(CourseError, match="put solutions/ back"):
        course.exercise("ex02_multi_output")
