"""The benchmark compares like with like: same notebooks, same hidden tests, marks that can differ and are compared."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import direct, graders, school
from benchmarks.graders import Run
from benchmarks.run import differing
from benchmarks.table import cost, markdown, plot


def test_the_unprotected_process_gives_the_marks_that_answers_deserve():
    people = school.notebooks(graders.release(), 4, wrong_each=4)

    assert [direct.mark(text) for text in people.values()] == [10.0, 10.0, 10.0, 4.0]


def test_no_two_submissions_are_alike():
    people = school.notebooks(graders.release(), 20, wrong_each=5)

    assert len(set(people.values())) == 20


def run(grader, count, seconds, mark=10.0):
    return Run(grader, count, seconds, seconds / 2, 500.0, {f"s{n}": mark for n in range(count)})


def test_fixed_and_marginal_cost_come_from_two_sizes():
    made = cost([run("g", 10, 12.0), run("g", 110, 22.0), run("g", 10, 12.0), run("g", 110, 22.0)])

    assert (round(made.fixed, 6), round(made.each, 6), round(made.cpu_each, 6)) == (11.0, 0.1, 0.05)


def test_graders_that_differ_about_a_student_are_told():
    assert differing([run("a", 2, 1.0), run("b", 1, 1.0, mark=4.0)]) == ["s0: 10 by a, 4 by b"]
    assert differing([run("a", 2, 1.0), run("b", 1, 1.0)]) == []


def test_the_page_and_the_plot_hold_every_run():
    mine = [run("ours, 1 worker", 100, 20.0), run("ours, 1 worker", 1000, 110.0)]
    costs = [cost(mine), cost([run("nbgrader autograde", 1, 10.0), run("nbgrader autograde", 3, 20.0)])]

    page = markdown("2026-01-01", costs, mine, ["A note."], "x.svg")

    assert "| nbgrader autograde | 5.0 | 5.000 | 50.00 |" in page
    assert "| 1000 | 1 | 110 |" in page
    assert plot({"ours, 1 worker": mine}, costs[1:]).count("<polyline") == 2
