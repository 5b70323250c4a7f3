"""What nbgrader_config.py says, so that the database and the rule for late work are named in one place."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import TraitError
from traitlets.config import Config, PyFileConfigLoader

from autograder.errors import CourseError

LatePolicy = Callable[[str, float, float], float | None]


@dataclass(frozen=True)
class Settings:
    """nbgrader's settings that matter to a run of ours."""

    db_url: str
    course_id: str
    late_policy: LatePolicy  # (student, score, seconds late) -> penalty between 0 and the score, or None


def read_settings(root: Path) -> Settings:
    """Settings of the course in this folder. Without nbgrader_config.py: classroom/gradebook.db, no penalty.

    Raises:
        CourseError: nbgrader_config.py does not run.
    """
    file = Path(root) / "nbgrader_config.py"
    config = Config()
    if file.is_file():
        try:
            config = PyFileConfigLoader(file.name, path=str(file.parent)).load_config()
        except (Exception, SystemExit) as error:
            raise CourseError(f"nbgrader_config.py: {type(error).__name__}: {error}. Correct the file.") from error
    # nbgrader resolves a database against its own root only where no URL is given
    try:
        course = CourseDirectory(config=config)
        given = config.CourseDirectory.get("db_url")
        db_url = course.db_url if given else f"sqlite:///{Path(root).resolve()}/classroom/gradebook.db"
        return Settings(db_url, course.course_id or "default_course", _late_policy(config))
    except TraitError as error:
        raise CourseError(f"nbgrader_config.py: {str(error).rstrip('.')}. Correct the file.") from error


def _late_policy(config: Config) -> LatePolicy:
    step = AssignLatePenalties(config=config)
    step.init_plugin()
    for part in (step, step.plugin_inst):
        part.log = logging.getLogger("autograder.nbgrader")

    def policy(student: str, score: float, seconds_late: float) -> float | None:
        penalty = step.plugin_inst.late_submission_penalty(student, score, seconds_late)
        return None if penalty is None else min(max(penalty, 0), score)

    return policy
