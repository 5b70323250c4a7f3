"""nbgrader's own `collect` over our nbgrader_config.py, with folders that students made by hand."""

import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from a_course import EXERCISE, RIGHT, ROOT, answered, run
from kit import command

COURSE_IN = "/srv/exchange/channel-by-channel"
INBOUND = f"{COURSE_IN}/inbound"
AT = "2027-01-15 12:00:00.250000 UTC"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="files of several owners: needs root")


@pytest.fixture
def inbound(course, tmp_path) -> Path:
    """The folder into which students of this course submit."""
    folder = tmp_path / "exchange" / "channel-by-channel" / "inbound"
    folder.mkdir(parents=True)
    return folder


def submit(inbound: Path, course: Path, student: str, at: str = AT, random: str = "a_-b") -> Path:
    """What `nbgrader submit` leaves: the notebook, the time, the secret of the feedback."""
    folder = inbound / f"{student}+{EXERCISE}+{at}+{random}"
    folder.mkdir()
    nbformat.write(answered(course, RIGHT), folder / f"{EXERCISE}.ipynb")
    (folder / "timestamp.txt").write_text("1999-01-01 00:00:00 UTC")
    (folder / "submission_secret.txt").write_text("secret")
    return folder


def collect(course: Path, inbound: Path, *options: str):
    root = inbound.parents[1]
    done = run("nbgrader", "collect", EXERCISE, f"--Exchange.root={root}", *options, cwd=course)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


def collected(course: Path, student: str) -> set[str]:
    folder = course / "classroom" / "submitted" / student / EXERCISE
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def made_device(path: Path) -> bool:
    """Whether a device could be made there, one that never ends: root may, where the machine lets it."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o644, os.makedev(1, 5))
    except PermissionError:
        return False
    return True


def test_only_regular_files_are_copied_each_student_for_herself(course, inbound, tmp_path):
    secret = f"{ROOT}/solutions/{EXERCISE}/right_answers/im2col.py"
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "plan.txt").write_text("outside")
    bob = submit(inbound, course, "bob")
    links = {"solution.py": secret, "bobs.ipynb": bob / f"{EXERCISE}.ipynb", "zero": "/dev/zero", "folder": outside}
    ada = submit(inbound, course, "ada")
    for name, target in links.items():
        (ada / name).symlink_to(target)
    (ada / "hanging").symlink_to("nowhere")
    os.mkfifo(ada / "pipe")
    os.mknod(ada / "socket", stat.S_IFSOCK | 0o600)
    nodes = ["socket", *(["device"] if made_device(ada / "device") else [])]
    (ada / "notes").mkdir()
    (ada / "notes" / "mine.txt").write_text("mine")
    (ada / "notes" / "up").symlink_to("../..")
    mal = submit(inbound, course, "mal")
    (mal / f"{EXERCISE}.ipynb").unlink()
    (mal / f"{EXERCISE}.py").symlink_to(secret)
    (inbound / f"whole+{EXERCISE}+{AT}+x").symlink_to(bob)
    (inbound / f"odd+{EXERCISE}+never+x").mkdir()
    (inbound / f"+{EXERCISE}+{AT}+x").mkdir()
    (inbound / f"..+{EXERCISE}+{AT}+x").mkdir()
    (inbound / f"file+{EXERCISE}+{AT}+x").write_text("x")
    (inbound / "file").write_text("x")
    many = submit(inbound, course, "many")
    for number in range(201):
        (many / f"{number}.txt").write_text("x")
    large = submit(inbound, course, "large")
    with (large / "large.bin").open("wb") as file:
        file.truncate(10**10)
    deep = submit(inbound, course, "deep")
    (deep / "/".join("abcdefgh")).mkdir(parents=True)

    said = collect(course, inbound)

    notebook = f"{EXERCISE}.ipynb"
    ours = {notebook, "timestamp.txt", "submission_secret.txt"}
    assert collected(course, "bob") == ours
    assert collected(course, "ada") == {*ours, "notes", "notes/mine.txt"}
    assert collected(course, "mal") == ours - {notebook}
    assert {path.name for path in (course / "classroom" / "submitted").iterdir()} == {"ada", "bob", "mal"}
    assert not any(path.is_symlink() for path in course.rglob("classroom/**/*"))
    time = course / "classroom" / "submitted" / "ada" / EXERCISE / "timestamp.txt"
    assert time.read_text() == f"{AT}\n", "the time is the folder's, not a file's in it"
    for name in (*links, *nodes, "hanging", "pipe", "notes/up", "many", "large", "deep", "odd", "whole", "file"):
        assert name in said, name
    assert "ada/solution.py: is a link; it was left out" in said

    bob.rename(inbound / f"bob+{EXERCISE}+2027-01-16 12:00:00 UTC+x")
    (inbound / f"bob+{EXERCISE}+2027-01-16 12:00:00 UTC+x" / "more.txt").write_text("more")
    collect(course, inbound)
    assert collected(course, "bob") == ours, "without --update what is there stays"
    said = collect(course, inbound, "--update")
    assert collected(course, "bob") == {*ours, "more.txt"} and "Collecting submission: ada" not in said


@as_root
def test_what_another_account_hands_in_under_a_name_is_refused(course, inbound):
    honest, other = pwd.getpwnam("daemon"), pwd.getpwnam("bin")
    give(submit(inbound, course, "daemon"), honest.pw_uid)
    give(submit(inbound, course, "daemon", "2027-01-20 12:00:00 UTC"), other.pw_uid)
    (inbound / f"daemon+{EXERCISE}+2027-01-20 12:00:00 UTC+a_-b" / "forged.txt").write_text("x")
    give(submit(inbound, course, "games"), other.pw_uid)
    give(submit(inbound, course, "ada"), 47_123)
    give(submit(inbound, course, "eve"), 47_124)
    give(submit(inbound, course, "eve", "2027-01-20 12:00:00 UTC"), 47_125)
    kept = submit(inbound, course, "bin")
    give(kept, other.pw_uid)
    os.link(course / "requirements.txt", kept / "second_name.txt")

    said = collect(course, inbound)

    assert "forged.txt" not in collected(course, "daemon") and collected(course, "daemon")
    assert not collected(course, "games") and not collected(course, "eve")
    assert "belongs to bin, not to games" in said and "claim to be 'eve'" in said
    assert collected(course, "ada") and "could not be checked" in said
    assert collected(course, "bin") and "second_name.txt" not in collected(course, "bin")
    forced = collect(course, inbound, "--ExchangeCollect.check_owner=False")
    assert collected(course, "games"), forced


def test_feedback_goes_back_through_the_exchange_after_grade(course, inbound, hand_in, tmp_path):
    """Submit, collect, `autograder grade`, release, fetch: all nbgrader's own but the marking."""
    exchange, student = inbound.parents[1], tmp_path / "student"
    for folder in (exchange, inbound.parent, inbound, inbound.parent / "feedback"):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o777)
    student.mkdir()
    work = student / EXERCISE
    shutil.copytree(course / "exercises" / EXERCISE, inbound.parent / "outbound" / EXERCISE)
    nbgrader = [f"--Exchange.root={exchange}", f"--Exchange.cache={tmp_path / 'cache'}", "--course=channel-by-channel"]
    submitted = run("nbgrader", "fetch_assignment", EXERCISE, *nbgrader, cwd=student)
    assert submitted.returncode == 0, submitted.stderr[-2000:]
    nbformat.write(answered(course, RIGHT), work / f"{EXERCISE}.ipynb")
    submitted = run("nbgrader", "submit", EXERCISE, *nbgrader, cwd=student)
    assert submitted.returncode == 0, submitted.stderr[-2000:]
    collect(course, inbound)
    name = pwd.getpwuid(os.getuid()).pw_name
    by_mail = f"{name},by_mail"  # nbgrader's own lists of students are separated by commas
    hand_in(by_mail, RIGHT)
    graded = command("grade", EXERCISE, cwd=course)
    assert "2 marked" in graded.stdout, graded.stdout + graded.stderr

    released = run("nbgrader", "release_feedback", EXERCISE, f"--Exchange.root={exchange}", cwd=course)
    fetched = run("nbgrader", "fetch_feedback", EXERCISE, *nbgrader, cwd=student)

    assert released.returncode == 0, released.stderr[-3000:]
    assert f"{by_mail} {EXERCISE}: no timestamp.txt" in released.stderr and "autograder return" in released.stderr
    assert fetched.returncode == 0, fetched.stderr[-2000:]
    (page,) = (work / "feedback").rglob("*.html")
    ours = course / "classroom" / "feedback" / name / EXERCISE / f"{EXERCISE}.html"
    assert page.read_bytes() == ours.read_bytes()


def give(folder: Path, uid: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, uid, uid)


def test_zip_collect_is_off_and_says_what_takes_its_place(course):
    archive = course / "downloaded" / EXERCISE / "archive"
    archive.mkdir(parents=True)
    shutil.make_archive(str(archive / "all"), "zip", course / "exercises")

    done = run("nbgrader", "zip_collect", EXERCISE, cwd=course)

    assert done.returncode == 1 and "Use `autograder collect EXERCISE ARCHIVE`" in done.stderr
    assert "Traceback" not in done.stderr and not (course / "downloaded" / EXERCISE / "extracted").exists()


@pytest.fixture
def hub(tmp_path):
    """The hub's file tree without its servers, and how a command runs as one of its people."""
    if os.geteuid() != 0 or not shutil.which("bwrap"):
        pytest.skip("each person on the hub is a user of their own: needs root and bubblewrap")
    specification = importlib.util.spec_from_file_location("start", ROOT / "deploy" / "jupyterhub" / "start.py")
    start = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(start)
    start.PROXY = tmp_path  # no servers, no proxy
    state = tmp_path / "state"
    start.make_state(state)

    def as_person(name: str, command: str) -> subprocess.CompletedProcess:
        uid = str(start.UIDS[name])
        become = ["setpriv", "--reuid", uid, "--regid", uid, "--clear-groups", "--inh-caps=-all"]
        words = [*start.bubblewrap(state), *become, "bash", "-c", f"cd ~ && {command}"]
        environment = {"PATH": start.PATH, "HOME": f"/home/{name}", "LANG": "C.UTF-8"}
        return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=600)

    return state, as_person


def test_a_student_can_neither_rename_replace_nor_read_what_is_not_hers(hub):
    """Two accounts on the hub's exchange, with nbgrader's real commands between them."""
    state, as_person = hub

    def done(person: str, command: str) -> str:
        ran = as_person(person, command)
        assert ran.returncode == 0, ran.stderr[-2000:]
        return ran.stderr

    done("teacher", f"cd course && nbgrader release_assignment {EXERCISE}")
    root = state / "exchange"
    assert (stat.S_IMODE(root.stat().st_mode), root.stat().st_uid) == (0o755, 0), "nbgrader would make it 0777"
    for person in ("ada", "bob"):
        notes = f"mkdir {EXERCISE}/notes && echo mine > {EXERCISE}/notes/mine.txt"
        done(person, f"nbgrader fetch_assignment {EXERCISE} && {notes} && nbgrader submit {EXERCISE}")
    (adas,) = (root / "channel-by-channel" / "inbound").glob("ada+*")
    name = shlex.quote(adas.name)
    forbidden = f"""
        mv {COURSE_IN} /srv/exchange/old; mkdir /srv/exchange/other; touch /srv/exchange/x; chmod 777 {COURSE_IN}
        mv {COURSE_IN}/inbound {COURSE_IN}/old; ls {COURSE_IN}/inbound; chmod 777 {COURSE_IN}/inbound
        rm -r {COURSE_IN}/outbound/{EXERCISE}; ls {COURSE_IN}/feedback; touch {COURSE_IN}/feedback/x
        mv {INBOUND}/{name} {INBOUND}/mine; rm -r {INBOUND}/{name}; ls {INBOUND}/{name}; touch {INBOUND}/{name}/x
        cat {INBOUND}/{name}/{EXERCISE}.ipynb; cp -r {INBOUND}/{name} .; ln {INBOUND}/{name}/{EXERCISE}.ipynb x
        cat {INBOUND}/{name}/submission_secret.txt; cat {INBOUND}/{name}/notes/mine.txt"""
    tries = [line.strip() for line in forbidden.replace("\n", ";").split(";") if line.strip()]
    held = "; ".join(f"{{ {line}; }} >/dev/null 2>&1 && echo {shlex.quote(line)}" for line in tries)
    assert as_person("bob", f"{{ {held}; }}; true").stdout == ""
    assert as_person("ada", f"ls {INBOUND}/{name}").stdout, "it is her own"

    done("teacher", f"cd course && nbgrader collect {EXERCISE}")
    course = state / "home" / "teacher" / "course"
    assert sorted(path.name for path in (course / "classroom" / "submitted").iterdir()) == ["ada", "bob"]
    whole = {f"{EXERCISE}.ipynb", "notes", "notes/mine.txt", "timestamp.txt", "submission_secret.txt"}
    for person in ("ada", "bob"):  # the feedback's name comes from the secret
        assert collected(course, person) == whole


def test_the_hub_does_not_start_with_a_course_folder_that_a_student_made(hub):
    state, _ = hub
    course = state / "exchange" / "channel-by-channel"
    course.rename(state / "old")
    course.mkdir()
    os.chown(course, 47_111, 47_111)

    code = MAKE_STATE.format(where=ROOT / "deploy" / "jupyterhub", state=state)
    said = run(sys.executable, "-c", code, cwd=state).stdout

    assert "channel-by-channel: is not the teacher's. See who put it there" in said


MAKE_STATE = """
import sys
from pathlib import Path
sys.path.insert(0, "{where}")
import start
try:
    start.make_state(Path("{state}"))
except start.CannotStart as problem:
    print(problem)
"""
