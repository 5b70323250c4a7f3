"""The hub of deploy/jupyterhub: release, fetch, submit, collect, grade, feedback, with two students who stay apart."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from a_course import EXERCISE, RIGHT, ROOT, WRONG_AXIS, environment, free_port, wait_for
from kit import in_time, settle

COURSE_ID = "channel-by-channel"
START = ROOT / "deploy" / "jupyterhub" / "start.py"
SPY = """
import glob, os, sqlite3
seen = []
for place in ("/home/*/*", "/home/*/course/solutions/*", "/home/*/course/classroom/*", "/srv/hub/*",
              "/srv/exchange/*/inbound/*", "/srv/exchange/*/feedback/*", "/home/*/.jupyter/*", "ROOT/solutions/*"):
    seen += [path for path in glob.glob(place) if not path.startswith(os.path.expanduser("~"))]
for path in ("/home/teacher/course/classroom/gradebook.db", "/srv/hub/hub.db"):
    try:
        sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("select * from sqlite_master").fetchall()
        seen.append(path)
    except sqlite3.OperationalError:
        pass
for pid in filter(str.isdigit, os.listdir("/proc")):
    try:
        if os.stat(f"/proc/{pid}").st_uid != os.getuid() and open(f"/proc/{pid}/environ").read():
            seen.append(f"/proc/{pid}/environ")
    except OSError:
        pass
print("seen:", seen)
"""

needs = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("bwrap") or not shutil.which("npm"),
    reason="each person on the hub is a user of their own: needs root, bubblewrap and npm",
)


class Person:
    """Somebody in front of the hub, with a browser's cookies."""

    def __init__(self, hub: str, name: str):
        self.name, self.hub, self.http = name, hub, requests.Session()
        self.http.get(f"{hub}/hub/login")
        form = {"username": name, "password": "a-password", "_xsrf": self.http.cookies.get("_xsrf", path="/hub/")}
        self.http.post(f"{hub}/hub/login", data=form)
        self.server = f"{hub}/user/{name}"
        end = time.monotonic() + 300
        while self.http.get(f"{self.server}/api/status").status_code != 200:
            assert time.monotonic() < end, f"{name}'s server did not start"
            self.http.get(f"{hub}/hub/spawn/{name}")
            time.sleep(1)

    def get(self, path: str) -> requests.Response:
        return self.http.get(self.server + path)

    def post(self, path: str, **form) -> dict:
        answer = self.http.post(self.server + path, data=form, headers=self.token(), timeout=600)
        assert answer.status_code in (200, 201), f"{path}: {answer.status_code} {answer.text[:1000]}"
        return answer.json()

    def token(self) -> dict[str, str]:
        self.http.get(f"{self.server}/lab")
        tokens = [c.value for c in self.http.cookies if c.name == "_xsrf" and c.path == f"/user/{self.name}/"]
        return {"X-XSRFToken": tokens[-1]}

    def read(self, path: str) -> dict:
        answer = self.get(f"/api/contents/{path}")
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:300]}"
        return answer.json()["content"]

    def write(self, path: str, notebook: dict) -> None:
        body = {"type": "notebook", "format": "json", "content": notebook}
        answer = self.http.put(f"{self.server}/api/contents/{path}", json=body, headers=self.token())
        assert answer.status_code in (200, 201), answer.text[:300]


def as_user(state: Path, name: str, code: str) -> str:
    """What code of this person's kernel would print: the same uid, in the same file tree."""
    child = subprocess.run(
        [sys.executable, str(ROOT / "deploy/jupyterhub/start.py"), "--state", str(state), "--run-as", name, code],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert child.returncode == 0, child.stderr
    return child.stdout


@pytest.fixture
def hub(tmp_path):
    """The hub on a free port, its state in a folder of its own; (address, state)."""
    port, log, state = free_port(), tmp_path / "hub.log", tmp_path / "state"
    command = [sys.executable, str(START), f"--port={port}", f"--state={state}", "--password=a-password"]
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, env=environment(tmp_path), stdout=file, stderr=file, stdin=subprocess.DEVNULL
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/hub/login", lambda: process.poll() is not None, log)
        yield f"http://127.0.0.1:{port}", state
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(300)
        in_time(lambda: not processes_of_the_hub(port))


def processes_of_the_hub(port: int) -> list[Path]:
    """Its proxy and the servers of its people: none may outlive it."""
    processes = [process for process in Path("/proc").iterdir() if process.name.isdigit()]
    is_proxy = f"--port\0{port}\0".encode()
    people = range(47_110, 47_113)
    return [process for process in processes if is_proxy in command_of(process) or uid_of(process) in people]


def command_of(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def uid_of(process: Path) -> int:
    try:
        return process.stat().st_uid
    except OSError:
        return -1


@needs
def test_the_circle_with_two_students_who_stay_apart(hub, page, tmp_path):
    address, state = hub
    teacher, ada, bob = (Person(address, name) for name in ("teacher", "ada", "bob"))

    released = teacher.post(f"/formgrader/api/assignment/{EXERCISE}/release")
    assert released["success"], released
    for student, answers in ((ada, RIGHT), (bob, WRONG_AXIS)):
        fetched = student.post("/assignments/fetch", course_id=COURSE_ID, assignment_id=EXERCISE)
        assert fetched["success"], fetched
        notebook = student.read(f"{EXERCISE}/{EXERCISE}.ipynb")
        assert "### BEGIN SOLUTION" not in json.dumps(notebook)
        for cell in notebook["cells"]:
            cell["source"] = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"])
        student.write(f"{EXERCISE}/{EXERCISE}.ipynb", notebook)
        submitted = student.post("/assignments/submit", course_id=COURSE_ID, assignment_id=EXERCISE)
        assert submitted["success"], submitted

    collected = teacher.post(f"/formgrader/api/assignment/{EXERCISE}/collect")
    assert collected["success"], collected
    for student in ("ada", "bob"):
        graded = teacher.post(f"/formgrader/api/submission/{EXERCISE}/{student}/autograde")
        assert graded["success"], graded.get("log", graded)[-2000:]
    rows = teacher.get(f"/formgrader/api/submissions/{EXERCISE}").json()
    assert {row["student"]: row["score"] for row in rows} == {"ada": 10.0, "bob": 4.0}
    assert all(row["timestamp"] for row in rows)

    assert teacher.post(f"/formgrader/api/assignment/{EXERCISE}/generate_feedback")["success"]
    assert teacher.post(f"/formgrader/api/assignment/{EXERCISE}/release_feedback")["success"]
    fetched = bob.post("/assignments/fetch_feedback", course_id=COURSE_ID, assignment_id=EXERCISE)
    assert fetched["success"], fetched
    pages = [path for path in (state / "home/bob" / EXERCISE / "feedback").rglob("*.html")]
    assert len(pages) == 1 and "4</strong> of 12" in pages[0].read_text(encoding="utf-8")
    assert not list((state / "home/ada" / EXERCISE).rglob("*.html"))

    look(page, bob, tmp_path / "bob.png")

    # the other side of each door
    assert as_user(state, "ada", SPY.replace("ROOT", str(ROOT))).strip() == "seen: []"
    sees = "import glob; print(len(glob.glob('/home/teacher/course/solutions/*')) > 0)"
    assert [as_user(state, name, sees).strip() for name in ("teacher", "ada")] == ["True", "False"]
    assert ada.http.get(f"{address}/user/bob/api/contents").status_code in (403, 404)
    assert ada.http.get(f"{address}/user/teacher/formgrader/api/assignments").status_code in (403, 404)
    assert json.loads(ada.get("/formgrader/api/assignments").text or "[]") == []


def look(page, person: Person, picture: Path) -> None:
    """The student's own view, in a browser that has the student's cookies."""
    page.goto(f"{person.hub}/hub/login")
    page.get_by_label("Username").fill(person.name)
    page.get_by_label("Password").fill("a-password")
    page.get_by_role("button", name=re.compile("Sign in", re.I)).click()
    page.goto(f"{person.server}/lab/tree/{EXERCISE}/{EXERCISE}.ipynb")
    page.locator(".jp-MarkdownOutput h1").first.wait_for()
    settle(page)
    page.screenshot(path=picture)


@needs
def test_every_file_of_the_package_is_on_the_hub(tmp_path):
    """But what a new course starts from: of that, two files link to the course's own, which no student gets."""
    lost = "from pathlib import Path; import autograder.look as a; print(len(a.css()) > 0, [str(path) for path in "
    lost += "Path('/opt/course/autograder').rglob('*') if not path.exists() and 'templates/course/' not in str(path)])"
    said = as_user(tmp_path / "state", "ada", f"import sys; sys.path.insert(0, '/opt/course'); {lost}")
    assert said.strip() == "True []"


@needs
def test_a_taken_port_is_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, str(START), f"--port={taken.getsockname()[1]}", f"--state={tmp_path / 'state'}"]
        said = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert said.returncode == 2 and len(said.stderr.strip().splitlines()) == 1
    assert "is taken. Choose another: `make hub PORT=" in said.stderr
    assert not (tmp_path / "state").exists()
