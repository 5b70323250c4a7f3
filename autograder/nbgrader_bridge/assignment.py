"""The skeleton of an exercise in nbgrader's tables, as nbgrader's SaveCells writes it; no mark is lost."""

import json

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import BaseCell, GradeCell, Notebook, SolutionCell, SourceCell, SubmittedNotebook
from sqlalchemy import select

from autograder.errors import CourseError
from autograder.nbgrader_bridge.database import CourseGradebook, Skeleton, clear_errors


def ensure_assignment(gradebook: CourseGradebook, exercise, release: NotebookNode) -> Skeleton:
    """Make assignment, notebook and cells of this exercise what the released notebook says. Idempotent.

    Changed points reach marks already given, because a mark's maximum is read from its cell. A new task may
    come at any time; a task that has been marked may not go, for its marks would go with it.

    Raises:
        CourseError: a marked cell is gone from the release; nothing was changed.
    """
    with clear_errors(str(gradebook.engine.url)):
        try:
            assignment = gradebook.update_or_create_assignment(exercise.id, course_id=gradebook.course_id)
            notebook = _notebook(gradebook, exercise.id, assignment, release)
            cells = [cell for cell in release.cells if cell.metadata.get("nbgrader", {}).get("grade_id")]
            _remove_cells_that_are_gone(gradebook, exercise.id, notebook, cells)
            for cell in cells:
                _write_cell(gradebook, notebook, cell)
            gradebook.db.commit()
            skeleton = read_skeleton(gradebook, notebook)
        except BaseException:
            gradebook.db.rollback()
            raise
    gradebook.skeletons[exercise.id] = skeleton
    return skeleton


def read_skeleton(gradebook: CourseGradebook, notebook: Notebook) -> Skeleton:
    """The ids under which submissions of this notebook are filed."""
    db = gradebook.db
    return Skeleton(
        assignment_id=notebook.assignment_id,
        notebook_id=notebook.id,
        graded={cell.name: (cell.id, cell.max_score) for cell in _cells(db, GradeCell, notebook)},
        answers={cell.name: cell.id for cell in _cells(db, SolutionCell, notebook)},
    )


def _cells(db, kind, notebook):
    return db.scalars(select(kind).where(kind.notebook_id == notebook.id).order_by(kind.name)).all()


def _notebook(gradebook, exercise_id, assignment, release) -> Notebook:
    """The notebook's row; like the assignment and its only notebook it is named by the exercise."""
    kernelspec = json.dumps(release.metadata.get("kernelspec", {}))
    notebook = gradebook.db.scalars(
        select(Notebook).where(Notebook.name == exercise_id, Notebook.assignment_id == assignment.id)
    ).one_or_none()
    if notebook is None:
        notebook = Notebook(name=exercise_id, assignment=assignment, kernelspec=kernelspec)
        gradebook.db.add(notebook)
        gradebook.db.flush()
    notebook.kernelspec = kernelspec
    return notebook


def _remove_cells_that_are_gone(gradebook, exercise_id, notebook, cells) -> None:
    db = gradebook.db
    wanted = {
        GradeCell: {_name(cell) for cell in cells if utils.is_grade(cell)},
        SolutionCell: {_name(cell) for cell in cells if utils.is_solution(cell)},
        SourceCell: {_name(cell) for cell in cells},
    }
    gone = [row for kind, names in wanted.items() for row in _cells(db, kind, notebook) if row.name not in names]
    marked = db.scalar(select(SubmittedNotebook.id).where(SubmittedNotebook.notebook_id == notebook.id).limit(1))
    if marked and (lost := sorted({row.name for row in gone if isinstance(row, BaseCell)})):
        raise CourseError(
            f"solutions/{exercise_id}/exercise.toml: {', '.join(lost)} has been marked already and cannot be "
            "removed or renamed. Put it back, or begin a new gradebook."
        )
    for row in gone:
        db.delete(row)


def _write_cell(gradebook, notebook, cell: NotebookNode) -> None:
    db, name = gradebook.db, _name(cell)
    if utils.is_grade(cell):
        row = _row(db, GradeCell, name, notebook, cell_type=cell.cell_type, max_score=0.0)
        row.max_score, row.cell_type = float(cell.metadata.nbgrader["points"]), cell.cell_type
    if utils.is_solution(cell):
        _row(db, SolutionCell, name, notebook)
    row = _row(db, SourceCell, name, notebook, cell_type=cell.cell_type)
    row.cell_type, row.locked, row.source = cell.cell_type, utils.is_locked(cell), cell.source
    # computed, not copied: OverwriteCells refuses the whole class when the two disagree
    row.checksum = utils.compute_checksum(cell)


def _row(db, kind, name: str, notebook: Notebook, **first):
    row = db.scalars(select(kind).where(kind.name == name, kind.notebook_id == notebook.id)).one_or_none()
    if row is None:
        row = kind(name=name, notebook=notebook, **first)
        db.add(row)
    return row


def _name(cell: NotebookNode) -> str:
    return cell.metadata.nbgrader["grade_id"]
