"""Opening the gradebook: nbgrader's own tables, on a file or a server; what cannot be opened is named in one line."""

import glob
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from gradebook_kit import EXERCISE, a_record, a_release, a_words_record
from kit import sqlite_open
from nbgrader.api import Gradebook

from autograder.errors import CourseError
from autograder.nbgrader_bridge import ensure_assignment, marks, open_gradebook, read_settings, write_submission


@pytest.fixture
def db_url(tmp_path):
    return f"sqlite:///{tmp_path}/gradebook.db"


def test_nbgrader_takes_the_new_gradebook_for_its_own(db_url):
    with open_gradebook(db_url, "a-course") as gradebook:
        ensure_assignment(gradebook, EXERCISE, a_release())
    with Gradebook(db_url, "a-course") as theirs:
        assert theirs.find_assignment("ex_demo").course_id == "a-course"


def test_a_new_gradebook_needs_no_program_on_the_path(tmp_path):
    environment = {**os.environ, "PATH": "/nonexistent"}
    code = "import sys; from autograder.nbgrader_bridge import open_gradebook as o\nwith o(sys.argv[1]): pass"
    subprocess.run([sys.executable, "-c", code, f"sqlite:///{tmp_path}/g.db"], env=environment, check=True)
    with sqlite_open(tmp_path / "g.db") as connection:
        assert connection.execute("SELECT id FROM course").fetchall() == [("default_course",)]


def one_line(error) -> str:
    words = str(error.value)
    assert "\n" not in words and "Traceback" not in words
    return words


def test_a_gradebook_of_another_nbgrader_is_refused(db_url):
    with open_gradebook(db_url):
        pass
    path = db_url.removeprefix("sqlite:///")
    for version, words in [
        ("282d30a0218e", "an older nbgrader.*nbgrader db upgrade"),
        ("f" * 12, "a newer nbgrader"),
    ]:
        with sqlite_open(path) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        with pytest.raises(CourseError, match=words) as error, open_gradebook(db_url):
            pass
        assert path in one_line(error)


def test_another_nbgrader_is_refused_before_it_touches_anything(tmp_path):
    other = tmp_path / "nbgrader-0.10.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: nbgrader\nVersion: 0.10.0\n", encoding="utf-8")
    code = "from autograder import nbgrader_bridge as b\ntry: b.open_gradebook\nexcept Exception as error: print(error)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True).stdout
    assert said.startswith("nbgrader 0.9 is needed for the gradebook, 0.10.0 is installed. Run `pip install")


def test_a_file_that_is_no_gradebook_is_refused(tmp_path):
    (tmp_path / "notes.db").write_text("my notes, not a database. " * 100, encoding="utf-8")
    with (
        pytest.raises(CourseError, match="notes.db: this is not a gradebook"),
        open_gradebook(f"sqlite:///{tmp_path}/notes.db"),
    ):
        pass
    with sqlite_open(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE recipes (name)")
    with (
        pytest.raises(CourseError, match="the tables are not nbgrader's"),
        open_gradebook(f"sqlite:///{tmp_path}/other.db"),
    ):
        pass


def test_a_folder_that_cannot_be_made_is_named_and_faults_of_the_run_keep_their_own_words(tmp_path):
    (tmp_path / "notes").write_text("a file", encoding="utf-8")
    with (
        pytest.raises(CourseError, match="notes.*nbgrader_config.py"),
        open_gradebook(f"sqlite:///{tmp_path}/notes/g.db"),
    ):
        pass
    with pytest.raises(PermissionError, match="something else"), open_gradebook(f"sqlite:///{tmp_path}/g.db"):
        raise PermissionError(13, "something else")


def test_a_locked_gradebook_is_waited_for_then_named(monkeypatch, tmp_path):
    from autograder.nbgrader_bridge import database

    url = f"sqlite:///{tmp_path}/gradebook.db"
    with open_gradebook(url) as gradebook:
        ensure_assignment(gradebook, EXERCISE, a_release())
    monkeypatch.setattr(database, "BUSY_SECONDS", 1)
    lock = sqlite3.connect(tmp_path / "gradebook.db", isolation_level=None, check_same_thread=False)
    with open_gradebook(url) as gradebook:
        lock.execute("BEGIN IMMEDIATE")
        with pytest.raises(CourseError, match="another program is writing to it") as error:
            write_submission(gradebook, EXERCISE, "ada", a_record(), answered=())
        assert one_line(error)

        threading.Timer(0.3, lambda: lock.execute("ROLLBACK")).start()
        write_submission(gradebook, EXERCISE, "ada", a_record(), answered=())
        assert len(marks(gradebook, "ex_demo")) == 1
    lock.close()


@pytest.mark.parametrize(
    "url, words",
    [
        ("postgresql+psycopg2://teacher:secret@127.0.0.1:9/marks", "no server answers there"),
        ("mysql+nodriver://teacher:secret@127.0.0.1/marks", "this is no database URL"),
        ("what is this", "this is no database URL"),
        ("oracle+nothing://x", "this is no database URL"),
        ("mysql://teacher:secret@127.0.0.1/marks", "pip install 'mysqlclient'"),
    ],
)
def test_a_server_that_cannot_be_reached_is_one_line_without_the_password(url, words):
    with pytest.raises(CourseError, match=words) as error, open_gradebook(url):
        pass
    assert "secret" not in one_line(error)


@pytest.fixture(scope="module")
def server_url(tmp_path_factory):
    """A PostgreSQL server of our own on a socket in a temporary folder; it refuses to run as root."""
    found = [shutil.which("initdb"), *sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))]
    programs = next((Path(path).resolve().parent for path in found if path), None)
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory() as folder:
        as_user = []
        if os.getuid() == 0:
            shutil.chown(folder, "nobody")
            as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True, "cwd": folder}
        subprocess.run([*as_user, programs / "initdb", "-D", f"{folder}/data", "-U", "teacher", "-N"], **quiet)
        server = [*as_user, programs / "pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log"]
        subprocess.run([*server, "-o", f"-k {folder} -c listen_addresses=''", "start"], **quiet)
        try:
            yield f"postgresql+psycopg2://teacher@/postgres?host={folder}"
        finally:
            subprocess.run([*server, "-m", "immediate", "stop"], **quiet)


def test_a_server_keeps_the_same_marks(server_url):
    for _ in (1, 2):  # once to make the tables, once to find them
        with open_gradebook(server_url, "a-course") as gradebook:
            ensure_assignment(gradebook, EXERCISE, a_release())
            write_submission(gradebook, EXERCISE, "ada", a_record(one=0.0), answered={"why"})
            write_submission(gradebook, EXERCISE, "nul", a_words_record("a NUL \0, half a pair \ud83d"), answered=())
            assert [(row.student, row.score) for row in marks(gradebook, "ex_demo")] == [
                ("ada", 4.0),
                ("nul", 0.0),
            ]
    with (
        pytest.raises(CourseError, match="no such database") as error,
        open_gradebook(server_url.replace("/postgres?", "/nothing?")),
    ):
        pass
    assert one_line(error)


@pytest.mark.parametrize(
    "text, says",
    [
        ("x = (", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError"),
        ("exit()", "SystemExit"),
        ("c = get_config()\nc.CourseDirectory.db_url = 5\n", "'db_url' trait"),
        ("c = get_config()\nc.AssignLatePenalties.plugin_class = 'no.such.Rule'\n", "could not be imported"),
    ],
)
def test_settings_that_do_not_hold_are_named(tmp_path, text, says):
    (tmp_path / "nbgrader_config.py").write_text(text, encoding="utf-8")

    with pytest.raises(CourseError, match="^nbgrader_config.py: ") as error:
        read_settings(tmp_path)

    assert says in one_line(error) and one_line(error).endswith(". Correct the file.")


def test_without_settings_the_gradebook_stands_in_classroom(tmp_path):
    settings = read_settings(tmp_path)

    assert settings.db_url == f"sqlite:///{tmp_path}/classroom/gradebook.db"
    assert settings.course_id == "default_course" and not settings.late_policy("ada", 10.0, 3600.0)
