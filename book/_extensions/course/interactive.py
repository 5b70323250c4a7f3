"""The `{interactive}` directive: one interactive figure.

    ```{interactive} multi-input
    :alt: what is to be seen

    **Claim in bold.** One sentence.
    ```

The picture `book/figures/static/<name>.svg` is written into the page, so that the figure is there without a script and in
search of meaning by a screen reader; `book/figures/<name>.js` replaces it. `head` loads the script on this page only.
"""

import html
import re
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

FIGURES = Path("book/figures")
log = logging.getLogger(__name__)


class figure_with_script(nodes.General, nodes.Element):
    """Holds `name`, `alt`, `picture` (SVG text) and `state` (JSON text); its children are the caption."""


class Interactive(SphinxDirective):
    required_arguments = 1
    has_content = True
    option_spec = {"alt": directives.unchanged_required, "name": directives.unchanged}

    def run(self):
        name = self.arguments[0]
        if "alt" not in self.options:
            raise self.error(f"interactive {name}: no :alt:. Say in words what is to be seen.")
        figure = figure_with_script(name=name, alt=self.options["alt"])
        figure["picture"] = self.read(f"static/{name}.svg")
        figure["state"] = self.read(f"static/{name}.json") or "{}"
        self.set_source_info(figure)
        self.add_name(figure)
        self.state.nested_parse(self.content, self.content_offset, figure)
        return [figure]

    def read(self, path: str) -> str:
        file = Path(self.env.srcdir) / FIGURES / path
        self.env.note_dependency(str(FIGURES / path))
        if not file.exists():
            if path.endswith(".svg"):
                log.warning("%s: no such picture. Draw it, or correct the figure's name.", FIGURES / path,
                            location=self.get_location())
            return ""
        return file.read_text(encoding="utf-8")


def inline_svg(picture: str, alt: str) -> str:
    """The drawing as it may stand inside HTML: no XML prologue, and a name for those who do not see it."""
    svg = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->", "", picture, flags=re.S).strip()
    if "role=" not in svg.split(">", 1)[0]:
        svg = svg.replace("<svg", '<svg role="img"', 1)
    if "aria-label" not in svg.split(">", 1)[0]:
        svg = svg.replace("<svg", f'<svg aria-label="{html.escape(alt)}"', 1)
    return svg


def visit(translator, node):
    alt, state = html.escape(node["alt"]), html.escape(" ".join(node["state"].split()))
    ids = "".join(f' id="{i}"' for i in node["ids"][:1])
    picture = inline_svg(node["picture"], node["alt"]) if node["picture"] else f"<p>{alt}</p>"
    translator.body.append(
        f'<figure class="interactive"{ids}>'
        f'<div data-figure="{node["name"]}" data-state="{state}" tabindex="0" role="group" aria-label="{alt}">'
        f"{picture}</div>\n<figcaption>"
    )


def depart(translator, node):
    translator.body.append("</figcaption></figure>\n")


def figures_of(doctree) -> list[str]:
    """Names of the interactive figures on a page, in order, each once."""
    return list(dict.fromkeys(node["name"] for node in doctree.findall(figure_with_script)))


def setup(app):
    app.add_node(figure_with_script, html=(visit, depart))
    app.add_directive("interactive", Interactive)
