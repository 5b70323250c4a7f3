"""The Gradescope zip, run in a tree laid out as Gradescope lays it out, gives the marks that `mark` gives."""

import compileall
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from kit import EINSUM_SECOND, EXERCISE, ROOT

from autograder.course.course import find_course
from autograder.errors import CourseError
from autograder.services import gradescope

STACKED_LAST = """
import torch
from d2l import torch as d2l

def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))

def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, W) for W in K], -1)

"""
STACKED_LAST += EINSUM_SECOND
SPY = """
import glob, os
found = glob.glob(SOURCE + "/**", recursive=True)
try:
    open(RESULTS, "w").write('{"score": 10}')
    found.append(RESULTS)
except OSError:
    pass
print("found:", found)
assert not found
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    return gradescope.package(find_course(ROOT), EXERCISE, tmp_path_factory.mktemp("zip"))


@pytest.fixture(scope="module")
def source(archive, tmp_path_factory) -> Path:
    """The zip's files, compiled, as they are in Gradescope's image after its first run."""
    folder = tmp_path_factory.mktemp("source")
    with zipfile.ZipFile(archive) as file:
        file.extractall(folder)
    compileall.compile_dir(folder, quiet=1)
    return folder


@pytest.fixture
def tree(source, tmp_path) -> Path:
    """Gradescope's /autograder: source from the zip, an empty submission, no results."""
    root = tmp_path / "autograder"
    shutil.copytree(source, root / "source")
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    (root / "submission").mkdir()
    (root / "results").mkdir()
    return root


def run_autograder(tree: Path, **more: str) -> subprocess.CompletedProcess:
    """As the harness does, with this environment's Python in place of the one that setup.sh installs."""
    environment = {"PATH": os.environ["PATH"], "AUTOGRADER_ROOT": str(tree), "AUTOGRADER_PYTHON": sys.executable}
    return subprocess.run(
        ["bash", str(tree / "run_autograder")],
        env={**environment, **more},
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=600,
    )


def the_results(tree: Path) -> dict:
    return json.loads((tree / "results" / "results.json").read_text(encoding="utf-8"))


def test_the_results_are_the_marks_of_mark(tree):
    answer = tree / "submission" / f"{EXERCISE}.py"
    answer.write_text(STACKED_LAST, encoding="utf-8")
    command = [sys.executable, "-m", "autograder", "mark", EXERCISE, str(answer), "--json"]
    marked = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600).stdout)

    ran = run_autograder(tree)

    assert ran.returncode == 0, ran.stderr
    results = the_results(tree)
    assert results["score"] == marked["score"] == 4.0
    scored = [test for test in results["tests"] if "score" in test]
    assert [(t["name"], t["score"], t["max_score"]) for t in scored] == [
        (task["task"], task["score"], task["max_score"]) for task in marked["tasks"]
    ]
    assert marked["tasks"][0]["message"] in scored[0]["output"]
    assert "expected:" in scored[0]["output"] and "in the book again" in scored[0]["output"]
    parts = [test["name"] for test in results["tests"] if "score" not in test]
    assert parts == [test["name"] for task in marked["tasks"] for test in task["tests"]]
    assert {test["visibility"] for test in results["tests"]} == {"visible"}
    assert {test["status"] for test in results["tests"]} == {"passed", "failed"}
    assert results["stdout_visibility"] == "hidden"
    formats = {results[name] for name in ("output_format", "test_output_format", "test_name_format")}
    assert formats | {entry["output_format"] for entry in results["tests"]} == {"text"}, (
        "Markdown or HTML would be live"
    )


@pytest.mark.parametrize("without", ["", "bubblewrap"], ids=["with namespaces", "without namespaces"])
def test_a_students_code_finds_neither_the_tests_nor_the_results(tree, without):
    spy = SPY.replace("SOURCE", repr(str(tree / "source"))).replace("RESULTS", repr(str(tree / "results/results.json")))
    (tree / "submission" / f"{EXERCISE}.py").write_text(STACKED_LAST + "\n# %%" + spy, encoding="utf-8")

    ran = run_autograder(tree, AUTOGRADER_WITHOUT=without)

    assert ran.returncode == 0, ran.stderr
    results = the_results(tree)
    assert results["score"] == 4.0
    assert "found" not in results["output"], "the spy's assert would have been noted"


def test_a_file_that_cannot_be_read_is_zero_with_the_reason(tree):
    (tree / "submission" / f"{EXERCISE}.ipynb").write_text('{"cells": [', encoding="utf-8")

    assert run_autograder(tree).returncode == 0

    results = the_results(tree)
    assert results["score"] == 0.0
    assert all("ipynb" in test["output"] for test in results["tests"] if "score" in test)


def test_nothing_handed_in_is_zero_with_the_reason(tree):
    assert run_autograder(tree).returncode == 0
    assert the_results(tree)["score"] == 0.0 and "is empty" in the_results(tree)["output"]


def test_our_own_failure_leaves_no_results_and_no_old_ones(tree):
    (tree / "results" / "results.json").write_text('{"score": 3}', encoding="utf-8")
    (tree / "submission" / f"{EXERCISE}.py").write_text(STACKED_LAST, encoding="utf-8")
    (tree / "source" / "solutions" / EXERCISE / "exercise.toml").write_text("title = ", encoding="utf-8")

    ran = run_autograder(tree)

    assert ran.returncode == 1
    assert not (tree / "results" / "results.json").exists()
    assert len(ran.stderr.strip().splitlines()) == 1 and "exercise.toml" in ran.stderr


def test_the_zip_holds_what_gradescope_looks_for_and_the_same_bytes_each_time(archive, tmp_path):
    names = zipfile.ZipFile(archive).namelist()
    assert {"setup.sh", "run_autograder", "requirements.txt", f"solutions/{EXERCISE}/hidden_tests.py"} <= set(names)
    assert not [name for name in names if "__pycache__" in name or name.startswith(("book/", "classroom/"))]
    assert zipfile.ZipFile(archive).getinfo("run_autograder").external_attr >> 16 & 0o111
    both = [gradescope.package(find_course(ROOT), EXERCISE, tmp_path / name) for name in ("a", "b.zip")]
    assert both[0].read_bytes() == both[1].read_bytes()
    for script in ("setup.sh", "run_autograder"):
        source = zipfile.ZipFile(archive).read(script).decode()
        assert subprocess.run(["bash", "-n"], input=source, text=True).returncode == 0


def test_a_place_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseError, match="cannot be written"):
        gradescope.package(find_course(ROOT), EXERCISE, tmp_path / "file" / "below")
