"""`autograder report --serve`: the report as a page that renews itself while a class hands in.

It is served on this machine's own address alone, under a path that nobody can guess: other accounts of the machine,
and pages of the web that ask for it under another name, get nothing. It only reads.
"""

from __future__ import annotations

import hashlib
import hmac
import mimetypes
import os
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from autograder import nbgrader_bridge
from autograder.classroom import outputs
from autograder.classroom.report import report
from autograder.collecting.roster import class_of
from autograder.course.course import Course
from autograder.errors import AutograderError, CourseError, WrongUse
from autograder.language import again, phrase, say
from autograder.look import css
from autograder.marking.feedback import environment
from autograder.terminal import console

HOST = "127.0.0.1"
ASKED_AGAIN = 4.0  # seconds for which an answer of a gradebook on a server is good
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",  # the path is the secret
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def serve(
    course: Course,
    exercise_id: str,
    *,
    names: bool = False,
    db_url: str | None = None,
    language: str = "",
    port: int = 0,
) -> int:
    """The command: serve until it is stopped."""
    page = LivePage(course, exercise_id, names=names, db_url=db_url, language=language)
    page.state()  # where course or gradebook cannot be read, the command says so before a browser opens
    endings = {signal.SIGINT, signal.SIGTERM}
    with server(page, port) as running:
        signal.pthread_sigmask(signal.SIG_BLOCK, endings)  # waited for below: an exception can get lost in a callback
        threading.Thread(target=running.serve_forever, daemon=True).start()
        console().print(f"{exercise_id}: {running.address} (on this machine only). Ctrl-C ends it", soft_wrap=True)
        signal.sigwait(endings)
        running.shutdown()
        console().print("ended")
    return 0


def server(page: LivePage, port: int = 0) -> _Server:
    """A server for the page, not yet running."""
    try:
        return _Server(page, port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WrongUse(f"--port {port}: {reason}. Name another port, or none") from None


class LivePage:
    """The page, made anew when what it shows has changed."""

    def __init__(
        self,
        course: Course,
        exercise_id: str,
        *,
        names: bool = False,
        db_url: str | None = None,
        language: str = "",
    ):
        self.course, self.exercise_id = course, exercise_id
        self._exercise = course.exercise(exercise_id)
        self._language = language or self._exercise.language or course.language
        self._names, self._lock = names, threading.Lock()
        self._settings = nbgrader_bridge.read_settings(course.root)
        self._db_url = db_url or self._settings.db_url
        self._marks, self._asked = "", float("-inf")
        self._made: tuple[str, str] = ("", "")  # state, page

    def state(self) -> str:
        """Changes when the page would."""
        with self._lock:
            return self._state()

    def html(self) -> str:
        """The page as it is now."""
        with self._lock:
            state = self._state()
            if self._made[0] != state:
                self._made = state, self._page()
            return self._made[1]

    def _page(self) -> str:
        with self._exercise.speaking(self._language):
            says = say("{who}. As of {time}.", who=self._handed_in(), time=f"{datetime.now():%H:%M:%S}")
            try:
                options = {"names": self._names, "db_url": self._db_url, "live": says, "language": self._language}
                return report(self.course, self.exercise_id, **options)[0]  # type: ignore[arg-type]
            except CourseError as error:
                waiting = environment().get_template("report_waiting.html")
                title = again(self._exercise.title)
                return waiting.render(look=css(), live=says, exercise=self._exercise, title=title, reason=str(error))

    def _handed_in(self) -> str:
        submitted = list((self.course.classroom / "submitted").glob(f"*/{self.exercise_id}"))
        waiting = len(outputs.not_graded(self.course, self.exercise_id))
        try:
            people = len(class_of(self.course))
        except CourseError:
            people = 0
        said = say("{n} handed in", n=len(submitted))
        if people >= len(submitted):
            said = say("{n} of {all} handed in", n=len(submitted), all=people)
        if not waiting:
            return said
        pattern = phrase("{who}, {n} not graded yet (autograder grade {exercise})")
        return say(pattern, who=said, n=waiting, exercise=self.exercise_id)

    def _state(self) -> str:
        digest = hashlib.sha256(self._gradebook().encode())
        for path in self._files():
            try:
                about = path.stat()
                digest.update(f"{path}\0{about.st_mtime_ns}\0{about.st_size}\n".encode("utf-8", "surrogateescape"))
            except OSError:  # it has just gone
                continue
        return digest.hexdigest()[:16]

    def _files(self) -> Iterator[Path]:
        classroom = self.course.classroom
        yield from (classroom / "roster.csv", classroom / "requests.jsonl", self._exercise.folder / "exercise.toml")
        yield from sorted(classroom.glob(f"records/*/{self.exercise_id}.json"))
        for folder in sorted(classroom.glob(f"submitted/*/{self.exercise_id}")):
            yield folder
            yield from sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ()

    def _gradebook(self) -> str:
        """What the gradebook holds; a server is asked every few seconds only."""
        if time.monotonic() - self._asked > ASKED_AGAIN:
            with nbgrader_bridge.open_gradebook(self._db_url, self._settings.course_id) as book:
                self._marks = repr(nbgrader_bridge.marks(book, self.exercise_id))
            self._asked = time.monotonic()
        return self._marks


class _Server(ThreadingHTTPServer):
    """Serves one page, the feedback that it links to, and the book."""

    daemon_threads = True

    def __init__(self, page: LivePage, port: int):
        super().__init__((HOST, port), _Handler)
        self.page, self.secret = page, secrets.token_urlsafe(16)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}{self.home}"

    @property
    def home(self) -> str:
        """The page lies where the written one does, so that its links lead to the same files."""
        return f"/{self.secret}/classroom/report/{self.page.exercise_id}.html"

    def file(self, path: str) -> Path | None:
        """The file behind a path: a page of feedback, or of the book; nothing else is served."""
        root = self.page.course.root.resolve()
        wanted = Path(os.path.normpath(root / path.removeprefix(f"/{self.secret}/")))
        for folder, endings in (("classroom/feedback", (".html",)), ("build/html", None)):
            fits = wanted.is_relative_to(root / folder) and (endings is None or wanted.suffix in endings)
            if fits and wanted.is_file() and wanted.resolve().is_relative_to((root / folder).resolve()):
                return wanted
        return None


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 30

    def do_GET(self) -> None:
        hosts = {f"{name}:{self.server.server_address[1]}" for name in (HOST, "localhost")}
        asked = urlsplit(self.path)
        path = unquote(asked.path)
        if self.headers.get("Host") not in hosts or not self._knows_the_secret(path):
            return self._answer(404, b"Nothing here.\n", "text/plain")
        try:
            if path == self.server.home:
                text = self.server.page.state() if asked.query == "version" else self.server.page.html()
                return self._answer(200, text.encode("utf-8", "replace"), "text/html; charset=utf-8")
            found = self.server.file(path)
            if found is not None:
                kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
                return self._answer(200, found.read_bytes(), kind)
        except (AutograderError, OSError) as error:  # a file that is being written, a gradebook that is locked
            return self._answer(503, f"{error}\n".encode("utf-8", "replace"), "text/plain; charset=utf-8")
        return self._answer(404, b"Nothing here.\n", "text/plain")

    def _knows_the_secret(self, path: str) -> bool:
        given = path.split("/")[1] if path.count("/") > 1 else ""
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.server.secret.encode())

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a line each two seconds helps nobody."""
