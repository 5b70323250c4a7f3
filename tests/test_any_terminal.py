"""Whatever the encoding of a terminal or a pipe, every command prints and none stops."""

import json
import subprocess
import sys

import pytest
from kit import EXERCISE, RIGHT, ROOT, environment
from test_return import EX, course  # noqa: F401  names in Latin letters with accents, and in Chinese ones

COMMANDS = f"""
import sys
from autograder import cli

for line in (["roster"], ["extend", "{EX}", "bob_m", "--until", "2027-01-20T18:00+01:00"], ["report", "{EX}"],
             ["export", "{EX}", "--to", "moodle"], ["return", "{EX}", "--to", "mail"], ["roster", "class.csv"],
             ["collect", "{EX}", "canvas.zip"], ["roster", "w\\udcfcst.csv"], ["forget", "~cy", "--yes"]):
    print(line[0], cli.main([*line, "--course", "."]))
for name in cli.parser()._subparsers._group_actions[0].choices:
    try:
        cli.main([name, "--help"])
    except SystemExit as done:
        assert done.code == 0, name
"""


def run(arguments, encoding, cwd):
    changed = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**environment(), **changed},
        capture_output=True,
        timeout=600,
    )


@pytest.mark.parametrize("encoding", ["ascii", "ascii:strict", "cp1252:strict"])
def test_commands_about_people_print_what_an_encoding_has(course, encoding):  # noqa: F811
    (course.root / "class.csv").write_text("student,name\nnew,伟 Ærøskøbing →\n", encoding="utf-8")

    done = run(["-c", COMMANDS], encoding, course.root)

    assert done.returncode == 0 and b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
    said = done.stdout.decode(encoding.partition(":")[0])
    for command, status in (("roster", 0), ("extend", 0), ("report", 0), ("export", 0), ("return", 1), ("forget", 0)):
        assert f"{command} {status}\n" in said
    if "ascii" in encoding:
        assert "~ ?" in said or "~?" in said
        assert "Muller_Gro" in said, "a letter without its accent is easier to read than a question mark"
    else:
        assert "Müller_Groß" in said


def test_the_json_of_mark_is_the_same_in_ascii(write_code, tmp_path):
    wrong = write_code("a.py", RIGHT.replace("return", "return 'ü→' or", 1))

    in_ascii = run(["-m", "autograder", "mark", EXERCISE, wrong, "--json", "--seed", "5eed"], "ascii", ROOT)
    in_utf8 = run(["-m", "autograder", "mark", EXERCISE, wrong, "--json", "--seed", "5eed"], "utf-8", ROOT)

    assert in_ascii.returncode == 1 and in_ascii.stdout.isascii()
    assert json.loads(in_ascii.stdout) == json.loads(in_utf8.stdout)
    assert "\\u" in in_ascii.stdout.decode()
