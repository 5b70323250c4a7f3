"""The text of a cell: all Python in it counts; prompts and magics are taken off."""

import ast
import contextlib

import pytest

from autograder.inside.reading_cells import read


def defined(cell) -> dict:
    """What the statements of a cell define; those that fail define nothing."""
    namespace: dict = {}
    for statement in cell.statements:
        with contextlib.suppress(NameError):
            exec(compile(ast.Module([statement], []), "<cell 1>", "exec"), namespace)
    return namespace


@pytest.mark.parametrize(
    "broken",
    [
        "x = (\n\n",
        "def g(:\n    pass\n",
        "if True:\n",
        "print 'old'\n",
        "\tx = 1\n  y = 2\n",
        "'open\n",
        "x = = 2\n",
    ],
)
def test_a_line_that_is_no_python_costs_its_own_block(broken):
    cell = read(broken + "def f():\n    return 1\n", "<cell 1>")

    assert isinstance(cell.error[0], SyntaxError | ValueError)
    assert defined(cell)["f"]() == 1


@pytest.mark.parametrize("below", ["print 'old'", "if True print(1)", "so much for that", ") + (", "f(2"])
def test_a_line_that_is_no_python_does_not_cost_the_function_above_it(below):
    cell = read(f'def f():\n    """Says\none."""\n    return 1\n\n{below}\n\nY = [\n1,\n]\n', "<cell 1>")

    error, line = cell.error
    assert isinstance(error, SyntaxError) and line == 6
    assert defined(cell)["f"]() == 1 and defined(cell)["Y"] == [1]


def test_a_decorator_stays_with_its_function_when_the_cell_is_taken_apart():
    cell = read("import functools\nx = (\n\n@functools.cache\ndef f():\n    return 1\n", "<cell 1>")

    assert defined(cell)["f"].cache_info is not None


@pytest.mark.parametrize(
    "source",
    [
        "In [1]: def f():\n   ...:     return 1",
        ">>> def f():\n...     return 1",
        "In [3]: f = lambda: 1",
        "    def f():\n        return 1",
        "%matplotlib inline\ndef f():\n    return 1",
        "%%time\ndef f():\n    return 1",
        "%%capture out\n%time\ndef f():\n    return 1",
    ],
)
def test_what_stands_around_the_code_in_a_console_or_a_notebook_comes_off(source):
    cell = read(source, "<cell 1>")

    assert cell.error is None and defined(cell)["f"]() == 1


@pytest.mark.parametrize("above", ["\n\n", "%%time\n\n", "# a word\n\n"])
def test_lines_are_counted_as_the_student_sees_them(above):
    assert [statement.lineno for statement in read(above + "x = 1\ny = 2", "<cell 1>").statements] == [3, 4]
