"""The pictures of the report: squared paper, one cell a student, as inline SVG in the course's colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from autograder.language import say, say_count
from autograder.words import points

CELL = 20  # px; a student
GAP = 2
TALLEST = 14  # cells in a column before a cell stands for several students
WIDEST = 26  # columns before scores are put together


def distribution(all_scores: list[float], max_score: float) -> Markup:
    """A column a score, a cell a student; in a large class a cell is several students, and the legend says so."""
    rounded = [round(score, 2) for score in all_scores]
    scores = sorted({*rounded, 0.0, max_score})
    if len(scores) > WIDEST:
        width = max_score / 20
        binned = Counter(min(int(score / width), 19) for score in rounded)
        columns = [(f"{points(round(n * width, 2))}–", binned[n]) for n in range(20)]
    else:
        counted = Counter(rounded)
        columns = [(points(score), counted[score]) for score in scores]
    each = max(1, -(-max(count for _, count in columns) // TALLEST))
    step, side = 44 if len(columns) <= 12 else 26, CELL
    height = max(-(-count // each) for _, count in columns) * (side + GAP)
    width_px, base = len(columns) * step + 8, height + 22
    parts = []
    for index, (label, count) in enumerate(columns):
        x = 4 + index * step + (step - side) / 2
        cells = -(-count // each)
        for row in range(cells):
            y = base - (row + 1) * (side + GAP)
            kind = "full" if label == points(max_score) else "some"
            parts.append(f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{side}" height="{side}"/>')
        middle = x + side / 2
        if count:
            parts.append(f'<text class="count" x="{middle:g}" y="{base - cells * (side + GAP) - 6:g}">{count}</text>')
        parts.append(f'<text x="{middle:g}" y="{base + 18:g}">{label}</text>')
    parts.append(f'<path class="axis" d="M0 {base}H{width_px}"/>')
    words = "; ".join(say("{score} points: {n}", score=label, n=count) for label, count in columns if count)
    legend = say_count("Points, one cell = one student.", "Points, one cell = {n} students.", each)
    return Markup(
        f'<svg class="distribution" role="img" aria-label="{words}" viewBox="0 0 {width_px} {base + 26}" '
        f'style="max-width:{width_px}px">{"".join(parts)}</svg><p class="aside">{legend}</p>'
    )


def waffle(words: list[tuple[str, int]], right: str) -> Markup:
    """One task: a cell a student (in a large class several), the right ones first, then each way of not being right."""
    total = sum(count for _, count in words)
    each = max(1, -(-total // 200))
    kinds = [("full" if word == right else "open", count) for word, count in words]
    cells = [kind for kind, count in kinds for _ in range(-(-count // each))]
    columns, step = 20, 16
    parts = []
    for number, kind in enumerate(cells):
        x, y = number % columns * step, number // columns * step
        parts.append(f'<rect class="{kind}" x="{x + 1}" y="{y + 1}" width="13" height="13"/>')
        if kind != "full":  # not by colour alone: the corner mark of what is not right
            parts.append(f'<path class="corner" d="M{x + 7} {y + 1}h7v7z"/>')
    height = -(-len(cells) // columns) * step
    legend = "; ".join(f"{count} {word}" for word, count in words)
    note = say("One cell = {n} students.", n=each) if each > 1 else ""
    return Markup(
        f'<svg class="waffle" role="img" aria-label="{legend}" viewBox="0 0 {columns * step} {height}" '
        f'style="max-width:{columns * step}px">{"".join(parts)}</svg>'
    ) + (Markup(f'<p class="aside">{note}</p>') if note else Markup(""))


def bar(count: int, of: int, kind: str) -> Markup:
    """`count` of `of` as a bar of at most twenty cells; what is missing is drawn empty."""
    cells = min(of, 20) or 1
    full = round(cells * count / of) if of else 0
    full = max(full, 1) if count else 0
    full = min(full, cells - 1) if count < of and cells > 1 else full
    parts = [
        f'<rect class="{kind if n < full else "none"}" x="{n * 11 + 0.5:g}" y="0.5" width="9" height="13"/>'
        for n in range(cells)
    ]
    return Markup(
        f'<svg class="bar" aria-hidden="true" viewBox="0 0 {cells * 11} 14" width="{cells * 11}" height="14">'
        f"{''.join(parts)}</svg>"
    )


WIDTH = 220  # px, of a strip
MOST_CELLS = 40  # in a strip, before a cell stands for several students


def strip(passed: Sequence[bool]) -> Markup:
    """One test: a cell a student, the best first, full where it passed; of many students a cell is a share."""
    count = min(len(passed), MOST_CELLS)
    shares = []
    for n in range(count):
        part = passed[n * len(passed) // count : (n + 1) * len(passed) // count]
        shares.append(sum(part) / len(part))
    step = min(14.0, WIDTH / count)
    parts = []
    for n, share in enumerate(shares):
        x, side = n * step + 0.5, step - 2
        parts.append(f'<rect class="none" x="{x:.1f}" y="0.5" width="{side:.1f}" height="13"/>')
        if share:
            y, height = 0.5 + 13 * (1 - share), 13 * share
            parts.append(f'<rect class="right" x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{height:.1f}"/>')
    width = count * step
    return Markup(
        f'<svg class="bar" aria-hidden="true" viewBox="0 0 {width:.1f} 14" width="{width:.1f}" height="14">'
        f"{''.join(parts)}</svg>"
    )


def left_and_kept(gone: int, kept: int, unknown: int) -> Markup:
    """A belief between two exercises: who left it behind (full), who holds it (with a corner), who is not known."""
    total = gone + kept + unknown
    each = max(1, -(-total // 20))
    counts = {"right": gone, "wrong": kept, "none": unknown}
    kinds = [kind for kind, count in counts.items() for _ in range(-(-count // each))]
    parts = []
    for n, kind in enumerate(kinds):
        x = n * 11 + 0.5
        parts.append(f'<rect class="{kind}" x="{x:g}" y="0.5" width="9" height="13"/>')
        if kind == "wrong":  # not by colour alone
            parts.append(f'<path class="corner" d="M{x + 3:g} 0.5h6v6z"/>')
    width = max(1, len(kinds)) * 11
    size = f'viewBox="0 0 {width} 14" width="{width}" height="14"'
    return Markup(f'<svg class="bar" aria-hidden="true" {size}>{"".join(parts)}</svg>')
