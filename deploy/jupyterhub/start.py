"""Starts the hub of jupyterhub_config.py on one machine: `make hub`, as root.

Theory of operation. Everybody on the hub must be a different user of the operating system, or nothing would keep one
student out of another's home. Adding users to the machine for that is more than a demonstration may do. So the hub
runs in a file tree that bubblewrap builds, with a user list of its own:

    /usr, the environment, the interpreter, autograder/     of the machine, read-only
    /etc                 made here: teacher, ada, bob and no secrets
    /home/<person>       classroom/hub/home, 0700, that person's; the teacher's holds the course with solutions/
    /srv/exchange        classroom/hub/exchange, nbgrader's, 0755, root's; the course's folder in it is the teacher's:
                         students may put into its inbound, and neither list, rename nor read what others put there
    /opt/course          a link to the repository's place, of which the tree has only autograder/ and the files outside
                         it that its own links name; hub's nbgrader_config.py imports our exchange from here
    /srv/hub             classroom/hub/hub, the hub's database and secrets, 0700, root's

The repository itself, and with it solutions/, is not in the tree. Starting needs root: only root may become others.
"""

import argparse
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from people import TEACHER, UIDS  # noqa: E402  a neighbour, not an installed module

ROOT = HERE.parents[1]
COURSE = ("_config.yml", "nbgrader_config.py", "requirements.txt", "exercises", "solutions")
# One name space of processes, which ends with its first one: no server of a student outlives the hub. Not bubblewrap's
# own, for its /proc is masked, and the box that marks could not make one of its own in there.
OWN_PROCESSES = ("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")
PROXY = ROOT / "build" / "hub-proxy"
PATH = f"{Path(sys.executable).parent}:/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin:/bin"


class CannotStart(Exception):
    """One line: what is missing, and the next step."""


def main() -> int:
    options = argparse.ArgumentParser(description="One teacher and two students on a JupyterHub of this machine.")
    options.add_argument("--port", type=int, default=int(os.environ.get("PORT", 8000)))
    options.add_argument("--state", type=Path, default=ROOT / "classroom" / "hub", help="homes, exchange, databases")
    options.add_argument("--password", default=None, help="for everybody (default: a new one at each start)")
    options.add_argument("--run-as", nargs=2, metavar=("PERSON", "CODE"), help="see what a person's Python sees")
    chosen = options.parse_args()
    state = chosen.state.resolve()
    try:
        check(None if chosen.run_as else chosen.port)
        install()
        make_state(state)
    except CannotStart as problem:
        print(f"hub: {problem}", file=sys.stderr)
        return 2
    tree = bubblewrap(state)
    if chosen.run_as:
        person, code = chosen.run_as
        uid = str(UIDS[person])
        become = ["setpriv", "--reuid", uid, "--regid", uid, "--clear-groups", "--inh-caps=-all", sys.executable]
        os.execvpe(tree[0], [*tree, *become, "-c", code], {"PATH": PATH, "HOME": f"/home/{person}"})
    password = chosen.password or secrets.token_urlsafe(9)
    print(f"http://127.0.0.1:{chosen.port}   people: {', '.join(UIDS)}   password: {password}", flush=True)
    environment = {
        "HUB_PORT": str(chosen.port),
        "HUB_API_PORT": str(free_port()),
        "HUB_PROXY_PORT": str(free_port()),
        "HUB_PASSWORD": password,
        "PATH": PATH,
        "LANG": "C.UTF-8",
        "HOME": "/srv/hub",
        "PYTHONPATH": "/opt/hub",
    }
    hub = [sys.executable, "-m", "jupyterhub", "-f", "/opt/hub/jupyterhub_config.py"]
    os.execvpe(tree[0], [*tree, *hub], environment)


def check(port: int | None) -> None:
    """Everything that a start needs, before anything is made."""
    if os.geteuid() != 0:
        raise CannotStart(
            "each person is a user of their own, and only root may become others. Run `make hub` as root."
        )
    if shutil.which("bwrap") is None:
        raise CannotStart("bubblewrap is missing. Run `apt-get install bubblewrap`.")
    if shutil.which("npm") is None:
        raise CannotStart("npm is missing; JupyterHub's proxy comes from it. Run `apt-get install npm`.")
    if port is None:
        return
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CannotStart(f"port {port} is taken. Choose another: `make hub PORT={port + 1}`.") from None


def install() -> None:
    """JupyterHub into this environment and its proxy into build/, the first time."""
    if subprocess.run([sys.executable, "-c", "import jupyterhub"], capture_output=True).returncode:
        requirements = str(HERE / "requirements.txt")
        if subprocess.run([sys.executable, "-m", "pip", "install", "-q", "-r", requirements]).returncode:
            raise CannotStart(f"jupyterhub could not be installed. See above, then `pip install -r {requirements}`.")
    if not (PROXY / "node_modules").is_dir():
        PROXY.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "package.json", PROXY)
        npm = ["npm", "install", "--silent", "--no-audit", "--no-fund"]
        if subprocess.run(npm, cwd=PROXY).returncode:
            raise CannotStart(f"the proxy could not be installed. See above, then `npm install` in {PROXY}.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_state(state: Path) -> None:
    """Folders with the owners and modes that keep people apart; what exists is kept."""
    etc = state / "etc"
    (etc / "jupyter").mkdir(parents=True, exist_ok=True)
    people = "".join(f"{name}:x:{uid}:{uid}:{name}:/home/{name}:/bin/bash\n" for name, uid in UIDS.items())
    groups = "".join(f"{name}:x:{uid}:\n" for name, uid in UIDS.items())
    (etc / "passwd").write_text("root:x:0:0:root:/srv/hub:/bin/bash\n" + people)
    (etc / "group").write_text("root:x:0:\n" + groups)
    (etc / "nsswitch.conf").write_text("passwd: files\ngroup: files\nhosts: files\n")
    (etc / "hosts").write_text("127.0.0.1 localhost\n")
    shutil.copy(HERE / "nbgrader_config.py", etc / "jupyter")
    for folder, mode in (("home", 0o755), ("exchange", 0o755), ("hub", 0o700)):
        (state / folder).mkdir(exist_ok=True)
        (state / folder).chmod(mode)
    make_exchange(state / "exchange")
    for name, uid in UIDS.items():
        home = state / "home" / name
        if not home.exists():
            home.mkdir()
            if name == TEACHER:
                put_course(home)
            own(home, uid)
        home.chmod(0o700)


def make_exchange(root: Path) -> None:
    """The course's folders before any student is there: who makes a folder owns it, and what comes into it."""
    settings = (HERE / "nbgrader_config.py").read_text(encoding="utf-8")
    course = root / re.findall(r'^c\.CourseDirectory\.course_id = "(.+)"$', settings, re.MULTILINE)[0]
    # nbgrader's modes, and the sticky bit: in inbound nobody moves or removes what is another's
    for folder, mode in (
        (course, 0o755),
        (course / "outbound", 0o755),
        (course / "inbound", 0o3733),
        (course / "feedback", 0o711),
    ):
        if not folder.exists():
            folder.mkdir()
            os.chown(folder, UIDS[TEACHER], UIDS[TEACHER])
        if folder.is_symlink() or folder.stat().st_uid != UIDS[TEACHER]:
            raise CannotStart(f"{folder}: is not the teacher's. See who put it there, move it away, and start again.")
        folder.chmod(mode)


def put_course(home: Path) -> None:
    """The teacher's own copy of the course, hidden tests included."""
    for name in COURSE:
        source, target = ROOT / name, home / "course" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)
    settings = home / ".jupyter" / "nbgrader_config.py"
    settings.parent.mkdir()
    settings.write_text("c = get_config()\nload_subconfig('nbgrader_config.py', path='/home/" + TEACHER + "/course')\n")


def own(folder: Path, uid: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, uid, uid, follow_symlinks=False)


def bubblewrap(state: Path) -> list[str]:
    """The command that builds the file tree; its processes end with it."""
    command = ["bwrap", "--die-with-parent", "--cap-add", "ALL", "--ro-bind", "/usr", "/usr"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        if Path("/", name).is_symlink():
            command += ["--symlink", f"usr/{name}", f"/{name}"]
        elif Path("/", name).is_dir():
            command += ["--ro-bind", f"/{name}", f"/{name}"]
    command += ["--dev", "/dev", "--bind", "/proc", "/proc", "--perms", "1777", "--tmpfs", "/tmp"]
    command += ["--tmpfs", "/run", "--perms", "0755", "--dir", "/srv", "--ro-bind", str(state / "etc"), "/etc"]
    if Path("/etc/alternatives").is_dir():
        (state / "etc" / "alternatives").mkdir(exist_ok=True)
        command += ["--ro-bind", "/etc/alternatives", "/etc/alternatives"]
    command += ["--bind", str(state / "home"), "/home", "--bind", str(state / "exchange"), "/srv/exchange"]
    command += ["--bind", str(state / "hub"), "/srv/hub"]
    made: set[Path] = set()
    for source, target in (
        (Path(sys.base_prefix), Path(sys.base_prefix)),
        (Path(sys.prefix), Path(sys.prefix)),
        (ROOT / "autograder", ROOT / "autograder"),
        *((file, file) for file in linked_from(ROOT / "autograder")),  # style sheets that pages share with the book
        (HERE, Path("/opt/hub")),
        (PROXY, Path("/opt/proxy")),
    ):
        if target.is_relative_to("/usr"):
            continue
        for parent in reversed(target.parents[:-1]):  # a parent that bubblewrap made by itself would be 0700
            if parent not in made:
                made.add(parent)
                command += ["--perms", "0755", "--dir", str(parent)]
        command += ["--ro-bind", str(source), str(target)]
    return [*command, "--symlink", str(ROOT), "/opt/course", *OWN_PROCESSES]


def linked_from(folder: Path) -> list[Path]:
    """The style sheets outside the folder that links in it lead to; the templates of a new course are left out."""
    named = {path.resolve() for path in folder.rglob("*.css") if path.is_symlink()}
    return sorted(path for path in named if path.is_file() and not path.is_relative_to(folder))


if __name__ == "__main__":
    sys.exit(main())
