"""A download, sorted by student: which table reads it, whose each file is, and which have no certain owner."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from autograder.collecting.entries import Entry, Refused
from autograder.collecting.owners import Asked, Ignored, Owner, Placed, Typed, mark_of, student_id
from autograder.collecting.people import Finder, Found, Person, Rank
from autograder.collecting.platforms import blackboard, brightspace, canvas, gradescope, ilias, moodle, plain
from autograder.submission.reading import shown

PLATFORMS = (gradescope, moodle, blackboard, brightspace, canvas, ilias)
DEEPEST_WRAPPER = 4


@dataclass
class Handed:
    """What one student handed in."""

    person: Person
    files: list[Placed] = field(default_factory=list)


@dataclass
class Sorted:
    """A download by student; every list is for a person to read."""

    handed: dict[str, Handed] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)  # files of which one counts, for a person to look at
    owners: int = 0  # whom the download names
    strangers: list[Owner] = field(default_factory=list)  # not found where there is a class list


def sort(entries: Sequence[Entry], exercise_id: str, finder: Finder, is_exercise: Callable[[bytes], bool]) -> Sorted:
    """Every file with its owner, and every owner with a student; two owners never become one student."""
    result = Sorted()
    placed = _placed(entries, exercise_id, finder, is_exercise, result)
    claims: dict[Owner, list[Placed]] = defaultdict(list)
    for file in placed:
        for owner in file.owners:
            claims[owner].append(replace(file, owners=(owner,)))
    finder.weigh(claims)
    result.owners = len(claims)
    found, asked = {}, {}
    for owner in claims:
        try:
            found[owner] = finder.find(owner)
        except Asked as question:
            asked[owner] = str(question)
    strangers = _only_one_each(found, asked)
    for owner, person_found in found.items():
        if owner not in asked and person_found is not None:
            person = person_found.person.with_number(owner, finder.exercise_id)
            result.handed[person.student] = Handed(person, claims[owner])
    namesakes = Counter(owner.name for owner in strangers)
    taken = {*result.handed, *(person.student for person in finder.people)}
    for owner in strangers:
        person = _made(owner, namesakes[owner.name] > 1, taken)
        result.handed[person.student] = Handed(person.with_number(owner, finder.exercise_id), claims[owner])
        result.strangers.append(owner)
    for owner, why in asked.items():
        result.skipped += [f"{shown('/'.join(file.entry.parts))}: {why}" for file in claims[owner]]
    _without_rivals(result)
    return result


def _placed(entries, exercise_id: str, finder: Finder, is_exercise, result: Sorted) -> list[Placed]:
    parts = [entry.parts for entry in entries]
    table = None
    for depth in range(DEEPEST_WRAPPER):
        module = _platform(parts)
        if module is not None:
            table = module.Table(entries, parts)
            break
        inside = plain.wrapper(parts, exercise_id, finder.known) or _wraps_a_platform(parts)
        if inside is None or depth == DEEPEST_WRAPPER - 1:
            break
        beside = [entry for entry, part in zip(entries, parts, strict=True) if part[0] != inside or len(part) == 1]
        _leave_out(beside, result)
        left = [(e, p[1:]) for e, p in zip(entries, parts, strict=True) if p[0] == inside and len(p) > 1]
        entries, parts = [e for e, _ in left], [p for _, p in left]
    if table is None:
        table = plain.Table(entries, parts, exercise_id, finder.known, is_exercise)
    placed: list[Placed] = []
    typed: dict[Owner, str] = {}
    for entry, part in zip(entries, parts, strict=True):
        try:
            placed.append(table.place(entry, part))
        except Ignored:
            continue
        except Typed as form:
            typed[form.owner] = f"{shown('/'.join(entry.parts))}: {form}"
        except Refused as refusal:
            where = shown("/".join(entry.parts))
            stray = isinstance(table, plain.Table) and len(part) == 1 and plain.STRAY.fullmatch(part[0])
            (result.notes if stray else result.skipped).append(f"{where}: {refusal}")
    with_files = {owner for file in placed for owner in file.owners}
    for owner, line in typed.items():
        (result.notes if owner in with_files else result.skipped).append(line)
    return placed


def _platform(parts: Sequence[tuple[str, ...]]):
    """The table that reads most of a download's names; None where none reads half of them."""
    heads = {part if len(part) == 1 else (part[0], *part[1:3]): None for part in parts}
    best = max(PLATFORMS, key=lambda module: sum(map(module.fits, heads)), default=None)
    if best is None or not heads:
        return None
    fit = sum(map(best.fits, heads))
    return best if fit and 2 * fit >= len(heads) else None


def _wraps_a_platform(parts: Sequence[tuple[str, ...]]) -> str | None:
    """The only folder of a download that holds what a platform wrote, itself or in an only folder below."""
    folders = {part[0] for part in parts if len(part) > 1}
    if len(folders) != 1:
        return None
    inner = [part[1:] for part in parts if len(part) > 1]
    return folders.pop() if _platform(inner) is not None or _wraps_a_platform(inner) else None


def _leave_out(entries: Sequence[Entry], result: Sorted) -> None:
    for entry in entries:
        where = shown("/".join(entry.parts))
        if plain.STRAY.fullmatch(entry.name):
            result.notes.append(f"{where}: no student's file")
        else:
            result.skipped.append(f"{where}: not in a student's folder")


def _only_one_each(found: dict[Owner, Found | None], asked: dict[Owner, str]) -> list[Owner]:
    """Of several owners that mean one student the best known one stays; the strangers.

    The others become strangers where they have a number of their own (a namesake), otherwise they are asked about.
    """
    rivals: dict[str, list[Owner]] = defaultdict(list)
    for owner, person_found in found.items():
        if person_found is not None:
            rivals[person_found.person.student].append(owner)
    strangers = [owner for owner, person_found in found.items() if person_found is None]
    for student, owners in rivals.items():
        ranks = {owner: _rank(owner, found[owner]) for owner in owners}
        best = max(ranks.values())
        first = [owner for owner in owners if ranks[owner] == best]
        for owner in owners:
            if len(owners) == 1 or (owner in first and len(first) == 1):
                continue
            named = found[owner]
            if owner.number and named is not None and named.rank is Rank.NAME and owner.platform != "canvas":
                strangers.append(owner)
            else:
                others = ", ".join(f"'{other}'" for other in owners if other is not owner)
                asked[owner] = f"'{owner}' and {others} both claim to be {student}. Say whose it is in the class list"
            found[owner] = None
    return strangers


def _rank(owner: Owner, found: Found | None) -> tuple[int, bool]:
    assert found is not None
    exact = owner.name in (found.person.student, found.person.name) or owner.login == found.person.login != ""
    return int(found.rank), exact


def _made(owner: Owner, namesakes: bool, taken: set[str]) -> Person:
    """A student whom nobody knows yet. The id stays the same next time; it is added to those that are taken."""
    name = owner.name or owner.email or owner.number
    if owner.platform == "canvas":
        made = f"{name}_{owner.number}" if owner.number else name
    elif owner.platform in ("blackboard", "ilias"):
        made = owner.login
    elif owner.platform == "gradescope":
        made = owner.number or owner.email or name
    else:
        made = f"{name}_{owner.number}" if owner.number and (namesakes or owner.anonymous) else name
    student = student_id(made)
    if student in taken and owner.number:
        student = student_id(f"{made}_{owner.number}")
    if student in taken:
        student += mark_of(made)
    taken.add(student)
    is_id = owner.anonymous or owner.platform == "canvas" or student == owner.name
    shown_name = "" if is_id else owner.name
    sis_id = owner.number if owner.platform == "gradescope" else ""
    return Person(student, shown_name, owner.email, owner.login, sis_id)


def _without_rivals(result: Sorted) -> None:
    """Loose files that claim one student: the one without a counter counts, the others are reported."""
    for student, one in result.handed.items():
        loose = [file for file in one.files if file.owners[0].platform == "file"]
        if len(loose) > 1:
            told = ", ".join(f"'{shown(file.entry.name)}'" for file in loose)
            result.unclear.append(f"{student}: {told} all claim to be theirs; look which it is")
