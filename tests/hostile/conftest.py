"""A course of its own with canaries around it, and its box, shared by all programs."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from autograder.course.course import Course
from kit import EXERCISE

from handing_in import CANARY, LIMITS, REPOSITORY, Classroom, not_needed

CANARY_FILE = f"canary_test_{os.getpid()}.py"


@pytest.fixture(scope="session")
def classroom(tmp_path_factory):
    """A copy of the exercise in a course of its own, with short limits, and canaries around it."""
    root = tmp_path_factory.mktemp("course")
    shutil.copyfile(REPOSITORY / "_config.yml", root / "_config.yml")
    for part in ("solutions", "exercises"):
        shutil.copytree(REPOSITORY / part / EXERCISE, root / part / EXERCISE, ignore=not_needed)
    settings = root / "solutions" / EXERCISE / "exercise.toml"
    text = settings.read_text()
    before, _, after = text.partition("[limits]")
    settings.write_text(before + LIMITS + "\n[[tasks]]" + after.partition("[[tasks]]")[2])
    for place in (
        root,
        root / "solutions",
        root / "classroom" / "submitted" / "another_student",
        Path(tempfile.gettempdir()),
    ):
        place.mkdir(parents=True, exist_ok=True)
        (place / CANARY_FILE).write_text(f"{CANARY}{place.name}")
    os.environ["AUTOGRADER_CANARY"] = CANARY + "environment"
    classroom = Classroom(Course(root))
    yield classroom
    classroom.box.close()
    (Path(tempfile.gettempdir()) / CANARY_FILE).unlink()
    del os.environ["AUTOGRADER_CANARY"]


@pytest.fixture(scope="session")
def warm(classroom):
    """The classroom with its box started, so that no program pays for that."""
    classroom.hand_in(REPOSITORY / "solutions" / EXERCISE / "right_answers" / "odd" / "warns.py")
    return classroom
