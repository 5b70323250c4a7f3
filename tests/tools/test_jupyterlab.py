"""A student in JupyterLab: opens the exercise, runs it, checks it from a cell, presses nbgrader's Validate."""

import nbformat
import pytest
from a_course import EXERCISE, WRONG_AXIS, answered


@pytest.mark.timeout(600)
def test_a_student_checks_her_answer_where_she_wrote_it(course, jupyter, page, tmp_path):
    notebook = answered(course, WRONG_AXIS)
    check = f'from autograder.check import check\n\ncheck("{EXERCISE}")'
    notebook.cells = [cell for cell in notebook.cells if not cell.metadata.get("nbgrader", {}).get("points")]
    notebook.cells.append(nbformat.v4.new_code_cell(check, id="check"))
    nbformat.write(notebook, course / "exercises" / EXERCISE / "checked.ipynb")
    nbformat.write(answered(course, WRONG_AXIS), course / "exercises" / EXERCISE / "mine.ipynb")

    page.goto(f"{jupyter}/lab/tree/exercises/{EXERCISE}/checked.ipynb")
    page.locator(".jp-MarkdownOutput h1").first.wait_for(timeout=120_000)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=120_000)  # else nothing is run
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    table = page.locator(".jp-RenderedHTMLCommon table").last
    table.wait_for(timeout=120_000)
    table.scroll_into_view_if_needed()
    page.screenshot(path=tmp_path / "1-check.png")
    assert "corr2d_multi_in_out" in table.inner_text()
    assert "the shape should be (3, 2, 2), yours is (2, 2, 3)" in page.locator(".jp-Notebook").inner_text()

    page.goto(f"{jupyter}/lab/tree/exercises/{EXERCISE}/mine.ipynb")
    validate = page.get_by_text("Validate", exact=True).locator("visible=true")
    validate.wait_for(timeout=120_000)
    page.wait_for_timeout(2000)
    validate.click()
    dialog = page.locator(".jp-Dialog").filter(has_text="failed")
    dialog.wait_for(timeout=180_000)
    page.screenshot(path=tmp_path / "2-validate.png")
    assert "yours is (2, 2, 3)" in dialog.inner_text()
