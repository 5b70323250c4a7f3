"""What `hidden_tests.py` is written with. Runs on the trusted side; student code is only ever reached through `answer`.

@oracle("f")            the right answer as a function of the arguments, or as a class; may raise
examples("f", [...])    the right answer as a table: arguments, then what is right for them
@holds("f")             what must hold of a right answer: `check(result, **arguments)`; its docstring says it in words
@small_inputs("f")      yields argument dicts, smallest first: where the counterexample is searched; without it they
                        come from the table, or from the annotations of the oracle's or the check's parameters
@telling_inputs("f")    optional: more argument dicts, on which known mistakes differ from each other
@asks_for("f")          optional: yields what an input asks for beyond the plain case ("a stride"), by which an answer
                        that is wrong there alone is told so
@ask("f")               optional: how to obtain the behaviour when it is not "call the function"
@task("f")              a hidden test: `test(answer, draw)`; its docstring is the line that the student reads.
                        `weight=2`: its part of the points where the task has `credit = "tests"`
"""

from autograder.crossing.kinds import Raises
from autograder.marking.draw import Draw
from autograder.marking.expecting import Unmet, expect, expect_close, expect_equal, expect_raises
from autograder.marking.references import assume, function, raises
from autograder.marking.stand_ins import Calls
from autograder.marking.testing import ask, asks_for, examples, holds, oracle, small_inputs, task, telling_inputs

__all__ = [
    "Calls",
    "Draw",
    "Raises",
    "Unmet",
    "ask",
    "asks_for",
    "assume",
    "examples",
    "expect",
    "expect_close",
    "expect_equal",
    "expect_raises",
    "function",
    "holds",
    "oracle",
    "raises",
    "small_inputs",
    "task",
    "telling_inputs",
]
