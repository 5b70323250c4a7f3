"""Dates as platforms write them for people: several languages, orders and clocks, without a zone."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

MONTHS = (  # the beginnings that tell a month apart; accents are set aside
    "jan gen ene sty",
    "feb fev fevr lut",
    "mar mrz maer mrt",
    "apr avr abr kwi",
    "may mai mei mag maj",
    "jun juin giu cze",
    "jul juil lug lip",
    "aug aou ago sie",
    "sep set wrz",
    "oct okt out ott paz",
    "nov lis",
    "dec dez dic des gru",
)
BEGINNINGS = sorted(
    ((b, n) for n, names in enumerate(MONTHS, 1) for b in names.split()), key=lambda item: -len(item[0])
)
CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})(?:[:.h ]?)(?P<minute>\d\d)(?:[:.]\d\d)?\s*(?P<half>[AaPp]\.?[Mm]\b\.?)?\s*$"
)
CHINESE = re.compile(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")


def read_date(text: str) -> datetime | None:
    """`Jan 15, 2027 512 PM`, `15 January, 2027 1712`, `Friday, 15 January 2027, 5:12 PM`, `15 janv. 2027, 17:12`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).strip()
    clock = CLOCK.search(plain)
    if clock is None:
        return None
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    date = plain[: clock.start()]
    try:
        if found := CHINESE.search(unicodedata.normalize("NFKC", text)):
            return datetime(int(found["year"]), int(found["month"]), int(found["day"]), hour, minute)
        if found := re.search(r"(\d{4})-(\d\d)-(\d\d)", date):
            return datetime(int(found[1]), int(found[2]), int(found[3]), hour, minute)
        numbers = re.findall(r"\d+", date)
        years, days = [n for n in numbers if len(n) == 4], [n for n in numbers if len(n) < 3]
        months = {number for word in re.findall(r"[^\W\d_]{3,}", date) if (number := _month(word))}
        if len(years) == len(days) == len(months) == 1:
            return datetime(int(years[0]), months.pop(), int(days[0]), hour, minute)
    except ValueError:
        return None
    return None


def _month(word: str) -> int | None:
    word = word.casefold()
    if word.endswith(("day", "tag", "di", "dag")) or word == "martes":  # Monday, Montag, mardi, maandag: days
        return None
    return max(((len(b), number) for b, number in BEGINNINGS if word.startswith(b)), default=(0, None))[1]
