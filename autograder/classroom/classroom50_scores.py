"""Marks in Classroom 50's own file, `<classroom>/scores.json` of its config repository; what else is in it is kept.

Each student's entry gets a submission that a teacher has set (`"override": true`), which Classroom 50 leaves alone when
it collects. Points there are whole numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.collecting.people import Person
from autograder.errors import WrongUse
from autograder.sums import StudentMarks

SCORES, RESULT, OURS = "classroom50/scores/v1", "classroom50/result/v1", "submit/manual-"
Students = Iterable[tuple[Person, StudentMarks | None]]


def text(exercise_id: str, students: Students, path: Path | None) -> str:
    """The file with these marks in it; what else it holds, of this assignment or another, is kept."""
    scores = _read(path)
    slug = exercise_id.replace("_", "-")
    bucket = scores["assignments"].setdefault(slug, {"type": "individual", "entries": []})
    by_owner = {str(entry.get("owner", "")).lower(): entry for entry in bucket["entries"]}
    for person, marks in students:
        if marks is None:
            continue
        owner = person.login or person.student
        entry = by_owner.get(owner.lower())
        if entry is None:
            entry = {"owner": owner, "submissions": []}
            bucket["entries"].append(entry)
        tests = [_test(task.name, task.score, task.max_score) for task in marks.tasks]
        older = [each for each in entry["submissions"] if not str(each.get("submission", "")).startswith(OURS)]
        entry["override"] = True
        entry["submissions"] = [
            _record(
                path.resolve().parent.name if path else "", slug, entry["owner"], tests, marks.score, marks.max_score
            ),
            *older,
        ]
    return json.dumps(scores, indent=2, ensure_ascii=False) + "\n"


def not_whole(students: Students) -> list[str]:
    """Students whose points are no whole number."""
    return [person.student for person, marks in students if marks and marks.score != _whole(marks.score)]


def _record(
    classroom: str, slug: str, owner: str, tests: list[dict[str, Any]], score: float, most: float
) -> dict[str, Any]:
    now = datetime.now(UTC)
    submission = f"{OURS}{now.strftime('%Y-%m-%dT%H-%M-%SZ')}"
    return {
        "schema": RESULT,
        "classroom": classroom,
        "assignment": slug,
        "assignment_type": "individual",
        "owner": owner,
        "submission": submission,
        "commit": submission,
        "release": submission,
        "review": submission,
        "datetime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": _whole(score),
        "max-score": _whole(most),
        "tests": tests,
    }


def _test(name: str, score: float, most: float) -> dict[str, Any]:
    return {"test-name": name, "passed": score >= most, "score": _whole(score), "max-score": _whole(most)}


def _whole(number: float) -> int:
    return int(number + 0.5)


def _read(path: Path | None) -> dict[str, Any]:
    if path is None or not path.exists():
        return {"schema": SCORES, "assignments": {}}
    try:
        scores = json.loads(path.read_text(encoding="utf-8"))
        if scores["schema"] != SCORES or not isinstance(scores["assignments"], dict):
            raise ValueError
        for bucket in scores["assignments"].values():
            _ = [entry["submissions"] for entry in bucket["entries"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongUse(
            f"{path}: is no scores.json of Classroom 50 ({SCORES}). Name the one of your classroom"
        ) from error
    return scores
