"""The whole book as one PDF: `python book/build.py --pdf`. All pages become one, and chromium prints it.

No script runs in the printed page, so every interactive figure shows its still picture and its table.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
)
SHEET = """<!DOCTYPE html>
<html lang="en" data-theme="light">
<head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="_static/course.css"><link rel="stylesheet" href="_static/page.css">
<link rel="stylesheet" href="_static/figures/figures.css"><link rel="stylesheet" href="_static/figures/conv2d.css">
<link rel="stylesheet" href="_static/figures/lenet.css">
<style>
  @page {{ size: A4; margin: 20mm 18mm 22mm; @bottom-center {{ content: counter(page); font: 9pt sans-serif; }} }}
  @page :first {{ @bottom-center {{ content: ""; }} }}
  article {{ break-before: page; }}
  .cover {{ height: 240mm; display: flex; flex-direction: column; justify-content: center; }}
  .cover h1 {{ font-size: 34pt; }}
  .cover .mark {{ grid-template-columns: 26px 26px; gap: 5px; margin-bottom: 12mm; }}
  .cover .mark i {{ width: 26px; height: 26px; }}
  .inside {{ break-before: page; }}
  .inside ol {{ list-style: none; padding: 0; }}
  .inside span {{ display: inline-block; width: 2.5em; font-family: var(--mono); }}
</style></head>
<body>
<section class="cover"><span class="mark"><i></i><i></i><i></i><i></i></span><h1>{title}</h1><p>{promise}</p></section>
<nav class="inside"><h2>Contents</h2><ol>{contents}</ol></nav>
{articles}
</body></html>
"""


def print_book(html: Path, target: Path) -> str:
    """Print the built book; returns a line that says what was made. Raises SystemExit with one line when it cannot."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("book.pdf: no chromium on this machine. apt-get install chromium")
    page = html / "print.html"
    page.write_text(one_page(html), encoding="utf-8")
    try:
        with tempfile.TemporaryDirectory() as profile:
            done = subprocess.run(
                [browser, *QUIET, f"--user-data-dir={profile}", f"--print-to-pdf={target}", page.as_uri()],
                capture_output=True,
                text=True,
                timeout=240,
            )
    finally:
        page.unlink()
    if done.returncode or not target.exists():
        raise SystemExit(f"book.pdf: chromium could not print ({done.stderr.strip()[-200:]}). Build the book first.")
    return f"{target.name}, {target.stat().st_size / 1e6:.1f} MB"


def one_page(html: Path) -> str:
    """Every page of the table of contents, one after the other, their links made local."""
    first = BeautifulSoup((html / "book/intro.html").read_text(encoding="utf-8"), "html.parser")
    links = [link["href"] for link in first.select("nav.contents a[href]")]
    names = ["book/intro", *(resolve(html, "book/intro", link) for link in links)]
    articles, contents = [], []
    for name in dict.fromkeys(names):
        article = BeautifulSoup((html / f"{name}.html").read_text(encoding="utf-8"), "html.parser").article
        localize(article, html, name, set(names))
        title = article.h1.get_text().removesuffix("¶")
        number = re.search(r"/(?:ex)?(\d\d)[-_][^/]*$", name)
        kind = " (exercise)" if name.startswith("exercises/") else ""
        contents.append(f'<li><span>{number[1] if number else ""}</span><a href="#{slug(name)}">{title}</a>{kind}</li>')
        articles.append(str(article))
    promise = first.article.select_one("h1 + p").get_text()
    return SHEET.format(
        title=first.article.h1.get_text().removesuffix("¶"),
        promise=promise,
        contents="".join(contents),
        articles="\n".join(articles),
    )


def slug(name: str, anchor: str = "") -> str:
    return re.sub(r"\W+", "-", name) + (f"--{anchor}" if anchor else "")


def resolve(html: Path, name: str, link: str) -> str:
    """The page that `link` on page `name` leads to, as _toc.yml names it."""
    target = (html / name).parent / unquote(urlsplit(link).path)
    return target.resolve().relative_to(html.resolve()).as_posix().removesuffix(".html")


def localize(article, html: Path, name: str, names: set[str]) -> None:
    """Make ids unique in the whole book, let links find them, open what is folded, drop what only works on a screen."""
    for tag in article.select(".headerlink, .answer, .said, .copy"):
        tag.decompose()
    for tag in article.select("details.fold"):
        tag["open"] = ""
    for tag in article.select("[id]"):
        old = tag["id"]
        tag["id"] = slug(name, old)
    for tag in article.find_all(True):
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            if tag.get(attribute):
                tag[attribute] = " ".join(slug(name, each) for each in str(tag[attribute]).split())
        for attribute in ("marker-end", "marker-start", "clip-path", "fill", "style"):
            if "url(#" in tag.get(attribute, ""):
                tag[attribute] = tag[attribute].replace("url(#", f"url(#{slug(name)}--")
        if tag.get("xlink:href", "").startswith("#"):
            tag["xlink:href"] = f"#{slug(name, tag['xlink:href'][1:])}"
    for tag in article.select("a[href]"):
        link = urlsplit(tag["href"])
        if not link.scheme:
            page = resolve(html, name, tag["href"]) if link.path else name
            if page in names:
                tag["href"] = f"#{slug(page, link.fragment)}"
            else:
                del tag["href"]
    for tag in article.select("img[src]"):
        tag["src"] = (html / name).parent.joinpath(tag["src"]).resolve().as_uri()
    article["id"] = slug(name)
