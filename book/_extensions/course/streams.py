"""What a cell prints stays as it was printed, also when the kernel sends it in pieces.

The kernel sends its output every fifth of a second, wherever a line happens to be. myst-nb ends each piece with a line
break: `nothing between:` and ` True` would stand on two lines, in one build and not in the next.
"""

from myst_nb.core import render
from nbformat import NotebookNode


def joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs of a cell with the pieces of one stream put together, at the place of the first."""
    whole, streams = [], {}
    for output in outputs:
        name = output["output_type"] == "stream" and output["name"]
        if name in streams:
            streams[name]["text"] += output["text"]
            continue
        output = output.copy()
        if name:
            streams[name] = output
        whole.append(output)
    return whole


def setup(app):
    merge = render.coalesce_streams
    render.coalesce_streams = lambda outputs: merge(joined(outputs))
