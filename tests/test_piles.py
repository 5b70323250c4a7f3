"""The pile split among markers: even, kept when students are added, shown in a table; names as in formgrader."""

import dataclasses
from collections import Counter

import kit
import pytest
from sqlalchemy import event
from test_report import course  # noqa: F401  a small class with its records

from autograder import nbgrader_bridge
from autograder.classroom import forget, piles
from autograder.classroom.piles import BY_QUESTION, Piles
from autograder.collecting.people import Person, shown_names
from autograder.course.release import read_release
from autograder.errors import CourseError, WrongUse
from autograder.records import Records
from autograder.services.formgrader import with_their_students

STUDENTS = [f"s{number:02}" for number in range(20)]


def test_piles_are_even_and_nobody_moves_when_others_come_later():
    first = Piles(of=3).dealt(STUDENTS[:13])
    later = first.dealt(STUDENTS)

    assert sorted(Counter(first.shares.values()).values()) == [4, 4, 5]
    assert sorted(Counter(later.shares.values()).values()) == [6, 7, 7]
    assert first.shares.items() <= later.shares.items()
    assert Piles(of=3).dealt(reversed(STUDENTS[:13])) == first, "two servers deal alike"


@pytest.fixture
def filed(course):  # noqa: F811
    """The small class, in the gradebook too."""
    exercise = course.exercise("ex_small")
    settings = nbgrader_bridge.read_settings(course.root)
    with nbgrader_bridge.open_gradebook(settings.db_url, settings.course_id) as book:
        nbgrader_bridge.ensure_assignment(book, exercise, read_release(course, "ex_small"))
        for record in Records(course, "ex_small").read_all():
            nbgrader_bridge.write_submission(book, exercise, record.student, record, {"why"})
    return course


def test_the_command_splits_and_tells_and_asks_for_what_can_be(filed, capsys):
    assert piles.run(filed, "ex_small", of=2, anonymous=True) == 0
    said = capsys.readouterr().out
    assert "?pile=1" in said and "?pile=2" in said and "names are hidden" in said
    before = piles.read(filed, "ex_small")
    assert set(before.shares) == {"ada", "bob", "cem", "dan", "<script>alert(1)<_script>"}

    piles.run(filed, "ex_small")
    assert piles.read(filed, "ex_small") == before, "to look changes nothing"
    with pytest.raises(WrongUse, match=r"Split by student"):
        piles.run(filed, "ex_small", of=9, by=BY_QUESTION)
    assert piles.read(filed, "ex_small") == before
    piles.run(filed, "ex_small", of=1, anonymous=False)
    assert set(piles.read(filed, "ex_small").shares.values()) == {1}


def test_a_damaged_split_is_one_line_and_a_class_without_marks_too(filed, course, capsys):  # noqa: F811
    (filed.classroom / "piles").mkdir()
    (filed.classroom / "piles" / "ex_small.json").write_text('{"of": 3')
    (filed.root / "_config.yml").write_text("")

    done = kit.command("pile", "ex_small", cwd=filed.root)

    assert done.returncode == 2 and kit.is_one_line_with_a_next_step(done.stderr), done.stderr


def test_nothing_to_mark_is_told(course):  # noqa: F811
    with pytest.raises(CourseError, match="autograder grade ex_small"):
        piles.run(course, "ex_small", of=2)


def test_who_is_forgotten_is_in_no_pile(filed, capsys):
    piles.run(filed, "ex_small", of=2)

    assert forget.run(filed, "bob", yes=True, db_url=None) == 0

    assert "classroom/piles/ex_small.json" in capsys.readouterr().out
    assert "bob" not in (filed.classroom / "piles" / "ex_small.json").read_text()


def test_names_are_shown_in_two_parts_and_namesakes_with_their_ids():
    people = [Person("a", "Ada Lovelace"), Person("m", "Müller, Zoë"), Person("w", "王小明"), Person("n", "")]
    people += [Person("t1", "Tom Example"), Person("t2", "Tom Example")]

    assert [shown_names(person, people) for person in people] == [
        ("Lovelace", "Ada"),
        ("Müller", "Zoë"),
        ("王小明", "w"),
        (None, None),
        ("Example", "Tom (t1)"),
        ("Example", "Tom (t2)"),
    ]


def test_a_list_of_many_students_asks_the_gradebook_as_often_as_one_of_few(filed):
    settings = nbgrader_bridge.read_settings(filed.root)
    asked = []
    with nbgrader_bridge.open_gradebook(settings.db_url, settings.course_id) as book:
        event.listen(book.db.get_bind(), "before_cursor_execute", lambda *_: asked.append(1))

        def queries():
            book.db.expire_all()
            asked.clear()
            for notebook in with_their_students("ex_small", book.notebook_submissions("ex_small", "ex_small")):
                assert notebook.student.id and notebook.name
            return len(asked)

        few = queries()
        exercise, records = filed.exercise("ex_small"), Records(filed, "ex_small").read_all()
        for student in STUDENTS:
            record = dataclasses.replace(records[0], student=student)
            nbgrader_bridge.write_submission(book, exercise, student, record, {"why"})

        assert queries() == few
