"""TeX to MathML when the book is built: a formula then needs no script and no network, and can be read aloud."""

import latex2mathml.converter
from docutils import nodes
from sphinx.util import logging

log = logging.getLogger(__name__)


def mathml(tex: str, display: str, node) -> str:
    try:
        return latex2mathml.converter.convert(tex, display=display)
    except Exception as error:  # the converter raises many kinds; each is a fault of the formula
        log.warning("formula %r: %s. Write it in plainer TeX.", tex, error or type(error).__name__, location=node)
        return f"<code>{nodes.fully_normalize_name(tex)}</code>"


def inline(translator, node):
    translator.body.append(mathml(node.astext(), "inline", node))
    raise nodes.SkipNode


def block(translator, node):
    translator.body.append(translator.starttag(node, "div", CLASS="formula"))
    translator.body.append(mathml(node.astext(), "block", node))
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
