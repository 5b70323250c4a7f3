"""Properties of reader and repair that hold for every file, searched by hypothesis within a bound."""

import copy
import json

import nbformat
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from malformed import fuzz
from malformed.frame import ANSWER_ONE, ANSWER_TWO, at, done, small_release, written

from autograder.errors import SubmissionError
from autograder.submission.notebook import (
    autograded_notebook,
    cells_to_run,
    read_submission,
)

RELEASE = small_release()
IDS = sorted(["corr2d", "test_corr2d", "add_channels", "test_add_channels", "why"])
SLOTS = len(done().cells)
BOUND = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
sources = st.sampled_from(
    [
        ANSWER_ONE,
        ANSWER_TWO,
        ANSWER_ONE + "\n\n" + ANSWER_TWO,
        at(RELEASE, "corr2d").source,
        at(RELEASE, "test_corr2d").source + "\n" + ANSWER_ONE,
        RELEASE.cells[1].source,
        "print(1)",
        "```\n" + ANSWER_ONE + "\n```",
        "",
        "x = (",
    ]
)
grade_ids = st.sampled_from([*IDS, "elsewhere", "", None, 3])


@st.composite
def edits(draw):
    """One thing that an editor or a student does to a notebook."""
    where = draw(st.integers(0, SLOTS - 1))
    return (
        draw(st.sampled_from(["delete", "copy", "move", "strip", "kind", "source", "label", "insert", "points"])),
        where,
        draw(st.integers(0, SLOTS)),
        draw(sources),
        draw(grade_ids),
        draw(st.sampled_from(["code", "markdown", "raw"])),
    )


def edited(changes):
    notebook = done()
    cells = notebook.cells
    for what, where, other, source, grade_id, kind in changes:
        if not cells:
            break
        where %= len(cells)
        match what:
            case "delete":
                del cells[where]
            case "copy":
                cells.insert(other, copy.deepcopy(cells[where]))
            case "move":
                cells.insert(other, cells.pop(where))
            case "strip":
                cells[where].metadata = nbformat.NotebookNode()
            case "kind":
                cells[where].cell_type = kind
            case "source":
                cells[where].source = source
            case "label":
                cells[where].metadata = nbformat.from_dict({"nbgrader": {"grade_id": grade_id}})
            case "insert":
                cells.insert(where, nbformat.from_dict({"cell_type": kind, "metadata": {}, "source": source}))
            case "points":
                cells[where].metadata = nbformat.from_dict({"nbgrader": {"grade_id": IDS[0], "points": 1000}})
    return notebook


# the question's cell is gone, and a raw cell is at its place
RAW = [
    (what, where, to, ANSWER_ONE, "add_channels", kind)
    for what, where, to, kind in [
        ("move", 0, 0, "code"),
        ("delete", 9, 0, "code"),
        ("copy", 0, 8, "code"),
        ("insert", 8, 0, "raw"),
    ]
]


@BOUND
@example(RAW)
@given(st.lists(edits(), max_size=6))
def test_however_a_notebook_is_edited_every_id_stands_once_and_repair_is_stable(tmp_path, changes):
    submission = read_submission(written(edited(changes), tmp_path / "n.ipynb"), RELEASE)

    assert sorted(cell.grade_id for cell in submission.cells if cell.grade_id) == IDS
    graded = autograded_notebook(submission, RELEASE, [])
    nbformat.validate(graded)
    again = read_submission(written(graded, tmp_path / "n.ipynb"), RELEASE)
    assert fuzz.frame(again) == fuzz.frame(submission)
    assert all(cell.kind == "code" for cell in cells_to_run(submission))


@BOUND
@given(st.lists(edits(), max_size=6))
def test_no_code_of_hers_is_lost_and_it_runs_in_her_order(tmp_path, changes):
    notebook = edited(changes)

    runs = [cell.source for cell in cells_to_run(read_submission(written(notebook, tmp_path / "n.ipynb"), RELEASE))]

    handed_out = {cell.source for cell in RELEASE.cells}
    checks = at(RELEASE, "test_corr2d").source
    hers = [c.source for c in notebook.cells if c.cell_type == "code" and c.source and c.source not in handed_out]
    # What a student typed over a check (a print, say) stays in the file; definitions are kept and run.
    hers = [source for source in hers if "def " in source and checks not in source]
    remaining = iter(runs)
    assert all(source in remaining for source in hers if source in runs)
    assert all(source in runs for source in hers)


@BOUND
@given(junk)
def test_any_json_is_read_or_refused_in_one_line(tmp_path, document):
    try:
        submission = read_submission(written(document, tmp_path / "n.ipynb"), RELEASE)
    except SubmissionError as error:
        assert str(error).startswith("n.ipynb: ") and "\n" not in str(error)
    else:
        nbformat.validate(autograded_notebook(submission, RELEASE, []))


@BOUND
@given(st.data())
def test_a_notebook_with_junk_in_any_place_is_read_or_refused_in_one_line(tmp_path, data):
    notebook = json.loads(json.dumps(done()))
    for _ in range(data.draw(st.integers(1, 3))):
        spot = notebook
        while isinstance(spot, dict | list) and spot:
            keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
            key = data.draw(st.sampled_from(keys))
            if data.draw(st.booleans()) or not isinstance(spot[key], dict | list):
                spot[key] = data.draw(junk)
                break
            spot = spot[key]
    try:
        submission = read_submission(written(notebook, tmp_path / "n.ipynb"), RELEASE)
    except SubmissionError as error:
        assert "\n" not in str(error)
    else:
        nbformat.validate(autograded_notebook(submission, RELEASE, []))


@BOUND
@given(st.lists(junk, max_size=4), st.lists(junk, max_size=3))
def test_whatever_the_box_claims_as_output_the_notebook_stays_valid(tmp_path, some, others):
    submission = read_submission(written(done(), tmp_path / "n.ipynb"), RELEASE)
    shaped = [
        {"output_type": kind, "text": x, "data": x, "name": x, "ename": x, "evalue": x, "traceback": x}
        for x in others
        for kind in ("stream", "error", "display_data", "execute_result")
    ]

    graded = autograded_notebook(submission, RELEASE, [some + shaped] * len(submission.cells))

    nbformat.validate(graded)
    assert nbformat.reads(json.dumps(graded), as_version=4) == graded
    kinds = {output.output_type for cell in graded.cells for output in cell.get("outputs", ())}
    assert "execute_result" not in kinds, "nbgrader would read it as a mark"


def test_damaged_bytes_are_read_or_refused_in_one_line():
    counts = fuzz.run(seed=20261121, rounds=150, seconds=float("inf"))

    assert min(counts.values()) > 10  # all three ways were tried
