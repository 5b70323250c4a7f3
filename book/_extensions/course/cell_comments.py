"""Comments of code cells, translated after the cells have run, so that every edition shows the same outputs."""

import io
import tokenize
from collections.abc import Iterator

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from course.language import SOURCE, edition, sentences_of


class CommentsInCode(SphinxPostTransform):
    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs):
        if edition(self.app) == SOURCE:
            return
        known = sentences_of(self.app, self.env.docname)
        for code in self.document.findall(nodes.literal_block):
            if any("cell_input" in parent.get("classes", ()) for parent in _parents(code)):
                text = translated_comments(code.astext(), known)
                code[:] = [nodes.Text(text)]
                code.rawsource = text


def _parents(node: nodes.Node) -> Iterator[nodes.Element]:
    while node := node.parent:
        yield node


def comments(code: str) -> list[tokenize.TokenInfo]:
    """The comments of a cell that are sentences; a line of code that is commented out is none."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):  # a cell that is meant to fail, or a magic
        return []
    return [each for each in tokens if each.type == tokenize.COMMENT and each.string[:3] not in ("# %", "# !")]


def translated_comments(code: str, known: dict[str, str]) -> str:
    """The code with each comment in the other language, where it is known."""
    lines = code.split("\n")
    for comment in comments(code):
        line, column = comment.start
        lines[line - 1] = f"{lines[line - 1][:column]}# {known.get(comment.string[2:], comment.string[2:])}"
    return "\n".join(lines)


def setup(app):
    app.add_post_transform(CommentsInCode)
