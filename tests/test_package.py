"""The package as others get it: the same bytes from the same commit, everything in it, and it works where it is put."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from kit import EXERCISE, LAST_AXIS, ROOT
from small_course import INITIALS, hand_in

# The interpreter without site-packages' start-up lines: no editable install and no hook that `make` has put there.
BARE = [sys.executable, "-I", "-S", "-c"]
RUN = "import sys; sys.path[:0] = sys.argv[1:3]; from autograder import cli; sys.exit(cli.main(sys.argv[3:]))"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """The tree with what is not committed yet, committed in a repository of its own; its .venv is this one."""
    tree = tmp_path_factory.mktemp("checkout")
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    linked = ("book/_styles/", "book/practice/page/", "solutions/README.md")  # what links of the engine lead to
    for name in listed.stdout.splitlines():
        if name.split("/")[0] in ("autograder", "tools") or "/" not in name or name.startswith(linked):
            target = tree / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).exists():
                shutil.copy(ROOT / name, target, follow_symlinks=False)
    (tree / ".venv").symlink_to(ROOT / ".venv")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *words], cwd=tree, check=True)
    return tree


@pytest.fixture(scope="module")
def released(checkout):
    """What `make release` writes."""
    return release(checkout)


def release(checkout):
    done = subprocess.run([checkout / "tools" / "release"], cwd=checkout, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return {path.suffix: path.read_bytes() for path in (checkout / "build" / "release").iterdir()}


def test_the_same_commit_gives_the_same_bytes_on_another_day(checkout, released):
    for path in checkout.rglob("*.py"):
        if ".venv" not in path.parts:
            os.utime(path, (0, 0))

    again = release(checkout)

    assert set(again) == {".whl", ".gz", ""}, "the wheel, the sdist and their sums"
    assert [suffix for suffix in again if again[suffix] != released[suffix]] == []


def test_the_wheel_holds_every_file_of_the_engine_and_links_as_files(checkout, released):
    with zipfile.ZipFile(checkout / "build/release" / wheel(checkout)) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        look = archive.read("autograder/templates/course.css")
        licences = [name for name in archive.namelist() if "LICENSE" in name]

    engine = {str(p.relative_to(checkout)) for p in (checkout / "autograder").rglob("*") if p.is_file()}
    assert names == {name for name in engine if "__pycache__" not in name}
    assert look == (ROOT / "book/_styles/course.css").read_bytes()
    assert len(licences) == 2


def test_the_sdist_alone_makes_the_same_wheel(checkout, released, tmp_path):
    (sdist,) = (checkout / "build/release").glob("*.tar.gz")
    subprocess.run(["tar", "-xzf", sdist, "-C", tmp_path], check=True)
    (tree,) = tmp_path.iterdir()
    date = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=checkout, capture_output=True, text=True).stdout

    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "out", tree]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": date.strip()}
    subprocess.run(build, env=environment, check=True, capture_output=True, timeout=600)

    assert (tmp_path / "out" / wheel(checkout)).read_bytes() == released[".whl"]


def test_the_wheel_marks_in_a_course_that_is_not_the_repository(checkout, released, make_course, tmp_path):
    course = make_course()
    (tmp_path / "a.py").write_text(LAST_AXIS, encoding="utf-8")
    with zipfile.ZipFile(checkout / "build/release" / wheel(checkout)) as archive:
        archive.extractall(tmp_path / "installed")

    def autograder(*words):
        packages = sysconfig.get_paths()["purelib"]
        line = [*BARE, RUN, str(tmp_path / "installed"), packages, *words]
        return subprocess.run(line, cwd=course.root, capture_output=True, text=True, timeout=600)

    marked = autograder("mark", EXERCISE, "../a.py", "--json")
    made = autograder("new", "ex09_mine")

    assert (marked.returncode, marked.stderr) == (1, "")
    assert json.loads(marked.stdout)["tasks"][0]["mistake"]["id"], "the beliefs import d2l"
    assert (made.returncode, made.stderr) == (0, "") and "written: solutions/ex09_mine/exercise.toml" in made.stdout


def test_the_wheel_grades_a_course_on_text_where_torch_is_not_installed(checkout, released, tmp_path):
    """An environment of the same packages, but without torch, a book's and tables': links to files, not to folders."""
    gone = re.compile(r"(torch|functorch|triton|nvidia|d2l|matplotlib|pandas|sphinx|jupyter_book|__editable__)", re.I)
    site, source = tmp_path / "site-packages", Path(sysconfig.get_paths()["purelib"])
    site.mkdir()
    for entry in source.iterdir():
        if gone.match(entry.name) or entry.suffix == ".pth":
            continue
        if entry.is_dir():
            shutil.copytree(entry, site / entry.name, copy_function=link, ignore=shutil.ignore_patterns("tests"))
        else:
            link(entry, site / entry.name)
    with zipfile.ZipFile(checkout / "build/release" / wheel(checkout)) as archive:
        archive.extractall(site)
    root = tmp_path / "course"

    def autograder(*words):
        line = [*BARE, RUN, str(site), str(site), *words]
        return subprocess.run(
            line, cwd=root if root.exists() else tmp_path, capture_output=True, text=True, timeout=600
        )

    made = autograder("init", str(root), "--kind", "text")
    verified = autograder("verify")
    for student, code in (("ada", INITIALS), ("bob", INITIALS.replace(".upper()", ""))):
        hand_in(root, student, {"initials": code})
    graded = autograder("grade", "ex01_first")
    tensor = autograder("new", "ex02_tensor", "--kind", "tensor")

    assert (made.returncode, made.stderr, verified.returncode, verified.stderr) == (0, "", 0, "")
    assert (graded.returncode, graded.stderr) == (1, "")
    assert re.search(r"ada +10/10", graded.stdout) and "as the name writes them" in graded.stdout
    assert "Not installed here: torch" in tensor.stdout


def link(source, target):
    """A second name of the file, or a copy where that cannot be."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def wheel(checkout):
    (found,) = (checkout / "build/release").glob("*.whl")
    return found.name


def test_what_is_no_text_of_ours_is_listed_with_its_licence():
    listed = (ROOT / "LICENSE-TEXT.md").read_text(encoding="utf-8")
    ours = ("book/drawings/front/", "tests/fuzz/corpus/")  # a picture of our own figure; bytes that a fuzzer made
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True).stdout.split("\0")

    foreign = []
    for name in filter(None, tracked):
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        signed = b"Copyright" in data and name not in ("LICENSE", "_config.yml", "tests/test_package.py")
        if b"\0" in data or signed:
            foreign.append(name)

    assert [name for name in foreign if name not in listed and not name.startswith(ours)] == []


# ------------------------------------------------------------------------------------------- known vulnerabilities


@pytest.mark.parametrize(
    "status, says, expected, told",
    [
        (0, "No known vulnerabilities found", 0, "No known vulnerabilities found"),
        (1, "Found 1 known vulnerability in 1 package", 1, "Found 1 known vulnerability"),
        (1, "ConnectionError: no route", 0, "audit: the database does not answer; nothing was checked"),
        (1, "ERROR: x: Dependency not found", 0, "audit: the database does not answer; nothing was checked"),
    ],
)
def test_the_audit_says_whether_it_was_one(tmp_path, status, says, expected, told):
    program = tmp_path / "build" / "audit" / "bin" / "pip-audit"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n")
    program.chmod(0o755)
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "audit", tmp_path / "tools")

    done = subprocess.run([tmp_path / "tools" / "audit"], capture_output=True, text=True, timeout=600)

    assert done.returncode == expected and (done.stdout + done.stderr).startswith(told)
