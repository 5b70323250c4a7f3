"""Figures whose drawing is written into the page, so that it takes the page's colours and needs no request.

    ```{interactive} multi-input             ```{drawing} wires-4-to-2
    :alt: what is to be seen                 :alt: what is to be seen

    **Claim in bold.** One sentence.         **Claim in bold.** One sentence.
    ```                                      ```

An interactive figure has a picture and a table, `book/figures/static/<name>.svg` and `.html`, for readers without a
script and for paper; its scripts put the live figure in their place. `head` loads those that figures.json names, and
only on pages with that figure.
`{linked} FIGURE KEY …` puts some controls of the page's figure beside a section once more.
A drawing is `book/drawings/<name>.svg` and stays as it is.
"""

import hashlib
import html
import json
import re
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from course.language import SOURCE, WithAlt, edition

FIGURES = Path("book/figures")
DRAWINGS = Path("book/drawings")


WORDS = re.compile(r"(?<=>)[^<>]*[a-z]{2}[^<>]*(?=</text>)")  # in a drawing


class drawing(nodes.General, nodes.Element, WithAlt):
    """Holds `name`, `alt` and `picture` (SVG text, whose words are sentences); its children are the caption."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        if original_message == self["source_alt"]:
            super().apply_translated_message(original_message, translated_message)
        else:
            self["picture"] = self["picture"].replace(f">{original_message}</text>", f">{translated_message}</text>")

    def extract_original_messages(self) -> list[str]:
        return [*super().extract_original_messages(), *dict.fromkeys(WORDS.findall(self["picture"]))]


class figure_with_script(drawing):
    """A drawing that also holds `table`, HTML text, and `state`, JSON text: what the live figure starts from.

    Its words are in its scripts.
    """

    extract_original_messages = WithAlt.extract_original_messages
    apply_translated_message = WithAlt.apply_translated_message


class Drawing(SphinxDirective):
    required_arguments = 1
    has_content = True
    option_spec = {"alt": directives.unchanged_required, "name": directives.unchanged}
    node_class = drawing

    def run(self):
        name = self.arguments[0]
        if "alt" not in self.options:
            raise self.error(f"figure {name}: no :alt:. Say in words what is to be seen.")
        figure = self.node_class(name=name, alt=self.options["alt"])
        self.fill(figure)
        self.set_source_info(figure)
        self.add_name(figure)
        self.state.nested_parse(self.content, self.content_offset, figure)
        return [figure]

    def fill(self, figure):
        figure["picture"] = self.read(DRAWINGS / f"{figure['name']}.svg")

    def read(self, path: Path) -> str:
        self.env.note_dependency(str(path))
        file = Path(self.env.srcdir) / path
        if not file.exists():
            raise self.error(f"{path}: no such file. Draw it (node book/figures/make_static.js), or correct the name.")
        return file.read_text(encoding="utf-8")


class Interactive(Drawing):
    node_class = figure_with_script

    def fill(self, figure):
        static = FIGURES / "static"
        spoken = static if edition(self.env.app) == SOURCE else static / edition(self.env.app).language
        figure["picture"] = self.read(spoken / f"{figure['name']}.svg")
        figure["table"] = self.read(spoken / f"{figure['name']}.html")
        figure["state"] = self.read(static / f"{figure['name']}.json")


class linked(nodes.General, nodes.Element):
    """Holds `figure` and `keys`: where a script puts some controls of the page's figure once more."""


class Linked(SphinxDirective):
    """`{linked} FIGURE KEY …`: without a script, and on paper, nothing."""

    required_arguments = 2
    final_argument_whitespace = True

    def run(self):
        figure, keys = self.arguments
        if figure not in figures_json(Path(self.env.srcdir))["figures"]:
            raise self.error(f"linked {figure}: no such figure. figures.json lists them.")
        return [linked(figure=figure, keys=" ".join(keys.split()))]


def visit_linked(translator, node):
    figure, keys = html.escape(node["figure"]), html.escape(node["keys"])
    translator.body.append(f'<div class="linked" data-linked="{figure}" data-keys="{keys}"></div>\n')


def inline_svg(picture: str, alt: str) -> str:
    """The drawing in a form that HTML takes: no XML prologue, and a name for those who do not see it."""
    svg = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->", "", picture, flags=re.S).strip()
    if "aria-label" not in svg.split(">", 1)[0]:
        svg = svg.replace("<svg", f'<svg role="img" aria-label="{html.escape(alt)}"', 1)
    return svg


def anchor(node) -> str:
    return "".join(f' id="{name}"' for name in node["ids"][:1])


def visit_drawing(translator, node):
    translator.body.append(
        f'<figure class="drawn"{anchor(node)}>{inline_svg(node["picture"], node["alt"])}\n<figcaption>'
    )


def visit_interactive(translator, node):
    name, alt = node["name"], html.escape(node["alt"])
    state = html.escape(" ".join(node["state"].split()))
    later = later_scripts(translator.builder, name)
    translator.body.append(
        f'<figure class="interactive"{anchor(node)}>'
        f'<div data-figure="{name}" data-state="{state}"{later} tabindex="0" role="group" aria-label="{alt}">'
        f"{inline_svg(node['picture'], node['alt'])}{node['table']}</div>\n<figcaption>"
    )


def later_scripts(builder, name: str) -> str:
    """Attributes that say what the figure loads after the page, and when."""
    root = Path(builder.srcdir)
    figure = figures_json(root)["figures"][name]
    if not figure.get("later"):
        return ""
    up = "../" * builder.current_docname.count("/")
    addresses = [f"{up}_static/figures/{file}?v={version(root / FIGURES / file)}" for file in figure["later"]]
    return f' data-later="{" ".join(addresses)}" data-when="{figure.get("when", "near")}"'


def depart(translator, node):
    translator.body.append("</figcaption></figure>\n")


def version(file: Path) -> str:
    """A few digits that change with the file, so that no browser keeps an old one."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


def figures_json(root: Path) -> dict:
    """What figures.json says, and each folder that holds a figure.json of its own."""
    listed = json.loads((root / FIGURES / "figures.json").read_text(encoding="utf-8"))
    for file in sorted((root / FIGURES).glob("*/figure.json")):
        listed["figures"][file.parent.name] = json.loads(file.read_text(encoding="utf-8"))
    return listed


def all_assets(root: Path) -> list[str]:
    """Every file that some page with a figure loads, at once or at the first touch."""
    listed = figures_json(root)
    figures = listed["figures"].values()
    own = [file for figure in figures for key in ("styles", "scripts", "later") for file in figure.get(key, [])]
    return list(dict.fromkeys([*listed["styles"], *own]))


def assets(root: Path, doctree) -> tuple[list[str], list[str]]:
    """Style sheets and scripts of the page's interactive figures, each once, in the order of figures.json."""
    names = {node["name"] for node in doctree.findall(figure_with_script)}
    if not names:
        return [], []
    listed = figures_json(root)
    figures = [listed["figures"][name] for name in sorted(names)]
    styles = [*listed["styles"], *(style for figure in figures for style in figure.get("styles", []))]
    scripts = [script for figure in figures for script in figure["scripts"]]
    return list(dict.fromkeys(styles)), list(dict.fromkeys(scripts))


def setup(app):
    app.add_node(drawing, html=(visit_drawing, depart))
    app.add_node(figure_with_script, html=(visit_interactive, depart))
    app.add_node(linked, html=(visit_linked, lambda translator, node: None))
    app.add_directive("linked", Linked)
    app.add_directive("drawing", Drawing)
    app.add_directive("interactive", Interactive)
