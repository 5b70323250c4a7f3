"""Penalty, extension, hand mark and regrade in three orders: all places show one sum after each step.

The sum is worked out here from what was done to the student, never read from what is tested. formgrader and
`nbgrader export` are the real ones.
"""

import csv
import html
import http.cookiejar
import json
import re
import urllib.request

import nbformat
import pytest
from a_course import EXERCISE, RIGHT, WRONG_AXIS, answered, run

from autograder import nbgrader_bridge
from autograder.classroom import export, grade, outputs, report, settle
from autograder.classroom.grade import Wishes
from autograder.course.course import Course

HAND_IN = '\n[hand_in]\ndue = 2027-01-15T18:00:00+01:00\nlate = "10 % a day"\n'
ORDERS = {  # by student
    "ada": ("extension", "hand mark", "regrade"),
    "bob": ("hand mark", "regrade", "extension"),
    "cyd": ("regrade", "extension", "hand mark"),
}


def wanted(done: set[str]) -> float:
    """Handed in two days late, a tenth a day; the first task wrong until the regrade; 1.5 given by hand."""
    tasks = 10.0 if "regrade" in done else 4.0
    sum_before = tasks + (1.5 if "hand mark" in done else 0.0)
    return sum_before * (0.9 if "extension" in done else 0.8)


class Formgrader:
    """What the pages of formgrader ask its server, through a session of its own."""

    def __init__(self, url: str):
        self._url, self._cookies = url, http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies)).open
        self._open(f"{url}/formgrader").read()

    def get(self, path: str):
        with self._open(f"{self._url}/formgrader/api/{path}") as answer:
            return json.load(answer)

    def put(self, path: str, data: dict) -> None:
        token = next(cookie.value for cookie in self._cookies if cookie.name == "_xsrf")
        headers = {"X-XSRFToken": token, "Content-Type": "application/json"}
        body = json.dumps(data).encode()
        request = urllib.request.Request(f"{self._url}/formgrader/api/{path}", body, headers, method="PUT")
        self._open(request).read()


@pytest.fixture
def a_class(course, hand_in) -> Course:
    toml = course / "solutions" / EXERCISE / "exercise.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + HAND_IN, encoding="utf-8")
    for student in ORDERS:
        path = hand_in(student, WRONG_AXIS)
        (path.parent / "timestamp.txt").write_text("2027-01-17 09:00:00 UTC\n")
    return Course(course)


def test_all_places_show_one_sum_after_each_step(a_class, jupyter, grade_here, capsys):
    formgrader, done = Formgrader(jupyter), {student: set() for student in ORDERS}
    grade.run(a_class, EXERCISE, Wishes())
    same_everywhere(a_class, formgrader, done)
    for step in range(3):
        for student, order in ORDERS.items():
            act(order[step], a_class, formgrader, student)
            done[student].add(order[step])
        same_everywhere(a_class, formgrader, done)
    assert {student: wanted(steps) for student, steps in done.items()} == dict.fromkeys(ORDERS, 11.5 * 0.9)


def act(what: str, course: Course, formgrader: Formgrader, student: str) -> None:
    """One step, as a teacher takes it."""
    if what == "extension":
        settle.extend(course, EXERCISE, student, "2027-01-16T18:00:00+01:00")
    elif what == "hand mark":
        rows = formgrader.get(f"submitted_notebooks/{EXERCISE}/{EXERCISE}")
        notebook = next(row["id"] for row in rows if row["student"] == student)
        grades = formgrader.get(f"grades?submission_id={notebook}")
        question = next(row for row in grades if row["name"] == "why_all_inputs")
        formgrader.put(f"grade/{question['id']}", {**question, "manual_score": 1.5})
    else:
        path = course.classroom / "submitted" / student / EXERCISE / f"{EXERCISE}.ipynb"
        nbformat.write(answered(course.root, RIGHT), path)
        assert student in outputs.not_graded(course, EXERCISE)
        grade.run(course, EXERCISE, Wishes(students=(student,)))


def same_everywhere(course: Course, formgrader: Formgrader, done: dict[str, set[str]]) -> None:
    expected = {student: round(wanted(steps), 2) for student, steps in done.items()}
    mean = sum(expected.values()) / len(expected)
    assert pages(course) == expected, "as soon as the step is done"

    listed = formgrader.get(f"submissions/{EXERCISE}")
    assert {row["student"]: pytest.approx(row["score"]) for row in listed} == expected
    for_questions = formgrader.get(f"submitted_notebooks/{EXERCISE}/{EXERCISE}")
    assert {row["student"]: pytest.approx(row["score"]) for row in for_questions} == expected
    assert {row["id"]: pytest.approx(row["score"]) for row in formgrader.get("students")} == expected
    assert formgrader.get("assignments")[0]["average_score"] == pytest.approx(mean)
    (of_ada,) = formgrader.get("student_submissions/ada")
    assert of_ada["score"] == pytest.approx(expected["ada"])

    exported = run("nbgrader", "export", "--to", "grades.csv", cwd=course.root)
    assert exported.returncode == 0, exported.stderr[-2000:]
    with (course.root / "grades.csv").open(newline="") as file:
        assert {row["student_id"]: pytest.approx(float(row["score"])) for row in csv.DictReader(file)} == expected

    with settle.settler(course, EXERCISE) as ours:
        assert {row.student: pytest.approx(row.score) for row in ours.settle()} == expected
    for to, (key, column) in {
        "csv": ("student", "score"),
        "canvas": ("Student", course.exercise(EXERCISE).title),
        "moodle": ("Username", course.exercise(EXERCISE).title),
        "gradescope": ("Name", "Total Score"),
    }.items():
        text, _ = export.export(course, EXERCISE, to)
        rows = {row[key]: row for row in csv.DictReader(text.splitlines())}
        assert {student: float(rows[student][column]) for student in expected} == expected, to
    assert report_rows(course) == expected


def pages(course: Course) -> dict[str, float]:
    found = {}
    for student in ORDERS:
        page = (course.classroom / "feedback" / student / EXERCISE / f"{EXERCISE}.html").read_text(encoding="utf-8")
        found[student] = float(re.search(r'class="marks"><strong>([\d.]+)</strong> of 12 points', page)[1])
        assert re.search(r"Handed in 1 d 16 h late|Handed in 16 h 0 min late", page), "lateness is named"
    return found


def report_rows(course: Course) -> dict[str, float]:
    page, *_ = report.report(course, EXERCISE)
    rows = re.findall(r'<tr><td><a [^>]*>(\w+)</a>.*?<td class="number">([\d.]+) <span class="small">([^<]*)<', page)
    assert all("late, \N{MINUS SIGN}" in html.unescape(late) for _, _, late in rows)
    return {student: float(score) for student, score, _ in rows}


def test_the_table_shows_the_sum_and_files_with_older_marks_are_named(a_class, grade_here, capsys):
    grade.run(a_class, EXERCISE, Wishes())
    export.run(a_class, EXERCISE, to="csv")
    report.run(a_class, EXERCISE)
    capsys.readouterr()

    settings = nbgrader_bridge.read_settings(a_class.root)
    with nbgrader_bridge.open_gradebook(settings.db_url, settings.course_id) as book:
        question = book.find_grade("why_all_inputs", EXERCISE, EXERCISE, "ada")
        question.manual_score, question.needs_manual_grade = 1.0, False
        book.db.commit()
    grade.run(a_class, EXERCISE, Wishes())
    said = capsys.readouterr().out

    assert re.search(r"ada +4/12 +\N{MINUS SIGN}1 ", said), said
    assert re.search(r"bob +3.2/12 +\N{MINUS SIGN}0.8 ", said), said
    assert "changed: ada: 4.2 → 4 (late work)" in said, "a script has given a mark, and lateness costs more of it"
    for path in ("export/" + f"{EXERCISE}.csv", f"report/{EXERCISE}.html"):
        assert f"older marks: classroom/{path}." in said
    export.run(a_class, EXERCISE, to="csv")
    capsys.readouterr()
    grade.run(a_class, EXERCISE, Wishes())
    assert "older marks: classroom/export" not in capsys.readouterr().out
