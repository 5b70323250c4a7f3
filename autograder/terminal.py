"""What the commands print: two colours besides ink, aligned columns, 80 columns and NO_COLOR respected."""

import io
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from autograder import grids, words
from autograder.grids import Panel, Square
from autograder.language import in_a_row, phrase, say, say_count
from autograder.panel_tables import Table as Rows
from autograder.plain_text import visible
from autograder.verdict import Counterexample, Record, TaskResult, Verdict

SUM = phrase("{score} of {most} points")
WIDTH = 80  # columns of what is written into a file
THEME = Theme({"look": "dark_orange3", "dim": "bright_black"})  # accent: needs a look; dim: does not


class _PrintableConsole(Console):
    """Prints no control code: a name of a folder or a file may hold some, or bytes that are no text."""

    def print(self, *objects: Any, **options: Any) -> None:
        super().print(*(visible(each) if isinstance(each, str) else each for each in objects), **options)


def console(*, stderr: bool = False) -> Console:
    """A console in the course's two colours."""
    return _PrintableConsole(theme=THEME, stderr=stderr, highlight=False, soft_wrap=False)


def show_record(record: Record, questions: Sequence[float] = ()) -> None:
    """One marked file: a block a task, then one line that can be read aloud.

    `questions`: the points of each question, which only a person gives.
    """
    out, record = console(), record.again()
    for task in record.tasks:
        show_task(task, out)
    for note in record.notes:
        out.print(Text(say("note: {note}", note=note), style="dim"))
    said = say(SUM, score=words.points(record.score), most=words.points(record.max_score))
    if questions:
        waits = say_count(
            "{n} question waits for a person's mark: {points} points",
            "{n} questions wait for a person's mark: {points} points",
            len(questions),
            points=words.points(sum(questions)),
        )
        said = say("{before}; {item}", before=said, item=waits) if record.tasks else waits
    out.print(say("{exercise}: {said}", exercise=record.exercise, said=said), markup=False, soft_wrap=True)


def show_task(task: TaskResult, out: Console) -> None:
    """One task: mark, sentence, counterexample, hint."""
    right = task.verdict is Verdict.PASSED
    head = Text(f"{task.task}  ", style="bold")
    head.append(words.verdict(task), style="" if right else "look")
    head.append(f"  {words.points(task.score)}/{words.points(task.max_score)}")
    out.print(head)
    _show_why(task, out)


def why(task: TaskResult) -> str:
    """What `show_task` prints below the head, as plain text."""
    out = Console(file=io.StringIO(), theme=THEME, highlight=False, width=WIDTH, color_system=None)
    _show_why(task, out)
    return "\n".join(line.rstrip()[2:] for line in out.file.getvalue().splitlines())  # type: ignore[attr-defined]


def _show_why(task: TaskResult, out: Console) -> None:
    """Sentence, counterexample, line, belief and hint."""
    if task.message:
        out.print(Padding(Text(task.message), (0, 0, 0, 2)))
    if task.counterexample:
        out.print(Padding(example_table(task.counterexample), (0, 0, 0, 2)))
    if task.place:
        out.print(
            Padding(Text(say("{look}: {line}", look=words.wrong_line(task.place), line=task.place.text)), (0, 0, 0, 2))
        )
        out.print(Padding(Text(words.proof(task.place)), (0, 0, 0, 2)))
    if task.mistake:
        believed = say("{believed} {belief}", believed=say("You may have believed that"), belief=task.mistake.belief)
        out.print(Padding(Text(in_a_row(believed, task.mistake.refuted)), (0, 0, 0, 2)))
        out.print(Padding(Text(task.mistake.hint), (0, 0, 0, 2)))
        if task.mistake.read:
            out.print(Padding(Text(say("Read {page}", page=task.mistake.read), style="dim"), (0, 0, 0, 2)))
    if also := words.also(task):
        out.print(Padding(Text(also), (0, 0, 0, 2)))
    if task.verdict is not Verdict.PASSED:
        passed = sum(test.verdict is Verdict.PASSED for test in task.tests)
        if task.tests:
            said = say("{n} of {all} tests pass", n=passed, all=len(task.tests))
            if credit := words.credit(task):
                said = say("{said}. {why}", said=said, why=credit)
            out.print(Padding(Text(said, style="dim"), (0, 0, 0, 2)))


def example_table(example: Counterexample) -> Table:
    """The counterexample as small grids, side by side where they fit."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    cells = []
    for panel in grids.panels(example):
        table.add_column(panel.name)
        cells.append(Text("\n").join(panel_lines(panel)))
    table.add_row(*cells)
    return table


def panel_lines(panel: Panel) -> list[Text]:
    """A value as lines of text; what differs from the expected value is in brackets, not only in colour."""
    lines = []
    if panel.shape is not None:
        lines.append(Text("×".join(map(str, panel.shape)) or say("a single number"), style="dim"))
    if panel.table is not None:
        lines += table_lines(panel.table)
    if panel.text:
        lines.append(Text(panel.text, style="look" if panel.off else ""))
    for number, plane in enumerate(panel.planes):
        if number:
            lines.append(Text(""))
        lines += [_row(row) for row in plane.rows]
    return lines


def table_lines(table: Rows) -> list[Text]:
    """Rows with labels, in columns; what differs is in brackets."""
    lines = [Text(table.says, style="dim")] if table.says else []
    cells = [[f"[{each.value}]" if each.off else f" {each.value} " for each in row.squares] for row in table.rows]
    heads = [f" {head} " for head in table.head]
    count = max([len(heads), *map(len, cells)])
    widths = [
        max((len(row[place]) for row in [*cells, heads] if place < len(row)), default=0) for place in range(count)
    ]
    labels = max((len(row.label) for row in table.rows), default=0)
    if heads:
        said = "".join(head.ljust(width) for head, width in zip(heads, widths, strict=True))
        lines.append(Text(" " * labels + said, style="dim"))
    for row, texts in zip(table.rows, cells, strict=True):
        line = Text(row.label.ljust(labels), style="look" if row.off else "")
        for square, text, width in zip(row.squares, texts, widths, strict=False):
            line.append(text.ljust(width), style="look" if square.off else "")
        lines.append(line)
    return lines


def _row(squares: Sequence[Square]) -> Text:
    row = Text()
    for square in squares:
        row.append(f"[{square.value}]" if square.off else f" {square.value} ", style="look" if square.off else "")
    return row
