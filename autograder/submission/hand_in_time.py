"""When a submission was handed in: the one line of `timestamp.txt` beside it, as nbgrader's exchange writes it."""

from __future__ import annotations

import os
import re
import stat
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TIMESTAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # beside it: with it a student fetches the feedback from the exchange
LONGEST = 64  # bytes: a time takes 40, and more than that was not written by the exchange or a teacher
FORM = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?"
    r"(?:(?P<utc>UTC|GMT|Z)|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)|(?P<zone>[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*))?",
    re.ASCII,
)


def read_time(folder: Path) -> datetime | None:
    """The time beside a submission, in naive UTC as nbgrader keeps it; None where there is no such line.

    Only a regular file of at most 64 bytes is read: links, pipes and devices are neither followed nor waited for.
    """
    words = small_file(folder / TIMESTAMP, LONGEST)
    if words is None:
        return None
    try:
        time = parse_time(words.decode("utf-8-sig").strip())
    except UnicodeDecodeError:
        return None
    return time.astimezone(UTC).replace(tzinfo=None) if time else None


def small_file(path: Path, longest: int = 1_000) -> bytes | None:
    """The bytes of a small regular file in a student's folder; None where there is none. No link is followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            data = file.read(longest + 1)
    except (OSError, ValueError):
        return None
    return None if len(data) > longest else data


def parse_time(words: str) -> datetime | None:
    """The time of `2027-01-15 18:00:00 UTC`, `2027-01-15T18:00+01:00` or `2027-01-15 18:00 Europe/Berlin`, else None.

    A time without a zone is UTC.
    """
    found = FORM.fullmatch(words)
    if found is None:
        return None
    zone: tzinfo = UTC
    try:
        if found["sign"]:
            offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
            zone = timezone(-offset if found["sign"] == "-" else offset)
        elif found["zone"]:
            zone = ZoneInfo(found["zone"])
        time = datetime.fromisoformat(f"{found[1]} {found[2]}").replace(tzinfo=zone)
        time.astimezone(UTC)  # the first and the last day of the calendar have no other zone
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return None
    return time


def written(time: datetime) -> str:
    """The line that `read_time` reads: a time with its zone, in UTC."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "seconds") + " UTC"
