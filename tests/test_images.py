"""The Dockerfiles: what they name is there, nothing secret is taken; when asked for, their steps run one by one."""

import importlib.machinery
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import small_course
from kit import ROOT, free_port

TOOL = ROOT / "tools/image-steps"
SYSTEM = os.environ.get("BARE_SYSTEM", "")  # a folder that debootstrap has made: then the steps run
WRITTEN = ("*.egg-info", "__pycache__")


@pytest.fixture(scope="module")
def tool():
    loader = importlib.machinery.SourceFileLoader("image_steps", str(TOOL))
    made = importlib.util.module_from_spec(importlib.util.spec_from_loader("image_steps", loader))
    loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return small_course.made(tmp_path_factory.mktemp("images") / "course")


def dockerfiles(course):
    return {"this course": ROOT / "deploy/Dockerfile", "a new course": course / "Dockerfile"}


def ignored(context, path):
    """Whether .dockerignore keeps this file from the build; the last line that fits it decides."""
    name, out = str(path.relative_to(context)), False
    for line in (context / ".dockerignore").read_text("utf-8").split():
        pattern = re.escape(line.lstrip("!")).replace(r"\*\*/", "(.*/)?").replace(r"\*", "[^/]*")
        if re.fullmatch(f"{pattern}(/.*)?", name):
            out = not line.startswith("!")
    return out


def taken(tool, context, dockerfile, target):
    """The files that the stage takes, and what it names that is not there."""
    files, missing = [], []
    for word, rest in tool.steps(dockerfile.read_text("utf-8"), target):
        if word == "COPY":
            for name, paths in tool.sources(context, rest)[0].items():
                inside = [each for path in paths for each in ([path] if path.is_file() else path.rglob("*"))]
                inside = [each for each in inside if each.is_file() and not ignored(context, each)]
                files += inside
                missing += [name] * (not inside and name != "*.whl")
    return files, missing


@pytest.mark.parametrize("target", ["student", "teacher"])
@pytest.mark.parametrize("which", ["this course", "a new course"])
def test_what_a_dockerfile_names_is_there_and_no_exercise_is_in_an_image(tool, course, which, target):
    dockerfile = dockerfiles(course)[which]
    context = ROOT if which == "this course" else course

    files, missing = taken(tool, context, dockerfile, target)
    words = [word for word, _ in tool.steps(dockerfile.read_text("utf-8"), target)]

    assert files and not missing
    assert (
        {"RUN", "WORKDIR", "CMD"}
        <= set(words)
        <= {"ARG", "RUN", "COPY", "USER", "WORKDIR", "EXPOSE", "CMD", "ENTRYPOINT"}
    )
    secret = [path for path in files if "solutions" in path.relative_to(context).parts[:2] and path.name != "README.md"]
    assert not secret and not [path for path in files if path.name in ("gradebook.db", "hidden_tests.py", "probe.py")]


def test_what_links_of_the_engine_lead_to_is_in_the_teachers_image(tool):
    files, _ = taken(tool, ROOT, ROOT / "deploy/Dockerfile", "teacher")

    linked = {path.resolve() for path in (ROOT / "autograder").rglob("*") if path.is_symlink()}

    assert linked and linked <= set(map(Path.resolve, files))


def test_what_an_image_starts_is_a_command_of_a_package_in_it():
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    text = (ROOT / "deploy/Dockerfile").read_text("utf-8")
    started = [
        json.loads(line.partition(" ")[2])[0] for line in text.splitlines() if line.startswith(("CMD", "ENTRYPOINT"))
    ]

    assert started == ["jupyter", "autograder", "doctor"] and "autograder" in scripts
    assert "nbgrader==" in (ROOT / "requirements.txt").read_text("utf-8"), "which brings JupyterLab"


def test_the_container_for_codespaces_builds_the_students_image(course):
    for root in (ROOT, course):
        folder = root / ".devcontainer"
        build = json.loads((folder / "devcontainer.json").read_text("utf-8"))["build"]
        assert (folder / build["dockerfile"]).is_file() and build["target"] == "student"
        assert (folder / build["context"]).resolve() == root.resolve()


@pytest.mark.skipif(not SYSTEM, reason="BARE_SYSTEM names no system that debootstrap has made")
@pytest.mark.timeout(7200)
def test_each_step_runs_and_the_images_do_what_they_are_for(course, tmp_path):
    wheel = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", course, ROOT]
    subprocess.run(wheel, check=True)
    port = free_port()
    begin = f"jupyter lab --ip=127.0.0.1 --no-browser --port={port} & lab=$!; sleep 30"
    lab = f"{begin}; jupyter lab list | grep :{port}/; found=$?; kill $lab; exit $found"
    student = subprocess.run(
        [TOOL, course / "Dockerfile", "student", SYSTEM, f"ls exercises/ex01_first || exit 1; {lab}"]
    )
    small_course.hand_in(course, "ada", {"initials": small_course.INITIALS})
    shutil.copytree(course, tmp_path / "mounted", ignore=shutil.ignore_patterns(*WRITTEN))
    graded = "autograder grade ex01_first && ls classroom/feedback/ada/ex01_first/ex01_first.html"
    environment = {**os.environ, "MOUNT": str(tmp_path / "mounted")}
    teacher = subprocess.run([TOOL, course / "Dockerfile", "teacher", SYSTEM, graded], env=environment)

    assert (student.returncode, teacher.returncode) == (0, 0)
