"""The command line that starts the box: what it is made of, and which of its walls this machine can raise.

    keeper → bubblewrap (this module) → zygote → one child a submission (`inside/walls.py` raises the rest)

bubblewrap gives the box namespaces of its own (files, processes, network, IPC, host name, cgroups) and a file tree that
holds the interpreter, the packages, the system's libraries and a few files of the engine, all read-only and under
neutral names. Nothing of the course is mounted, and the machine's name is hidden; the path where the packages were
installed can still be read in their compiled files.

Two ways, because of who may make namespaces:
- an ordinary user gets a user namespace, in which no further one can be made;
- root (CI, containers) makes the mounts as root, since its interpreter may lie in a closed home; then the zygote drops
  to an ordinary uid, before it reads a line from anyone. A user namespace made by root would leave real root inside.

Without bubblewrap the same zygote runs bare: Landlock, seccomp and limits are still up, and `doctor` says what is lost.
"""

import functools
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.course.exercise import DATA
from autograder.inside import walls

ENGINE = Path(__file__).resolve().parent.parent
# of the engine; nothing else is there
NEEDED_INSIDE = (
    "__init__.py",
    "wire.py",
    "lean_imports.py",
    "torchvision_pair.py",
    "torch_if_there.py",
    "crossing",
    "edits",
    "inside",
)
PACKAGES = ("torch", "numpy", "d2l", "matplotlib", "IPython", "pyseccomp", "pandas")
LIBRARIES = ("/lib", "/lib64", "/lib32", "/libx32", "/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/local/lib")
ALWAYS = ("--die-with-parent", "--new-session", "--as-pid-1", "--clearenv")
HOST = "box"  # otherwise the box could read the machine's own name
SCRATCH_BYTES = 32 * 2**20
START = """\
import sys
sys.path[:] = ["{engine}", *(p for p in sys.path if not p.endswith(("site-packages", "dist-packages"))), *{sites}]
from autograder.inside.zygote import main
main(for_a_class={for_a_class})
"""


@dataclass(frozen=True)
class Plan:
    """How to start a box."""

    argv: tuple[str, ...]
    environment: dict[str, str]
    walls: tuple[str, ...]  # those that this command raises itself; the zygote names the others


def left_out() -> frozenset[str]:
    """Walls that the person at the keyboard turned off, to see what is lost: AUTOGRADER_WITHOUT=bubblewrap,seccomp."""
    return frozenset(name.strip() for name in os.environ.get("AUTOGRADER_WITHOUT", "").split(",") if name.strip())


def bubblewrap() -> str | None:
    """Where bubblewrap is, if it may be used here and works."""
    if "bubblewrap" in left_out() or platform.system() != "Linux":
        return None
    program = shutil.which("bwrap")
    return None if program is None or complaint(program) else program


@functools.cache
def complaint(program: str) -> str:
    """Why this bubblewrap makes no box here, in its own words; empty if it does.

    It may be too old (before 0.8), or the system may deny namespaces, as Ubuntu, Docker and hosted CI runners do.
    """
    mounts = ["--ro-bind", "/", "/", "--proc", "/proc", "--perms", "1777", "--size", "4096", "--tmpfs", "/tmp"]
    trial = [program, *ALWAYS, *namespaces(), *privileges([]), *mounts, "--", "/bin/true"]
    try:
        done = subprocess.run(trial, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "" if done.returncode == 0 else done.stderr.strip()[-200:] or f"exit status {done.returncode}"


def plan(*, for_a_class: bool = False, data: Path | None = None) -> Plan:
    """The box for this machine and this user; the control socket must be descriptor 3.

    `data`: the folder of the exercise's files, which lie in the box to be read.
    """
    inner = set(walls.NAMES) - left_out()
    program = bubblewrap()
    if program is None:
        return _bare(inner, for_a_class, data)
    sites = [f"/site{number}" for number in range(len(sites_of_packages()))]
    python, mounts = python_and_mounts(sites)
    start = START.format(engine="/box", sites=sites, for_a_class=for_a_class)
    readable = [sys.base_prefix, *map(str, sites_of_packages()), *(str(ENGINE / name) for name in ("edits", "inside"))]
    environment = environment_of(inner, roots=["/python", *sites, *LIBRARIES], scratch="/tmp")
    if data is not None:
        readable.append(str(data))
        mounts += ["--ro-bind", str(data), f"/{DATA}"]
        environment |= _with_data(environment, f"/{DATA}")
    options = [
        "--die-with-parent",
        "--new-session",
        "--as-pid-1",
        "--clearenv",
        *namespaces(),
        *privileges(readable),
    ]
    for name, value in {**environment, **_identity(all_readable(readable))}.items():
        options += ["--setenv", name, value]
    argv = (program, *options, *mounts, "--remount-ro", "/", "--chdir", "/tmp", "--", python, "-I", "-c", start)
    return Plan(argv, {"PATH": os.environ.get("PATH", "")}, ("bubblewrap",))


def _bare(inner: set[str], for_a_class: bool, data: Path | None) -> Plan:
    """The zygote without bubblewrap: the same interpreter and environment, in the machine's own file tree."""
    sites = [str(site) for site in sites_of_packages()]
    course_free = [str(ENGINE / name) for name in NEEDED_INSIDE]
    environment = environment_of(inner, roots=[sys.base_prefix, *sites, *LIBRARIES], scratch="")
    if data is not None:
        environment |= _with_data(environment, str(data))
    reachable = [sys.base_prefix, *sites, *course_free]
    closed = [path for path in reachable if not all_readable([str(parent) for parent in _up(path)])]
    environment |= _identity(not closed)
    start = START.format(engine=ENGINE.parent, sites=sites, for_a_class=for_a_class)
    return Plan((_executable(), "-I", "-c", start), environment, ())


# -- what is mounted ------------------------------------------------------------


def python_and_mounts(sites: list[str]) -> tuple[str, list[str]]:
    """The interpreter's path inside, and the mounts."""
    prefix, executable = Path(sys.base_prefix).resolve(), Path(_executable())
    mounts = []
    # bubblewrap makes parents of a mount closed to all but their owner: make them open first
    for folder in ("/usr", "/usr/local", "/usr/bin", "/etc", "/box", "/box/autograder", "/dev"):
        mounts += ["--perms", "0755", "--dir", folder]
    for library in LIBRARIES:
        if os.path.islink(library):
            mounts += ["--symlink", os.readlink(library), library]
        elif os.path.isdir(library):
            mounts += ["--ro-bind", library, library]
    if prefix == Path("/usr") or not executable.is_relative_to(prefix):
        python = str(executable)
        mounts += ["--ro-bind", python, python]
    else:
        python = str(Path("/python") / executable.relative_to(prefix))
        mounts += ["--ro-bind", str(prefix), "/python"]
    for site, inside in zip(sites_of_packages(), sites, strict=True):
        mounts += ["--ro-bind", str(site), inside]
    for name in NEEDED_INSIDE:
        mounts += ["--ro-bind", str(ENGINE / name), f"/box/autograder/{name}"]
    mounts += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    for device in ("null", "zero", "urandom"):  # not --dev: its /dev/shm is one more place to fill
        mounts += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    mounts += ["--proc", "/proc", "--perms", "1777", "--size", str(SCRATCH_BYTES), "--tmpfs", "/tmp"]
    return python, mounts


def _executable() -> str:
    """The interpreter behind the virtual environment."""
    return os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)


def sites_of_packages() -> list[Path]:
    """The folders that hold the packages of a submission."""
    sites = []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin:
            origin = Path(spec.origin).resolve()
            site = origin.parent.parent if spec.submodule_search_locations else origin.parent
            if site not in sites:
                sites.append(site)
    return sites


# -- who runs it ------------------------------------------------------------


def namespaces() -> list[str]:
    if os.geteuid() == 0:
        kinds = ("pid", "net", "ipc", "uts", "cgroup")
        return [*(f"--unshare-{kind}" for kind in kinds), "--hostname", HOST]
    account = str(walls.UID)
    user = ["--unshare-user", "--disable-userns", "--uid", account, "--gid", account]
    return ["--unshare-all", *user, "--hostname", HOST]


def privileges(readable: list[str]) -> list[str]:
    options = ["--cap-drop", "ALL"]
    if os.geteuid() == 0:  # just enough for `walls.drop_root`
        keep = ["CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"]
        for capability in keep if all_readable(readable) else [*keep, "CAP_DAC_READ_SEARCH"]:
            options += ["--cap-add", capability]
    return options


def _identity(readable_by_all: bool) -> dict[str, str]:
    """An interpreter that only root can read needs the privilege to read; Landlock bounds what that opens."""
    return {} if readable_by_all or os.geteuid() != 0 else {walls.KEEP_READING: "1"}


def all_readable(paths: list[str]) -> bool:
    """Whether an ordinary user can go into these folders."""
    return all(os.stat(path).st_mode & 0o005 == 0o005 or os.path.isfile(path) for path in paths)


def _up(path: str) -> list[Path]:
    return [Path(path), *Path(path).parents]


def _with_data(environment: dict[str, str], folder: str) -> dict[str, str]:
    return {walls.DATA: folder, walls.ROOTS: f"{environment[walls.ROOTS]}:{folder}"}


def environment_of(inner: set[str], *, roots: list[str], scratch: str) -> dict[str, str]:
    """All that the box knows of the outside: an allow-list."""
    home = "/tmp" if scratch else "/nonexistent"
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT")}
    library_path = os.path.join("/python" if scratch else sys.base_prefix, "lib")
    return threads | {
        "HOME": home,
        "TMPDIR": home,
        "USER": "student",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PATH": "/nonexistent",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": os.path.join(home, "matplotlib"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TORCHDYNAMO_DISABLE": "1",  # `torch.compile` needs a compiler: without one it runs the function as it is
        "TORCHINDUCTOR_CACHE_DIR": "/",  # torch makes this folder when its compiler is imported, unless it is there
        "LD_LIBRARY_PATH": library_path,
        walls.WANTED: ",".join(sorted(inner)),
        walls.ROOTS: ":".join(dict.fromkeys(roots)),
        walls.SCRATCH: scratch,
    }
