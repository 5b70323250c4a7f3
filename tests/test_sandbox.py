"""The command line of the box: what is mounted, what is known, and that nothing outlives its keeper."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from kit import ROOT, in_time, processes_below

from autograder import wire
from autograder.course.exercise import Limits
from autograder.inside import huge_pages
from autograder.submission.cell import cells_of
from autograder.wall import ahead, sandbox
from autograder.wall.box import Box
from autograder.wall.boxed import BoxedNotebook

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")

KEEPER = """\
import os, sys, time
from autograder.wall.box import Box
box = Box()
assert box.walls
def below(pid):
    found = [int(n) for n in os.listdir("/proc") if n.isdigit() and parent(n) == pid]
    return found + [deeper for child in found for deeper in below(child)]
def parent(n):
    try:
        return int(open(f"/proc/{n}/stat").read().rpartition(")")[2].split()[1])
    except OSError:
        return 0
print(*below(os.getpid()), flush=True)
time.sleep(600)
"""


def mounts(plan):
    """Sources of everything that is mounted from outside."""
    kinds = ("--ro-bind", "--bind", "--ro-bind-try", "--dev-bind")
    return {plan.argv[i + 1]: (word, plan.argv[i + 2]) for i, word in enumerate(plan.argv) if word in kinds}


@pytest.mark.skipif(sandbox.bubblewrap() is None, reason="bubblewrap is not installed")
def test_nothing_of_the_course_is_mounted_but_the_engines_inside():
    outside = mounts(sandbox.plan())

    of_the_course = {Path(path) for path in outside if Path(path).is_relative_to(ROOT)}
    sites = {path for path in of_the_course if path.name in ("site-packages", "dist-packages")}
    assert {path.relative_to(ROOT / "autograder").as_posix() for path in of_the_course - sites} == {
        *sandbox.NEEDED_INSIDE
    }
    assert not [inside for _, inside in outside.values() if str(ROOT) in inside]
    assert not [path for path in outside if path in ("/", "/home", "/root", "/tmp", "/etc", "/var", "/proc", "/sys")]


@pytest.mark.skipif(sandbox.bubblewrap() is None, reason="bubblewrap is not installed")
def test_everything_is_mounted_read_only_except_three_devices():
    writable = [path for path, (kind, _) in mounts(sandbox.plan()).items() if not kind.startswith("--ro-")]

    assert sorted(writable) == ["/dev/null", "/dev/urandom", "/dev/zero"]


@pytest.mark.parametrize("without", ["", "bubblewrap"])
def test_no_word_of_the_keepers_environment_goes_in(without, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_WITHOUT", without)
    monkeypatch.setenv("GRADEBOOK_PASSWORD", "secret")

    plan = sandbox.plan()

    assert "secret" not in " ".join([*plan.argv, *plan.environment.values()])
    assert "GRADEBOOK_PASSWORD" not in plan.environment


@pytest.mark.skipif(sandbox.bubblewrap() is None, reason="bubblewrap is not installed")
def test_the_machine_s_name_is_not_to_be_read(real_box):
    cell = cells_of(["import os\ndef name(): return os.uname().nodename"])

    with BoxedNotebook(real_box, cell, "", Limits(30, 5, 2000)) as notebook:
        assert notebook.call("name", (), {}).value == sandbox.HOST


def test_walls_can_be_left_out_by_name(monkeypatch):
    monkeypatch.setenv("AUTOGRADER_WITHOUT", "bubblewrap, seccomp")

    plan = sandbox.plan()

    assert plan.walls == ()
    assert plan.environment["BOX_WALLS"] == "landlock,limits"


def test_the_box_dies_with_its_keeper():
    with subprocess.Popen([sys.executable, "-c", KEEPER], stdout=subprocess.PIPE, text=True, cwd=ROOT) as keeper:
        assert keeper.stdout is not None
        inside = [int(pid) for pid in keeper.stdout.readline().split()]
        keeper.kill()
        keeper.wait()

    assert inside
    in_time(lambda: not any(os.path.exists(f"/proc/{pid}/exe") for pid in inside))


def test_a_bubblewrap_that_does_not_work_here_is_not_used(tmp_path, monkeypatch):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    assert sandbox.plan().walls == ()
    assert "No permissions" in sandbox.complaint(str(broken))


def below_this() -> set[int]:
    return set(processes_below(os.getpid()))


def test_the_box_that_was_started_ahead_is_the_one_that_is_taken():
    before = below_this()
    ahead.start()
    ahead.start()
    started = below_this() - before

    with ahead.take() as box:
        assert box.pid in started and box.walls
        alive = below_this() - before
        assert alive - {box.pid, *processes_below(box.pid)} == set(), "one box, and nothing beside it"


def test_a_box_that_nobody_took_ends_with_its_command():
    before, started = below_this(), set()
    with contextlib.suppress(ZeroDivisionError), ahead.started():
        started = below_this() - before
        _ = 1 / 0

    assert started and not started & below_this()


def test_a_folded_zygote_forks_as_before(real_box):
    """After so many forks that its memory is folded; children still start from what it has imported."""
    for _ in range(huge_pages.WORTH_IT_AFTER + 2):
        pid, channel = real_box.fork(Limits(seconds=10, call_seconds=5, memory_mb=1200))
        kind = channel.receive(time.monotonic() + 300).kind
        channel.close()
        real_box.reap(pid)

        assert kind == wire.STANDING


def test_the_box_of_a_class_has_imported_what_few_submissions_ask_for(real_box):
    with Box(for_a_class=True) as box:
        assert imported(box) == [True, True]
        assert box.walls == real_box.walls
    assert imported(real_box) == [False, False]


def imported(box) -> list[bool]:
    asks = "import sys\ndef f(): return [name in sys.modules for name in ('torch._dynamo', 'torchvision.models')]"
    limits = Limits(seconds=60, call_seconds=20, memory_mb=1200)
    with BoxedNotebook(box, cells_of([asks]), "", limits) as notebook:
        return notebook.call("f", (), {}).value
