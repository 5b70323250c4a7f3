"""Build the book: `python book/build.py` → build/html. Warnings are errors; every page of _toc.yml must be there.

    --page NAME     a quick look at one page (book/03-1x1-convolution), into build/preview-NAME; warnings only warn
    --cold          forget what earlier builds kept, executed cells included
    --pdf           also print the whole book into build/html/book.pdf (needs chromium)

The environment may say where the book is published: COURSE_URL (canonical addresses, cards) and COURSE_REPOSITORY
(links to sources, Colab and Binder). Colab opens chapters from the branch gh-pages: publish build/html there.
"""

import argparse
import io
import os
import shutil
import sys
import time
from pathlib import Path

import yaml
from babel.messages import mofile, pofile

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
sys.path.insert(0, str(ROOT / "book/_extensions"))
from course.language import LOCALE, SOURCE, Edition, editions  # noqa: E402  below book/_extensions


def kernel_environment() -> None:
    """What the kernels of the pages see: one look for plots, SVG, the same random numbers for sets each time."""
    extensions = str(ROOT / "book/_extensions")
    paths = [extensions, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
    from course_plot import kernel_files

    os.environ.update(kernel_files(BUILD / "kernel"))
    os.environ["PYTHONHASHSEED"] = "0"
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # Without bytecode d2l takes three times as long to import, once a page.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def folder(pages: list[str]) -> Path:
    """Where the book goes; previews of different pages do not get in each other's way."""
    return BUILD / ("preview-" + "-".join(Path(page).stem for page in pages) if pages else "html")


def contents(pages: list[str]) -> Path:
    """The table of contents to build: the book's own, or a small one for a preview."""
    if not pages:
        return ROOT / "_toc.yml"
    file = BUILD / f"{folder(pages).name}-toc.yml"
    file.parent.mkdir(exist_ok=True)
    # the glossary and the list of works come along, for the pages link to them
    others = [page.removesuffix(".md") for page in (*pages, "book/notation", "book/references")]
    toc = {"format": "jb-book", "root": "book/intro", "chapters": [{"file": page} for page in dict.fromkeys(others)]}
    file.write_text(yaml.safe_dump(toc), encoding="utf-8")
    return file


def compiled(language: str, catalogues: Path = ROOT / LOCALE, into: Path = BUILD / "locale") -> None:
    """Compile those catalogues of a language that changed; fuzzy sentences are left out."""
    for source in sorted((catalogues / language).rglob("*.po")):
        target, data = into / source.relative_to(catalogues), source.read_bytes()
        if target.exists() and target.read_bytes() == data:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.with_suffix(".mo").open("wb") as file:
            mofile.write_mo(file, pofile.read_po(io.BytesIO(data)))
        target.write_bytes(data)


def built(pages: list[str]) -> list[Edition]:
    """The editions that are made: those with catalogues; a preview is English alone."""
    others = [] if pages else [each for each in editions(ROOT)[1:] if (ROOT / LOCALE / each.language).is_dir()]
    return [SOURCE, *others]


def build(
    pages: list[str],
    edition: Edition = SOURCE,
    *,
    builder: str = "html",
    out: Path | None = None,
    locale: Path = BUILD / "locale",
) -> bool:
    """Build one edition, or another kind of output of it. False where Sphinx found fault; its lines say why."""
    from jupyter_book.sphinx import build_sphinx
    from sphinx.util.console import nocolor

    if not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        nocolor()
    out = out or folder(pages) / edition.folder
    overrides = {
        "external_toc_path": contents(pages).as_posix(),
        "latex_individualpages": False,
        "nitpicky": not pages,
        "language": edition.language,
        "locale_dirs": [str(locale)],
        "gettext_compact": False,
        "course_built": [each.language for each in built(pages)],
    }
    doctrees = BUILD / f"doctrees-{'-'.join(out.relative_to(BUILD).parts)}"
    result = build_sphinx(
        ROOT,
        out,
        doctreedir=doctrees,
        noconfig=True,
        path_config=ROOT / "_config.yml",
        confoverrides=overrides,
        warningiserror=not pages,
        keep_going=True,
        quiet=True,
        builder=builder,
    )
    if result != 0:
        # Sphinx says a warning once and then takes the page from its store: the next build would pass in silence.
        shutil.rmtree(doctrees, ignore_errors=True)
    return result == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--page", action="append", default=[], metavar="NAME")
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--pdf", action="store_true")
    options = parser.parse_args()
    began = time.monotonic()
    if options.cold:
        for name in ("html", "jupyter-cache", *(path.name for path in BUILD.glob("doctrees-*"))):
            shutil.rmtree(BUILD / name, ignore_errors=True)
    kernel_environment()
    for edition in editions(ROOT):
        if edition not in built(options.page) and not options.page:  # its catalogues were taken away
            shutil.rmtree(folder([]) / edition.folder, ignore_errors=True)
    for edition in built(options.page):
        compiled(edition.language)
        if not build(options.page, edition):
            print(f"book: {edition.name}: not built. The lines above name the page and the reason.", file=sys.stderr)
            return 1
    out = folder(options.page)
    print(
        f"book: {len(list(out.rglob('*.html')))} pages in {out.relative_to(ROOT)}/index.html, "
        f"{time.monotonic() - began:.0f} s"
    )
    if options.pdf:
        from book_pdf import print_book

        print(f"book: {print_book(out, out / 'book.pdf')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
