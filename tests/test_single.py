"""One file marked as `mark`, Gradescope and nbgrader's slot do it."""

import json

import pytest
from kit import EXERCISE, LAST_AXIS, RIGHT, ROOT, command

from autograder import words
from autograder.course.course import Course
from autograder.course.release import read_release
from autograder.errors import CourseError, WrongUse
from autograder.marking import single
from autograder.marking.mark import Marker
from autograder.verdict import Verdict


@pytest.fixture
def mark_written(marker, real_box, write_code):
    """mark_written("a.py", code) → the record of the file, read and repaired as a submission."""

    def mark_written(name, code, **options):
        release = read_release(Course(ROOT), EXERCISE)
        return single.mark_submitted(marker, release, write_code(name, code), lambda: real_box, **options).record

    return mark_written


def test_a_python_file_is_marked_like_a_notebook(mark_written):
    assert mark_written("a.py", RIGHT).score == 10.0
    assert mark_written("b.py", LAST_AXIS).score == 4.0


def test_a_place_in_a_python_file_is_its_line(mark_written):
    code = "\n" * 30 + "def corr2d_multi_in_out(X, K):\n    raise KeyError\n"

    assert "(line 32)" in mark_written("a.py", code).tasks[0].message


def test_notes_are_kept_without_control_codes(mark_written):
    notes = mark_written("a.py", RIGHT + "\nprint(1)\nraise ValueError('a\\x1b\\u202e\\nb')\n").notes

    assert any("ValueError: a b" in note for note in notes)


def test_the_command_replays_a_mark_with_its_seed(real_box, write_code):
    file = write_code("a.py", RIGHT.replace("for k in K], 0)", "for k in K[:4]], 0)"))
    as_it_is, release = Marker(Course(ROOT).exercise(EXERCISE)), read_release(Course(ROOT), EXERCISE)
    record = single.mark_submitted(as_it_is, release, file, lambda: real_box).record

    replayed = command("mark", EXERCISE, file, "--json", "--seed", record.seed)

    assert json.loads(replayed.stdout) == json.loads(json.dumps(record.to_json())) and replayed.returncode == 1


def test_a_missing_file_and_a_missing_release_are_told_apart(make_course, write_code):
    course = make_course()
    with pytest.raises(WrongUse, match="no such file"):
        single.mark_file(course, EXERCISE, course.root / "nothing.py")

    course.release_notebook(EXERCISE).unlink()
    with pytest.raises(CourseError, match="autograder release"):
        single.mark_file(course, EXERCISE, write_code("a.py", RIGHT))


def test_a_file_that_cannot_be_read_has_a_record_with_the_reason_for_student_and_teacher(mark_written):
    record = mark_written("a.ipynb", "[1, 2", student="ada")

    assert record.score == 0 and tuple(map(words.flag, record.flags)) == record.notes and "a.ipynb" in record.notes[0]
    assert {task.verdict for task in record.tasks} == {Verdict.MISSING} and record.graded


@pytest.mark.parametrize(
    "name", [p.name for p in (ROOT / "solutions" / "ex01_multi_input" / "right_answers").glob("seed*.py")]
)
def test_the_seeds_code_of_the_first_exercise_gets_full_marks(real_box, name):
    from autograder.marking.mark import Marker

    exercise = Course(ROOT).exercise("ex01_multi_input")
    path, release = exercise.folder / "right_answers" / name, read_release(Course(ROOT), exercise.id)

    assert single.mark_submitted(Marker(exercise), release, path, lambda: real_box).record.passed
