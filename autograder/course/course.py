"""A course: its folder, its settings in `_config.yml`, its exercises, and where each file is."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.exercise import DATA, Exercise
from autograder.course.exercise_toml import language, read_exercise
from autograder.errors import CourseError, WrongUse
from autograder.language import ENGLISH, languages


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
        return language(said, "_config.yml: course_language") if said else ENGLISH

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
