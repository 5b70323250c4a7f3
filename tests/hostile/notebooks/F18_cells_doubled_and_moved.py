"""Has the answer cells twice, the check cells cut out, the rest in another order."""

import copy


def make(notebook):
    cells = [c for c in notebook.cells if not c.metadata.get("nbgrader", {}).get("grade_id", "").startswith("test_")]
    again = [copy.deepcopy(c) for c in cells if c.metadata.get("nbgrader")]
    for number, cell in enumerate(again):
        cell.id = f"again-{number}"
    notebook.cells = again + cells[::-1]
    return notebook
