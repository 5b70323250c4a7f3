"""Small functions as students write them: the page gives what CPython and torch give, or does not know."""

import contextlib
import io
import warnings

import pytest
from box_kit import in_micropython
from names import names, public

from autograder.marking.written import to_data

HEAD = (
    "import torch\nfrom d2l import torch as d2l\nimport torch.nn.functional as F\nfrom torch import nn\nimport math\n"
)
QUESTION = {
    "small": False,
    "arguments": {},
    "call": {"name": "f", "positional": [], "keywords": {}},
    "expected": {"tuple": ["no answer gives this"]},
}
TASK = {
    "name": "f", "arguments": [], "axes": [], "not_allowed": [], "reference": "none", "constant_work": False,
    "before": [HEAD], "questions": [QUESTION],
}  # fmt: skip

KNOWN = """
return isinstance(True, int), isinstance(True, (float, int)), isinstance(1, bool), isinstance(3, int | tuple)
return hasattr((1, 2), "__len__"), hasattr(3, "__len__"), hasattr([1], "__iter__"), hasattr("a", "title")
x = {}; x["z"] = 1; x["y"] = 2; x["x"] = 3; return list(x), dict(q=1, w=2, e=3), list(dict([("z", 1), ("y", 2)]))
return sorted([5, 3, 8, 1, 9, 2, 7, 4, 6, 0] * 3, key=lambda n: n % 3), sorted([3, 1, 2], reverse=True)
x = [("b", 2), ("a", 2), ("c", 1)]; x.sort(key=lambda t: t[1]); return x
return (1, 2, 3)[::-1], "abc"[::-1], [1, 2, 3, 4][::-2], (1, 2, 3, 4)[1:][::2], [(3, 1), (2, 2)][::-1][0][::-1]
a = [1, 2, 3, 4]; a[0] = a[::3][1]; return a, a[4:1:-1], a[-1::-1], a[:-1:2], a[10:0:-3]
return (4,) + torch.ones(2).shape, tuple([1]) + torch.ones(2, 3).shape[1:], 2 * torch.ones(2).shape
return torch.zeros((2,) + torch.ones(3).shape), torch.ones(2, 3).shape[::-1]
return torch.tensor([True, False]), torch.ones(2) * True, torch.tensor([1, True]), torch.zeros(2) + (1 > 0)
return [0] * torch.tensor(2), [1, 2, 3][torch.tensor(1)], int(torch.tensor(2.7))
return [0] * torch.tensor(2.0)
return [1.0, 2.0] * torch.ones(2)
return int("x")
return int("12"), int(" 7 "), int(2.9), int("ff", 16), str([1, {"a": 2}]), repr({"b": (1,)})
return {[1]: 2}
return 2**70, 10**30 // 7, "a  b", " a", 1e-9, {"k": [1]}
return NotImplemented
return ...
print({"a": 1}, [{"b": {}}], f"{ {'a': 1} }", ValueError("x"), repr(ValueError("x")))
return 1 / 0
return "a" + 1
return [1, 2] + (3,)
return 3 < "a"
return [0] * 2.0
return range(2.0)
return [1, 2]["a"]
return {}["x"]
return "abc"[5]
return next(iter([]))
raise TypeError("kernel_size must be a whole number")
import numpy as np; return torch.ones(2)[np.newaxis], isinstance(3, np.ndarray)
from typing import Iterable; return isinstance([1], Iterable), isinstance(3, Iterable)
from numbers import Integral; return isinstance(3, Integral), isinstance(2.5, Integral)
from functools import reduce; return reduce(lambda a, b: a + b, [1, 2]), reduce(lambda a, b: a + b, [], 5)
from functools import reduce; return reduce(lambda a, b: a + b, [])
X = torch.ones(2, 3); return X["a"]
X = torch.ones(2, 3); return X[0, 7]
X = torch.ones(2, 3); X[0] = [1, 2, 3]
X = torch.ones(2, 3); return X.append(1)
return torch.concatinate([torch.ones(1)])
return torch.cat(torch.ones(2, 2))
return torch.cat([torch.tensor([]), torch.ones(1, 2)]), torch.cat([torch.tensor([]), torch.ones(1, dtype=torch.long)])
return torch.sum([torch.ones(1)])
return torch.zeros(3.0, 2)
return torch.zeros()
return torch.ones(2).reshape()
return torch.ones(2).flip()
return torch.matmul(torch.ones(2), 3)
return torch.tensor(None)
return torch.tensor(3.0)[0]
return torch.tensor([torch.ones(1), torch.ones(1)]), torch.tensor([torch.ones(1, 1)])
return torch.ones(2, 3, 4).T, torch.flip(torch.arange(3.0), dims=(0,)), torch.zeros(size=(1, 2)), 1.0 in torch.ones(2)
return torch.ones(2).new_full((2,), 7), torch.broadcast_tensors(torch.ones(1, 2), torch.ones(2, 1))
return torch.meshgrid(torch.arange(2), torch.arange(3), indexing="ij"), torch.arange(3).repeat_interleave(2)
return torch.einsum("...i,i->...", torch.ones(2, 3), torch.ones(3))
return torch.einsum("c...,c", torch.ones(2, 3), torch.ones(2))
return torch.einsum("i...->...", torch.arange(6.0).reshape(2, 3)), torch.einsum("...->", torch.ones(2, 2))
return nn.Unfold(2)(torch.arange(9.0).reshape(1, 1, 3, 3)), torch.stack([torch.ones(2)], axis=0)
""".strip().split("\n")

WHOLE = {
    "an error that nobody meant": "try:\n    return int([])\nexcept TypeError:\n    return 1",
    "pairs of anything": "try:\n    a, b = 3\nexcept TypeError:\n    a = b = 3\nreturn a, b",
    "a block behind except": "try:\n    a = 3[0]\nexcept (TypeError, IndexError) as e:\n    if e: a = 5\nreturn a",
    "a loop behind except": "try:\n    a = {}[1]\nexcept KeyError:\n    for i in range(3):\n        a = i\nreturn a",
    "on one line": "try: a = 1 / 0\nexcept ZeroDivisionError: a = 1\nreturn a",
    "any error": "try:\n    a = [1][5]\nexcept:\n    a = 1\nreturn a",
    "its words": "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    print(e)\n    return f'{e}', str(e)",
    "a decorator of torch": "@torch.no_grad()\ndef g():\n    return torch.ones(1)\nreturn g()",
}
UNKNOWN = {
    "a method that MicroPython lacks": "try:\n    return 'ab'.title()\nexcept AttributeError:\n    return 1",
    "a deep call": "g = lambda n: n and g(n - 1)\ntry:\n    return g(500)\nexcept RecursionError:\n    return 1",
    "the order of keywords": "def g(**kw):\n    return list(kw)\nreturn g(b=1, a=2)",
    "an array": "import numpy as np\nreturn np.array([1.0])",
    "a tuple and a shape": "lead = (1,)\nreturn lead + torch.ones(2).shape",
}


def program(body: str) -> str:
    return "def f():\n" + "".join(f"    {line}\n" for line in body.split("\n"))


@pytest.fixture(scope="module")
def said() -> dict[str, dict]:
    bodies = [*KNOWN, *WHOLE.values(), *UNKNOWN.values()]
    answers = in_micropython([{"task": TASK, "text": program(body)} for body in bodies])
    return dict(zip(bodies, answers, strict=True))


def in_cpython(body: str):
    """What the function gives, or its exception; and what it prints."""
    scope: dict = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(HEAD + program(body), scope)
        try:
            return scope["f"](), printed.getvalue()
        except Exception as error:
            return error, printed.getvalue()


@pytest.mark.parametrize("body", [*KNOWN, *WHOLE.values()])
def test_a_function_does_the_same(said, body):
    value, printed = in_cpython(body)
    answer = said[body]
    assert answer["verdict"] in ("failed", "crashed"), answer["message"]
    got = plain(answer["counterexample"]["got"])
    if isinstance(value, Exception):
        assert got == {"raises": type(value).__name__}
    elif isinstance(got, dict) and "returned" in got:
        assert "returned" in plain(to_data(value))
    else:
        assert got == plain(to_data(value))
    assert answer["printed"].rstrip() == printed.rstrip()


def plain(data):
    """Lists and tuples alike, as `mark --json` writes both."""
    if isinstance(data, dict):
        return plain(data["list"]) if "list" in data else {key: plain(value) for key, value in data.items()}
    return [plain(each) for each in data] if isinstance(data, list) else data


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_micropython_would_do_otherwise_is_not_known(said, name):
    assert said[UNKNOWN[name]]["verdict"] == "unknown"


def test_names_in_annotations_are_looked_up():
    texts = {
        "def f(X: Tensor = None) -> int:\n    return 1\n": "Line 1: NameError: name 'Tensor' is not defined",
        "\ndef f(k: int | None = 3, p: List = 1):\n    return 1\n": "Line 2: NameError: name 'List' is not defined",
        "def f(x: 'Tensor' = None, y: torch.Tensor = None) -> tuple[int, ...]:\n    z: Foo = 1\n    return 1\n": "",
        "from torch import Tensor\ndef f(x: Tensor = None):\n    return 1\n": "",
        "from __future__ import annotations\ndef f(x: Foo = None):\n    return 1\n": "",
    }
    answers = in_micropython([{"task": TASK, "text": text} for text in texts])
    for answer, expected in zip(answers, texts.values(), strict=True):
        assert answer["message"] == expected if expected else answer["verdict"] == "failed", answer


def test_a_statement_below_or_above_that_fails_costs_nothing():
    """The grader runs statement by statement, too."""
    texts = ["print(foo)\ndef f():\n    return 1\n\nassert f() == 2\n", "def f(:\n    return 1\n", "x = foo\n"]
    right = {**TASK, "questions": [{**QUESTION, "expected": 1}, {**QUESTION, "expected": 1}]}
    answers = in_micropython([{"task": right, "text": text} for text in texts])
    assert [answer["verdict"] for answer in answers] == ["passed", "crashed", "crashed"]
    assert answers[0]["note"].startswith("Line 1: NameError: name 'foo' is not defined.")


def test_no_name_of_torch_is_called_missing():
    """For a newer torch: python tests/practice/names.py."""
    lost = [(module, name) for module, known in public().items() for name in known if not names.exists(module, name)]
    assert lost == []
    slips = ("append", "lenght", "len", "shap", "concatinate", "channels", "corr2d_multi_in")
    assert [(module, slip) for module in ("Tensor", "torch") for slip in slips if names.exists(module, slip)] == []
