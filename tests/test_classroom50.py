"""Classroom 50: nothing secret travels, its runner gets a result.json, and marks made here go into its scores.json.

With public examples the student sees the smallest input on which the answer is wrong, as `autograder mark` shows it.
"""

import json
import subprocess
import sys
import zipfile

import pytest
from kit import EXERCISE, FIRST, LAST_AXIS, ROOT, command, environment
from small_course import INITIALS, edit, hand_in, made, notebook

from autograder.course.course import Course
from autograder.course.release import solution_lines
from autograder.services import classroom50

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


def unpacked(root, folder, exercise="ex01_first"):
    """The bundle as the runner finds it, and what the teacher reads about it."""
    folder.mkdir(exist_ok=True)
    done = command("package", exercise, "--for", "classroom50", "--output", folder / "b.zip", cwd=root)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(folder / "b.zip") as archive:
        archive.extractall(folder)
    return folder, done.stdout


@pytest.fixture(scope="module")
def bundle(root, tmp_path_factory):
    folder, said = unpacked(root, tmp_path_factory.mktemp("bundle"))
    assert "<classroom>/autograders/ex01-first/" in said and "visible checks alone" in said
    return folder


def let_out(root, task):
    """The author lets the smallest inputs of this task out; a call may take a second."""
    edit(
        root / "solutions/ex01_first/exercise.toml",
        (f'name = "{task}"', f'name = "{task}"\npublic_examples = true'),
        ("call_seconds = 5", "call_seconds = 1"),
    )


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    """A course of which a bundle with examples is made, and the bundle."""
    root = made(tmp_path_factory.mktemp("public") / "course")
    let_out(root, "initials")
    tests = root / "solutions/ex01_first/hidden_tests.py"
    told = '\n\n@telling_inputs("initials")\ndef _(rng):\n    yield {"name": "zebra xylophone"}\n'
    text = tests.read_text("utf-8").replace("small_inputs, task", "small_inputs, task, telling_inputs")
    tests.write_text(text + told, encoding="utf-8")
    folder, said = unpacked(root, tmp_path_factory.mktemp("with_examples"))
    assert "37 small inputs of initials with right answers" in said  # 1 + 4 + 2 · 4 · 4 in its hidden_tests.py
    return root, folder


def as_its_runner(bundle, checkout):
    """What the runner's process leaves behind: result.json, and the page."""
    settings = {**environment(), **RUNNER, "PYTHONPATH": str(bundle)}
    line = [sys.executable, "-P", "-m", "autograder.services.classroom50", bundle, checkout]
    done = subprocess.run(line, env=settings, cwd=checkout, capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads((checkout / "result.json").read_text()), (checkout / "release-body.md").read_text("utf-8")


@pytest.mark.parametrize("with_examples", [False, True])
def test_nothing_secret_travels(with_examples, request):
    root, bundle = (
        request.getfixturevalue("public")
        if with_examples
        else [request.getfixturevalue(name) for name in ("root", "bundle")]
    )
    secret = [line for line in solution_lines(Course(root).exercise("ex01_first")) if len(line) > 12]
    tests = (root / "solutions/ex01_first/hidden_tests.py").read_text(encoding="utf-8")
    secret += [line.strip() for line in tests.splitlines() if len(line) > 30]
    texts = {
        path: path.read_text("utf-8", "replace")
        for path in bundle.rglob("*")
        if path.suffix != ".zip" and path.is_file()
    }

    own = {"exercises", "templates", "public_examples"}
    exercise = {path: text for path, text in texts.items() if own & set(path.parts)}
    assert (bundle / "public_examples").exists() == with_examples
    assert not [path for path, text in texts.items() if "zebra" in text and "autograder" not in path.parts]
    assert exercise and not [(path, line) for path, text in exercise.items() for line in secret if line in text]
    assert not [path for path in texts if path.name in ("hidden_tests.py", "hidden_tests.py.txt", "exercise.toml")]


@pytest.mark.parametrize(
    "code, score, says",
    [(INITIALS, 1, "1 of 1"), (INITIALS.replace(".upper()", ""), 0, 'yours gives "g.h."'), (None, 0, "is empty")],
)
def test_its_runner_gets_a_result_and_a_page(root, bundle, tmp_path, code, score, says):
    if code is not None:
        (tmp_path / "ex01_first.ipynb").write_text(notebook(root, {"initials": code}), encoding="utf-8")

    result, page = as_its_runner(bundle, tmp_path)

    assert list(result) == KEYS and result["schema"] == "classroom50/result/v1"
    assert (result["classroom"], result["submission"]) == ("words", RUNNER["SUBMISSION_TAG"])
    assert (result["score"], result["max-score"]) == (score, 1) == (result["tests"][0]["score"], 1)
    assert says in page


LOUD = INITIALS.replace("return", "print('x' * 10**6 * (not name))\n    return") + "\nraise KeyError('below')\n"
ANSWERS = {
    "right": (LOUD, "Right on the 37 smallest inputs."),
    "small": (INITIALS.replace("return", "return name and len(name) < 6 and name[0] + '.' or"), "Only upper and lower"),
    "raises": (INITIALS.replace("return", "name[0]\n    return"), "Raises IndexError (cell 1, line 2)"),
    "without_return": (INITIALS.replace("return", "found ="), "got None (is there a `return`?)"),
    "stub": (None, "the stub's `raise NotImplementedError` is still there."),
    "endless": (INITIALS.replace("return", "while not name: pass\n    return"), "did not come to an end in time"),
    "ends_all": (
        INITIALS.replace("return", "if not name:\n        import os; os._exit(0)\n    return"),
        "The call ended the whole program instead of returning a value.",
    ),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_smallest_inputs_are_a_test_of_their_own(public, tmp_path, kind):
    root, bundle = public
    code, says = ANSWERS[kind]
    (tmp_path / "ex01_first.ipynb").write_text(notebook(root, {"initials": code} if code else {}), encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit('a file beside the notebook is not imported')")

    result, page = as_its_runner(bundle, tmp_path)
    checks, smallest = result["tests"]

    assert [checks["test-name"], smallest["test-name"]] == ["visible checks of initials", "smallest inputs of initials"]
    assert checks["passed"] == (kind not in ("without_return", "stub")), "the check asks one name of two parts"
    right = kind == "right"
    assert (smallest["passed"], smallest["score"], smallest["max-score"]) == (right, int(right), 1)
    assert says in smallest["output"] and len(smallest["output"]) < 1_000
    assert (result["score"], result["max-score"]) == (checks["passed"] + right, 2)
    assert f"{result['score']} of 2 tests pass." in page and "The marks come from other tests" in page
    assert right or smallest["output"].splitlines()[0] in page


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


def test_what_does_not_hear_the_clock_is_ended_from_outside(public, tmp_path, monkeypatch):
    root, bundle = public
    stays = "    while not name:\n        __import__('time').sleep(10**6)\n    return"
    code = INITIALS.replace("    return", stays)
    (tmp_path / "ex01_first.ipynb").write_text(notebook(root, {"initials": code}), encoding="utf-8")
    monkeypatch.setattr(classroom50, "PIECE", 10.0)

    assert classroom50.main([str(bundle), str(tmp_path)]) == 0
    checks, smallest = json.loads((tmp_path / "result.json").read_text())["tests"]

    assert (checks["passed"], smallest["passed"]) == (True, False)
    assert "did not come to an end in time" in smallest["output"]


def test_cells_that_end_the_program_are_told_so_for_every_test(public, tmp_path):
    root, bundle = public
    code = INITIALS + "import os\nos._exit(0)\n"
    (tmp_path / "ex01_first.ipynb").write_text(notebook(root, {"initials": code}), encoding="utf-8")

    result, _ = as_its_runner(bundle, tmp_path)

    assert {test["output"] for test in result["tests"]} == {
        "The cells of this file end the whole program, so no function could be called."
    }


def test_the_counterexample_is_shown_as_the_teachers_terminal_shows_it(tmp_path):
    """An axis exchanged, in the course's own exercise: its boxes in the book ask the same inputs."""
    bundle, _ = unpacked(ROOT, tmp_path, EXERCISE)
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / f"{EXERCISE}.py").write_text("import torch\nfrom d2l import torch as d2l\n" + LAST_AXIS)

    result, page = as_its_runner(bundle, checkout)
    marked = command("mark", EXERCISE, checkout / f"{EXERCISE}.py").stdout

    shown = {test["test-name"]: test for test in result["tests"]}[f"smallest inputs of {FIRST}"]["output"].splitlines()
    sentence, heads, shapes = shown[:3]
    assert sentence in marked, "the same difference in the same words"
    assert heads.split() == ["X", "K", "expected", "gives"] and heads.split() in map(str.split, marked.splitlines())
    assert shapes.split() in map(str.split, marked.splitlines()), "the same smallest input"
    assert all(line in page for line in shown)


@pytest.mark.parametrize("kind", ["class", "table"])
def test_objects_and_tables_travel(kind, tmp_path):
    root = made(tmp_path / "course", kind)
    task = Course(root).exercise("ex01_first").tasks[0].name
    let_out(root, task)
    bundle, _ = unpacked(root, tmp_path / "bundle")
    source = (root / "solutions/ex01_first/notebook.py").read_text("utf-8")
    right = source.partition(f'answer="{task}"\n')[2].partition("\n# %%")[0]
    for name, code in {"right": right, "wrong": right.replace("-=", "+=").replace(".mean(", ".max(")}.items():
        checkout = tmp_path / name
        checkout.mkdir()
        (checkout / "ex01_first.ipynb").write_text(notebook(root, {task: code}), encoding="utf-8")

        result, _ = as_its_runner(bundle, checkout)

        assert result["tests"][1]["passed"] == (name == "right"), result["tests"]
        assert name == "right" or "expected" in result["tests"][1]["output"]


def test_a_property_is_code_and_stays(tmp_path):
    root = made(tmp_path / "course")
    let_out(root, "initials")
    tests = root / "solutions/ex01_first/hidden_tests.py"
    held = tests.read_text("utf-8").replace("import expect_equal", "import holds, expect_equal")
    start = held.index("@oracle")
    held = (
        held[:start]
        + '@holds("initials")\ndef _(result, name):\n    """It is a text."""\n    return True\n\n\n'
        + (
            held[held.index("@small_inputs") : held.index("@task")]
            + '@task("initials")\ndef one(answer, draw):\n    """One."""\n    answer.initials("a")\n'
        )
    )
    tests.write_text(held, encoding="utf-8")

    bundle, said = unpacked(root, tmp_path / "bundle")

    assert "None of initials: what is right is said by a property, which is code." in said
    assert not (bundle / "public_examples").exists()


def test_what_no_student_may_see_is_not_let_out(tmp_path):
    root = made(tmp_path / "course")
    let_out(root, "initials")
    edit(root / "solutions/ex01_first/exercise.toml", ('feedback = "full"', 'feedback = "hint"'))

    done = command("package", "ex01_first", "--for", "classroom50", cwd=root)

    assert (
        done.returncode == 2 and "public_examples = true, but feedback = 'hint' shows no counterexample" in done.stderr
    )
