"""Exercises numbered page by page, and `:class: dropdown` as a native <details>: it folds without a script, opens with
the keyboard, and the browser's own search finds what is inside.
"""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class fold(nodes.General, nodes.Element):
    """A folded box; its first child is a `fold_title`."""


class fold_title(nodes.General, nodes.TextElement): ...


class NameExercises(SphinxPostTransform):
    """sphinx-exercise counts through the whole book, and links a solution's title: a fold's title can hold no link."""

    default_priority = 890  # after sphinx-exercise has written its titles
    formats = ("html",)

    def run(self, **kwargs):
        number = 0
        for box in self.document.findall(nodes.Admonition):
            if not box.children or not isinstance(box[0], nodes.title):
                continue
            title = box[0].astext()
            if title.startswith("Solution to"):
                box[0][:] = [nodes.Text("Solution")]
            elif found := re.match(r"Exercise \d+\s*(?:\((.*)\))?$", title):
                number += 1
                box[0][:] = [nodes.Text(f"Exercise {number}" + (f": {found[1]}" if found[1] else ""))]


class FoldDropdowns(SphinxPostTransform):
    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs):
        for box in list(self.document.findall(nodes.Element)):
            if "dropdown" not in box.get("classes", ()) or not box.children:
                continue
            title = box[0]
            if not isinstance(title, nodes.title):
                continue
            details = fold(ids=box["ids"], classes=[name for name in box["classes"] if name != "dropdown"])
            details += fold_title("", "", *title.children)
            details += box.children[1:]
            box.replace_self(details)


def visit_fold(translator, node):
    translator.body.append(translator.starttag(node, "details", CLASS="admonition fold"))


def depart_fold(translator, node):
    translator.body.append("</details>\n")


def visit_title(translator, node):
    translator.body.append("<summary>")


def depart_title(translator, node):
    translator.body.append("</summary>\n")


def setup(app):
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.add_node(fold_title, html=(visit_title, depart_title))
    app.add_post_transform(NameExercises)
    app.add_post_transform(FoldDropdowns)
