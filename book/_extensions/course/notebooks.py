"""Every notebook of the book as a file to download: exercises as they are, chapters made from their MyST source."""

import shutil
from pathlib import Path

import jupytext
from course.head import is_notebook


def write(app, error):
    if error or app.builder.format != "html":
        return
    for page in app.env.all_docs:
        if not is_notebook(app, page):
            continue
        source, target = Path(app.env.doc2path(page)), Path(app.outdir) / f"{page}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".ipynb":
            shutil.copyfile(source, target)
        else:
            jupytext.write(jupytext.read(source), target)


def setup(app):
    app.connect("build-finished", write)
