"""What an exercise needs beside Python: packages and data files, in notebook, box and bundle."""

import os

import nbformat
import pytest
from kit import command
from small_course import INITIALS, edit, hand_in, made

from autograder.course.course import Course
from autograder.course.exercise import Limits
from autograder.course.packages import missing_data
from autograder.course.release import cut, write
from autograder.errors import CourseError
from autograder.services import bundle
from autograder.submission.cell import cells_of
from autograder.wall.box import Box
from autograder.wall.boxed import BoxedNotebook

LIMITS = Limits(seconds=60, call_seconds=20, memory_mb=1200)


def with_packages(root, packages):
    edit(root / "solutions/ex01_first/exercise.toml", ("[limits]", f"packages = {packages}\n\n[limits]"))
    return Course(root)


def test_a_missing_package_is_told_before_anybody_is_marked(tmp_path):
    root = made(tmp_path / "course")
    with_packages(root, '["no-such-package>=1"]')
    hand_in(root, "ada", {"initials": INITIALS})

    done = command("grade", "ex01_first", cwd=root)

    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert "no-such-package>=1" in done.stderr and "`pip install 'no-such-package>=1'`" in done.stderr
    assert not (root / "classroom/records").exists()


def test_a_file_that_the_notebook_reads_and_nobody_has_is_told_before_anybody_is_marked(tmp_path):
    root = made(tmp_path / "course")
    read = 'with open("data/names.txt") as file:\n    NAMES = file.read()\nopen("data/mine.txt", "w")\n'
    edit(root / "solutions/ex01_first/notebook.py", ('# %% answer="initials"', f'# %%\n{read}\n# %% answer="initials"'))
    hand_in(root, "ada", {"initials": INITIALS})

    done = command("grade", "ex01_first", cwd=root)
    marked = command("mark", "ex01_first", "classroom/submitted/ada/ex01_first/ex01_first.ipynb", cwd=root)

    for each in (done, marked):
        assert each.returncode == 2 and len(each.stderr.splitlines()) == 1
        assert "reads data/names.txt, not there. Put it into solutions/ex01_first/data/" in each.stderr
    assert not (root / "classroom/records").exists()
    (root / "solutions/ex01_first/data").mkdir()
    (root / "solutions/ex01_first/data/names.txt").write_text("Ada", encoding="utf-8")
    assert missing_data(Course(root).exercise("ex01_first")) == []


@pytest.mark.parametrize("named", ['["pandas >="]', '["x @ https://example.org/x.whl"]', '["-r other.txt"]', "[3]"])
def test_a_name_that_pip_does_not_take_is_told(tmp_path, named):
    course = with_packages(made(tmp_path / "course"), named)

    with pytest.raises(CourseError, match="exercise.toml: packages"):
        course.exercise("ex01_first")


def test_the_notebook_installs_what_the_exercise_names_unless_the_author_wrote_it(tmp_path):
    course = with_packages(made(tmp_path / "course"), '["rich", "numpy>=1.20"]')

    def first_code():
        cells = cut(course.exercise("ex01_first")).release["cells"]
        return "".join(next(cell["source"] for cell in cells if cell["cell_type"] == "code"))

    assert first_code().splitlines()[1] == '# %pip install rich "numpy>=1.20"'
    path = course.solutions / "ex01_first/notebook.py"
    edit(path, ('# %% answer="initials"', '# %%\n# %pip install rich\nimport rich\n\n# %% answer="initials"'))
    assert first_code().splitlines() == ["# %pip install rich", "import rich"]


def test_data_files_travel_with_the_release_and_old_ones_go(tmp_path):
    course = Course(made(tmp_path / "course", "table"))
    released, source = course.root / "exercises/ex01_first/data", course.solutions / "ex01_first/data"
    assert (released / "birds.csv").read_bytes() == (source / "birds.csv").read_bytes()
    assert (course.source_notebook("ex01_first").parent / "data/birds.csv").is_file(), "nbgrader copies it from there"

    (source / "more").mkdir()
    (source / "birds.csv").rename(source / "more/birds.csv")
    (source / ".hidden").write_text("mine")
    write(course, course.exercise("ex01_first"))

    assert [path.relative_to(released).as_posix() for path in released.rglob("*") if path.is_file()] == [
        "more/birds.csv"
    ]


def test_data_can_be_read_in_the_box_and_not_changed(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "table.csv").write_text("a,b\n1,2\n")
    code = """
import os
def read(): return open("data/table.csv").read()
def tries():
    gone = []
    old, new = "data/table.csv", "data/new"
    for attempt in (lambda: open(old, "w"), lambda: open(new, "w"), lambda: os.unlink(old)):
        try:
            attempt()
        except OSError as error:
            gone.append(type(error).__name__)
    return gone
"""
    with Box(data=folder) as box:
        for _ in range(2):  # the second student finds what the first one found
            with BoxedNotebook(box, cells_of([code]), "", LIMITS) as notebook:
                assert notebook.call("read", (), {}).value == "a,b\n1,2\n"
                assert len(notebook.call("tries", (), {}).value) == 3
    assert sorted(os.listdir(folder)) == ["table.csv"] and (folder / "table.csv").read_text() == "a,b\n1,2\n"


def test_a_bundle_installs_what_the_exercise_names_in_the_versions_of_the_course(tmp_path):
    course = with_packages(made(tmp_path / "course"), '["torch", "rich", "numpy==2.0"]')
    lines = (
        "--extra-index-url https://example.org/cpu\n--find-links .\ntorch==2.0.0  # small\njupyter-book==1.0\nscipy\n"
    )
    (course.root / "requirements.txt").write_text(lines, encoding="utf-8")

    named = bundle.requirements(course, course.exercise("ex01_first")).decode().splitlines()

    assert named[:2] == ["--extra-index-url https://example.org/cpu", "torch==2.0.0  # small"]
    ours = [line for line in named if line.startswith(("rich", "numpy", "jupytext"))]
    assert ours == ["rich>=13", "numpy==2.0", "jupytext>=1.16"]
    assert not [line for line in named if line.startswith(("scipy", "jupyter-book", "nbgrader", "--find-links"))]

    (course.root / "requirements.txt").unlink()
    assert "torch" in bundle.requirements(course, course.exercise("ex01_first")).decode().splitlines()


def test_the_released_notebook_reads_its_data_where_it_lies(tmp_path):
    root = made(tmp_path / "course", "table")
    code = [cell.source for cell in nbformat.read(root / "exercises/ex01_first/ex01_first.ipynb", 4).cells]

    assert any('read_csv("data/birds.csv")' in source for source in code)
    assert command("verify", cwd=root).returncode == 0
