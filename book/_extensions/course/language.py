"""The languages of the book: English is its source, every other edition a folder of gettext catalogues.

`course_editions` of _config.yml lists the editions, the source first. `book/locale/<language>/LC_MESSAGES/` holds a
catalogue for each page (its text, its quiz, its pictures' alternative texts), `course.po` for the words that the
extensions and the template add, and `scripts/` for what scripts write. `book/translate.py` brings the catalogues up to
date and checks them.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import NamedTuple

import yaml
from docutils import nodes
from sphinx import addnodes
from sphinx.locale import get_translation
from sphinx.locale import init as init_locale
from sphinx.transforms import SphinxTransform
from sphinx_exercise.nodes import exercise_subtitle

from course.packing import write_changed

CATALOGUE = "course"
STILLS = "scripts/stills"  # of the figures as they stand still: no page loads it
SCRIPTS = {  # catalogues of what scripts write, and those scripts
    "scripts/theme": ("book/_extensions/course/theme/static/*.js",),
    "scripts/figures": ("book/figures/*.js", "book/figures/axes/*.js", "book/figures/*-alive/*.js"),
    STILLS: ("book/figures/still/*.js", "book/figures/*/still.js"),
    "scripts/decoder": ("book/decoder/*.js",),
    "scripts/practice": ("book/practice/page/*.js", "book/practice/judging/*.py", "book/practice/questions/*.json"),
}
FOLD = re.compile(r"(.*<summary>)([^<]+)(</summary>.*)", re.DOTALL)  # HTML inside a page's Markdown
WORDS = "_static/words"  # the folder of those catalogues, as pages load them
LOCALE = Path("book/locale")
_ = get_translation(CATALOGUE)


class Edition(NamedTuple):
    """The book in one language."""

    language: str  # as Sphinx names it: zh_CN
    tag: str  # as HTML names it: zh-Hans
    folder: str  # of the built book, below build/html; "" for the source
    name: str  # as its readers write it

    def page(self, page: str) -> str:
        """The file of a page, from the root of the built book."""
        return f"{self.folder}/{page}.html" if self.folder else f"{page}.html"


SOURCE = Edition("en", "en", "", "English")


def editions(root: Path) -> list[Edition]:
    """The editions that _config.yml lists, the source first."""
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    return [SOURCE, *(Edition(**each) for each in config["sphinx"]["config"].get("course_editions", []))]


def edition(app) -> Edition:
    """The one that is being built."""
    return next(each for each in editions(Path(app.srcdir)) if each.language == app.config.language)


class WithAlt(addnodes.translatable):
    """A node whose `alt` is a sentence of the page's catalogue."""

    def preserve_original_messages(self) -> None:
        self.setdefault("source_alt", self["alt"])

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        self["alt"] = translated_message

    def extract_original_messages(self) -> list[str]:
        return [self.get("source_alt", self["alt"])]


def sentence(node: nodes.TextElement, text: str, source: str, line: int) -> nodes.TextElement:
    """Make the node a sentence of the page's catalogue; `text` is its markup, `source` the file it is from."""
    node.rawsource, node.source, node.line = text, source, line
    return node


class said(nodes.General, nodes.TextElement):
    """A sentence that is no element of its own on the page."""


def nothing(translator, node):
    pass


class Sentences(SphinxTransform):
    """What gettext takes for a sentence: no formulas; but titles of exercises and folds, and cells of every table."""

    default_priority = 9  # before the sentences are translated

    def apply(self, **kwargs):
        for formula in self.document.findall(nodes.math_block):
            formula["translatable"] = False
        for cell in self.document.findall(nodes.entry):
            for words in (each for each in cell if isinstance(each, nodes.paragraph) and not each.source):
                sentence(words, words.rawsource or words.astext(), self.document["source"], cell.line or 0)
        for html in list(self.document.findall(nodes.raw)):
            if found := FOLD.fullmatch(html.astext()):
                before, title, after = found.groups()
                words = sentence(said("", title), title, self.document["source"], html.line or 0)
                html.replace_self([nodes.raw("", before, format="html"), words, nodes.raw("", after, format="html")])
        for title in self.document.findall(exercise_subtitle):
            words = said("", "", *title.children)
            title[:] = [sentence(words, "".join(map(_markup, words)), self.document["source"], title.parent.line or 0)]


def _markup(node: nodes.Node) -> str:
    sign = {nodes.literal: "`", nodes.math: "$", nodes.emphasis: "*"}.get(type(node), "")
    return f"{sign}{node.astext()}{sign}"


def translate_contents(app, doctree) -> None:
    """Captions and titles that _toc.yml gives; a page's own title is translated with the page."""
    for tree in doctree.findall(addnodes.toctree):
        if caption := tree.get("caption"):
            tree["caption"] = str(_(caption))
        tree["entries"] = [(title and str(_(title)), page) for title, page in tree["entries"]]


def links(app, page: str) -> list[dict]:
    """This page in each edition that is built: {tag, name, link, address, here}; nothing where there is one alone."""
    built = [each for each in editions(Path(app.srcdir)) if each.language in app.config.course_built]
    here = edition(app)
    up = "../" * (page.count("/") + bool(here.folder))
    base = app.config.html_baseurl.removesuffix(f"{here.folder}/")
    return [
        {
            "tag": each.tag,
            "name": each.name,
            "link": up + each.page(page),
            "address": base and base + each.page(page),
            "here": each == here,
        }
        for each in built
        if len(built) > 1
    ]


def settings(app, config):
    """The book's title, and what opens a folded cell; MyST-NB would put an English word into it."""
    if edition(app) != SOURCE:
        config.html_title = str(_(config.html_title))
        config.nb_code_prompt_show, config.nb_code_prompt_hide = str(_("Show")), str(_("Hide"))


def one_folder_for_outputs(app) -> None:
    """MyST-NB would write what cells show beside the edition's folder, which is inside the built book."""
    if edition(app).folder:
        app.env.mystnb_config.output_folder = str(Path(app.outdir).parents[1] / "jupyter_execute")


def sentences_of(app, name: str) -> dict[str, str]:
    """English sentence → that of the edition, of one catalogue; none in the source."""
    if edition(app) == SOURCE:
        return {}
    folders = [str(Path(app.srcdir) / folder) for folder in app.config.locale_dirs]
    catalogue, _found = init_locale(folders, app.config.language, name)
    return {text: said for text, said in vars(catalogue).get("_catalog", {}).items() if text and said}


def words(app, name: str) -> str:
    """A script with what the scripts of a catalogue write, in the language of the edition: see say.js."""
    known = json.dumps(sentences_of(app, name), ensure_ascii=False, sort_keys=True)
    return f"Object.assign((globalThis.words ??= {{}}), {known});\n"


def words_files(app, *names: str) -> list[str]:
    """The addresses of those scripts from the root of the edition; none in the source, which needs no words."""
    if edition(app) == SOURCE:
        return []
    versions = [hashlib.sha256(words(app, name).encode()).hexdigest()[:8] for name in names]
    return [f"{WORDS}/{Path(name).name}.js?v={each}" for name, each in zip(names, versions, strict=True)]


def write_words(app, error) -> None:
    if error or app.builder.format != "html" or edition(app) == SOURCE:
        return
    folder = Path(app.outdir) / WORDS
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCRIPTS.keys() - {STILLS}:
        write_changed(folder / f"{Path(name).name}.js", words(app, name))


def setup(app):
    app.add_config_value("course_editions", [], "env")
    app.add_config_value("course_built", [SOURCE.language], "html")
    app.add_node(said, html=(nothing, nothing))
    app.add_transform(Sentences)
    app.connect("config-inited", settings)
    app.connect("builder-inited", one_folder_for_outputs, priority=900)
    app.connect("build-finished", write_words)
    app.connect("doctree-read", translate_contents, priority=900)
