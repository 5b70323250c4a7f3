"""Every command of the teacher's and the student's guide, run in the order of the page on a class of three."""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import nbformat
import pytest
from a_course import EXERCISE, RIGHT, ROOT, WRONG_AXIS, answered, environment

from autograder.nbgrader_bridge import marks, open_gradebook

BLOCK = re.compile(r"^```(bash|python)\n(.*?)^```$", re.M | re.S)
SERVERS = ("jupyter lab",)  # started, seen to answer, ended
# run for every exercise in test_course.py, by CI and in test_hub.py: here it counts that they are there
ELSEWHERE = {"make ": "make -n ", "autograder verify ": "autograder verify --help "}


def blocks(page: str) -> list[tuple[str, str]]:
    return BLOCK.findall((ROOT / "book" / page).read_text(encoding="utf-8"))


@pytest.fixture
def the_course(course, tmp_path) -> Path:
    """A clone as a teacher has it: under git, with a download of three students."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, course)
    shutil.copytree(ROOT / "tools", course / "tools", dirs_exist_ok=True)
    (course / ".gitignore").write_text("classroom/\nbuild/\ndownloads/\n")
    identity = ["-c", "user.name=A teacher", "-c", "user.email=teacher@example.org"]
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-q", "-m", "The course"]):
        subprocess.run(["git", *command], cwd=course, check=True, capture_output=True)
    (course / "downloads").mkdir()
    people = {"ada": "Ada King", "bob": "Bob Lee", "chen": "Chen Wu"}
    rows = [f"{student},{name},{student}@uni.example\n" for student, name in people.items()]
    (course / "downloads" / "class.csv").write_text("".join(["student,name,email\n", *rows]))
    with zipfile.ZipFile(course / "downloads" / "submissions.zip", "w") as archive:
        for number, (student, answers) in enumerate((("ada", RIGHT), ("bob", WRONG_AXIS), ("chen", {})), 501):
            text = io.StringIO()
            nbformat.write(answered(course, answers), text)
            folder = f"{people[student]}_{number}_assignsubmission_file_"
            archive.writestr(f"{folder}/{EXERCISE}.ipynb", text.getvalue())
    return course


def shell(script: str, course: Path, home: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=course,
        env={**environment(home), "PYTHONPATH": f"{ROOT}:{course}"},
        capture_output=True,
        text=True,
        timeout=600,
        stdin=subprocess.DEVNULL,
    )


def stands(command: str, course: Path, home: Path) -> None:
    """Start a server, see that it stays, end it."""
    log = home / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            ["bash", "-c", f"exec {command} --allow-root --ServerApp.port=0"],
            cwd=course,
            env=environment(home),
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        end = time.monotonic() + 300
        while "is running at" not in log.read_text(errors="replace"):
            assert process.poll() is None and time.monotonic() < end, log.read_text(errors="replace")[-2000:]
            time.sleep(0.5)
        assert "formgrader | extension was successfully loaded" in log.read_text(errors="replace")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(300)


@pytest.mark.timeout(1500)
def test_every_command_of_the_teachers_guide_works_in_the_order_of_the_page(the_course, tmp_path):
    ran = 0
    for language, block in blocks("teacher-guide.md"):
        if language == "python":
            (the_course / "late_rule.py").write_text(block, encoding="utf-8")
            continue
        if block.startswith(SERVERS):
            stands(block.strip(), the_course, tmp_path)
            continue
        script = re.sub("|".join(ELSEWHERE), lambda found: ELSEWHERE[found[0]], block)
        done = shell(script, the_course, tmp_path)
        # 1: something was graded as failed, which is no failure of the command
        marking = re.search(r"^autograder (grade|mark|report) ", block, re.M)
        assert done.returncode in ((0, 1) if marking else (0,)), (
            f"{block}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        )
        assert "Traceback" not in done.stderr, f"{block}\n{done.stderr[-3000:]}"
        ran += 1
        check_after(block, the_course, done)
    assert ran >= 18


def check_after(block: str, course: Path, done: subprocess.CompletedProcess) -> None:
    """What the page promises after some of its commands."""
    if "autograder forget" in block:
        assert not list(course.glob("classroom/*/chen"))
        assert "chen" not in scores(course)
    elif "timestamp.txt" in block:
        assert scores(course)["ada"] == 9.0, "one tenth off for the day that had begun"
    elif "autograder extend" in block:
        assert scores(course)["ada"] == 10.0
    elif "autograder return" in block:
        with zipfile.ZipFile(course / "classroom" / "return" / f"{EXERCISE}-moodle.zip") as archive:
            assert sorted(name.split("_")[1] for name in archive.namelist()) == ["501", "502", "503"]
        assert len(list(course.glob("classroom/return/*-mail/mails/*.eml"))) == 3
        assert len(list(course.glob(f"classroom/return/*-folder/*/{EXERCISE}.html"))) == 3
    elif "mv classroom" in block:
        assert not (course / "classroom").exists() and list(course.parent.glob("classes/2026/gradebook.db"))
    elif "git archive" in block:
        public = course.parent / "public-course"
        assert (public / "exercises").is_dir() and not (public / "solutions").exists()
    elif "--seed" in block:
        assert "10 of 10 points" in done.stdout
    elif "--to canvas" in block:
        assert len(list((course / "classroom" / "export").iterdir())) == 2
    elif block == f"autograder grade {EXERCISE}\n":
        assert scores(course) == {"ada": 10.0, "bob": 4.0, "chen": 0.0}


def scores(course: Path) -> dict[str, float]:
    with open_gradebook(f"sqlite:///{course}/classroom/gradebook.db") as gradebook:
        return {row.student: row.score for row in marks(gradebook, EXERCISE)}


def test_every_command_of_the_students_guide_works(course, tmp_path):
    """In the notebook's folder; the Python block in a notebook cell, where it shows itself as HTML."""
    folder = course / "exercises" / EXERCISE
    notebook = answered(course, WRONG_AXIS)
    mine = tmp_path / "mine"
    mine.mkdir()
    nbformat.write(notebook, mine / f"{EXERCISE}.ipynb")
    for language, block in blocks("student-guide.md"):
        if language == "bash":
            shutil.copy(mine / f"{EXERCISE}.ipynb", course)  # "Put your notebook into this folder"
            done = shell(block, course, tmp_path)
            said = "1 of 2 tasks pass" if " check " in block else "of 10 points"
            assert done.returncode == 1 and said in done.stdout, done.stdout + done.stderr
        elif language == "python":
            notebook.cells.append(nbformat.v4.new_code_cell(block))
    path = folder / "with_check.ipynb"
    nbformat.write(notebook, path)
    convert = [
        sys.executable,
        "-m",
        "jupyter",
        "nbconvert",
        "--execute",
        "--allow-errors",
        "--inplace",
        "--to",
        "notebook",
    ]
    subprocess.run(
        [*convert, path.name], cwd=folder, env=environment(tmp_path), check=True, capture_output=True, timeout=300
    )
    (shown,) = nbformat.read(path, as_version=4).cells[-1].outputs
    page = shown["data"]["text/html"]
    assert "corr2d_multi_in_out" in page and "1 of 2 tasks pass" in page and "<table" in page
