"""What `hidden_tests.py` is written with. Runs on the trusted side; student code is only ever reached through `answer`.

@oracle("f")            expected value of a task, from PyTorch; may raise
@small_inputs("f")      yields argument dicts, smallest first: where the counterexample is searched
@telling_inputs("f")    optional: more argument dicts, on which known mistakes differ from each other
@ask("f")               optional: how to obtain the behaviour when it is not "call the function"
@task("f")              a hidden test: `test(answer, draw)`; its docstring is the line that the student reads.
                        `weight=2`: its part of the points where the task has `credit = "tests"`
"""

from autograder.marking.testing import (
    Draw,
    Unmet,
    ask,
    expect,
    expect_close,
    expect_equal,
    expect_raises,
    oracle,
    small_inputs,
    task,
    telling_inputs,
)

__all__ = [
    "Draw",
    "Unmet",
    "ask",
    "expect",
    "expect_close",
    "expect_equal",
    "expect_raises",
    "oracle",
    "small_inputs",
    "task",
    "telling_inputs",
]
