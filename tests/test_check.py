"""The student's own check: visible tests only, no secrets needed, in a terminal and in a notebook."""

import json
import subprocess
import sys

import nbformat
import pytest
from kit import EINSUM_SECOND, EXERCISE, FIRST, RIGHT, ROOT, SECOND, SEED_FIRST, command, environment

from autograder import check as check_module
from autograder.course.course import Course
from autograder.errors import WrongUse

WRONG = RIGHT.replace("for k in K], 0)", "for k in K], 1)")


@pytest.fixture
def without_secrets(make_course):
    """A student's copy: the course without solutions/."""
    course = make_course()
    course.solutions.rename(course.root.parent / "kept-by-the-teacher")
    return course


def test_right_answers_pass_without_the_teachers_folder(without_secrets, tmp_path):
    path = tmp_path / "mine.ipynb"
    notebook = nbformat.read(without_secrets.release_notebook(EXERCISE), as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(RIGHT))
    nbformat.write(notebook, path)

    done = command("check", EXERCISE, path, "--course", without_secrets.root)

    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 2 tasks pass their visible checks." in done.stdout


# checks files in one process, since the student's code runs in it: d2l takes seconds to import
SEVERAL = """
import json, sys
from pathlib import Path
from autograder.check import check_file
from autograder.course.course import Course

results = [check_file(Course(Path(sys.argv[1])), sys.argv[2], Path(name)) for name in sys.argv[3:]]
print(json.dumps([[result.passed, " ".join(result.in_terminal().split())] for result in results]))
"""


def test_each_open_task_is_told_in_words_that_help(without_secrets, write_code):
    stub = RIGHT.replace("    return torch.stack(", "    raise NotImplementedError\n    return torch.stack(")
    files = {
        "wrong.py": WRONG,
        "misspelt.py": RIGHT.replace(f"def {SECOND}(", "def corr2d_multi_in_out_vectorised("),
        "open.py": stub,
        "later.py": stub.replace("NotImplementedError", "NotImplementedError('later')"),
        "leaning.py": "def later():\n    raise NotImplementedError('write corr2d here')\n\n\n"
        + RIGHT.replace("    return torch.stack(", "    later()\n    return torch.stack("),
        "noisy.py": RIGHT + "\n1 / 0\n",
        "own_names.py": RIGHT + "\nX, K = torch.zeros(1, 1, 1), None\n",
    }
    paths = [write_code(name, code) for name, code in files.items()]

    done = run_python("-c", SEVERAL, without_secrets.root, EXERCISE, *paths)
    wrong, misspelt, still_open, later, leaning, noisy, own_names = json.loads(done.stdout)

    assert not wrong[0] and "the shape should be (3, 2, 2), yours is (2, 3, 2)" in wrong[1]
    assert not misspelt[0] and "Did you mean `corr2d_multi_in_out_vectorised`" in misspelt[1]
    assert "1 of 2 tasks pass" in misspelt[1]
    for below in (still_open, later):
        assert not below[0] and "Your answer stands below the stub's `raise NotImplementedError` (line" in below[1]
    assert not leaning[0] and "not answered yet (write corr2d here)" in leaning[1]
    assert noisy[0] and "2 of 2 tasks" in noisy[1] and "ZeroDivisionError" in noisy[1]
    assert own_names[0], "the checks use the tensors that the notebook gives, not hers of the same name"


CALL = (
    "from autograder.check import check\nresult = check({exercise!r}, course={course!r})\nprint(result._repr_html_())"
)


def test_in_a_notebook_the_functions_of_the_kernel_are_checked(without_secrets, tmp_path):
    notebook = nbformat.read(without_secrets.release_notebook(EXERCISE), as_version=4)
    given = [cell.source for cell in notebook.cells if cell.cell_type == "code" and "nbgrader" not in cell.metadata]
    call = CALL.format(exercise=EXERCISE, course=str(without_secrets.root))
    lines = ["from IPython.core.interactiveshell import InteractiveShell", "shell = InteractiveShell.instance()"]
    lines += [f"shell.run_cell({cell!r}).raise_error()" for cell in [*given, RIGHT + "Y = 1", call]]
    lines += ["assert shell.user_ns['Y'] == 1, 'the checks leave her names alone'"]
    script = tmp_path / "cells.py"
    script.write_text("\n".join(lines), encoding="utf-8")

    done = run_python(script)

    assert done.returncode == 0, done.stderr
    assert f"<code>{FIRST}</code>" in done.stdout and "2 of 2 tasks" in done.stdout


BROKEN = {
    "sum = 0": "`sum` is one of Python&#x27;s own functions and was overwritten (cell ",
    f"del {FIRST}": f"There is no function `{FIRST}`",
    f"del {FIRST}\nclass Answers:\n    def {FIRST}(self, X, K):\n        return X": "inside the class `Answers` (cell ",
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_was_broken_in_the_kernel_is_told_by_its_cell(without_secrets, tmp_path, broken):
    notebook = nbformat.read(without_secrets.release_notebook(EXERCISE), as_version=4)
    given = [cell.source for cell in notebook.cells if cell.cell_type == "code" and "nbgrader" not in cell.metadata]
    call = CALL.format(exercise=EXERCISE, course=str(without_secrets.root))
    lines = ["from IPython.core.interactiveshell import InteractiveShell", "shell = InteractiveShell.instance()"]
    cells = [*given, RIGHT, broken, call]
    lines += [f"shell.run_cell({cell!r}, store_history=True).raise_error()" for cell in cells]
    script = tmp_path / "cells.py"
    script.write_text("\n".join(lines), encoding="utf-8")

    done = run_python(script)

    assert BROKEN[broken] in done.stdout, done.stdout + done.stderr


def test_outside_a_notebook_the_function_says_what_to_use():
    with pytest.raises(WrongUse, match="In a terminal use `autograder check"):
        check_module.check(EXERCISE)


def test_the_words_of_a_students_program_are_escaped_in_html():
    hostile = check_module.TaskCheck("<b>f</b>", False, "<script>alert(1)</script>")
    shown = check_module.CheckResult(EXERCISE, (hostile,), ("<i>note</i>",))._repr_html_()

    assert "<script" not in shown and "<b>" not in shown and "<i>" not in shown


def run_python(*arguments: object) -> subprocess.CompletedProcess:
    """A Python of its own."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, text=True, timeout=600)


NOT_ON_LINUX = """
import sys
sys.modules.update(dict.fromkeys(["fcntl", "grp", "pwd", "pyseccomp", "resource", "termios"]))
from autograder import cli
sys.exit(cli.main(sys.argv[1:]))
"""


def test_a_machine_without_what_only_linux_has_checks_too(write_code):
    line = [sys.executable, "-c", NOT_ON_LINUX, "check", EXERCISE, write_code("mine.py", RIGHT)]
    done = subprocess.run(line, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=600)

    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 2 tasks pass their visible checks." in done.stdout


QUICK = SEVERAL.replace("results =", "import autograder.check\nautograder.check.SECONDS = 12.0\nresults =")


def test_the_check_knows_the_rules_the_lines_and_the_clock(without_secrets, write_code):
    banned = f"{SEED_FIRST}\ndef {SECOND}(X, K):\n    return torch.conv2d(X[None], K)[0]\n"
    files = {
        "banned.py": banned,
        "raises.py": f"def {FIRST}(X, K):\n    return X[99]\n",
        "broken.py": f"def {FIRST}(X, K)\n    return X\n",
        "method.py": f"class Mine:\n    def {FIRST}(self, X, K):\n        return X\n",
        "endless.py": f"{RIGHT}\nwhile True:\n    pass\n",
        "stub.py": f"def {FIRST}(X, K):\n    raise NotImplementedError\n",
        "order.py": f"def {FIRST}(K, X):\n    return X\n",
        "keyboard.py": f"def {FIRST}(X, K):\n    return X * float(input('how much? '))\n",
        "nothing.py": f"def {FIRST}(X, K):\n    X * 2\n",
        "no_gpu.py": f"def {FIRST}(X, K):\n    return X.cuda()\n",
        "refused.py": f"x = = 1\ndef {FIRST}(X, K):\n    return X\n",
        "second_alone.py": f"import torch\ndef {FIRST}(X, K):\n    return X\n{EINSUM_SECOND}",
    }
    paths = [write_code(name, code) for name, code in files.items()]

    done = run_python("-c", QUICK, without_secrets.root, EXERCISE, *paths)
    said = dict(zip(files, (result[1] for result in json.loads(done.stdout)), strict=True))

    assert f"uses conv2d (line {len(banned.splitlines())})" in said["banned.py"]
    assert "IndexError (line 2)" in said["raises.py"]
    assert "line 1 has a syntax error" in said["broken.py"] and "Did you mean" not in said["broken.py"]
    assert "inside the class `Mine` (line 2)" in said["method.py"]
    assert "did not end within 12 seconds" in said["endless.py"] and "2 of 2 tasks" in said["endless.py"]
    assert "not answered yet" in said["stub.py"]
    assert "(line 1) takes `K`, `X`; the task gives `X`, `K`, in this order." in said["order.py"]
    assert "EOFError (line 2): EOF when reading a line. Nobody types here" in said["keyboard.py"]
    assert "(line 1) has no `return`, so it gives None." in said["nothing.py"]
    assert "There is no GPU here" in said["no_gpu.py"]
    assert "In Jupyter nothing of this cell would run" in said["refused.py"]
    assert "1 of 2 tasks" in said["second_alone.py"]


def test_the_notebook_prints_what_the_grader_forbids(without_secrets):
    released = nbformat.read(without_secrets.release_notebook(EXERCISE), as_version=4)
    exercise = Course(ROOT).exercise(EXERCISE)

    for task in exercise.tasks:
        above = [cell.source for cell in released.cells if cell.cell_type == "markdown"]
        assert any(task.rule and task.rule in text for text in above)
        checks = next(c for c in released.cells if c.metadata.get("nbgrader", {}).get("grade_id") == task.checks_id)
        assert tuple(checks.metadata["not_allowed"]) == task.not_allowed
