"""Forgetting one student: everything of theirs goes, in every file below classroom/, and nothing of another's."""

import io
import re

import pytest
from kit import is_one_line_with_a_next_step, sqlite_open
from test_return import EX, course  # noqa: F401  the class of four that was returned

from autograder import cli
from autograder.classroom import export, hand_back, report
from autograder.collecting import extensions

TRACES = re.compile(rb"(?i)\bada\b|lovelace|ada@uni")


@pytest.fixture
def full(course, capsys):  # noqa: F811
    """The same class with everything that the commands leave."""
    for student in ("ada", "dan"):
        extensions.keep(course, EX, student, "2027-01-16T18:00:00+01:00")
        for folder in ("autograded", "attempts"):
            place = course.classroom / folder / student / EX
            place.mkdir(parents=True, exist_ok=True)
            (place / "kept.txt").write_text(student)
    export.run(course, EX, to="csv")
    report.run(course, EX)
    for way in ("folder", "moodle", "canvas", "mail"):
        hand_back.run(course, EX, to=way)
    (course.classroom / "export" / "of_another.csv").write_text("student\ndan\n")
    capsys.readouterr()
    return course


def dump(path):
    """All tables of a gradebook as text."""
    with sqlite_open(path) as tables:
        return "\n".join(tables.iterdump()).encode()


def everything(course):  # noqa: F811
    return {path: path.read_bytes() for path in sorted(course.classroom.rglob("*")) if path.is_file()}


def forget(course, *more):  # noqa: F811
    return cli.main(["forget", *more, "--course", str(course.root)])


def test_one_student_leaves_no_trace_and_the_others_keep_all(full, capsys):
    before = everything(full)
    assert any(b"Lovelace" in data for data in before.values())

    assert forget(full, "ada", "--yes") == 0

    said = capsys.readouterr().out
    for line in (
        "submitted/ada",
        "attempts/ada",
        "records/ada",
        "feedback/ada",
        "autograded/ada",
        "export/ex_small.csv",
    ):
        assert f"classroom/{line}\n" in said
    assert "classroom/roster.csv: ada Ada Lovelace" in said and "the gradebook: ex_small" in said
    after = everything(full)
    for path, data in after.items():
        data = dump(path) if path.name == "gradebook.db" else data
        assert "ada" not in path.parts and not TRACES.search(data), path
    kept = {path: data for path, data in before.items() if "dan" in path.parts and "return" not in path.parts}
    assert len(kept) >= 5 and all(after[path] == data for path, data in kept.items())
    assert extensions.extensions(full, EX).keys() == {"dan"}
    assert (full.classroom / "export" / "of_another.csv").exists(), "it does not name the student"
    table, people = export.export(full, EX, "csv")
    assert {person.student for person, marks in people.students if marks} == {"bob_m", "~cy", "dan"}


def test_nothing_goes_before_the_teacher_has_typed_the_id(full, monkeypatch, capsys):
    before = everything(full)
    for typed in ("", "\n", "yes\n", "dan\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert forget(full, "ada") == 1
        assert "Nothing was removed" in capsys.readouterr().out
    assert everything(full) == before

    monkeypatch.setattr("sys.stdin", io.StringIO("ada\n"))
    assert forget(full, "ada") == 0
    assert not (full.classroom / "submitted" / "ada").exists()


@pytest.mark.parametrize("name", ["eva", "..", "ada/..", "*", "Ada Lovelace", "ADA"])
def test_an_id_that_nobody_has_removes_nobody(full, name, capsys):
    before = everything(full)

    assert forget(full, name, "--yes") == 2
    assert is_one_line_with_a_next_step(capsys.readouterr().err)
    assert everything(full) == before


def test_who_is_only_on_the_class_list_can_be_forgotten_and_twice_is_an_error(full, capsys):
    assert forget(full, "eve", "--yes") == 0
    assert b"Absent" not in (full.classroom / "roster.csv").read_bytes()
    assert forget(full, "eve", "--yes") == 2
