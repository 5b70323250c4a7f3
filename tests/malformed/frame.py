"""A small released notebook, and a student's work on it, for tests that need no course."""

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

ANSWER_ONE = "def corr2d(X, K):\n    return d2l.corr2d(X, K) * 1"
ANSWER_TWO = "def add_channels(X, K):\n    return sum(corr2d(x, k) for x, k in zip(X, K))"
ANSWER_WHY = "Because a filter has one slice for each channel."
EXERCISE = "ex_small"


def claims(grade_id: str, *, grade: bool, solution: bool, points: float | None = None) -> dict[str, Any]:
    made: dict[str, Any] = {"grade": grade, "solution": solution, "locked": grade and not solution, "task": False}
    made |= {"grade_id": grade_id, "schema_version": 3}
    return made if points is None else made | {"points": points}


def cell(kind: str, source: str, cell_id: str, nbgrader: dict[str, Any] | None = None) -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": kind, "id": cell_id, "metadata": {}, "source": source}
    if nbgrader:
        made["metadata"]["nbgrader"] = nbgrader
    return made | {"outputs": [], "execution_count": None} if kind == "code" else made


def small_release() -> NotebookNode:
    """Prose, imports, a helper; two tasks with checks; a question in words."""

    def stub(name: str) -> str:
        return f'def {name}(X, K):\n    raise NotImplementedError("write {name} here")'

    def answer(name: str) -> dict[str, Any]:
        return cell("code", stub(name), name, claims(name, grade=False, solution=True))

    def checks(name: str, points: int) -> dict[str, Any]:
        source = (
            f'Y = {name}(X, K)\nassert Y.shape == (2, 2), "two rows"\nassert Y[0, 0] == 19, "the corner"\nprint("ok")'
        )
        return cell("code", source, f"test-{name}", claims(f"test_{name}", grade=True, solution=False, points=points))

    return nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "cells": [
                cell("markdown", "# A small exercise\n\nRead this first.", "prose-1"),
                cell("code", "import torch\nfrom d2l import torch as d2l", "given-1"),
                cell("code", "def helper(X):\n    return torch.tensor(X)\n\nX = helper([[0.0]])\nK = X", "given-2"),
                cell("markdown", "## Task 1", "prose-2"),
                answer("corr2d"),
                checks("corr2d", 4),
                answer("add_channels"),
                checks("add_channels", 6),
                cell("markdown", "## A question\n\nWhy are the channels added?", "prose-3"),
                cell(
                    "markdown", "*Write your answer here.*", "why", claims("why", grade=True, solution=True, points=2)
                ),
                cell("markdown", "## More to try", "prose-4"),
            ],
        }
    )


def done() -> NotebookNode:
    """The release with right answers written in: what an honest student hands in."""
    notebook = nbformat.from_dict(json.loads(json.dumps(small_release())))
    for grade_id, source in (("corr2d", ANSWER_ONE), ("add_channels", ANSWER_TWO), ("why", ANSWER_WHY)):
        at(notebook, grade_id).source = source
    return notebook


def at(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """The first cell with that id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def written(notebook: Any, path: Path) -> Path:
    """Any JSON-like object as a file, without nbformat's opinion on it."""
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path
