"""A task of each kind of value, without a probe: right answers, wrong ones, and what their author reads."""

import random
import shutil
from pathlib import Path
from typing import Annotated

import pandas as pd
import pytest
from kit import command
from rich.console import Console
from small_course import hand_in, made

from autograder import panel_tables
from autograder.course import release
from autograder.course.course import Course
from autograder.marking import feedback, inputs, story, testing, written
from autograder.marking.mark import Marker
from autograder.submission.cell import cells_of
from autograder.terminal import show_task
from autograder.verdict import Verdict

WRONG = {
    "word_counts": (
        "def word_counts(text, least):\n    words = [w for w in text.split() if len(w) >= least]\n"
        "    return {w: words.count(w) for w in words}",
        "A key is missing: 'a'; a key is too many: 'A'.",
        "missing",
    ),
    "initials": (
        "def initials(name):\n    return ' '.join(part[:1] + '.' for part in name.split(' '))",
        "It gives 'J. . S. B.', expected 'J. S. B.'.",
        "'J. . S. B.'",
    ),
    "in_order": (
        "def in_order(items):\n    return sorted(set(items))",
        "for which this does not hold: The result holds the same numbers as the list, each as often.",
        "each as often",
    ),
    "vowels": ("def vowels(text):\n    return {c for c in text if c in 'aeiou'}", "In the set 'e' is missing.", "'e'"),
    "mean_by": ("def mean_by(frame, by):\n    return frame.groupby(by).sum()", ", column `x`: ", "differs"),
    "zscore": (
        "def zscore(table):\n    return (table - table.mean(axis=0)) / table.std(axis=0, ddof=1)",
        "The shape is right, but every value is 0.707 times the expected one.",
        "differs",
    ),
    "share": ("def share(part, whole):\n    return part / whole", "Expected a Fraction, got a float", "Fraction(0, 1)"),
    "age": (
        "def age(text):\n    return int(text)",
        "It must raise ValueError here; it gives -1 instead.",
        "raises ValueError",
    ),
    "shifted": (
        "def shifted(point, by):\n    return Point(point.x + by, point.y + by)",
        "Field `y` is 1.0, expected 0.0.",
        "Point",
    ),
    "newton": (
        "def newton(f, slope, start):\n    return start - f(start)",
        "The result is no zero of f.",
        None,
    ),
    "draw": ("def draw(xs, ys, title):\n    plt.plot(xs, ys)", "The title is missing, expected 'Run'.", "<svg"),
    "Account": (
        "class Account:\n    def __init__(self, balance): self.balance = balance\n"
        "    def deposit(self, amount): self.balance += amount\n"
        "    def withdraw(self, amount): self.balance -= amount",
        "`.withdraw(1)` after `Account(0)` gives None; ValueError is asked for.",
        "raises ValueError",
    ),
    "train": (
        "def train(net, inputs, targets, steps):\n    return 0.0",
        "After 200 steps the loss is still above 0.01.",
        None,
    ),
}
RIGHT = """
from collections import Counter, defaultdict
def word_counts(text, least):
    counts = defaultdict(int)
    for word in text.lower().split():
        counts[word] += len(word) >= least
    return Counter({word: n for word, n in counts.items() if n})
def in_order(items):
    return np.sort(np.array(items, dtype=int)).tolist()
def vowels(text):
    return frozenset(text.lower()).intersection("aeiou")
def mean_by(frame, by):
    names = sorted(frame[by].unique())
    return pd.DataFrame({"x": [frame.loc[frame[by] == name, "x"].mean() for name in names]}, index=names)
def draw(xs, ys, title):
    figure, axes = plt.subplots(figsize=(2, 2))
    axes.plot(xs, ys, "r--", label="mine")
    axes.set(title=title, xlabel="more than is asked for")
    return axes
class Account:
    def __init__(self, balance):
        self.past = [balance]
    @property
    def balance(self):
        return sum(self.past)
    def deposit(self, amount):
        self.past.append(amount)
    def withdraw(self, amount):
        if self.balance < amount:
            raise type("TooMuch", (ValueError,), {})
        self.past.append(-amount)
"""
DRAWN = {
    "notebook.py": '''# %% [markdown]
# # A run

# %%
import matplotlib.pyplot as plt

# %% answer="draw_run"
def draw_run(minutes, kilometres):
    """A line."""
    ### BEGIN SOLUTION
    plt.plot(minutes, kilometres)
    ### END SOLUTION

# %% checks="draw_run"
plt.close("all")
draw_run([1, 2], [3, 4])
assert len(plt.gca().lines) == 1
''',
    "hidden_tests.py": """import matplotlib.pyplot as plt
from autograder.testing import oracle

@oracle("draw_run", says="One line goes through the points.")
def _(minutes: [[0, 10, 20]], kilometres: [[0, 1, 5], [2, 3, 4]]):
    plt.plot(minutes, kilometres)
""",
    "wrong_answers/draw_run.toml": '''[axes_swapped]
belief = "the first argument goes up."
hint = "Which axis is which?"
code = """
def draw_run(minutes, kilometres):
    plt.plot(kilometres, minutes)
"""

[points]
belief = "points are enough."
hint = "What is between them?"
code = """
def draw_run(minutes, kilometres):
    plt.scatter(minutes, kilometres)
"""
''',
}
QUEUE = """
from typing import Literal
from autograder.testing import oracle

@oracle("Queue", says="Who comes first is called first.")
class _:
    def __init__(self, size: range(1, 4)):
        self._size, self._waiting, self.past = size, [], []
    def arrive(self, name: Literal["Ada", "Ben", "Cem"]):
        if len(self._waiting) >= self._size:
            raise OverflowError
        self._waiting.append(name)
    def call(self):
        return self._waiting.pop(0) if self._waiting else None
    def __len__(self):
        return len(self._waiting)
"""
MAY_RAISE = """
from autograder.testing import oracle

@oracle("initials", says="Each part has its initial; no name is no input.")
def _(name: list[str]):
    if not name:
        raise ValueError(name)
    return "".join(part[0].upper() + "." for part in name)
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("kinds")
    (root / "_config.yml").write_text("title: Kinds\n", encoding="utf-8")
    shutil.copytree(Path(__file__).parent / "kinds", root / "solutions" / "ex01_kinds")
    return Course(root)


@pytest.fixture(scope="module")
def marker(course):
    return Marker(course.exercise("ex01_kinds"))


@pytest.fixture(scope="module")
def mark(marker, real_box):
    solution = release.code_of(release.cut(marker.exercise).source)

    def mark(code, task=None):
        return marker.mark(cells_of([*solution, code]), real_box, only_task=task).record

    return mark


@pytest.mark.parametrize("code", ["", RIGHT], ids=["the solution", "other styles"])
def test_right_answers_of_every_kind_get_full_marks(mark, code):
    record = mark(code)

    assert {task.task: task.message for task in record.tasks if task.verdict is not Verdict.PASSED} == {}


@pytest.mark.parametrize("task", WRONG)
def test_a_wrong_answer_is_told_what_is_wrong(mark, marker, task):
    code, says, drawn = WRONG[task]
    record = mark(code, task)
    result = record.tasks[0]

    assert result.verdict is Verdict.FAILED and says in result.message
    assert (result.counterexample is None) is (drawn is None)
    assert story.disagreement(result, marker.exercise.task(task), marker.tests) == ""
    page = feedback.page(marker.exercise, record)
    console = Console(record=True, width=120, no_color=True)
    show_task(result, console)
    printed = console.export_text()
    if drawn is not None:
        figure = page.partition("<figure>")[2].partition("</figure>")[0]
        assert drawn in figure.replace("&#39;", "'") and ">expected" in figure and "gives" in printed


def test_what_an_object_keeps_is_its_own_and_lasts_for_one_run(mark):
    shared = "class Account:\n    past = []\n    def __init__(self, balance):\n        self.past.append(balance)\n"
    shared += "    def deposit(self, amount):\n        self.past.append(amount)\n"
    shared += "    def withdraw(self, amount):\n        if self.balance < amount: raise ValueError\n"
    shared += "        self.past.append(-amount)\n    balance = property(lambda self: sum(self.past))\n"

    assert mark(shared, "Account").tasks[0].verdict is Verdict.FAILED


def test_a_test_that_cannot_use_what_an_object_gives_has_failed(mark):
    nothing = "class Account:\n    def __init__(self, balance): pass\n    def deposit(self, amount): pass\n"
    odd = ("balance = None", "def balance(self): pass", "balance = {}", "balance = property(lambda self: 1 / 0)")
    for each in odd:
        result = mark(f"{nothing}    {each}\n    def withdraw(self, amount): raise ValueError", "Account").tasks[0]

        assert result.verdict in (Verdict.FAILED, Verdict.CRASHED), each


def test_an_argument_of_any_kind_that_is_changed_is_told(mark):
    changes = {
        "in_order": "def in_order(items):\n    items.sort()\n    return items",
        "shifted": "def shifted(point, by):\n    point.x += by\n    return point",
        "zscore": "def zscore(table):\n    table -= table.mean(0)\n    return table / table.std(0)",
        "mean_by": "def mean_by(frame, by):\n    frame['x'] *= 2\n    return frame.groupby(by).mean() / 2",
    }
    for task, code in changes.items():
        assert "changes its argument" in mark(code, task).tasks[0].message, task


def test_verify_and_release_take_an_exercise_of_these_kinds(course):
    released = command("release", "ex01_kinds", cwd=course.root)
    verified = command("verify", "ex01_kinds", cwd=course.root)

    assert released.returncode == 0, released.stderr
    assert "✓ The solution gets full marks" in verified.stdout and "✓ The released stub" in verified.stdout


def test_a_stub_of_a_task_that_may_raise_is_not_answered_yet(tmp_path, real_box):
    root = made(tmp_path / "course")
    (root / "solutions/ex01_first/hidden_tests.py").write_text(MAY_RAISE, encoding="utf-8")

    record = Marker(Course(root).exercise("ex01_first")).mark(
        cells_of(['def initials(name):\n    raise NotImplementedError("write initials here")']), real_box
    )

    assert record.record.tasks[0].message.startswith("This task is not answered yet")


def test_a_column_of_numbers_is_one_also_where_all_of_it_is_missing():
    kind = Annotated[pd.DataFrame, {"ph": [1.5, None]}]

    frames = [frame for seed in range(4) for frame in inputs.listed(kind, random.Random(seed))]

    assert any(len(frame) and frame["ph"].isna().all() for frame in frames)
    assert {str(frame["ph"].dtype) for frame in frames} == {"float64"}


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (pd.DataFrame({"acid": ["x"], "ph": [None]}), "DataFrame({'acid': ['x'], 'ph': [None]})"),
        (pd.Series([1.5, 2.5], index=["a", "b"]), "Series([1.5, 2.5], index=['a', 'b'])"),
        (pd.DataFrame({"a": []}), "DataFrame({'a': []})"),
        (pd.DataFrame({"long": range(70)}), "a table of 70 rows"),
    ],
)
def test_a_small_table_is_written_as_code(value, line):
    assert panel_tables.written(written.to_data(value)) == line


def test_a_figure_that_is_drawn_and_not_returned_is_right_by_its_reference_and_wrong_by_its_belief(tmp_path):
    root = made(tmp_path / "course", "plot")
    folder = root / "solutions/ex01_first"
    for path in (*folder.glob("wrong_answers/*"), *folder.glob("right_answers/*")):
        path.unlink()
    for name, text in DRAWN.items():
        (folder / name).write_text(text, encoding="utf-8")
    command("release", cwd=root)

    done = command("verify", cwd=root)

    assert done.returncode == 0, done.stdout


def test_scripts_of_calls_show_what_shows_only_with_several_things_in_a_queue(tmp_path):
    tests = tmp_path / "solutions/ex01_queue/hidden_tests.py"
    tests.parent.mkdir(parents=True)
    tests.write_text(QUEUE, encoding="utf-8")
    declared = testing.load(tests)
    declared.arguments["Queue"] = ("size", "calls")

    def tells(given):
        """Whether some call comes while the first in the queue is not the last."""
        waiting = []
        for step in given["calls"]:
            if step == ("call",):
                if waiting and waiting[0] != waiting[-1]:
                    return True
                del waiting[:1]
            elif step[0] == "arrive" and len(waiting) < given["size"]:
                waiting.append(step[1])
        return False

    for seed in range(20):
        drawn = list(declared.drawn("Queue", random.Random(seed), 20))
        assert len(drawn) == 20
        assert sum(map(tells, drawn)) >= 2, seed
        assert any(map(tells, declared.inputs("small_inputs", "Queue", seed))), "for the counterexample"


def test_an_untouched_class_is_not_answered_yet(tmp_path):
    root = made(tmp_path / "course", "class")
    hand_in(root, "ada", {})

    done = command("mark", "ex01_first", root / "classroom/submitted/ada/ex01_first/ex01_first.ipynb", cwd=root)

    assert "This task is not answered yet" in done.stdout and "is it the right notebook" not in done.stdout
