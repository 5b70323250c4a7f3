"""What a page needs so that nobody is shut out: scrolling tables, alternative texts, no markup that misleads."""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from course.language import _

log = logging.getLogger(__name__)


class AskForAlternativeTexts(SphinxPostTransform):
    """An image without words is a warning, and a warning stops the build."""

    default_priority = 950
    formats = ("html",)

    def run(self, **kwargs):
        for image in self.document.findall(nodes.image):
            words = image.get("alt", "")
            if not words or words == image.get("uri"):
                log.warning(
                    "image without alternative text. In a code cell: `mystnb: {image: {alt: …}}`.", location=image
                )


class wide(nodes.General, nodes.Element):
    """Around a table: lets it scroll by itself on a phone."""


class WrapTables(SphinxPostTransform):
    default_priority = 951
    formats = ("html",)

    def run(self, **kwargs):
        for table in list(self.document.findall(nodes.table)):
            holder = wide()
            table.replace_self(holder)
            holder += table


# What other extensions write, and what axe-core says about it (rule in brackets).
MISLEADING = [
    (re.compile(r' aria-label="Toggle hidden content"'), ""),  # hides the visible words [label-content-name-mismatch]
    (re.compile(r'<th class="head"><p></p></th>'), "<td></td>"),  # the empty corner of a table [empty-table-header]
    (re.compile(r'<section id="(?:exercise|solution)-content">'), "<section>"),  # one id for every box
    (re.compile(r'<p class="((?:collapsed|expanded) [^"]*)">(.*?)</p>'), r'<span class="\1">\2</span>'),  # in a summary
    (re.compile(r' role="(?:doc-biblioentry|doc-backlink|list)"'), ""),  # [aria-deprecated-role, aria-allowed-role]
]


def correct(app, page, template, context, doctree):
    title = _("Link to this heading")  # Sphinx has no words for it in some languages
    context["body"] = context.get("body", "").replace(' title="Link to this heading"', f' title="{title}"')
    for pattern, instead in MISLEADING:
        context["body"] = pattern.sub(instead, context.get("body", ""))


def setup(app):
    app.connect("html-page-context", correct)
    app.add_node(
        wide,
        html=(
            lambda self, node: self.body.append('<div class="table">'),
            lambda self, node: self.body.append("</div>\n"),
        ),
    )
    app.add_post_transform(AskForAlternativeTexts)
    app.add_post_transform(WrapTables)
