"""What hidden tests may ask beside a value: objects of a student's class, what is printed, iterators, functions."""

import json

import pytest
import small_course
from kit import command

TASKS = """
title = "Asked"
[limits]
call_seconds = 20
"""
TASK = """
[[tasks]]
name = "{name}"
points = 1
arguments = {arguments}
"""
ARGUMENTS = {"Stack": ["owner", "calls"], "greet": ["name"], "evens": ["n"], "adder": ["n"], "after": ["n"]}
HIDDEN = """
from autograder.testing import *

@oracle("Stack", says="Last in, first out.")
class Stack:
    def __init__(self, owner: ["nobody", "Ada"] = "nobody"):
        self.owner, self._held = owner, []
    def push(self, item: range(1, 4)):
        self._held.append(item)
    def __len__(self):
        return len(self._held)

@task("Stack")
def default(answer, draw):
    \"\"\"It is nobody's at first.\"\"\"
    expect_equal(answer.make("Stack").owner, "nobody")
    stack = answer.make("Stack", "Bo")
    stack.push(1)
    expect_equal(len(stack), 1)

@oracle("greet", says="It greets.", prints=True)
def _(name: ["Ada", "Bo"]):
    print(f"Hello, {name}!")

@oracle("evens", says="It yields the even numbers below n.")
def _(n: range(1, 9)):
    yield from range(0, n, 2)

@task("after")
def follows(answer, draw):
    \"\"\"It gives the number that follows.\"\"\"
    after = answer.after(3)
    expect(after == 4 and not after != 4 and 3 < after and after <= 4, "4 follows 3")

@task("after")
def is_whole(answer, draw):
    \"\"\"It gives a number.\"\"\"
    after = answer.after(3)
    expect(after.is_integer(), "4 is a whole number")

@task("adder")
def adds(answer, draw):
    \"\"\"It gives a function that adds n.\"\"\"
    expect_equal(answer.make("adder", 3)(4), 7)
"""
RIGHT = {
    "Stack": """class Stack(list):
    def __init__(self, owner="nobody"):
        self.owner = owner
    push = list.append
""",
    "greet": """def greet(name):
    print("Hello,", name + "!")
""",
    "evens": """def evens(n):
    for k in range(0, n, 2):
        yield k
""",
    "adder": """def adder(n):
    return lambda k: k + n
""",
    "after": """def after(n):
    return float(n + 1)
""",
}
WRONG = {
    "Stack": """class Stack:
    def __init__(self, owner="nobody"):
        self.owner = owner
    def push(self, item): pass
    def __len__(self): return 0
""",
    "greet": """def greet(name):
    return f"Hello, {name}!"
""",
    "evens": """def evens(n):
    for k in range(0, n + 1, 2):
        yield k
""",
    "adder": """def adder(n):
    return n
""",
    "after": """def after(n):
    class Yes:
        def __call__(self, *_): return self
        __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = lambda *_: True
        __ne__ = lambda *_: False
        __getattr__ = lambda self, _: self
        is_integer = equals = lambda *_: True
    return Yes()
""",
}
SAYS = {
    "Stack": "`len(…)` after `Stack('",
    "greet": "It gives '', expected 'Hello, Ada!⏎'.",
    "evens": "The generator gives 2 values, expected 1.",
    "adder": "'int' object is not callable",
    "after": "4 follows 3",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = small_course.made(tmp_path_factory.mktemp("asked") / "course")
    folder = root / "solutions/ex02_asked"
    folder.mkdir()
    tasks = "".join(TASK.format(name=name, arguments=arguments) for name, arguments in ARGUMENTS.items())
    (folder / "exercise.toml").write_text(TASKS + tasks, "utf-8")
    (folder / "hidden_tests.py").write_text(HIDDEN, "utf-8")
    cells = []
    for name, code in RIGHT.items():
        head, _, body = code.partition("\n")
        region = f"    ### BEGIN SOLUTION\n{body}    ### END SOLUTION\n"
        cells.append(f'# %% answer="{name}"\n{head}\n{region}\n# %% checks="{name}"\nassert {name}\n')
    (folder / "notebook.py").write_text("# %% [markdown]\n# # Asked\n\n" + "\n".join(cells), "utf-8")
    done = command("release", "ex02_asked", "--course", root)
    assert (done.returncode, done.stderr) == (0, "")
    return root


def marked(course, tmp_path, answers):
    path = tmp_path / "ex02_asked.ipynb"
    path.write_text(small_course.notebook(course, answers, "ex02_asked"), "utf-8")
    done = command("mark", "ex02_asked", path, "--course", course, "--json")
    return {task["task"]: task for task in json.loads(done.stdout)["tasks"]}


def test_objects_prints_iterators_and_functions_can_be_asked(course, tmp_path):
    tasks = marked(course, tmp_path, RIGHT)

    assert {name: (task["verdict"], task["message"]) for name, task in tasks.items()} == dict.fromkeys(
        RIGHT, ("PASSED", "")
    )


def test_what_is_wrong_with_them_is_said_in_their_own_words(course, tmp_path):
    tasks = marked(course, tmp_path, WRONG)

    assert {name: said in tasks[name]["message"] for name, said in SAYS.items()} == dict.fromkeys(SAYS, True), tasks
    assert {test["verdict"] for test in tasks["after"]["tests"]} == {"FAILED"}, tasks["after"]
