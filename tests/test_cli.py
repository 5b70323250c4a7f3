"""The commands as people type them: exit status, one line of what is wrong, and the JSON of `mark --json`."""

import json
import re

import nbformat
import pytest
import torch
import torch.nn.functional as F
import warm
from kit import (
    EXERCISE,
    FIRST,
    LAST_AXIS,
    RIGHT,
    ROOT,
    SECOND,
    command,
    environment,
    is_one_line_with_a_next_step,
    tensor,
)

from autograder import cli
from autograder.marking import testing

NUMBER = (int, float)
VERDICTS = {"PASSED", "FAILED", "CRASHED", "TIMED_OUT", "OUT_OF_MEMORY", "NOT_ALLOWED", "MISSING", "NOT_GRADED"}


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """The seed's code with another axis, marked once as JSON by the real command."""
    path = tmp_path_factory.mktemp("mark") / "a.py"
    path.write_text(LAST_AXIS, encoding="utf-8")
    return command("mark", EXERCISE, path, "--json", cold=True)


def test_mark_prints_one_json_document_and_nothing_else(marked):
    assert marked.returncode == 1
    assert marked.stderr == ""
    assert marked.stdout.count("\n") == 1
    json.loads(marked.stdout)


def test_the_json_has_the_keys_that_other_programs_read(marked):
    data = json.loads(marked.stdout)

    assert list(data) == ["exercise", "score", "max_score", "tasks", "walls"]
    assert (data["exercise"], data["score"], data["max_score"]) == (EXERCISE, 4.0, 10.0)
    assert set(data["walls"]) <= {"bubblewrap", "seccomp", "landlock", "limits"} and data["walls"]
    assert [task["task"] for task in data["tasks"]] == [FIRST, SECOND]
    for task in data["tasks"]:
        assert " ".join(task) == ("task score max_score verdict message tests mistake counterexample place also")
        assert isinstance(task["score"], float) and isinstance(task["max_score"], float)
        assert task["verdict"] in VERDICTS and isinstance(task["message"], str)
        for test in task["tests"]:
            assert set(test) == {"name", "verdict", "message"} and test["verdict"] in VERDICTS
    first, second = data["tasks"]
    assert (first["verdict"], first["score"]) == ("FAILED", 0.0)
    assert first["message"] and {"id", "hint", "read"} <= set(first["mistake"])
    assert set(first["counterexample"]) == {"arguments", "expected", "got"}
    assert (second["verdict"], second["mistake"], second["counterexample"]) == ("PASSED", None, None)


def test_the_counterexample_can_be_executed(marked):
    example = json.loads(marked.stdout)["tasks"][0]["counterexample"]
    for value in (*example["arguments"].values(), example["expected"], example["got"]):
        assert set(value) == {"shape", "dtype", "values"} and value["dtype"] == "float32"
        assert list(tensor(value).shape) == value["shape"]
    X, K = tensor(example["arguments"]["X"]), tensor(example["arguments"]["K"])
    expected = F.conv2d(X[None], K)[0]

    assert torch.equal(expected, tensor(example["expected"]))
    assert torch.equal(expected.movedim(0, -1), tensor(example["got"]))


def test_full_marks_end_with_status_0_and_a_line_to_read_aloud(tmp_path):
    path = tmp_path / "right.ipynb"
    notebook = nbformat.read(ROOT / "exercises" / EXERCISE / f"{EXERCISE}.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(RIGHT))
    nbformat.write(notebook, path)

    done = command("mark", EXERCISE, path)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip().endswith(f"{EXERCISE}: 10 of 10 points; 1 question waits for a person's mark: 2 points")


def test_a_notebook_that_cannot_be_read_is_worth_nothing_and_says_why(tmp_path):
    path = tmp_path / "broken.ipynb"
    path.write_text("{ not json", encoding="utf-8")

    done = command("mark", EXERCISE, path, "--json")
    data = json.loads(done.stdout)

    assert done.returncode == 1 and data["score"] == 0.0
    assert all(task["message"] for task in data["tasks"])


COMMANDS = ["release", "verify", "check", "mark", "collect", "grade", "report", "export", "package", "doctor", "new"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(capsys, name):
    with pytest.raises(SystemExit) as end:
        cli.main([name, "--help"])

    assert end.value.code == 0
    said = capsys.readouterr().out
    assert "Example: autograder" in said
    assert ("--course" in said) == (name != "doctor"), "doctor looks at the machine, not at a course"
    sentence = " ".join(said.split("\n\n")[1].split())
    assert re.fullmatch(r"[A-Z][^.]*\.", sentence), "one sentence says what the command does"


def test_the_commands_are_these(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])

    said = capsys.readouterr().out
    assert [name for name in COMMANDS if f"    {name} " not in said] == []


def test_release_of_one_broken_exercise_releases_none(make_course, capsys):
    course = make_course()
    folder = course.solutions / "ex03_broken"
    folder.mkdir()
    (folder / "exercise.toml").write_text('title = "x"\n')
    before = course.release_notebook(EXERCISE).read_bytes()
    (course.solutions / EXERCISE / "notebook.py").write_text(
        (course.solutions / EXERCISE / "notebook.py").read_text() + "\n# %% [markdown]\n# more\n"
    )

    assert cli.main(["release", "--course", str(course.root)]) == 2
    assert is_one_line_with_a_next_step(capsys.readouterr().err)
    assert course.release_notebook(EXERCISE).read_bytes() == before


def test_commands_of_tests_stay_warm_when_hidden_tests_have_been_read(marker, monkeypatch):
    """Else each later command of this process would import torch anew, and start a box."""
    testing.load_for(marker.exercise)
    assert warm.changed(environment()) == set()
    assert warm.alike(environment())
    monkeypatch.setenv("AUTOGRADER_WITHOUT", "landlock")
    assert not warm.alike(environment()), "the box of the forks has all walls"
