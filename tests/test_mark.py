"""Marking, end to end in the real box: each kind of submission gets its verdict, and words that help."""

import textwrap
from dataclasses import replace

import pytest
from kit import EINSUM_SECOND, EXERCISE, FIRST, LAST_AXIS, RIGHT, ROOT, SECOND, SEED_FIRST, copy_exercise

from autograder import words
from autograder.course import right_answers
from autograder.course.course import Course
from autograder.course.exercise import Limits
from autograder.course.exercise_toml import read_exercise
from autograder.course.release import read_release
from autograder.errors import CourseError
from autograder.marking.mark import Marker
from autograder.marking.sentences import EMPTY, REPEATED
from autograder.verdict import Verdict

HEAD = "import torch\nimport torch.nn.functional as F\nfrom d2l import torch as d2l\n"


def first(body, head=HEAD):
    """A first task with this body; the second one right."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return f"{head}def {FIRST}(X, K):\n{lines}\n\n{EINSUM_SECOND}"


@pytest.fixture
def odd_exercise(tmp_path):
    """odd_exercise(hidden_tests text) → a Marker for the second exercise with other hidden tests."""

    def odd_exercise(change, **limits):
        folder = copy_exercise(EXERCISE, tmp_path)
        path = folder / "hidden_tests.py"
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
        return Marker(replace(read_exercise(folder), feedback="example"))

    return odd_exercise


def test_the_released_notebook_as_it_is_leaves_every_task_open(mark_code, marker):
    release = read_release(Course(ROOT), EXERCISE)
    record = mark_code(*[cell.source for cell in release.cells if cell.cell_type == "code"])

    assert [(words.verdict(task), task.score, task.mistake, task.counterexample) for task in record.tasks] == [
        ("open", 0.0, None, None)
    ] * len(marker.exercise.tasks)
    assert all(test.verdict is not Verdict.PASSED for task in record.tasks for test in task.tests)


def test_the_seeds_code_verbatim_gets_full_marks_for_its_task(mark_code):
    task, other = mark_code(SEED_FIRST).tasks

    assert (task.verdict, task.score, task.max_score) == (Verdict.PASSED, 6.0, 6.0)
    assert all(test.verdict is Verdict.PASSED for test in task.tests) and len(task.tests) > 8
    assert (other.verdict, other.score) == (Verdict.MISSING, 0.0)


def test_the_same_with_another_axis_gets_none_for_its_task_and_all_for_the_other(mark_code):
    record = mark_code(LAST_AXIS)
    task, other = record.tasks

    assert (task.verdict, task.score) == (Verdict.FAILED, 0.0)
    assert other.score == 4.0 and record.score == 4.0 and not record.passed
    assert "same sizes in another order" in task.message
    assert task.mistake.id == "stacks_on_last_axis"


@pytest.mark.parametrize(
    "code, verdict, says",
    [
        (first("return d2l.corr2d(X[0], K[0, 0])"), Verdict.FAILED, "1 axis too few"),
        (first("print(X)"), Verdict.FAILED, "None (is there a `return`?)"),
        (first("raise KeyError('where')"), Verdict.CRASHED, "Raises KeyError (cell 1, line 5): 'where'"),
        (first("assert len(X) > 99"), Verdict.CRASHED, "Raises AssertionError (cell 1, line 5)"),
        (first("import os\nos._exit(0)"), Verdict.CRASHED, "ended the whole program"),
        (first("while True: pass"), Verdict.TIMED_OUT, "loop that never stops"),
        (first("return torch.zeros(2**33)"), Verdict.OUT_OF_MEMORY, "more memory than this exercise allows"),
        (first("return bytearray(2**33)"), Verdict.OUT_OF_MEMORY, "more memory"),
        (first("return F.conv2d(X[None], K)[0]"), Verdict.NOT_ALLOWED, "(cell 1, line 5)"),
        (first("m = torch.nn.Conv2d(2, 2, 2)\nreturn m(X[None])[0]"), Verdict.NOT_ALLOWED, "build it yourself"),
        (first("raise NotImplementedError"), Verdict.CRASHED, "not answered yet"),
        (first(f"raise NotImplementedError('write {FIRST} here')"), Verdict.CRASHED, "This task is not answered yet"),
        (first("raise NotImplementedError('write mine here')"), Verdict.CRASHED, "calls `mine`, which is not answered"),
        (first("raise NotImplementedError('later')"), Verdict.CRASHED, "Raises NotImplementedError (cell 1, line 5)"),
        (first("X += 1\nreturn X"), Verdict.FAILED, "changes its argument X"),
        (first("return (lambda: missing_name)()"), Verdict.CRASHED, "missing_name"),
        (EINSUM_SECOND, Verdict.MISSING, f"no function `{FIRST}`"),
    ],
    ids=lambda value: value.name if isinstance(value, Verdict) else None,
)  # fmt: skip
def test_each_way_to_fail_has_its_verdict_and_its_words(mark_code, code, verdict, says):
    task = mark_code(code, only_task=FIRST).tasks[0]

    assert task.verdict is verdict, task
    assert says in task.message and not task.message.endswith(":")
    assert task.score == 0.0


def test_what_is_not_allowed_is_flagged_for_the_teacher_and_costs_only_its_task(mark_code):
    record = mark_code(first("return F.conv2d(X[None], K)[0]"))

    assert [task.score for task in record.tasks] == [0.0, 4.0]
    assert len(record.flags) == 1 and words.flag(record.flags[0]).startswith(f"{FIRST}: not allowed: Uses ")


def test_a_banned_operation_in_a_scratch_cell_is_nobodys_business(mark_code):
    record = mark_code(HEAD + "check = F.conv2d(torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2))", RIGHT)

    assert record.passed and record.flags == ()


@pytest.mark.parametrize(
    "code, says",
    [
        (
            RIGHT.replace(f"def {FIRST}(", "def corr2d_multi_in_outs("),
            "Did you mean `corr2d_multi_in_outs` (cell 1, line 8)",
        ),
        (RIGHT.replace(f"def {FIRST}(", "def Corr2d_multi_in_out("), "Did you mean `Corr2d_multi_in_out`"),
        (RIGHT.replace(f"def {FIRST}(", "def answer("), "Define it under exactly this name"),
        (RIGHT + f"\n{FIRST} = 3", "cannot be called after the cells ran"),
        (RIGHT.replace(f"def {FIRST}(X, K):", f"def {FIRST}(X, K)"), "syntax error"),
        ("", "Define it under exactly this name"),
    ],
)
def test_a_missing_function_is_answered_with_the_nearest_name_or_the_reason(mark_code, code, says):
    task = mark_code(code, only_task=FIRST).tasks[0]

    assert task.verdict is Verdict.MISSING
    assert says in task.message


@pytest.mark.parametrize(
    "body",
    ["pass", "...", "return", "return None  # later", '"""Says what."""', "# to do\n\npass", '"""A\n\nb."""\n...'],
)
def test_an_empty_function_is_not_answered_yet_and_believes_nothing(mark_code, body):
    task = mark_code(first(body), only_task=FIRST).tasks[0]

    assert (task.score, task.message, task.mistake) == (0.0, EMPTY, None)


@pytest.mark.parametrize("body", ["print(X)", '"""Pass."""\nY = X', "pass\nX + 1", "return print(X)"])
def test_a_function_that_gives_nothing_back_is_not_called_empty(mark_code, body):
    assert "None (is there a `return`?)" in mark_code(first(body), only_task=FIRST).tasks[0].message


def test_the_other_task_is_never_offered_as_the_nearest_name(mark_code):
    assert SECOND not in mark_code(EINSUM_SECOND).tasks[0].message


def test_a_function_defined_twice_is_said_when_the_last_one_is_wrong(mark_code):
    task = mark_code(RIGHT, first("return X")).tasks[0]

    assert f"`{FIRST}` is defined 2 times (cell 1, line 8; cell 2, line 4); the last one counts." in task.message


def test_a_function_defined_twice_counts_when_the_last_one_is_right(mark_code):
    assert mark_code(first("return X"), RIGHT).passed


@pytest.mark.parametrize(
    "scratch",
    ["import os; os._exit(1)", "raise SystemExit(3)", "1 / 0", "print(undefined)", "if True:\n", "assert False",
     "%%bash\nrm -rf /", "!pip install d2l", "corr2d_multi_in_out(1, 2)", "input('name? ')", "import no_such_package"],
)  # fmt: skip
def test_a_scratch_cell_that_goes_wrong_costs_no_answer(mark_code, scratch):
    assert mark_code(scratch, RIGHT, scratch).passed


def test_a_scratch_cell_that_hangs_costs_no_answer_and_is_noted(mark_code, odd_exercise):
    marker = odd_exercise(str)
    marker.exercise.__dict__["limits"] = Limits(seconds=60, call_seconds=1, memory_mb=1200)

    record = mark_code("import time; time.sleep(1000)", RIGHT, marker=marker)

    assert record.passed
    assert any("cell 1, line 1 did not come to an end" in note for note in record.notes)


KEEPERS = {
    "counts its calls": "    kept.append(1)\n    return len(kept) // 22 * 9 + torch.stack(",
    "collects all maps": "    kept.extend(corr2d_multi_in(X, k) for k in K)\n    return torch.stack(kept or ",
    "keeps the first filters": "    kept.append(K)\n    K = kept[0]\n    return torch.stack(",
}


@pytest.mark.parametrize("body", KEEPERS.values(), ids=KEEPERS)
def test_an_answer_that_keeps_something_between_calls_is_told_so(mark_code, body):
    task = mark_code("kept = []", RIGHT.replace("    return torch.stack(", body)).tasks[0]

    assert task.score == 0.0
    assert "keeps something between calls" in task.message
    assert task.counterexample is None, "asked by itself it gives the right answer"


def test_what_is_spoilt_between_the_calls_of_the_first_test_is_told_too(mark_code, marker_of):
    growing = """
        seen, apart = 1, 1
        def receptive_field(layers):
            global seen, apart
            for kernel, stride, dilation in layers:
                seen, apart = seen + (kernel - 1) * dilation * apart, apart * stride
            return seen
    """

    marker = marker_of("ex05_lenet_shapes")
    task = mark_code(textwrap.dedent(growing), only_task="receptive_field", marker=marker).tasks[0]

    assert "keeps something between calls" in task.message and task.counterexample is None


def test_a_slow_task_does_not_eat_the_time_of_the_next_one(mark_code, odd_exercise):
    marker = odd_exercise(str)
    marker.exercise.__dict__["limits"] = Limits(seconds=24, call_seconds=6, memory_mb=1200)
    slow = "    import time; time.sleep(2)\n    return torch.stack("

    task, other = mark_code(RIGHT.replace("    return torch.stack(", slow), marker=marker).tasks

    assert task.verdict is Verdict.TIMED_OUT and other.verdict is Verdict.PASSED


def test_an_author_may_wait_longer_than_a_student(mark_code, marker):
    exercise = replace(marker.exercise, limits=Limits(seconds=6, call_seconds=0.5, memory_mb=1200))
    once = "    import time\n    time.sleep(0 if waited else 0.9)\n    waited.append(1)\n    return torch.stack("
    slow = RIGHT.replace("    return torch.stack(", once)

    hasty, patient = (
        mark_code("waited = []", slow, marker=Marker(exercise, patience), only_task=FIRST).tasks[0]
        for patience in (1.0, 100.0)
    )

    assert hasty.verdict is Verdict.TIMED_OUT and patient.verdict is Verdict.PASSED


def test_an_answer_is_asked_again_after_others(mark_code):
    once = "    key = float(X.sum() + K.sum())\n    kept.append(key)\n    return kept.count(key) - 1 + torch.stack("
    task = mark_code("kept = []", RIGHT.replace("    return torch.stack(", once), only_task=FIRST).tasks[0]

    assert [test.verdict for test in task.tests[:-1]] == [Verdict.PASSED] * (len(task.tests) - 1)
    assert task.tests[-1].name == REPEATED and task.tests[-1].verdict is Verdict.FAILED


def test_a_cache_that_changes_no_answer_is_no_state(mark_code):
    cached = RIGHT.replace("    return torch.stack(", "    cache[id(K)] = K\n    return torch.stack(")

    assert mark_code("cache = {}", cached).passed


def test_the_same_seed_gives_the_same_mark_word_for_word(mark_code):
    for code in (LAST_AXIS, first("return torch.rand(2, 2)"), RIGHT):
        once = mark_code(code, seed=bytes(range(16)))
        again = mark_code(code, seed=bytes(range(16)))

        assert once.seed == again.seed == bytes(range(16)).hex()
        if "rand(" not in code:
            assert once.to_json() == again.to_json()


def test_two_submissions_get_different_inputs(mark_code):
    look = first("seen = float(X.reshape(-1)[0])\nraise ValueError(seen)")

    one, other = (mark_code(look, only_task=FIRST).tasks[0].tests[0].message for _ in range(2))

    assert "ValueError" in one and "ValueError" in other and one != other


def test_a_bug_in_hidden_tests_is_our_fault_never_a_zero(mark_code, odd_exercise):
    broken = odd_exercise(
        lambda text: text + f'\n@task("{FIRST}")\ndef broken(answer, draw):\n    """Broken."""\n    1 / 0\n'
    )

    task, other = mark_code(RIGHT, marker=broken).tasks

    assert task.verdict is Verdict.NOT_GRADED and "ZeroDivisionError" in task.message
    assert other.verdict is Verdict.PASSED


@pytest.mark.parametrize("kind", ["ask", "small_inputs", "telling_inputs"])
def test_what_fails_while_a_counterexample_or_a_name_is_sought_is_told_in_one_line(mark_code, odd_exercise, kind):
    arguments = "answer, X, K" if kind == "ask" else "rng"
    lost = f'@{kind}("{FIRST}")\ndef _({arguments}):\n    {{}}["lost"]\n'
    broken = odd_exercise(lambda text: f"from autograder.testing import ask\n{text}\n{lost}")

    task, other = mark_code(first("return X"), marker=broken).tasks

    assert task.verdict is Verdict.NOT_GRADED and other.verdict is Verdict.PASSED
    assert task.message == (
        f"solutions/{EXERCISE}/hidden_tests.py: @{kind}('{FIRST}'): KeyError: 'lost'. Mend it, then mark again"
    )


def test_a_hidden_test_that_trips_over_a_wrong_value_blames_the_value(mark_code, odd_exercise):
    tripping = f'\n@task("{FIRST}")\ndef trips(answer, draw):\n    """Trips."""\n    X = draw.image(1, 2, 2)\n'
    tripping += f"    answer.{FIRST}(X, draw.filters(1, 1, 1, 1)) + X\n"
    marker = odd_exercise(lambda text: text + tripping)

    task = mark_code(first("return None"), marker=marker).tasks[0]

    assert task.verdict is Verdict.FAILED and "None" in task.tests[-2].message


def test_hidden_tests_that_cannot_be_read_are_told_before_any_student_code_runs(
    odd_exercise, real_box, mark_code, monkeypatch
):
    monkeypatch.setattr(real_box, "fork", lambda *_: pytest.fail("student code would run"))
    marker = odd_exercise(lambda text: text + "\nx = (")

    with pytest.raises(CourseError, match=r"hidden_tests\.py: SyntaxError"):
        mark_code(RIGHT, marker=marker)


def test_one_task_alone_is_marked_when_one_is_asked_for(mark_code):
    assert [task.task for task in mark_code(RIGHT, only_task=SECOND).tasks] == [SECOND]


def test_all_cells_that_end_the_program_are_the_students_verdict(mark_code):
    forever = "import gc\nfor c in gc.get_objects():\n    if type(c).__name__ == 'Channel': c.close()\n"
    record = mark_code(*[forever] * 6)

    assert record.score == 0 and all(task.verdict in (Verdict.CRASHED, Verdict.MISSING) for task in record.tasks)
    assert record.graded, "nobody keeps an old mark by breaking the box"


def test_a_loop_over_pixels_fails_the_vectorized_task_alone(mark_code):
    looped = SEED_FIRST + f"\ndef {SECOND}(X, K):\n    return {FIRST}(X, K)\n"
    first_task, second = mark_code(looped).tasks

    assert first_task.score == 6.0 and second.score == 0.0 and second.verdict is Verdict.FAILED
    assert "loop" in second.message and second.mistake.id == "loop_over_pixels"
    assert second.counterexample is None, "its values are right"


def test_the_walls_that_stood_are_in_the_record(mark_code, real_box):
    assert mark_code(RIGHT).walls == real_box.walls != ()


WHOLE = [answer for answer in right_answers.read_all(Course(ROOT).exercise(EXERCISE)) if answer.whole]


@pytest.mark.parametrize("answer", WHOLE, ids=lambda answer: answer.name)
def test_right_answers_in_any_style_get_full_marks(mark_code, answer):
    assert mark_code(answer.source).passed


def test_every_exercise_of_the_course_can_be_marked(mark_code):
    for exercise in Course(ROOT).exercises():
        record = mark_code("x = 1", marker=Marker(exercise))
        assert {task.verdict for task in record.tasks} == {Verdict.MISSING}
