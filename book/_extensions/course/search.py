"""The search page: which version of the index it loads, the answers above its results, the words of Chinese.

book/search.yml says which words lead to which section.
"""

import hashlib
import html
import json
import re
from itertools import pairwise
from pathlib import Path

import sphinx
import yaml
from sphinx.errors import SphinxError
from sphinx.search import SearchLanguage

from course.language import _

ANSWERS = Path("book/search.yml")


def version(app) -> str:
    """A few digits that change with any page of the book, and with Sphinx, whose scripts search its index."""
    pages = [Path(app.env.doc2path(name)).read_bytes() for name in sorted(app.env.found_docs)]
    parts = [sphinx.__version__.encode(), *app.config.course_code, *app.config.course_looks, *pages]
    hashes = [hashlib.sha256(part if isinstance(part, bytes) else part.encode()).digest() for part in parts]
    return hashlib.sha256(b"".join(hashes)).hexdigest()[:8]


def answers(app) -> str:
    """JSON of [{title, link, words}] for the search page, as the value of an HTML attribute."""
    domain = app.env.get_domain("std")
    file = Path(app.srcdir) / ANSWERS
    listed = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else []
    found = []
    for entry in listed:
        label = entry["label"]
        if label not in domain.anonlabels:
            raise SphinxError(f"{ANSWERS}: nothing has the label ({label})=. Correct it, or add the label.")
        document, anchor = domain.anonlabels[label]
        says = entry.get("says")
        title = str(_(says)) if says else domain.labels.get(label, ("", "", ""))[2]
        if not title:
            raise SphinxError(f"{ANSWERS}: {label} is no section and has no title. Write one as `says`.")
        chapter = app.env.titles[document].astext()
        words = [str(word).lower() for word in entry["words"]]
        link = f"{app.builder.get_relative_uri('search', document)}#{anchor}"
        found.append({"title": title, "page": chapter, "link": link, "words": words})
    return html.escape(json.dumps(found, ensure_ascii=False))


class Bigrams(SearchLanguage):
    """Chinese is written without spaces: every character and every pair of neighbours is a word of the search."""

    lang = "zh"
    language_name = "Chinese"
    js_stemmer_code = "class Stemmer { stemWord(word) { return word.toLowerCase(); } }"
    js_splitter_code = """
function splitQuery(query) {
  const words = query.split(/[^\\p{Letter}\\p{Number}_]+/u);
  const runs = words.flatMap((word) => word.match(/[\\u3400-\\u9fff]+|[^\\u3400-\\u9fff]+/g) ?? []);
  const pairs = (run) => Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2));
  return runs.flatMap((run) => /[\\u3400-\\u9fff]/.test(run) && run.length > 2 ? pairs(run) : [run]);
}
"""
    _runs = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")

    def split(self, input: str) -> list[str]:
        found = []
        for run in self._runs.findall(input):
            if "\u3400" <= run[0] <= "\u9fff":
                found += [*run, *map("".join, pairwise(run))]
            else:
                found.append(run)
        return found

    def stem(self, word: str) -> str:
        return word.lower()

    def word_filter(self, word: str) -> bool:
        return bool(word)


def setup(app):
    app.add_search_language(Bigrams)
