"""What the course adds to Sphinx. One module, one subject:

    interactive   the `{interactive}` directive: a figure that can be played with, a picture where no script runs
    decoder       the `{decoder}` directive: a box that explains pasted error messages and layers
    quiz          the `{quiz}` directive: questions with an answer to each wrong choice
    predict       the `{predict}` directive: a prediction is judged before the answer shows
    practice      the `{answer}` directive: write a task of an exercise in the page and run it there
    packing       what the answer boxes load at the first click
    formulas      TeX to MathML when the book is built: no script, no network
    folding       `:class: dropdown` as a native <details>
    head          which scripts and styles a page loads, canonical address
    launch        ways to run a page that is a notebook
    shots         the `{shot}` directive: pictures of the course's own pages, light and dark
    cards         the picture of a page for those who share its address
    accessible    tables that scroll by themselves, alternative texts of images
    plots         matplotlib's drawings in the page's colours, light and dark
    streams       what a cell prints, in one piece
    notebooks     every chapter as a notebook to download
    cell_comments comments of code cells in the language of the edition
    language      the languages of the book, and the words that are no page's
    search        sections that answer a search by themselves
    finish        index.html, redirects, figures, and the assertion that every page is there

The theme (one template, two style sheets, one script) stands in `theme/` and `book/_styles/`.
"""

from pathlib import Path

from course import (
    accessible,
    cell_comments,
    decoder,
    finish,
    folding,
    formulas,
    head,
    interactive,
    language,
    notebooks,
    plots,
    practice,
    predict,
    quiz,
    search,
    shots,
    streams,
    translated,
)

HERE = Path(__file__).parent


def setup(app):
    app.add_html_theme("course", str(HERE / "theme"))
    app.add_message_catalog(language.CATALOGUE, app.config.locale_dirs[0])
    # jupyter-book always sets this one, for an extension that _config.yml leaves out
    app.add_config_value("comments_config", {}, "html")
    for part in (
        language,
        cell_comments,
        search,
        formulas,
        interactive,
        practice,
        decoder,
        quiz,
        predict,
        shots,
        folding,
        accessible,
        plots,
        streams,
        translated,
        head,
        notebooks,
        finish,
    ):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
