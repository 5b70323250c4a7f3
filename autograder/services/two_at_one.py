"""Two people at one answer in formgrader: no mark that somebody else has given meanwhile is overwritten in silence.

A browser that sends a mark says which one it has shown before (`templates/saving.js`). Where the gradebook holds
another one by then, somebody else was quicker: nothing is changed, and the page asks which of the two it should be.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable
from typing import Any

from nbgrader.api import Comment, Grade, MissingEntry
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from tornado import web

from autograder.words import points

SCORE = ("manual_score", "extra_credit")
SAID = ("manual_comment",)


def prepare(api: Any, checked: Any, shown: Callable[[Any, Any, list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
    """Put it into formgrader while it starts. `shown`: what of rows a handler may show of a submitted notebook."""
    for one, many, kind, fields, key in (
        (api.GradeHandler, api.GradeCollectionHandler, Grade, SCORE, "grades"),
        (api.CommentHandler, api.CommentCollectionHandler, Comment, SAID, "comments"),
    ):
        _show_as_it_is_now(many, key, checked, shown)
        _refuse_what_somebody_else_has_changed(one, kind, fields)


def as_it_is_now(handler: Any) -> None:
    """Keep a browser that goes back from showing the marks of an hour ago."""
    handler.set_header("Cache-Control", "no-store")


def _values(row: Any, fields: tuple[str, ...]) -> tuple[Any, ...]:
    return _settled((getattr(row, field) for field in fields), fields)


def _settled(values: Iterable[Any], fields: tuple[str, ...]) -> tuple[Any, ...]:
    """Values that mean the same as one value: no comment and an empty one, no extra credit and 0."""
    first, *others = values
    if fields == SAID:
        return (first or None,)
    return None if first is None else float(first), *(float(value or 0.0) for value in others)


def _show_as_it_is_now(handler: Any, key: str, checked: Any, shown: Any) -> None:
    @checked
    def get(self: Any) -> None:
        self.gradebook.db.rollback()  # what others have changed since is read anew
        try:
            notebook = self.gradebook.find_submission_notebook_by_id(self.get_argument("submission_id"))
        except MissingEntry:
            raise web.HTTPError(404) from None
        found = shown(self, notebook, [row.to_dict() for row in getattr(notebook, key)])
        self.gradebook.db.rollback()  # a server would keep the read transaction open
        as_it_is_now(self)
        self.write(json.dumps(found))

    handler.get = get


def _refuse_what_somebody_else_has_changed(handler: Any, kind: Any, fields: tuple[str, ...]) -> None:
    put = handler.put

    @functools.wraps(put)
    def put_if_unchanged(self: Any, row_id: str) -> None:
        db = self.gradebook.db
        db.rollback()
        try:
            row = db.scalars(select(kind).where(kind.id == row_id).with_for_update()).one_or_none()
            if row is not None and (why := _why_not(row, self.get_json_body(), fields)):
                now = dict(zip(fields, _values(row, fields), strict=True))
                db.rollback()
                self.set_status(409)
                self.finish({"message": why, "now": now})
                return
            put(self, row_id)
        except SQLAlchemyError as error:
            self.log.error("not saved: %s", error)
            self.set_status(503)
            self.finish({"message": "the gradebook does not answer, or another program is writing to it"})
        finally:
            db.rollback()  # or every later mark would fail with this one

    handler.put = web.authenticated(put_if_unchanged)


def _why_not(row: Any, data: Any, fields: tuple[str, ...]) -> str:
    """Why nothing may be changed; "" where the row is as the browser has shown it, or as it should become."""
    data = data if isinstance(data, dict) else {}
    shown, now = data.get("seen"), _values(row, fields)
    if not isinstance(shown, dict) or now in (_sent(shown, fields), _sent(data, fields)):
        return ""
    if fields == SAID:
        said = f"wrote “{now[0]}”" if now[0] else "took the comment away"
    else:
        given = "took the mark away" if now[0] is None else f"gave {points(now[0])}"
        said = given + (f" and {points(now[1])} extra" if now[1] else "")
    return f"somebody else {said} since you opened this page."


def _sent(data: dict[str, Any], fields: tuple[str, ...]) -> tuple[Any, ...]:
    try:
        return _settled((data.get(field) for field in fields), fields)
    except (TypeError, ValueError):
        return ()  # refused further on
