"""A course with one exercise in a folder of its own: answers, commands, ports."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import warm
from kit import EXERCISE, ROOT, answer, free_port

COURSE = (
    *("_config.yml", "nbgrader_config.py", "requirements.txt", "exercises"),
    *(f"solutions/{EXERCISE}", "solutions/beliefs.toml", "autograder"),
)

RIGHT = {
    "corr2d_multi_in_out": answer("seed_first").rstrip(),
    "corr2d_multi_in_out_vectorized": answer("einsum_second").rstrip(),
    "why_all_inputs": "Because a filter has one slice for each input channel and the partial sums are added.",
}
WRONG_AXIS = {**RIGHT, "corr2d_multi_in_out": RIGHT["corr2d_multi_in_out"].replace(", 0)", ", -1)")}


def answered(course: Path, answers: dict[str, str]) -> nbformat.NotebookNode:
    """The released notebook with these sources in its answer cells."""
    notebook = nbformat.read(course / "exercises" / EXERCISE / f"{EXERCISE}.ipynb", as_version=4)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(grade_id, cell.source)
    return notebook


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess:
    """One command of the course, with this environment's programs on the path; `nbgrader` finds its imports done."""
    own = environment(cwd)
    if command[0] == "nbgrader":
        return warm.run("nbgrader", command[1:], cwd=cwd, environment=own, timeout=600)
    return subprocess.run(command, cwd=cwd, env=own, capture_output=True, text=True, timeout=600)


def environment(home: Path) -> dict[str, str]:
    """This environment's programs first; a home, and Jupyter's folders, away from the person's own."""
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "JUPYTER_PLATFORM_DIRS": "1",
    }


def wait_for(url: str, has_ended: Callable[[], bool], log: Path, seconds: float = 300) -> None:
    """Until something answers there, be it with an error page."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if has_ended():
            raise RuntimeError(f"the server of {url} ended: {log.read_text(errors='replace')[-3000:]}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"nothing at {url}: {log.read_text(errors='replace')[-3000:]}")


@contextlib.contextmanager
def tab_of_its_own(browser):
    """A tab that shares no cookies and no storage with others: as of another person, on another machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(180_000)  # milliseconds; a busy machine takes long
    yield context.new_page()
    context.close()


@contextlib.contextmanager
def served(course: Path, home: Path, port: int | None = None) -> Iterator[str]:
    """A Jupyter server with nbgrader's extensions in the course's folder; the address of its first page."""
    port = port or free_port()
    log = home / f"jupyter-{port}.log"
    options = ["--no-browser", "--allow-root", f"--port={port}", f"--ServerApp.root_dir={course}"]
    options += ["--ServerApp.token=", "--ServerApp.password=", "--ServerApp.port_retries=0", "--LabApp.news_url="]
    lab = home / ".config/jupyter/lab"  # the class LabApp has looked for a home when it was imported
    options += [f"--LabApp.user_settings_dir={lab}/user-settings", f"--LabApp.workspaces_dir={lab}/workspaces"]
    with log.open("wb") as file, open(os.devnull, "rb") as nothing:
        files = [nothing.fileno(), file.fileno(), file.fileno()]
        server = warm.fork("jupyterlab", options, cwd=course, environment=environment(home), files=files, server=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/api", lambda: server.status(0) is not None, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        assert server.status(300) is not None, "the server does not end"
        server.close()
