"""Cells run like Jupyter's, without shell and process; a line that goes wrong costs only itself."""

import sys
from types import SimpleNamespace

import pytest

from autograder.inside.cells import MAX_OUTPUT, CappedText, Runner, describe_error
from autograder.marking import cell_notes
from autograder.verdict import Place
from autograder.wall.claims import CellOutcome


@pytest.fixture
def runner(monkeypatch):
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # a runner puts a module of its own there
    return Runner(lambda *_: None)


def ran(runner, source, number=1, skip=(), definitions_only=False):
    return runner.run(number, source, set(skip), definitions_only)


def test_the_last_expression_is_shown_unless_a_semicolon_says_no(runner):
    assert ran(runner, "x = 3\nx + 1").result == "4"
    assert (
        ran(runner, "x + 1;").result is None
        and ran(runner, "y = 2").result is None
        and ran(runner, "None").result is None
    )


def test_what_is_printed_is_kept_and_the_streams_are_given_back(runner):
    out, err = sys.stdout, sys.stderr
    outcome = ran(runner, "import sys\nprint('a')\nprint('b', file=sys.stderr)")

    assert (outcome.stdout, outcome.stderr) == ("a\n", "b\n")
    assert (sys.stdout, sys.stderr) == (out, err)


def test_an_endless_print_keeps_its_first_64_kilobytes(runner):
    outcome = ran(runner, "for _ in range(3000): print('x' * 100)")

    assert MAX_OUTPUT <= len(outcome.stdout) < MAX_OUTPUT + 60 and "[cut: " in outcome.stdout[-40:]
    assert CappedText().write("abc") == 3, "the writer never notices"


def test_definitions_below_an_error_still_count(runner):
    outcome = ran(runner, "1 / 0\nprint('not reached')\nclass A: pass\nY = 3\nimport math\ndef f(): return Y")

    assert outcome.error[0] == "ZeroDivisionError" and outcome.error[2] == 1 and outcome.stdout == ""
    assert runner.namespace["f"]() == 3 and "A" in runner.namespace and "math" in runner.namespace


@pytest.mark.parametrize(
    "block",
    [
        "if True:\n    def f(): return 1",
        "try:\n    import mxnet\nexcept ImportError:\n    def f(): return 1",
        "if X > 0:\n    print(X)\nelse:\n    def f(): return 1",
        "try:\n    1 / 0\n    def f(): return 1\nfinally:\n    pass",
        "with open('/no/such/file') as file:\n    if file:\n        def f(): return 1",
    ],
)
def test_definitions_inside_a_block_count_below_an_error_and_where_the_block_stops_half_way(runner, block):
    outcome = ran(runner, "print(1 / 0)\n" + block)

    assert outcome.error[0] == "ZeroDivisionError" and runner.namespace["f"]() == 1


def test_what_a_block_did_not_choose_is_not_defined(runner):
    ran(runner, "def f(): return 1\nif len('a') > 1:\n    def f(): return 2\n    def g(): return 2")
    ran(runner, "try:\n    1 / 0\n    def f(): return 3\nexcept OSError:\n    pass")

    assert runner.namespace["f"]() == 1 and "g" not in runner.namespace


@pytest.mark.parametrize("broken", ["return 3", "x = = 2", "break"])
def test_a_line_that_python_refuses_is_told_and_costs_only_itself(runner, broken):
    outcome = ran(runner, f"{broken}\ndef f(): return 1")

    assert (outcome.error[0], outcome.error[2]) == ("SyntaxError", 1) and runner.namespace["f"]() == 1


def test_an_error_is_told_with_the_line_of_the_cell(runner):
    outcome = ran(runner, "def f():\n    raise KeyError('k')\n\nf()", number=3)

    assert outcome.error == ("KeyError", "'k'", 2)
    assert ran(runner, "x = 1\nx = (").error[0] == "SyntaxError"


@pytest.mark.parametrize(
    "source, note",
    [
        ("!rm -rf /", "!"),
        ("files = !ls", "!"),
        ("%%bash\necho hello", "%%bash"),
        ("%%javascript\nalert(1)", "%%javascript"),
        ("%run other.py", "%run"),
        ("%pip install torch", "%pip"),
    ],
)
def test_what_would_leave_python_is_skipped_with_a_note(runner, source, note):
    outcome = ran(runner, source)

    assert (outcome.error, outcome.notes) == (None, [note])


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("!", "line 1: a shell line (!) was skipped"),
        ("%%bash", "line 1: %%bash was skipped, with its cell"),
        ("%run", "line 1: %run was skipped"),
    ],
)
def test_a_note_is_said_with_its_place(note, said):
    notebook = SimpleNamespace(outcomes={1: CellOutcome(notes=(note,))}, place=lambda _, line: Place(None, line))

    assert cell_notes.of(notebook) == [said]


def test_magics_that_measure_run_their_code_and_quiet_ones_are_quiet(runner):
    assert ran(runner, "%%time\nx = 4").error is None and runner.namespace["x"] == 4
    assert ran(runner, "%time y = 5").error is None and runner.namespace["y"] == 5
    assert ran(runner, "%timeit -n 1 -r 2 y = -6").error is None and runner.namespace["y"] == -6
    assert ran(runner, "%matplotlib inline\n%load_ext autoreload").notes == []


def test_skipped_statements_are_left_out_and_definitions_only_runs_what_defines(runner):
    ran(runner, "x = 1\nx = 2\nprint('no')", skip={1})
    assert runner.namespace["x"] == 1

    outcome = ran(runner, "print('no')\nimport math\ndef f(): pass\nz = 3", definitions_only=True)
    assert outcome.stdout == "" and "f" in runner.namespace and runner.namespace["z"] == 3


def test_before_each_statement_that_could_hang_its_place_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    told = []
    Runner(lambda *place: told.append(place)).run(4, "x = 1\ndef f(): pass\nprint(x)", set(), False)

    assert told == [(4, -1, 1), (4, 0, 1), (4, 2, 3)]


def test_where_functions_and_classes_stand_is_remembered(runner):
    ran(runner, "def f(): pass\n\nclass A: pass\ndef f(): pass", number=2)

    assert runner.definitions == [("f", 2, 1), ("A", 2, 3), ("f", 2, 4)]


def test_classes_of_the_notebook_belong_to_main(runner):
    ran(runner, "class A: pass\nimport __main__\nsame = __main__.A is A\nname = __name__")

    assert runner.namespace["same"] is True and runner.namespace["name"] == "__main__"


def test_a_future_import_reaches_the_statements_and_cells_below(runner):
    ran(runner, "from __future__ import annotations\ndef f(X: Tensor) -> Tensor: return X")
    outcome = ran(runner, "def g(X: Unknown): return X\ng(3)", number=2)

    assert outcome.error is None and outcome.result == "3" and runner.namespace["f"](1) == 1


def test_an_error_whose_text_cannot_be_made_has_none():
    class Odd(Exception):
        def __str__(self):
            raise ValueError

    assert describe_error(Odd()) == ("Odd", "", 0)


def test_exit_and_interrupts_are_errors_of_the_cell(runner):
    for source in ("raise SystemExit(3)", "raise KeyboardInterrupt", "import sys\nsys.exit()"):
        assert ran(runner, source).error is not None
