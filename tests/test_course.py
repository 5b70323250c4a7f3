"""The course itself, every exercise that is found. The rules of a good one are tried by `make verify`, in CI too."""

import tomllib

import nbformat
import pytest
from kit import ROOT

from autograder.authoring import demo
from autograder.course import beliefs, release, right_answers
from autograder.course.course import Course
from autograder.nbgrader_bridge import read_settings

COURSE = Course(ROOT)
EXERCISES = COURSE.exercise_ids()


def test_there_are_the_exercises_of_the_contract_and_many_wrong_and_right_answers():
    contract = {
        "ex01_multi_input": ["corr2d", "corr2d_multi_in"],
        "ex02_multi_output": ["corr2d_multi_in_out", "corr2d_multi_in_out_vectorized"],
        "ex03_one_by_one": ["corr2d_multi_in_out_1x1", "linear_from_1x1"],
        "ex04_conv2d_parameters": ["conv2d_output_shape", "conv2d_parameter_count", "conv2d"],
        "ex05_lenet_shapes": ["lenet_shapes", "receptive_field", "LeNet"],
    }
    found = {exercise.id: [task.name for task in exercise.tasks] for exercise in COURSE.exercises()}

    assert contract.items() <= found.items()
    exercises = COURSE.exercises()
    assert sum(len(belief.codings) for exercise in exercises for belief in beliefs.read_all(exercise)) >= 699
    assert sum(1 for exercise in exercises for _ in right_answers.read_all(exercise)) >= 150


def test_every_text_of_the_common_file_has_several_readers():
    common = tomllib.loads((COURSE.solutions / beliefs.COMMON).read_text(encoding="utf-8"))
    held = [belief.id for exercise in COURSE.exercises() for belief in beliefs.read_all(exercise)]

    assert [id for id in common if held.count(id) < 2] == []


@pytest.mark.parametrize("exercise_id", EXERCISES)
def test_the_release_is_fresh_and_nothing_else_lies_beside_it(exercise_id):
    path = COURSE.release_notebook(exercise_id)

    assert path.read_bytes() == release.to_bytes(release.cut(COURSE.exercise(exercise_id)).release)
    beside = {name.split("/")[0] for name in release.data_files(COURSE.exercise(exercise_id))}
    assert {other.name for other in path.parent.iterdir() if not other.name.startswith(".")} == {path.name, *beside}


@pytest.mark.parametrize("exercise_id", EXERCISES)
def test_every_exercise_leads_back_to_its_chapter_and_asks_one_question(exercise_id):
    exercise = COURSE.exercise(exercise_id)
    notebook = nbformat.read(COURSE.release_notebook(exercise_id), as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")

    assert (ROOT / "book" / f"{exercise.chapter}.md").is_file()
    assert f"book/{exercise.chapter}" in prose
    assert exercise.questions
    assert prose.count("<details><summary>Hint") >= 2 * len(exercise.tasks)


@pytest.mark.parametrize("exercise_id", EXERCISES)
def test_the_visible_checks_need_torch_and_d2l_alone(exercise_id):
    notebook = nbformat.read(COURSE.release_notebook(exercise_id), as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    imported = {line.split()[1].split(".")[0] for line in code.splitlines() if line.startswith(("import ", "from "))}

    assert imported <= {"torch", "d2l", "math"}


def test_the_demo_class_hands_in_once_and_leaves_the_real_class_alone(make_course):
    real = make_course()
    (real.classroom / "submitted" / "a real student").mkdir(parents=True)
    course = demo.course_of(real, "ex02_multi_output")
    students = demo.hand_in(course, "ex02_multi_output")
    first = course.classroom / "submitted" / students[0] / "ex02_multi_output" / "ex02_multi_output.ipynb"
    first.write_text("changed by hand", encoding="utf-8")
    toml = real.solutions / "ex02_multi_output" / "exercise.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("points = 6", "points = 7"), encoding="utf-8")

    again = demo.course_of(real, "ex02_multi_output")
    assert len(students) >= 10 and demo.hand_in(again, "ex02_multi_output") == students
    assert first.read_text(encoding="utf-8") == "changed by hand"
    assert again.exercise("ex02_multi_output").tasks[0].points == 7, "the exercise is the one of today"
    assert beliefs.read_all(again.exercise("ex02_multi_output")), "with the texts that exercises share"
    assert [path.name for path in (real.classroom / "submitted").iterdir()] == ["a real student"]
    settings = read_settings(again.root)
    assert settings.db_url == f"sqlite:///{again.root}/classroom/gradebook.db"


def test_the_answers_of_the_demo_class_stand_in_the_released_cells(make_course):
    course = make_course()
    demo.hand_in(course, "ex02_multi_output")
    notebook = nbformat.read(
        course.classroom / "submitted" / "amara" / "ex02_multi_output" / "ex02_multi_output.ipynb", as_version=4
    )
    sources = {c.metadata.nbgrader.grade_id: c.source for c in notebook.cells if "nbgrader" in c.metadata}

    assert "torch.stack" in sources["corr2d_multi_in_out"] and "einsum" in sources["corr2d_multi_in_out_vectorized"]
    assert sources["why_all_inputs"].startswith("Each filter has a slice")


def test_a_style_keeps_the_imports_that_it_uses():
    code = "import numpy as np\nimport torch\nfrom torch import nn\n\ndef f(X):\n    return torch.abs(nn.ReLU()(X))\n"

    assert right_answers.with_used_imports(code) == code.removeprefix("import numpy as np\n")
