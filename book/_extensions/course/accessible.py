"""What a page needs so that nobody is shut out: scrolling tables, alternative texts of outputs."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

log = logging.getLogger(__name__)


class AskForAlternativeTexts(SphinxPostTransform):
    """An image without words is a warning, and a warning stops the build."""

    default_priority = 950
    formats = ("html",)

    def run(self, **kwargs):
        for image in self.document.findall(nodes.image):
            words = image.get("alt", "")
            if not words or words == image.get("uri"):
                log.warning("image without alternative text. In a code cell: `mystnb: {image: {alt: …}}`.", location=image)


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


def setup(app):
    app.add_node(wide, html=(lambda self, node: self.body.append('<div class="table">'),
                             lambda self, node: self.body.append("</div>\n")))
    app.add_post_transform(AskForAlternativeTexts)
    app.add_post_transform(WrapTables)
