"""A course with one exercise in a folder of its own: answers, commands, ports."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
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


def run(*command: str, cwd: Path, **options) -> subprocess.CompletedProcess:
    """One command of the course, with this environment's programs on the path."""
    return subprocess.run(
        command, cwd=cwd, env=environment(cwd), capture_output=True, text=True, timeout=600, **options
    )


def environment(home: Path) -> dict[str, str]:
    """This environment's programs first; a home, and Jupyter's folders, away from the person's own."""
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "JUPYTER_PLATFORM_DIRS": "1",
    }


def wait_for(url: str, process: subprocess.Popen, log: Path, seconds: float = 300) -> None:
    """Until something answers there, be it with an error page."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args[0]} ended: {log.read_text(errors='replace')[-3000:]}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.3)
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
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.token=", "--ServerApp.password=", "--ServerApp.port_retries=0", "--LabApp.news_url="]
    command += [f"--ServerApp.root_dir={course}"]
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=course, env=environment(home), stdout=file, stderr=file, start_new_session=True
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/api", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(300)
