"""A minimal page for each figure, as the book makes it."""

import html

from figure_files import FIGURES, ROOT, read

SAY = ROOT / "book/_extensions/course/theme/static/say.js"  # which every page of the book loads
PAGE = """<!DOCTYPE html>
<html lang="en" data-theme="{theme}"><head><meta charset="utf-8"><title>{name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{styles}{scripts}</head>
<body><main style="max-width: 48rem; margin: auto; padding: 0 1rem"><article><h1>{name}</h1>
<p><a href="#after">before</a></p>{above}<figure class="interactive">
<div data-figure="{name}" data-state="{state}" {waits} tabindex="0" role="group" aria-label="a figure">{still}</div>
<figcaption>caption</figcaption></figure><p><a id="after" href="#after">after</a></p>
{below}</article></main></body></html>"""


def document(
    name: str, theme: str = "light", state: str | None = None, above="", below="", figures=FIGURES, alive=True
) -> str:
    """The page as the book makes it: the still picture and its table inside the root, scripts deferred. With `alive`,
    what a figure loads at the first touch is there from the beginning."""
    files = read(figures)
    figure = files["figures"][name]
    later = figure.get("later", [])
    scripts = [SAY, *(figures / file for file in [*figure["scripts"], *(later if alive else [])])]
    addresses = " ".join((figures / file).as_uri() for file in later)
    waits = "" if alive else f'data-later="{addresses}" data-when="{figure.get("when", "near")}"'
    static = {kind: (figures / f"static/{name}.{kind}").read_text(encoding="utf-8") for kind in ("svg", "html", "json")}
    styles = [
        ROOT / "book/_styles/course.css",
        ROOT / "book/_styles/page.css",
        *(figures / file for file in [*files["styles"], *figure.get("styles", [])]),
    ]
    return PAGE.format(
        name=name,
        theme=theme,
        above=above,
        below=below,
        waits=waits,
        state=html.escape(static["json"] if state is None else state),
        still=static["svg"] + static["html"],
        styles="".join(f'<link rel="stylesheet" href="{file.as_uri()}">' for file in styles),
        scripts="".join(f'<script defer src="{file.as_uri()}"></script>' for file in scripts),
    )
