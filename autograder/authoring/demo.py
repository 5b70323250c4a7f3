"""The demo class that `make` grades: small answers from `solutions/<id>/demo_class/`, put into released notebooks.

    python -m autograder.authoring.demo ex02_multi_output

Never touches a file that is there, and steps aside where a real class has handed in.
"""

import json
import re
import shutil
import sys
from pathlib import Path

from autograder.course.exercise import Course, find_course

PART = re.compile(r'^# %% (?:answer="(?P<task>\w+)"|question)\n', re.MULTILINE)


def hand_in(course: Course, exercise_id: str) -> list[str]:
    """Hand in for every student of the demo class; the students' ids, none if a real class is there."""
    folder = course.solutions / exercise_id / "demo_class"
    demo = {path.stem: path for path in sorted(folder.glob("*")) if path.suffix in (".py", ".ipynb")}
    submitted = course.classroom / "submitted"
    present = {path.name for path in submitted.iterdir()} if submitted.is_dir() else set()
    if present - set(demo):
        return []
    for student, path in demo.items():
        target = submitted / student / exercise_id / f"{exercise_id}.ipynb"
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".ipynb":
            shutil.copyfile(path, target)
        else:
            notebook = json.loads(course.release_notebook(exercise_id).read_text(encoding="utf-8"))
            target.write_text(json.dumps(answered(notebook, path.read_text(encoding="utf-8"))), encoding="utf-8")
    return sorted(demo)


def answered(notebook: dict, answers: str) -> dict:
    """The notebook with these answers in its answer cells (parts headed `# %% answer="task"` and `# %% question`)."""
    starts = list(PART.finditer(answers))
    ends = [match.start() for match in starts[1:]] + [len(answers)][: len(starts)]
    parts = {match["task"]: answers[match.end() : end].rstrip() for match, end in zip(starts, ends, strict=True)}
    for cell in notebook["cells"]:
        grading = cell["metadata"].get("nbgrader", {})
        is_question = grading.get("solution") and grading.get("grade")
        part = parts.get(None if is_question else grading.get("grade_id")) if grading.get("solution") else None
        if part is not None:
            cell["source"] = part.splitlines(keepends=True)
    return notebook


def main() -> int:
    """Hand in, and say what happened."""
    course, exercise_id = find_course(Path.cwd()), sys.argv[1]
    students = hand_in(course, exercise_id)
    if not students:
        print("classroom/submitted: a class has handed in already; the demo class stays out of it")
        return 1
    print(f"classroom/submitted: {len(students)} demo students have handed in {exercise_id}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
