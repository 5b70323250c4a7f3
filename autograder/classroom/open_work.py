"""`autograder open`: a student's work in JupyterLab, on a copy of their own files, in a box without network."""

from __future__ import annotations

import asyncio
import secrets
import signal
import subprocess
import sys
import webbrowser
from pathlib import Path
from urllib.parse import quote

from autograder.course.course import Course
from autograder.errors import CourseError, SubmissionError, WrongUse
from autograder.submission.notebook import find_submission
from autograder.submission.reading import shown
from autograder.terminal import console
from autograder.wall import lab
from autograder.wall.lab_gate import Gate


def run(course: Course, exercise_id: str, student: str, *, browser: bool = True) -> int:
    """The command: serve until it is stopped."""
    exercise = course.exercise(exercise_id)
    folder = course.classroom / "submitted" / student / exercise_id
    if student in ("", ".", "..") or "/" in student or folder.is_symlink() or not folder.is_dir():
        raise WrongUse(f"classroom/submitted/{shown(student)}/{exercise_id}: nothing handed in. Look at the id")
    try:
        path, _ = find_submission(folder, exercise.id)
        start = path.relative_to(folder).as_posix()
    except SubmissionError:  # whatever it is, the folder can be looked at
        start = ""
    token = secrets.token_urlsafe(24)
    for ending in (signal.SIGINT, signal.SIGTERM):  # however this command ends, nothing stays behind
        signal.signal(ending, signal.default_int_handler)
    with lab.started(folder, course.released_data(exercise_id), token) as (box, process):
        try:
            return asyncio.run(_serve(box, process, f"/lab/tree/{quote(start)}?token={token}", browser))
        except KeyboardInterrupt:
            console().print("closed; what was handed in is as it was")
            return 0


async def _serve(box: Path, process: subprocess.Popen, page: str, browser: bool) -> int:
    gate = Gate(box)
    server = await gate.open()
    try:
        console().print(f"http://{gate.host}{page}", markup=False, soft_wrap=True)
        line = "A copy, in a box without network; nothing is kept. Ctrl-C closes it"
        console().print(line, markup=False, soft_wrap=True)
        if browser and sys.stdout.isatty():
            webbrowser.open(f"http://{gate.host}{page}")
        while process.poll() is None:
            await asyncio.sleep(0.5)
    finally:
        server.close()  # no `async with`: from Python 3.12 on it would wait until the browser has left
    said = box.with_name("said").read_text(encoding="utf-8", errors="replace").strip()[-300:]
    raise CourseError(f"JupyterLab in the box has ended: {said or 'no word from it'}. Ask `autograder doctor`")
