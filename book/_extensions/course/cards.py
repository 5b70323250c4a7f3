"""The picture of a page for those who share its address: its title, the five channels. 1200 × 630 pixels."""

import hashlib
import textwrap
from pathlib import Path

import course_plot

from course import language

CARDS = "_static/cards"
DRAWN_HERE = Path(__file__).read_bytes()  # a new way to draw makes new cards


def of(app, page: str, title: str) -> str:
    """The address of a page's card in its edition: the English card for all, whose letters every machine has."""
    if language.edition(app) == language.SOURCE:
        return draw(app, page, title)
    source = Path(app.outdir).parent
    cards = list((source / CARDS).glob(f"{page.replace('/', '-')}-????????.png"))
    newest = max(cards, key=lambda card: card.stat().st_mtime, default=None)
    return f"../{newest.relative_to(source)}" if newest else ""


def draw(app, page: str, title: str) -> str:
    """Draw the card of `page` unless it is there; returns its address inside the book."""
    name = f"{CARDS}/{page.replace('/', '-')}-{hashlib.sha256(DRAWN_HERE + title.encode()).hexdigest()[:8]}.png"
    file = Path(app.outdir) / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        picture(title, app.config.html_title).savefig(file, dpi=100, transparent=False)
    return name


def balanced(title: str, widest: int = 26) -> list[str]:
    """The title on as few lines as it needs, and these about as long as each other."""
    needed = len(textwrap.wrap(title, widest))
    return next(lines for width in range(8, widest + 1) if len(lines := textwrap.wrap(title, width)) == needed)


def picture(title: str, book: str):
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    palette = course_plot.colours()
    figure = Figure(figsize=(12, 6.3), facecolor=palette["paper"])
    page = figure.add_axes((0, 0, 1, 1), xlim=(0, 1200), ylim=(630, 0))
    page.axis("off")
    for channel in range(5):
        left = 80 + 68 * channel
        page.add_patch(
            Rectangle(
                (left, 80),
                56,
                56,
                facecolor=palette[f"channel-{channel}-fill"],
                edgecolor=palette[f"channel-{channel}"],
                linewidth=2,
            )
        )
        page.text(
            left + 28, 109, str(channel), ha="center", va="center", size=22, family="monospace", color=palette["ink"]
        )
    page.add_patch(Rectangle((80, 540), 1040, 1.5, color=palette["rule"]))
    page.text(
        80, 340, "\n".join(balanced(title)), va="center", size=48, weight="bold", color=palette["ink"], linespacing=1.15
    )
    page.text(80, 580, book, va="center", size=20, color=palette["ink-soft"])
    return figure
