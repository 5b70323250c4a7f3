"""Reads `exercise.toml`, the one home of an exercise's points, limits and what is not allowed in it.

Every broken rule is one line that names the file, the rule and what to write.
"""

import keyword
import math
import os
import re
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement

from autograder.course.exercise import POLICIES, WITH_EXAMPLE, Exercise, Limits, Question, Task
from autograder.course.hand_in import read_hand_in
from autograder.errors import CourseError, WrongUse
from autograder.language import known

PRACTICE = ("correlation", "linear_layer", "none")  # references of book/practice; "none": expected values are listed
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
    "[[tasks]]": {
        *("name", "points", "arguments", "axes", "not_allowed", "practice", "public_examples", "credit", "tolerance"),
    },
    "[[questions]]": {"name", "points"},
    "[hand_in]": {"due", "late"},
    "[limits]": {"seconds", "call_seconds", "memory_mb"},
}


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
        language=language(data["language"], f"{where}: language") if "language" in data else "",
    )
    _rules(exercise, where)
    return exercise


def language(said: object, where: str) -> str:
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
        public_examples=_yes_or_no(entry.get("public_examples", False), "public_examples", where),
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
        if task.public_examples and exercise.feedback not in WITH_EXAMPLE:
            raise CourseError(
                f"{where}: task '{task.name}' has public_examples = true, but feedback = {exercise.feedback!r} shows "
                "no counterexample. Take one of the two out"
            )
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


def _yes_or_no(value: object, name: str, where: str) -> bool:
    if not isinstance(value, bool):
        raise CourseError(f"{where}: {name} = {value!r}. Write true or false")
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
