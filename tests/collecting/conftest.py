"""Shared by the tests of `autograder collect`."""

import pytest

from autograder.course.course import Course


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course"
    (root / "exercises").mkdir(parents=True)
    return Course(root)
