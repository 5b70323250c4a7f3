"""One submission in the box: whatever its code does to itself or to the channel, an answer or a fault comes."""

import contextlib
import dataclasses
import os
import subprocess
import sys

import pytest
import torch
from kit import RIGHT, processes_below

from autograder.course.exercise import Limits
from autograder.marking.values import from_wire, to_wire
from autograder.submission.cell import cells_of
from autograder.wall.boxed import MAX_SHOWN, BoxedNotebook
from autograder.wall.claims import Died, Raised, TimedOut

LIMITS = Limits(seconds=30, call_seconds=2, memory_mb=1200)
X = to_wire(torch.arange(6.0).reshape(1, 2, 3))

# what a cheat does first: find the keeper's channel among the living objects
CHANNEL = """
import gc, struct
channel = next(thing for thing in gc.get_objects() if type(thing).__name__ == "Channel")
"""


@pytest.fixture
def notebook(real_box):
    """notebook("cell", …) → a notebook in the box, its cells have run."""
    opened = []

    def notebook(*cells, limits=LIMITS, probe="", ready=True):
        made = BoxedNotebook(real_box, cells_of(list(cells)), probe, limits)
        opened.append(made)
        return made.__enter__() if ready else made

    yield notebook
    for made in opened:
        made.__exit__()


def test_a_function_answers_with_its_value(notebook):
    answer = notebook("import torch\ndef twice(X):\n    return 2 * X").call("twice", (X,), {})

    assert torch.equal(from_wire(answer.value), 2 * torch.arange(6.0).reshape(1, 2, 3))
    assert answer.changed == ()


def test_the_names_that_can_be_called_are_told_and_where_they_stand(notebook):
    made = notebook("x = 1\ndef f(): pass", "class Net: pass\nhelper = lambda: 0\n_hidden = f")

    assert {"f", "Net", "helper"} <= set(made.names) and not {"x", "_hidden"} & set(made.names)
    assert made.definitions == (("f", 1, 2), ("Net", 2, 1))


def test_a_probe_sees_the_students_names_and_the_student_not_the_probe(notebook):
    made = notebook(
        "def f(): return 3\ndef look(): return 'ask_f' in globals()",
        probe="def ask_f(student, more):\n    return student['f']() + more",
    )

    assert made.call("ask_f", (4,), {}).value == 7
    assert made.call("look", (), {}).value is False


def test_a_changed_argument_is_reported_by_its_place(notebook):
    made = notebook("def f(A, B):\n    B += 1\n    return A")

    assert made.call("f", (X, X), {}).changed == (1,)


def test_a_list_that_was_emptied_is_a_changed_argument_too(notebook):
    made = notebook("def f(layers, X):\n    while layers: layers.pop()", "def g(layers, X):\n    return list(layers)")

    assert made.call("f", ([(3, 1), (5, 2)], X), {}).changed == (0,)
    assert made.call("g", ([(3, 1), (5, 2)], X), {}).changed == ()


def test_an_exception_comes_with_its_bases_cell_and_line(notebook):
    made = notebook("class Odd(ValueError): pass", "def f():\n    raise Odd('why')")

    with pytest.raises(Raised) as error:
        made.call("f", (), {})

    raised = error.value
    assert (raised.kind, raised.text, raised.cell, raised.line) == ("Odd", "why", 2, 2)
    assert "ValueError" in raised.bases


def test_after_a_call_that_hangs_the_next_one_is_answered(notebook):
    made = notebook("def hang():\n    while True: pass", "def f(): return 1")

    with pytest.raises(TimedOut):
        made.call("hang", (), {})

    assert made.clock.look() < made.ends, "one call does not take the time for everything"
    assert made.call("f", (), {}).value == 1


def test_after_a_call_that_ends_the_process_the_next_one_is_answered(notebook):
    made = notebook("import os, ctypes\ndef end(): os._exit(0)\ndef crash(): ctypes.string_at(0)", "def f(): return 1")

    for name in ("end", "crash"):
        with pytest.raises(Died):
            made.call(name, (), {})
        assert made.call("f", (), {}).value == 1


@pytest.mark.parametrize(
    "scratch",
    [
        "import os; os._exit(0)",
        "while True: pass",
        "raise SystemExit",
        "1 / 0",
        "import sys; sys.exit(3)",
        "x = (",
        "f()",
    ],  # fmt: skip
    ids=["ends", "hangs", "exits", "raises", "sys.exit", "no python", "not yet there"],
)
def test_a_scratch_cell_costs_only_itself(notebook, scratch):
    limits = dataclasses.replace(LIMITS, seconds=6)  # half of it for the cells
    made = notebook(scratch, "def f(): return 1", scratch, "value = f()\ndef g(): return value", limits=limits)

    assert made.call("g", (), {}).value == 1


def test_what_was_left_out_is_said(notebook):
    made = notebook("x = 1\nimport os\nos._exit(0)", "def f(): return 1")

    assert any("cell 1, line 3" in note and "left out" in note for note in made.notes)


def test_a_file_that_ends_the_program_in_every_cell_is_died_not_an_endless_loop(notebook):
    made = notebook(*["import os\nos._exit(0)\ndef f(): return 1" for _ in range(8)], ready=False)

    with contextlib.suppress(Died):
        assert made.call("f", (), {}).value == 1

    assert made.clock.look() < made.ends, "it does not take the time for everything"


@pytest.mark.parametrize(
    "kind, value",
    [
        (16, "(float('inf'), 0, 0)"),  # int() of it overflows
        (16, "('9' * 5000, 0, 0)"),
        (16, "(1, 2)"),
        (17, "(1, 'a', 'b', None, None, 3)"),
        (17, "(10**6, 'invented', '', None, None, [])"),
        (17, "(True, None, None, None, None, [])"),
        (18, "([], [('f', float('nan'), 1)])"),
        (18, "(7, 8)"),
        (18, "None"),
        (19, "None"),
        (19, "(1, [-1], 0)"),
        (19, "(1, [2**62], 0)"),
        (20, "('E',)"),
        (21, "(1, 2, 3)"),
        (99, "None"),
        (1, "None"),
    ],
)
def test_no_frame_that_a_student_invents_troubles_the_keeper(notebook, kind, value):
    forge = f"channel.send({kind}, 1, {value})"
    made = notebook(CHANNEL + forge, "def f(): return 1", f"def g():\n    {forge}\n    return 1", ready=False)

    try:
        made.__enter__()
    except (Died, TimedOut):
        return
    for name in ("g", "f"):
        with contextlib.suppress(Died, TimedOut, Raised):
            assert made.call(name, (), {}).value == 1


def test_a_flood_of_output_frames_is_not_kept(notebook):
    forge = "for n in range(300):\n    channel.send(17, 0, (n + 1, 'x' * 900_000, '', None, None, []))"
    made = notebook(CHANNEL + forge, "def f(): return 1", ready=False)

    with contextlib.suppress(Died, TimedOut):
        made.__enter__()

    assert sum(len(outcome.stdout) for outcome in made.outcomes.values()) < 200_000


def test_of_what_very_many_cells_print_the_keeper_keeps_a_part(notebook):
    made = notebook(*["print('A' * 65_000)\nraise ValueError"] * 150, "def f(): return 1")

    assert sum(len(outcome.stdout) for outcome in made.outcomes.values()) <= MAX_SHOWN
    assert made.outcomes[1].stdout and not made.outcomes[150].stdout and made.outcomes[150].error
    assert made.call("f", (), {}).value == 1


def test_a_list_too_large_to_look_at_is_described_not_a_crash(notebook):
    made = notebook("def f(): return [[0.0] * 3000 for _ in range(40)]\ndef g(): return [1]")

    assert "too large" in made.call("f", (), {}).value.description
    assert made.call("g", (), {}).value == [1]


def test_a_large_tensor_is_described_not_copied(notebook):
    made = notebook("import torch\ndef f(): return torch.zeros(3000, 1000)")

    assert "3000, 1000" in made.call("f", (), {}).value.description


def test_the_deadline_of_the_mark_bounds_the_cells_too(notebook):
    short = dataclasses.replace(LIMITS, seconds=3)
    made = notebook("import time\ntime.sleep(60)\n" * 3, "def f(): return 1", limits=short, ready=False)

    with contextlib.suppress(TimedOut, Died):
        made.__enter__()

    assert made.clock.look() < made.ends + 9, "four attempts, each of three statements that sleep for a minute"


@pytest.fixture
def busy_core():
    """A processor core that four other processes keep busy."""
    core = min(os.sched_getaffinity(0))
    pin = f"import os; os.sched_setaffinity(0, {{{core}}})"
    loops = [subprocess.Popen([sys.executable, "-c", f"{pin}\nwhile True: pass"]) for _ in range(4)]
    yield core
    for loop in loops:
        loop.kill()
        loop.wait()


def test_time_spent_waiting_for_a_processor_is_not_the_students(notebook, real_box, busy_core):
    assert real_box.walls
    box = set(processes_below(real_box.pid))
    works = "def works():\n    end = time.process_time() + 0.6\n    while time.process_time() < end: pass\n    return 7"
    made = notebook(
        "import time", works, "def sleeps(): time.sleep(60)", limits=dataclasses.replace(LIMITS, call_seconds=1)
    )
    (child,) = set(processes_below(real_box.pid)) - box
    os.sched_setaffinity(child, {busy_core})

    assert made.call("works", (), {}).value == 7
    with pytest.raises(TimedOut):
        made.call("sleeps", (), {})


def test_the_start_of_a_new_box_is_not_the_students_time(notebook, real_box, monkeypatch):
    before = real_box.pid
    monkeypatch.setattr("autograder.wall.box.RENEW_AFTER", 0)  # the next fork needs a new box

    made = notebook("def f(): return 7", limits=dataclasses.replace(LIMITS, seconds=1))  # a box takes seconds

    assert real_box.pid != before
    assert made.call("f", (), {}).value == 7


def test_a_call_counts_operations_only_when_asked(notebook):
    made = notebook("def f(X):\n    total = 0\n    for x in X.reshape(-1):\n        total += x\n    return total")

    assert made.call("f", (X,), {}).work == 0
    assert made.call("f", (X,), {}, count=True).work >= 6


def test_each_submission_starts_from_the_same_clean_process(notebook):
    notebook(RIGHT, "import torch, builtins\nbuiltins.left = 1\ntorch.left = 1\ntorch.stack = None")
    made = notebook("import torch, builtins\ndef f(): return (hasattr(builtins, 'left'), hasattr(torch, 'left'))")

    assert made.call("f", (), {}).value == (False, False)


@pytest.mark.parametrize("attribute", ["f_trace = None", "f_trace_lines = False"])
def test_a_frame_that_hides_its_lines_is_not_counted_as_one_without(notebook, attribute):
    made = notebook(f"import sys\ndef f(n):\n    sys._getframe().{attribute}\n    while n: n -= 1\n    return n")

    with pytest.raises(Raised, match="NotCountedError"):
        made.call("f", (1000,), {}, count=True)
    assert made.call("f", (3,), {}).value == 0
