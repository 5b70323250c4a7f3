"""What a submission can and cannot do, tried in real boxes: with bubblewrap, without it, and as an ordinary user."""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from kit import ROOT, in_time

from autograder.course.exercise import Limits
from autograder.errors import OurFault
from autograder.submission.cell import cells_of
from autograder.wall import doctor, gate, sandbox
from autograder.wall.box import Box
from autograder.wall.boxed import BoxedNotebook

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")
LIMITS = Limits(seconds=60, call_seconds=20, memory_mb=1200)

# each line is one attempt; what succeeds is printed
ATTEMPTS = """
import ctypes, fcntl, os, resource, signal, socket, subprocess, threading, mmap
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")
P = os.getppid()
ATTEMPTS = '''
os.fork()
os.posix_spawn("/bin/true", ["true"], {})
subprocess.run(["true"])
threading.Thread(target=print).start()
os.execv("/bin/true", ["true"])
socket.socket()
socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
socket.socket(socket.AF_UNIX)
socket.socketpair()
os.kill(P, 0)
os.kill(-1, 0)
os.killpg(0, 0)
signal.pidfd_send_signal(os.pidfd_open(P), 0)
resource.prlimit(P, resource.RLIMIT_CPU, (1, 1))
os.nice(-1)
os.setpriority(os.PRIO_PROCESS, 0, -1)
os.sched_setaffinity(0, {0})
os.memfd_create("x")
os.chmod(".", 0o777)
os.chmod("/tmp", 0o777)
os.utime("/tmp")
os.mkdir("folder")
os.symlink("/etc/passwd", "link")
os.setuid(0)
os.setgid(0)
os.chroot(".")
os.mkfifo("fifo")
fcntl.flock(open("/dev/null"), fcntl.LOCK_EX)
fcntl.lockf(open("/dev/null", "r+"), fcntl.LOCK_EX)
fcntl.fcntl(3, fcntl.F_SETOWN, P)
fcntl.ioctl(0, 0x5412, b"x")
call(101, 16, P, 0, 0)
call(310, P, 0, 0, 0, 0, 0)
call(272, 0x10000000)
call(135, 0x0040000)
call(425, 8, 0)
call(29, 0, 4096, 0o1600)
call(68, 0, 0o1600)
call(64, 0, 1, 0o1600)
call(250, 0, 0, 0, 0)
call(321, 0, 0, 0)
call(165, 0, 0, 0, 0, 0)
call(323, 0)
call(298, 0, 0, 0, 0, 0)
call(57)
call(435, 0, 0)
open("/etc/passwd").read()
open("/etc/hostname").read()
open("/proc/1/environ").read()
open("/proc/self/mountinfo").read()
open(f"/proc/{P}/mem", "rb")
os.listdir("/")
os.listdir("/proc")
os.listdir("/root")
os.listdir("/home")
os.listdir(COURSE)
open(COURSE + "/pyproject.toml").read()
open("/tmp/written", "w")
open("/var/tmp/written", "w")
open(os.__file__, "a")
open("/dev/shm/written", "w")
open("/dev/sda")
'''
got_out = []
for attempt in ATTEMPTS.strip().splitlines():
    pid = os.getpid()
    try:
        eval(attempt)
        got_out.append(attempt)
    except (OSError, RuntimeError, ValueError):
        pass
    if os.getpid() != pid:
        os._exit(0)
print(got_out)
print([name for name in os.environ if name.startswith("BOX") or "SECRET" in name])
"""
HONEST = """
import matplotlib.pyplot as plt, numpy as np, torch
from torch import nn
net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(36, 10))
torch.set_num_threads(8)
for optimizer in (torch.optim.SGD(net.parameters(), 0.1), torch.optim.Adam(net.parameters())):
    nn.functional.cross_entropy(net(torch.rand(8, 1, 8, 8)), torch.arange(8)).backward()
    optimizer.step()
torch.compile(lambda x: x + 1)(torch.ones(2))
np.linalg.svd(np.random.rand(60, 60))
plt.plot([1, 2]); plt.title("a"); plt.show()
import fractions, decimal, statistics, sklearn.datasets
sklearn.datasets.load_digits()
print("done")
"""


def run_in_a_box(code, box):
    with BoxedNotebook(box, cells_of([code]), "", LIMITS) as notebook:
        outcome = notebook.outcomes[1]
        assert outcome.error is None, outcome
        assert notebook.notes == []  # nothing ended the program and was left out
        return outcome.stdout


@pytest.fixture(params=["", "bubblewrap"], ids=["bubblewrap", "bare"])
def box(request, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_WITHOUT", request.param)
    monkeypatch.setenv("SECRET_OF_THE_KEEPER", "x")
    with Box() as box:
        yield box


def test_no_attempt_gets_out_and_honest_work_goes_on(box):
    attempts = f"COURSE = {str(ROOT)!r}\n" + ATTEMPTS

    assert run_in_a_box(attempts, box).splitlines() == ["[]", "[]"]
    assert run_in_a_box(HONEST, box).strip() == "done"
    assert gate.escapes(box) == []


HOWEVER_LARGE_THE_START = """
import mmap
from autograder.inside import walls
start = mmap.mmap(-1, 8 * 2**30)  # what a large build of torch maps and never touches
walls._wanted.add("limits")
walls.raise_walls(memory_mb=300, cpu_seconds=60)
kept = bytearray(200 * 2**20)
try:
    more = bytearray(200 * 2**20)
except MemoryError:
    print("stopped")
"""


def test_memory_is_counted_from_where_the_student_s_code_begins():
    ran = subprocess.run([sys.executable, "-c", HOWEVER_LARGE_THE_START], cwd=ROOT, capture_output=True, text=True)

    assert (ran.stdout, ran.stderr) == ("stopped\n", "")


AS_AN_ORDINARY_USER = """
import json, sys, time
from autograder.wall import gate
from autograder.wall.box import Box
with Box() as box:
    print(json.dumps([box.walls, gate.escapes(box)]))
"""


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can become somebody else")
@pytest.mark.parametrize("without", ["", "bubblewrap"])
def test_the_walls_stand_for_an_ordinary_user(without, tmp_path):
    python = f"/usr/bin/python{platform.python_version().rpartition('.')[0]}"
    site = next(path for path in sys.path if path.endswith("site-packages"))
    user = ["setpriv", "--reuid", "1234", "--regid", "1234", "--clear-groups"]
    if subprocess.run([*user, python, "-c", f"import os; os.listdir({site!r})"], check=False).returncode:
        pytest.skip("an ordinary user cannot read the packages here")

    done = subprocess.run(
        [*user, python, "-B", "-c", AS_AN_ORDINARY_USER],
        env={"PYTHONPATH": f"{ROOT}:{site}", "PATH": os.environ["PATH"], "AUTOGRADER_WITHOUT": without},
        cwd="/",
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    walls, escapes = json.loads(done.stdout)
    assert escapes == []
    assert {"seccomp", "landlock", "limits"} <= set(walls)
    assert ("bubblewrap" in walls) == (without == "")


KEEPER = """
import sys, time
from autograder import wire
from autograder.course.exercise import Limits
from autograder.wall.box import Box
box = Box()
child, channel = box.fork(Limits(seconds=60, call_seconds=20, memory_mb=1200))
channel.send(wire.RUN, 0, (["import time; time.sleep(1000)"], [], False, ""))
while channel.receive().kind != wire.PROGRESS:
    pass
time.sleep(1)
print(child, flush=True)
time.sleep(100)
"""


def test_without_namespaces_too_a_child_ends_with_a_killed_keeper():
    environment = {**os.environ, "AUTOGRADER_WITHOUT": "bubblewrap", "PYTHONPATH": str(ROOT)}
    keeper = subprocess.Popen([sys.executable, "-c", KEEPER], env=environment, stdout=subprocess.PIPE, text=True)
    with keeper:
        child = int(keeper.stdout.readline())
        keeper.kill()

    in_time(lambda: not is_running(child))


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


LEFT_BEHIND = """
import os
for name in ("own-abc", "own-", *(f"own-{os.getpid() + step}" for step in range(1, 9))):
    open(os.path.join("..", name), "w").close()
os.rename(os.getcwd(), "../own-away")
"""


WHAT_IS_LEFT = "import os; print([name for name in os.listdir('..') if name.startswith('own-')])"


@pytest.mark.skipif(sandbox.bubblewrap() is None, reason="needs a scratch folder")
def test_without_landlock_too_nothing_that_is_left_behind_stops_the_next_student(monkeypatch):
    monkeypatch.setenv("AUTOGRADER_WITHOUT", "landlock")
    with Box() as box:
        for _ in range(2):
            with BoxedNotebook(box, cells_of([LEFT_BEHIND]), "", LIMITS) as notebook:
                assert notebook.outcomes[1].error is None
        assert re.fullmatch(r"\['own-\d+-\w+'\]", run_in_a_box(WHAT_IS_LEFT, box).strip())


def test_where_a_wall_is_missing_grading_is_refused_by_its_name(monkeypatch):
    monkeypatch.setenv("AUTOGRADER_WITHOUT", "bubblewrap,landlock")
    with Box() as box:
        with pytest.raises(OurFault, match="Missing: bubblewrap or landlock"):
            gate.require_walls(box)
        gate.require_walls(box, trust=True)


def test_the_doctor_says_what_is_lost_and_refuses_when_nothing_stands(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("AUTOGRADER_WITHOUT", "bubblewrap,seccomp,landlock,limits")

    assert doctor.run() == 1

    said = capsys.readouterr().out
    assert re.search(r"bubblewrap\s+missing", said)
    assert re.search(r"opens a socket\s+gets out", said)
    assert re.search(r"never ends.*contained", said)


def test_elsewhere_than_on_linux_it_advises_a_container(monkeypatch, capsys):
    monkeypatch.setattr(platform, "system", lambda: "Darwin")

    assert doctor.run() == 1
    assert "Linux container" in capsys.readouterr().out


@pytest.mark.skipif(sandbox.bubblewrap() is None, reason="needs a scratch folder")
def test_without_landlock_no_file_of_a_submission_is_there_for_the_next(monkeypatch):
    monkeypatch.setenv("AUTOGRADER_WITHOUT", "landlock")
    leaves = "import os\nos.makedirs('/tmp/matplotlib', exist_ok=True)\nopen('/tmp/matplotlib/left', 'w').close()\n"
    looks = "import glob\ndef f():\n    return glob.glob('/tmp/**/left', recursive=True)\n"
    with Box() as box:
        seen = []
        for source in (leaves + looks, looks):
            notebook = BoxedNotebook(box, cells_of([source]), "", LIMITS)
            with notebook:
                seen.append(notebook.call("f", (), {}).value)

    assert seen == [["/tmp/matplotlib/left"], []]
