"""The marking desk in formgrader: a rubric is ticked with keys, a comment is used again, one sum is everywhere."""

import json
import re

import pytest
from a_course import EXERCISE, RIGHT
from kit import command

from autograder.classroom.history import Cause, History
from autograder.course.course import Course
from autograder.nbgrader_bridge import marks, open_gradebook

QUESTION = "why_all_inputs"
SAVED = f"!formgrader.grades.find((grade) => grade.get('name') === '{QUESTION}').get('needs_manual_grade')"
SAID = "Say what happens to the partial sums."


def in_the_gradebook(course):
    with open_gradebook(f"sqlite:///{course}/classroom/gradebook.db") as gradebook:
        return {row.student: row for row in marks(gradebook, EXERCISE)}


def open_question(page):
    """The question's field of points, with the focus in it, as Tab leads there."""
    page.locator(".desk").wait_for()
    page.wait_for_function("formgrader.loaded && document.querySelectorAll('.desk-rubric li').length")
    field = page.locator(f"#{QUESTION}")
    field.focus()
    return field


def shows_sum(page, text):
    page.locator(".desk-sum", has_text=text).wait_for()


@pytest.mark.timeout(600)
def test_a_rubric_is_ticked_with_keys_and_a_comment_is_used_again(course, hand_in, jupyter, page, tmp_path):
    for student in ("ada", "bob"):
        hand_in(student, RIGHT)
    assert command("grade", EXERCISE, cwd=course).returncode == 0
    page.goto(f"{jupyter}/formgrader/gradebook/{EXERCISE}/{EXERCISE}")
    page.get_by_role("link", name=re.compile("Submission #1")).click()
    field = open_question(page)
    assert "A filter has one slice for each input channel." in page.locator(".desk-answer").inner_text()

    page.keyboard.press("a")
    page.keyboard.press("b")
    shows_sum(page, "Sum: 11.5 of 12")
    assert field.input_value() == "1.5"
    page.screenshot(path=tmp_path / "1-ticked.png")
    page.keyboard.press("d")  # takes a half off
    shows_sum(page, "Sum: 11 of 12")
    page.locator(f"#{QUESTION}-comment").fill(SAID)
    page.keyboard.press("a")  # a letter of the comment, no tick
    field.focus()
    page.locator(".desk-bank .desk-text", has_text=SAID).wait_for()
    assert in_the_gradebook(course)["ada"].score + in_the_gradebook(course)["bob"].score == 21.0

    page.keyboard.press("Control+.")
    page.get_by_text("Submission #2").first.wait_for()
    field = open_question(page)
    page.keyboard.press("Shift+Digit1")
    page.keyboard.press("x")
    shows_sum(page, "Sum: 10 of 12")
    page.locator(".desk-rubric button[aria-pressed=true]", has_text="nothing of it").wait_for()
    page.wait_for_function(SAVED)
    assert page.locator(f"#{QUESTION}-comment").input_value() == f"{SAID}a"
    page.screenshot(path=tmp_path / "2-reused.png")

    by_score = sorted(in_the_gradebook(course).values(), key=lambda row: row.score)
    assert [(row.score, row.needs_person) for row in by_score] == [(10.0, False), (11.0, False)]
    comments = {task.comment for row in by_score for task in row.tasks if task.name == QUESTION}
    assert comments == {f"{SAID}a"}
    log = History(Course(course), EXERCISE).read(by_score[1].student)
    assert log.ticked(QUESTION) == ("a", "b", "d") and log.last.cause is Cause.HAND and log.last.by
    exported = command("export", EXERCISE, "--to", "csv", cwd=course)
    assert exported.returncode == 0
    table = (course / "classroom" / "export" / f"{EXERCISE}.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {row.split(",")[0]: row.split(",")[8] for row in table[1:]} == {
        row.student: f"{row.score:g}" for row in by_score
    }
    for row in by_score:
        shown = (course / "classroom/feedback" / row.student / EXERCISE / f"{EXERCISE}.html").read_text("utf-8")
        assert f"<strong>{row.score:g}</strong> of 12 points" in shown and "says that the grids" not in shown


@pytest.mark.timeout(600)
def test_a_mark_above_the_maximum_is_told_and_one_that_is_none_changes_nothing(course, hand_in, jupyter, page):
    hand_in("ada", RIGHT)
    assert command("grade", EXERCISE, cwd=course).returncode == 0
    page.goto(f"{jupyter}/formgrader/gradebook/{EXERCISE}/{EXERCISE}")
    page.get_by_role("link", name=re.compile("Submission #1")).click()
    field = open_question(page)

    for typed, says in (
        ("8,5", "8.5 is more than the 2 points there are"),
        ("-1", "A mark begins at 0."),
        ("two", "“two” is no number."),
    ):
        field.fill(typed)
        page.locator(f"#{QUESTION}-comment").focus()
        page.locator(".desk-said", has_text=says).get_by_text("Nothing was saved.").wait_for()
        assert field.input_value() == typed
    assert in_the_gradebook(course)["ada"].needs_person
    field.fill("1,5")
    page.locator(f"#{QUESTION}-comment").focus()
    shows_sum(page, "Sum: 11.5 of 12")
    assert page.locator(".desk-said").inner_text() == ""

    send = """async ([score, token]) => {
        const grade = formgrader.grades.find((each) => each.get("name") === "why_all_inputs");
        const answer = await fetch(grade.url(), {
            method: "PUT", headers: token ? {"X-XSRFToken": getCookie("_xsrf")} : {},
            body: JSON.stringify({...grade.attributes, manual_score: score}),
        });
        return [answer.status, await answer.text()];
    }"""
    for score in (2.5, -1, "much", [1]):
        status, said = page.evaluate(send, [score, True])
        assert status == 400 and "Nothing was changed" in json.loads(said)["message"], (score, said)
    assert page.evaluate(send, [1, False])[0] == 403, "who comes from another page has no token"
    assert in_the_gradebook(course)["ada"].score == 11.5


@pytest.mark.timeout(600)
def test_a_rubric_that_is_broken_meanwhile_is_told_on_the_page_which_still_marks(course, hand_in, jupyter, page):
    hand_in("ada", RIGHT)
    assert command("grade", EXERCISE, cwd=course).returncode == 0
    notebook = course / "solutions" / EXERCISE / "notebook.py"
    notebook.write_text(notebook.read_text("utf-8").replace("# - 1: says", "# - 3: says"), encoding="utf-8")

    page.goto(f"{jupyter}/formgrader/gradebook/{EXERCISE}/{EXERCISE}")
    page.get_by_role("link", name=re.compile("Submission #1")).click()
    page.get_by_text("the rubric of 'why_all_inputs' sums up to 4 points, exercise.toml gives 2").wait_for()
    page.locator(f"#{QUESTION}").fill("1.5")
    page.locator(f"#{QUESTION}-comment").focus()
    page.wait_for_function(SAVED)

    assert in_the_gradebook(course)["ada"].score == 11.5
