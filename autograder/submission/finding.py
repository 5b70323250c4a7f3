"""Which file of a student's folder is the notebook, when it is not called as it should be."""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path

from autograder.errors import SubmissionError, WrongUse
from autograder.language import listed, say
from autograder.plain_text import some
from autograder.submission.apart import in_a_child
from autograder.submission.reading import decode, read_bytes, read_cells, shown

ENDINGS = (".ipynb", ".py", ".ipynb.txt", ".ipynb.json", ".py.txt")  # browsers and mail programs add .txt
AS_TEXT = ("", ".md", ".qmd", ".rmd", ".json", ".txt")
NOT_TAKEN = "not taken.txt"  # `collect` leaves it where a student's files were refused: the reason
NOT_HERS = {"__MACOSX", "attempts"}  # and everything that starts with a dot
DEEPEST = 4  # a folder in a folder in a folder
MOST_FILES = 2_000
MOST_LOOKED_INTO = 20


def named_file(path: Path) -> Path:
    """A file named on the command line. Raises WrongUse when there is none, or a folder."""
    what = "a folder" if os.path.isdir(path) else "" if os.path.lexists(path) else "no such file"
    if what:
        raise WrongUse(f"{shown(path)}: {what}. Name a notebook (.ipynb) or a Python file (.py)")
    return path


def find_submission(folder: Path, exercise_id: str) -> tuple[Path, list[str]]:
    """The one file to grade, and a note when it was not called `<exercise_id>.ipynb` or has company.

    Raises SubmissionError for a folder with none, or with several and no telling which is meant.
    """
    folder = Path(folder)
    if folder.is_symlink():  # it may lead to another student's work, or anywhere
        raise SubmissionError(
            say("{folder}/: is a link. Hand in {exercise}.ipynb.", folder=shown(folder.name), exercise=exercise_id)
        )
    odd: list[str] = []
    found = sorted(_files(folder, 0, odd), key=lambda path: (len(path.parts), os.fsencode(path)))
    candidates = [path for path in found if _ending(path)] or _by_its_name(found, exercise_id) or _checkpoint(folder)
    unread = _unread(candidates) if 1 < len(candidates) <= MOST_LOOKED_INTO else []
    if len(unread) < len(candidates):  # a broken file does not hide a whole one
        candidates = [path for path in candidates if path not in unread]
    if [path.name for path in found] == [NOT_TAKEN]:
        reason = shown(read_bytes(found[0], empty=True).decode(errors="replace").split("\n")[0]).rstrip(".")
        raise SubmissionError(
            say(
                "{folder}/: {what}. Hand in {exercise}.ipynb.",
                folder=shown(folder.name),
                what=reason or say("is empty"),
                exercise=exercise_id,
            )
        )
    if not candidates:
        inside = ", ".join([*odd, *(shown(path.name) for path in found)][:3])
        what = say("holds no notebook, only {files}", files=inside) if inside else say("is empty")
        raise SubmissionError(
            say(
                "{folder}/: {what}. Hand in {exercise}.ipynb.",
                folder=shown(folder.name),
                what=what,
                exercise=exercise_id,
            )
        )
    chosen = _choose(candidates, exercise_id)
    if chosen is None:
        names = listed(f"'{_within(path, folder)}'" for path in candidates[:4])
        raise SubmissionError(
            say(
                "{folder}/: {names} could each be {exercise}.ipynb. Keep the one that counts.",
                folder=shown(folder.name),
                names=names,
                exercise=exercise_id,
            )
        )
    notes, name = list[str](), _within(chosen, folder)
    if name not in (f"{exercise_id}.ipynb", f"{exercise_id}.py"):
        notes.append(
            say("The file is called '{file}' and was taken for {exercise}.ipynb.", file=name, exercise=exercise_id)
        )
    if lost := [f"'{_within(path, folder)}'" for path in unread if path not in candidates]:
        notes.append(say("{files} cannot be read.", files=some(lost, 3)))
    others = [f"'{_within(path, folder)}'" for path in candidates if path != chosen]
    if others:
        notes.append(say("'{file}' was graded; {others} beside it not.", file=name, others=some(others, 3)))
    return chosen, notes


def _by_its_name(found: list[Path], exercise_id: str) -> list[Path]:
    """Files without the ending of a notebook that are called like one: as text, as Markdown, a download, a backup."""
    alike = [path for path in found if path.suffix.lower() in AS_TEXT and path.stem == exercise_id]
    return alike or [path for path in found if ".ipynb" in path.name.lower()]


def _checkpoint(folder: Path) -> list[Path]:
    """Jupyter's own copy, where nothing else was handed in."""
    kept = folder / ".ipynb_checkpoints"
    return _files(kept, 1, []) if kept.is_dir() and not kept.is_symlink() else []


def _try_to_read(path: Path) -> None:
    text, _ = decode(shown(path.name), read_bytes(path))
    if text.lstrip().startswith(("{", "[")):
        read_cells(path)


def _unread(candidates: list[Path]) -> list[Path]:
    """Those of several files that are neither a whole notebook nor Python."""
    bad = []
    for path in candidates:
        try:
            in_a_child(path, partial(_try_to_read, path))
        except SubmissionError:
            bad.append(path)
    return bad


def _choose(candidates: list[Path], exercise_id: str) -> Path | None:
    """The file that is meant: the right name first, then the only one of the best kind, then copies of one file."""
    for name in (f"{exercise_id}.ipynb", f"{exercise_id}.py"):
        right = [path for path in candidates if path.name.lower() == name]
        if right:  # the shallowest, in the exact spelling if there is one
            return min(right, key=lambda path: (len(path.parts), path.name != name))
        if name.endswith(".ipynb") and any(_ending(path) != ".py" for path in candidates):
            candidates = [path for path in candidates if not (_ending(path) or "").startswith(".py")] or candidates
    key = _plain(exercise_id)
    named = [path for path in candidates if key in _plain(path.name)]
    pool = named or candidates
    if len(pool) == 1 or _all_equal(pool):
        return pool[0]
    return None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _ending(path: Path) -> str | None:
    return next((end for end in sorted(ENDINGS, key=len, reverse=True) if path.name.lower().endswith(end)), None)


def _within(path: Path, folder: Path) -> str:
    return shown(path.relative_to(folder))


def _all_equal(paths: list[Path]) -> bool:
    """Whether the files hold the same bytes; looked at only where they are of one small size."""
    sizes = {path.stat().st_size for path in paths}
    if len(sizes) > 1 or max(sizes) > 5_000_000:
        return False
    return len({path.read_bytes() for path in paths}) == 1


def _files(folder: Path, depth: int, odd: list[str]) -> list[Path]:
    """Regular files below, no link followed, what editors and systems leave behind left out; `odd` names the rest."""
    found: list[Path] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        reason = error.strerror or str(error)
        if depth:
            odd.append(f"{shown(folder.name)}/ ({reason})")
            return []
        raise SubmissionError(
            say("{folder}/: cannot be read ({reason}). Check the folder.", folder=shown(folder.name), reason=reason)
        ) from None
    for entry in entries:
        if entry.name.startswith(".") and entry.name.endswith(".ipynb") and not entry.name.startswith("._"):
            odd.append(f"{shown(entry.name)} (hidden)")
        if entry.name.startswith(".") or entry.name in NOT_HERS or len(found) >= MOST_FILES:
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth < DEEPEST:
                found += _files(Path(entry.path), depth + 1, odd)
        elif entry.is_file(follow_symlinks=False):
            found.append(Path(entry.path))
        else:
            odd.append(f"{shown(entry.name)} ({'a link' if entry.is_symlink() else 'not a regular file'})")
    return found
