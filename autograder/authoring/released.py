"""Rules about what students get: the released notebook, tried in the box as it leaves the author's hands."""

import ast
import re
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass

import nbformat

from autograder.course import release
from autograder.course.course import Course
from autograder.course.exercise import DATA, Exercise, task_of, whose_stub
from autograder.language import languages
from autograder.submission.cell import Cell
from autograder.wall.claims import CellOutcome

LARGE_DATA = 20_000_000  # bytes: learning platforms and mail take about as much
SHORT = 12  # characters; shorter lines (`else:`, `return Y`) give nothing away
# what anybody writes, so that it gives nothing away
HARMLESS = re.compile(
    "|".join(
        [
            r"import |from \S+ import |#|[rfb]?\"\"\"|@",
            r"(try|else|except|finally)\b.*:$",
            r"(async )?(def|class) .*:$",
            r"for \w+(, \w+)? in (\w+|(range|enumerate|zip)\([\w., ()]*\)):$",
            r"(while|if|with) [\w.]+( (is|is not|not in|in|==) [\w.]+)?:$",
            r"(return|yield|del|raise) ?[\w.]*$|print\([\w.]*\)$",
            r"self\.\w+ = \w+$|plt\.\w+\(\)$",
            r"\w+(, \w+)* = (\[\]|\{\}|\(\)|(set|dict|list)\(\)|None|True|False|\"\"|''|-?[\d.]+)$",
            r"\w+(, \w+)* = \w+\.(subplots|figure)\(\)$",
        ]
    )
)
DATA_WITH_A_NAME = re.compile(r"[A-Z][A-Z0-9_]* = ")  # a constant, as Python writes its name


@dataclass(frozen=True)
class Ran:
    """A notebook whose cells were run from top to bottom, checks included."""

    cells: list[tuple[str, str]]  # the task of a cell with checks, or "", and its source
    outcomes: Future[dict[int, CellOutcome]]

    def failed(self) -> Iterator[tuple[str, int, str, tuple[str, str, int]]]:
        """The task, number, source and exception of each cell that raised one."""
        outcomes = self.outcomes.result()
        for number, (task, source) in enumerate(self.cells, 1):
            error = outcomes[number].error if number in outcomes else ("Nothing", "it was not reached", 0)
            if error:
                yield task, number, source, error


def cells(notebook: dict) -> list[tuple[str, str]]:
    """The code cells of a notebook that `release.cut` made, each with the task that it checks."""
    found = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            claims = cell["metadata"].get("nbgrader", {})
            found.append((task_of(claims["grade_id"]) if claims.get("grade") else "", "".join(cell["source"])))
    return found


def as_code(of: list[tuple[str, str]]) -> list[Cell]:
    return [Cell("code", source) for _, source in of]


def broken_cells(exercise: Exercise, solution: Ran, stub: Ran) -> Iterator[str]:
    """What a student would stumble over: code that does not run, checks that pass at once or never."""
    where = f"exercises/{exercise.id}/{exercise.id}.ipynb"
    said = set()
    for task, number, source, (kind, text, line) in solution.failed():
        said.add(number)
        what = f"the visible check of {task}" if task else "given code"
        step = "Mend the check or the solution" if task else "Mend it"
        first = (source.splitlines() or [""])[max(line, 1) - 1 : max(line, 1)]
        at = f" in `{first[0].strip()}`" if first else ""
        yield f"{where}: {what} fails with the solution: {kind}: {text}{at}. {step}"
    failing = {number for _, number, _, _ in stub.failed()}
    for number, (task, _) in enumerate(stub.cells, 1):
        if task and number not in failing:
            yield f"{where}: the visible check of {task} passes with the stub. Check what the student is to write"
    for task, number, source, (kind, text, _) in stub.failed():
        if not task and number not in said and not (kind == "NotImplementedError" and whose_stub(text)):
            head = (source.strip().splitlines() or [""])[0]
            yield f"{where}: given code that begins with `{head}` fails before an answer is written: {kind}: {text}"


def files_beside(course: Course, exercise: Exercise) -> Iterator[str]:
    """Files beside the released notebook that its data do not explain, and files of the author that go nowhere."""
    wanted = {f"{exercise.id}.ipynb", *release.data_files(exercise)}
    for notebook in (course.release_notebook(exercise.id), *course.translated_notebooks(exercise.id).values()):
        folder = notebook.parent
        extra = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
        extra = sorted(name for name in extra if name not in wanted and not name.startswith(".ipynb_checkpoints/"))
        if extra:
            yield (
                f"{folder.relative_to(course.root)}: {', '.join(extra)} beside the notebook. "
                f"Students get the notebook and what lies in solutions/{exercise.id}/{DATA}/"
            )


def large_data(exercise: Exercise) -> Iterator[str]:
    """Data that is a burden: each student gets it, and so do the Gradescope zip and each box."""
    sizes = {name: len(data) for name, data in release.data_files(exercise).items()}
    if sum(sizes.values()) > LARGE_DATA:
        name = max(sizes, key=lambda each: sizes[each])
        total, one = (f"{size / 1e6:.0f} MB" for size in (sum(sizes.values()), sizes[name]))
        where = f"solutions/{exercise.id}/{DATA}"
        yield f"{where}: {total}, of which {name} has {one}. Each student gets all of it: take a smaller part"


def left_behind(exercise: Exercise) -> Iterator[str]:
    """Files in the exercise's folder that nobody reads and no student gets."""
    read = {"exercise.toml", "notebook.py", "hidden_tests.py", "probe.py", "taught.py", "README.md"}
    read |= {f"words.{language}.po" for language in languages()}
    for path in sorted(exercise.folder.iterdir()):
        if path.is_file() and path.name not in read and not path.name.startswith("."):
            yield (
                f"solutions/{exercise.id}/{path.name}: students do not get it, nor does the box. "
                f"What their notebook reads goes into solutions/{exercise.id}/{DATA}/"
            )


def secret_lines_shown(course: Course, exercise: Exercise) -> Iterator[tuple[str, bool]]:
    """Lines of a solution region, of a rubric or of the hidden tests that are in a released notebook.

    With each whether it is only data or a step of a test, which two tests may share: that is worth a look, not more.
    """
    solution = set(release.solution_lines(exercise))
    secret, tests = set(solution), exercise.folder / "hidden_tests.py"
    secret |= {line.strip() for line in (tests.read_text("utf-8").splitlines() if exercise.tasks else [])}
    released = course.root / "exercises"
    for path in sorted([*released.glob("*/*.ipynb"), *released.glob("*/*/*.ipynb")]):
        notebook = nbformat.read(path, as_version=4)
        shown = {line.strip() for cell in notebook.cells for line in cell.source.splitlines()}
        for line in sorted(secret & shown):
            if len(line) > SHORT and not HARMLESS.match(line):
                shows = f"{path.relative_to(course.root)}: shows a secret line of {exercise.id}: {line}"
                if line not in solution and _says_nothing_of_answers(line):
                    yield f"{shows}. If the hidden tests expect it, change one of them", True
                else:
                    yield f"{shows}. Students read it: change it there, or in the solution and the tests", False


def _says_nothing_of_answers(line: str) -> bool:
    """Whether it only gives a name to data, `SIZES = [1, 2]`, or makes a step that is written out, `box.put(3)`."""
    try:
        (statement,) = ast.parse(line).body
        if isinstance(statement, ast.Assign) and DATA_WITH_A_NAME.match(line):
            ast.literal_eval(statement.value)
            return True
        step = statement.value if isinstance(statement, ast.Expr) else None
        if not isinstance(step, ast.Call) or not isinstance(step.func, ast.Attribute):
            return False
        for given in (*step.args, *(keyword.value for keyword in step.keywords)):
            ast.literal_eval(given)
    except (ValueError, SyntaxError):
        return False
    return True
