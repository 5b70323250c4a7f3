"""Exercises numbered page by page, and `:class: dropdown` as a native <details>: it folds without a script, opens with
the keyboard, and the browser's own search finds what is inside.
"""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import solution_node

from course.language import _


class fold(nodes.General, nodes.Element):
    """A folded box; its first child is a `fold_title`."""


class fold_title(nodes.General, nodes.TextElement): ...


class NameSolutions(SphinxPostTransform):
    """A solution is below its exercise and needs no link back: the title of a fold can hold none."""

    default_priority = 890  # after sphinx-exercise has written its titles
    formats = ("html",)

    def run(self, **kwargs):
        for box in self.document.findall(solution_node):
            box[0][:] = [nodes.Text(_("Solution"))]


def count_by_page(app, env):
    """Exercise 1 is the first of its page, not of the book: a new exercise in chapter 1 leaves chapter 5 alone."""
    for numbers in env.toc_fignumbers.values():
        exercises = numbers.get("exercise", {})
        for place, name in enumerate(sorted(exercises, key=exercises.get), 1):
            exercises[name] = (place,)


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
    app.connect("env-check-consistency", count_by_page)
    app.add_post_transform(NameSolutions)
    app.add_post_transform(FoldDropdowns)
