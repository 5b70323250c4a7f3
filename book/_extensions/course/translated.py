"""Exercises in other editions: a page is the released notebook in its language, which `autograder release` has cut."""

from pathlib import Path

from course.language import SOURCE, edition

EXERCISES = "exercises/"


def file_of(app, page: str) -> str:
    """The notebook of a page, from the root of the course; of an exercise the one in the language of the edition."""
    here = edition(app)
    if here != SOURCE and page.startswith(EXERCISES):
        translated = f"{EXERCISES}{here.language.partition('_')[0]}/{page.removeprefix(EXERCISES)}.ipynb"
        if (Path(app.srcdir) / translated).is_file():
            return translated
    return f"{page}.ipynb"


def read(app, page: str, source: list[str]) -> None:
    """Give Sphinx the notebook in the language of the edition, with links as from the place of the English one."""
    file = file_of(app, page)
    if file != f"{page}.ipynb":
        app.env.note_dependency(file)
        source[0] = (Path(app.srcdir) / file).read_text(encoding="utf-8").replace("](../../../book/", "](../../book/")


def setup(app):
    app.connect("source-read", read)
