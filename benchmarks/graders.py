"""The graders that are compared, each as a function: a class in, seconds, memory and marks out."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat

from benchmarks.direct import POINTS
from benchmarks.school import EXERCISE, checking, hand_in, with_hidden_tests

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Run:
    """One run of one grader over one class."""

    grader: str
    count: int
    seconds: float
    cpu: float  # seconds of processor time, of the command and all its children
    peak_mb: float  # of the command and all its children together
    marks: dict[str, float]  # without the question in words


class Unavailable(Exception):
    """The grader cannot be run here; the text says why."""


def environment() -> dict[str, str]:
    """Ours, with the environment's programs first and bytecode allowed: people run graders that way."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PATH": f"{BIN}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


@dataclass(frozen=True)
class Used:
    """What one command took, with all its children."""

    seconds: float
    cpu: float
    peak_mb: float


def timed(command: list[str], folder: Path, log: Path) -> Used:
    """Run a command and see what it takes. Raises Unavailable when it fails."""
    family = Family()
    start = time.perf_counter()
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=out, stderr=out)
        watcher = threading.Thread(target=family.watch, args=(process,))
        watcher.start()
        status = process.wait()
        seconds = time.perf_counter() - start
        watcher.join()
    if status not in (0, 1):
        raise Unavailable(f"{Path(command[0]).name} ended with {status}; see {log.name}")
    return Used(seconds, family.cpu(), family.peak_mb)


class Family:
    """A process and its descendants, looked at four times a second.

    Not getrusage: it leaves out what a process took that was killed with its namespace, as our boxes are.
    """

    def __init__(self) -> None:
        self.peak_mb = 0.0  # pages that they share counted for each (PSS would be slow to read)
        self._parent: dict[int, int] = {}
        self._own: dict[int, int] = {}  # clock ticks
        self._reaped: dict[int, int] = {}  # of children that it waited for
        self._alive: set[int] = set()

    def watch(self, process: subprocess.Popen) -> None:
        while process.poll() is None:
            self._look(process.pid)
            time.sleep(0.25)

    def _look(self, root: int) -> None:
        seen: dict[int, list[int]] = {}
        for entry in os.scandir("/proc"):
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                    seen[int(entry.name)] = [int(fields[i]) for i in (1, 11, 12, 13, 14, 21)]
        family, grown = {root}, True
        while grown:
            more = {pid for pid, values in seen.items() if values[0] in family} - family
            family |= more
            grown = bool(more)
        self._alive = family & seen.keys()
        for pid in self._alive:
            parent, user, system, child_user, child_system, _ = seen[pid]
            self._parent[pid], self._own[pid], self._reaped[pid] = parent, user + system, child_user + child_system
        self.peak_mb = max(self.peak_mb, sum(seen[pid][5] for pid in self._alive) * PAGE / 1e6)

    def cpu(self) -> float:
        """Seconds of processor time of all that were seen, and of those that came and went unseen."""
        total = sum(self._own.values())
        for pid, reaped in self._reaped.items():
            gone = [child for child, parent in self._parent.items() if parent == pid and child not in self._alive]
            total += max(0, reaped - sum(self._own[child] + self._reaped[child] for child in gone))
        return total / os.sysconf("SC_CLK_TCK")


def release() -> nbformat.NotebookNode:
    return nbformat.read(ROOT / "exercises" / EXERCISE / f"{EXERCISE}.ipynb", as_version=4)


def ours(people: dict[str, str], work: Path, jobs: int, also: Callable[[Path], None] | None = None) -> Run:
    """`autograder grade` in a course of its own: gradebook, autograded notebooks, feedback, records.

    `also` hands in more, into the folder it is given.
    """
    course = _fresh(work / f"ours-{jobs}-{len(people)}")
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name / EXERCISE, course / name / EXERCISE)
    shutil.copy(ROOT / "solutions/beliefs.toml", course / "solutions")
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, course)
    hand_in(people, course / "classroom" / "submitted")
    if also:
        also(course / "classroom" / "submitted")
    command = [sys.executable, "-m", "autograder", "grade", EXERCISE, "--jobs", str(jobs)]
    used = timed(command, course, work / "ours.log")
    name = f"ours, {jobs} worker{'s' * (jobs > 1)}"
    return Run(name, len(people), used.seconds, used.cpu, used.peak_mb, _gradebook(course / "classroom"))


def nbgrader(people: dict[str, str], work: Path) -> Run:
    """Stock `nbgrader autograde`, one process, hidden tests in its own cells as people write them."""
    course = _fresh(work / f"nbgrader-{len(people)}")
    (course / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.root = {str(course)!r}\n")
    source = course / "source" / EXERCISE
    source.mkdir(parents=True)
    nbformat.write(with_hidden_tests(release()), source / f"{EXERCISE}.ipynb")
    program = [str(BIN / "nbgrader")]
    timed([*program, "generate_assignment", EXERCISE, "--create"], course, work / "nbgrader.log")
    hand_in(people, course / "submitted")
    used = timed([*program, "autograde", EXERCISE], course, work / "nbgrader.log")
    return Run("nbgrader autograde", len(people), used.seconds, used.cpu, used.peak_mb, _gradebook(course))


def limit(people: dict[str, str], work: Path) -> Run:
    """The same cells and tests in one warm process (see `direct`); its start is not counted."""
    return _direct("warm, unprotected", people, work)


def walled(people: dict[str, str], work: Path) -> Run:
    """The same from the same process through the real box: the wall alone, nothing is filed."""
    return _direct("warm, behind the wall", people, work, "--wall")


def _direct(name: str, people: dict[str, str], work: Path, *options: str) -> Run:
    folder = _fresh(work / f"direct-{len(people)}")
    hand_in(people, folder)
    command = [sys.executable, "-m", "benchmarks.direct", str(folder), *options]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=True)
    result = json.loads(done.stdout.splitlines()[-1])
    return Run(name, len(people), result["seconds"], result["cpu"], 0.0, result["marks"])


def otter(people: dict[str, str], work: Path) -> Run:
    """`otter run`, one submission after the other, as its autograder does in a container."""
    program = otter_program()
    folder = _fresh(work / f"otter-{len(people)}")
    tests = folder / "tests"
    tests.mkdir()
    for task, points in POINTS.items():
        code = "".join(f">>> {line}\n" for line in checking(task).split("\n"))
        case = {"code": code, "hidden": False, "locked": False}
        suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
        test = {"name": task, "points": points, "suites": [suite]}
        (tests / f"{task}.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n")
    log = work / "otter.log"
    archive = folder / "autograder.zip"
    timed([program, "generate", "-t", str(tests), "-o", str(archive), "--no-environment"], folder, log)
    seconds, cpu, peak, marks = 0.0, 0.0, 0.0, {}
    for student, text in people.items():
        place = folder / student
        place.mkdir()
        (place / f"{EXERCISE}.ipynb").write_text(text, encoding="utf-8")
        command = [program, "run", "-a", str(archive), "-o", str(place), str(place / f"{EXERCISE}.ipynb")]
        used = timed(command, place, log)
        seconds, cpu, peak = seconds + used.seconds, cpu + used.cpu, max(peak, used.peak_mb)
        if not (place / "results.json").exists():
            raise Unavailable(f"otter wrote no results; see {log.name}")
        results = json.loads((place / "results.json").read_text())
        marks[student] = sum(test.get("score", 0.0) for test in results["tests"] if "Public" not in test["name"])
    return Run("otter run", len(people), seconds, cpu, peak, marks)


def otter_program() -> str:
    """otter in an environment of its own under build/, which sees the course's torch and d2l."""
    home = ROOT / "build" / "otter-venv"
    program = home / "bin" / "otter"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        packages = next((home / "lib").glob("python3*")) / "site-packages"
        ours_too = next((Path(sys.prefix) / "lib").glob("python3*")) / "site-packages"
        line = f"import site; site.addsitedir({str(ours_too)!r})\n"  # so that .pth files there count too
        (packages / "zz_course.pth").write_text(line)  # last: its own packages come first
        command = [
            str(home / "bin" / "pip"),
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "otter-grader==7.0.0",
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode or not program.exists():
            shutil.rmtree(home)
            raise Unavailable("otter-grader could not be installed: " + (done.stderr.strip().splitlines() or ["?"])[-1])
    return str(program)


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _gradebook(folder: Path) -> dict[str, float]:
    """Marks of the two tasks from nbgrader's tables."""
    query = """
        select submitted_assignment.student_id, sum(coalesce(grade.auto_score, 0))
        from grade join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        join base_cell on grade.cell_id = base_cell.id
        where base_cell.name like 'test_%' group by 1
    """
    with sqlite3.connect(folder / "gradebook.db") as db:
        return dict(db.execute(query).fetchall())
