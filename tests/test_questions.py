"""Questions in words: several an exercise, each with a rubric and a model answer that no student gets."""

import json
import subprocess
import zipfile

import nbformat
import pytest
from kit import EXERCISE, ROOT, command, copy_exercise

from autograder import nbgrader_bridge
from autograder.classroom import export, grade, report, settle
from autograder.classroom.grade import Wishes
from autograder.course import release
from autograder.course.course import Course
from autograder.course.exercise_toml import read_exercise
from autograder.course.marking_guide import without_guides
from autograder.errors import CourseError
from autograder.records import Records, exercise_fingerprint
from autograder.services import gradescope
from autograder.submission.notebook import read_submission

ONLY = "ex09_words"
TOML = """
title = "In words"
chapter = "02-multi-output-channels"

[[questions]]
name = "why"
points = 2

[[questions]]
name = "how"
points = 1.5
"""
NOTEBOOK = """
# %% [markdown]
# # In words
#
# Why are the partial sums added?

# %% [markdown] question="why"
### BEGIN SOLUTION
# A filter answers one question about all planes, so its parts are added up.
### END SOLUTION
### BEGIN RUBRIC
# - 1.5: names the one question that a filter asks
# - 0.5: says that the parts are added up
# - -1: adds the filters to each other, too
### END RUBRIC

# %% [markdown]
# How many maps come out?

# %% [markdown] question="how"
### BEGIN SOLUTION
# One for each filter of the weight.
### END SOLUTION
"""
SECRETS = ("A filter answers one question", "One for each filter", "names the one question", "adds the filters to each")


@pytest.fixture
def words(make_course):
    """A course with an exercise of two questions and nothing else."""
    course = make_course()
    folder = course.solutions / ONLY
    folder.mkdir()
    (folder / "exercise.toml").write_text(TOML, encoding="utf-8")
    (folder / "notebook.py").write_text(NOTEBOOK.lstrip(), encoding="utf-8")
    (course.root / "book").mkdir()
    (course.root / "book/02-multi-output-channels.md").write_text("# Channels\n", encoding="utf-8")
    return course


def hand_in(course, student, **answers):
    notebook = nbformat.read(course.release_notebook(ONLY), as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    path = course.classroom / "submitted" / student / ONLY / f"{ONLY}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def test_an_exercise_of_questions_only_is_released_verified_graded_and_exported(words, grade_here, capsys):
    assert command("release", ONLY, "--course", words.root).returncode == 0
    verified = command("verify", ONLY, "--course", words.root)
    assert verified.returncode == 0, verified.stdout
    hand_in(words, "ada", why="The parts are added.", how="As many as filters.")
    hand_in(words, "bob", how="Three.")
    (words.classroom / "submitted" / "cyd" / ONLY).mkdir(parents=True)
    (words.classroom / "submitted" / "cyd" / ONLY / f"{ONLY}.ipynb").write_text("{", encoding="utf-8")

    grade.run(words, ONLY, Wishes())

    said = capsys.readouterr().out
    assert "2 wait for a person's mark" in said and "cyd: " in said.partition("Needs a look")[2]
    told, *_ = report.report(words, ONLY)
    assert "with every task right" not in told and "answered nothing" not in told and "every test passes" not in told
    notebook = words.classroom / "submitted" / "ada" / ONLY / f"{ONLY}.ipynb"
    assert "There is no task to check here" in command("check", ONLY, notebook, "--course", words.root).stdout
    marked = command("mark", ONLY, notebook, "--course", words.root)
    assert marked.stdout == f"{ONLY}: 2 questions wait for a person's mark: 3.5 points\n"
    settings = nbgrader_bridge.read_settings(words.root)
    with nbgrader_bridge.open_gradebook(settings.db_url, settings.course_id) as book:
        for name, points in (("why", 1.5), ("how", 1.0)):
            book.find_grade(name, ONLY, ONLY, "ada").manual_score = points
        book.db.commit()
    text, _ = export.export(words, ONLY, "csv")
    rows = [line.split(",") for line in text.splitlines()]
    assert rows[0][3:5] == ["how", "why"]
    assert [row[3:5] + row[7:9] for row in rows[1:3]] == [["1", "1.5", "2.5", "3.5"], ["", "0", "0", "3.5"]]
    page = (words.classroom / "feedback" / "ada" / ONLY / f"{ONLY}.html").read_text(encoding="utf-8")
    assert "<strong>2.5</strong> of 3.5 points" in page and not any(secret in page for secret in SECRETS)
    assert Records(words, ONLY).read("cyd").flags, "a damaged file is flagged, though there is no task"


def test_nothing_of_the_guide_is_in_what_students_get(words):
    exercise = words.exercise(ONLY)

    both = release.cut(exercise)

    assert not any(secret in json.dumps(both.release) for secret in SECRETS)
    assert "names the one question" not in json.dumps(both.source)
    assert "RUBRIC" not in json.dumps(both.release) + json.dumps(both.source)


def guide_lines():
    """Every line of each model answer and rubric of the real course, as its author wrote it."""
    course = Course(ROOT)
    for exercise in course.exercises():
        for guide in release.guides(exercise).values():
            yield from (line.strip() for line in guide.answer.splitlines() if len(line.strip()) > 12)
            yield from (item.text for item in guide.items)


def test_no_guide_of_the_course_is_in_a_notebook_a_page_or_the_package():
    lines = list(guide_lines())
    listed = subprocess.run(
        ["git", "ls-files", "-z", "exercises", "book", "autograder", "README.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout
    skeletons = "autograder/templates/"  # a new exercise begins with their guide, which is public
    names = [name for name in listed.split("\0") if name and not name.startswith(skeletons)]
    texts = {name: (ROOT / name).read_bytes().decode("utf-8", "replace") for name in names}

    assert len(lines) > 40
    assert {(name, line) for name, text in texts.items() for line in lines if line in text} == set()


def test_the_gradescope_zip_holds_no_guide(tmp_path):
    path = gradescope.package(Course(ROOT), EXERCISE, tmp_path)

    with zipfile.ZipFile(path) as archive:
        texts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        notebook = archive.read(f"solutions/{EXERCISE}/notebook.py").decode()
    assert not [line for line in guide_lines() for text in texts if line in text]
    assert "torch.stack([corr2d_multi_in(X, k) for k in K], dim=0)" in notebook, "the tests need the solution of a task"


def test_without_guides_the_release_is_the_same(tmp_path):
    for exercise_id in Course(ROOT).exercise_ids():
        folder = copy_exercise(exercise_id, tmp_path / exercise_id)
        before = release.cut(read_exercise(folder)).release
        path = folder / "notebook.py"
        path.write_text(without_guides(path.read_text(encoding="utf-8")), encoding="utf-8")

        assert release.cut(read_exercise(folder)).release == before


def test_a_rubric_may_change_while_people_mark(words):
    path = words.solutions / ONLY / "notebook.py"
    before = exercise_fingerprint(words.exercise(ONLY))

    path.write_text(path.read_text(encoding="utf-8").replace("names the one", "finds the one"), encoding="utf-8")
    assert exercise_fingerprint(words.exercise(ONLY)) == before
    path.write_text(path.read_text(encoding="utf-8").replace("How many maps", "How few maps"), encoding="utf-8")
    assert exercise_fingerprint(words.exercise(ONLY)) != before


def test_a_due_date_that_is_written_later_marks_no_task_anew(words):
    path = words.solutions / ONLY / "exercise.toml"
    text, before = path.read_text(encoding="utf-8"), exercise_fingerprint(words.exercise(ONLY))
    due = '[hand_in]\ndue = 2027-01-15T18:00:00+01:00\nlate = "10 % a day"\n'
    first, rest = text.split("[[questions]]", 1)

    for now in (f"{text}\n{due}", f"{text}{due}", f"{first}{due}\n[[questions]]{rest}"):
        path.write_text(now, encoding="utf-8")
        assert exercise_fingerprint(words.exercise(ONLY)) == before
    path.write_text(text.replace("points = 2", "points = 3"), encoding="utf-8")
    assert exercise_fingerprint(words.exercise(ONLY)) != before


@pytest.mark.parametrize(
    "old, new, says",
    [
        ("# - 0.5: says", "# - 0.4: says", "the rubric of 'why' sums up to 1.9 points, exercise.toml gives 2"),
        ("# - 0.5: says", "# - half: says", "is no item. Write `- 1: what earns it`"),
        ("# - 0.5: says", "# 0.5 says", "is no item"),
        ("# - -1: adds", "# - 0: adds", "changes nothing"),
        ("### END RUBRIC\n", "", "the rubric of 'why' is not closed"),
        (
            "# - 1.5: names the one question that a filter asks\n# - 0.5: says that the parts are added up\n",
            "",
            "sums up to 0",
        ),
        (
            "# How many maps come out?",
            "# How?\n### BEGIN RUBRIC\n# - 1: x\n### END RUBRIC",
            "outside of a question's cell",
        ),
    ],
)
def test_a_broken_rubric_is_one_line_before_anything_is_written(words, old, new, says):
    path = words.solutions / ONLY / "notebook.py"
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    done = command("release", ONLY, "--course", words.root)

    assert done.returncode == 2 and says in done.stderr and done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"autograder: solutions/{ONLY}/notebook.py: ")
    assert not words.release_notebook(ONLY).exists()


def test_what_ticked_items_earn(words):
    guide = release.guides(words.exercise(ONLY))["why"]

    assert [item.key for item in guide.items] == ["a", "b", "c"]
    assert [guide.points(keys, 2.0) for keys in (["a"], ["a", "b"], ["a", "b", "c"], ["c"], [], ["z"])] == [
        1.5, 2.0, 1.0, 0.0, 0.0, None
    ]  # fmt: skip


def test_a_service_that_only_runs_tests_gets_no_exercise_of_questions(words, tmp_path):
    release.write(words, words.exercise(ONLY))

    with pytest.raises(CourseError, match="has questions only"):
        gradescope.package(words, ONLY, tmp_path)


def test_each_question_is_answered_on_its_own(words, grade_here):
    release.write(words, words.exercise(ONLY))
    hand_in(words, "ada", how="Three.")
    grade.run(words, ONLY, Wishes())

    with settle.settler(words, ONLY) as ours:
        (marks,) = ours.settle()

    assert [(task.name, task.needs_person) for task in marks.tasks] == [("how", True), ("why", False)]


@pytest.mark.parametrize("answered", ["why", "how"])
def test_without_ids_an_answer_belongs_to_the_question_above_it(words, tmp_path, answered):
    release.write(words, words.exercise(ONLY))
    released = nbformat.read(words.release_notebook(ONLY), as_version=4)
    handed_in = nbformat.read(words.release_notebook(ONLY), as_version=4)
    for cell in handed_in.cells:
        if cell.metadata.pop("nbgrader", {}).get("grade_id") == answered:
            cell.source = "Because they are."
    nbformat.write(handed_in, tmp_path / "stripped.ipynb")

    cells = {cell.grade_id: cell.source for cell in read_submission(tmp_path / "stripped.ipynb", released).cells}

    other = "how" if answered == "why" else "why"
    assert (cells[answered], cells[other]) == ("Because they are.", release.WRITE_HERE)


def test_the_old_name_of_a_single_question_is_read(tmp_path):
    folder = copy_exercise(EXERCISE, tmp_path)
    assert "[question]" in (folder / "exercise.toml").read_text(encoding="utf-8")

    assert read_exercise(folder).asked == [("why_all_inputs", 2.0)]
