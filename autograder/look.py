"""The course's palette and type for pages outside the book: feedback and report follow the reader's own mode."""

from functools import cache
from pathlib import Path

from markupsafe import Markup

# one home for the values: a link to the book's own style sheet
PALETTE = Path(__file__).parent / "templates" / "course.css"

PAGE = PALETTE.with_name("pages.css")  # what feedback and report have in common


@cache
def css() -> Markup:
    """The custom properties, light and dark by the reader's setting, and what all pages have in common.

    Markup, for in a style element `&quot;` is no quotation mark: a template that escapes would end the list of fonts.
    """
    book = PALETTE.read_text(encoding="utf-8")
    by_setting = book.replace("@media screen {", "@media screen and (prefers-color-scheme: dark) {", 1)
    return Markup(by_setting.replace('html[data-theme="dark"]', ":root") + PAGE.read_text(encoding="utf-8"))
