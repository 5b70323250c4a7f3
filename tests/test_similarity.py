"""Near-identical answers: found in every disguise that costs no understanding, shown side by side, seldom wrong."""

import sys
from pathlib import Path

import pytest
from kit import ROOT, answer
from test_report import LONG, OTHER, RENAMED

sys.path.insert(0, str(Path(__file__).parent.parent))

from autograder.classroom.similarity import beside, near_identical
from autograder.classroom.similarity_forms import form, of_class, tokens
from autograder.course.course import Course
from benchmarks import similarity

GIVEN = "def corr2d(X, K):\n    raise NotImplementedError"
MOVED = """def f(X, K):
    rows, columns = X.shape
    height, width = K.shape
    total = rows * columns
    for i in range(rows):
        total += i * height
    return total + width"""
MOVED_BACK = """def f(a, b):
    p, q = b.shape   # first the kernel
    n, m = a.shape
    s = m * n
    for i in range(n):
        s = s + p * i
    return q + s"""


def test_names_order_layout_and_comments_do_not_count():
    one, other = tokens(form(MOVED, frozenset())), tokens(form(MOVED_BACK, frozenset()))

    assert one == other
    assert one != tokens(form(MOVED.replace("total + width", "total - width"), frozenset()))


def test_agreeing_lines_stand_beside_each_other_and_others_alone():
    more = MOVED_BACK.replace("    s = m", "    print(n)\n    s = m")
    rows = beside(form(MOVED, frozenset()), form(more, frozenset()))

    pairs = {(row.left.line, row.right.line) for row in rows if row.agrees}
    assert {(4, 5), (5, 6), (6, 7), (7, 8)} <= pairs
    (alone,) = [row for row in rows if not row.agrees]
    assert alone.left is None and alone.right.text.strip() == "print(n)"
    assert [row.left.line for row in rows if row.left] == [1, 2, 3, 4, 5, 6, 7], "in the order of the left one"


def test_what_the_release_gives_says_nothing():
    released = "def helper(a):\n    b = a * 3\n    return b.permute(2, 0, 1).contiguous().view(-1)\n\n" * 3
    mine = released + "def f(X):\n    return helper(X) + 1"
    yours = released + "def f(X):\n    return torch.cat([helper(x) for x in X], 0)"

    assert near_identical({"f": {"ada": mine, "bob": yours}}, released)[0] == []
    assert near_identical({"f": {"ada": mine, "bob": mine}}, "")[0] != [], "without a release it is alike"


def test_what_many_write_or_what_is_short_is_no_neighbour():
    many = {f"s{n}": LONG for n in range(10)}
    short = {name: "def f(x):\n    y = x + 1\n    return y" for name in ("ada", "bob")}

    assert near_identical({"add_channels": many}, "")[0] == []
    assert near_identical({"f": short}, "")[0] == []
    (group,), _ = near_identical({"add_channels": {"ada": LONG, "bob": RENAMED, "cem": OTHER}}, "")
    assert group.students == ("ada", "bob")


def test_code_that_is_no_python_is_compared_line_by_line():
    broken = LONG.replace("return total", "return total)")

    (group,), lost = near_identical({"add_channels": {"ada": broken, "bob": broken + "  # mine"}}, GIVEN)

    assert (group.alike, lost) == (100, [])


BOMBS = [
    "'" * 20_000,
    '"""' * 5_000,
    "\\" * 20_000,
    "'''a" * 5000,
    "(" * 20_000,
    "-" * 19_000 + "1",
    "a." * 9_000 + "b",
]


@pytest.mark.parametrize("source", BOMBS)
@pytest.mark.timeout(60)
def test_no_answer_is_too_odd_to_be_compared_and_none_costs_the_others(source):
    found, lost = of_class({"ada": LONG, "odd": source, "bob": RENAMED}, GIVEN)

    assert {"ada", "bob"} <= found.keys() and set(lost) <= {"odd"}
    assert tokens(found["ada"]) == tokens(found["bob"])


@pytest.mark.timeout(120)
def test_copies_of_a_made_set_are_found_and_few_others():
    course = Course(ROOT)
    counts = similarity.measure(course, [course.exercise("ex04_conv2d_parameters")], list(similarity.WAYS))

    for way, count in counts.items():
        assert count.found >= count.long > 0, f"{way}: every copy that is long enough"
        assert count.precision >= 0.9, way


def test_independent_answers_of_one_task_are_not_called_alike():
    own = {"ada": answer("seed_first"), "bob": answer("offsets_second"), "cem": answer("einsum_second")}

    assert near_identical({"f": own}, "")[0] == []
