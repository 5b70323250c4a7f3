"""Requests to look at a mark again: taken down, listed, answered, shown in the history and on the student's page."""

import json

import kit
import pytest
from test_piles import filed  # noqa: F401  a class in the gradebook
from test_report import course  # noqa: F401

from autograder.classroom import forget, requests, requests_desk
from autograder.classroom.history import Cause, History
from autograder.classroom.report import report
from autograder.classroom.settle import page_path, settler
from autograder.course.course import Course
from autograder.errors import WrongUse

EX, TASK = "ex_small", "add_channels"
WORDS = "My loop adds <b>all</b> channels; see line 3."


def page_of(course: Course, student: str) -> str:  # noqa: F811
    with settler(course, EX) as ours:
        ours.settle([student])
    return page_path(course, EX, student).read_text(encoding="utf-8")


def test_asked_answered_and_told_everywhere(filed, capsys):  # noqa: F811
    assert requests_desk.ask(filed, EX, "bob", TASK, WORDS) == 0
    assert requests_desk.ask(filed, EX, "cem", "", "Why?") == 0
    capsys.readouterr()

    assert requests_desk.show(filed) == 0
    said = capsys.readouterr().out
    assert "bob" in said and "2 open, 0 answered" in said and "autograder open ex_small bob" in said
    assert "asks to look at add_channels again" in report(filed, EX)[0]
    assert "Your teacher has not answered yet" in page_of(filed, "bob")

    assert requests_desk.answer(filed, 1, "You are right.") == 0

    page = page_path(filed, EX, "bob").read_text(encoding="utf-8")
    assert "You are right." in page and "&lt;b&gt;all&lt;/b&gt;" in page, "at once, as text"
    told = [(entry.cause, entry.why) for entry in History(filed, EX).read("bob").entries]
    assert (Cause.ASKED, f"{TASK}: {WORDS}") in told and told[-1] == (Cause.ANSWERED, f"{TASK}: You are right.")
    capsys.readouterr()
    requests_desk.show(filed, EX)
    assert "1 open, 1 answered" in capsys.readouterr().out
    assert [one.student for one in requests.open_ones(filed, EX)] == ["cem"]


@pytest.mark.parametrize(
    ("student", "task", "says", "rule"),
    [
        ("bob", "corr3d", "x", "no task or question 'corr3d'"),
        ("nobody", "", "x", "nothing handed in"),
        ("../bob", "", "x", "nothing handed in"),
        ("bob", "", "  ", "is empty"),
    ],
)
def test_what_cannot_be_a_request_is_one_line_and_nothing_is_kept(filed, student, task, says, rule):  # noqa: F811
    with pytest.raises(WrongUse, match=rule):
        requests_desk.ask(filed, EX, student, task, says)

    assert requests.read(filed) == ([], [])


def test_a_forms_download_is_taken_in_once_and_a_bad_line_costs_itself(filed, tmp_path, capsys):  # noqa: F811
    table = tmp_path / "form.csv"
    table.write_text(
        f"Says,Time,Student,Exercise,Task\n{'x' * 9000},1,bob,{EX},\nWhy?,2,eve,{EX},\n=1+1,3,dan,{EX},{TASK}\n"
    )

    assert requests_desk.take_in(filed, table) == 1
    said = capsys.readouterr().out
    assert "line 3" in said and "2 new, 3 in form.csv" in said
    requests_desk.take_in(filed, table)
    assert "0 new" in capsys.readouterr().out

    found, _ = requests.read(filed)
    assert [(one.student, len(one.says)) for one in found] == [("bob", requests.LONGEST), ("dan", 4)]
    table.write_text("student,says\nbob,x\n")
    with pytest.raises(WrongUse, match="no column 'exercise'"):
        requests_desk.take_in(filed, table)


def test_a_line_that_was_cut_off_costs_itself_alone(filed, capsys):  # noqa: F811
    requests_desk.ask(filed, EX, "bob", "", "One.")
    path = filed.classroom / "requests.jsonl"
    path.write_bytes(path.read_bytes() + b'{"number": 2, "exerc')
    requests_desk.ask(filed, EX, "cem", "", "Three.")
    capsys.readouterr()

    assert requests_desk.show(filed) == 1

    said = capsys.readouterr().out
    assert "2 open" in said and "line 2: cannot be read" in said
    assert json.loads(path.read_bytes().split(b"\n")[-2])["says"] == "Three."


def test_an_answer_to_nothing_is_one_line(filed):  # noqa: F811
    (filed.root / "_config.yml").write_text("")
    done = kit.command("requests", "--answer", 7, "--says", "x", cwd=filed.root)
    assert done.returncode == 2 and kit.is_one_line_with_a_next_step(done.stderr), done.stderr
    done = kit.command("requests", "--answer", 7, cwd=filed.root)
    assert done.returncode == 2 and kit.is_one_line_with_a_next_step(done.stderr), done.stderr


def test_the_page_links_to_where_one_asks_with_the_task_filled_in(filed):  # noqa: F811
    assert "Ask your teacher to look again: name ex_small" in page_of(filed, "ada")

    address = "mailto:t@example.org?subject={exercise}%20{task}"
    (filed.root / "_config.yml").write_text(f'sphinx: {{config: {{course_requests: "{address}"}}}}')
    page = page_of(Course(filed.root), "ada")

    assert 'href="mailto:t@example.org?subject=ex_small%20add_channels"' in page
    assert "Ask your teacher to look again" not in page
    (filed.root / "_config.yml").write_text('sphinx: {config: {course_requests: "javascript:alert(1)"}}')
    assert "javascript:" not in page_of(Course(filed.root), "ada")


def test_who_is_forgotten_has_asked_nothing(filed, capsys):  # noqa: F811
    requests_desk.ask(filed, EX, "bob", TASK, "Mine.")
    requests_desk.ask(filed, EX, "cem", "", "Theirs.")
    requests_desk.answer(filed, 1, "No.")

    forget.run(filed, "bob", yes=True, db_url=None)

    left = (filed.classroom / "requests.jsonl").read_text()
    assert "bob" not in left and "Mine" not in left and "No." not in left and "Theirs." in left
    assert "requests.jsonl: 1 of theirs" in capsys.readouterr().out
