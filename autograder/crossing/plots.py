"""What a call draws: figures of earlier calls are put away, and one that is drawn and not returned counts as given."""

import contextlib
import functools
import sys
from collections.abc import Callable
from typing import Any


def put_away() -> None:
    """Before a call: no figure is open, so that nothing is drawn onto an older one."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        with contextlib.suppress(Exception):
            if pyplot.get_fignums():
                pyplot.close("all")


def drawn(result: Any) -> Any:
    """The current figure where the call returned nothing and drew one; otherwise what it returned."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if result is not None or pyplot is None:
        return result
    with contextlib.suppress(Exception):
        if pyplot.get_fignums():
            return pyplot.gcf()
    return result


def drawing(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function of an author, called as the box calls a student's: what it draws and does not return counts."""

    @functools.wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        put_away()
        return drawn(function(*arguments, **options))

    return call
