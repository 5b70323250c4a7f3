"""A course and its exercises, as read from the folders: the folder is the plug-in.

`solutions/<id>/exercise.toml` is the one home of points, limits and what is not allowed. Nothing here knows an
exercise by name.
"""

import ast
import keyword
import math
import os
import re
import tomllib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement

from autograder.course.hand_in import HandIn, read_hand_in
from autograder.errors import CourseError, WrongUse
from autograder.language import ENGLISH, known, languages, listed, phrase, say, say_count, speaking

# what a task may forbid, and how students read it
POLICIES = {
    "convolution": phrase(
        "a ready-made convolution or correlation, whichever library it is from (`conv2d`, `nn.Conv2d`, `conv1d`, "
        "`conv3d`, SciPy's `correlate` and `convolve`)"
    ),
    "d2l.corr2d": phrase("`d2l.corr2d`"),
    "layers": phrase("building or running a layer"),
    "unfold": phrase("`unfold`"),
}
PRACTICE = ("correlation", "linear_layer", "none")  # references of book/practice; "none": expected values are listed
DATA = "data"  # the folder of an exercise whose files students get beside the notebook
CREDIT = ("all", "tests")  # all points when all tests pass, or each test its part
FEEDBACK = ("full", "example", "hint", "marks")
KEYS = {
    "the file": {
        *(
            "title",
            "chapter",
            "language",
            "feedback",
            "packages",
            "limits",
            "tasks",
            "question",
            "questions",
            "hand_in",
        ),
    },
    "[[tasks]]": {"name", "points", "arguments", "axes", "not_allowed", "practice", "credit", "tolerance"},
    "[[questions]]": {"name", "points"},
    "[hand_in]": {"due", "late"},
    "[limits]": {"seconds", "call_seconds", "memory_mb"},
}


def stub_says(task: str) -> str:
    """The text of the NotImplementedError that the stub of a task raises."""
    return say("write {task} here", task=task)


def whose_stub(text: str) -> str | None:
    """The task whose stub says this; None if these are no stub's words."""
    for language in languages():
        with speaking(language):
            if match := re.fullmatch(stub_says(r"(\w+)"), text):
                return match[1]
    return None


CHECKS = "test_"  # how the id of a checks cell begins


def checks_id(task: str) -> str:
    """nbgrader's id of the cell with the visible checks of a task."""
    return CHECKS + task


def task_of(grade_id: str) -> str:
    """The task or the question to which a cell of this id belongs."""
    return grade_id.removeprefix(CHECKS)


@dataclass(frozen=True)
class Task:
    """One function (or class) that the student writes."""

    name: str  # the name of the function, and the id of the task
    points: float
    arguments: tuple[str, ...]  # their names in a counterexample
    not_allowed: tuple[str, ...]  # policies, see POLICIES
    axes: tuple[str, ...] = ()  # what the axes of the result count, in the singular; () where it is no tensor
    credit: str = "all"  # see CREDIT
    tolerance: tuple[float, float] | None = None  # relative and absolute, of floats; None: the usual one
    practice: str = ""  # how the book's answer box computes what is right, see PRACTICE; empty: there is no box

    @property
    def rule(self) -> str:
        """What is not allowed, as the notebook prints it; "" where everything is."""
        if not self.not_allowed:
            return ""
        *others, last = [say(POLICIES[policy]) for policy in self.not_allowed]
        if not others:
            return say("**Not allowed in this task:** {what}. Everything else is.", what=last)
        return say(
            "**Not allowed in this task:** {what} and {last}. Everything else is.",
            what=listed(others, "{before}, {item}"),
            last=last,
        )

    @property
    def points_rule(self) -> str:
        """How points are given, as the notebook prints it; "" where all tests must pass."""
        if not self.by_tests:
            return ""
        return say_count(
            "**{points} point, test by test:** each hidden test that passes earns its part.",
            "**{points} points, test by test:** each hidden test that passes earns its part.",
            1 if self.points == 1 else 2,
            points=f"{self.points:g}",
        )

    @property
    def by_tests(self) -> bool:
        """Whether each hidden test earns its part of the points."""
        return self.credit == "tests"

    @property
    def checks_id(self) -> str:
        """nbgrader's id of the cell that holds the visible checks and carries the points."""
        return checks_id(self.name)


@dataclass(frozen=True)
class Question:
    """A question in words; a person marks it."""

    name: str
    points: float


@dataclass(frozen=True)
class Limits:
    """What one submission may use."""

    seconds: float  # for the whole mark, without waiting for a processor, the search for a counterexample included
    call_seconds: float  # for one call of a student's function, without waiting for a processor
    memory_mb: int  # address space that student code may add to the warm box, in MB


@dataclass(frozen=True)
class Exercise:
    """One folder under `solutions/`."""

    id: str  # folder name, stem of the notebook, nbgrader's assignment
    folder: Path
    title: str
    chapter: str  # its page under book/ without the ending; "" in a course without a book
    feedback: str  # how much a student sees of hidden tests, see FEEDBACK
    limits: Limits
    tasks: tuple[Task, ...]
    questions: tuple[Question, ...] = ()
    hand_in: HandIn | None = None
    packages: tuple[str, ...] = ()  # as pip takes them, beside what grading needs
    language: str = ""  # in which its students read, where it is not the course's

    @property
    def data(self) -> Path | None:
        """The files that students get beside the notebook, as `data/`; None where the exercise has none."""
        folder = self.folder / DATA
        return folder if folder.is_dir() else None

    def speaking(self, language: str) -> AbstractContextManager:
        """Say everything in this language, the exercise's own sentences too."""
        return speaking(language, self.folder, self.folder.parent)

    @property
    def languages(self) -> list[str]:
        """The languages of its notebook: English, and those with its words in its folder."""
        return [each for each in languages() if each == ENGLISH or (self.folder / f"words.{each}.po").is_file()]

    @property
    def max_score(self) -> float:
        """Points of the tasks; questions, marked by a person, are not in it."""
        return math.fsum(task.points for task in self.tasks)

    @property
    def asked(self) -> list[tuple[str, float]]:
        """Name and points of each question."""
        return [(question.name, question.points) for question in self.questions]

    @property
    def shows_place(self) -> bool:
        """Whether the line at fault is looked for: only `full` shows it, and the search takes up to two seconds."""
        return self.feedback == "full"

    @cached_property
    def probe_source(self) -> str:
        """Code of the exercise that runs in the box beside the student's, or nothing."""
        probe = self.folder / "probe.py"
        if not probe.exists():
            return ""
        try:
            source = probe.read_text(encoding="utf-8")
            ast.parse(source)  # in the box a slip of the author would look like the student's
        except (OSError, SyntaxError, ValueError) as error:
            raise CourseError(f"solutions/{self.id}/probe.py: {error}. Mend it; nothing was marked") from error
        return source

    def task(self, name: str) -> Task:
        for task in self.tasks:
            if task.name == name:
                return task
        raise WrongUse(f"{self.id}: no task '{name}'. Its tasks: {', '.join(t.name for t in self.tasks)}")


@dataclass(frozen=True)
class Course:
    """The folder that holds `_config.yml` and `solutions/` or `exercises/`."""

    root: Path

    @property
    def solutions(self) -> Path:
        return self.root / "solutions"

    @property
    def classroom(self) -> Path:
        return self.root / "classroom"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @cached_property
    def _config(self) -> dict:
        import yaml  # most commands print neither title nor address

        try:
            config = yaml.safe_load((self.root / "_config.yml").read_text(encoding="utf-8"))
        except (OSError, ValueError, yaml.YAMLError):
            return {}
        return config if isinstance(config, dict) else {}

    @property
    def title(self) -> str:
        """What the course is called, "" where _config.yml does not say it."""
        return str(self._config.get("title") or "").strip()

    @property
    def book_url(self) -> str:
        """Where the book is published: `html.baseurl` of _config.yml without its last slash; "" where it is not."""
        html = self._config.get("html")
        url = str(html.get("baseurl") or "").strip() if isinstance(html, dict) else ""
        return url.rstrip("/") if re.match(r"https?://", url) else ""

    def book_in(self, language: str) -> str:
        """The address of the book in this language: of its edition where there is one, else of the English book."""
        editions = self._sphinx.get("course_editions")
        for edition in editions if isinstance(editions, list) and self.book_url else ():
            if isinstance(edition, dict) and edition.get("language") == language:
                return f"{self.book_url}/{edition.get('folder')}"
        return self.book_url

    @property
    def language(self) -> str:
        """In which students read: `course_language` of _config.yml. Raises CourseError for one that is not there."""
        said = self._sphinx.get("course_language")
        return _language(said, "_config.yml: course_language") if said else ENGLISH

    @property
    def _sphinx(self) -> dict:
        sphinx = self._config.get("sphinx")
        config = sphinx.get("config") if isinstance(sphinx, dict) else None
        return config if isinstance(config, dict) else {}

    @property
    def requests_url(self) -> str:
        """Where students ask a person to check a mark: `course_requests` of _config.yml, a mailto: or a page.

        `{exercise}` and `{task}` in it are filled in. "" where there is none.
        """
        url = str(self._sphinx.get("course_requests") or "").strip()
        return url if re.match(r"https?://|mailto:", url) else ""

    def release_notebook(self, exercise_id: str, language: str = ENGLISH) -> Path:
        """What students open: generated, committed; in another language `exercises/zh/<id>/<id>.ipynb`."""
        into = "" if language == ENGLISH else language.partition("_")[0]
        return self.root / "exercises" / into / exercise_id / f"{exercise_id}.ipynb"

    def translated_notebooks(self, exercise_id: str) -> dict[str, Path]:
        """The notebooks that students may have in other languages, by language."""
        paths = {each: self.release_notebook(exercise_id, each) for each in languages() if each != ENGLISH}
        return {language: path for language, path in paths.items() if path.is_file()}

    def released_data(self, exercise_id: str) -> Path | None:
        """The files beside the released notebook; None where there are none."""
        folder = self.root / "exercises" / exercise_id / DATA
        return folder if folder.is_dir() else None

    def practice_file(self, exercise_id: str) -> Path:
        """What the book's answer boxes ask: generated, committed; not there where no task has a box."""
        return self.root / "book/practice/questions" / f"{exercise_id}.json"

    def source_notebook(self, exercise_id: str) -> Path:
        """nbgrader's source: the release with solutions; generated, not committed."""
        return self.build / "source" / exercise_id / f"{exercise_id}.ipynb"

    def exercise_ids(self) -> list[str]:
        return sorted(toml.parent.name for toml in self.solutions.glob("*/exercise.toml"))

    def exercise(self, exercise_id: str) -> Exercise:
        if not self.solutions.is_dir():
            raise CourseError(
                f"{self.solutions}: no such folder. Marking needs the exercises' hidden tests: put solutions/ back"
            )
        if exercise_id not in self.exercise_ids():
            known = ", ".join(self.exercise_ids()) or "none"
            raise WrongUse(f"solutions/{exercise_id}: no such exercise. The course has: {known}")
        return read_exercise(self.solutions / exercise_id)

    def exercises(self) -> list[Exercise]:
        return [self.exercise(exercise_id) for exercise_id in self.exercise_ids()]


def find_course(start: Path | None, *, given: bool = False) -> Course:
    """The course at `start`, or (unless it was given by hand) the nearest one above it."""
    start = (start or Path.cwd()).resolve()
    for folder in [start] if given else [start, *start.parents]:
        has_exercises = (folder / "solutions").is_dir() or (folder / "exercises").is_dir()
        if (folder / "_config.yml").is_file() and has_exercises:
            return Course(folder)
    raise CourseError(
        f"{start}: not a course, there is no _config.yml beside solutions/ or exercises/. "
        "Go into the course's folder or name it with --course DIR"
    )


def read_exercise(folder: Path) -> Exercise:
    """Read `exercise.toml`; every broken rule is one line that names it."""
    path = folder / "exercise.toml"
    where = f"solutions/{folder.name}/exercise.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CourseError(
            f"{where}: {os.strerror(error.errno or 0)}. An exercise is a folder with this file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{where}: {error}. Mend the line") from error
    try:
        return _exercise(folder, data, where)
    except KeyError as error:
        raise CourseError(f"{where}: {error.args[0]!r} is missing. Add it") from error


def _exercise(folder: Path, data: dict, where: str) -> Exercise:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", folder.name):
        raise CourseError(f"solutions/{folder.name}: an id is small letters, digits and _. Rename the folder")
    limits = _table(data.get("limits", {}), "[limits]", where)
    exercise = Exercise(
        id=folder.name,
        folder=folder,
        title=_text(_table(data, "the file", where)["title"], "title", where),
        chapter=_text(data["chapter"], "chapter", where) if "chapter" in data else "",
        feedback=_text(data.get("feedback", "full"), "feedback", where),
        limits=Limits(
            seconds=_number(limits.get("seconds", 60), "seconds", where),
            call_seconds=_number(limits.get("call_seconds", 5), "call_seconds", where),
            memory_mb=int(_number(limits.get("memory_mb", 1200), "memory_mb", where)),
        ),
        tasks=tuple(_task(entry, where) for entry in _list(data.get("tasks", []), "tasks", where)),
        questions=tuple(_question(entry, where) for entry in _questions(data, where)),
        hand_in=read_hand_in(_table(data["hand_in"], "[hand_in]", where), where) if "hand_in" in data else None,
        packages=tuple(_package(name, where) for name in _list(data.get("packages", []), "packages", where)),
        language=_language(data["language"], f"{where}: language") if "language" in data else "",
    )
    _rules(exercise, where)
    return exercise


def _language(said: object, where: str) -> str:
    try:
        return known(str(said))
    except WrongUse as error:
        raise CourseError(f"{where}: {error}") from error


def _task(entry: object, where: str) -> Task:
    entry = _table(entry, "[[tasks]]", where)
    return Task(
        name=_identifier(entry["name"], where),
        points=_number(entry["points"], "points", where),
        arguments=tuple(_identifier(name, where) for name in _list(entry["arguments"], "arguments", where)),
        axes=tuple(_identifier(name, where) for name in _list(entry.get("axes", []), "axes", where)),
        not_allowed=tuple(
            _text(policy, "not_allowed", where) for policy in _list(entry.get("not_allowed", []), "not_allowed", where)
        ),
        credit=_text(entry.get("credit", "all"), "credit", where),
        practice=_text(entry["practice"], "practice", where) if "practice" in entry else "",
        tolerance=_tolerance(entry["tolerance"], where) if "tolerance" in entry else None,
    )


def _questions(data: dict, where: str) -> list:
    """The tables `[[questions]]`; a single one may be called `[question]`."""
    if "question" in data and "questions" in data:
        raise CourseError(f"{where}: [question] and [[questions]]. Write [[questions]] for each of them")
    if "question" in data:
        return data["question"] if isinstance(data["question"], list) else [data["question"]]
    return _list(data.get("questions", []), "questions", where)


def _question(entry: object, where: str) -> Question:
    entry = _table(entry, "[[questions]]", where)
    return Question(_identifier(entry["name"], where), _number(entry["points"], "points", where))


def _rules(exercise: Exercise, where: str) -> None:
    names = [task.name for task in exercise.tasks] + [question.name for question in exercise.questions]
    if not names:
        raise CourseError(f"{where}: no [[tasks]] and no [[questions]]. An exercise asks for one at least")
    if len(set(names)) < len(names):
        raise CourseError(f"{where}: the name of a task or a question occurs twice. Names are ids: make them differ")
    if exercise.feedback not in FEEDBACK:
        raise CourseError(f"{where}: feedback = {exercise.feedback!r}. It is one of {', '.join(FEEDBACK)}")
    for task in exercise.tasks:
        for policy in task.not_allowed:
            if policy not in POLICIES:
                raise CourseError(f"{where}: task '{task.name}' forbids {policy!r}. Known: {', '.join(POLICIES)}")
        if task.credit not in CREDIT:
            known = ", ".join(CREDIT)
            raise CourseError(f"{where}: task '{task.name}' has credit = {task.credit!r}. It is one of {known}")
        if task.practice and task.practice not in PRACTICE:
            raise CourseError(
                f"{where}: task '{task.name}' has practice = {task.practice!r}. Known: {', '.join(PRACTICE)}"
            )


def _table(value: object, name: str, where: str) -> dict:
    """A table with known keys only: a misspelt `not_allowed` would allow everything."""
    if not isinstance(value, dict):
        raise CourseError(f"{where}: {name} is not a table. Write {name} on a line of its own, its keys below")
    unknown = sorted(value.keys() - KEYS[name])
    if unknown:
        known = ", ".join(sorted(KEYS[name]))
        raise CourseError(f"{where}: {name} has a key {unknown[0]!r} that nobody reads. Known: {known}")
    return value


def _list(value: object, name: str, where: str) -> list:
    if not isinstance(value, list):
        raise CourseError(f"{where}: {name} = {value!r}. It is a list: put it in brackets")
    return value


def _text(value: object, name: str, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise CourseError(f"{where}: {name} = {value!r}. It is a text: put it in quotes")
    return value


def _package(name: object, where: str) -> str:
    text = _text(name, "packages", where)
    try:
        named = Requirement(text).url is None
    except InvalidRequirement:
        named = False
    if not named:
        raise CourseError(f'{where}: packages has {text!r}. Write it as pip takes it: "einops" or "pandas>=2"')
    return text


def _tolerance(said: Any, where: str) -> tuple[float, float]:
    """Relative and absolute: one number for both, or a table of the two, in which a missing one is 0."""
    parts = [said, said] if not isinstance(said, dict) else [said.get(key, 0) for key in ("relative", "absolute")]
    known = not isinstance(said, dict) or (said and said.keys() <= {"relative", "absolute"})
    if not known or not all(type(each) in (int, float) and 0 <= each < math.inf for each in parts):
        raise CourseError(
            f"{where}: tolerance = {said!r}. Write a number from 0 on, or {{ relative = 1e-6, absolute = 0 }}"
        )
    return float(parts[0]), float(parts[1])


def _identifier(name: object, where: str) -> str:
    if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name):
        raise CourseError(f"{where}: {name!r} is not a Python name. Call it as the code calls it")
    return name


def _number(value: object, name: str, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not (math.isfinite(value) and value > 0):
        raise CourseError(f"{where}: {name} = {value!r}. Write a number above 0")
    return float(value)
