"""The log of a student's marks: each change has its cause, the sum follows, and a regrade can be taken back."""

import json
import multiprocessing
import re
import shutil
from datetime import datetime, timedelta

import kit
import pytest
import small_course
from kit import EXERCISE, FIRST, RIGHT, SECOND, command

from autograder import nbgrader_bridge
from autograder.classroom import grade, history_screen, settle, take_back
from autograder.classroom.grade import Wishes
from autograder.classroom.history import Cause, History
from autograder.course.course import Course
from autograder.errors import WrongUse
from autograder.sums import StudentMarks, TaskMarks

DUE = '\n[hand_in]\ndue = 2027-01-15T18:00:00+01:00\nlate = "10 % a day"\n'
TOO_STRICT = f'''

@task("{FIRST}")
def too_strict(answer, draw):
    """A test that its author got wrong."""
    expect(answer.{FIRST}(draw.image(1, 3, 3), draw.filters(1, 1, 2, 2)).sum() > 1e9, "Not large enough.")
'''


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory, real_box):
    """Ada and Bob are two days late; one hidden test asks for what no right answer gives. They are graded."""
    course = kit.small_course(tmp_path_factory.mktemp("late") / "course")
    folder = course.solutions / EXERCISE
    for name, more in (("exercise.toml", DUE), ("hidden_tests.py", TOO_STRICT)):
        file = folder / name
        file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    small_course.edit(folder / "exercise.toml", ('feedback = "full"', 'feedback = "example"'))  # no line at fault
    for student in ("ada", "bob"):
        handed_in = course.classroom / "submitted" / student / EXERCISE
        handed_in.mkdir(parents=True)
        (handed_in / f"{EXERCISE}.py").write_text(RIGHT, encoding="utf-8")
        (handed_in / "timestamp.txt").write_text("2027-01-17 09:00:00 UTC")
    with pytest.MonkeyPatch.context() as patch:
        kit.mark_in_a_thread(real_box, patch)
        grade.run(course, EXERCISE, Wishes())
    return course


@pytest.fixture
def late_class(graded_once, grade_here, tmp_path):
    """A copy of that class: marking it takes seconds, for no counterexample shows what a wrong test asks."""
    return Course(shutil.copytree(graded_once.root, tmp_path / "course"))


def mend(course):
    file = course.solutions / EXERCISE / "hidden_tests.py"
    file.write_text(file.read_text(encoding="utf-8").replace(TOO_STRICT, ""), encoding="utf-8")


def mark_by_hand(course, student, task, points):
    settings = nbgrader_bridge.read_settings(course.root)
    with nbgrader_bridge.open_gradebook(settings.db_url, settings.course_id) as book:
        book.find_grade(f"test_{task}", EXERCISE, EXERCISE, student).manual_score = points
        book.db.commit()


def scores(course):
    with settle.settler(course, EXERCISE) as ours:
        return {marks.student: marks.score for marks in ours.settle()}


def shown(course, student, capsys):
    capsys.readouterr()
    status = history_screen.run(course, EXERCISE, student)
    return status, capsys.readouterr().out.splitlines()


def test_the_history_of_a_student_is_read_in_ten_lines_and_the_sum_follows(late_class, capsys):
    settle.extend(late_class, EXERCISE, "ada", "2027-01-16T18:00:00+01:00")
    mark_by_hand(late_class, "ada", SECOND, 3.0)
    mend(late_class)
    grade.run(late_class, EXERCISE, Wishes())
    History(late_class, EXERCISE).tell("ada", Cause.ASKED, "Is the second one not right as well?")

    status, lines = shown(late_class, "ada", capsys)

    assert status == 0 and len(lines) <= 10
    texts = [re.sub(r" +", " ", line[16:]).strip() for line in lines[:-1]]
    assert texts == [  # 4 points, a fifth off; a tenth off; 3 of 4 by hand; 6 + 3, a tenth off
        f"3.2 graded: {FIRST} 0 of 6, {SECOND} 4 of 4, why_all_inputs 0 of 2, 1 d 16 h late, −0.8",
        "3.6 may hand in until 2027-01-16 18:00+01:00: 16 h 0 min late, −0.4, before −0.8",
        f"2.7 marked by hand: {SECOND} 4 → 3, 16 h 0 min late, −0.3, before −0.4",
        f"8.1 graded again, hidden_tests.py changed: {FIRST} 0 → 6, 16 h 0 min late, −0.9, before −0.3",
        "8.1 asked: Is the second one not right as well?",
    ]
    assert lines[-1] == "6 + 3 + 0 = 9, 16 h 0 min late, −0.9: 8.1 of 12"


def test_a_regrade_prints_what_moved_for_whom_and_can_be_taken_back(late_class, capsys):
    mark_by_hand(late_class, "bob", FIRST, 5.0)
    mend(late_class)
    capsys.readouterr()
    grade.run(late_class, EXERCISE, Wishes())
    said = capsys.readouterr().out

    assert f"changed: ada: 3.2 → 8 (hidden_tests.py changed): {FIRST} 0 → 6" in said
    assert f"To take these marks back: autograder history {EXERCISE} --take-back" in said
    assert scores(late_class) == {"ada": 8.0, "bob": pytest.approx(7.2)}, "Bob's 5 by hand stay"
    page = late_class.classroom / "feedback" / "ada" / EXERCISE / f"{EXERCISE}.html"
    good = page.read_text(encoding="utf-8")

    assert take_back.run(late_class, EXERCISE, "last", None) == 0
    assert f"taken back: ada: 8 → 3.2: {FIRST} 6 → 0" in capsys.readouterr().out
    assert scores(late_class) == {"ada": pytest.approx(3.2), "bob": pytest.approx(7.2)}
    assert "A test that its author got wrong." in page.read_text(encoding="utf-8")
    notebook = late_class.classroom / "autograded" / "ada" / EXERCISE / f"{EXERCISE}.ipynb"
    assert "Not large enough" in notebook.read_text(encoding="utf-8")
    _, lines = shown(late_class, "ada", capsys)
    assert "taken back: the run of" in lines[-2]

    assert take_back.run(late_class, EXERCISE, "last", "ada") == 0, "what was taken back can be taken back"
    assert scores(late_class)["ada"] == 8.0 and page.read_text(encoding="utf-8") == good

    capsys.readouterr()
    history_screen.run(late_class, EXERCISE, None)
    assert "graded again, hidden_tests.py changed" in capsys.readouterr().out


def test_who_was_marked_again_since_keeps_the_newer_marks(late_class, capsys):
    mend(late_class)
    grade.run(late_class, EXERCISE, Wishes())
    handed_in = late_class.classroom / "submitted" / "ada" / EXERCISE / f"{EXERCISE}.py"
    handed_in.write_text(RIGHT + "\n# another file", encoding="utf-8")
    grade.run(late_class, EXERCISE, Wishes())
    capsys.readouterr()

    assert take_back.run(late_class, EXERCISE, "last", None) == 1

    said = capsys.readouterr().out
    assert "left out: ada: " in said and "taken back: bob: 8 → 3.2" in said
    assert scores(late_class) == {"ada": 8.0, "bob": pytest.approx(3.2)}


def test_nothing_to_take_back_is_one_line(late_class):
    with pytest.raises(WrongUse, match="no run has changed a mark that was there. Nothing to take back"):
        take_back.run(late_class, EXERCISE, "last", None)


def test_a_log_that_was_cut_off_costs_one_line_and_is_written_on(late_class, capsys):
    settle.extend(late_class, EXERCISE, "ada", "2027-01-16T18:00:00+01:00")
    path = History(late_class, EXERCISE).path("ada")
    first, second = path.read_bytes().splitlines()
    path.write_bytes(first[: len(first) // 2] + b"\n" + second + b"\n" + second[:40])  # in the middle, and at the end

    mark_by_hand(late_class, "ada", SECOND, 3.0)
    status, lines = shown(late_class, "ada", capsys)

    assert status == 1
    assert "may hand in until" in lines[0] and f"marked by hand: {SECOND} 4 → 3" in lines[1]
    assert lines[2].startswith("0 + 3 + 0 = 3, 16 h 0 min late, −0.3: 2.7 of 12")
    assert re.search(r"history\.jsonl: line 1, 3 cannot be read: cut off, or not ours", lines[3])
    assert path.read_bytes().startswith(first[: len(first) // 2] + b"\n" + second + b"\n" + second[:40] + b"\n")


def test_marks_that_are_older_than_the_log_begin_it(late_class, capsys):
    History(late_class, EXERCISE).path("ada").unlink()

    status, lines = shown(late_class, "ada", capsys)

    assert status == 0 and "older than this log" in lines[0] and len(lines) == 2


def test_the_command_names_a_student_of_whom_nothing_is_known(late_class):
    done = command("history", EXERCISE, "eve", "--course", late_class.root)

    assert done.returncode == 2 and "nothing is known of 'eve'" in done.stderr


def write_earlier(course, student, hours):
    """Let the log of a student say that all of it was so much later than it was: the clock is set back since."""
    path = History(course, EXERCISE).path(student)
    later = lambda found: (datetime.fromisoformat(found[0]) + timedelta(hours=hours)).isoformat(timespec="seconds")  # noqa: E731
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", later, path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    for kept in (course.classroom / "records" / student / "older").glob("*.json"):
        name, time = kept.name.removesuffix(".json").split(".", 1)
        moved = datetime.fromisoformat(f"{time[:13]}:{time[13:15]}:{time[15:19]}{time[19:]}") + timedelta(hours=hours)
        kept.rename(kept.with_name(f"{name}.{moved.isoformat(timespec='seconds').replace(':', '')}.json"))


def test_a_clock_that_was_set_back_changes_no_order(late_class, capsys):
    mend(late_class)
    grade.run(late_class, EXERCISE, Wishes())
    for student in ("ada", "bob"):
        write_earlier(late_class, student, 5)
    mark_by_hand(late_class, "ada", SECOND, 1.0)
    tests = late_class.solutions / EXERCISE / "hidden_tests.py"
    tests.write_text(tests.read_text("utf-8") + TOO_STRICT, encoding="utf-8")
    grade.run(late_class, EXERCISE, Wishes())
    assert scores(late_class) == {"ada": pytest.approx(0.8), "bob": pytest.approx(3.2)}

    assert take_back.run(late_class, EXERCISE, "last", None) == 0
    assert scores(late_class) == {"ada": pytest.approx(5.6), "bob": 8.0}, (
        "the last run, not the one with the latest time"
    )
    _, lines = shown(late_class, "ada", capsys)
    order = [re.search("graded again|by hand|taken back|graded", line)[0] for line in lines[:-1]]
    assert order == ["graded", "graded again", "by hand", "graded again", "taken back"]
    assert lines[-1].endswith(": 5.6 of 12")


def test_a_regrade_between_two_hand_marks_is_taken_back_without_them(late_class):
    mark_by_hand(late_class, "ada", SECOND, 3.0)
    mend(late_class)
    grade.run(late_class, EXERCISE, Wishes())
    mark_by_hand(late_class, "ada", FIRST, 5.0)
    mark_by_hand(late_class, "bob", SECOND, 2.0)

    assert take_back.run(late_class, EXERCISE, "last", None) == 0

    with settle.settler(late_class, EXERCISE) as ours:
        found = {
            marks.student: {task.name: (task.auto, task.manual) for task in marks.tasks} for marks in ours.settle()
        }
    assert found["ada"][FIRST] == (0.0, 5.0) and found["ada"][SECOND] == (4.0, 3.0)
    assert found["bob"][FIRST] == (0.0, None) and found["bob"][SECOND] == (4.0, 2.0)


def one_mark(score):
    return StudentMarks("ada", (TaskMarks(FIRST, score, None, score, 6.0, False, False),), 6.0)


def test_lines_of_an_older_log_and_foreign_ones_cost_nothing_else(tmp_path):
    log = History(Course(tmp_path), EXERCISE)
    log.see(one_mark(1.0))
    entry = json.loads(log.path("ada").read_text(encoding="utf-8"))
    older = {key: entry[key] for key in ("time", "cause", "score", "max_score", "parts")}
    foreign = ["{}", "[1]", '"words"', "null", '{"time": 1, "cause": "a cause of a later version"}', "\x00\ufeff<html>"]
    log.path("ada").write_text("\n".join([json.dumps(older), *foreign, json.dumps(entry)]) + "\n", encoding="utf-8")
    before = log.path("ada").read_bytes()

    read = log.read("ada")

    assert read.damaged == (2, 3, 4, 5, 6, 7) and [each.score for each in read.entries] == [1.0, 1.0]
    assert log.see(one_mark(1.0)) is None and log.path("ada").read_bytes() == before
    assert log.see(one_mark(2.0)) is not None
    assert log.path("ada").read_bytes().startswith(before), "what cannot be read is left as it is"


def test_programs_that_see_one_change_at_once_write_one_line(tmp_path):
    log = History(Course(tmp_path), EXERCISE)
    log.see(one_mark(1.0))
    with multiprocessing.get_context("fork").Pool(8) as pool:
        added = pool.map(_sees_three, [tmp_path] * 40)

    assert sum(added) == 1 and [entry.score for entry in log.read("ada").entries] == [1.0, 3.0]


def _sees_three(root):
    return History(Course(root), EXERCISE).see(one_mark(3.0)) is not None
