"""Reader and repair: every id once, the code in the student's order, one clear line where nothing can be read."""

import copy
import json
import os
import stat

import nbformat
import pytest
from malformed.frame import ANSWER_ONE, ANSWER_TWO, ANSWER_WHY, EXERCISE, at, done, small_release, written

from autograder.errors import SubmissionError
from autograder.submission.notebook import (
    autograded_notebook,
    cells_to_run,
    find_submission,
    read_submission,
)

RELEASE = small_release()
IDS = ["corr2d", "test_corr2d", "add_channels", "test_add_channels", "why"]


def read(notebook, tmp_path, name="ex_small.ipynb"):
    return read_submission(written(notebook, tmp_path / name), RELEASE)


def cells(submission):
    return [(cell.kind, cell.source, cell.grade_id, cell.runs) for cell in submission.cells]


def ids(submission):
    return [cell.grade_id for cell in submission.cells if cell.grade_id]


def kept(submission, grade_id):
    return next(cell for cell in submission.cells if cell.grade_id == grade_id)


def runs(submission):
    return [cell.source for cell in cells_to_run(submission)]


def test_a_clean_notebook_is_read_as_it_stands_and_without_a_note(tmp_path):
    submission = read(done(), tmp_path)

    assert submission.notes == ()
    assert [c.source for c in submission.cells] == [c.source for c in done().cells]
    assert ids(submission) == IDS


def test_the_checks_of_the_release_do_not_run(tmp_path):
    order = [cell.grade_id for cell in cells_to_run(read(done(), tmp_path))]

    assert order == [None, None, "corr2d", "add_channels"]


def test_stripped_metadata_is_given_back_by_content(tmp_path):
    notebook = done()
    for cell in notebook.cells:
        cell.metadata = {}

    submission = read(notebook, tmp_path)

    assert ids(submission) == IDS
    assert [kept(submission, i).source for i in ("corr2d", "add_channels", "why")] == [
        ANSWER_ONE,
        ANSWER_TWO,
        ANSWER_WHY,
    ]
    assert "without its cell ids" in submission.notes[0] and len(submission.notes) == 1


def test_of_doubled_answers_the_last_keeps_the_id_and_all_run(tmp_path):
    notebook = done()
    first = copy.deepcopy(at(notebook, "corr2d"))
    first.source = "def corr2d(X, K):\n    return X"
    notebook.cells.insert(4, first)

    submission = read(notebook, tmp_path)

    assert ids(submission) == IDS
    assert kept(submission, "corr2d").source == ANSWER_ONE
    assert runs(submission).index(first.source) < runs(submission).index(ANSWER_ONE)
    assert any("stood 2 times" in note for note in submission.notes)


def test_a_split_answer_cell_keeps_the_id_where_the_function_stands(tmp_path):
    notebook = done()
    rest = copy.deepcopy(at(notebook, "corr2d"))
    rest.source = "print(corr2d(X, K))"
    notebook.cells.insert(5, rest)

    submission = read(notebook, tmp_path)

    assert kept(submission, "corr2d").source == ANSWER_ONE
    assert rest.source in runs(submission)


def test_three_copies_of_the_checks_leave_one(tmp_path):
    notebook = done()
    notebook.cells[5:5] = [copy.deepcopy(at(notebook, "test_corr2d")) for _ in range(2)]

    submission = read(notebook, tmp_path)

    assert ids(submission) == IDS


def test_a_stub_pasted_below_does_not_undo_the_answer(tmp_path):
    notebook = done()
    notebook.cells.append(copy.deepcopy(at(RELEASE, "corr2d")))

    submission = read(notebook, tmp_path)

    assert kept(submission, "corr2d").source == ANSWER_ONE
    assert at(RELEASE, "corr2d").source not in runs(submission)


def test_an_answer_written_in_a_scratch_cell_takes_the_id(tmp_path):
    notebook = done()
    at(notebook, "corr2d").source = at(RELEASE, "corr2d").source
    notebook.cells.insert(2, nbformat.v4.new_code_cell(ANSWER_ONE))

    submission = read(notebook, tmp_path)

    assert kept(submission, "corr2d").source == ANSWER_ONE
    assert at(RELEASE, "corr2d").source not in runs(submission)


def test_deleted_checks_come_back_at_their_place(tmp_path):
    notebook = done()
    notebook.cells.remove(at(notebook, "test_corr2d"))

    submission = read(notebook, tmp_path)

    assert ids(submission) == IDS
    assert kept(submission, "test_corr2d").source == at(RELEASE, "test_corr2d").source
    assert any("'test_corr2d' was missing" in note for note in submission.notes)


def test_a_deleted_answer_leaves_the_others_and_says_so(tmp_path):
    notebook = done()
    notebook.cells.remove(at(notebook, "corr2d"))

    submission = read(notebook, tmp_path)

    assert ids(submission) == IDS
    assert not any("def corr2d" in source for source in runs(submission))
    assert any("no other cell defines it" in note for note in submission.notes)


def test_both_functions_in_one_cell_are_both_run(tmp_path):
    notebook = done()
    at(notebook, "corr2d").source = ANSWER_ONE + "\n\n" + ANSWER_TWO
    notebook.cells.remove(at(notebook, "add_channels"))

    submission = read(notebook, tmp_path)

    assert ids(submission) == IDS
    assert any("stands in another cell" in note for note in submission.notes)
    assert ANSWER_ONE + "\n\n" + ANSWER_TWO in runs(submission)


@pytest.mark.parametrize("kind", ["markdown", "raw"])
@pytest.mark.parametrize("fence", [False, True])
def test_an_answer_made_text_is_code_again(tmp_path, kind, fence):
    notebook = done()
    cell = at(notebook, "corr2d")
    cell.cell_type = kind
    cell.source = f"My answer:\n```python\n{ANSWER_ONE}\n```" if fence else ANSWER_ONE

    submission = read(notebook, tmp_path)

    assert (kept(submission, "corr2d").kind, kept(submission, "corr2d").source) == ("code", ANSWER_ONE)
    assert any("made one again" in note for note in submission.notes)


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_checks_made_text_are_checks_again(tmp_path, kind):
    notebook = done()
    at(notebook, "test_corr2d").cell_type = kind

    submission = read(notebook, tmp_path)

    assert kept(submission, "test_corr2d").kind == "code"


def test_edited_checks_are_put_back_and_what_they_defined_still_runs(tmp_path):
    notebook = done()
    hers = "def helper_of_mine():\n    return 3\nassert True"
    at(notebook, "test_corr2d").source = hers

    submission = read(notebook, tmp_path)

    assert kept(submission, "test_corr2d").source == at(RELEASE, "test_corr2d").source
    assert hers in runs(submission)
    assert any("was changed" in note for note in submission.notes)


def test_points_in_the_file_are_not_believed(tmp_path):
    notebook = done()
    at(notebook, "test_corr2d").metadata.nbgrader.points = 1000

    submission = read(notebook, tmp_path)
    graded = autograded_notebook(submission, RELEASE, [])

    assert at(graded, "test_corr2d").metadata.nbgrader.points == 4
    assert any("points" in note for note in submission.notes)


def test_lost_imports_that_are_needed_come_back_above_what_needs_them(tmp_path):
    notebook = done()
    del notebook.cells[1]

    submission = read(notebook, tmp_path)

    assert runs(submission)[0] == RELEASE.cells[1].source
    assert any("d2l" in note for note in submission.notes)


def test_the_answer_to_the_question_is_found_in_the_cell_below(tmp_path):
    notebook = done()
    at(notebook, "why").source = at(RELEASE, "why").source
    notebook.cells.insert(10, nbformat.v4.new_markdown_cell("Each filter has a slice a channel."))

    submission = read(notebook, tmp_path)

    assert kept(submission, "why").source == "Each filter has a slice a channel."


def test_a_bare_python_file_is_graded(tmp_path):
    path = tmp_path / "ex_small.py"
    path.write_text(ANSWER_ONE + "\n\n" + ANSWER_TWO + "\n")

    submission = read_submission(path, RELEASE)

    assert ids(submission) == IDS
    assert runs(submission)[0] == RELEASE.cells[1].source  # it uses d2l without importing it
    assert any("Python file" in note for note in submission.notes)


@pytest.mark.parametrize("marker", ["# %%", "#%%", "# In[3]:", "# In[ ]:"])
def test_an_exported_python_file_is_read_cell_by_cell(tmp_path, marker):
    path = tmp_path / "ex_small.py"
    path.write_text(
        f"{marker}\nimport torch\nfrom d2l import torch as d2l\n{marker}\n{ANSWER_ONE}\n\n{marker}\n{ANSWER_TWO}\n"
    )

    submission = read_submission(path, RELEASE)

    assert kept(submission, "corr2d").source == ANSWER_ONE
    assert kept(submission, "add_channels").source == ANSWER_TWO


def test_jupytext_markdown_cells_and_ids_are_read(tmp_path):
    path = tmp_path / "ex_small.py"
    path.write_text(
        "# ---\n# jupyter:\n#   x: 1\n# ---\n\n# %% [markdown]\n# # A title\n# text\n\n"
        f'# %% nbgrader={{"grade": false, "grade_id": "corr2d"}}\n{ANSWER_ONE}\n'
    )

    submission = read_submission(path, RELEASE)

    assert "# A title\ntext" in [cell.source for cell in submission.cells if cell.kind == "markdown"]
    assert kept(submission, "corr2d").source == ANSWER_ONE
    assert not any("jupyter" in source for source in runs(submission))


UNREADABLE = {
    "truncated": (json.dumps(done())[:-40].encode(), "not JSON at line 1 column"),
    "empty": (b"", "is empty"),
    "blank": (b" \n\n", "is empty"),
    "list": (b"[]", "is a list"),
    "null": (b"null", "is null"),
    "number": (b"12", "is a number"),
    "no cells": (b"{}", "no list of cells"),
    "cells is an object": (b'{"cells": {}}', "no list of cells"),
    "deep": (b"[" * 100_000, "nested too deeply"),
    "many": (b'{"cells": [' + b"{}," * 4_100_000, "far more data"),
    "web page": (b"<!DOCTYPE html><html></html>", "web page"),
    "zip": (b"PK\x03\x04aaaa", "zip archive"),
    "pdf": (b"%PDF-1.7", "a PDF"),
    "binary": (bytes(range(256)) * 4, "not text"),
    "huge number": (b'{"cells": ' + b"9" * 5000 + b"}", "no list of cells"),
    "python of another exercise": (b"def other():\n    pass\n", "not JSON at line 1 column 1"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_one_line_that_names_file_and_place(tmp_path, what):
    data, reason = UNREADABLE[what]
    path = tmp_path / "ex_small.ipynb"
    path.write_bytes(data)

    with pytest.raises(SubmissionError) as caught:
        read_submission(path, RELEASE)

    assert str(caught.value).startswith("ex_small.ipynb: ") and reason in str(caught.value)
    assert path.read_bytes() == data


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path, encoding):
    notebook = done()
    at(notebook, "corr2d").source = "# é\n" + ANSWER_ONE
    path = tmp_path / "ex_small.ipynb"
    path.write_bytes(json.dumps(notebook, ensure_ascii=False).encode(encoding))

    submission = read_submission(path, RELEASE)

    assert kept(submission, "corr2d").source == "# é\n" + ANSWER_ONE
    assert len(submission.notes) == (encoding != "utf-8-sig")


def make_socket(path):
    os.mknod(path, stat.S_IFSOCK | 0o600)  # as a program leaves it that has bound one


@pytest.mark.parametrize("make", [os.mkfifo, make_socket, lambda p: os.symlink("/dev/zero", p), os.mkdir])
def test_only_regular_files_are_opened(tmp_path, make):
    path = tmp_path / "ex_small.ipynb"
    make(path)

    with pytest.raises(SubmissionError, match="link|regular|cannot be read"):
        read_submission(path, RELEASE)


def test_old_formats_are_read(tmp_path):
    cells = [
        {"cell_type": "code", "input": c.source, "metadata": c.metadata} for c in done().cells if c.cell_type == "code"
    ]

    submission = read({"nbformat": 3, "worksheets": [{"cells": cells}]}, tmp_path)

    assert kept(submission, "corr2d").source == ANSWER_ONE


DAMAGE = {
    "no cell type": lambda cell: cell.pop("cell_type"),
    "odd cell type": lambda cell: cell.update(cell_type="Code!"),
    "no metadata": lambda cell: cell.pop("metadata"),
    "metadata is a list": lambda cell: cell.update(metadata=[]),
    "nbgrader is a list": lambda cell: cell.metadata.update(nbgrader=[1]),
    "id is a number": lambda cell: cell.metadata.nbgrader.update(grade_id=7),
    "id is a list": lambda cell: cell.metadata.nbgrader.update(grade_id=["corr2d"]),
    "lines": lambda cell: cell.update(source=cell.source.splitlines(keepends=True)),
    "lines without ends": lambda cell: cell.update(source=cell.source.splitlines()),
    "lines and numbers": lambda cell: cell.update(source=[*cell.source.splitlines(keepends=True), 3]),
    "no outputs": lambda cell: cell.pop("outputs"),
    "outputs is null": lambda cell: cell.update(outputs=None),
    "nan": lambda cell: cell.update(execution_count=float("nan")),
    "windows": lambda cell: cell.update(source=cell.source.replace("\n", "\r\n")),
    "zero byte": lambda cell: cell.update(source=cell.source + "\0"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_around_a_readable_answer_does_not_cost_it(tmp_path, what):
    notebook = done()
    DAMAGE[what](at(notebook, "corr2d"))

    submission = read(notebook, tmp_path)

    assert kept(submission, "corr2d").source == ANSWER_ONE
    assert ids(submission) == IDS


def test_cells_that_are_no_cells_are_left_out_with_a_note(tmp_path):
    notebook = json.loads(json.dumps(done()))
    notebook["cells"][2:2] = [None, 3, "x", []]

    submission = read(notebook, tmp_path)

    assert kept(submission, "corr2d").source == ANSWER_ONE
    assert sum("not a cell" in note for note in submission.notes) == 4


@pytest.mark.parametrize("depth", [100, 900, 990, 1_100, 50_000])
@pytest.mark.parametrize("opening, closing", [("[", "]"), ('{"a":', "}")])
def test_nested_metadata_is_passed_over_or_refused_in_a_line(tmp_path, depth, opening, closing):
    nested = opening * depth + "1" + closing * depth
    path = tmp_path / "ex_small.ipynb"
    path.write_text(json.dumps(done()).replace('"metadata": {', f'"metadata": {{"deep": {nested}, ', 1))

    try:
        submission = read_submission(path, RELEASE)
    except SubmissionError as error:
        assert depth > 800 and str(error).startswith("ex_small.ipynb: ") and "nested too deeply" in str(error)
    else:
        assert kept(submission, "corr2d").source == ANSWER_ONE
        assert nbformat.writes(autograded_notebook(submission, RELEASE, []))


def test_half_a_surrogate_pair_can_be_written_to_a_file(tmp_path):
    notebook = done()
    at(notebook, "corr2d").source = ANSWER_ONE + "  # \ud83d"

    submission = read(notebook, tmp_path)

    assert kept(submission, "corr2d").source.encode().decode() == ANSWER_ONE + "  # \N{REPLACEMENT CHARACTER}"


def test_the_autograded_notebook_is_valid_and_every_id_stands_once(tmp_path):
    notebook = done()
    notebook.cells.insert(3, nbformat.v4.new_code_cell("scratch = 1"))
    submission = read(notebook, tmp_path)
    noise = [{"output_type": "stream", "name": "stdout", "text": "x" * 1_000_000}]

    graded = autograded_notebook(submission, RELEASE, [noise] * len(submission.cells))

    nbformat.validate(graded)
    found = [c.metadata.nbgrader.grade_id for c in graded.cells if "nbgrader" in c.metadata]
    assert found == IDS
    assert len({c.id for c in graded.cells}) == len(graded.cells)
    assert len(nbformat.writes(graded)) < 250_000
    assert "cut, 1,000,000 bytes in all" in nbformat.writes(graded)


def test_outputs_that_could_run_in_a_teachers_browser_are_dropped(tmp_path):
    submission = read(done(), tmp_path)
    script = {
        "text/html": "<script>1</script>",
        "image/svg+xml": "<svg/>",
        "application/javascript": "1",
        "text/plain": "x",
    }
    bad = [{"output_type": "display_data", "data": script, "metadata": {}}, {"output_type": "evil"}, None, 3]

    graded = autograded_notebook(submission, RELEASE, [bad] * len(submission.cells))

    nbformat.validate(graded)
    assert at(graded, "corr2d").outputs[0].data == {"text/plain": "x"}
    assert len(at(graded, "corr2d").outputs) == 1


def test_a_submission_is_the_same_after_its_autograded_notebook_is_read_again(tmp_path):
    notebook = done()
    at(notebook, "test_corr2d").source = ANSWER_ONE + "\nassert 1"
    notebook.cells.remove(at(notebook, "corr2d"))
    submission = read(notebook, tmp_path)

    again = read(autograded_notebook(submission, RELEASE, []), tmp_path)

    assert cells(again) == cells(submission)


def test_odd_blanks_are_read_as_spaces_in_a_python_file_too(tmp_path):
    path = tmp_path / "ex_small.py"
    path.write_text("def corr2d(X, K):\n\u00a0\u00a0\u00a0\u00a0return\u200b X\n", encoding="utf-8")

    submission = read_submission(path, RELEASE)

    assert "def corr2d(X, K):\n    return X" in runs(submission)
    assert any("blanks that Python does not know" in note for note in submission.notes)


def test_the_notebook_is_found_under_a_wrong_name_with_a_note(tmp_path):
    for name in ("ex_small (1).ipynb", "ex_small-Copy1.ipynb", "Ada.ipynb", "EX_SMALL.ipynb", "ex_small.ipynb.txt"):
        folder = tmp_path / name.replace(".", "_")
        folder.mkdir()
        written(done(), folder / name)
        path, notes = find_submission(folder, EXERCISE)
        assert path.name == name and len(notes) == 1


def test_the_right_name_wins_and_the_others_are_named(tmp_path):
    for name in ("ex_small.ipynb", "ex_small-Copy1.ipynb", "x.py"):
        written(done(), tmp_path / name)

    path, notes = find_submission(tmp_path, EXERCISE)

    assert path.name == "ex_small.ipynb"
    assert "'ex_small-Copy1.ipynb'" in notes[0] and "'x.py'" in notes[0]


def test_two_that_could_be_meant_are_both_named(tmp_path):
    written(done(), tmp_path / "ex_small (1).ipynb")
    written(small_release(), tmp_path / "ex_small (2).ipynb")

    with pytest.raises(SubmissionError, match=r"ex_small \(1\).ipynb' and 'ex_small \(2\).ipynb"):
        find_submission(tmp_path, EXERCISE)


def test_a_folder_in_a_folder_is_looked_into_and_litter_is_not(tmp_path):
    (tmp_path / "hand in" / "week 2").mkdir(parents=True)
    (tmp_path / ".ipynb_checkpoints").mkdir()
    written(done(), tmp_path / ".ipynb_checkpoints" / "ex_small.ipynb")
    written(done(), tmp_path / "hand in" / "week 2" / "ex_small.ipynb")
    os.symlink("/etc/passwd", tmp_path / "ex_small.ipynb")

    path, notes = find_submission(tmp_path, EXERCISE)

    assert path == tmp_path / "hand in" / "week 2" / "ex_small.ipynb"
    assert notes


@pytest.mark.parametrize("inside", [[], ["report.pdf"]])
def test_a_folder_without_a_notebook_says_what_it_holds(tmp_path, inside):
    for name in inside:
        (tmp_path / name).write_text("x")

    with pytest.raises(SubmissionError, match="is empty" if not inside else "only report.pdf"):
        find_submission(tmp_path, EXERCISE)
