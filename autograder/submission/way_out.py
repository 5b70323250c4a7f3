"""The way out: everything from a student that a browser will show passes here before it is written into a notebook.

The autograded notebook is opened in formgrader and in JupyterLab, and each has a Markdown parser of its own. A text
that is harmless for one may be active for the other. So a student's Markdown is kept only where it has no special
sign; other text is turned into HTML here, nh3 keeps what is on its allow-list, and the result is written as one line
that every Markdown parser passes on as it is. Pictures are part of that line; nothing is loaded from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from nbformat import NotebookNode

from autograder.plain_text import plain, plain_lines
from autograder.submission.formulas import formula
from autograder.submission.outputs import trimmed
from autograder.submission.pictures import NotShown, picture, picture_beside

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

NOTEBOOK_BYTES = 8_000_000  # outputs and pictures of a whole notebook
LONGEST_TEXT = 20_000  # characters of one text cell that are read as Markdown: the parser is slow on some texts
MOST_TEXT = 60_000  # the same for a whole notebook
MOST_TAGS = 2_000  # of one text cell: the time of a parser of HTML grows with the square of their nesting

# Words without a sign that any Markdown parser reads as a link, a picture, HTML, a formula, a heading or a block.
PLAIN = re.compile(r"(?:[\w \n.,;?!()'\"/%]|(?<=\w)-(?=\w))*")

TEXT = """
    a abbr b blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub summary sup
    table tbody td tfoot th thead tr tt u ul var wbr
"""
TEXT_TAGS = frozenset(TEXT.split())
MATH = """
    math mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub
    msubsup msup mtable mtd mtext mtr munder munderover semantics
"""
MATH_TAGS = frozenset(MATH.split())
TAGS = TEXT_TAGS | MATH_TAGS
CONTENT_DROPPED = frozenset({"annotation", "annotation-xml", "script", "style", "template", "title"})
CODE = frozenset({"code", "kbd", "pre", "samp", "tt"})
NO_END = frozenset({"br", "col", "hr", "img", "wbr"})
ATTRIBUTES = {
    "a": {"href"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "math": {"display"},
    "mi": {"mathvariant"},
    "mo": {"stretchy"},
    "ol": {"start", "reversed"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
NUMBERS = frozenset({"colspan", "height", "rowspan", "start", "width"})
# A host with a name of several parts: no number, and no name that means the reader's own machine or network.
ADDRESS = re.compile(
    r"https?://(?:[a-z0-9-]+\.)+(?!localhost|local\b|internal\b)[a-z][a-z0-9-]*(?::\d+)?(?:[/?#][!-~]*)?",
    re.IGNORECASE,
)
PASTED = re.compile(r"data:image/[a-z+.-]{1,20};base64,([A-Za-z0-9+/=]*)")

OPENS, CLOSES = "\ue000", "\ue001"  # around the number of a formula while Markdown and HTML are worked on
FORMULA = re.compile(rf"{OPENS}(\d+){CLOSES}|(\$\$?)([^$\n]+)\2")
# What is markup in HTML, ends a block of HTML in a Markdown text, or starts code, a link or a formula in one.
IN_ATTRIBUTES = {ord(sign): f"&#{ord(sign)};" for sign in "&<>\"'`~@\n\r\t\\$" + OPENS + CLOSES}
IN_TEXT = IN_ATTRIBUTES | {ord(sign): f"&#{ord(sign)};" for sign in "[]:"}


class WayOut:
    """The way out of one submission: its cells share one budget of size and time."""

    def __init__(self, beside: Path | None = None) -> None:
        """`beside`: the folder of the submission; pictures that lie there are shown, too."""
        self._text_left, self._bytes_left, self._beside = MOST_TEXT, NOTEBOOK_BYTES, beside

    def text(self, source: str, pictures: Mapping[str, str]) -> str:
        """The source of a Markdown cell that shows a student's Markdown; `pictures` are those attached to it."""
        source = plain_lines(source.replace(OPENS, "").replace(CLOSES, ""))
        if len(source) <= LONGEST_TEXT and PLAIN.fullmatch(source):
            return source
        markdown, pasted = _without_pictures(source)
        if len(markdown) > min(LONGEST_TEXT, self._text_left) or markdown.count("<") > MOST_TAGS:
            return self.raw(source)
        self._text_left -= len(markdown)
        try:
            page = _Page({**pictures, **pasted}, self._bytes_left, self._beside)
            shown = page.read(markdown)
        except ImportError:  # a package is missing: without this line every cell would lose its format, and nobody know
            raise
        except Exception:  # a fault of a parser costs the format of this cell, and nothing else
            return self.raw(source)
        self._bytes_left -= page.used
        return shown

    def raw(self, source: str) -> str:
        """The source of a Markdown cell that shows the text itself, letter by letter."""
        kept = plain_lines(source)[: min(LONGEST_TEXT, max(self._bytes_left, 0))]
        self._bytes_left -= len(kept)
        cut = f"\n… cut, {len(source):,} characters in all" if len(kept) < len(source) else ""
        return f"<div><pre>{escaped(kept + cut)}</pre></div>"

    def outputs(self, outputs: list[Any]) -> list[NotebookNode]:
        """The outputs of a code cell, cut: text alone; every other type is dropped."""
        kept, used = trimmed(outputs, self._bytes_left)
        self._bytes_left -= used
        return kept


def sentence(text: str) -> str:
    """A sentence with a student's words in it (names of files, what an exception said) as Markdown that shows it."""
    return f"<div><p>{escaped(plain(text, 2_000))}</p></div>"


def escaped(text: str) -> str:
    """Text for the one line of HTML; a formula's signs are kept apart, so that MathJax sees no pair of them."""
    return text.translate(IN_TEXT).replace("&#36;", "<span>&#36;</span>").replace("&#92;", "<span>&#92;</span>")


def _without_pictures(source: str) -> tuple[str, dict[str, str]]:
    """The text with each picture that was written into it as if it were attached, and those pictures by name."""
    parts = PASTED.split(source)
    pasted = {f"{OPENS}{number}": data for number, data in enumerate(parts[1::2])}
    names = [f"attachment:{name}" for name in pasted]
    return "".join(part for pair in zip(parts[::2], [*names, ""], strict=True) for part in pair), pasted


@cache
def _markdown() -> MarkdownIt:
    """CommonMark with tables and formulas. References are off: their parser takes minutes for some texts."""
    from markdown_it import MarkdownIt  # here: most submissions hold no text that needs it
    from mdit_py_plugins.amsmath import amsmath_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    made = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("reference")
    made.use(dollarmath_plugin, allow_space=True, allow_digits=True, double_inline=True).use(amsmath_plugin)

    def keep(_self, tokens, index, _options, env) -> str:
        token = tokens[index]
        mark = "" if token.type == "amsmath" else "$" if token.type == "math_inline" else "$$"
        env["formulas"].append((mark, token.content))
        return f"{OPENS}{len(env['formulas']) - 1}{CLOSES}"

    for kind in ("math_inline", "math_inline_double", "math_block", "math_block_label", "amsmath"):
        made.add_render_rule(kind, keep)
    return made


class _Page(HTMLParser):
    """Writes clean HTML as one line, puts the pictures into it, and says at its end what was left out."""

    def __init__(self, pictures: Mapping[str, str], room: int, beside: Path | None):
        super().__init__(convert_charrefs=True)
        self._pictures, self._room, self.used, self._beside = pictures, room, 0, beside
        self._formulas: list[tuple[str, str]] = []
        self._made: list[str] = []
        self._links: list[bool] = []  # of each open `a`, whether it was written
        self._code = 0  # how many elements of code are open: there a formula is shown as it was typed
        self._left_out: dict[str, None] = {}

    def read(self, markdown: str) -> str:
        import nh3  # here: as above

        html = _markdown().render(markdown, {"formulas": self._formulas})
        for tag in sorted(_Tags.of(html) - TAGS):
            self._leave_out(f"<{tag}>")
        self.feed(
            nh3.clean(
                html,
                tags=set(TAGS),
                clean_content_tags=set(CONTENT_DROPPED),
                attributes=ATTRIBUTES,
                url_schemes={"http", "https", "attachment"},
                link_rel=None,
            )
        )
        self.close()
        note = f"<p><em>Not shown: {escaped('; '.join(self._left_out))}</em></p>" if self._left_out else ""
        return f"<div>{''.join(self._made)}{note}</div>"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._made.append(self._picture(given))
        elif tag == "a":
            self._links.append(bool(ADDRESS.fullmatch(given.get("href", ""))))
            if self._links[-1]:
                opens = 'target="_blank" rel="noopener noreferrer nofollow"'
                self._made.append(f'<a href="{given["href"].translate(IN_ATTRIBUTES)}" {opens}>')
            elif "href" in given:
                self._leave_out(f"a link to {given['href']}")
        elif tag in TAGS:
            self._code += tag in CODE
            self._made.append(f"<{tag}{self._attributes(tag, given)}>")

    def handle_endtag(self, tag: str) -> None:
        written = self._links.pop() if tag == "a" and self._links else tag != "a"
        self._code -= tag in CODE
        if tag in TAGS - NO_END and written:
            self._made.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        at = 0
        for found in FORMULA.finditer(data) if not self._code else ():
            self._made.append(escaped(data[at : found.start()]))
            at = found.end()
            mark, tex = self._formulas[int(found[1])] if found[1] else (found[2], found[3])
            typeset = formula(tex)
            self._made.append(
                f"<code>{escaped(mark + tex + mark)}</code>" if typeset is None else mark + typeset + mark
            )
        self._made.append(escaped(data[at:]))

    def _attributes(self, tag: str, given: Mapping[str, str]) -> str:
        allowed = [(name, given[name]) for name in sorted(ATTRIBUTES.get(tag, ())) if name in given]
        return "".join(
            f' {name}="{value.translate(IN_ATTRIBUTES)}"'
            for name, value in allowed
            if name not in NUMBERS or re.fullmatch(r"\d{1,4}%?", value)
        )

    def _picture(self, given: Mapping[str, str]) -> str:
        """The picture itself, or its name where there is none to show."""
        source, alt = given.get("src", ""), given.get("alt", "")
        name = unquote(source.removeprefix("attachment:"))
        try:
            kind, data = picture(self._found(source, name))
            if self.used + len(data) > self._room:
                raise NotShown("is one too many: the pictures of this notebook are too large together")
        except NotShown as reason:
            called = alt or name.replace(OPENS, "pasted ") or "picture"
            where = f" ({source})" if "//" in source else ""
            self._leave_out(f"the picture '{called}'{where} {reason}")
            return escaped(f"[picture: {plain(called, 80)}]")
        self.used += len(data)
        size = self._attributes("img", {key: given[key] for key in ("alt", "width", "height") if key in given})
        return f'<img src="data:{kind};base64,{data}"{size}>'

    def _found(self, source: str, name: str) -> str:
        """A picture in the notebook or beside it. Raises NotShown with the reason."""
        if not source.startswith("attachment:"):
            return picture_beside(self._beside, name)
        if name not in self._pictures:
            raise NotShown("is not in the notebook")
        if not self._pictures[name]:
            raise NotShown("is too large, or no PNG, JPEG or GIF")
        return self._pictures[name]

    def _leave_out(self, what: str) -> None:
        if len(self._left_out) < 5:
            self._left_out[plain(what, 120)] = None


class _Tags(HTMLParser):
    """The names of the elements in an HTML text, to tell what the sanitizer takes away."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    @classmethod
    def of(cls, html: str) -> set[str]:
        reader = cls()
        reader.feed(html)
        return reader.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
