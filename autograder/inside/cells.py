"""Runs the cells of a notebook, statement by statement, and keeps what each one printed.

Like Jupyter: one namespace, the last expression of a cell is shown. Unlike Jupyter: no shell, no processes, nothing to
type into; and a statement that fails, hangs or kills the process costs only itself: the definitions below it still
count, because a right answer that anyone can see in the file earns its marks.
"""

import __future__

import ast
import contextlib
import io
import linecache
import re
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from autograder.inside import reading_cells

MAX_OUTPUT = 64 * 2**10
MAX_TEXT = 2_000
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
_QUIET_MAGICS = (
    "matplotlib",
    "load_ext",
    "reload_ext",
    "config",
    "autoreload",
    "time",
    "timeit",
    "precision",
)
_MAGIC_OPTIONS = re.compile(r"^\s*(-\w+\s*\d*\s+)*")  # `%timeit -n 1 -r 1 f(X)`
_CELL_NAME = re.compile(r"<cell (\d+)>")


@dataclass
class Outcome:
    """What one cell did."""

    stdout: str = ""
    stderr: str = ""
    result: str | None = None  # repr of the last expression
    error: tuple[str, str, int] | None = None  # type, text, line
    notes: list[str] = field(default_factory=list)
    raised_at: tuple[int, int] = (0, 0)  # cell and line of the innermost cell that the error went through


class CappedText(io.TextIOBase):
    """A stream that keeps the first 64 kB and never makes the writer wait."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._left = MAX_OUTPUT
        self._lost = 0

    def write(self, text: str) -> int:
        kept = text[: self._left]
        if kept:
            self._parts.append(kept)
            self._left -= len(kept)
        self._lost += len(text) - len(kept)
        return len(text)

    def writable(self) -> bool:
        return True

    def text(self) -> str:
        cut = f"\n[cut: {self._lost} more characters]" if self._lost else ""
        return "".join(self._parts) + cut


class Runner:
    """One notebook: its namespace and what its cells did."""

    def __init__(self, progress: Callable[[int, int, int], None]):
        """`progress(cell, statement, line)` is called before each statement that could hang."""
        self._progress = progress
        self._shell = _Shell(self)
        self._notes: list[str] = []
        self._future = 0
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module  # so that classes, `import __main__` and inspect see the notebook
        self.namespace = module.__dict__
        self.namespace.update(get_ipython=lambda: self._shell, display=_display)
        self.definitions: list[tuple[str, int, int]] = []  # name, cell, line of each top-level def and class
        self.trees: dict[
            str, tuple[int, ast.FunctionDef | ast.ClassDef]
        ] = {}  # cell and tree of the definition that counts, by name

    def run(self, number: int, source: str, skip: set[int], definitions_only: bool) -> Outcome:
        """Run one cell (numbered from 1); statements in `skip` are left out."""
        outcome, self._notes = Outcome(), []
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = out, err = CappedText(), CappedText()  # type: ignore[assignment]
        try:
            self._progress(number, -1, 1)
            if -1 not in skip:
                self._run(number, source, skip, definitions_only, outcome)
        finally:
            sys.stdout, sys.stderr = streams
        outcome.stdout, outcome.stderr, outcome.notes = out.text(), err.text(), self._notes
        return outcome

    def _run(self, number: int, source: str, skip: set[int], definitions_only: bool, outcome: Outcome) -> None:
        statements = self._read(number, source, outcome)
        for index, statement in enumerate(statements):
            is_definition = isinstance(statement, _DEFINITIONS)
            failed_above = outcome.error is not None
            if index in skip or (
                (failed_above or definitions_only) and not is_definition and not reading_cells.sets_names(statement)
            ):
                continue
            if not is_definition:
                self._progress(number, index, statement.lineno)
            shown = index == len(statements) - 1 and isinstance(statement, ast.Expr)
            try:
                value = self._execute(number, statement, shown)
                if shown and value is not None and not _ends_with_semicolon(source):
                    outcome.result = repr(value)[:MAX_OUTPUT]
            except BaseException as error:
                if not failed_above:
                    outcome.error = describe_error(error, number)
                    outcome.raised_at = innermost_cell(error), describe_error(error)[2]
                self._define_the_rest(number, statement)

    def _read(self, number: int, source: str, outcome: Outcome) -> list[ast.stmt]:
        name = f"<cell {number}>"
        cell = reading_cells.read(source, name)
        linecache.cache[name] = (len(cell.python), None, cell.python.splitlines(keepends=True), name)
        if cell.error:
            error, line = cell.error
            outcome.error = (type(error).__name__, _safe_str(error), line)
        for statement in cell.statements:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                self.definitions.append((statement.name, number, statement.lineno))
                self.trees[statement.name] = (number, statement)
        return cell.statements

    def _execute(self, number: int, statement: ast.stmt, wants_value: bool) -> Any:
        name = f"<cell {number}>"
        if wants_value and isinstance(statement, ast.Expr):
            return eval(self._compile(ast.Expression(statement.value), name, "eval"), self.namespace)
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                self._future |= getattr(getattr(__future__, alias.name, None), "compiler_flag", 0)
        exec(self._compile(ast.Module([statement], []), name, "exec"), self.namespace)
        return None

    def define(self, number: int, definition: ast.stmt) -> None:
        """Define a function or a class again, from the tree as it is now."""
        self._execute(number, definition, False)

    def _define_the_rest(self, number: int, block: ast.stmt) -> None:
        """Define what comes below the failing line of a block, unless the name exists already."""
        for definition in reading_cells.definitions_within(block):
            if definition.name not in self.namespace:
                with contextlib.suppress(Exception):  # the block's own error is reported already
                    self._execute(number, definition, False)

    def _compile(self, tree: ast.AST, name: str, mode: str) -> types.CodeType:
        """Compile under the notebook's own `from __future__ import`, which reaches the statements and cells below."""
        return compile(tree, name, mode, self._future, dont_inherit=True)  # type: ignore[call-overload]

    def run_body(self, source: str) -> None:
        """Run the body of a cell magic such as `%%time` in the notebook's namespace."""
        exec(compile(source, "<cell 0>", "exec"), self.namespace)

    def note(self, text: str) -> None:
        """Remember what was skipped: `%name`, `%%name` with its cell, `!` for a shell line."""
        if len(self._notes) < 20:
            self._notes.append(text[:200])


class _Shell:
    """What is left of IPython's shell: magics that change nothing are quiet, the rest is skipped with a note."""

    def __init__(self, runner: Runner):
        self._runner = runner

    def run_line_magic(self, name: str, line: str, *_: Any, **__: Any) -> None:
        if name in ("time", "timeit") and line.strip():
            self._runner.run_body(_MAGIC_OPTIONS.sub("", line))
        elif name not in _QUIET_MAGICS:
            self._runner.note(f"%{name}")

    def run_cell_magic(self, name: str, line: str, body: str) -> None:
        if name in reading_cells.BODY_MAGICS:
            self._runner.run_body(body)
        else:
            self._runner.note(f"%%{name}")

    def system(self, command: str) -> None:
        self._runner.note("!")

    def getoutput(self, command: str) -> list[str]:
        self.system(command)
        return []

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"get_ipython().{name} does not exist while marking")


def describe_error(error: BaseException, cell: int | None = None) -> tuple[str, str, int]:
    """Type, text and the last line in the student's cells (of this cell, if given) that the error went through."""
    line = 0
    if isinstance(error, SyntaxError) and _CELL_NAME.fullmatch(str(error.filename)):
        line = error.lineno or 0
    for _, found_cell, found_line in _student_frames(error):
        if cell is None or found_cell == cell:
            line = found_line
    return type(error).__name__[:100], _safe_str(error), line


def innermost_cell(error: BaseException) -> int:
    """Number of the cell whose line raised, 0 if none is known."""
    return max(((depth, cell) for depth, cell, _ in _student_frames(error)), default=(0, 0))[1]


def _student_frames(error: BaseException) -> Iterator[tuple[int, int, int]]:
    traceback, depth = error.__traceback__, 0
    while traceback is not None and depth < 10_000:
        match = _CELL_NAME.fullmatch(traceback.tb_frame.f_code.co_filename)
        if match:
            yield depth, int(match[1]), traceback.tb_lineno
        traceback, depth = traceback.tb_next, depth + 1


def _ends_with_semicolon(source: str) -> bool:
    return source.rstrip().endswith(";")


def _safe_str(error: BaseException) -> str:
    try:
        # of a syntax error only the message: its place is said in terms of the student's file
        return str(error.msg if isinstance(error, SyntaxError) else error)[:MAX_TEXT]
    except BaseException:
        return ""


def _display(*values: Any, **_: Any) -> None:
    for value in values:
        print(repr(value))


def warm_up() -> None:
    """Pay for first use before the fork."""
    made = "torch.ones(2)" if "torch" in sys.modules else "2.0"
    imports = "import torch\n" if "torch" in sys.modules else ""
    cell = f"%matplotlib inline\n{imports}def f(x): return x / 3\nprint(f({made}))\nf({made})"
    Runner(lambda *_: None).run(1, cell, set(), False)
    sys.modules.pop("__main__", None)
