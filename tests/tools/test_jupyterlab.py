"""A student in JupyterLab: opens the exercise, runs it, checks it from a cell, presses nbgrader's Validate."""

import contextlib

import nbformat
import pytest
from a_course import EXERCISE, WRONG_AXIS, answered
from playwright.sync_api import TimeoutError

READY = ".jp-Notebook-ExecutionIndicator[data-status=idle]"


@pytest.mark.timeout(600)
def test_a_student_checks_her_answer_where_she_wrote_it(course, jupyter, page, tmp_path):
    notebook = answered(course, WRONG_AXIS)
    check = f'from autograder.check import check\n\ncheck("{EXERCISE}")'
    notebook.cells = [cell for cell in notebook.cells if not cell.metadata.get("nbgrader", {}).get("points")]
    notebook.cells.append(nbformat.v4.new_code_cell(check, id="check"))
    nbformat.write(notebook, course / "exercises" / EXERCISE / "checked.ipynb")
    nbformat.write(answered(course, WRONG_AXIS), course / "exercises" / EXERCISE / "mine.ipynb")

    page.set_default_timeout(0)  # a busy machine takes its time; the test's own timeout is the only clock
    page.set_viewport_size({"width": 1280, "height": 6000})  # JupyterLab leaves cells out of the page that are not seen

    page.goto(f"{jupyter}/lab/tree/exercises/{EXERCISE}/checked.ipynb")
    page.locator(READY).wait_for()  # else nothing is run
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    table = page.locator(".jp-RenderedHTMLCommon table").last
    table.wait_for()
    table.scroll_into_view_if_needed()
    page.screenshot(path=tmp_path / "1-check.png")
    assert "corr2d_multi_in_out" in table.inner_text()
    assert "the shape should be (3, 2, 2), yours is (2, 2, 3)" in page.locator(".jp-Notebook").inner_text()

    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{jupyter}/lab/tree/exercises/{EXERCISE}/mine.ipynb")
    validate = page.get_by_text("Validate", exact=True).locator("visible=true")
    validate.wait_for()
    requested = False
    while not requested:  # a click that comes before the button is ready has no effect: the request is what counts
        with contextlib.suppress(TimeoutError):
            with page.expect_request(lambda sent: "assignments/validate" in sent.url, timeout=30_000):
                validate.click()
            requested = True
    dialog = page.locator(".jp-Dialog").filter(has_text="failed")
    dialog.wait_for()
    page.screenshot(path=tmp_path / "2-validate.png")
    assert "yours is (2, 2, 3)" in dialog.inner_text()
