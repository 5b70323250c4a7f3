"""nbgrader's exchange, as far as a student could use it against others.

nbgrader's own `collect` copies what a link points to, with the teacher's rights: a link to the solution was worth full
marks. It believes the name of a folder, and one name that it cannot read stops it for everybody. Ours
copies regular files, of a bounded size and number, and refuses one folder at a time. The exchange need not be writable
for all: only the course's `inbound` is.
"""

import glob
import os
import pwd
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange import default
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin
from nbgrader.utils import check_mode

from autograder.nbgrader_bridge.copying import Copy, Refused
from autograder.plain_text import plain
from autograder.submission.hand_in_time import SECRET, TIMESTAMP, parse_time, read_time

LONGEST_NAME = 255
LATER = timedelta(hours=1)  # between the time in a folder's name and its last change


class _Readable:
    """An exchange whose root belongs to its administrator: nobody else has to write there."""

    root: str

    def ensure_root(self) -> None:
        if not (os.path.isdir(self.root) and check_mode(self.root, read=True, execute=True)):
            self.fail(f"{self.root}: no exchange here. Ask who runs this machine, or set c.Exchange.root.")  # type: ignore[attr-defined]


class FetchAssignment(_Readable, default.ExchangeFetchAssignment):
    """nbgrader's own, in an exchange that not everybody can write to."""


class FetchFeedback(_Readable, default.ExchangeFetchFeedback):
    """nbgrader's own, in an exchange that not everybody can write to."""


class ReleaseAssignment(_Readable, default.ExchangeReleaseAssignment):
    """nbgrader's own, which would make the root writable for everybody."""


class ReleaseFeedback(_Readable, default.ExchangeReleaseFeedback):
    """nbgrader's own, in an exchange that not everybody can write to.

    Who did not hand in through the exchange has no secret to fetch a page with: those are named, the others get theirs.
    """

    src_path: str  # which pages: nbgrader's own name for a pattern of folders

    def copy_files(self) -> None:
        """Release each student's page alone, so that a folder that cannot be read costs nobody else a page."""
        for folder in sorted(glob.glob(self.src_path)):
            name = f"{Path(folder).parent.name} {self.coursedir.assignment_id}"
            lacking = [file for file in (TIMESTAMP, SECRET) if not os.path.isfile(os.path.join(folder, file))]
            if lacking:
                said = f"no {lacking[0]}, so it was not handed in through the exchange; use `autograder return`"
                self.log.warning(_line(name, said))
                continue
            self.src_path = glob.escape(folder)
            try:
                super().copy_files()
            except (OSError, ValueError) as error:
                self.log.error(_line(name, f"{error}. Its page was not released"))


class List(_Readable, default.ExchangeList):
    """nbgrader's own, in an exchange that not everybody can write to."""


class Submit(_Readable, default.ExchangeSubmit):
    """nbgrader's own; what was handed in is closed to other students, even to one who learns its name."""

    def copy_files(self) -> None:
        super().copy_files()
        made = os.path.join(self.inbound_path, self.assignment_filename)
        inbound = os.stat(self.inbound_path)
        # inbound hands its group, the teacher's, on to the folder, but not to all that is put there later: the folder
        # alone is closed, and what is in it stays readable for who may enter
        if inbound.st_mode & stat.S_ISGID and os.stat(made).st_gid == inbound.st_gid:
            os.chmod(made, 0o770)


class Collect(_Readable, default.ExchangeCollect):
    """Takes each student's newest folder out of `inbound`: regular files only, each student's apart."""

    def init_src(self) -> None:
        """Find the folder that counts for each student, among those that this student's account made."""
        if not self.coursedir.course_id:
            self.fail("No course id specified. Re-run with --course flag.")
        self.course_path = os.path.join(self.root, self.coursedir.course_id)
        self.inbound_path = os.path.join(self.course_path, "inbound")
        if not os.path.isdir(self.inbound_path):
            self.fail(f"Course not found: {self.inbound_path}")
        if not check_mode(self.inbound_path, read=True, execute=True):
            self.fail(f"You don't have read permissions for the directory: {self.inbound_path}")
        self.duedate = self._due()
        by_student: dict[str, list[dict[str, Any]]] = {}
        for entry in sorted(os.scandir(self.inbound_path), key=lambda entry: os.fsencode(entry.name)):
            with self._refusing(entry.name):
                record = self._record(entry)
                if record is not None:
                    by_student.setdefault(record["username"], []).append(record)
        self.src_records = []
        for student, records in sorted(by_student.items()):
            with self._refusing(f"{student}+{self.coursedir.assignment_id}"):
                self._one_owner(student, records)
                in_time = [r for r in records if self.duedate and r["timestamp"] <= self.duedate]
                counted = in_time if self.before_duedate and in_time else records
                self.src_records.append(max(counted, key=lambda record: record["timestamp"]))

    def copy_files(self) -> None:
        """Copy each of them; what is refused costs nobody else anything."""
        for record in self.src_records:
            with self._refusing(record["filename"]):
                self._collect(record)
        if not self.src_records:
            self.log.warning(f"No submissions of '{self.coursedir.assignment_id}' to collect")

    def _due(self) -> datetime | None:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                return gradebook.find_assignment(self.coursedir.assignment_id).duedate
            except MissingEntry:
                return None

    def _record(self, entry: os.DirEntry) -> dict[str, Any] | None:
        """Whose folder it is and from when, by its name; None for another assignment or another student."""
        # the id may hold a plus, the rest does not: the name is read from its end
        before, at, rest = entry.name.rpartition(f"+{self.coursedir.assignment_id}+")
        if not at or self.coursedir.student_id not in ("", "*", before):
            return None
        time = parse_time(rest.partition("+")[0])
        if time is None:
            raise Refused("its name holds no time. Ask the student to submit again")
        if entry.is_symlink() or not entry.is_dir(follow_symlinks=False):
            raise Refused("is no folder but a link or a file. Ask the student to submit again")
        if not before or before.startswith(".") or plain(before, LONGEST_NAME) != before:
            raise Refused("its name holds no student's id. Ask whose it is")
        about = entry.stat(follow_symlinks=False)
        return {
            "username": before,
            "filename": entry.name,
            "timestamp": time.astimezone(UTC).replace(tzinfo=None),
            "changed": datetime.fromtimestamp(about.st_ctime, UTC).replace(
                tzinfo=None
            ),  # what the system says of the owner
            "owner": about.st_uid,
        }

    def _one_owner(self, student: str, records: list[dict[str, Any]]) -> None:
        """Keep what this student's account handed in, or what the teacher or root did for this student.

        A uid without an account, as in a container, says nothing; then all of a student's folders must have one.
        """
        if not self.check_owner:
            return
        trusted = {0, os.getuid()}
        for record in [record for record in records if record["owner"] not in trusted]:
            owner = _account(record["owner"])
            if owner != student and (owner or _has_account(student)):
                records.remove(record)
                whose = owner or f"uid {record['owner']}"
                self.log.error(_line(record["filename"], f"belongs to {whose}, not to {student}; it is not collected"))
        owners = {record["owner"] for record in records} - trusted
        if not records:
            raise Refused("nothing here is the student's own. Ask who handed it in")
        if len(owners) > 1:
            raise Refused(f"folders of several uids claim to be '{student}'. Ask whose work it is")
        if owners and not _has_account(student):
            self.log.warning(_line(student, "there is no account of this name, so the owner could not be checked"))

    def _collect(self, record: dict[str, Any]) -> None:
        student, assignment = record["username"], self.coursedir.assignment_id
        target = Path(self.coursedir.format_path(self.coursedir.submitted_directory, student, assignment))
        if target.is_dir():
            there = read_time(target)
            newer = self.update and (there is None or record["timestamp"] > there)
            if not newer and not (self.before_duedate and there != record["timestamp"]):
                step = "No newer submission to collect" if self.update else "Submission exists, use --update to update"
                self.log.info(f"{step}: {student} {assignment}")
                return
        self.log.info(f"Collecting submission: {student} {assignment}")
        fresh = target.with_name(f".{target.name}.collecting")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        try:
            copy = Copy(record["owner"], self.coursedir)
            copy.folder(os.path.join(self.inbound_path, record["filename"]), fresh)
            (fresh / TIMESTAMP).write_text(
                f"{record['timestamp']} UTC\n", encoding="utf-8"
            )  # not the one among the student's files
            if self.coursedir.groupshared:
                self.set_perms(fresh, fileperms=0o664, dirperms=0o2775)
            if target.is_dir():
                shutil.rmtree(target)
            fresh.rename(target)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            with suppress(OSError):  # there is older work of this student
                target.parent.rmdir()
            raise
        if record["changed"] - record["timestamp"] > LATER:
            changed = f"{record['changed']:%Y-%m-%d %H:%M} UTC"
            self.log.warning(_line(record["filename"], f"was changed at {changed}, after the time in its name"))
        for name, why in copy.left_out:
            self.log.warning(_line(f"{student}/{name}", f"{why}; it was left out"))

    @contextmanager
    def _refusing(self, name: str) -> Iterator[None]:
        """What one folder raises costs that folder, with one line."""
        try:
            yield
        except (Refused, OSError, ValueError) as error:
            self.log.error(_line(name, f"{error}. It was not collected"))


class NoExtractor(ExtractorPlugin):
    """`nbgrader zip_collect` unpacks what it is given without a bound; `autograder collect` takes its place."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.parent.fail(
            "zip_collect has no bounds and is off in this course. Use `autograder collect EXERCISE ARCHIVE`."
        )


class NoCollector(FileNameCollectorPlugin):
    """Takes the place of zip_collect's second step, in case the first was configured otherwise."""

    __init__ = NoExtractor.__init__


def _account(uid: int) -> str | None:
    with suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return None


def _has_account(name: str) -> bool:
    with suppress(KeyError, ValueError):
        return bool(pwd.getpwnam(name))
    return False


def _line(name: str, said: str) -> str:
    """One line for the log, whatever a name holds."""
    return f"{plain(name, 120)}: {plain(said, 300)}"
