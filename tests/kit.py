"""What several tests share: the course, the seed's code, and the real command."""

import concurrent.futures
import contextlib
import fcntl
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
import warm

from autograder.course.course import Course
from autograder.wall.box import Box
from autograder.workers import pool, worker

ROOT = Path(__file__).resolve().parent.parent
EXERCISE = "ex02_multi_output"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
FIRST, SECOND = "corr2d_multi_in_out", "corr2d_multi_in_out_vectorized"


@contextlib.contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """Among the processes of a test run: what they share under build/ is made by one of them."""
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build" / f".{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def sqlite_open(path: Path | str) -> Iterator[sqlite3.Connection]:
    """The tables in this file: what was changed is kept, and the file is closed."""
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        yield connection


def processes_below(pid: int) -> list[int]:
    """Every descendant of this process."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError):  # it has just ended
                parents[int(name)] = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
    found, new = set(), {pid}
    while new:
        new = {pid for pid, parent in parents.items() if parent in new} - found
        found |= new
    return sorted(found)


def in_time(look: Callable[[], object], seconds: float = 300, every: float = 0.02) -> object:
    """Look again and again until there is something to see, and return it; a busy machine takes long."""
    end = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < end, f"nothing to see after {seconds} seconds"
        time.sleep(every)
    return seen


STILL = """() => new Promise(done => {
    const shown = () => [scrollX, scrollY, document.documentElement.scrollWidth, document.body.scrollHeight].join();
    const look = (before, frames) => frames === 6 ? done() : requestAnimationFrame(() => {
        const now = shown();
        look(now, now === before ? frames + 1 : 0);
    });
    look(shown(), 0);
})"""


def settle(tab) -> None:
    """Wait until a page has drawn six frames without scrolling or changing its size."""
    tab.evaluate(STILL)


def timers_fire(tab, milliseconds: int) -> None:
    """Wait by the page's own clock until every timer that it had set for at most so long has gone off.

    Timers of a page go off in their order, so this holds however busy the machine is.
    """
    tab.evaluate("milliseconds => new Promise(done => setTimeout(done, milliseconds))", milliseconds)


def answer(name: str, exercise: str = EXERCISE) -> str:
    """Right code for tests to hand in: `right_answers/parts/<name>.py`. It is kept under solutions/ alone."""
    return (ROOT / "solutions" / exercise / "right_answers" / "parts" / f"{name}.py").read_text(encoding="utf-8")


def with_answers(program: str) -> str:
    """A program of the tests, with the right code in the place of each line `# solutions: <name>`."""
    return re.sub(r"^# solutions: (\w+)\n", lambda line: answer(line[1]), program, flags=re.M)


def solution(task: str) -> str:
    """The function of the exercise's own solution, as students would write it."""
    notebook = (ROOT / "solutions" / EXERCISE / "notebook.py").read_text(encoding="utf-8")
    cell = notebook.partition(f'# %% answer="{task}"\n')[2].partition("\n# %%")[0].strip()
    return re.sub(r'^    (?:### (?:BEGIN|END) SOLUTION|""".*""")\n?', "", cell, flags=re.M).rstrip()


SEED_FIRST, EINSUM_SECOND = answer("seed_first"), answer("einsum_second")  # the post's own code; one line of einsum
RIGHT = SEED_FIRST + "\n" + EINSUM_SECOND
LAST_AXIS = RIGHT.replace("for k in K], 0)", "for k in K], dim=-1)")


def copy_exercise(exercise_id: str, root: Path, ignore=None) -> Path:
    """Copy an exercise, and the texts that exercises share, into the `solutions/` of another course; its folder."""
    folder = root / "solutions" / exercise_id
    shutil.copytree(ROOT / "solutions" / exercise_id, folder, ignore=ignore or shutil.ignore_patterns("__pycache__"))
    for shared in ("beliefs.toml", "words.zh_CN.po"):
        shutil.copy(ROOT / "solutions" / shared, folder.parent)
    return folder


def small_course(root: Path) -> Course:
    """A course of its own with the second exercise, in a folder that may be written to."""
    root.mkdir(exist_ok=True)
    for part in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(ROOT / part, root)
    copy_exercise(EXERCISE, root)
    for language in ("", "zh"):
        shutil.copytree(ROOT / "exercises" / language / EXERCISE, root / "exercises" / language / EXERCISE)
    return Course(root)


def mark_in_a_thread(box: Box, patch) -> None:
    """Let `grade` mark in a thread of this process with this box."""

    def use_the_box():
        worker._state.box = box

    @contextlib.contextmanager
    def executor(submissions, jobs, cluster, data=None):
        with concurrent.futures.ThreadPoolExecutor(1, initializer=use_the_box) as one:
            yield one, 1

    patch.setattr(pool, "executor", executor)


def command(
    *arguments: object, cwd: Path = ROOT, timeout: float = 600, input: str = "", cold: bool = False
) -> subprocess.CompletedProcess:
    """The real `autograder`, in a process of its own: a fork that has its imports (`warm`), or `cold` a new one.

    A changed environment and a run that counts lines get a new one too.
    """
    line, own = list(map(str, arguments)), environment()
    if not cold and warm.alike(own):
        return warm.run("autograder", line, cwd=cwd, environment=own, timeout=timeout, stdin=input)
    return subprocess.run(
        [sys.executable, "-m", "autograder", *line],
        cwd=cwd, env=own, capture_output=True, text=True, timeout=timeout, input=input,
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment() -> dict[str, str]:
    """This environment, with its programs first and no colours."""
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }


def is_one_line_with_a_next_step(text: str) -> bool:
    """`autograder: file: rule. next step`, and nothing else."""
    return re.fullmatch(r"autograder: [^\n]+?: [^\n]+\. [A-Z`][^\n]+\n", text) is not None


def tensor(value: dict) -> torch.Tensor:
    """A tensor of a counterexample's JSON."""
    return torch.tensor(value["values"], dtype=getattr(torch, value["dtype"])).reshape(value["shape"])


def numbers_in(value: object) -> int:
    """How many numbers an argument of a counterexample holds."""
    if isinstance(value, dict):
        return numbers_in(value["values"])
    return sum(map(numbers_in, value)) if isinstance(value, list) else 1
