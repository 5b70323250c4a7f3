"""What an exercise needs: packages that are installed here, data that lies in its folder. Both are checked before any
student's code runs.

packages = ["einops", "pandas>=2"]      # names and versions as pip takes them
"""

import re
import shlex
from importlib.metadata import PackageNotFoundError, version

from packaging.requirements import Requirement

from autograder.course.exercise import Exercise
from autograder.errors import CourseError
from autograder.plain_text import some


def missing(exercise: Exercise) -> list[str]:
    """Those packages of the exercise that are not installed here, or in another version."""
    return [package for package in _wanted(exercise) if not _is_installed(Requirement(package))]


READS = re.compile(
    r"""\b(?:read_\w+|open|load\w*|genfromtxt|imread)\(\s*["'](?:\./)?(data/[^"'{}*?\n]+)["'](?!\s*,\s*(?:mode=)?["'][wax])"""
)


def missing_data(exercise: Exercise) -> list[str]:
    """Files that the notebook of the exercise reads by their names, and that its `data/` does not hold."""
    code = (exercise.folder / "notebook.py").read_text(encoding="utf-8")
    lines = "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("#"))
    return sorted({name for name in READS.findall(lines) if not (exercise.folder / name).exists()})


def require(exercise: Exercise) -> None:
    """Refuse to mark where a package or a file is missing: each student would get a zero for our fault."""
    lost = missing_data(exercise)
    if lost:
        raise CourseError(
            f"{exercise.id}: its notebook reads {some(lost)}, not there. Put it into solutions/{exercise.id}/data/ and "
            "release; nothing was marked"
        )
    absent = missing(exercise)
    if absent:
        raise CourseError(
            f"{exercise.id}: asks for {', '.join(absent)}, which this Python does not have. "
            f"Run `{install(absent)}`, then again; nothing was marked"
        )


def install(names: list[str]) -> str:
    """The command that installs these packages."""
    return "pip install " + " ".join(map(shlex.quote, names))


def _wanted(exercise: Exercise) -> list[str]:
    """What the exercise names; a policy needs torch, whose operations it watches."""
    policies = {policy for task in exercise.tasks for policy in task.not_allowed}
    needed = ["torch"] * bool(policies) + ["d2l"] * ("d2l.corr2d" in policies)
    named = {Requirement(package).name for package in exercise.packages}
    return [*exercise.packages, *(name for name in needed if name not in named)]


def _is_installed(package: Requirement) -> bool:
    if package.marker is not None and not package.marker.evaluate():
        return True
    try:
        return package.specifier.contains(version(package.name), prereleases=True)
    except PackageNotFoundError:
        return False
