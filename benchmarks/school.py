"""The class that every grader marks: the same notebooks, byte for byte."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

EXERCISE = "ex02_multi_output"
FIRST, SECOND = "corr2d_multi_in_out", "corr2d_multi_in_out_vectorized"

FIRST_ANSWERS = [
    f"def {FIRST}(X, K):\n    return torch.stack([corr2d_multi_in(X, k) for k in K], 0)",
    f"def {FIRST}(X, K):\n    maps = [corr2d_multi_in(X, K[i]) for i in range(len(K))]\n    return torch.stack(maps)",
    f"def {FIRST}(X, K):\n    return torch.stack([sum(d2l.corr2d(x, s) for x, s in zip(X, k)) for k in K])",
]
PARTS = Path(__file__).resolve().parents[1] / "solutions" / EXERCISE / "right_answers" / "parts"
SECOND_ANSWERS = [(PARTS / name).read_text().rstrip() for name in ("einsum_second.py", "offsets_second.py")]
WRONG_ANSWERS = [
    f"def {FIRST}(X, K):\n    return torch.stack([corr2d_multi_in(X, k) for k in K], -1)",
    f"def {FIRST}(X, K):\n    return torch.stack([corr2d_multi_in(X, k) / len(X) for k in K])",
]


def notebooks(release: NotebookNode, count: int, wrong_each: int) -> dict[str, str]:
    """{student: notebook as JSON}; every `wrong_each`-th answer is wrong (0: none), no two files are alike."""
    made = {}
    for number in range(count):
        notebook = copy.deepcopy(release)
        is_wrong = bool(wrong_each) and number % wrong_each == wrong_each - 1
        firsts = WRONG_ANSWERS if is_wrong else FIRST_ANSWERS
        answers = {
            FIRST: firsts[number % len(firsts)],
            SECOND: SECOND_ANSWERS[number % len(SECOND_ANSWERS)],
            "why_all_inputs": f"Because each filter has a slice for each channel ({number}).",
        }
        for cell in notebook.cells:
            answer = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if answer:
                cell.source = answer
        made[f"student{number:05d}"] = nbformat.writes(notebook)
    return made


def right() -> bytes:
    """A Python file that is right in both tasks."""
    return f"{FIRST_ANSWERS[0]}\n\n\n{SECOND_ANSWERS[0]}\n".encode()


def hand_in(classes: dict[str, str], submitted: Path) -> None:
    """nbgrader's folders: submitted/<student>/<exercise>/<exercise>.ipynb."""
    for student, text in classes.items():
        folder = submitted / student / EXERCISE
        folder.mkdir(parents=True)
        (folder / f"{EXERCISE}.ipynb").write_text(text, encoding="utf-8")


def with_hidden_tests(release: NotebookNode) -> NotebookNode:
    """The release for graders that keep hidden tests in the notebook: the same tests, in its checks cells."""
    notebook = copy.deepcopy(release)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name.startswith("test_"):
            task = name.removeprefix("test_")
            cell.source += f"\n{checking(task)}"
    return notebook


def checking(task: str) -> str:
    """Code that runs a task's hidden tests on the functions around it."""
    return f'from benchmarks.direct import check\ncheck("{task}", globals())'


def code_cells(text: str) -> list[tuple[str, bool]]:
    """(source, is a checks cell) of a notebook in JSON."""
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    return [
        (
            source if isinstance(source := cell["source"], str) else "".join(source),
            cell["metadata"].get("nbgrader", {}).get("grade_id", "").startswith("test_"),
        )
        for cell in cells
    ]
