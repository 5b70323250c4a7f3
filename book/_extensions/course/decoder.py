"""The `{decoder}` directive: a box that explains a pasted error message, or follows an image through pasted layers.

    ```{decoder} error
    ```
    ```{decoder} layers
    ```

The scripts are those of book/decoder/, in the order of SCRIPTS. Each rule in them names the section to read by its
label; the labels become links when the book is built, and one that does not exist stops the build.
"""

import html
import json
import re
from pathlib import Path

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxDirective

from course.interactive import version
from course.language import _

DECODER = Path("book/decoder")
STYLE = "decoder.css"
SCRIPTS = (
    "reading.js",
    "convolutions.js",
    "layers.js",
    "tensors.js",
    "rarer.js",
    "operations.js",
    "signatures.js",
    "kinds.js",
    "python.js",
    "modules.js",
    "rarer-layers.js",
    "network.js",
    "decoder.js",
)

EXAMPLE_ERROR = (
    "RuntimeError: Given groups=1, weight of size [8, 3, 3, 3], expected input[1, 32, 48, 3] "
    "to have 3 channels, but got 32 channels instead"
)
EXAMPLE_LAYERS = """\
nn.Conv2d(3, 6, 5)
nn.ReLU()
nn.MaxPool2d(2)
nn.Conv2d(6, 16, 5)
nn.ReLU()
nn.MaxPool2d(2)
nn.Flatten()
nn.Linear(400, 120)"""

FIELD = '<textarea id="decoder-{}" rows="{}" spellcheck="false" autocapitalize="off" autocomplete="off"></textarea>'
EXAMPLES = {"error": EXAMPLE_ERROR, "layers": EXAMPLE_LAYERS}
BOX = """<div class="decoder" data-decoder="{kind}" data-sections="{sections}" data-scripts="{scripts}">
{fields}
<noscript><p>{noscript}</p></noscript>
<p class="buttons" hidden><button type="button" data-example="{example}">{show}</button>
<button type="button" data-clear>{clear}</button></p>
<div class="decoded" aria-live="polite"></div></div>
"""


def fields(kind: str) -> str:
    """What is pasted or typed into a box, as HTML."""
    if kind == "error":
        label = _("Paste your error message")
        return f'<label for="decoder-error">{label}</label>\n{FIELD.format(kind, 5)}'
    sizes = ((_("Image: channels"), 3), (_("height"), 32), (_("width"), 32))
    numbers = "\n".join(f'<label>{name} <input inputmode="numeric" value="{size}"></label>' for name, size in sizes)
    label = _("Paste your layers, one a line, or a whole network")
    return f'<label for="decoder-layers">{label}</label>\n{FIELD.format(kind, 9)}\n<p class="sizes">{numbers}</p>'


class decoder(nodes.General, nodes.Element):
    """Holds `kind`: "error" or "layers"."""


class Decoder(SphinxDirective):
    required_arguments = 1

    def run(self):
        kind = self.arguments[0]
        if kind not in EXAMPLES:
            raise self.error(f"decoder {kind}: there is {' and '.join(EXAMPLES)}. Correct the name.")
        return [decoder(kind=kind)]


def sections(app, page: str) -> str:
    """JSON of {label: link from this page}, for every label that a rule names."""
    text = "".join((Path(app.srcdir) / DECODER / script).read_text(encoding="utf-8") for script in SCRIPTS)
    named = "".join(re.findall(r"\bread: .*", text))
    known = app.env.get_domain("std").anonlabels
    links = {}
    for label in sorted(set(re.findall(r'"([a-z0-9-]+)"', named))):
        if label not in known:
            raise SphinxError(f"{DECODER}: no page has the label ({label})=. Correct `read`, or add the label.")
        document, anchor = known[label][:2]
        links[label] = f"{app.builder.get_relative_uri(page, document)}#{anchor}"
    return html.escape(json.dumps(links))


def visit_decoder(translator, node):
    app, kind, page = translator.builder.app, node["kind"], translator.builder.current_docname
    up, folder = "../" * page.count("/"), Path(translator.builder.app.srcdir) / DECODER
    later = " ".join(f"{up}_static/decoder/{name}?v={version(folder / name)}" for name in SCRIPTS[:-1])
    translator.body.append(
        BOX.format(
            kind=kind,
            fields=fields(kind),
            noscript=_("This box needs JavaScript. The sections below explain the same messages."),
            example=html.escape(EXAMPLES[kind]),
            show=_("Show an example"),
            clear=_("Clear"),
            sections=sections(app, page),
            scripts=later,
        )
    )


def depart_decoder(translator, node):
    pass


def files(app, page: str, doctree) -> tuple[list[Path], list[Path]]:
    """Style sheets and scripts that this page needs for its boxes; the search page answers messages too.

    A page with boxes loads the last script at once; that one loads the rules when a box is first used.
    """
    if not (Path(app.srcdir) / DECODER).exists():  # a book without the boxes
        return [], []
    if page != "search" and (doctree is None or next(doctree.findall(decoder), None) is None):
        return [], []
    folder = Path(app.srcdir) / DECODER
    scripts = SCRIPTS if page == "search" else SCRIPTS[-1:]
    return [folder / STYLE], [folder / script for script in scripts]


def setup(app):
    app.add_node(decoder, html=(visit_decoder, depart_decoder))
    app.add_directive("decoder", Decoder)
