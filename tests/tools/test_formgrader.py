"""A teacher in formgrader: sees the class, presses Autograde, marks the question by hand, reads the total."""

import json
import re

from a_course import EXERCISE, RIGHT, WRONG_AXIS
from kit import command, in_time

from autograder.nbgrader_bridge import marks, open_gradebook


def test_a_teacher_grades_one_submission_in_the_browser(course, hand_in, jupyter, page, tmp_path):
    hand_in("ada", RIGHT)
    hand_in("bob", WRONG_AXIS)
    page.goto(f"{jupyter}/formgrader/manage_submissions/{EXERCISE}")
    page.locator("td.student-id", has_text="ada").wait_for()
    row = page.locator("tr", has=page.locator("td.student-id", has_text="bob"))
    assert "needs autograding" in row.inner_text()
    page.screenshot(path=tmp_path / "1-class.png")

    row.locator(".autograde a").click()

    page.get_by_text("Successfully autograded").first.wait_for()
    page.screenshot(path=tmp_path / "2-autograded.png")
    page.get_by_role("button", name="OK").click()
    assert "needs manual grading" in row.inner_text() and "4 / 12" in row.inner_text()

    page.goto(f"{jupyter}/formgrader/gradebook/{EXERCISE}/{EXERCISE}")
    page.get_by_role("link", name=re.compile("Submission #1")).click()
    page.get_by_text("corr2d_multi_in_out_vectorized: right.").wait_for()
    page.screenshot(path=tmp_path / "3-submission.png", full_page=True)
    comments = [box.get_attribute("placeholder") for box in page.locator(".comment").all()]
    assert any(words and "shape" in words for words in comments), comments
    assert "hidden_tests" not in page.content()

    score = page.locator("input.score").last
    score.fill("1.5")
    page.locator(".comment").last.fill("Say what happens to the partial sums.")
    page.locator("body").click(position={"x": 5, "y": 300})

    bob = in_time(lambda: marked_by_hand(page, course))
    page.screenshot(path=tmp_path / "4-marked.png", full_page=True)
    assert (bob.student, bob.auto, bob.manual, bob.score, bob.max_score) == ("bob", 4.0, 1.5, 5.5, 12.0)
    exported = command("export", EXERCISE, "--to", "csv", cwd=course)
    assert exported.returncode == 0, exported.stderr
    written = next((course / "classroom" / "export").glob("*.csv")).read_text(encoding="utf-8")
    assert "5.5" in next(line for line in written.splitlines() if line.startswith("bob"))

    feedback = course / "classroom" / "feedback" / "bob" / EXERCISE / f"{EXERCISE}.html"
    page.goto(feedback.as_uri())
    page.screenshot(path=tmp_path / "5-feedback.png", full_page=True)
    assert "Say what happens to the partial sums." in page.content(), "as soon as it was typed"
    assert "<strong>5.5</strong> of 12 points" in page.content()

    page.goto(f"{jupyter}/formgrader/manage_submissions/{EXERCISE}")
    row.locator(".generate-feedback a").click()
    page.get_by_text("Successfully generated feedback").first.wait_for()
    assert "Say what happens to the partial sums." in feedback.read_text(encoding="utf-8")

    record = course / "classroom" / "records" / "bob" / f"{EXERCISE}.json"
    written = record.read_bytes()
    command("grade", EXERCISE, "--student", "bob", cwd=course)
    assert json.loads(written)["score"] == 4.0
    assert record.read_bytes() == written, "what the button has marked is not marked again"
    with open_gradebook(f"sqlite:///{course}/classroom/gradebook.db") as gradebook:
        assert marks(gradebook, EXERCISE)[0].score == 5.5


def marked_by_hand(page, course):
    """Bob's marks once the gradebook holds the typed points and comment; the page sends one after the other."""
    page.wait_for_timeout(100)
    with open_gradebook(f"sqlite:///{course}/classroom/gradebook.db") as gradebook:
        comment = gradebook.find_comment("why_all_inputs", EXERCISE, EXERCISE, "bob").manual_comment
        (bob,) = marks(gradebook, EXERCISE)
    return comment == "Say what happens to the partial sums." and bob.manual == 1.5 and bob


BROKEN = '''
@task("{}")
def a_test_that_its_author_broke(answer, draw):
    """Divides by zero."""
    answer.{}(draw.image(1, 2, 2), draw.image(1, 1, 1, 1))
    1 / 0
'''


def test_where_nothing_can_be_filed_the_button_does_not_say_success(course, hand_in, jupyter, page):
    hand_in("ada", RIGHT)
    tests = course / "solutions" / EXERCISE / "hidden_tests.py"
    broken = "".join(
        BROKEN.format(name, name).replace("author_broke", f"author_broke_{name}") for name in list(RIGHT)[:2]
    )
    tests.write_text(tests.read_text(encoding="utf-8") + broken, encoding="utf-8")
    page.goto(f"{jupyter}/formgrader/manage_submissions/{EXERCISE}")
    page.locator("td.student-id", has_text="ada").wait_for()

    page.locator("tr", has=page.locator("td.student-id", has_text="ada")).locator(".autograde a").click()

    page.get_by_text("There was an error autograding").wait_for()
    assert "ada: not graded: " in page.content() and "the old mark stays" in page.content()
    assert (course / "classroom" / "autograded" / "ada" / EXERCISE / f"{EXERCISE}.ipynb").is_file()
