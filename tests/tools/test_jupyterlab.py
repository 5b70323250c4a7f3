"""A student in JupyterLab: opens the exercise, runs it, checks it from a cell, presses nbgrader's Validate."""

from collections.abc import Callable

import nbformat
from a_course import EXERCISE, WRONG_AXIS, answered
from playwright.sync_api import TimeoutError

READY = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
TRY = 30_000  # milliseconds until a click without an effect is repeated


def repeat(step: Callable[[], None]) -> None:
    """Repeat until the step sees its effect: a click that comes before JupyterLab is ready for it has none."""
    while True:
        try:
            return step()
        except TimeoutError:
            continue


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
    table = page.locator(".jp-RenderedHTMLCommon table").last

    def run_all():  # cells that are run before the kernel answers may be lost, all or the later ones
        page.locator(READY).wait_for()
        page.keyboard.press("Escape")  # a menu may be open
        page.get_by_role("menuitem", name="Run", exact=True).click(timeout=TRY)
        page.get_by_text("Run All Cells", exact=True).click(timeout=TRY)
        table.wait_for(timeout=4 * TRY)  # a kernel starts, imports torch and starts a box

    repeat(run_all)
    table.scroll_into_view_if_needed()
    page.screenshot(path=tmp_path / "1-check.png")
    assert "corr2d_multi_in_out" in table.inner_text()
    assert "the shape should be (3, 2, 2), yours is (2, 2, 3)" in page.locator(".jp-Notebook").inner_text()

    page.set_viewport_size({"width": 1280, "height": 900})
    # in a workspace of its own: else the first notebook opens again, and its button may be the one that is pressed
    page.goto(f"{jupyter}/lab/workspaces/second/tree/exercises/{EXERCISE}/mine.ipynb")
    validate = page.get_by_text("Validate", exact=True).locator("visible=true")
    validate.wait_for()

    def press_validate():
        with page.expect_request(lambda sent: "assignments/validate" in sent.url, timeout=TRY):
            validate.click(timeout=TRY)

    repeat(press_validate)
    dialog = page.locator(".jp-Dialog").filter(has_text="failed")
    dialog.wait_for()
    page.screenshot(path=tmp_path / "2-validate.png")
    assert "yours is (2, 2, 3)" in dialog.inner_text()
