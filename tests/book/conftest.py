"""The book is built once a session (unchanged, that takes seconds) and read with a real browser."""

import pytest
from book_reader import HTML, Book, Page, build, page_names


@pytest.fixture(scope="session")
def book() -> Book:
    done = build()
    assert done.returncode == 0, done.stdout
    return Book((name, Page(HTML / f"{name}.html")) for name in page_names())


@pytest.fixture(params=page_names())
def page(request, book) -> Page:
    return book[request.param]
