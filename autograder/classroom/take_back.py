"""`autograder history --take-back`: the marks that a run of `grade` has changed are again what they were before it.

Marks by hand stay, as they do in every regrade. Who has been marked anew since, or has handed in another file, keeps
what is there and is named. Taking back is a run as well: it is in the history and can be taken back itself.
"""

from __future__ import annotations

import nbformat

from autograder import nbgrader_bridge
from autograder.classroom.grade import autograded_path, only_run
from autograder.classroom.history import Because, Cause, Entry
from autograder.classroom.one_student import costs_one
from autograder.classroom.settle import Settler, tell_lost
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.course.release import read_release, to_bytes
from autograder.errors import WrongUse
from autograder.files import write_atomically
from autograder.marking.shown import with_marks
from autograder.records import Records
from autograder.submission.reading import shown
from autograder.terminal import console
from autograder.verdict import Record, Verdict
from autograder.words import points

LAST = "last"


def run(course: Course, exercise_id: str, wanted: str, student: str | None, db_url: str | None = None) -> int:
    """The command: take the run back, say what moved for whom; 1 where somebody's marks were left as they are."""
    exercise = course.exercise(exercise_id)
    settings = nbgrader_bridge.read_settings(course.root)
    url = db_url or settings.db_url
    with only_run(course), nbgrader_bridge.open_gradebook(url, settings.course_id) as gradebook:
        nbgrader_bridge.ensure_assignment(gradebook, exercise, read_release(course, exercise_id))
        work = _TakingBack(course, exercise, gradebook, settings)
        run_id = work.find(wanted)
        for one in work.changed_by(run_id):
            if student in (None, one):
                with costs_one(f"classroom/records/{shown(one)}/{exercise_id}", work.left.append):
                    work.one(one, run_id)
    out = console()
    for line in work.moved:
        out.print(line, markup=False, soft_wrap=True)
    who = (
        "1 student has the earlier marks" if len(work.moved) == 1 else f"{len(work.moved)} students have earlier marks"
    )
    out.print(f"The run of {run_id}: {who} the earlier marks again.", soft_wrap=True)
    if work.moved:
        line = f"`autograder grade {exercise_id}` marks them anew: put the exercise right first. Back: --take-back"
        out.print(line, style="dim", markup=False, soft_wrap=True)
    return tell_lost([*work.left, *work.settler.lost])


class _TakingBack:
    """Takes back one run, student by student."""

    def __init__(self, course: Course, exercise: Exercise, gradebook, settings):
        self._course, self._exercise, self._gradebook = course, exercise, gradebook
        self._records = Records(course, exercise.id)
        self.settler = Settler(course, exercise, gradebook, settings)
        self._time = self.settler.history.new_run()
        self.moved: list[str] = []  # what changed, one line a student
        self.left: list[str] = []  # who keeps what is there, and why

    def find(self, wanted: str) -> str:
        """The run of this name, or the last one that has changed marks."""
        history = self.settler.history
        orders = [[e.run for e in history.read(who).entries if e.run] for who in history.students()]
        runs = {run for run in {run for order in orders for run in order} if self.changed_by(run)}
        if not runs:
            raise WrongUse(f"{self._exercise.id}: no run has changed a mark that was there. Nothing to take back")
        if wanted != LAST and wanted not in runs:
            raise WrongUse(f"--take-back {wanted}: no such run. There are: {', '.join(sorted(runs))}")
        return _latest(runs, orders) if wanted == LAST else wanted

    def changed_by(self, run: str) -> list[str]:
        """The students of whom this run has replaced a record."""
        return self._records.replaced_by(run)

    def one(self, student: str, run: str) -> None:
        old, now = self._records.read_older(student, run), self._records.read(student)
        after = _after(self._entries(student), run)
        if old is None or now is None:
            self.left.append(f"{shown(student)}: the earlier record cannot be read. `autograder grade` marks it again")
        elif after:
            self.left.append(f"{shown(student)}: marked again since, on {after[-1].run}. Take that run back first")
        elif old.fingerprint.submission != now.fingerprint.submission:
            self.left.append(f"{shown(student)}: has handed in another file since, whose marks stay")
        else:
            self._put_back(student, old, now, run)

    def _entries(self, student: str) -> tuple[Entry, ...]:
        return self.settler.history.read(student).entries

    def _put_back(self, student: str, old: Record, now: Record, run: str) -> None:
        (before,) = self.settler.settle([student])  # what was changed by hand since comes into the history first
        nbgrader_bridge.write_submission(
            self._gradebook, self._exercise, student, old, (), tasks={task.task for task in old.tasks}
        )
        path = autograded_path(self._course, self._exercise.id, student)
        if path.exists():
            write_atomically(path, to_bytes(with_marks(nbformat.read(path, as_version=4), old)))
        self._records.keep_older(now, self._time)
        self._records.write(old)
        (marks,) = self.settler.settle(
            [student], because=Because(Cause.TAKEN_BACK, f"the run of {run}", run=self._time)
        )
        names = [t.task for t in old.tasks if t.verdict is not Verdict.NOT_GRADED]
        was, new = ({t.name: points(t.score) for t in each.tasks} for each in (before, marks))
        parts = ", ".join(f"{name} {was[name]} → {new[name]}" for name in names if was.get(name) != new.get(name))
        line = f"taken back: {shown(student)}: {points(before.score)} → {points(marks.score)}"
        self.moved.append(line + (f": {parts}" if parts else ""))


def _latest(runs: set[str], orders: list[list[str]]) -> str:
    """The run that no other one follows in any log. Times decide only between those, for a clock may be set back."""
    followed = {run for order in orders for at, run in enumerate(order) if {*order[at + 1 :]} & runs - {run}}
    return max(runs - followed or runs)


def _after(entries: tuple[Entry, ...], run: str) -> list[Entry]:
    """What later runs did; by time where the log has no line of this one."""
    places = [at for at, entry in enumerate(entries) if entry.run == run]
    if places:
        return [entry for entry in entries[places[-1] + 1 :] if entry.run not in ("", run)]
    return [entry for entry in entries if entry.run > run]
