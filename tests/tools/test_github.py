"""The workflow files are what GitHub takes, and the visible checks print a summary where it looks for one."""

import re
import subprocess
import sys

import nbformat
import pytest
import yaml
from a_course import EXERCISE, RIGHT, ROOT, WRONG_AXIS, answered, environment

TARGETS = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_jobs_a_limit_of_time_and_no_more_rights_than_it_needs(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"]["contents"] == "read"
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 90
        for step in job["steps"]:
            assert ("run" in step) != ("uses" in step)
            # official actions only, at a version; commands that are there
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/x@v1"))
            assert set(re.findall(r"make (?:-C \w+ )?([a-z]+)", step.get("run", ""))) <= TARGETS
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, "the steps after it run code of others"
            # what a student named must not be pasted into a script
            assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("answers, status, words", [(RIGHT, 0, "2 of 2"), (WRONG_AXIS, 1, "1 of 2")])
def test_the_visible_checks_of_a_push_are_summed_up(course, tmp_path, answers, status, words):
    nbformat.write(answered(course, answers), tmp_path / "mine.ipynb")
    summary = tmp_path / "summary.md"
    settings = {**environment(tmp_path), "PYTHON": sys.executable, "GITHUB_STEP_SUMMARY": str(summary)}

    done = subprocess.run(
        ["bash", str(ROOT / ".github" / "classroom-check"), EXERCISE, str(tmp_path / "mine.ipynb")],
        env=settings,
        capture_output=True,
        text=True,
        timeout=600,
    )

    assert done.returncode == status, done.stdout + done.stderr
    assert words in done.stdout and words in summary.read_text(encoding="utf-8")
    assert summary.read_text(encoding="utf-8").startswith(f"## {EXERCISE}\n")
