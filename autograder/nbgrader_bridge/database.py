"""Opens nbgrader's gradebook, on SQLite or on a server, or says in one line why it cannot be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic.script import ScriptDirectory
from nbgrader.api import Base, Gradebook
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from autograder.errors import CourseError

# A formgrader in another window holds the lock for moments; nbgrader's own 5 s are short on a network disk.
BUSY_SECONDS = 30

# module of a driver -> the package that brings it
DRIVERS = {"psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary", "MySQLdb": "mysqlclient"}

RULES = (
    ("database is locked", "another program is writing to it. Close it, then run the command again"),
    ("readonly database", "it may not be written. Give yourself write access to the file and to its folder"),
    ("unable to open database file", "it cannot be opened. Check that its folder exists and may be written"),
    ("not a database", "this is not a gradebook. Name the right file in nbgrader_config.py"),
    ("malformed", "the file is damaged. Restore it from a backup"),
    ("disk is full", "the disk is full. Free some space, then run the command again"),
    (
        "password authentication failed",
        "the server refuses user or password. Check db_url in nbgrader_config.py",
    ),
    ("does not exist", "the server has no such database or user. Create it, then run the command again"),
    ("could not translate host name", "no server answers to this name. Check db_url in nbgrader_config.py"),
    ("Connection refused", "no server answers there. Start it, or check db_url in nbgrader_config.py"),
)


@dataclass(frozen=True)
class Skeleton:
    """The ids that a submission of one exercise is filed under; they do not change during a run."""

    assignment_id: str
    notebook_id: str
    graded: dict[str, tuple[str, float]]  # name of a grade cell -> (cell id, points)
    answers: dict[str, str]  # name of a solution cell -> cell id


class CourseGradebook(Gradebook):
    """nbgrader's gradebook, which remembers the skeletons of the exercises for as long as it is open."""

    def __init__(self, db_url: str, course_id: str):
        super().__init__(db_url, course_id)
        self.skeletons: dict[str, Skeleton] = {}


@contextmanager
def open_gradebook(db_url: str, course_id: str = "default_course") -> Iterator[CourseGradebook]:
    """The gradebook at a SQLAlchemy URL; a new one is made where there is none.

    Open it once a run: every opening inspects all tables.

    Raises:
        CourseError: it is locked, read-only, damaged, of another nbgrader, or its server does not answer.
    """
    with clear_errors(db_url):
        url = make_url(db_url)
        if url.get_backend_name() == "sqlite":
            if url.database and url.database != ":memory:":
                _make_folder(Path(url.database).parent)
            url = url.update_query_dict({"timeout": str(BUSY_SECONDS)})
        _make_or_check_schema(url)
        gradebook = CourseGradebook(url.render_as_string(hide_password=False), course_id)
        try:
            yield gradebook
        finally:
            gradebook.close()


@contextmanager
def clear_errors(db_url: str) -> Iterator[None]:
    """Turns what a database driver says into one line with a next step."""
    try:
        yield
    except DatabaseError as error:
        reason = str(error.orig or error)
        for sign, rule in RULES:
            if sign in reason:
                raise CourseError(f"{_shown(db_url)}: {rule}.") from error
        step = "Check the server and db_url in nbgrader_config.py"
        kind = "does not answer" if isinstance(error, OperationalError) else "cannot be used"
        raise CourseError(f"{_shown(db_url)}: the gradebook {kind} ({reason.strip()[:200]}). {step}.") from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise CourseError(
            f"{_shown(db_url)}: this is no database URL. "
            "Write sqlite:////absolute/path.db or postgresql+psycopg2://user@host/name."
        ) from error
    except ModuleNotFoundError as error:
        package = DRIVERS.get(str(error.name), error.name)
        raise CourseError(f"{_shown(db_url)}: its driver is missing. Run `pip install '{package}'`.") from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CourseError(
            f"{error.filename}: this folder cannot be made ({error.strerror}). "
            "Choose another place for the gradebook in nbgrader_config.py."
        ) from error


def _shown(db_url: str) -> str:
    """The path of a SQLite file, or the URL without its password."""
    try:
        url = make_url(db_url)
    except ArgumentError:
        return "db_url"
    if url.get_backend_name() == "sqlite":
        return url.database or db_url
    return url.render_as_string(hide_password=True)


def _make_or_check_schema(url) -> None:
    """Make all tables in an empty database; refuse one that another nbgrader has left.

    nbgrader would do the first by calling the program `alembic`, which need not be on PATH, and never the
    second: it fails later, in the middle of a class, at the first missing column.
    """
    newest = ScriptDirectory(ALEMBIC_DIR).get_current_head()
    engine = create_engine(url)
    try:
        tables = inspect(engine).get_table_names()
        if not tables:
            with engine.begin() as connection:
                Base.metadata.create_all(bind=connection)
                connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
                connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:v)"), {"v": newest})
            return
        found = _version(engine, tables)
    finally:
        engine.dispose()
    if found == newest:
        return
    where = _shown(url.render_as_string(hide_password=False))
    if "assignment" not in tables:
        raise CourseError(f"{where}: the tables are not nbgrader's. Name another database in nbgrader_config.py.")
    known = {script.revision for script in ScriptDirectory(ALEMBIC_DIR).walk_revisions()}
    if found is None or found in known:
        step = "Back it up, then run `nbgrader db upgrade`"
        raise CourseError(f"{where}: an older nbgrader made this gradebook. {step}.")
    step = "Install that nbgrader, or restore a backup"
    raise CourseError(f"{where}: a newer nbgrader made this gradebook ({found}). {step}.")


def _version(engine: Engine, tables: list[str]) -> str | None:
    if "alembic_version" not in tables:
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
