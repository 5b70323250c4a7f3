"""Cuts the exercise out of its solution: `solutions/<id>/notebook.py` → build/source/ → exercises/.

The stub *is* the solution minus its regions, so the two cannot drift. Same input, same bytes: ids come from the roles
of the cells, there are no outputs, no times, no random numbers.
"""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode

from autograder.course import wording
from autograder.course.course import Course
from autograder.course.exercise import DATA, Exercise, stub_says
from autograder.course.marking_guide import RUBRIC, Guide, guide
from autograder.course.marking_guide import SOLUTION as REGION
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.language import ENGLISH, again, phrase, say, spoken

PAGE_OF_THE_BOOK = re.compile(r"\]\(\.\./\.\./book/([\w./-]+)\.md(#[\w-]*)?\)")
WRITE_HERE = phrase("*Write your answer here.*")
# a commented magic stays a comment: the %pip line for Colab must not run elsewhere
FORMAT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
INSTALL_FIRST = phrase("If a package is missing, remove the # at the start of the next line and run this cell first.")
INSTALLS = re.compile(r"^#? ?[%!]pip install", re.M)
PLAIN_NAME = re.compile(r"[\w.\[\]-]+")
ROLES = ("answer", "checks", "question")
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


@dataclass(frozen=True)
class Cut:
    """An exercise's two notebooks."""

    source: dict[str, Any]  # with solutions: nbgrader's source
    release: dict[str, Any]  # what students open


def cut(exercise: Exercise, language: str = ENGLISH) -> Cut:
    """Both notebooks of an exercise; CourseError names the rule that `notebook.py` breaks."""
    with exercise.speaking(language):
        return _cut(exercise)


def _cut(exercise: Exercise) -> Cut:
    where = f"solutions/{exercise.id}/notebook.py"
    written = _read(exercise, where)
    _rules(written, exercise, where)
    cells = [_cell(cell, number, exercise) for number, cell in enumerate(written.cells)]
    if spoken() != ENGLISH:
        in_words = f"solutions/{exercise.id}/words.{spoken()}.po"
        cells = [cell | {"source": said_cell(cell, again, in_words)} for cell in cells]
    _print_rules(cells, exercise, where)
    _name_packages(cells, exercise)
    _link_to_the_book(cells, Course(exercise.folder.parent.parent))
    return Cut(source=_notebook(cells), release=_notebook([_without_solution(cell, where) for cell in cells]))


def said_cell(cell: dict[str, Any], say: wording.Say, where: str) -> str:
    """The text of a cell with each sentence of it as `say` gives it."""
    if cell["cell_type"] == "code":
        checks = bool(cell["metadata"].get("nbgrader", {}).get("grade"))
        return wording.code(cell["source"], say, checks=checks, where=where)
    return wording.markdown(cell["source"], say)


def sentences(exercise: Exercise) -> list[str]:
    """What the released notebook says and a catalogue of the exercise has to translate."""
    where = f"solutions/{exercise.id}/notebook.py"
    cells = [_cell(cell, number, exercise) for number, cell in enumerate(_read(exercise, where).cells)]
    for cell in cells:
        cell["source"] = REGION.sub(lambda match: f"{match['indent']}...", cell["source"])
    return wording.collected(lambda say: [said_cell(cell, say, where) for cell in cells])


def write(course: Course, exercise: Exercise) -> list[Path]:
    """Write the notebooks, in each language, and the files beside them; returns those whose bytes changed."""
    both = cut(exercise)
    source, release = course.source_notebook(exercise.id), course.release_notebook(exercise.id)
    wanted = {source: to_bytes(both.source), release: to_bytes(both.release)}
    for language in exercise.languages[1:]:
        wanted[course.release_notebook(exercise.id, language)] = to_bytes(cut(exercise, language).release)
    for folder in {path.parent for path in wanted}:  # nbgrader makes a release of its own out of the source
        wanted |= {folder / name: data for name, data in data_files(exercise).items()}
    changed = []
    for path, data in wanted.items():
        if not path.exists() or path.read_bytes() != data:
            write_atomically(path, data)
            changed.append(path)
    return [*changed, *_remove_old_data(course, exercise, set(wanted))]


def _remove_old_data(course: Course, exercise: Exercise, wanted: set[Path]) -> list[Path]:
    notebooks = [course.release_notebook(exercise.id), *course.translated_notebooks(exercise.id).values()]
    old = [path for notebook in notebooks for path in (notebook.parent / DATA).rglob("*") if path.is_file()]
    old = [path for path in [*old, *notebooks] if path not in wanted]
    for path in old:
        path.unlink()
    return old


def data_files(exercise: Exercise) -> dict[str, bytes]:
    """What lies in `data/` of the exercise, by its path beside the released notebook; hidden files stay behind."""
    if exercise.data is None:
        return {}
    found = {}
    for path in sorted(exercise.data.rglob("*")):
        name = path.relative_to(exercise.folder)
        if any(part.startswith((".", "__")) for part in name.parts) or path.is_dir():
            continue
        if not path.is_file():
            raise CourseError(f"solutions/{exercise.id}/{name}: leads nowhere. Put a file there, or remove it")
        found[name.as_posix()] = path.read_bytes()
    return found


def read_release(course: Course, exercise_id: str) -> NotebookNode:
    """The released notebook of an exercise."""
    return _read_released(course, exercise_id, course.release_notebook(exercise_id))


def read_translations(course: Course, exercise_id: str) -> dict[str, NotebookNode]:
    """The released notebook in other languages, by language; students may hand in any of them."""
    paths = course.translated_notebooks(exercise_id)
    return {language: _read_released(course, exercise_id, path) for language, path in paths.items()}


def _read_released(course: Course, exercise_id: str, path: Path) -> NotebookNode:
    where, step = path.relative_to(course.root), f"Cut it with `autograder release {exercise_id}`"
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError as error:
        raise CourseError(f"{where}: not there. {step}") from error
    except OSError as error:
        raise CourseError(f"{where}: cannot be read ({error.strerror}). {step}") from error
    except Exception as error:  # nbformat's own kinds share no base
        raise CourseError(f"{where}: not a notebook ({type(error).__name__}). {step}") from error


def to_bytes(notebook: dict[str, Any]) -> bytes:
    """The one way in which a notebook is written."""
    return (json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def code_of(notebook: dict[str, Any]) -> list[str]:
    """The code cells of a notebook that `cut` made, its checks left out."""
    return [
        "".join(cell["source"])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("grade")
    ]


def solution_lines(exercise: Exercise) -> list[str]:
    """The lines between the marks of all solution regions and rubrics, stripped."""
    written = _read(exercise, f"solutions/{exercise.id}/notebook.py")
    bodies = [
        match["body"] for cell in written.cells for kind in (REGION, RUBRIC) for match in kind.finditer(cell.source)
    ]
    return [line.strip() for body in bodies for line in body.splitlines() if line.strip()]


def guides(exercise: Exercise, language: str = ENGLISH) -> dict[str, Guide]:
    """By question, what a person marks it by, in the marker's language. Nothing of it may reach students."""
    where = f"solutions/{exercise.id}/notebook.py"
    with exercise.speaking(language):
        return {name: _said(each) for name, each in _guides(_read(exercise, where), exercise, where).items()}


def _said(guide: Guide) -> Guide:
    if spoken() == ENGLISH:
        return guide
    items = tuple(replace(item, text=again(item.text)) for item in guide.items)
    return Guide(wording.markdown(guide.answer, again), items)


def _guides(written: NotebookNode, exercise: Exercise, where: str) -> dict[str, Guide]:
    cells = {cell.metadata["question"]: cell.source for cell in written.cells if "question" in cell.metadata}
    asked = {question.name: question.points for question in exercise.questions}
    return {name: guide(cells[name], name, points, where) for name, points in asked.items() if name in cells}


def _read(exercise: Exercise, where: str) -> NotebookNode:
    try:
        written = jupytext.read(exercise.folder / "notebook.py", fmt=FORMAT)
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{where}: cannot be read. An exercise is written there") from error
    for cell in written.cells:
        if cell.cell_type == "markdown":  # of `### BEGIN` jupytext takes the first # as the comment sign
            cell.source = re.sub(r"^##(?= (?:BEGIN|END) (?:SOLUTION|RUBRIC))", "###", cell.source, flags=re.M)
    return written


def _rules(written: NotebookNode, exercise: Exercise, where: str) -> None:
    found: dict[tuple[str, str], int] = {}
    for cell in written.cells:
        for role in ROLES:
            if role in cell.metadata:
                key = (role, cell.metadata[role])
                found[key] = found.get(key, 0) + 1
    wanted = [(role, task.name) for task in exercise.tasks for role in ("answer", "checks")]
    wanted += [("question", question.name) for question in exercise.questions]
    for role, name in wanted:
        if found.get((role, name)) != 1:
            header = "# %% [markdown] " if role == "question" else "# %% "
            raise CourseError(
                f'{where}: {found.get((role, name), 0)} cells `{header}{role}="{name}"`. There must be one'
            )
    for role, name in found:
        if (role, name) not in wanted:
            raise CourseError(f"{where}: a cell says {role}={name!r}, exercise.toml has no such task. Add it there")
    for cell in written.cells:
        role = next((role for role in ROLES if role in cell.metadata), "")
        begins, ends = cell.source.count("### BEGIN SOLUTION"), cell.source.count("### END SOLUTION")
        regions = len(REGION.findall(cell.source))
        if not regions == begins == ends or (regions > 0) != (role in ("answer", "question")):
            raise CourseError(
                f"{where}: a solution region is not closed, or its cell is no answer. Mend {role or 'that'} cell"
            )
        if role != "question" and " RUBRIC" in cell.source and RUBRIC.search(cell.source):
            raise CourseError(f"{where}: a rubric stands outside of a question's cell. Move it there")
    _guides(written, exercise, where)


def _print_rules(cells: list[dict[str, Any]], exercise: Exercise, where: str) -> None:
    """Say under the text of each task what it does not allow, and where tests earn points one by one."""
    text = None
    for cell in cells:
        claims = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "markdown" and not claims:
            text = cell
        elif claims.get("solution") and cell["cell_type"] == "code":
            task = exercise.task(claims["grade_id"])
            rule = "\n\n".join(filter(None, [task.rule, task.points_rule]))
            if rule and text is None:
                raise CourseError(f"{where}: no text above the answer cell of {claims['grade_id']}. Write what it asks")
            if rule and text is not None:
                text["source"] += f"\n\n{rule}"


def _name_packages(cells: list[dict[str, Any]], exercise: Exercise) -> None:
    """Put the line that installs the exercise's packages above its first code, unless the author wrote one."""
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    if not exercise.packages or not code or any(INSTALLS.search(cell["source"]) for cell in code):
        return
    names = " ".join(name if PLAIN_NAME.fullmatch(name) else f'"{name}"' for name in exercise.packages)
    code[0]["source"] = f"# {say(INSTALL_FIRST)}\n# %pip install {names}\n{code[0]['source']}"


def _link_to_the_book(cells: list[dict[str, Any]], course: Course) -> None:
    """Where the book is published, links to its pages lead there: a student has the notebook alone."""
    book = course.book_in(spoken())
    page = rf"]({book}/book/\1.html\2)" if book else r"](../../../book/\1.md\2)"  # from exercises/zh/<id>
    for cell in cells:
        if (book or spoken() != ENGLISH) and cell["cell_type"] == "markdown":
            cell["source"] = PAGE_OF_THE_BOOK.sub(page, cell["source"])


def _cell(cell: NotebookNode, number: int, exercise: Exercise) -> dict[str, Any]:
    role = next((role for role in ROLES if role in cell.metadata), "")
    name = cell.metadata.get(role, "")
    cell_id = re.sub(r"[^A-Za-z0-9_-]", "-", f"{role}-{name}" if role else f"cell-{number:02d}")[:64]
    made: dict[str, Any] = {
        "cell_type": cell.cell_type,
        "id": cell_id,
        "metadata": {"nbgrader": _nbgrader(role, name, exercise)} | _forbids(role, name, exercise) if role else {},
        "source": RUBRIC.sub("", cell.source) if role == "question" else cell.source,
    }
    if cell.cell_type == "code":
        made |= {"execution_count": None, "outputs": []}
    return made


def _forbids(role: str, name: str, exercise: Exercise) -> dict[str, Any]:
    """What the task of a checks cell does not allow, for `check`, which has no exercise.toml."""
    policies = exercise.task(name).not_allowed if role == "checks" else ()
    return {"not_allowed": list(policies)} if policies else {}


def _nbgrader(role: str, name: str, exercise: Exercise) -> dict[str, Any]:
    """nbgrader's metadata, schema 3."""
    common = {"schema_version": 3, "task": False}
    if role == "answer":
        return common | {
            "grade_id": name,
            "grade": False,
            "solution": True,
            "locked": False,
            "cell_type": "code",
        }
    if role == "checks":
        task = exercise.task(name)
        points = {"points": _whole(task.points)}
        return (
            common
            | points
            | {
                "grade_id": task.checks_id,
                "grade": True,
                "solution": False,
                "locked": True,
                "cell_type": "code",
            }
        )
    points = {"points": _whole(next(each.points for each in exercise.questions if each.name == name))}
    return (
        common | points | {"grade_id": name, "grade": True, "solution": True, "locked": False, "cell_type": "markdown"}
    )


def _whole(points: float) -> float | int:
    return int(points) if points == int(points) else points


def _without_solution(cell: dict[str, Any], where: str) -> dict[str, Any]:
    name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")

    def stub(match: re.Match) -> str:
        if cell["cell_type"] == "markdown":
            return say(WRITE_HERE)
        return f'{match["indent"]}raise NotImplementedError("{stub_says(name)}")'

    source = REGION.sub(stub, cell["source"])
    if re.search(r"SOLUTION|(BEGIN|END) RUBRIC", source):
        raise CourseError(f"{where}: a mark of a solution region or a rubric is left in the release. Mend the region")
    return cell | {"source": source}


def _notebook(cells: list[dict[str, Any]]) -> dict[str, Any]:
    lines = [cell | {"source": cell["source"].splitlines(keepends=True)} for cell in cells]
    return {"cells": lines, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
