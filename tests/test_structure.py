"""The rooms of the engine: imports go one way, the box knows nothing of the rest."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from kit import ROOT

ENGINE = ROOT / "autograder"

# rooms from the ground up: a room may import from itself and from rooms further down
FLOORS = [
    {
        "arguments",
        "crossing",
        "edits",
        "wire",
        "errors",
        "files",
        "grids",
        "language",
        "lean_imports",
        "limited",
        "look",
        "panel_tables",
        "plain_text",
        "sums",
        "torch_if_there",
        "torchvision_pair",
        "verdict",
        "words",
    },
    {"inside", "start_up"},
    {"course"},
    {"records", "submission"},
    {"terminal"},
    {"wall"},
    {"marking"},
    {"testing", "workers"},  # the door for authors; many submissions at a time
    {"collecting", "nbgrader_bridge"},
    {"classroom", "check"},
    {"authoring", "services"},
    {"commands"},
    {"cli"},
    {"__main__"},
]


@cache
def modules() -> dict[str, Path]:
    """Every module of the engine by its dotted name."""
    found = {}
    for path in sorted(ENGINE.rglob("*.py")):
        if "templates" in path.parts or "gradescope_files" in path.parts:
            continue
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports_of(module: str) -> frozenset[str]:
    """Dotted names that a module imports, also those inside functions."""
    path = modules()[module]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            assert node.module is not None
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return frozenset(found)


@cache
def of_ours(module: str) -> frozenset[str]:
    """Modules of the engine that a module imports (the package of a submodule counts by what it imports itself)."""
    return frozenset(name for name in imports_of(module) if name in modules() and name not in ("autograder", module))


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else "autograder"


def floor(module: str) -> int:
    found = [number for number, rooms in enumerate(FLOORS) if room(module) in rooms]
    assert len(found) == 1, f"{module}: give its room a floor in {Path(__file__).name}"
    return found[0]


def test_every_import_goes_down():
    wrong = [
        f"{module} imports {other}"
        for module in modules()
        if module != "autograder"
        for other in of_ours(module)
        if floor(other) > floor(module)
        or (floor(other) == floor(module) and room(other) != room(module) and floor(module))
    ]

    assert wrong == []


def test_no_modules_import_each_other():
    done, path = set(), []

    def visit(module):
        if module in path:
            pytest.fail(" → ".join([*path[path.index(module) :], module]))
        if module not in done:
            path.append(module)
            for other in sorted(of_ours(module)):
                if not module.startswith(f"{other}."):  # a package's own __init__ is not a step back
                    visit(other)
            path.pop()
            done.add(module)

    for module in modules():
        visit(module)


def test_what_runs_in_the_box_knows_only_itself_and_the_wire():
    allowed = {
        *(name for name in modules() if room(name) == "crossing"),
        "autograder.wire",
        "autograder.lean_imports",
        "autograder.torchvision_pair",
        "autograder.torch_if_there",
        "autograder",
    }
    for module in modules():
        if room(module) == "inside":
            strangers = {name for name in of_ours(module) if room(name) not in ("inside", "edits")} - allowed
            assert strangers == set(), f"{module} would have to be mounted beside student code"
        if room(module) == "crossing":
            assert {room(name) for name in of_ours(module)} <= {"crossing", "wire"}, f"{module} is mounted in the box"
        if room(module) == "edits":
            assert {room(name) for name in of_ours(module)} <= {"edits"}, (
                f"{module} would have to be mounted in the box"
            )
    for name in ("wire", "lean_imports", "torchvision_pair", "torch_if_there"):
        assert of_ours(f"autograder.{name}") == set(), f"{name} is mounted in the box: it may import nothing of ours"


def test_only_the_bridge_and_the_pipeline_import_nbgrader():
    importers = {room(module) for module in modules() if any(n.split(".")[0] == "nbgrader" for n in imports_of(module))}

    assert importers == {"nbgrader_bridge", "services"}


def test_nothing_on_the_trusted_side_unpickles_or_compiles_what_a_student_wrote():
    compilers = {
        module
        for module, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("exec", "eval", "compile")
    }
    # author's code: hidden tests and known mistakes; `check`, on the student's own machine, runs files through `inside`
    assert {module for module in compilers if room(module) != "inside"} == {
        "autograder.marking.testing",
        "autograder.marking.references",
        "autograder.marking.mistakes",
        "autograder.marking.seen",
        "autograder.marking.solution",
    }
    assert not [m for m in modules() if {"pickle", "cloudpickle", "dill", "shelve", "marshal"} & imports_of(m)]


def test_the_engine_knows_no_exercise_by_name():
    ids = {path.name for path in (ROOT / "solutions").iterdir() if path.is_dir()}
    examples = {"ex02_multi_output", "ex07_transposed"}  # in help texts and docstrings, whether or not they exist

    for module, path in modules().items():
        text = path.read_text(encoding="utf-8")
        assert [name for name in ids - examples if name in text] == [], module
        names = [n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant) and n.value in examples]
        assert names == [], f"{module}: an exercise outside of a sentence"


HEAVY = ("torch", "nbgrader", "d2l", "pandas")


@pytest.mark.parametrize("module", ["autograder.cli", "autograder.classroom.grade", "autograder.workers.process"])
def test_a_command_starts_without_heavy_imports(module):
    """`autograder --help`, the writer of a class and a worker that starts its box wait for none of these."""
    script = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=600)

    assert done.stdout.strip() == "[]", done.stderr


def test_no_two_test_files_have_one_name():
    """pytest imports them by their names alone, and stops at the second one."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []
