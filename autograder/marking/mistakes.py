"""Known mistakes: the beliefs of an exercise, and whether an answer behaves like exactly one of them.

A mistake is named only when the answer agrees with it on every telling input, differs from the right answer on at
least one of them in the same way, and no other belief explains it. Which mistakes there are is data.
"""

import ast
import copy
import inspect
import re
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from types import CodeType
from typing import Any

from autograder.course import beliefs, release
from autograder.course.beliefs import Belief
from autograder.course.exercise import Exercise
from autograder.crossing import playing, plots
from autograder.errors import OurFault
from autograder.marking import raising, refutation
from autograder.marking.answering import SCRIPT, Answering, behaviour
from autograder.marking.counterexample import MAX_INPUTS, SEARCH_SEED
from autograder.marking.expecting import Unmet
from autograder.marking.testing import HiddenTests
from autograder.marking.values import Changes, Raises, identical, same, settled
from autograder.torch_if_there import torch
from autograder.verdict import Counterexample, Mistake
from autograder.wall.claims import StudentFault

SAMPLED_INPUTS = 48  # of the small inputs, evenly spread; all telling inputs come on top
UNKNOWN = "unexpected keyword argument"  # in Python's words: the function was not even entered
ENOUGH = 3  # equal wrong values that show a belief whose coding raises elsewhere


@dataclass
class WrongAnswer:
    """A belief, and what its codings give."""

    belief: Belief
    _namespaces: list[dict[str, Any]] | None = None
    _behaviour: dict[tuple[str, int, int], Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.belief.id

    @property
    def codings(self) -> tuple[str, ...]:
        """Sources, each run after the solution; the belief coded in different ways."""
        return self.belief.codings

    @property
    def wrong_in(self) -> tuple[str, ...]:
        """The tasks that it gets wrong."""
        return self.belief.wrong_in

    @property
    def mistake(self) -> Mistake:
        """What a student reads."""
        texts = self.belief.texts
        return Mistake(self.id, texts["belief"], texts["hint"], texts.get("read", ""))

    def held_with(self, example: Counterexample | None, axes: Sequence[str]) -> Mistake:
        """What a student reads whose counterexample this is; `axes` are those of the result."""
        refuted = self.belief.texts.get("refuted", "")
        return replace(self.mistake, refuted=refutation.filled(refuted, example, axes) if example else "")

    def behaves(
        self, exercise: Exercise, tests: HiddenTests, task: str, coding: int, index: int, arguments: dict
    ) -> Any:
        """What this wrong answer gives on a telling input (computed once)."""
        key = (task, coding, index)
        if key not in self._behaviour:
            if self._namespaces is None:
                self._namespaces = [namespace(source, self.belief.where, exercise) for source in self.codings]
            answer, given = _Plain(self._namespaces[coding]), _copy(arguments)
            try:
                with redirect_stdout(None):
                    value = tests.ask(task, answer, given)
                value = next(
                    (Changes(name) for name in given if not same(given[name], arguments[name])), settled(value)
                )
            except Exception as error:
                bases = tuple(base.__name__ for base in type(error).__mro__)
                line = raising.line_of(error, self.belief.where, self.codings[coding])
                value = Raises(type(error).__name__, bases, str(error), line=line)
            self._behaviour[key] = value
        return self._behaviour[key]


def read_all(exercise: Exercise) -> list[WrongAnswer]:
    """All wrong answers of an exercise, task by task."""
    return [WrongAnswer(belief) for belief in beliefs.read_all(exercise)]


@dataclass(frozen=True)
class TellingInput:
    """An input on which answers are compared with mistakes, and the right answer to it."""

    arguments: dict[str, Any]
    expected: Any


def telling_inputs(tests: HiddenTests, task: str) -> list[TellingInput]:
    """The inputs on which answers are compared with mistakes: the same for everybody."""

    telling, small = (
        list(islice(tests.inputs(kind, task, SEARCH_SEED), MAX_INPUTS)) for kind in ("telling_inputs", "small_inputs")
    )
    step = max(1, len(small) // SAMPLED_INPUTS)
    chosen = telling + small[::step]
    return [TellingInput(arguments, tests.expected(task, arguments)) for arguments in chosen]


class Behaviours:
    """What one answer gives on the telling inputs; each is asked once, when it is wanted."""

    def __init__(self, tests: HiddenTests, task: str, inputs: Sequence[TellingInput], answer: Answering):
        self._tests, self._task, self._answer = tests, task, answer
        self.inputs = inputs
        self._gave: list[Any] = []

    def __getitem__(self, index: int) -> Any:
        """What it gives on this input; StudentFault or Unmet where it hangs, dies or changes what it shares."""
        while len(self._gave) <= index:
            given = _copy(self.inputs[len(self._gave)].arguments)
            self._gave.append(behaviour(self._tests, self._task, self._answer, given))
        return self._gave[index]

    def without(self, name: str, index: int) -> Any:
        """What it gives on this input without one of its arguments."""
        return self.given({key: value for key, value in self.inputs[index].arguments.items() if key != name})

    def given(self, arguments: dict[str, Any]) -> Any:
        """What it gives on other arguments."""
        return behaviour(self._tests, self._task, self._answer, _copy(arguments))


def name_mistake(
    exercise: Exercise,
    tests: HiddenTests,
    wrong_answers: list[WrongAnswer],
    task: str,
    answer: Behaviours,
) -> WrongAnswer | None:
    """The one known mistake that the answer makes, or None."""
    inputs = answer.inputs
    candidates = [
        Candidate(wrong, coding)
        for wrong in wrong_answers
        if task in wrong.wrong_in
        for coding in range(len(wrong.codings))
    ]
    gave: list[Any] = []
    for index, given in enumerate(inputs):
        try:
            gave.append(answer[index])
        except (StudentFault, Unmet):
            return None
        for candidate in candidates:
            claimed = candidate.wrong.behaves(exercise, tests, task, candidate.coding, index, given.arguments)
            candidate.see(gave[-1], claimed, given.expected)
        candidates = [candidate for candidate in candidates if candidate.possible]
        if not candidates:
            return None
    if all(isinstance(value, Raises) for value in gave):
        # raising on every input is no evidence of a belief, unless in the very same words
        alike = [c for c in candidates if c.same_words(exercise, tests, task, inputs, gave)]
    else:
        shown = [c for c in candidates if c.agreed or c.only_raises]
        alike = [c for c in shown if c.exact] or [c for c in shown if c.agreed >= ENOUGH]
    beliefs = {candidate.wrong.id: candidate.wrong for candidate in alike}
    return next(iter(beliefs.values())) if len(beliefs) == 1 else None


@dataclass
class Candidate:
    """One coding of one belief, while an answer is compared with it."""

    wrong: WrongAnswer
    coding: int
    exact: bool = True  # the same on every input so far, errors in their words
    possible: bool = True  # where both gave a value it was the same; where one raised, neither was right
    agreed: int = 0  # inputs on which both gave the same wrong value
    raised: int = 0  # inputs on which both raised, and should not have

    def see(self, got: Any, claimed: Any, expected: Any) -> None:
        """Compare what the answer gave with what the belief claims, on one input."""
        if alike(got, claimed):
            wrong = not same(claimed, expected)
            if isinstance(claimed, Raises):
                self.raised += wrong
                self.exact &= not wrong or _same_error(got, claimed)
            else:
                self.agreed += wrong
            return
        if isinstance(got, Changes) != isinstance(claimed, Changes):
            other = claimed if isinstance(got, Changes) else got
            if same(other, expected):  # a function may write into its argument what was there before
                return
        self.exact = False
        # a belief can be coded so that it stops where another coding goes on with a wrong value
        one_raised = isinstance(got, Raises) != isinstance(claimed, Raises)
        self.possible = one_raised and not same(got, expected) and not same(claimed, expected)

    @property
    def only_raises(self) -> bool:
        """It shows by raising on some inputs alone (a function that takes whole numbers only)."""
        return self.exact and self.raised > 0

    def same_words(
        self, exercise: Exercise, tests: HiddenTests, task: str, inputs: Sequence[TellingInput], gave: list[Any]
    ) -> bool:
        """Whether it raises the same exceptions in the same words, on every input.

        Words of Python's own may have any reason; then the line that raises must be the same, too.
        """
        reached = [(index, got) for index, got in enumerate(gave) if UNKNOWN not in got.text]
        for index, got in reached:
            claimed = self.wrong.behaves(exercise, tests, task, self.coding, index, inputs[index].arguments)
            if not isinstance(claimed, Raises) or claimed.kind != got.kind:
                return False
            if _without_names(claimed.text) != _without_names(got.text):
                return False
            if raising.OF_PYTHON.search(got.text) and not raising.alike(
                claimed.line, got.line, inputs[index].arguments
            ):
                return False
        return bool(reached)


def alike(got: Any, claimed: Any) -> bool:
    """The same wrong value (or both raise); looser than `same`, which asks for a right one."""
    if isinstance(got, Raises) or isinstance(claimed, Raises):
        return isinstance(got, Raises) and isinstance(claimed, Raises)
    if isinstance(got, Changes) or isinstance(claimed, Changes):
        return isinstance(got, Changes) and isinstance(claimed, Changes) and got.argument == claimed.argument
    if isinstance(claimed, torch.Tensor):
        return (
            isinstance(got, torch.Tensor)
            and got.dtype == claimed.dtype
            and got.shape == claimed.shape
            and bool(torch.isclose(got, claimed, rtol=1e-3, atol=1e-3, equal_nan=True).all())
        )
    if isinstance(claimed, tuple | list):
        return (
            isinstance(got, tuple | list)
            and len(got) == len(claimed)
            and all(alike(a, b) for a, b in zip(got, claimed, strict=True))
        )
    return identical(got, claimed)


def _same_error(got: Raises, claimed: Raises) -> bool:
    """Whether both raised the same; of a RuntimeError, which torch raises for everything, the words count too."""
    alike = _without_names(got.text) == _without_names(claimed.text)
    return got.kind == claimed.kind and (alike or got.kind != "RuntimeError")


def _without_names(text: str) -> str:
    return re.sub(r"'[^']*'", "#", text)[:200]


class _Plain:
    """A namespace of author's code in the place of `answer`: what `@ask` functions call."""

    def __init__(self, namespace: dict[str, Any]):
        self._namespace = namespace

    def make(self, name: str, *arguments: Any, **options: Any) -> Any:
        return playing.find(self._namespace, name)(*arguments, **options)

    def printed(self, name: str, *arguments: Any, **options: Any) -> str:
        return playing.printed(self._namespace, name, arguments, options)

    def __getattr__(self, name: str) -> Any:
        if name == SCRIPT:
            return lambda task, start, steps: playing.play(self._namespace[task], start, steps)
        if name in self._namespace["__probe__"]:
            probe = self._namespace["__probe__"][name]
            return lambda *arguments, **options: probe(self._namespace, *arguments, **options)
        try:
            found = self._namespace[name]
        except KeyError:
            raise AttributeError(name) from None
        return plots.drawing(found) if inspect.isfunction(found) else found


def namespace(source: str | ast.Module, where: str, exercise: Exercise) -> dict[str, Any]:
    """What the author's code defines after the solution, with the probe beside it; OurFault where it does not run."""
    probe: dict[str, Any] = {}
    exec(compile(exercise.probe_source, "probe.py", "exec"), probe)
    defined: dict[str, Any] = {"__name__": "wrong_answer", "__probe__": probe}
    steps = (
        (f"solutions/{exercise.id}/notebook.py", lambda: _solution(exercise, _notebook_bytes(exercise))),
        (where, lambda: compile(source, where, "exec")),
    )
    for name, code in steps:
        try:
            exec(code(), defined)
        except Exception as error:
            raise OurFault(f"{name}: {type(error).__name__}: {error}. Mend it, then mark again") from error
    return defined


def _notebook_bytes(exercise: Exercise) -> bytes:
    return (exercise.folder / "notebook.py").read_bytes()


@lru_cache(maxsize=2)
def _solution(exercise: Exercise, notebook: bytes) -> CodeType:
    """What the solution's notebook imports and defines; `notebook` are its bytes, so that a change is noticed."""
    body = ast.parse("\n\n".join(release.code_of(release.cut(exercise).source))).body
    kept: list[ast.stmt] = [
        each for each in body if isinstance(each, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)
    ]
    return compile(ast.Module(kept, []), f"solutions/{exercise.id}/notebook.py", "exec")


def _copy(arguments: dict[str, Any]) -> dict[str, Any]:
    def own(value: Any) -> Any:
        return value.clone() if isinstance(value, torch.Tensor) else copy.deepcopy(value)

    return {name: own(value) for name, value in arguments.items()}


def tasks_without(wrong_answers: list[WrongAnswer], exercise: Exercise) -> Iterator[str]:
    """Tasks that no wrong answer fails."""
    for task in exercise.tasks:
        if not any(task.name in wrong.wrong_in for wrong in wrong_answers):
            yield task.name
