"""When work is due and what lateness costs: `[hand_in]` of `exercise.toml`.

[hand_in]
due = 2027-01-15T18:00:00+01:00        # an ISO time with its zone
late = "10 % a day, at most 50 %"      # "none", "zero", or so much for each hour or day that has begun
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime

from autograder.errors import CourseError

RULE = re.compile(
    r"(?P<much>\d+(?:\.\d+)?) ?(?P<what>%|points?) (?:a|an|per) (?P<unit>hour|day)"
    r"(?:, at most (?P<most>\d+(?:\.\d+)?) ?(?P<what_most>%|points?))?"
)
SECONDS = {"hour": 3600, "day": 86_400}
FORMS = '"none", "zero", "10 % a day", "1 point an hour, at most 5 points"'


@dataclass(frozen=True)
class HandIn:
    """When an exercise is due, and the rule for late work."""

    due: datetime | None  # with its zone
    late: str | None  # None: nbgrader_config.py decides

    def penalty(self, score: float, seconds_late: float) -> float:
        """Points that lateness takes from a score; never more than the score."""
        if self.late in (None, "none") or seconds_late <= 0:
            return 0.0
        rule = RULE.fullmatch(self.late or "")
        if rule is None:  # "zero"
            return score
        begun = math.ceil(seconds_late / SECONDS[rule["unit"]])
        taken = _points(float(rule["much"]) * begun, rule["what"], score)
        if rule["most"]:
            taken = min(taken, _points(float(rule["most"]), rule["what_most"], score))
        return min(score, taken)


def _points(much: float, what: str, score: float) -> float:
    return score * much / 100 if what == "%" else much


def read_hand_in(table: dict, where: str) -> HandIn:
    """Raises CourseError for a due date without a zone and for a rule of another form."""
    late = table.get("late")
    if late is not None and not (isinstance(late, str) and (late in ("none", "zero") or RULE.fullmatch(late))):
        raise CourseError(f"{where}: late = {late!r}. It is one of {FORMS}")
    due = table.get("due")
    return HandIn(None if due is None else read_due(due, f"{where}: due"), late)


def read_due(value: object, where: str) -> datetime:
    """A time with its zone, from TOML or from a command line. Raises CourseError without one."""
    try:
        time = datetime.fromisoformat(value.strip()) if isinstance(value, str) else value
    except ValueError:
        time = None
    if not isinstance(time, datetime):
        raise CourseError(f"{where}: {str(value)!r} is no time. Write one like 2027-01-15T18:00:00+01:00")
    if time.tzinfo is None:
        raise CourseError(f"{where}: {str(value)!r} has no zone. Write one like 2027-01-15T18:00:00+01:00")
    return time
