"""Ids and names of students as text in formgrader, whose pages print them as they are.

A folder called `<img src=x onerror=…>` would otherwise run script as soon as the teacher opens the submission.
"""

import functools
import sys
from typing import Any

from markupsafe import Markup

FORMGRADER = "nbgrader.server_extensions.formgrader.formgrader"
# what ends a text in HTML, or a string in the scripts of these pages; an apostrophe ends neither
AS_TEXT = str.maketrans({"<": "&lt;", ">": "&gt;", '"': "&quot;", "\\": "&#92;", "\n": " "})
IN_A_SUBMISSION = ("assignment_id", "first_name", "last_name", "notebook_id", "notebook_path", "student")


def show_as_text_in_formgrader() -> None:
    """Let formgrader's lists escape what they print; nbgrader_config.py calls it while formgrader starts.

    nbgrader has no setting for it. Where formgrader is not being started, nothing is done and nothing imported.
    """
    formgrader = sys.modules.get(FORMGRADER)
    if formgrader is not None and not isinstance(formgrader.Environment, functools.partial):
        formgrader.Environment = functools.partial(formgrader.Environment, autoescape=True, finalize=_as_text)  # type: ignore[attr-defined]


def as_text_in_a_submission(resources: Any) -> None:
    """The same for the page of one submission, which another template engine makes."""
    for name in IN_A_SUBMISSION:
        if isinstance(resources.get(name), str):
            resources[name] = resources[name].translate(AS_TEXT)


def _as_text(value: Any) -> Any:
    return Markup(value.translate(AS_TEXT)) if type(value) is str else value
