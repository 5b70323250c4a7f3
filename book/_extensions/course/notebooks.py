"""Every notebook of the book as a file to download, in the language of the edition: exercises as they are, chapters
made from their MyST source.

A chapter's text speaks Sphinx (directives, roles, labels), which Jupyter and Colab show as noise. `plain` says the same
in Markdown: boxes become quotations, roles their words, links lead to the neighbouring notebooks. Cells that only serve
the book (tag `remove-cell`) stay out.
"""

import re
import shutil
from pathlib import Path

import jupytext

from course import source_words, translated
from course.cell_comments import translated_comments
from course.language import _, sentences_of
from course.launch import is_notebook

FENCE = re.compile(r"^(?P<fence>:{3,}|`{3,})\{(?P<name>[\w:-]+)\} *(?P<title>.*)$")
OPTION = re.compile(r"^:[\w-]+:.*$")
MARKS = ("exercise-end", "solution-end")
INSTALL = "%pip install --no-deps d2l==0.17.0"


def on_the_page(name: str, address: str) -> str | None:
    """What the notebook says in the place of a part that lives on the page; None for a part that it can show."""
    instead = {
        "interactive": _("The book has an interactive figure here."),
        "drawing": "",
        "shot": "",
        "linked": "",
        "bibliography": "",
        "quiz": _("The quiz is in the book."),
        "predict": _("The book has a question here that judges your prediction."),
        "decoder": _("The book has a box here that explains pasted text."),
        "answer": _("The book has a box here in which you can write and run code."),
    }.get(name)
    if not instead:
        return instead
    return f"*({instead})*" if not address else f"*([{instead}]({address}))*"


def plain(text: str, names: dict[str, str], address: str = "") -> str:
    """MyST as plain Markdown. `names` gives each cited work as a reader says it, `address` is that of the page."""
    lines, out = text.splitlines(), []
    while lines:
        line = lines.pop(0)
        opened = FENCE.match(line)
        if opened:
            out += ["", *box(opened["name"], opened["title"], body(lines, opened["fence"]), names, address), ""]
        elif not re.match(r"^\([\w-]+\)=\s*$", line):
            out.append(line)
    return re.sub(r"\n{3,}", "\n\n", roles("\n".join(out), names)).strip()


def body(lines: list[str], fence: str) -> list[str]:
    """Takes the lines up to the closing fence off `lines`, options left out."""
    inside = []
    while lines and lines[0].strip() != fence:
        inside.append(lines.pop(0))
    del lines[:1]
    while inside and OPTION.match(inside[0]):
        del inside[0]
    return inside


def box(name: str, title: str, inside: list[str], names: dict[str, str], address: str) -> list[str]:
    content = plain("\n".join(inside), names, address).splitlines()
    if name in MARKS:
        return []
    if (instead := on_the_page(name, address)) is not None:
        return [instead, "", *content]
    if name == "math":
        return ["$$", *inside, "$$"]
    if name.startswith(("exercise", "solution")):
        is_exercise = name.startswith("exercise")
        kind = _("Exercise: {title}") if is_exercise and title else _("Exercise") if is_exercise else _("Solution")
        return [f"**{str(kind).format(title=title)}**", "", *content]
    heading = _("Glossary") if name == "glossary" else title or name.capitalize()
    if name == "true-or-false":
        heading = str(_("Statement {number}: true or false?")).format(number=title)
    return [f"> **{heading}**", ">", *(f"> {line}".rstrip() for line in content)]


def roles(text: str, names: dict[str, str]) -> str:
    text = re.sub(r"\{(?:term|ref|doc|numref)\}`([^`<]+?)(?: *<[^>`]*>)?`", r"\1", text)
    text = re.sub(r"\{cite(:\w+)?\}`([^`]+)`", lambda role: cited(role[2], names, in_text=bool(role[1])), text)
    text = re.sub(r"\[([^\]]*)\]\(#[^)]*\)", r"\1", text)
    return re.sub(r"\]\(((?!https?:)[^)#\s]+)\.(?:md|ipynb)(?:#[^)]*)?\)", r"](\1.ipynb)", text)


def cited(keys: str, names: dict[str, str], *, in_text: bool) -> str:
    """The works as a sentence names them, or in brackets behind it."""
    said = "; ".join(names.get(key.strip(), key.strip()) for key in keys.split(","))
    return said if in_text else str(_("({works})")).format(works=said)


def works(root: Path) -> dict[str, str]:
    """Key → "Zhang et al., 2023", from the bibliography."""
    found = {}
    for entry in re.split(r"^@", (root / "book/references.bib").read_text(encoding="utf-8"), flags=re.M)[1:]:
        key = re.match(r"\w+\{([^,]+),", entry)
        author = re.search(r"author\s*=\s*[{\"]+([^}\"]+)", entry)
        year = re.search(r"year\s*=\s*[{\"]?(\d{4})", entry)
        if key and author:
            first, *others = author[1].split(" and ")
            family = first.split(",")[0].strip()
            found[key[1].strip()] = f"{family}{' et al.' if others else ''}{', ' + year[1] if year else ''}"
    return found


def notebook_of(source: Path, names: dict[str, str], address: str = "", sentences: dict[str, str] | None = None):
    """The chapter as a notebook without outputs; the same bytes each time.

    `address` is that of its published page, `sentences` gives each English one in the language of the edition.
    """
    known = sentences or {}
    notebook = jupytext.read(source)
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
    cells = []
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", ())
        if "remove-cell" in tags:
            continue
        if cell.cell_type == "markdown":
            cell.source = plain(source_words.translated(cell.source, known), names, address)
            if not cell.source:
                continue
        else:
            cell.source = translated_comments(cell.source, known)
        # "Run all" goes on behind a cell that is meant to fail
        cell.metadata = {"tags": ["raises-exception"]} if "raises-exception" in tags else {}
        cell.id = f"cell-{len(cells):02}"
        cells.append(cell)
    first = next((cell for cell in cells if cell.cell_type == "code"), None)
    if first:
        hint = str(_("In Colab, first run: {command}")).format(command=INSTALL)
        first.source = f"# {hint}\n{first.source}"
    notebook.cells = cells
    return notebook


def write(app, error):
    if error or app.builder.format != "html":
        return
    names = works(Path(app.srcdir))
    for page in sorted(app.env.all_docs):
        if not is_notebook(app, page):
            continue
        source, target = Path(app.env.doc2path(page)), Path(app.outdir) / f"{page}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        address = f"{app.config.html_baseurl}{page}.html" if app.config.html_baseurl else ""
        if source.suffix == ".ipynb":
            shutil.copyfile(Path(app.srcdir) / translated.file_of(app, page), target)
        else:
            jupytext.write(notebook_of(source, names, address, sentences_of(app, page)), target)


def setup(app):
    app.connect("build-finished", write)
