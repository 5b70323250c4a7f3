"""Classroom 50: nothing secret travels, its runner gets a result.json, and marks made here go into its scores.json."""

import json
import subprocess
import sys
import zipfile

import pytest
from kit import command, environment
from small_course import INITIALS, hand_in, made, notebook

from autograder.course.course import Course
from autograder.course.release import solution_lines

KEYS = ["schema", "classroom", "assignment", "submission", "commit", "release", "review", "datetime"]
KEYS += ["score", "max-score", "tests"]
RUNNER = {
    "CLASSROOM": "words",
    "ASSIGNMENT": "ex01-first",
    "SUBMISSION_TAG": "submit/2026-12-01T10-00-00Z-abc",
    "COMMIT_URL": "https://example.org/commit/abc",
    "RELEASE_URL": "https://example.org/releases/tag/x",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = made(tmp_path_factory.mktemp("fifty") / "course")
    hand_in(root, "ada", {"initials": INITIALS})
    hand_in(root, "bob", {"initials": INITIALS.replace(".upper()", "")})
    assert command("grade", "ex01_first", cwd=root).returncode == 1, "one has it wrong"
    return root


@pytest.fixture(scope="module")
def bundle(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    done = command("package", "ex01_first", "--for", "classroom50", "--output", folder / "b.zip", cwd=root)
    assert done.returncode == 0 and "<classroom>/autograders/ex01-first/" in done.stdout
    with zipfile.ZipFile(folder / "b.zip") as archive:
        archive.extractall(folder)
    return folder


def test_nothing_secret_travels(root, bundle):
    secret = [line for line in solution_lines(Course(root).exercise("ex01_first")) if len(line) > 12]
    tests = (root / "solutions/ex01_first/hidden_tests.py").read_text(encoding="utf-8")
    secret += [line.strip() for line in tests.splitlines() if len(line) > 30]
    texts = {
        path: path.read_text("utf-8", "replace")
        for path in bundle.rglob("*")
        if path.suffix != ".zip" and path.is_file()
    }

    exercise = {path: text for path, text in texts.items() if "exercises" in path.parts or "templates" in path.parts}
    assert exercise and not [(path, line) for path, text in exercise.items() for line in secret if line in text]
    assert not [path for path in texts if path.name in ("hidden_tests.py", "hidden_tests.py.txt", "exercise.toml")]


@pytest.mark.parametrize(
    "code, score, says",
    [(INITIALS, 1, "1 of 1"), (INITIALS.replace(".upper()", ""), 0, 'yours gives "g.h."'), (None, 0, "is empty")],
)
def test_its_runner_gets_a_result_and_a_page(root, bundle, tmp_path, code, score, says):
    if code is not None:
        (tmp_path / "ex01_first.ipynb").write_text(notebook(root, {"initials": code}), encoding="utf-8")
    settings = {**environment(), **RUNNER, "PYTHONPATH": str(bundle)}

    line = [sys.executable, "-m", "autograder.services.classroom50", bundle, tmp_path]
    done = subprocess.run(line, env=settings, cwd=tmp_path, capture_output=True, text=True, timeout=600)
    result = json.loads((tmp_path / "result.json").read_text())

    assert (done.returncode, done.stderr) == (0, "")
    assert list(result) == KEYS and result["schema"] == "classroom50/result/v1"
    assert (result["classroom"], result["submission"]) == ("words", RUNNER["SUBMISSION_TAG"])
    assert (result["score"], result["max-score"]) == (score, 1) == (result["tests"][0]["score"], 1)
    assert says in (tmp_path / "release-body.md").read_text("utf-8")


def test_marks_go_into_its_scores_and_what_else_is_there_is_kept(root, tmp_path):
    path = tmp_path / "words" / "scores.json"
    path.parent.mkdir()
    pushed = {"schema": "classroom50/result/v1", "submission": "submit/2026-12-01T10-00-00Z-abc", "score": 1}
    other = {"type": "group", "entries": [{"owner": "eve", "submissions": [], "team": "x"}], "collected_at": "now"}
    entries = [{"owner": "Ada", "submissions": [pushed]}, {"owner": "zoe", "submissions": []}]
    mine = {"type": "individual", "entries": entries}
    before = {"schema": "classroom50/scores/v1", "assignments": {"other": other, "ex01-first": mine}}
    path.write_text(json.dumps(before), encoding="utf-8")

    for _ in range(2):  # a second export takes the place of the first
        done = command("export", "ex01_first", "--to", "classroom50", "--output", path, cwd=root)
        assert (done.returncode, done.stderr) == (0, "")
    after = json.loads(path.read_text("utf-8"))["assignments"]

    assert after["other"] == other
    ada, zoe, bob = after["ex01-first"]["entries"]
    assert zoe == {"owner": "zoe", "submissions": []}
    assert (ada["owner"], ada["override"], ada["submissions"][1:]) == ("Ada", True, [pushed])
    assert [
        (each["score"], each["max-score"], each["classroom"]) for each in (ada["submissions"][0], *bob["submissions"])
    ] == [
        (10, 10, "words"),
        (0, 10, "words"),
    ]


def test_another_file_is_not_written_over(root, tmp_path):
    path = tmp_path / "scores.json"
    path.write_text('{"mine": 1}', encoding="utf-8")

    done = command("export", "ex01_first", "--to", "classroom50", "--output", path, cwd=root)

    assert done.returncode == 2 and "is no scores.json of Classroom 50" in done.stderr
    assert path.read_text("utf-8") == '{"mine": 1}'
