"""Who is who: a student of the course, and finding the student whom a download means by a number, a login or a name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from autograder.collecting.owners import Asked, Owner

LISTED, GONE = "yes", "gone"
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


@dataclass(frozen=True)
class Person:
    """One student of the course."""

    student: str  # the id: name of the folder, and of the row in the gradebook
    name: str = ""  # as the LMS writes it
    email: str = ""
    login: str = ""  # Canvas: SIS Login ID; Moodle, Blackboard, Brightspace: username
    sis_id: str = ""  # the university's number; Canvas: SIS User ID; Moodle: ID number; Brightspace: OrgDefinedId
    section: str = ""
    canvas_id: str = ""
    moodle_id: str = ""  # Moodle's participant numbers, one an assignment: "501" or "501@ex02 777@ex03"
    brightspace_id: str = ""
    ilias_id: str = ""
    language: str = ""  # in which this student reads, where it is not the course's
    listed: str = ""  # "yes": on the class list, "gone": was on it; "": only seen in a download

    def moodle_number(self, exercise_id: str) -> str:
        """The student's number in the Moodle assignment of this exercise."""
        numbers = dict(reversed(part.partition("@")[::2]) for part in self.moodle_id.split())
        return numbers.get(exercise_id) or numbers.get("", "")

    def number(self, platform: str, exercise_id: str) -> str:
        """The student's number on a platform, "" where it is not known."""
        if platform == "moodle":
            return self.moodle_number(exercise_id)
        numbers = {"gradescope": self.sis_id, "canvas": self.canvas_id, "brightspace": self.brightspace_id}
        return {**numbers, "ilias": self.ilias_id}.get(platform, "")

    def with_number(self, owner: Owner, exercise_id: str) -> Person:
        """The student with the number that a download gave."""
        if not owner.number or owner.platform == "gradescope":
            return self
        if owner.platform == "moodle":
            return replace(self, moodle_id=with_moodle_number(self.moodle_id, owner.number, exercise_id))
        field = f"{owner.platform}_id"
        return replace(self, **{field: owner.number}) if hasattr(self, field) else self


def shown_names(person: Person, people: Iterable[Person]) -> tuple[str | None, str | None]:
    """Last and first name, as far as they can be recognized; with the id where another student has the same name.

    A name of one word gets the id beside it, because formgrader shows a name of two parts or none.
    """
    last, comma, first = (part.strip() for part in person.name.partition(","))
    if not comma:
        first, _, last = person.name.strip().rpartition(" ")
    if not last:
        return None, None
    twice = sum(other.name == person.name for other in people) > 1
    if not first:
        return last, person.student
    return last, f"{first} ({person.student})" if twice else first


def with_moodle_number(numbers: str, number: str, exercise_id: str) -> str:
    """Moodle's numbers, with this one for this exercise."""
    others = [part for part in numbers.split() if "@" in part and not part.endswith("@" + exercise_id)]
    return " ".join([*others, f"{number}@{exercise_id}"])


class Rank(IntEnum):
    """How a student was found; a number counts before a login, and that before a name."""

    NAME = 1
    LOGIN = 2
    NUMBER = 3


@dataclass(frozen=True)
class Found:
    """The student behind an owner."""

    person: Person
    rank: Rank


class Finder:
    """Finds the students behind the owners of one download of one exercise."""

    def __init__(self, people: Iterable[Person], exercise_id: str):
        self.people = list(people)
        self.exercise_id = exercise_id
        self._by_login, self._by_name, self._by_letters = (defaultdict[str, set[int]](set) for _ in range(3))
        self._numbers: dict[str, dict[str, list[int]]] = {}
        self._trusted: dict[str, bool] = {}
        self._made: dict[str, list[Person]] = defaultdict(list)
        for index, person in enumerate(self.people):
            if not person.listed and person.name:
                self._made[person.name].append(person)
            for key in filter(None, (person.student, person.login, person.email, person.sis_id)):
                self._by_login[_folded(key)].add(index)
            for name in filter(None, (person.name, person.student)):
                self._by_name[_folded(name)].add(index)
                for key in _keys(name):
                    self._by_letters[key].add(index)

    def weigh(self, owners: Iterable[Owner]) -> None:
        """Look at a whole download: Moodle's numbers belong to one assignment, and are another's if names deny them."""
        agree: dict[str, int] = defaultdict(int)
        for owner in owners:
            by_number = self._numbered(owner)
            by_name = set() if owner.anonymous else self._named(owner.name)
            if by_number and by_name:
                agree[owner.platform] += 1 if by_number & by_name else -1
        self._trusted = {platform: count >= 0 for platform, count in agree.items()}

    def known(self, text: str) -> bool:
        """Whether a text is the id, login or name of exactly one student."""
        return len(self._by_login.get(_folded(text), ()) or self._named(text)) == 1

    def find(self, owner: Owner) -> Found | None:
        """The student, or None for a stranger. Raises Asked where several may be meant."""
        numbered = self._numbered(owner) if self._trusted.get(owner.platform, True) else set()
        if len(numbered) == 1:
            return Found(self.people[numbered.pop()], Rank.NUMBER)
        made = self._made.get(owner.name, []) if owner.platform in ("folder", "file") else []
        if len(made) == 1:  # seen before, with an id that had to differ from the name
            return Found(made[0], Rank.LOGIN)
        keys = [owner.login, owner.email, owner.number if owner.platform == "gradescope" else ""]
        if owner.platform in ("folder", "file"):  # elsewhere a full name is the student's to choose, and no login
            keys.append(owner.name)
        for login in filter(None, keys):
            fit = self._free(owner, self._by_login.get(_folded(login), set()))
            if len(fit) == 1:
                return Found(self.people[fit.pop()], Rank.LOGIN)
        if owner.anonymous or not owner.name:
            return None
        fit = self._free(owner, self._named(owner.name))
        local = self._by_login.get(_folded(owner.email.partition("@")[0]), set()) if owner.email else set()
        if len(fit & local) == 1 or not fit and len(local) == 1:  # of namesakes the one with this login
            return Found(self.people[(fit & local or set(local)).pop()], Rank.LOGIN if fit else Rank.NAME)
        if len(fit) > 1:
            told = ", ".join(sorted(self.people[index].student for index in fit))
            raise Asked(f"{owner.name!r} may be {told}: their number decides. Give a class list that has it")
        return Found(self.people[fit.pop()], Rank.NAME) if fit else None

    def _numbered(self, owner: Owner) -> set[int]:
        if not owner.number:
            return set()
        if owner.platform not in self._numbers:
            table: dict[str, list[int]] = defaultdict(list)
            for index, person in enumerate(self.people):
                table[person.number(owner.platform, self.exercise_id)].append(index)
            self._numbers[owner.platform] = table
        found = self._numbers[owner.platform].get(owner.number, [])
        return set(found) if len(found) == 1 else set()

    def _free(self, owner: Owner, found: set[int]) -> set[int]:
        """Of these students the ones whom the platform does not know by another number or login."""
        trusted = self._trusted.get(owner.platform, True)
        free = set()
        for index in found:
            person = self.people[index]
            number = person.number(owner.platform, self.exercise_id) if owner.number and trusted else ""
            other_login = owner.login and person.login and _folded(owner.login) != _folded(person.login)
            if number in ("", owner.number) and not (other_login and owner.platform != "list"):
                free.add(index)
        return free

    def _named(self, name: str) -> set[int]:
        """Students of this name; in the same letters if there are some, otherwise without accents, in any order."""
        for text in (name, *_after_a_group(name)):
            for table, keys in ((self._by_name, [_folded(text)]), (self._by_letters, _keys(text, query=True))):
                found = set().union(*(table.get(key, set()) for key in keys))
                if found:
                    return found
        return set()


def _after_a_group(name: str) -> list[str]:
    """What may be the name where a group's name is before it: "Group 1-Jean-Luc Picard"."""
    return [name[found.end() :] for found in re.finditer("-", name)] if "-" in name else []


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def plain_words(name: str) -> list[str]:
    """The words of a name in small letters without accents: "Müller, Zoë" → muller, zoe."""
    folded = unicodedata.normalize("NFKD", name).casefold().translate(LETTERS)
    return re.findall(
        r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    )


def _keys(name: str, *, query: bool = False) -> set[str]:
    """The short forms of a name: its words in any order, and run together as Canvas does, from each word on."""
    words = plain_words(name)
    if not words:
        return set()
    starts = range(1 if query else len(words))
    return {" ".join(sorted(words)), *("".join(words[i:] + words[:i]) for i in starts)}


def slug(name: str) -> str:
    """Canvas' short form of a sortable name: "O'Neil, Ada" → "oneilada"."""
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFC", name)).lower()
