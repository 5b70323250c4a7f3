"""The dated result: a table in Markdown and a plot in SVG, in the course's colours."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10

from benchmarks.graders import Run


@dataclass(frozen=True)
class Cost:
    """What a grader takes: `fixed` to start, `each` for one submission more, in seconds."""

    grader: str
    fixed: float
    each: float
    cpu_each: float  # processor time, which a busy neighbour does not change
    peak_mb: float


def cost(runs: Sequence[Run]) -> Cost:
    """Fixed and marginal cost from runs over a small and a large class (medians where there are several)."""
    fixed, each = _line([(run.count, run.seconds) for run in runs])
    cpu_each = _line([(run.count, run.cpu) for run in runs])[1]
    return Cost(runs[0].grader, fixed, each, cpu_each, max(run.peak_mb for run in runs))


def _line(measured: Sequence[tuple[int, float]]) -> tuple[float, float]:
    """(fixed, each) of the line through the medians of the smallest and the largest class."""
    by_size: dict[int, list[float]] = {}
    for count, value in measured:
        by_size.setdefault(count, []).append(value)
    small, large = min(by_size), max(by_size)
    if small == large:
        return 0.0, _median(by_size[small]) / small
    each = (_median(by_size[large]) - _median(by_size[small])) / (large - small)
    return max(0.0, _median(by_size[small]) - each * small), each


def _median(values: list[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def machine() -> str:
    """What it was measured on, without naming the machine."""
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) / 2**20
    load = os.getloadavg()[1]
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}; "
        f"load average at the end {load:.1f}"
    )


def markdown(date: str, costs: Sequence[Cost], class_runs: Sequence[Run], notes: Sequence[str], plot: str) -> str:
    """The page that is committed."""
    by_name = {one.grader: one for one in costs}
    base = by_name.get("ours, 1 worker")
    lines = [
        f"# Benchmark of {date}",
        "",
        f"`make bench` on {machine()}.",
        "The second exercise; every grader gets the same notebooks and runs the same hidden tests, in turns.",
        "",
        "| grader | start, s | each submission, s | against ours | CPU each, s | against ours | memory, MB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for one in costs:
        wall = f"{one.each / base.each:.2f}" if base else ""
        cpu_each = f"{one.cpu_each:.3f}" if one.cpu_each else ""
        cpu = f"{one.cpu_each / base.cpu_each:.2f}" if base and one.cpu_each else ""
        memory = f"{one.peak_mb:.0f}" if one.peak_mb else ""
        lines.append(f"| {one.grader} | {one.fixed:.1f} | {one.each:.3f} | {wall} | {cpu_each} | {cpu} | {memory} |")
    lines += ["", *notes, ""]
    if class_runs:
        lines += [
            "## A whole class",
            "",
            "| submissions | workers | seconds | each, s | CPU each, s | memory, MB |",
            "|---:|---:|---:|---:|---:|---:|",
        ]
        for run in class_runs:
            workers = run.grader.removeprefix("ours, ").split()[0]
            each, cpu = run.seconds / run.count, run.cpu / run.count
            lines.append(
                f"| {run.count} | {workers} | {run.seconds:.0f} | {each:.3f} | {cpu:.3f} | {run.peak_mb:.0f} |"
            )
        lines += ["", f"![Seconds by submissions]({plot})", ""]
    lines += [
        "*Start*: what one command costs before the first submission. *Each*: what one submission more costs, from a",
        "small and a larger class. *CPU*: processor time, which a busy neighbour changes little. *Memory*: of the",
        "command and all its children together, shared pages counted for each. The warm, unprotected process has the",
        "imports behind it, no wall, no gradebook, no feedback: the limit. *Behind the wall* is that process with the",
        "box: for each submission a fork, its walls, every call over the wire.",
        "",
    ]
    return "\n".join(lines)


WIDTH, HEIGHT, LEFT, BOTTOM, RIGHT, TOP = 760, 380, 84, 44, 230, 20
DECADES = ["1 s", "10 s", "100 s", "1,000 s", "10,000 s", "100,000 s"]


def plot(runs: Mapping[str, Sequence[Run]], compared: Sequence[Cost]) -> str:
    """Seconds against submissions, both axes logarithmic; graders that were not run so far as dashed lines."""
    sizes = sorted({run.count for line in runs.values() for run in line}) or [100, 3000]
    first, last = log10(sizes[0]), log10(max(sizes[-1], sizes[0] * 2))
    edge = WIDTH - RIGHT

    def x(count: float) -> float:
        return LEFT + (log10(count) - first) / (last - first) * (edge - LEFT)

    def y(seconds: float) -> float:
        part = min(max(log10(seconds), 0), len(DECADES) - 1) / (len(DECADES) - 1)
        return HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-label="Seconds by number of submissions" font-family="sans-serif" font-size="13" fill="currentColor">',
        f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{edge}" fill="none" stroke="currentColor" stroke-width="2"/>',
        f'<text x="{LEFT}" y="{HEIGHT - 6}">submissions</text>',
    ]
    for power, label in enumerate(DECADES):
        at = y(10**power)
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.0f}" text-anchor="end">{label}</text>')
        parts.append(f'<path d="M{LEFT} {at:.0f}H{edge}" stroke="currentColor" stroke-opacity="0.15"/>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.0f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{size:,}</text>')
    labels = []
    for index, (name, line) in enumerate(runs.items()):
        dash = "" if index == 0 else ' stroke-dasharray="2 3"'
        points = " ".join(f"{x(run.count):.1f},{y(run.seconds):.1f}" for run in line)
        parts.append(f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="2.5"{dash}/>')
        labels.append((y(line[-1].seconds), name))
    for one in compared:
        ends = [(size, one.fixed + one.each * size) for size in (sizes[0], sizes[-1])]
        points = " ".join(f"{x(size):.1f},{y(seconds):.1f}" for size, seconds in ends)
        faint = 'fill="none" stroke="currentColor" stroke-opacity="0.6" stroke-dasharray="8 5"'
        parts.append(f'<polyline points="{points}" {faint}/>')
        labels.append((y(ends[-1][1]), f"{one.grader} (computed)"))
    lowest = -20.0
    for at, name in sorted(labels):
        lowest = max(at, lowest + 16)  # lines that end close together keep their names apart
        parts.append(f'<text x="{edge + 8}" y="{lowest + 4:.0f}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])
