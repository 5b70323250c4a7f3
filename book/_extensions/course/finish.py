"""The last step of a build: index.html, redirects of pages that moved, scripts of figures; and every page is there."""

import html
import json
import shutil
from pathlib import Path

import course_plot
from sphinx.errors import SphinxError

from course import language
from course.decoder import DECODER, SCRIPTS, STYLE
from course.interactive import FIGURES, all_assets
from course.packing import lean_file

REDIRECT = """<!DOCTYPE html>
<html lang="{language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title}</title>
  <meta http-equiv="refresh" content="0; url={link}">
  <link rel="canonical" href="{canonical}">
{script}</head>
<body><main><h1>{title}</h1><p><a href="{link}">{go}</a></p></main></body>
</html>
"""


CHOSEN = """  <script>
    try {
      const link = %s[localStorage.getItem("language")];
      if (link) location.replace(link);
    } catch (refused) { /* private window: the page of this folder */ }
  </script>
"""


def redirect(app, old: str, new: str, others: list[dict]) -> None:
    """A page at the old place, whose only script is for who chose one of the `others`, editions in other languages.

    `old` and `new` are page names, as in _toc.yml.
    """
    up = "../" * old.count("/")
    link = f"{up}{new}.html"
    title = app.env.titles[new].astext() if new in app.env.titles else app.config.html_title
    file = Path(app.outdir) / f"{old}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = REDIRECT.format(
        title=html.escape(title),
        language=language.edition(app).tag,
        go=language._("Go to the page"),
        script=CHOSEN % json.dumps({each["tag"]: each["link"] for each in others}) if others else "",
        link=link,
        canonical=f"{app.config.html_baseurl}{new}.html" if app.config.html_baseurl else link,
    )
    file.write_text(text, encoding="utf-8")


def mark() -> str:
    """The book's sign, for the browser's tab: three channels and a sum, in the palette's colours."""
    palette = course_plot.colours()
    squares = "".join(
        f'<rect x="{x}" y="{y}" width="12" height="12" fill="{palette[f"channel-{channel}"]}"/>'
        for channel, (x, y) in enumerate([(3, 3), (17, 3), (3, 17)])
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" fill="{palette["paper"]}"/>{squares}'
        f'<rect x="18.5" y="18.5" width="9" height="9" fill="none" stroke="{palette["sum"]}" stroke-width="3"/></svg>\n'
    )


def copy_scripts(app) -> None:
    """Scripts and styles of the figures (those that figures.json names) and of the decoder's boxes."""
    root, static = Path(app.srcdir), Path(app.outdir) / "_static"
    copies = [(root / FIGURES / name, static / "figures" / name) for name in all_assets(root)]
    if (root / DECODER).exists():
        copies += [(root / DECODER / name, static / "decoder" / name) for name in (STYLE, *SCRIPTS)]
    for source, target in copies:
        lean_file(source, target)


def finish(app, error) -> None:
    if error or app.builder.format != "html":
        return
    copy_scripts(app)
    (Path(app.outdir) / "_static/mark.svg").write_text(mark(), encoding="utf-8")
    # What a branch of GitHub Pages needs: folders that begin with _ are served, Binder knows what to install.
    (Path(app.outdir) / ".nojekyll").touch()
    shutil.copyfile(Path(app.srcdir) / "requirements.txt", Path(app.outdir) / "requirements.txt")
    root = app.config.root_doc
    for old, new in {"index": root, **app.config.course_redirects}.items():
        redirect(app, old, new, [each for each in language.links(app, old) if old == "index" and not each["here"]])
    missing = [page for page in app.config.external_site_map if page and not page_file(app, page).exists()]
    if missing:
        raise SphinxError(f"_toc.yml: no page was made of {', '.join(missing)}. Write it or take the entry out.")


def page_file(app, page: str) -> Path:
    return Path(app.outdir) / f"{page.removesuffix('.md').removesuffix('.ipynb')}.html"


def setup(app):
    app.add_config_value("course_redirects", {}, "html")
    app.connect("build-finished", finish)
