"""Whatever is typed wrongly or is wrong on the disk is answered in one line: what, the rule, the next step."""

import errno
import re
import shutil

import pytest
from kit import EXERCISE, ROOT, command, is_one_line_with_a_next_step

from autograder import cli
from autograder.errors import refused

LONG = "a" * 300
HERE = str(ROOT / "tests" / "kit.py")


@pytest.fixture
def said(capsys, monkeypatch, make_course):
    """said("mark", …) → the line of a command that refuses, in a course of its own; files are named from there."""
    course = make_course()
    monkeypatch.chdir(course.root)

    def said(*arguments):
        with pytest.raises(SystemExit) as end:
            raise SystemExit(cli.main(list(arguments)))
        out, line = capsys.readouterr()
        assert (end.value.code, out) == (2, ""), line
        return line

    said.course = course
    return said


@pytest.mark.parametrize(
    "arguments",
    [
        ["mark", "ex99", HERE],
        ["mark", f"solutions/{EXERCISE}", HERE],
        ["mark", "..", HERE],
        ["mark", "ex\n99", HERE],
        ["mark", EXERCISE, "/nowhere/a.py"],
        ["mark", EXERCISE, "exercises"],
        ["mark", EXERCISE, LONG],
        ["mark", EXERCISE, HERE, "--course", "/"],
        ["mark", EXERCISE, HERE, "--course", "/nowhere"],
        ["mark", EXERCISE, HERE, "--course", HERE],
        ["check", "ex99", HERE],
        ["check", EXERCISE, "/nowhere/a.py"],
        ["check", EXERCISE, "exercises"],
        ["check", EXERCISE, LONG],
        ["collect", "ex99", "exercises"],
        ["collect", EXERCISE, "/nowhere.zip"],
        ["collect", EXERCISE, HERE],
        ["collect", EXERCISE, LONG],
        ["collect", EXERCISE, "."],
        ["collect", EXERCISE, ".."],
        ["collect", EXERCISE, "solutions", "--roster", "/dev/zero"],
        ["collect", EXERCISE, "solutions", "--roster", "/nowhere.csv"],
        ["collect", EXERCISE, "solutions", "--roster", "solutions"],
        ["grade", "ex99"],
        ["grade", EXERCISE],
        ["grade", EXERCISE, "--task", "no_such_task"],
        ["grade", EXERCISE, "--student", "nobody"],
        ["report", "ex99"],
        ["report", EXERCISE],
        ["export", "ex99", "--to", "csv"],
        ["export", EXERCISE, "--to", "csv"],
        ["export", EXERCISE, "--to", "csv", "--db", "no-url"],
        ["export", EXERCISE, "--to", "csv", "--db", "mysql://a/b"],
        ["export", EXERCISE, "--to", "csv", "--db", "sqlite:////proc/none/a.db"],
        ["export", EXERCISE, "--to", "csv", "--db", f"sqlite:///{HERE}"],
        ["export", EXERCISE, "--to", "csv", "--output", "."],
        ["package", "ex99", "--for", "gradescope"],
        ["package", EXERCISE, "--for", "gradescope", "--output", f"{HERE}/a.zip"],
        ["package", EXERCISE, "--for", "gradescope", "--output", f"{LONG}.zip"],
        ["release", "ex99"],
        ["verify", "ex99"],
        ["new", "Not An Id"],
        ["new", ""],
        ["new", "../ex09"],
        ["new", LONG],
        ["new", EXERCISE],
    ],
    ids=lambda arguments: " ".join(a[:24] for a in arguments).replace(HERE[:24], "FILE"),
)
def test_what_is_not_there_or_is_something_else(said, arguments):
    assert is_one_line_with_a_next_step(said(*arguments))


@pytest.mark.parametrize(
    "arguments, says",
    [
        ([], "COMMAND"),
        (["no-such-command"], "no-such-command"),
        (["mark"], "EXERCISE, FILE"),
        (["mark", EXERCISE, HERE, "more"], "more"),
        (["mark", EXERCISE, HERE, "--no-such-option"], "--no-such-option"),
        (["mark", EXERCISE, ""], "FILE: it is empty"),
        (["mark", EXERCISE, HERE, "--seed", "xyz"], "'xyz' is not hexadecimal"),
        (["mark", EXERCISE, HERE, "--seed", "abc"], "'abc' is not hexadecimal"),
        (["mark", EXERCISE, HERE, "--seed", ""], "--seed: it is empty"),
        (["collect", EXERCISE, ""], "ARCHIVE: it is empty"),
        (["grade", EXERCISE, "--jobs", "0"], "'0' is not a number"),
        (["grade", EXERCISE, "--jobs", "-1"], "'-1' is not a number"),
        (["grade", EXERCISE, "--jobs", "²"], "'²' is not a number"),
        (["grade", EXERCISE, "--jobs", "x"], "'x' is not a number"),
        (["grade", EXERCISE, "--db", ""], "--db: it is empty"),
        (["grade", EXERCISE, "--task", ""], "--task: it is empty"),
        (["grade", EXERCISE, "--student", ""], "--student: it is empty"),
        (["grade", EXERCISE, "--cluster", " "], "--cluster: it is empty"),
        (["export", EXERCISE], "--to"),
        (["export", EXERCISE, "--to", "xlsx"], "xlsx"),
        (["package", EXERCISE, "--for", "moodle"], "moodle"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_line_that_makes_no_sense_names_what_and_where_the_right_use_stands(said, arguments, says):
    line = said(*arguments)

    assert re.fullmatch(r"autograder[^\n]*: [^\n]+\. See `autograder[^\n]* --help`\n", line) and says in line


def test_a_folder_that_is_a_file(said):
    (said.course.root / "classroom").write_text("")

    for arguments in (["grade", EXERCISE], ["export", EXERCISE, "--to", "csv"], ["collect", EXERCISE, "solutions"]):
        assert is_one_line_with_a_next_step(said(*arguments))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 1}', '{"nbformat": 3, "worksheets": []}'])
def test_a_release_that_is_damaged(said, text):
    said.course.release_notebook(EXERCISE).write_text(text)

    for name in ("mark", "check"):
        line = said(name, EXERCISE, HERE)
        assert line.startswith(f"autograder: exercises/{EXERCISE}/{EXERCISE}.ipynb: not a notebook (")
        assert line.endswith(f". Cut it with `autograder release {EXERCISE}`\n")


@pytest.mark.parametrize("source", [b"def (", b"\xff"])
def test_a_probe_that_does_not_compile_costs_no_student_her_points(said, source):
    (said.course.solutions / EXERCISE / "probe.py").write_bytes(source)

    line = said("mark", EXERCISE, HERE)

    assert line.startswith(f"autograder: solutions/{EXERCISE}/probe.py: ") and "nothing was marked" in line


def test_a_course_without_exercises(said):
    shutil.rmtree(said.course.solutions / EXERCISE)

    for name in ("release", "verify"):
        assert is_one_line_with_a_next_step(said(name))


@pytest.mark.parametrize(
    "error, says",
    [
        (OSError(errno.ENOSPC, "…"), "the disk: No space left on device. Free some space"),
        (OSError(errno.ENOSPC, "…", "a.csv"), "a.csv: No space left on device. Free some space"),
        (PermissionError(errno.EACCES, "…", "a.csv"), "a.csv: Permission denied. Give yourself access"),
        (OSError(errno.EROFS, "…", "a.csv"), "a.csv: Read-only file system. Choose a place that may be written"),
        (IsADirectoryError(errno.EISDIR, "…", ".writing-x", None, "a"), "a: Is a directory. Something else stands"),
    ],
)
def test_what_the_system_refuses_is_told_with_the_place_and_the_next_step(error, says):
    assert str(refused(error)).startswith(says)


def test_a_fault_that_nobody_at_the_keyboard_can_help_keeps_its_traceback():
    assert refused(OSError(errno.EBADF, "…")) is None and refused(FileNotFoundError("no number")) is None


def test_outside_of_a_course_only_the_doctor_works(tmp_path):
    done = command("report", EXERCISE, cwd=tmp_path)
    assert done.returncode == 2 and "not a course" in done.stderr and is_one_line_with_a_next_step(done.stderr)

    done = command("doctor", cwd=tmp_path)
    assert done.stderr == "" and "landlock" in done.stdout
