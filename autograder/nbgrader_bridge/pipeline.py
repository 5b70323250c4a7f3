"""Our classes in nbgrader's pipeline: behind formgrader's buttons, and for who types `nbgrader autograde`.

    generate_assignment   CutRelease        the release that `autograder release` cuts, filed in the gradebook
    autograde             RepairingReader   any file becomes a notebook that nbgrader can take
                          MarkInTheBox      in place of Execute: marks behind the wall, fills the outputs
                          FileMarks         in place of SaveAutoGrades: one commit, as `autograder grade`
    generate_feedback     OurFeedback       our page (feedback.py); nbgrader's own prints tests and tracebacks

nbgrader deletes the autograded folder of a submission in which anything raises, and stops the class at a
duplicated cell. So nothing here raises for what a student handed in.
"""

import atexit
import weakref
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course import release
from autograder.course.exercise import Course, Exercise, find_course
from autograder.course.release import read_release
from autograder.errors import OurFault, SubmissionError
from autograder.marking import single
from autograder.marking.mark import Marked, Marker
from autograder.marking.shown import marked_notebook, unreadable_notebook, with_marks
from autograder.nbgrader_bridge.assignment import ensure_assignment
from autograder.nbgrader_bridge.class_marks import marks
from autograder.nbgrader_bridge.database import open_gradebook
from autograder.nbgrader_bridge.settings import read_settings
from autograder.nbgrader_bridge.submission import write_submission
from autograder.records import Records, exercise_fingerprint, submission_fingerprint
from autograder.submission.hand_in_time import read_time
from autograder.submission.notebook import Submission, autograded_notebook, find_submission, read_submission
from autograder.verdict import Record
from autograder.wall.box import Box


class Engine:
    """One exercise ready to mark, for as long as one press of the button or one command lasts."""

    _of_converter: "weakref.WeakKeyDictionary[Any, dict[str, Engine]]" = weakref.WeakKeyDictionary()

    def __init__(self, course: Course, exercise: Exercise):
        self.course, self.exercise = course, exercise
        self.marker = Marker(exercise)
        self.release = read_release(course, exercise.id)

    @classmethod
    def of(cls, converter: Any, resources: Any) -> "Engine":
        """The engine of a run of nbgrader's converter, made at its first submission."""
        exercise_id = resources["nbgrader"]["assignment"]
        engines = cls._of_converter.setdefault(converter, {})
        if exercise_id not in engines:
            course = find_course(Path(converter.coursedir.root), given=True)
            engines[exercise_id] = cls(course, course.exercise(exercise_id))
        return engines[exercise_id]


@cache
def the_box() -> Box:
    """The one box of this process. It knows no exercise, so formgrader's next press finds it warm."""
    box = single.open_box()
    atexit.register(box.close)
    return box


def folder_of(converter: Any, resources: Any) -> Path:
    """The student's submitted folder."""
    coursedir, about = converter.coursedir, resources["nbgrader"]
    return Path(coursedir.format_path(coursedir.submitted_directory, about["student"], about["assignment"]))


class RepairingReader(NotebookExporter):
    """Reads a submission as `autograder grade` does: what nbformat refuses becomes a notebook too."""

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        converter: Any = self.parent
        if not converter._sanitizing:  # the second pass reads what the first has written
            return super().from_filename(filename, resources, **kwargs)
        engine = Engine.of(converter, resources)
        try:
            submission = read_submission(Path(filename), engine.release)
            notebook = autograded_notebook(submission, engine.release)
        except SubmissionError as error:
            notebook = unreadable_notebook(engine.release, str(error))
        name = Path(filename)
        resources["metadata"] = {"name": name.stem, "path": str(name.parent)}
        return self.from_notebook_node(notebook, resources, **kwargs)


class MarkInTheBox(NbGraderPreprocessor):
    """In place of Execute: marks the submitted file behind the wall and shows outputs, marks and words."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        engine = Engine.of(self.parent.parent, resources)
        student, folder = resources["nbgrader"]["student"], folder_of(self.parent.parent, resources)
        try:
            path, notes = find_submission(folder, engine.exercise.id)
            submission = read_submission(path, engine.release)
        except SubmissionError as error:
            record = single.unreadable(engine.exercise, str(error), student=student)
            made = with_marks(nb, record)
        else:
            marked = _mark(engine, submission, student, notes)
            record = marked.record
            old_marks = _old_marks(record, resources)
            made = marked_notebook(submission, engine.release, record, marked.outcomes, old_marks)
            _keep_checksums(made, nb)
        resources["nbgrader"]["record"] = record
        return made, resources


class FileMarks(NbGraderPreprocessor):
    """In place of SaveAutoGrades: files the record as `autograder grade` does, in one commit."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        engine, about = Engine.of(self.parent.parent, resources), resources["nbgrader"]
        course_id = self.parent.parent.coursedir.course_id or "default_course"
        with open_gradebook(about["db_url"], course_id) as gradebook:
            ensure_assignment(gradebook, engine.exercise, engine.release)
            write_submission(
                gradebook,
                engine.exercise,
                about["student"],
                about["record"],
                nb,
                submitted_at=read_time(folder_of(self.parent.parent, resources)),
            )
        self._keep_record(engine, about["record"], folder_of(self.parent.parent, resources))
        return nb, resources

    @staticmethod
    def _keep_record(engine: Engine, record: Record, folder: Path) -> None:
        """Beside the gradebook, where reports, feedback and regrades look; `grade` then skips the same bytes."""
        if not record.graded:
            return
        fingerprint = replace(exercise_fingerprint(engine.exercise), submission=submission_fingerprint(folder))
        Records(engine.course, engine.exercise.id).write(replace(record, fingerprint=fingerprint))


class CutRelease(NbGraderPreprocessor):
    """`nbgrader generate_assignment`: the bytes of `autograder release`, the skeleton in the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        coursedir = self.parent.parent.coursedir
        exercise = find_course(Path(coursedir.root), given=True).exercise(resources["nbgrader"]["assignment"])
        cut = nbformat.reads(release.to_bytes(release.cut(exercise).release).decode(), as_version=4)
        with open_gradebook(coursedir.db_url, coursedir.course_id or "default_course") as gradebook:
            ensure_assignment(gradebook, exercise, cut)
        return cut, resources


def register_exercise(assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's hook before a submission: the gradebook learns an exercise that nobody has generated."""
    course = find_course(Path.cwd(), given=True)
    settings = read_settings(course.root)
    with open_gradebook(settings.db_url, settings.course_id) as gradebook:
        ensure_assignment(gradebook, course.exercise(assignment), read_release(course, assignment))


def _mark(engine: Engine, submission: Submission, student: str, notes: list[str]) -> Marked:
    try:
        return single.mark_submission(engine.marker, submission, the_box(), student=student, notes=tuple(notes))
    except OurFault:
        the_box().close()
        the_box.cache_clear()
        raise


def _old_marks(record: Record, resources: Any) -> dict[str, float]:
    """What the tasks that could not be graded have in the gradebook."""
    if record.graded:
        return {}
    about = resources["nbgrader"]
    with open_gradebook(about["db_url"]) as gradebook:
        rows = [row for row in marks(gradebook, about["assignment"]) if row.student == about["student"]]
    return {task.name: task.auto or 0.0 for row in rows for task in row.tasks}


def _keep_checksums(made: NotebookNode, given: NotebookNode) -> None:
    """nbgrader has put checksums into the cells of the notebook that it gave us; later steps read them."""
    frame = {cell.metadata.nbgrader.get("grade_id"): cell for cell in given.cells if "nbgrader" in cell.metadata}
    for cell in made.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in frame:
            cell.metadata.nbgrader = frame[grade_id].metadata.nbgrader
