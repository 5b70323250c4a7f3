"""Ways to run a page that is a notebook: the file, and the services that open it where the book is published."""

from urllib.parse import urlsplit

from course import translated
from course.language import _

PUBLISHED_BRANCH = "gh-pages"  # the built book, with its notebooks, as the pages workflow pushes it


def is_notebook(app, page: str) -> bool:
    return "kernelspec" in app.env.metadata.get(page, {}) or app.env.doc2path(page).endswith(".ipynb")


def links(app, page: str) -> list[dict]:
    """Links of a page that is a notebook: download it; where the repository is set, open it in Colab or Binder."""
    if page not in app.env.all_docs or not is_notebook(app, page):
        return []
    options = app.config.html_context
    download = {"text": str(_("Download the notebook")), "link": f"{page}.ipynb".rsplit("/", 1)[-1], "file": True}
    if not options["course_repository"]:
        return [download]
    branch = options["course_branch"] if page.startswith("exercises/") else PUBLISHED_BRANCH
    owner_and_name = urlsplit(options["course_repository"]).path.strip("/")
    file = translated.file_of(app, page)
    return [
        download,
        {
            "text": str(_("Open in Colab")),
            "link": f"https://colab.research.google.com/github/{owner_and_name}/blob/{branch}/{file}",
        },
        {
            "text": str(_("Open in Binder")),
            "link": f"https://mybinder.org/v2/gh/{owner_and_name}/{branch}?labpath={file.replace('/', '%2F')}",
        },
    ]
