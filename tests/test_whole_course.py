"""Several exercises at once: `grade`, `report` and `export` with --all, and each student's total."""

import csv
import re

import pytest
from kit import command
from small_course import INITIALS, NEWTON, hand_in, made

from autograder.classroom import formats
from autograder.classroom.formats import Class
from autograder.collecting.people import Person
from autograder.sums import StudentMarks, TaskMarks


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Two exercises: ada has both right, bob one wrong, cleo handed in the first alone; a third has no hand-in."""
    root = made(tmp_path_factory.mktemp("all") / "Two of three")
    for name in ("ex02_newton", "ex03_nobody"):
        command("new", name, "--kind", "numbers", cwd=root)
    command("release", cwd=root)
    for student in ("ada", "bob", "cleo"):
        hand_in(root, student, {"initials": INITIALS})
    hand_in(root, "ada", {"newton_root": NEWTON}, "ex02_newton")
    hand_in(root, "bob", {"newton_root": NEWTON.replace("range(steps", "range(steps + 1")}, "ex02_newton")
    return root, command("grade", "--all", cwd=root)


def test_every_exercise_that_somebody_handed_in_is_graded(graded):
    root, done = graded

    assert (done.returncode, done.stderr) == (1, ""), "one has it wrong"
    assert sorted(
        path.relative_to(root / "classroom/records").as_posix() for path in root.glob("classroom/records/*/*.json")
    ) == [
        "ada/ex01_first.json",
        "ada/ex02_newton.json",
        "bob/ex01_first.json",
        "bob/ex02_newton.json",
        "cleo/ex01_first.json",
    ]


def test_the_export_has_a_column_for_each_exercise_and_the_total(graded):
    root, _ = graded

    done = command("export", "--all", "--to", "csv", cwd=root)
    table = (root / "classroom/export/course.csv").read_text("utf-8-sig").splitlines()
    rows = {row["student"]: row for row in csv.DictReader(table)}

    assert (done.returncode, done.stderr) == (0, "")
    got = {name: (row["ex01_first"], row["ex02_newton"], row["score"], row["max_score"]) for name, row in rows.items()}
    assert got == {"ada": ("10", "10", "20", "20"), "bob": ("10", "0", "10", "20"), "cleo": ("10", "", "10", "20")}


def test_the_page_of_the_course_links_each_exercise_and_names_everybody(graded):
    root, _ = graded

    done = command("report", "--all", cwd=root)
    page = (root / "classroom/report/course.html").read_text("utf-8")

    assert (done.returncode, done.stderr) == (0, "")
    for exercise in ("ex01_first", "ex02_newton"):
        assert f'href="{exercise}.html"' in page and (root / f"classroom/report/{exercise}.html").is_file()
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", page)]
    assert ["cleo", "10", "10", ""] in cells and ["ada", "20", "10", "10"] in cells


def test_a_file_of_the_course_that_shows_older_marks_is_named(graded):
    root, _ = graded
    command("export", "--all", "--to", "csv", cwd=root)
    hand_in(root, "bob", {"newton_root": NEWTON}, "ex02_newton")

    done = command("grade", "ex02_newton", cwd=root)

    assert "classroom/export/course.csv" in done.stdout


@pytest.mark.parametrize(
    "words", [["grade"], ["report", "ex01_first", "--all"], ["grade", "--all", "--student", "ada"]]
)
def test_one_exercise_or_all_of_them(graded, words):
    done = command(*words, cwd=graded[0])

    assert done.returncode == 2 and "--all" in done.stderr and len(done.stderr.splitlines()) == 1


def test_an_exercise_that_waits_for_a_person_shows_the_points_that_the_total_counts():
    nothing_yet = TaskMarks("ex02", 0.0, None, 0.0, 12.0, True, False)
    waits = StudentMarks("ada", (TaskMarks("ex01", 5.0, None, 5.0, 8.0, True, False), nothing_yet), 20.0)
    people = Class("course", "Course", 20.0, [(Person("ada"), waits)], of_exercises=True)

    (head, row) = formats.FORMATS["csv"].rows(people)

    found = dict(zip(head, row, strict=True))
    assert (found["ex01"], found["ex02"], found["score"], found["waits_for_person"]) == ("5", "", "5", "yes")
    assert "late_penalty" not in found, "it is in the points of each exercise"
    assert formats.FORMATS["gradescope"].rows(people)[1][5] == "Ungraded"
