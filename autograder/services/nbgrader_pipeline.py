"""Our classes in nbgrader's pipeline: behind formgrader's buttons, and for who types `nbgrader autograde`.

    generate_assignment   CutRelease        the release that `autograder release` cuts, filed in the gradebook
    autograde             RepairingReader   any file becomes a notebook that nbgrader can take
                          MarkInTheBox      in place of Execute and SaveAutoGrades: grades as `autograder grade` does
    formgrader            NamesAsText       ids and names as text on the page of a submission
    generate_feedback     OurFeedback       our page; nbgrader's own prints tests and tracebacks

nbgrader deletes the autograded folder of a submission in which anything raises, and stops the class at a
duplicated cell. So nothing here raises for what a student handed in.
"""

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter, NotebookExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.classroom import grade, requests
from autograder.classroom.settle import settler
from autograder.collecting.roster import languages_of
from autograder.course import release
from autograder.course.course import Course, find_course
from autograder.course.release import read_release, read_translations
from autograder.errors import CourseError, SubmissionError
from autograder.language import spoken
from autograder.marking.feedback import page
from autograder.marking.shown import unreadable_notebook
from autograder.nbgrader_bridge import ensure_assignment, open_gradebook, read_settings
from autograder.nbgrader_bridge.names import as_text_in_a_submission
from autograder.records import Records
from autograder.submission.apart import bytes_from_a_child
from autograder.submission.hand_in_time import SECRET, TIMESTAMP
from autograder.submission.notebook import autograded_notebook, read_submission

OF_NBGRADER = (TIMESTAMP, SECRET)  # files that its steps read beside a notebook


nothing_filed: dict[str, str] = {}  # by student, with the reason that formgrader's button shows


class RepairingReader(NotebookExporter):
    """Reads a submission as `autograder grade` does: what nbformat refuses becomes a notebook too."""

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        converter: Any = self.parent
        if not converter._sanitizing:  # the second pass reads what the first has written
            return super().from_filename(filename, resources, **kwargs)
        course, exercise_id = _course(converter), resources["nbgrader"]["assignment"]
        released = read_release(course, exercise_id)
        path = Path(filename)
        _leave_only_ours(converter, resources)
        try:
            translations = read_translations(course, exercise_id)
            submission = read_submission(path, released, translations=[*translations.values()])
            made = bytes_from_a_child(path, lambda: release.to_bytes(autograded_notebook(submission, released)))
            notebook = nbformat.reads(made.decode(), as_version=4)
        except SubmissionError as error:
            notebook = unreadable_notebook(released, error.said)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        return self.from_notebook_node(notebook, resources, **kwargs)


class OurFeedback(HTMLExporter):
    """The student's feedback page, as it is after the marks of this moment."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        converter: Any = self.parent
        about = resources["nbgrader"]
        course, exercise_id, student = _course(converter), about["assignment"], about["student"]
        records = Records(course, exercise_id)
        record = records.read(student)
        if record is None:
            step = f"Run `autograder grade {exercise_id} --student {student}`"
            raise CourseError(f"{records.path(student)}: no record of this submission. {step}")
        with settler(course, exercise_id, about["db_url"]) as ours:
            marks = next(iter(ours.charge([student])), None)
        asked = requests.read(course, exercise_id, student)[0]
        ask_at = course.requests_url
        exercise = course.exercise(exercise_id)
        with exercise.speaking(languages_of(course, exercise)[student]):
            made = page(exercise, record, marks, course.book_in(spoken()), asked=asked, ask_at=ask_at)
        return made, {**resources, "output_extension": ".html"}


class NamesAsText(NbGraderPreprocessor):
    """On formgrader's page of a submission: ids and names of students are text, whatever signs they hold."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        as_text_in_a_submission(resources)
        return nb, resources


class MarkInTheBox(NbGraderPreprocessor):
    """Marks and files the submission; nbgrader then writes the notebook that `autograder grade` has written."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        converter, about = self.parent.parent, resources["nbgrader"]
        course, exercise_id, student = _course(converter), about["assignment"], about["student"]
        change = grade.grade_one(course, exercise_id, student, about["db_url"])
        if change.problem:
            self.log.error("%s: not graded: %s; the old mark stays", student, change.problem)
        if change.after is None:  # raising would delete the notebook that formgrader shows
            nothing_filed[student] = f"{student}: not graded: {change.problem}; the old mark stays"
            return nb, resources
        made = nbformat.read(grade.autograded_path(course, exercise_id, student), as_version=4)
        _keep_checksums(made, nb)
        return made, resources


class CutRelease(NbGraderPreprocessor):
    """`nbgrader generate_assignment`: the bytes of `autograder release`, the skeleton in the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        converter = self.parent.parent
        exercise = _course(converter).exercise(resources["nbgrader"]["assignment"])
        cut = nbformat.reads(release.to_bytes(release.cut(exercise).release).decode(), as_version=4)
        coursedir = converter.coursedir
        with open_gradebook(coursedir.db_url, coursedir.course_id or "default_course") as gradebook:
            ensure_assignment(gradebook, exercise, cut)
        return cut, resources


def register_exercise(assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's hook before a submission: the gradebook learns an exercise that nobody has generated."""
    course = find_course(Path.cwd(), given=True)
    settings = read_settings(course.root)
    with open_gradebook(settings.db_url, settings.course_id) as gradebook:
        ensure_assignment(gradebook, course.exercise(assignment), read_release(course, assignment))


def _course(converter: Any) -> Course:
    return find_course(Path(converter.coursedir.root), given=True)


def _leave_only_ours(converter: Any, resources: Any) -> None:
    """Take away what nbgrader has copied from the student's folder: formgrader would serve it as a page of its own."""
    coursedir, about = converter.coursedir, resources["nbgrader"]
    made = Path(coursedir.format_path(coursedir.autograded_directory, about["student"], about["assignment"]))
    given = Path(coursedir.format_path(coursedir.source_directory, ".", about["assignment"]))
    for path in [*made.rglob("*")]:
        kept = path.parent == made and (path.suffix == ".ipynb" or path.name in OF_NBGRADER)
        if (path.is_symlink() or not path.is_dir()) and not kept and not (given / path.relative_to(made)).is_file():
            path.unlink()


def _keep_checksums(made: NotebookNode, given: NotebookNode) -> None:
    """nbgrader has put checksums into the cells of the notebook that it gave us; later steps read them."""
    frame = {cell.metadata.nbgrader.get("grade_id"): cell for cell in given.cells if "nbgrader" in cell.metadata}
    for cell in made.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in frame:
            cell.metadata.nbgrader = frame[grade_id].metadata.nbgrader
