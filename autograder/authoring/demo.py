"""The demo class that `make` grades: small answers from `solutions/<id>/demo_class/`, put into released notebooks.

    python -m autograder.authoring.demo ex02_multi_output

It hands in to a course of its own, `build/demo/`, a copy of this one with a single exercise: no demo student is
ever in a real class's table, report or export. Never touches a hand-in that is there.
"""

import json
import re
import shutil
import sys
from pathlib import Path

from autograder.course import beliefs
from autograder.course.course import Course, find_course
from autograder.plain_text import encodable_output

PART = re.compile(r'^# %% (?:answer="(?P<task>\w+)"|question(?:="(?P<question>\w+)")?)\n', re.MULTILINE)


def course_of(course: Course, exercise_id: str) -> Course:
    """The demo class's course, with the exercise as it is now."""
    demo = Course(course.build / "demo")
    pages = [f"book/{page.name}" for page in (course.root / "book").glob("*.md")]  # feedback names their sections
    words = [f"solutions/{catalogue.name}" for catalogue in course.solutions.glob("*.po")]
    for name in ("_config.yml", "nbgrader_config.py", f"solutions/{beliefs.COMMON}", *words, *pages):
        if (course.root / name).is_file():
            (demo.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(course.root / name, demo.root / name)
    for part in ("solutions", "exercises"):
        source, target = course.root / part / exercise_id, demo.root / part / exercise_id
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    return demo


def hand_in(course: Course, exercise_id: str) -> list[str]:
    """Hand in for every student of the demo class, in its course; the students' ids."""
    folder = course.solutions / exercise_id / "demo_class"
    demo = {path.stem: path for path in sorted(folder.glob("*")) if path.suffix in (".py", ".ipynb")}
    for student, path in demo.items():
        target = course.classroom / "submitted" / student / exercise_id / f"{exercise_id}.ipynb"
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
    """The notebook with these answers in its answer cells: parts headed `# %% answer="task"` or `# %% question="name"`.

    `# %% question` without a name heads the answer to the only question.
    """
    starts = list(PART.finditer(answers))
    ends = [match.start() for match in starts[1:]] + [len(answers)][: len(starts)]
    parts = {
        match["task"] or match["question"]: answers[match.end() : end].rstrip()
        for match, end in zip(starts, ends, strict=True)
    }
    for cell in notebook["cells"]:
        grading = cell["metadata"].get("nbgrader", {})
        is_question = grading.get("solution") and grading.get("grade")
        name = grading.get("grade_id")
        part = parts.get(name, parts.get(None) if is_question else None) if grading.get("solution") else None
        if part is not None:
            cell["source"] = part.splitlines(keepends=True)
    return notebook


def main() -> int:
    """Hand in, and say where."""
    encodable_output()
    exercise_id = sys.argv[1]
    course = course_of(find_course(Path.cwd()), exercise_id)
    students = hand_in(course, exercise_id)
    print(f"{course.classroom}: {len(students)} demo students have handed in {exercise_id}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
