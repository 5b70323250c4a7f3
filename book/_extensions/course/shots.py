"""Pictures of the course's own pages, `book/drawings/front/<name>-light.webp` and `-dark.webp`.

The page shows the one of its mode. `tools/pictures` makes them.

    ```{shot} student
    :alt: what is to be seen

    **Claim in bold.** One sentence.
    ```
"""

import html
import shutil
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from PIL import Image
from sphinx.util.docutils import SphinxDirective

from course.language import WithAlt

PICTURES = Path("book/drawings/front")
MODES = ("light", "dark")


class shot(nodes.General, nodes.Element, WithAlt):
    """Holds `name`, `alt` and the picture's `width` and `height`; its children are the caption."""


class Shot(SphinxDirective):
    required_arguments = 1
    has_content = True
    option_spec = {"alt": directives.unchanged_required}

    def run(self):
        name = self.arguments[0]
        if "alt" not in self.options:
            raise self.error(f"shot {name}: no :alt:. Say in words what is to be seen.")
        for mode in MODES:
            file = PICTURES / f"{name}-{mode}.webp"
            self.env.note_dependency(str(file))
            if not (Path(self.env.srcdir) / file).exists():
                raise self.error(f"{file}: no such file. Run: make pictures")
        width, height = Image.open(Path(self.env.srcdir) / file).size
        node = shot(name=name, alt=self.options["alt"], width=width, height=height)
        self.set_source_info(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def visit(translator, node):
    up = "../" * translator.builder.current_docname.count("/")
    alt = html.escape(node["alt"])
    translator.body.append('<figure class="shot">')
    for mode in MODES:  # loading="lazy": what is not shown is not loaded
        translator.body.append(
            f'<img class="in-{mode}" src="{up}_static/front/{node["name"]}-{mode}.webp" alt="{alt}" loading="lazy" '
            f'width="{node["width"]}" height="{node["height"]}">'
        )
    translator.body.append("\n<figcaption>")


def depart(translator, node):
    translator.body.append("</figcaption></figure>\n")


def copy(app, error):
    if error or app.builder.format != "html" or not (Path(app.srcdir) / PICTURES).exists():
        return
    shutil.copytree(Path(app.srcdir) / PICTURES, Path(app.outdir) / "_static/front", dirs_exist_ok=True)


def setup(app):
    app.add_node(shot, html=(visit, depart))
    app.add_directive("shot", Shot)
    app.connect("build-finished", copy)
