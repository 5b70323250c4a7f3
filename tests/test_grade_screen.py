"""What a teacher sees while a class is graded: plain lines in a log, ids verbatim, what to look at first."""

import pytest
from kit import EXERCISE, FIRST, ROOT, SECOND

from autograder.classroom.grade_screen import TABLE_ROWS, Change, Screen
from autograder.course.course import Course
from autograder.sums import before_filing
from autograder.verdict import Fingerprint, Mistake, Record, TaskResult, Verdict

EXERCISE_2 = Course(ROOT).exercise(EXERCISE)
RELU = Mistake("relu_added", "a convolution applies ReLU.", "?", "book/01")


def record(student, score=6.0, **more):
    verdict = Verdict.PASSED if score == 6.0 else Verdict.FAILED
    tasks = (
        TaskResult(FIRST, score, 6.0, verdict, "", mistake=None if score == 6.0 else RELU),
        TaskResult(SECOND, 4.0, 4.0, Verdict.PASSED),
    )
    return Record(EXERCISE, tasks, ("limits",), student=student, **more)


@pytest.fixture
def shown(capsys):
    """shown(changes, records) → what a log says, and the exit status."""

    def shown(changes, records, skipped=0):
        screen = Screen(EXERCISE_2, total=len(changes), skipped=skipped)
        with screen:
            for change in changes:
                screen.add(change)
        status = screen.summary(records)
        return capsys.readouterr().out, status

    return shown


def first_marks(records):
    return [Change(record.student, None, record) for record in records]


def test_full_marks_for_all_end_with_status_0(shown):
    records = [record("ada"), record("bob")]
    out, status = shown(first_marks(records), records)

    assert status == 0 and "2 of 2 have every task right." in out and "Needs a look" not in out


def test_ids_are_verbatim_however_long_or_odd(shown):
    odd = ["[bold]o'neil[/bold], ä+b", "x" * 150, "数学 \\ two  blanks"]
    banned = TaskResult(FIRST, 0.0, 6.0, Verdict.NOT_ALLOWED, "a reason [i]in brackets[/i]")
    records = [Record(EXERCISE, (banned,), ("limits",), student=name) for name in odd]
    out, _ = shown(first_marks(records), records)

    for name in odd:
        assert f"  {name}: {FIRST}: not allowed: a reason [i]in brackets[/i]\n" in out


def test_a_large_class_is_summed_up(shown):
    records = [record(f"student{number}") for number in range(TABLE_ROWS + 1)]
    out, _ = shown(first_marks(records), records)

    assert "student7" not in out and f"{len(records)} of {len(records)} have every task right" in out


def test_what_to_teach_again_counts_each_student_once(shown):
    records = [record("ada", 0.0), record("bob", 0.0), record("cyd")]
    out, status = shown(first_marks(records), records)

    assert status == 1 and "2 students believe that a convolution applies ReLU." in out


def test_what_was_not_graded_is_said_and_ends_with_status_1(shown):
    old = record("ada")
    out, status = shown([Change("ada", old, None, "the box did not start")], [old])

    assert status == 1
    assert "  ada: not graded: the box did not start; the old mark stays\n" in out
    assert "0 marked" in out and "1 not graded" in out


def test_what_changed_is_said_with_its_reason():
    def marked(*fingerprint, score=6.0):
        return record("ada", score, fingerprint=Fingerprint(*fingerprint))

    before, after = marked("aa", "11", score=0.0), marked("bb", "11")

    assert Change("ada", before, after).why == "another file"
    assert Change("ada", None, after).why == ""
    assert Change("ada", before, marked("aa", "22")).why == "tests or points changed"
    assert Change("ada", before, marked("aa", "11")).why == "marked again"


def test_a_changed_sum_is_said_and_an_equal_one_is_not(capsys):
    def sums(**scores):
        return {student: before_filing(record(student, score)) for student, score in scores.items()}

    records = [record("ada"), record("bob")]
    with Screen(EXERCISE_2, total=1, skipped=1) as screen:
        screen.add(Change("ada", record("ada", 0.0, fingerprint=Fingerprint("aa")), record("ada")))
    screen.summary(records, sums(ada=6.0, bob=6.0), sums(ada=0.0, bob=6.0))
    out = capsys.readouterr().out

    assert "changed: ada: 4 → 10 (another file): corr2d_multi_in_out 0 → 6\n" in out and "changed: bob" not in out


def test_a_run_with_nothing_to_do_says_what_there_is(shown):
    out, status = shown([], [record("ada")], skipped=1)

    assert status == 0 and "0 marked" in out and "1 unchanged" in out


def test_an_id_gives_the_terminal_no_orders(shown):
    name = "ada\x1b[2J\x1b]0;x\x07\u202e"
    banned = TaskResult(FIRST, 0.0, 6.0, Verdict.NOT_ALLOWED, "a reason")
    now = Record(EXERCISE, (banned,), ("limits",), student=name)
    out, _ = shown([Change(name, record(name), now)], [now])

    assert not set(out) & set("\x1b\x07\u202e") and "ada" in out
