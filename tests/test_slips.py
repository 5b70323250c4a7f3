"""`verify --edits`: slips in right answers are caught by the tests; a hole in the tests is found."""

from kit import EXERCISE, ROOT, SEED_FIRST

from autograder.authoring import slips
from autograder.course.exercise_toml import read_exercise

FOLDER = ROOT / "solutions" / EXERCISE
# what is tested on square images alone lets height and width be exchanged
WEAK = """
import torch, torch.nn.functional as F
from autograder.testing import expect_close, oracle, small_inputs, task

@oracle("corr2d_multi_in_out")
def reference(X, K):
    return F.conv2d(X[None], K)[0]

oracle("corr2d_multi_in_out_vectorized")(reference)

@task("corr2d_multi_in_out")
def squares(answer, draw):
    X, K = draw.image(2, 4, 4), draw.filters(3, 2, 2, 2)
    expect_close(answer.corr2d_multi_in_out(X, K), reference(X, K))

task("corr2d_multi_in_out_vectorized")(lambda answer, draw: None)

@small_inputs("corr2d_multi_in_out")
def _(rng):
    yield {"X": torch.arange(6.0).reshape(1, 2, 3), "K": torch.ones(1, 1, 1, 1)}
"""
LOOPS = """\
import torch

def corr2d_multi_in_out(X, K):
    kh, kw = K.shape[2], K.shape[3]
    Y = torch.zeros(len(K), X.shape[1] - kh + 1, X.shape[2] - kw + 1)
    for i in range(Y.shape[1]):
        for j in range(Y.shape[2]):
            Y[:, i, j] = (X[:, i:i + kh, j:j + kw] * K).sum((1, 2, 3))
    return Y
"""


def test_slips_are_caught_and_equal_ones_are_told_with_their_reason():
    report = slips.try_all(read_exercise(FOLDER), "mine.py", SEED_FIRST)

    assert report.made > 50 and report.survivors == []
    assert report.caught + len(report.equal) == report.made
    assert any("another axis" in said for said in report.equal), "axis -3 of three axes is axis 0"
    assert all(slips.EQUAL in said for said in report.equal)


def test_what_the_author_declares_equal_is_listed_with_the_reason(make_course):
    course = make_course()
    (course.solutions / EXERCISE / "hidden_tests.py").write_text(WEAK, encoding="utf-8")
    declared = "\n".join(f"{line}  # any edit: only squares are asked for" for line in LOOPS.splitlines())

    report = slips.try_all(course.exercise(EXERCISE), FOLDER / "right_answers" / "mine.py", declared)

    assert report.survivors == []
    assert any("another size" in said and "only squares are asked for" in said for said in report.equal)


def test_a_slow_import_of_the_answer_itself_is_no_fault_of_it():
    slow = "import time\nends = time.process_time() + 2.5\nwhile time.process_time() < ends: pass\n" + SEED_FIRST

    report = slips.try_all(read_exercise(FOLDER), FOLDER / "right_answers" / "mine.py", slow[: slow.index("def ")])

    assert report.survivors == []


def test_a_hole_in_the_tests_is_found(make_course):
    course = make_course()
    (course.solutions / EXERCISE / "hidden_tests.py").write_text(WEAK, encoding="utf-8")

    report = slips.try_all(course.exercise(EXERCISE), "mine.py", LOOPS)

    assert any("another size" in said and "corr2d_multi_in_out is wrong on" in said for said in report.survivors)


def test_a_loop_without_an_end_is_caught(monkeypatch):
    monkeypatch.setattr(slips, "SECONDS", 0.3)
    endless = LOOPS.replace("    for i in", "    n = 0\n    while n < 2:\n        n += 1\n    for i in")

    report = slips.try_all(read_exercise(FOLDER), "mine.py", endless)

    assert report.made == report.caught + len(report.equal)
