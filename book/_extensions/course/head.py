"""What is around the text of a page: the scripts and styles it loads, its launch links, its addresses.

A page loads two style sheets and one script of the course, and the script of its own figures. Whatever other extensions
ask for is dropped here: nobody else's file reaches a reader by accident.
"""

import os
import re
from functools import partial
from pathlib import Path

from docutils import nodes

from course import cards, decoder, language, launch, packing, practice, search
from course.interactive import FIGURES, assets, version

STYLES = Path("book/_styles")
THEME = Path(__file__).parent / "theme/static"


def settings(app, config):
    """The environment goes before _config.yml: a workflow knows where it publishes, a file in git does not."""
    options = config.html_context
    options["course_repository"] = os.environ.get("COURSE_REPOSITORY") or config.course_repository
    options["course_branch"] = config.course_branch
    config.html_baseurl = os.environ.get("COURSE_URL") or config.html_baseurl
    if config.html_baseurl:
        folder = language.edition(app).folder
        config.html_baseurl = config.html_baseurl.rstrip("/") + (f"/{folder}/" if folder else "/")
    config.html_static_path.append(str(STYLES))


def fingerprints(app, config):
    """Sphinx writes a page anew when its text or a setting changed. So what we add to every page is a setting, too."""
    root = Path(app.srcdir)
    code = [*(root / "book/_extensions").rglob("*.*")]
    looks = [file for file in (root / search.ANSWERS,) if file.exists()]
    folders = (STYLES, FIGURES, decoder.DECODER, packing.PAGE)
    looks += [file for folder in folders for file in (root / folder).rglob("*.*")]
    looks = [file for file in looks if file.is_file() and file.suffix != ".pyc"]
    config.course_code = [version(file) for file in sorted(code) if file.suffix in (".py", ".html", ".js")]
    config.course_looks = [version(file) for file in sorted(looks)]
    if (root / packing.PRACTICE).exists():
        config.course_looks.append(packing.version(root))


def social(app, page: str, context: dict, doctree) -> dict[str, str]:
    """What a page shows when somebody shares it: its title, its one-line promise, a picture made here."""
    title = re.sub(r"<[^>]+>", "", context["title"])
    first = next((node.astext() for node in doctree.findall(nodes.paragraph)), app.config.html_title)
    promise = " ".join(first.split())
    base = app.config.html_baseurl
    return {
        "og:type": "article",
        "og:site_name": app.config.html_title,
        "og:title": title,
        "og:description": promise if len(promise) < 200 else promise[:199].rsplit(" ", 1)[0] + "…",
        "og:url": f"{base}{page}.html",
        "og:image": f"{base or '../' * page.count('/')}{cards.of(app, page, title)}",
        "og:image:alt": language._("The title of the page: {}").format(title),
    }


def kind(page: str) -> str:
    if page.startswith("exercises/"):
        return "exercise"
    number = page.removeprefix("book/")[:2]
    return "chapter" if number.isdigit() else "plain"


def number_of(page: str) -> str:
    """02 of book/02-multi-output-channels and of exercises/ex02_…/ex02_multi_output; nothing of book/intro."""
    found = re.search(r"/(?:ex)?(\d\d)[-_][^/]*$", page)
    return found[1] if found else ""


NUMBERED = re.compile(r'<a ([^>]*)href="([^"#]*?(\d\d)[-_][^"/]*|#)"([^>]*)>')


def contents(page: str, tree: str) -> str:
    """Sphinx's list of pages: numbers before chapters, captions as plain paragraphs, the page itself marked as such."""

    def number(link: re.Match) -> str:
        digits = link[3] or number_of(page)
        return link[0] + (f'<span class="index" aria-hidden="true">{digits}</span>' if digits else "")

    tree = tree.replace('<a class="current ', '<a aria-current="page" class="current ')
    return NUMBERED.sub(number, tree.replace(' role="heading"', ""))


def versioned(files: list[tuple[Path, str]]) -> list[str]:
    """Each link with the version of its file."""
    return [f"{link}?v={version(file)}" for file, link in files]


def fill(app, page, template, context, doctree):
    root = Path(app.srcdir)
    up = "../" * page.count("/")
    figure_styles, figure_scripts = assets(root, doctree) if doctree is not None else ([], [])
    styles = [(root / STYLES / name, f"_static/{name}") for name in ("course.css", "page.css")]
    styles += [(root / FIGURES / name, f"_static/figures/{name}") for name in figure_styles]
    scripts = [(THEME / name, f"_static/{name}") for name in ("say.js", "course.js")]
    scripts += [(root / FIGURES / name, f"_static/figures/{name}") for name in figure_scripts]
    box_styles, box_scripts = decoder.files(app, page, doctree)
    styles += [(file, f"_static/decoder/{file.name}") for file in box_styles]
    scripts += [(file, f"_static/decoder/{file.name}") for file in box_scripts]
    answer_styles, answer_scripts = practice.assets(doctree) if doctree is not None else ((), ())
    styles += [(root / packing.PAGE / name, f"_static/practice/{name}") for name in answer_styles]
    if page == "search":
        later, scripts = scripts[2:], [*scripts[:2], (THEME / "search.js", "_static/search.js")]
        context["search_decoder"] = " ".join([*language.words_files(app, "scripts/decoder"), *versioned(later)])
        context["search_version"] = search.version(app)
        context["decoder_sections"] = decoder.sections(app, page) if box_scripts else "{}"
        context["search_answers"] = search.answers(app)
    context["css_files"], context["script_files"] = [], []
    context["course_styles"] = [up + link for link in versioned(styles)]
    context["course_scripts"] = [up + link for link in versioned(scripts)]
    context["course_scripts"] += [f"{up}_static/practice/{name}?v={packing.version(root)}" for name in answer_scripts]
    spoken = {
        "theme": True,
        "figures": figure_scripts,
        "decoder": box_scripts and page != "search",
        "practice": answer_scripts,
    }
    words = language.words_files(app, *(f"scripts/{name}" for name, needed in spoken.items() if needed))
    context["course_scripts"] = [up + link for link in words] + context["course_scripts"]
    context["course_cards"] = social(app, page, context, doctree) if doctree is not None else {}
    context["course_contents"] = partial(contents, page)
    context["course_boxes"] = packing.boxes(root)
    context["course_kind"] = kind(page)
    context["course_number"] = number_of(page)
    context["course_tools"] = launch.links(app, page)
    context["course_language"] = language.edition(app).tag
    context["course_editions"] = language.links(app, page) if page in app.env.all_docs or page == "search" else []
    context["_"] = language._
    context["course_sections"] = "<ul>" in context.get("toc", "").partition("<ul>")[2]
    if page in app.env.all_docs and context["course_repository"]:
        source = Path(app.env.doc2path(page)).relative_to(root)
        context["course_source"] = f"{context['course_repository']}/blob/{context['course_branch']}/{source}"


def setup(app):
    app.add_config_value("course_repository", "", "html")
    app.add_config_value("course_requests", "", "")  # read by the grader: its feedback pages link there
    app.add_config_value("course_branch", "main", "html")
    app.add_config_value("course_code", [], "env")
    app.add_config_value("course_looks", [], "html")
    app.connect("config-inited", settings)
    app.connect("config-inited", fingerprints)
    app.connect("html-page-context", fill, priority=950)
