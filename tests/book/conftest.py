"""The book is built once a run (unchanged, that takes seconds) and read with a real browser."""

import functools
import http.server
import threading

import pytest
from book_reader import HTML, Book, Page, built, page_names


@pytest.fixture(scope="session")
def book() -> Book:
    built()
    return Book((name, Page(HTML / f"{name}.html")) for name in page_names())


@pytest.fixture(params=page_names())
def page(request, book) -> Page:
    return book[request.param]


@pytest.fixture(scope="module")
def address(book):
    """The book on a server of this machine, as GitHub Pages would give it."""

    class Silent(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=HTML))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
