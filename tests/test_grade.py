"""A class graded into a real gradebook: what is marked when, what is kept, and what is said."""

import concurrent.futures
import fcntl
import json
import os
import re
import shutil
import threading

import nbformat
import pytest
from kit import EXERCISE, FIRST, LAST_AXIS, RIGHT, SECOND, SEED_FIRST, in_time, mark_in_a_thread, small_course
from nbgrader.api import Gradebook

from autograder import nbgrader_bridge
from autograder.classroom import grade
from autograder.classroom.grade import Wishes
from autograder.course.course import Course
from autograder.errors import CourseError, WrongUse
from autograder.verdict import Record

CLASS = {"ada": RIGHT, "bob": LAST_AXIS, "o'neil, ä+b": SEED_FIRST}


def hand_in(course, student, code):
    folder = course.classroom / "submitted" / student / EXERCISE
    folder.mkdir(parents=True, exist_ok=True)
    if code is not None:
        (folder / f"{EXERCISE}.py").write_text(code, encoding="utf-8")


def three_hand_in(course):
    for student, code in CLASS.items():
        hand_in(course, student, code)
    return course


@pytest.fixture
def a_class(make_course, grade_here):
    """A course in which three students have handed in."""
    return three_hand_in(make_course())


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory, real_box):
    """The same class after a run of `grade`; do not change it."""
    course = three_hand_in(small_course(tmp_path_factory.mktemp("graded") / "course"))
    with pytest.MonkeyPatch.context() as patch:
        mark_in_a_thread(real_box, patch)
        grade.run(course, EXERCISE, Wishes())
    return course.root


@pytest.fixture
def graded(graded_once, tmp_path, grade_here):
    """A copy of that class."""
    return Course(shutil.copytree(graded_once, tmp_path / "course"))


def records(course):
    paths = sorted((course.classroom / "records").glob(f"*/{EXERCISE}.json"))
    return {path.parent.name: Record.from_json(json.loads(path.read_text(encoding="utf-8"))) for path in paths}


def marks(course, db_url=None):
    """What the gradebook says: student → points by task."""
    settings = nbgrader_bridge.read_settings(course.root)
    with nbgrader_bridge.open_gradebook(db_url or settings.db_url, settings.course_id) as book:
        rows = nbgrader_bridge.marks(book, EXERCISE)
        return {row.student: {mark.name: mark.score for mark in row.tasks} for row in rows}


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def files(course, *students):
    """Bytes and times of all that a run writes for these students."""
    found = {}
    for student in students:
        for path in course.classroom.glob(f"*/{student}/**/*"):
            if path.is_file() and "submitted" not in path.parts:
                found[path] = (path.read_bytes(), path.stat().st_mtime_ns)
    return found


def test_everybody_gets_a_record_a_page_a_notebook_and_a_row(a_class, capsys):
    status = grade.run(a_class, EXERCISE, Wishes())

    assert status == 1, "not everybody has full marks"
    assert {student: record.score for student, record in records(a_class).items()} == {
        "ada": 10.0, "bob": 4.0, "o'neil, ä+b": 6.0
    }  # fmt: skip
    for student in CLASS:
        assert (a_class.classroom / "feedback" / student / EXERCISE / f"{EXERCISE}.html").is_file()
        nbformat.read(a_class.classroom / "autograded" / student / EXERCISE / f"{EXERCISE}.ipynb", as_version=4)
    in_book = marks(a_class)
    assert in_book["ada"][FIRST] == 6 and in_book["bob"][FIRST] == 0 and in_book["o'neil, ä+b"][SECOND] == 0
    out = capsys.readouterr().out
    assert "o'neil, ä+b" in out and "3 marked" in out and "1 of 3 have every task right" in out


def test_a_class_with_full_marks_ends_with_status_0(make_course, grade_here):
    course = make_course()
    hand_in(course, "ada", RIGHT)

    assert grade.run(course, EXERCISE, Wishes()) == 0


def test_a_second_run_grades_nothing_and_says_so(graded, capsys):
    before = files(graded, *CLASS)
    capsys.readouterr()

    assert grade.run(graded, EXERCISE, Wishes()) == 1

    assert files(graded, *CLASS) == before
    assert "0 marked" in capsys.readouterr().out


def test_only_what_changed_is_marked_again_and_the_change_is_said(graded, capsys):
    before = files(graded, "ada", "o'neil, ä+b")
    hand_in(graded, "bob", RIGHT)

    grade.run(graded, EXERCISE, Wishes())

    assert records(graded)["bob"].score == 10.0 and marks(graded)["bob"][FIRST] == 6
    assert files(graded, "ada", "o'neil, ä+b") == before
    assert "changed: bob: 4 → 10 (another file)" in capsys.readouterr().out


def test_what_lies_there_and_counts_for_nothing_is_named(a_class, capsys):
    (a_class.classroom / "submitted" / "eve").mkdir()
    for place in ("", "eve/"):
        (a_class.classroom / "submitted" / f"{place}{EXERCISE}.ipynb").write_text("{}")
    (a_class.classroom / "submitted" / "ada" / EXERCISE / "timestamp.txt").write_text("16.1.2027, mittags")

    grade.run(a_class, EXERCISE, Wishes())

    out = capsys.readouterr().out
    for place in ("", "eve/"):
        assert f"  classroom/submitted/{place}{EXERCISE}.ipynb: lies in no folder <student>/{EXERCISE}/. Move" in out
    assert "  ada: timestamp.txt holds no time" in out and "  bob: timestamp" not in out


def test_one_student_alone_is_marked_when_one_is_asked_for(a_class):
    grade.run(a_class, EXERCISE, Wishes(students=("bob",)))

    assert list(records(a_class)) == ["bob"]
    with pytest.raises(WrongUse, match="classroom/submitted/nobody"):
        grade.run(a_class, EXERCISE, Wishes(students=("nobody",)))


def test_force_marks_again_with_a_new_seed_and_the_same_marks(graded):
    before = records(graded)

    grade.run(graded, EXERCISE, Wishes(force=True))

    after = records(graded)
    assert all(after[s].seed != before[s].seed and after[s].score == before[s].score for s in CLASS)


def test_changed_points_are_regraded_and_said(graded, capsys):
    edit(graded.solutions / EXERCISE / "exercise.toml", "points = 6", "points = 8")

    grade.run(graded, EXERCISE, Wishes())

    assert {s: r.score for s, r in records(graded).items()} == {"ada": 12.0, "bob": 4.0, "o'neil, ä+b": 8.0}
    assert marks(graded)["ada"][FIRST] == 8
    assert f"changed: ada: 10 → 12 (exercise.toml changed): {FIRST} 6 → 8" in capsys.readouterr().out


def test_a_changed_test_is_the_test_that_is_used(graded):
    path = graded.solutions / EXERCISE / "hidden_tests.py"
    path.write_text(
        path.read_text() + f'\n@task("{SECOND}")\ndef never(answer, draw):\n    """Never."""\n    expect(False, "no")\n'
    )

    grade.run(graded, EXERCISE, Wishes())

    assert records(graded)["ada"].score == 6.0


def test_one_task_is_regraded_and_the_other_keeps_its_mark_and_its_words(graded):
    before = records(graded)
    path = graded.solutions / EXERCISE / "hidden_tests.py"
    never = 'def never(answer, draw):\n    """Never."""\n    expect(False, "no")\n'
    path.write_text(path.read_text() + "".join(f'\n@task("{name}")\n{never}' for name in (FIRST, SECOND)))

    grade.run(graded, EXERCISE, Wishes(task=SECOND))

    after = records(graded)
    for student in CLASS:
        assert after[student].tasks[0] == before[student].tasks[0]
        assert after[student].tasks[1].score == 0.0
    assert (marks(graded)["ada"][FIRST], marks(graded)["ada"][SECOND]) == (6.0, 0.0)

    grade.run(graded, EXERCISE, Wishes())

    assert records(graded)["ada"].score == 0.0, "what one task's regrading left out is made good by the next run"


def test_one_task_is_regraded_twice_after_its_test_was_changed(graded):
    edit(graded.solutions / EXERCISE / "hidden_tests.py", "its own output channel", "a channel of the output")

    for _ in range(2):
        grade.run(graded, EXERCISE, Wishes(task=FIRST, force=True))

    assert {student: record.score for student, record in records(graded).items()} == {
        "ada": 10.0, "bob": 4.0, "o'neil, ä+b": 6.0
    }  # fmt: skip


def test_the_flag_of_an_older_file_goes_when_one_task_is_regraded(a_class, capsys):
    hand_in(a_class, "ada", "import torch\n")
    grade.run(a_class, EXERCISE, Wishes(students=("ada",)))
    assert "ada: No function of this exercise is in the file" in capsys.readouterr().out
    hand_in(a_class, "ada", RIGHT)

    grade.run(a_class, EXERCISE, Wishes(task=FIRST, students=("ada",)))

    assert records(a_class)["ada"].score == 6.0
    assert "Needs a look" not in capsys.readouterr().out


def test_a_release_that_is_cut_anew_is_said(a_class, capsys):
    grade.run(a_class, EXERCISE, Wishes(students=("ada",)))
    assert "cut anew" not in capsys.readouterr().out
    edit(a_class.solutions / EXERCISE / "notebook.py", "import torch", "import torch  # the course's library")

    grade.run(a_class, EXERCISE, Wishes(students=("ada",)))
    grade.run(a_class, EXERCISE, Wishes(students=("ada",)))

    out = capsys.readouterr().out
    assert out.count(f"exercises/{EXERCISE}: solutions/{EXERCISE} has changed") == 1
    assert out.count(f"exercises/zh/{EXERCISE}: solutions/{EXERCISE} has changed") == 1


def test_a_release_whose_translation_alone_changed_is_said(a_class, capsys):
    words = a_class.solutions / EXERCISE / "words.zh_CN.po"
    words.write_text(words.read_text(encoding="utf-8").replace("滤波器", "过滤器"), encoding="utf-8")

    grade.run(a_class, EXERCISE, Wishes(students=("ada",)))

    assert re.findall(r"(?m)^exercises/.*?(?=: solutions)", capsys.readouterr().out) == [f"exercises/zh/{EXERCISE}"]


def test_a_known_mistake_that_is_added_later_is_named_by_the_next_run(a_class):
    path = a_class.solutions / EXERCISE / "wrong_answers" / f"{FIRST}.toml"
    text = path.read_text(encoding="utf-8")
    before, _, after = text.partition("[stacks_on_last_axis]\n")
    path.write_text(before + after[after.index("\n[") :], encoding="utf-8")
    grade.run(a_class, EXERCISE, Wishes(students=("bob",)))
    assert records(a_class)["bob"].tasks[0].mistake is None
    path.write_text(text, encoding="utf-8")

    grade.run(a_class, EXERCISE, Wishes(students=("bob",)))

    mistake = records(a_class)["bob"].tasks[0].mistake
    assert mistake is not None and mistake.id == "stacks_on_last_axis"


def test_a_persons_mark_is_kept(graded):
    url = nbgrader_bridge.read_settings(graded.root).db_url
    with Gradebook(url) as book:
        for name, points in (("why_all_inputs", 1.5), (f"test_{FIRST}", 3.0)):
            book.find_grade(name, EXERCISE, EXERCISE, "bob").manual_score = points
        book.db.commit()

    grade.run(graded, EXERCISE, Wishes(force=True))

    with Gradebook(url) as book:
        assert book.find_grade("why_all_inputs", EXERCISE, EXERCISE, "bob").manual_score == 1.5
        assert book.find_grade(f"test_{FIRST}", EXERCISE, EXERCISE, "bob").score == 3.0


def test_our_own_fault_keeps_the_old_mark_and_files_the_other_tasks(graded, capsys):
    path = graded.solutions / EXERCISE / "hidden_tests.py"
    right = path.read_text()
    path.write_text(f'{right}\n@task("{FIRST}")\ndef broken(answer, draw):\n    """Broken."""\n    1 / 0\n')
    hand_in(graded, "ada", LAST_AXIS)
    hand_in(graded, "new", RIGHT)
    capsys.readouterr()

    assert grade.run(graded, EXERCISE, Wishes(students=("ada", "new"))) == 1

    assert marks(graded)["ada"] == {FIRST: 6, SECOND: 4, "why_all_inputs": 0}
    assert marks(graded)["new"][SECOND] == 4
    assert [task.verdict for task in records(graded)["new"].tasks] == ["NOT_GRADED", "PASSED"]
    out = capsys.readouterr().out
    assert "ada: not graded: " in out and "ZeroDivisionError" in out and "the old mark stays" in out

    path.write_text(right)
    grade.run(graded, EXERCISE, Wishes(students=("ada", "new")))

    assert marks(graded)["ada"][FIRST] == 0 and marks(graded)["new"][FIRST] == 6


def test_an_empty_folder_and_a_broken_file_are_worth_nothing_and_stop_nobody(a_class, capsys):
    hand_in(a_class, "dee", None)
    folder = a_class.classroom / "submitted" / "eve" / EXERCISE
    folder.mkdir(parents=True)
    (folder / f"{EXERCISE}.ipynb").write_bytes(b"\xff\xfe{")

    assert grade.run(a_class, EXERCISE, Wishes()) == 1

    made = records(a_class)
    assert made["dee"].score == made["eve"].score == 0.0 and made["ada"].score == 10.0
    assert marks(a_class)["dee"][FIRST] == marks(a_class)["eve"][FIRST] == 0
    out = capsys.readouterr().out
    looks = out[out.index("Needs a look") :]
    assert "  dee: " in looks and "  eve: " in looks and "2 need a look" in looks


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read_stops_nobody(a_class):
    path = a_class.classroom / "submitted" / "ada" / EXERCISE / f"{EXERCISE}.py"
    path.chmod(0)

    grade.run(a_class, EXERCISE, Wishes())

    assert records(a_class)["ada"].score == 0.0 and records(a_class)["bob"].score == 4.0


def test_a_lost_gradebook_or_record_is_written_again_with_the_same_marks(graded):
    before = marks(graded)
    (graded.classroom / "gradebook.db").unlink()
    (graded.classroom / "records" / "ada" / f"{EXERCISE}.json").write_text("{half a rec")

    grade.run(graded, EXERCISE, Wishes())

    assert marks(graded) == before and records(graded)["ada"].score == 10.0


def test_submitted_files_are_only_read(a_class):
    before = {p: p.read_bytes() for p in (a_class.classroom / "submitted").rglob("*") if p.is_file()}

    grade.run(a_class, EXERCISE, Wishes())

    assert {p: p.read_bytes() for p in (a_class.classroom / "submitted").rglob("*") if p.is_file()} == before


def test_a_class_that_nobody_has_joined_is_told_so(make_course, grade_here):
    with pytest.raises(CourseError, match="nobody has handed in"):
        grade.run(make_course(), EXERCISE, Wishes())


BREAKS = {
    "a task without a test": (
        "hidden_tests.py", f'@task("{SECOND}"', f'@task("{FIRST}"', f"task '{SECOND}' has no hidden test"
    ),
    "a misspelt oracle": ("hidden_tests.py", f'@oracle("{FIRST}")', '@oracle("corr2d")', "'corr2d' is no task"),
    "hidden tests that do not run": ("hidden_tests.py", "import torch\n", "import torch_\n", "ModuleNotFoundError"),
    "a belief without a hint": (f"wrong_answers/{FIRST}.toml", "hint =", "hints =", "'hints'"),
    "no points": ("exercise.toml", "points = 6", "points = 0", "points = 0"),
    "a region that is not closed": ("notebook.py", "### END SOLUTION", "### END", "not closed"),
}  # fmt: skip


@pytest.mark.parametrize("file, old, new, says", BREAKS.values(), ids=BREAKS)
def test_a_mis_specified_exercise_is_refused_before_anybody_is_graded(a_class, file, old, new, says):
    edit(a_class.solutions / EXERCISE / file, old, new)

    with pytest.raises(CourseError) as error:
        grade.run(a_class, EXERCISE, Wishes())

    assert says in str(error.value) and f"solutions/{EXERCISE}/{file}" in str(error.value)
    assert not (a_class.classroom / "records").exists()


def test_a_second_run_says_that_it_waits_and_then_goes_on(a_class, capsys):
    (a_class.classroom / ".grading.lock").touch()
    with (a_class.classroom / ".grading.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            run = pool.submit(grade.run, a_class, EXERCISE, Wishes())
            in_time(lambda: "waiting until it is done" in capsys.readouterr().out)
            assert not (a_class.classroom / "records").exists()
            fcntl.flock(lock, fcntl.LOCK_UN)
            assert run.result(600) == 1

    assert len(records(a_class)) == 3


def test_no_half_written_file_is_ever_seen(a_class):
    """A reader beside the run finds each record whole or not at all."""
    seen, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            for path in (a_class.classroom / "records").glob("*/*.json"):
                seen.append(json.loads(path.read_text(encoding="utf-8"))["score"])

    reader = concurrent.futures.ThreadPoolExecutor(1)
    watching = reader.submit(read)
    for _ in range(2):
        grade.run(a_class, EXERCISE, Wishes(students=("ada",), force=True))
    stop.set()
    watching.result(600)
    reader.shutdown()

    assert set(seen) <= {10.0, 4.0, 6.0}
