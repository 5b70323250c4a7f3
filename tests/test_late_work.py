"""When work is due and what lateness costs: the exercise says it, one student's extension changes it."""

from datetime import UTC, datetime

import pytest
from kit import EXERCISE, RIGHT, command, is_one_line_with_a_next_step

from autograder import nbgrader_bridge
from autograder.classroom import grade, settle
from autograder.classroom.grade import Wishes
from autograder.collecting import extensions
from autograder.course.hand_in import HandIn, read_hand_in
from autograder.errors import CourseError, WrongUse

DUE = "2027-01-15T18:00:00+01:00"
HOUR, DAY = 3600, 86_400


@pytest.mark.parametrize(
    "late, seconds, penalty",
    [
        ("none", 99 * DAY, 0.0),
        ("zero", 1, 10.0),
        ("zero", 0, 0.0),
        ("10 % a day", 1, 1.0),
        ("10 % a day", DAY, 1.0),
        ("10 % a day", DAY + 1, 2.0),
        ("10% per day", 99 * DAY, 10.0),
        ("10 % a day, at most 50 %", 99 * DAY, 5.0),
        ("1.5 points an hour", 2 * HOUR, 3.0),
        ("1 point an hour, at most 4 points", 9 * HOUR, 4.0),
    ],
)
def test_a_rule_takes_what_it_says_of_ten_points(late, seconds, penalty):
    assert read_hand_in({"late": late}, "x").penalty(10.0, seconds) == penalty


@pytest.mark.parametrize(
    "table, says",
    [
        ({"due": datetime(2027, 1, 15, 18)}, "has no zone"),
        ({"due": "2027-01-15 18:00"}, "has no zone"),
        ({"due": "tomorrow"}, "is no time"),
        ({"due": 5}, "is no time"),
        ({"late": "some"}, "It is one of"),
        ({"late": 5}, "It is one of"),
        ({"late": "10 % a week"}, "It is one of"),
    ],
)
def test_what_is_no_due_date_or_rule_is_one_line(table, says):
    with pytest.raises(CourseError, match=rf"^exercise\.toml: .*{says}"):
        read_hand_in(table, "exercise.toml")


def test_without_a_rule_nothing_is_taken():
    assert HandIn(datetime.now(UTC), None).penalty(10.0, DAY) == 0.0


@pytest.fixture
def three(make_course, grade_here):
    """Three right answers: in time, one hour late, two days late; a tenth a day."""
    course = make_course()
    file = course.solutions / EXERCISE / "exercise.toml"
    said = file.read_text(encoding="utf-8")
    file.write_text(f'{said}\n[hand_in]\ndue = {DUE}\nlate = "10 % a day"\n', encoding="utf-8")
    for student, time in (("ada", "15 16:30:00 UTC"), ("bob", "15 18:00:00 UTC"), ("cy", "17 16:30:00 UTC")):
        folder = course.classroom / "submitted" / student / EXERCISE
        folder.mkdir(parents=True)
        (folder / f"{EXERCISE}.py").write_text(RIGHT, encoding="utf-8")
        (folder / "timestamp.txt").write_text(f"2027-01-{time}")
    return course


def scores(course):
    settings = nbgrader_bridge.read_settings(course.root)
    with nbgrader_bridge.open_gradebook(settings.db_url, settings.course_id) as book:
        return {row.student: row.score for row in nbgrader_bridge.marks(book, EXERCISE)}


def test_lateness_is_charged_an_extension_forgives_it_and_a_hand_mark_counts(three, capsys):
    grade.run(three, EXERCISE, Wishes())
    said = capsys.readouterr().out

    assert scores(three) == {"ada": 10.0, "bob": 9.0, "cy": 8.0}
    assert "bob: 1 h 0 min late, −1" in said and "cy: 1 d 23 h late, −2" in said and "ada:" not in said

    assert settle.extend(three, EXERCISE, "cy", "2027-01-17T17:00:00+01:00") == 0
    settings = nbgrader_bridge.read_settings(three.root)
    with nbgrader_bridge.open_gradebook(settings.db_url, settings.course_id) as book:
        cell = next(g for g in book.find_submission_notebook(EXERCISE, EXERCISE, "bob").grades if g.max_score == 4)
        cell.manual_score = 0.0
        book.db.commit()
    grade.run(three, EXERCISE, Wishes())

    assert scores(three) == {"ada": 10.0, "bob": pytest.approx(5.4), "cy": pytest.approx(9.0)}  # 30 minutes late now


def test_an_extension_is_kept_and_can_be_changed(three):
    for until in ("2027-01-16T18:00:00+01:00", "2027-01-20T18:00:00+01:00"):
        extensions.keep(three, EXERCISE, "cy", until)

    assert extensions.extensions(three, EXERCISE) == {"cy": datetime.fromisoformat("2027-01-20T18:00:00+01:00")}
    assert extensions.extensions(three, "ex09_other") == {}


def test_an_extension_for_nobody_or_without_a_zone_is_one_line(three):
    with pytest.raises(WrongUse, match="'eve': neither on the class list"):
        extensions.keep(three, EXERCISE, "eve", DUE)
    done = command("extend", EXERCISE, "cy", "--until", "2027-01-20 18:00", "--course", three.root)

    assert done.returncode == 2 and is_one_line_with_a_next_step(done.stderr)
    assert not (three.classroom / "extensions.csv").exists()
