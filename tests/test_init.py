"""`autograder init`: an empty folder becomes a course that holds every rule; nothing that exists is touched."""

import json
import re

import nbformat
import pytest
from kit import command

from autograder.cli import KINDS

RIGHT = 'def initials(name):\n    return "".join(part[0].upper() + "." for part in name.split())\n'
WRONG = RIGHT.replace(".upper()", "")


def init(folder, *options):
    folder.mkdir(exist_ok=True)
    done = command("init", *options, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_a_course_of_each_kind_holds_every_rule_at_once(tmp_path, kind):
    init(tmp_path, "--kind", kind)

    done = command("verify", "--strict", cwd=tmp_path)

    assert done.returncode == 0 and "all rules hold" in done.stdout, done.stdout + done.stderr


def test_a_course_without_a_book_leads_nowhere(tmp_path):
    init(tmp_path, "--kind", "text", "--title", 'Words: "ours" \\1')

    texts = [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    notebook = nbformat.read(tmp_path / "exercises/ex01_first/ex01_first.ipynb", as_version=4)

    assert not [text for text in texts if re.search(r"\b(PAGE|LABEL|EXERCISE|COURSE|QUOTED|INSTALL)\b", text)]
    assert "](" not in "".join(cell.source for cell in notebook.cells)
    assert "chapter" not in (tmp_path / "solutions/ex01_first/exercise.toml").read_text("utf-8")
    assert (tmp_path / "README.md").read_text("utf-8").startswith('# Words: "ours" \\1\n')


def test_with_a_book_an_exercise_leads_to_its_page(tmp_path):
    init(tmp_path, "--kind", "text", "--book")
    command("new", "ex02_more", "--kind", "numbers", cwd=tmp_path)
    command("release", cwd=tmp_path)

    done = command("verify", cwd=tmp_path)
    page = (tmp_path / "book/intro.md").read_text("utf-8")

    assert done.returncode == 0, done.stdout + done.stderr
    for exercise, task in (("ex01_first", "initials"), ("ex02_more", "newton_root")):
        beliefs = (tmp_path / f"solutions/{exercise}/wrong_answers/{task}.toml").read_text("utf-8")
        (anchor,) = set(re.findall(r'read = "book/intro#(.+)"', beliefs))
        assert f"({anchor})=" in page


def test_what_it_made_is_graded(tmp_path):
    init(tmp_path, "--kind", "text")
    release = (tmp_path / "exercises/ex01_first/ex01_first.ipynb").read_text("utf-8")
    for student, code in (("ada", RIGHT), ("bob", WRONG)):
        notebook = json.loads(release)
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "initials":
                cell["source"] = code
        path = tmp_path / f"classroom/submitted/{student}/ex01_first/ex01_first.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")

    graded = command("grade", "ex01_first", cwd=tmp_path)
    page = (tmp_path / "classroom/feedback/bob/ex01_first/ex01_first.html").read_text("utf-8")

    assert re.search(r"ada +10/10", graded.stdout) and re.search(r"bob +0/10", graded.stdout), graded.stderr
    assert "initials are written as the name writes them" in page
    assert "the book again" not in page and "The chapter" not in page


def test_the_first_exercise_is_called_as_asked(tmp_path):
    init(tmp_path, "--exercise", "ex01_words", "--kind", "text")
    wrong = command("init", tmp_path / "b", "--exercise", "Ex 1")

    assert (tmp_path / "exercises/ex01_words/ex01_words.ipynb").is_file()
    assert "ex01_first" not in (tmp_path / "AUTHORS.md").read_text("utf-8")
    assert wrong.returncode == 2 and "'Ex 1'" in wrong.stderr and not (tmp_path / "b").exists()


@pytest.mark.parametrize("there", ["README.md", "solutions/ex01_first/notebook.py"])
def test_nothing_that_exists_is_touched(tmp_path, there):
    (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")

    done = command("init", cwd=tmp_path)

    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / there]
    assert (tmp_path / there).read_text("utf-8") == "mine"
