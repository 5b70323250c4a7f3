"""`autograder open`: a student's notebook in a real JupyterLab, in which nothing acts on the teacher's machine."""

import contextlib
import http.server
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import kit
import nbformat
import pytest
from a_course import EXERCISE, environment

TRIES = """
import os, socket, subprocess, json
said = {{}}
def tried(name, work):
    try:
        said[name] = repr(work())
    except BaseException as error:
        said[name] = type(error).__name__
tried("host", lambda: socket.create_connection(("{host}", {port}), 3))
tried("internet", lambda: socket.create_connection(("1.1.1.1", 53), 3))
tried("course", lambda: os.listdir({course!r}))
tried("home", lambda: os.listdir("/root") + os.listdir("/home"))
tried("accounts", lambda: open("/etc/passwd").read())
tried("packages", lambda: open("/site0/torch/canary", "w"))
tried("handed_in", lambda: open("/handed-in/canary", "w"))
tried("root", lambda: os.setuid(0))
tried("namespace", lambda: __import__("ctypes").CDLL(None, use_errno=True).unshare(0x10000000))
tried("processes", lambda: sorted(int(p) for p in os.listdir("/proc") if p.isdigit())[-1] < 1000)
tried("own", lambda: open("mine.txt", "w").write("x"))
tried("torch", lambda: __import__("torch").ones(2).sum().item())
print("SAID", json.dumps(said), "END")
from IPython.display import HTML, Javascript, display
display(HTML('<img src="http://{host}:{port}/image"><p id="acted">…</p>'))
display(Javascript('''
  document.title = "ran";
  fetch("http://{host}:{port}/fetch", {{mode: "no-cors"}}).catch(() => 0);
  new Image().src = "http://{host}:{port}/script-image";
  navigator.sendBeacon("http://{host}:{port}/beacon", "x");
  try {{ new WebSocket("ws://{host}:{port}/socket"); }} catch (error) {{}}
  const form = document.createElement("form");
  form.method = "POST"; form.action = "http://{host}:{port}/form"; form.target = "elsewhere";
  document.body.append(form); form.submit();
  window.open("http://{host}:{port}/window");
  window.acted = true;
'''))
"""


TRIED_BY_SCRIPT = {"image", "fetch", "script-image", "beacon", "socket", "form"}


def asked_for(refusals: list[str], port: int) -> set[str]:
    """Paths of the canary that the browser said in the console it did not ask for."""
    return {path for text in refusals for path in re.findall(rf"127\.0\.0\.1:{port}/([\w-]+)", text)}


@contextlib.contextmanager
def canary():
    """A server on the machine's own loopback, and every path that was asked of it."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], asked
        server.shutdown()


@pytest.mark.timeout(600)
def test_nothing_of_an_opened_notebook_acts_on_the_teachers_machine(course, hand_in, page, tmp_path):
    with canary() as (port, asked):
        code = TRIES.format(host="127.0.0.1", port=port, course=str(course))
        path = hand_in("eve", {})
        short = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])  # JupyterLab draws what is in view
        short.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(short, path)
        os.symlink("/etc/passwd", path.parent / "link.txt")
        before, refusals = path.read_bytes(), []
        command = [sys.executable, "-u", "-m", "autograder", "open", EXERCISE, "eve", "--no-browser"]
        options = {"cwd": course, "env": environment(tmp_path), "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, **options) as process:
            try:
                url = process.stdout.readline().strip()
                assert re.match(r"http://127\.(?!0\.0\.1)[\d.]+:\d+/lab/tree/", url), "an address of its own"
                page.on("console", lambda message: refusals.append(message.text))
                page.goto(url, timeout=180_000)
                page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=180_000)
                assert page.locator(".jp-DirListing-item").count() == 1, "no link, nobody else's file"
                page.locator("#jp-main-statusbar", has_text="Idle").wait_for(timeout=180_000)
                page.get_by_role("menuitem", name="Run", exact=True).click()
                page.get_by_text("Run All Cells", exact=True).first.click()
                output = page.locator(".jp-OutputArea-output", has_text="SAID").first
                output.wait_for(timeout=180_000)
                said = json.loads(re.search(r"SAID (.*) END", output.inner_text(), re.S)[1].replace("\n", ""))
                page.wait_for_function("window.acted", timeout=180_000)
                kit.in_time(lambda: page.wait_for_timeout(100) or asked_for(refusals, port) >= TRIED_BY_SCRIPT)
                page.screenshot(path=tmp_path / "open.png")
                assert page.locator(".jp-toastContainer, .Toastify__toast").count() == 0, "no question about news"
                assert page.get_by_role("menuitem", name="Nbgrader").count() == 0, "no assignment is made here"
                children = kit.processes_below(process.pid)
            finally:
                process.send_signal(2)
                process.wait(300)
        refused = {
            name: words for name, words in said.items() if name not in ("processes", "own", "torch", "namespace")
        }
        assert all(re.fullmatch(r"\w*(Error|timeout)", words) for words in refused.values()), refused
        assert (said["namespace"], said["own"], said["torch"], said["processes"]) == ("-1", "1", "2.0", "True")
        assert asked == [], "the page asks for nothing outside"
    assert path.read_bytes() == before and not (path.parent / "mine.txt").exists()
    assert children
    kit.in_time(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))  # the kernel ends a whole box
    assert not list(Path("/tmp").glob("autograder-open-*/socket"))


def test_what_cannot_be_opened_is_one_line(course, hand_in):
    hand_in("ada", {})
    for student, without, words in (
        ("nobody", "", "nothing handed in"),
        ("../ada", "", "nothing handed in"),
        ("ada", "bubblewrap", "without it nothing of a student's is opened"),
    ):
        command = [sys.executable, "-m", "autograder", "open", EXERCISE, student, "--no-browser"]
        home = {**environment(course), "AUTOGRADER_WITHOUT": without}
        done = subprocess.run(command, cwd=course, env=home, capture_output=True, text=True, timeout=600)
        assert done.returncode == 2 and words in done.stderr and kit.is_one_line_with_a_next_step(done.stderr), (
            done.stderr
        )
