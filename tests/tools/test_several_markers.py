"""Two markers at once in two browsers on PostgreSQL, piles, names of the roster, and marking without names."""

import contextlib
import dataclasses
import re
import shutil
import threading
from pathlib import Path

import kit
import pytest
from a_course import EXERCISE, RIGHT, served, tab_of_its_own
from a_postgres import postgres  # noqa: F401  a fixture
from kit import command, free_port
from sqlalchemy import text

from autograder import nbgrader_bridge
from autograder.classroom import grade, piles, settle
from autograder.classroom.grade import Wishes
from autograder.course.course import Course
from autograder.course.exercise import checks_id
from autograder.records import Records

FIRST, SECOND = list(RIGHT)[:2]
QUESTION = list(RIGHT)[2]
HAND_IN = '\n[hand_in]\ndue = 2027-01-15T18:00:00+01:00\nlate = "10 % a day"\n'
LATE = "2027-01-17 09:00:00 UTC\n"  # two days, a tenth each

MARK_ALL = """async ({name, marks, turned}) => {
  const token = document.cookie.match(/_xsrf=([^;]+)/)[1], root = `${base_url}/formgrader/api`;
  const get = async (path) => (await fetch(`${root}/${path}`)).json();
  const rows = await get(`submitted_notebooks/${assignment_id}/${assignment_id}`), said = [];
  for (const row of turned ? rows.reverse() : rows) {
    const grade = (await get(`grades?submission_id=${row.id}`)).find((each) => each.name === name);
    const body = JSON.stringify({...grade, manual_score: marks[row.student]});
    const headers = {"X-CSRFToken": token, "Content-Type": "application/json"};
    const answer = await fetch(`${root}/grade/${grade.id}`, {method: "PUT", body, headers});
    said.push(answer.status);
  }
  return said;
}"""


def connect(course: Path, url: str) -> None:
    """Let the course's gradebook be at this address."""
    path = course / "nbgrader_config.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"db_url = .*", lambda _: f"db_url = {url!r}", text), encoding="utf-8")


def clone(course: Course, student: str, others: list[str], db_url: str) -> None:
    """File for others what was filed for one, as `grade` does: the files, the gradebook, the record."""
    kept, exercise = Records(course, EXERCISE), course.exercise(EXERCISE)
    record = kept.read(student)
    settings = nbgrader_bridge.read_settings(course.root)
    with nbgrader_bridge.open_gradebook(db_url, settings.course_id) as book:
        for other in others:
            for folder in ("submitted", "autograded"):
                shutil.copytree(course.classroom / folder / student, course.classroom / folder / other)
            late = grade.read_time(course.classroom / "submitted" / other / EXERCISE)
            mine = dataclasses.replace(record, student=other)
            nbgrader_bridge.write_submission(book, exercise, other, mine, {QUESTION}, submitted_at=late)
            kept.write(mine)


def marks_of(course: Course, db_url: str):
    with nbgrader_bridge.open_gradebook(db_url, "channel-by-channel") as book:
        return {row.student: row for row in nbgrader_bridge.marks(book, EXERCISE)}


@pytest.fixture
def graded(course, hand_in, grade_here) -> Course:
    """A class of one late student, who has not answered the first task."""
    toml = course / "solutions" / EXERCISE / "exercise.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + HAND_IN, encoding="utf-8")
    path = hand_in("s00", {name: RIGHT[name] for name in (SECOND, QUESTION)})
    (path.parent / "timestamp.txt").write_text(LATE)
    return Course(course)


def test_two_markers_at_once_lose_no_mark(graded, postgres, browser, tmp_path, capsys):  # noqa: F811
    connect(graded.root, postgres)
    grade.run(graded, EXERCISE, Wishes())
    students = [f"s{number:02}" for number in range(50)]
    clone(graded, "s00", students[1:], postgres)
    words = {student: (number % 5) * 0.5 for number, student in enumerate(students)}
    code = {student: float(number % 7) for number, student in enumerate(students)}
    homes = [tmp_path / "home-a", tmp_path / "home-b"]
    for home in homes:
        home.mkdir()

    with contextlib.ExitStack() as stack:  # each marker has a server, as on their own machines
        pages = []
        for home in homes:
            url = stack.enter_context(served(graded.root, home))
            page = stack.enter_context(tab_of_its_own(browser))
            page.goto(f"{url}/formgrader/gradebook/{EXERCISE}/{EXERCISE}")
            page.wait_for_function("models && models.loaded")
            pages.append(page)
        wishes = ({"name": QUESTION, "marks": words, "turned": False}, {"name": FIRST, "marks": code, "turned": True})
        for page, wish in zip(pages, wishes, strict=True):
            wish = {**wish, "name": wish["name"] if wish["name"] == QUESTION else checks_id(FIRST)}
            page.evaluate(f"wish => {{ window.said = ({MARK_ALL})(wish); }}", wish)
        assert [page.evaluate("window.said") for page in pages] == [[200] * 50] * 2

    found = marks_of(graded, postgres)
    assert {s: {t.name: t.manual for t in row.tasks} for s, row in found.items()} == {
        s: {FIRST: code[s], SECOND: None, QUESTION: words[s]} for s in students
    }
    for student in students:
        expected = round((code[student] + 4 + words[student]) * 0.8, 9)
        assert found[student].score == pytest.approx(expected), "lateness follows the marks of both"
        page = graded.classroom / "feedback" / student / EXERCISE / f"{EXERCISE}.html"
        shown = re.search(r'class="marks"><strong>([\d.]+)</strong>', page.read_text(encoding="utf-8"))
        assert float(shown[1]) == pytest.approx(expected), f"{student}'s page is not older than the marks"


@pytest.mark.timeout(300)
def test_who_settles_a_student_waits_for_the_other_and_sees_their_mark(graded, postgres, grade_here, capsys):  # noqa: F811
    grade.run(graded, EXERCISE, Wishes(db_url=postgres))
    course_id = nbgrader_bridge.read_settings(graded.root).course_id
    with (
        nbgrader_bridge.open_gradebook(postgres, course_id) as first,
        nbgrader_bridge.open_gradebook(postgres, course_id) as marking,
        settle.settler(graded, EXERCISE, postgres) as second,
    ):
        held = first.assignment_submissions(EXERCISE)[0].id
        first.db.execute(text("SELECT id FROM submitted_assignment WHERE id = :id FOR UPDATE"), {"id": held})
        thread = threading.Thread(target=second.charge, args=(["s00"],))
        thread.start()
        thread.join(3)
        assert thread.is_alive(), "the first one has not ended"
        marking.find_grade(QUESTION, EXERCISE, EXERCISE, "s00").manual_score = 2.0
        marking.db.commit()
        first.db.rollback()
        thread.join(250)  # the test's own timeout is 300
        assert not thread.is_alive()

    assert marks_of(graded, postgres)["s00"].score == pytest.approx((4 + 2) * 0.8)


def open_answer(page, url: str) -> None:
    page.goto(f"{url}/formgrader/gradebook/{EXERCISE}/{EXERCISE}")
    page.locator("#main-table a:visible").first.click()
    page.wait_for_function(LOADED)


IDLE = f"!saving.pending('{QUESTION}')"
LOADED = "window.formgrader && formgrader.grades && formgrader.grades.loaded"


def type_mark(page, mark: str) -> None:
    page.locator(f"input#{QUESTION}").fill(mark)
    page.locator(f"input#{QUESTION}").evaluate("each => each.dispatchEvent(new Event('change', {bubbles: true}))")


def test_two_at_one_answer_are_told_and_the_first_mark_stays(graded, jupyter, browser, tmp_path, capsys):
    grade.run(graded, EXERCISE, Wishes())
    db_url = f"sqlite:///{graded.classroom}/gradebook.db"

    def mark():
        return {task.name: task.manual for task in marks_of(graded, db_url)["s00"].tasks}[QUESTION]

    with (
        tab_of_its_own(browser) as one,
        tab_of_its_own(browser) as other,
    ):
        open_answer(one, jupyter)
        open_answer(other, jupyter)
        type_mark(one, "2")
        one.wait_for_function(IDLE)
        assert mark() == 2.0

        type_mark(other, "0,5")
        bar = other.get_by_role("alert")
        bar.get_by_text(f"{QUESTION}: somebody else gave 2 since you opened this page. Yours: 0.5.").wait_for()
        assert other.locator(".desk-said", has_text=re.compile(".")).count() == 0, "said once"
        other.screenshot(path=tmp_path / "conflict.png")
        assert mark() == 2.0

        bar.get_by_role("button", name="Keep theirs").click()
        bar.wait_for(state="hidden")
        assert (other.locator(f"input#{QUESTION}").input_value(), mark()) == ("2", 2.0)
        type_mark(one, "1")
        one.wait_for_function(IDLE)
        type_mark(other, "0.5")
        bar.get_by_role("button", name="Save mine").click()
        bar.wait_for(state="hidden")
        assert mark() == 0.5, "who has seen the other mark may change it"

        db = kit.sqlite_open(graded.classroom / "gradebook.db")
        with db as connection:  # another program writes for longer than nbgrader waits
            connection.isolation_level = None
            connection.execute("BEGIN EXCLUSIVE")
            type_mark(other, "1.5")
            bar.get_by_text(f"Not saved yet ({QUESTION})").wait_for()
            connection.execute("ROLLBACK")
        bar.wait_for(state="hidden")
        assert mark() == 1.5, "it is tried again"


@pytest.mark.timeout(900)
def test_what_cannot_be_saved_is_kept_in_the_tab_and_saved_later(graded, browser, tmp_path, capsys):
    """The server is gone, the page is loaded anew, the session's cookie is lost, the browser goes back."""
    grade.run(graded, EXERCISE, Wishes())
    db_url = f"sqlite:///{graded.classroom}/gradebook.db"
    port = free_port()

    def found():
        return next(task for task in marks_of(graded, db_url)["s00"].tasks if task.name == QUESTION)

    with tab_of_its_own(browser) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        bar = page.get_by_role("alert")
        with served(graded.root, tmp_path, port) as url:
            open_answer(page, url)
        page.locator(f"#{QUESTION}-comment").fill("Say where they are added. 🎉")
        type_mark(page, "1,5")
        bar.get_by_text("the server does not answer. What you typed is kept in this tab.").wait_for()
        page.screenshot(path=tmp_path / "kept.png")
        with served(graded.root, tmp_path, port):
            bar.wait_for(state="hidden")
            assert (found().manual, found().comment) == (1.5, "Say where they are added. 🎉")

            page.context.set_offline(True)
            type_mark(page, "1")
            bar.get_by_text("Not saved yet").wait_for()
            page.context.set_offline(False)
            page.reload()
            page.wait_for_function(f"{LOADED} && {IDLE}")
            assert found().manual == 1.0

            page.context.clear_cookies()
            type_mark(page, "2")
            page.wait_for_function(IDLE)
            assert found().manual == 2.0

            page.goto(f"{url}/formgrader/gradebook")
            page.go_back()
            page.wait_for_function(LOADED)
            assert page.locator(f"input#{QUESTION}").input_value() == "2"


def own_questions_come_first(graded, page, the_list: str) -> None:
    """In a pile by question the list says what waits there, and a submission opens at that question."""
    command("pile", EXERCISE, "--by", "question", "--of", "1", cwd=graded.root)
    page.goto(f"{the_list}?pile=1")
    page.wait_for_function("models && models.loaded")
    assert page.evaluate("models.map((each) => each.get('needs_manual_grade'))") == [True] * 7
    lefts = "cells => cells.map((each) => Math.round(each.getBoundingClientRect().left))"
    row = page.locator("#main-table tr").first.locator("td")
    assert row.evaluate_all(lefts) == page.locator("thead th").evaluate_all(lefts), "cells under their titles"
    page.locator("#main-table a:visible").first.click()
    page.wait_for_function(f"document.activeElement.id === '{QUESTION}'")
    assert page.locator(".other-pile input.score").evaluate_all("all => all.map((each) => each.id)") == [
        checks_id(FIRST), checks_id(SECOND)
    ]  # fmt: skip


def test_piles_names_and_none(graded, jupyter, page, tmp_path, capsys):
    db_url = f"sqlite:///{graded.classroom}/gradebook.db"
    roster = 'student,name,listed\ns00,Ada Example,yes\ns01,"Müller, Zoë",yes\ns02,王小明,yes\ns03,Ada Example,yes\n'
    (graded.classroom / "roster.csv").write_text(roster, encoding="utf-8")
    grade.run(graded, EXERCISE, Wishes())
    students = [f"s{number:02}" for number in range(7)]
    clone(graded, "s00", students[1:], db_url)
    the_list = f"{jupyter}/formgrader/gradebook/{EXERCISE}/{EXERCISE}"

    done = command("pile", EXERCISE, "--of", "3", cwd=graded.root)
    assert done.returncode == 0, done.stderr
    split = piles.read(graded, EXERCISE)
    shares = {pile: [s for s in students if split.shares[s] == pile] for pile in (1, 2, 3)}
    assert sorted(map(len, shares.values())) == [2, 2, 3]

    page.goto(the_list)
    page.wait_for_function("models && models.loaded")
    page.get_by_role("button", name="Show All Names").click()
    names = page.locator("#main-table a.name-shown").all_inner_texts()
    assert set(names) == {
        "Example, Ada (s00)", "Müller, Zoë", "王小明, s02", "Example, Ada (s03)", "s04", "s05", "s06"
    }  # fmt: skip
    page.screenshot(path=tmp_path / "names.png")

    seen = []
    for pile in (1, 2, 3):
        page.goto(f"{the_list}?pile={pile}")
        page.wait_for_function("models && models.loaded")
        assert page.locator(".piles [aria-current]").inner_text() == str(pile)
        rows = page.evaluate("models.map((each) => each.get('student'))")
        assert sorted(rows) == shares[pile]
        seen += rows
        page.locator("#main-table a:visible").first.click()
        page.locator("input.score").first.wait_for()
        for _ in rows[1:]:
            page.get_by_role("link", name="Next").click()
            page.wait_for_url("**/submissions/**")
        page.get_by_role("link", name="Next").click()
        page.wait_for_url(f"**/gradebook/{EXERCISE}/{EXERCISE}")  # behind the last of the pile
    assert sorted(seen) == students
    page.screenshot(path=tmp_path / "pile.png")

    command("pile", EXERCISE, "--anonymous", "on", cwd=graded.root)
    assert piles.read(graded, EXERCISE).shares == split.shares, "nobody changes the pile"
    page.goto(f"{the_list}?pile=0")
    page.wait_for_function("models && models.loaded")
    for step in ("list", "answer"):
        text = page.content() + str(page.evaluate("typeof models === 'undefined' ? '' : JSON.stringify(models)"))
        assert not re.search(r"Ada|Müller|王|\bs0\d\b", text), step
        page.screenshot(path=tmp_path / f"anonymous-{step}.png")
        if step == "list":
            page.locator("#main-table a:visible").first.click()
            page.wait_for_function(LOADED)
    assert "s00" not in page.evaluate("JSON.stringify([formgrader.grades, formgrader.comments])")

    own_questions_come_first(graded, page, the_list)
    command("pile", EXERCISE, "--anonymous", "off", cwd=graded.root)
    page.goto(the_list)
    page.wait_for_function("models && models.loaded")
    assert page.get_by_role("button", name="Show All Names").is_visible()
