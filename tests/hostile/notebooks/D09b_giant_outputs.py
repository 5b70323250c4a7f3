"""Carries thirty megabytes of outputs, not-a-numbers and doubled keys beside two right answers."""

import json

import kit


def make(notebook):
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.cell_type == "code" and name.startswith("corr2d"):
            cell.source = kit.answer("right").replace("right", name)
        if cell.cell_type == "code":
            cell.outputs = [{"output_type": "stream", "name": "stdout", "text": "x" * 1_500_000}]
    text = json.dumps(notebook)
    return text.replace('"metadata":', '"metadata": {"a": NaN, "a": 1e999}, "metadata":', 1).encode()
