"""No platform: folders of students, clones of repositories, or files with a student's name in theirs (Google Drive).

Folders may lie in wrappers (`hw1/`), in sections (`Group A/ada/`) or beside stray files (`README.txt`). Folders beside
each other are never taken for attempts of one student; where only a class list can tell, the files are left out.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from autograder.collecting.entries import ARCHIVE, Entry, Refused
from autograder.collecting.owners import Asked, Owner, Placed, is_work

STRAY = re.compile(
    r"(?:read_?me|licen[cs]e)(?:\..*)?|\..+|.+\.(?:csv|tsv|xlsx?|ods|md|ya?ml|toml)|index\.html?", re.IGNORECASE
)
SECTION = re.compile(
    r"(?:section|sec|group|gruppe|groupe|grupo|gruppo|groep|tutorial|tutorium|team|lab|class|klasse|kurs|course|week|sheet"
    r"|übung|uebung|seminar|abschnitt|stream|cohort|submissions?|abgaben?)\b.*|[A-Z]|\d{1,2}",
    re.IGNORECASE,
)
ATTEMPT = re.compile(
    r"(?:attempts?|try|trial|versuch|version|old|alt|new|neu|backup|copy|kopie|final|draft|v)[\W_]*\d*|\d",
    re.IGNORECASE,
)
COPY = re.compile(r"(?:copy|kopie|copie|copia|cópia) (?:of|von|de|di|van) |副本\W?", re.IGNORECASE)
FILE = re.compile(
    r"(?P<stem>.+?)(?P<counter> ?\(\d{1,4}\))?(?P<ending>(?:\.ipynb|\.py)(?:\.txt)?|\.\w+(?:\.(?:gz|bz2|xz))?)",
    re.DOTALL,
)
ASK = "Give a class list first: `autograder roster FILE`"


class Table:
    """Reads the names of one download.

    Args:
        known: whether a text is the id, login or name of exactly one student of the class list.
        is_exercise: whether the bytes of a file are a notebook of this exercise; None where that is unknown.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        parts: Sequence[tuple[str, ...]],
        exercise_id: str,
        known: Callable[[str], bool],
        is_exercise: Callable[[bytes], bool],
    ):
        self._exercise_id, self._known, self._is_exercise = exercise_id, known, is_exercise
        folders: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for part in parts:
            if len(part) > 1:
                folders[part[0]].append(part[1:])
        self._depth = {folder: self._level(folder, inner) for folder, inner in folders.items()}
        self._start = self._common_start(folders)
        self._name_first = self._convention([part[0] for part in parts if len(part) == 1])

    def place(self, entry: Entry, parts: tuple[str, ...]) -> Placed:
        """Raises Refused for what is no file of a student, Asked where it is not clear whose it is."""
        if len(parts) == 1:
            return self._loose(entry, parts[0])
        depth = self._depth[parts[0]]
        if depth is None:
            raise Asked(f"are the folders in {parts[0]!r} students, or attempts of one? {ASK}")
        if len(parts) <= depth + 1:
            raise Refused("not in a student's folder")
        name = parts[depth]
        return Placed(entry, (Owner("folder", name[len(self._start) :] or name),), parts[depth + 1 :])

    def _level(self, folder: str, inner: list[tuple[str, ...]]) -> int | None:
        """How many folders are above the students': 0 for a student's own, 1 for a section; None where it is open."""
        below = sorted({part[0] for part in inner if len(part) > 1 and is_work(part[-1])})
        own = any(len(part) == 1 and is_work(part[0]) for part in inner) or self._exercise_id in below
        if own or self._known(folder) or len(below) < 2 and not any(map(self._known, below)):
            return 0
        if any(map(self._known, below)):
            return 1
        if all(ATTEMPT.fullmatch(name) for name in below):
            return 0
        return 1 if SECTION.fullmatch(folder) else None

    def _common_start(self, folders: dict[str, list[tuple[str, ...]]]) -> str:
        """What the folders of cloned repositories begin with: `ex02-`, which is the exercise and no student."""
        names = [name for name, depth in self._depth.items() if depth == 0]
        if not names or any(map(self._known, names)):
            return ""
        common = os.path.commonprefix(names) if len(names) > 1 else names[0]
        cuts = [found.end() for found in re.finditer(r"[-_]", common) if all(len(name) > found.end() for name in names)]
        matched = [(sum(self._known(name[cut:]) for name in names), cut) for cut in cuts]
        if matched and max(matched)[0]:
            return common[: max(matched, key=lambda found: (found[0], -found[1]))[1]]
        said = [cut for cut in cuts if self._says_exercise(common[: cut - 1])]
        if said:
            return common[: max(said)]
        cloned = all(any(part[0] in (".github", ".gitignore") for part in folders[name]) for name in names)
        return common[: max(cuts)] if cloned and cuts and len(names) > 1 else ""

    def _says_exercise(self, text: str) -> bool:
        """Whether a text is the first words of the exercise's id (`ex02`, `ex02-multi-output`), or ends in all of them.

        Classroom 50 puts the classroom in front: `cs-principles-ex02-multi-output`.
        """
        said, words = re.split(r"[-_ ]", text.casefold()), self._exercise_id.casefold().split("_")
        return said == words[: len(said)] or said[-len(words) :] == words

    def _convention(self, names: list[str]) -> bool:
        """Whether loose files are called `student - title`, as Google Classroom calls them."""
        dashed = [name for name in names if " - " in name and is_work(name)]
        if len(dashed) < 2:
            return False
        first = [name for name in dashed if beside(_stem(name).split(" - ", 1)[-1], self._exercise_id) == ""]
        return bool(first) and 2 * len(dashed) > len(names)

    def _loose(self, entry: Entry, head: str) -> Placed:
        found = FILE.fullmatch(head)
        if STRAY.fullmatch(head) and not is_work(head):
            raise Refused("no student's file")
        if found is None:
            raise Refused("not in a student's folder, and no student's name in its own")
        stem = COPY.sub("", found["stem"])
        name = beside(stem, self._exercise_id)
        path = f"{self._exercise_id}{found['counter'] or ''}{found['ending']}"
        if name == "" or name and not is_work(head) and not (self._name_first or self._known(name)):
            raise Asked(f"not in a student's folder, and no student's name in its own. {ASK}")
        if name is None:
            name, path = self._named_in(stem), head
        if name is None and self._name_first and " - " in stem and self._holds_exercise(entry, head):
            name = stem.split(" - ", 1)[0].strip()
        if name is None:
            raise Asked(f"not in a student's folder, and no student's name in its own. {ASK}")
        counter = int(re.sub(r"\D", "", found["counter"] or "0"))
        return Placed(entry, (Owner("file", name),), (path,), order=-counter)

    def _named_in(self, stem: str) -> str | None:
        """The only student of the class list whom the name of a file names."""
        words = {stem, *re.split(r" - |_| – ", stem), *re.split(r"\s*[-–_]\s*", stem)}
        known = {word.strip() for word in words if word.strip() and self._known(word.strip())}
        return known.pop() if len(known) == 1 else None

    def _holds_exercise(self, entry: Entry, head: str) -> bool:
        if ARCHIVE.fullmatch(head) or not is_work(head):
            return True  # looked into later, or said to its student to be no notebook
        try:
            return self._is_exercise(entry.load())
        except Refused:
            return False


def beside(stem: str, exercise_id: str) -> str | None:
    """What is beside the exercise's id in the name of a file, "" for nothing; None where the id is not in it."""
    counter = r"(?:(?:-\d{1,3}|-Copy\d{0,3}| ?\(\d{1,3}\))(?=$|[ _.-]))?"
    found = rf"[_\-. ]*{re.escape(exercise_id)}{counter}[_\-. ]*"
    name, count = re.subn(found, "", stem, flags=re.IGNORECASE)
    return name if count else None


def _stem(name: str) -> str:
    found = FILE.fullmatch(name)
    return COPY.sub("", found["stem"]) if found else name


def wrapper(parts: Sequence[tuple[str, ...]], exercise_id: str, known: Callable[[str], bool]) -> str | None:
    """The only folder of a download, when it holds students and is none; files beside it are stray."""
    folders = {part[0] for part in parts if len(part) > 1}
    if len(folders) != 1 or any(len(part) == 1 and is_work(part[0]) for part in parts):
        return None
    folder = folders.pop()
    inner = [part[1:] for part in parts if len(part) > 1]
    below = {part[0] for part in inner if len(part) > 1 and is_work(part[-1])}
    loose = [part[0] for part in inner if len(part) == 1 and is_work(part[0])]
    nbgraders = all(part[1:2] == (exercise_id,) for part in inner if len(part) > 2) and any(len(p) > 2 for p in inner)
    if known(folder) and not any(map(known, below)):
        return None
    if nbgraders or any(map(known, below)):
        return folder
    if exercise_id in below:
        return None
    if loose and not below:  # notebooks with names of several people in theirs; otherwise they are one student's
        said = {beside(_stem(name), exercise_id) or (_stem(name) if " - " in name else None) for name in loose}
        return folder if len(said - {None}) > 1 or sum(known(_stem(name)) for name in loose) > 1 else None
    return folder if len(below) > 1 and not loose and not all(ATTEMPT.fullmatch(name) for name in below) else None
