"""What the commands print: two colours besides ink, aligned columns, 80 columns and NO_COLOR respected."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from autograder import words
from autograder.verdict import Counterexample, Record, TaskResult, Verdict

THEME = Theme({"look": "dark_orange3", "dim": "bright_black"})  # accent: needs a look; dim: does not


def console(*, stderr: bool = False) -> Console:
    """A console in the course's two colours."""
    return Console(theme=THEME, stderr=stderr, highlight=False, soft_wrap=False)


def show_record(record: Record) -> None:
    """One marked file: a block a task, then one line that can be read aloud."""
    out = console()
    for task in record.tasks:
        show_task(task, out)
    for note in record.notes:
        out.print(Text(f"note: {note}", style="dim"))
    out.print(f"{record.exercise}: {words.points(record.score)} of {words.points(record.max_score)} points")


def show_task(task: TaskResult, out: Console) -> None:
    """One task: mark, sentence, counterexample, hint."""
    right = task.verdict is Verdict.PASSED
    head = Text(f"{task.task}  ", style="bold")
    head.append(words.verdict(task), style="" if right else "look")
    head.append(f"  {words.points(task.score)}/{words.points(task.max_score)}")
    out.print(head)
    if task.message:
        out.print(Padding(Text(task.message), (0, 0, 0, 2)))
    if task.counterexample:
        out.print(Padding(example_table(task.counterexample), (0, 0, 0, 2)))
    if task.place:
        out.print(Padding(Text(f"{words.wrong_line(task.place)}: {task.place.text}"), (0, 0, 0, 2)))
        out.print(Padding(Text(words.proof(task.place)), (0, 0, 0, 2)))
    if task.mistake:
        out.print(Padding(Text(f"You may have believed that {task.mistake.belief}"), (0, 0, 0, 2)))
        out.print(Padding(Text(task.mistake.hint), (0, 0, 0, 2)))
        out.print(Padding(Text(f"Read {task.mistake.read}", style="dim"), (0, 0, 0, 2)))
    if not right:
        passed = sum(test.verdict is Verdict.PASSED for test in task.tests)
        if task.tests:
            out.print(Padding(Text(f"{passed} of {len(task.tests)} tests pass", style="dim"), (0, 0, 0, 2)))


def example_table(example: Counterexample) -> Table:
    """The counterexample as small grids, side by side where they fit."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    cells = []
    for name, value in [*example.arguments.items(), ("expected", example.expected), ("gives", example.got)]:
        table.add_column(name)
        other = example.expected if name == "gives" else None
        cells.append(Text("\n").join(grid(value, other)))
    table.add_row(*cells)
    return table


def grid(value: Any, other: Any = None) -> list[Text]:
    """A value of a counterexample as lines of text; what differs from `other` is in brackets."""
    if isinstance(value, Mapping) and "raises" in value:
        return [Text(f"raises {value['raises']}", style="look" if other is not None else "")]
    if isinstance(value, Mapping) and "returned" in value:
        return [Text(str(value["returned"]), style="look")]
    if isinstance(value, Mapping) and "changes" in value:
        return [Text(f"changes {value['changes']}", style="look")]
    if isinstance(value, Mapping) and "shape" in value:
        shape = "×".join(map(str, value["shape"])) or "a single number"
        alike = isinstance(other, Mapping) and other.get("shape") == value["shape"]
        head = [Text(shape, style="dim")]
        if value["values"] is None:
            return head
        return head + list(_planes(value["values"], other["values"] if alike else None, other is not None))
    return [Text(str(value), style="look" if other is not None and value != other else "")]


def _planes(values: Any, others: Any, compared: bool) -> list[Text]:
    depth = _depth(values)
    if depth == 0:
        return [_row([values], [others] if compared and others is not None else None)]
    if depth == 1:
        return [_row(values, others)]
    if depth == 2:
        return [_row(row, others[i] if others is not None else None) for i, row in enumerate(values)]
    lines: list[Text] = []
    for index, plane in enumerate(values):
        if index and depth == 3:
            lines.append(Text(""))
        lines += _planes(plane, others[index] if others is not None else None, compared)
    return lines


def _row(numbers: list, others: list | None) -> Text:
    row = Text()
    for index, number in enumerate(numbers):
        wrong = others is not None and _differs(number, others[index])
        row.append(f"[{number}]" if wrong else f" {number} ", style="look" if wrong else "")
    return row


def _differs(a: Any, b: Any) -> bool:
    return type(a) is str or type(b) is str or abs(a - b) > 1e-4 * (1 + abs(b))


def _depth(values: Any) -> int:
    return 1 + _depth(values[0]) if isinstance(values, list) and values else (1 if isinstance(values, list) else 0)
