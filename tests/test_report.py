"""The report: complete in itself, the most common belief first, names masked, nothing of a student's runs in it."""

import json
import re

import pytest
from malformed.frame import done, small_release, written
from test_export import TOML

from autograder.classroom.report import report, run
from autograder.classroom.report_counts import todos
from autograder.course.course import Course
from autograder.errors import CourseError
from autograder.verdict import Mistake, Record, TaskResult, TestResult, Verdict

LONG = """def add_channels(X, K):
    total = torch.zeros(X.shape[1] - K.shape[1] + 1, X.shape[2] - K.shape[2] + 1)
    for channel in range(len(X)):  # one plane after the other
        total = total + corr2d(X[channel], K[channel])
    return total"""
RENAMED = (
    LONG.replace("total", "answer").replace("channel in", "c in").replace("[channel]", "[c]").replace("# one", "# 1")
)
OTHER = """def add_channels(X, K):
    maps = [corr2d(x, k) for x, k in zip(X, K)]
    stacked = torch.stack(maps, dim=0)
    assert stacked.dim() == 3 and len(stacked) == len(X)
    return torch.sum(stacked, dim=0, keepdim=False).clone().contiguous()"""


def record(student, mistake=None, banned="", seconds=0.2):
    wrong = mistake is not None
    tests = (
        TestResult("Adds all channels.", Verdict.FAILED if wrong else Verdict.PASSED),
        TestResult("Again.", Verdict.PASSED),
    )
    named = Mistake(mistake, f"{mistake}.", "What then?", "book/01-multi-input-channels#x") if wrong else None
    verdict = Verdict.FAILED if wrong else Verdict.PASSED
    return Record(
        "ex_small",
        (
            TaskResult("corr2d", 0.0, 4.0, Verdict.NOT_ALLOWED, banned)
            if banned
            else TaskResult("corr2d", 4.0, 4.0, Verdict.PASSED, tests=(TestResult("Slides.", Verdict.PASSED),)),
            TaskResult("add_channels", 0.0 if wrong else 6.0, 6.0, verdict, tests=tests, mistake=named),
        ),
        ("seccomp",),
        student=student,
        time="2026-11-20T20:00:00Z",
        seconds=seconds,
    )


CLASS = {
    "ada": record("ada"),
    "bob": record("bob", "maps are averaged"),
    "cem": record("cem", "maps are averaged"),
    "dan": record("dan", "planes are kept"),
    "<script>alert(1)</script>": record("<script>alert(1)</script>", banned="<img src=x onerror=alert(1)>", seconds=60),
}


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "solutions" / "ex_small"
    folder.mkdir(parents=True)
    (folder / "exercise.toml").write_text(TOML)
    (tmp_path / "exercises" / "ex_small").mkdir(parents=True)
    written(small_release(), tmp_path / "exercises" / "ex_small" / "ex_small.ipynb")
    course = Course(tmp_path)
    answers = {"ada": LONG, "bob": RENAMED, "dan": OTHER}
    for number, (student, made) in enumerate(CLASS.items()):
        student = student.replace("/", "_")
        path = course.classroom / "records" / student / "ex_small.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(made.to_json(private=True)))
        place = course.classroom / "submitted" / student / "ex_small"
        place.mkdir(parents=True)
        notebook = done()
        notebook.cells[6].source = answers.get(student, f"def add_channels(X, K):\n    return X{'[0]' * number}")
        written(notebook, place / "ex_small.ipynb")
    return course


def test_what_most_students_believe_comes_first(course):
    page, *_ = report(course, "ex_small")

    first = re.search(r'<ol class="monday">\s*<li>(.*?)</li>', page, re.DOTALL)[1]
    assert "2 <span>of 5" in first and "believe that maps are averaged" in first and "What then?" in first
    assert page.index("maps are averaged") < page.index("planes are kept")


def test_what_nobody_has_named_takes_one_line_and_counts_each_student_once():
    misses = (TestResult("high images", Verdict.FAILED, "x"), TestResult("wide images", Verdict.FAILED, "x"))
    tasks = tuple(TaskResult(name, 0, 5, Verdict.FAILED, "x", misses) for name in ("one", "two"))

    (todo,) = todos([Record("ex_small", tasks, (), student=name) for name in ("ada", "bob")])

    assert (todo.count, todo.what) == (2, "miss “high images”, and no known belief explains why")


def test_the_page_needs_no_network(course):
    page, *_ = report(course, "ex_small")

    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert "@import" not in page and "url(" not in page


def test_its_style_is_the_courses_own_with_its_fonts(course):
    page, *_ = report(course, "ex_small")

    style = page.split("<style>")[1].split("</style>")[0]
    assert '"Segoe UI"' in style and "&" not in style


def test_names_and_flags_are_text_not_code(course):
    page, *_ = report(course, "ex_small")

    assert "<script>alert" not in page and "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;_script&gt;" in page
    assert page.count("<script>") == 1


def test_near_identical_answers_are_found_and_masked_unless_asked_for(course):
    masked, *_ = report(course, "ex_small")
    named, *_ = report(course, "ex_small", names=True)

    line = re.search(r"<summary>2 students: (\d+) % alike in <code>add_channels</code>", masked)
    assert line and int(line[1]) >= 92
    assert "<summary>ada, bob: " in named and "ada, bob" not in masked


def test_every_student_has_a_row_with_a_link_to_the_feedback(course):
    page, records, *_ = report(course, "ex_small")

    for student in ("ada", "bob", "cem", "dan"):
        assert f'href="../feedback/{student}/ex_small/ex_small.html"' in page
    assert len(records) == 5


def test_the_pictures_count_right(course):
    page, *_ = report(course, "ex_small")

    distribution = re.search(r'<svg class="distribution" role="img" aria-label="([^"]*)"', page)[1]
    assert distribution == "4 points: 3; 6 points: 1; 10 points: 1"
    assert page.count('class="full"') == 4 + 2 and "2 right, 3 not yet" in page


def test_a_damaged_record_costs_only_its_own_row(course):
    (course.classroom / "records" / "dan" / "ex_small.json").write_text("{")

    assert len(report(course, "ex_small")[1]) == 4


def test_the_command_writes_the_page(course, capsys):
    assert run(course, "ex_small") == 0

    assert (course.classroom / "report" / "ex_small.html").exists()
    assert "5 students, 1 need a look" in capsys.readouterr().out


def test_without_records_it_says_what_to_do(tmp_path, course):
    empty = Course(tmp_path / "other")
    (empty.root / "solutions" / "ex_small").mkdir(parents=True)
    (empty.root / "solutions" / "ex_small" / "exercise.toml").write_text(TOML)

    with pytest.raises(CourseError, match="autograder grade ex_small"):
        report(empty, "ex_small")
