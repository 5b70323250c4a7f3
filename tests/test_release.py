"""The release: cut from the solution, the same bytes each time, without a line of it."""

import json

import nbformat
import pytest
from kit import EXERCISE, FIRST, ROOT, SECOND

from autograder.course import release
from autograder.course.course import Course
from autograder.errors import CourseError

EXERCISES = Course(ROOT).exercises()


@pytest.fixture
def notebook_py(make_course):
    """The course, and its exercise's notebook.py to be edited."""
    course = make_course()
    return course, course.solutions / EXERCISE / "notebook.py"


def edited(notebook_py, old, new):
    course, path = notebook_py
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return course.exercise(EXERCISE)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_the_same_source_gives_the_same_bytes(exercise):
    assert release.to_bytes(release.cut(exercise).release) == release.to_bytes(release.cut(exercise).release)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_the_release_is_a_valid_notebook_without_outputs_times_or_random_ids(exercise):
    notebook = release.cut(exercise).release

    nbformat.validate(nbformat.from_dict(notebook))
    assert all(
        cell["outputs"] == [] and cell["execution_count"] is None for cell in notebook["cells"] if "outputs" in cell
    )
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_no_line_and_no_mark_of_a_solution_region_is_in_the_release(exercise):
    notebook = release.cut(exercise).release
    shown = {line.strip() for cell in notebook["cells"] for line in cell["source"]}
    secret = {line for line in release.solution_lines(exercise) if len(line) > 12}

    assert secret, "the exercise has a solution"
    assert secret & shown == set()
    assert "SOLUTION" not in json.dumps(notebook)


def test_the_stub_is_the_solution_minus_its_region_at_the_same_indentation():
    both = release.cut(Course(ROOT).exercise(EXERCISE))
    full, stub = (
        next("".join(cell["source"]) for cell in notebook["cells"] if cell["id"].endswith(f"answer-{FIRST}"))
        for notebook in (both.source, both.release)
    )

    assert stub.splitlines()[-1] == f'    raise NotImplementedError("write {FIRST} here")'
    assert stub.splitlines()[:-1] == full.splitlines()[: len(stub.splitlines()) - 1]
    compile(stub, "stub", "exec")


def test_links_of_the_notebook_lead_to_the_published_book(make_course):
    course = make_course()
    before = release.to_bytes(release.cut(course.exercise(EXERCISE)).release).decode()
    assert "](../../book/02-multi-output-channels.md)" in before
    config = course.root / "_config.yml"
    config.write_text('html:\n  baseurl: "https://book.example.org/c/"\n', encoding="utf-8")

    after = release.to_bytes(release.cut(course.exercise(EXERCISE)).release).decode()

    assert "](https://book.example.org/c/book/02-multi-output-channels.html)" in after
    assert "../../book" not in after


def test_the_metadata_is_what_nbgrader_reads():
    notebook = release.cut(Course(ROOT).exercise(EXERCISE)).release
    claims = {m["grade_id"]: m for cell in notebook["cells"] if (m := cell["metadata"].get("nbgrader"))}

    assert list(claims) == [FIRST, f"test_{FIRST}", SECOND, f"test_{SECOND}", "why_all_inputs"]
    for name, role in (
        (FIRST, (False, True, False)),
        (f"test_{FIRST}", (True, False, True)),
        ("why_all_inputs", (True, True, False)),
    ):
        assert (claims[name]["grade"], claims[name]["solution"], claims[name]["locked"]) == role
        assert claims[name]["schema_version"] == 3 and claims[name]["task"] is False
    points = {name: claim.get("points") for name, claim in claims.items()}
    assert points == {FIRST: None, f"test_{FIRST}": 6, SECOND: None, f"test_{SECOND}": 4, "why_all_inputs": 2}


def test_a_second_writing_changes_no_file(make_course):
    course = make_course()
    exercise = course.exercise(EXERCISE)

    first = release.write(course, exercise)
    before = course.release_notebook(EXERCISE).read_bytes()

    assert release.write(course, exercise) == []
    assert course.release_notebook(EXERCISE).read_bytes() == before
    assert course.source_notebook(EXERCISE) in first


@pytest.mark.parametrize(
    "old, new, says",
    [
        ("    ### END SOLUTION\n\n# %% checks", "\n# %% checks", "not closed"),
        ("    ### BEGIN SOLUTION\n    return torch.stack", "    return torch.stack", "not closed"),
        (f'# %% answer="{FIRST}"', "# %%", f'0 cells `# %% answer="{FIRST}"`'),
        (f'# %% checks="{SECOND}"', f'# %% checks="{FIRST}"', f'2 cells `# %% checks="{FIRST}"`'),
        (f'# %% answer="{FIRST}"', '# %% answer="something"', f'0 cells `# %% answer="{FIRST}"`'),
        ('# %% [markdown] question="why_all_inputs"', "# %% [markdown]", 'question="why_all_inputs"'),
        ("# %%\nimport torch\n", "# %%\n### BEGIN SOLUTION\nimport torch\n### END SOLUTION\n", None),
    ],
)
def test_a_notebook_that_breaks_a_rule_is_refused_before_anything_is_written(notebook_py, old, new, says):
    course, path = notebook_py
    if says is None:
        old = "import torch\nfrom d2l import torch as d2l\n"
        new, says = f"### BEGIN SOLUTION\n{old}### END SOLUTION\n", "no answer"
    exercise = edited(notebook_py, old, new)
    before = course.release_notebook(EXERCISE).read_bytes()

    with pytest.raises(CourseError) as error:
        release.write(course, exercise)

    assert says in str(error.value) and str(error.value).startswith(f"solutions/{EXERCISE}/notebook.py: ")
    assert course.release_notebook(EXERCISE).read_bytes() == before


def test_a_cell_for_a_task_that_exercise_toml_does_not_have_is_refused(notebook_py):
    exercise = edited(notebook_py, "# ## More to try", '# ## Go on playing\n\n# %% answer="extra"\nx = 1\n')

    with pytest.raises(CourseError, match="no such task"):
        release.cut(exercise)


def test_a_missing_notebook_is_told_in_one_line(notebook_py):
    course, path = notebook_py
    path.unlink()

    with pytest.raises(CourseError, match=r"notebook\.py: cannot be read"):
        release.cut(course.exercise(EXERCISE))
