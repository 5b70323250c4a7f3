"""The page and the engine on every coding of every wrong and right answer: the same verdict, or "does not know"."""

import contextlib
import copy
import math
import os
import warnings
from collections import Counter
from functools import cache, partial
from types import SimpleNamespace

import pytest
import torch
from box_kit import in_micropython
from codings import COURSE, EXERCISES, Coding, every, solution, tasks
from judging import asking, references
from judging import values as page_values
from kit import ROOT

from autograder.authoring import practice
from autograder.marking import counterexample, difference, testing
from autograder.marking.values import Changes, Raises, same, settled
from autograder.marking.written import to_data
from autograder.wire import Clock

CODINGS = every()
EVERY = int(os.environ.get("PRACTICE_EVERY", "25"))  # each how manieth coding MicroPython judges too; 1 takes a minute


def request(coding: Coding, name: str) -> dict:
    return {"task": {**tasks(coding.exercise)[name], "before": [solution(coding.exercise)]}, "text": coding.text}


@pytest.fixture(scope="module")
def judged() -> dict[tuple[Coding, str], dict]:
    found = {}
    for coding in CODINGS:
        for name in coding.right:
            asked = request(coding, name)
            found[coding, name] = asking.verdict(asked["task"], asked["text"])
    return found


def test_no_verdict_contradicts_the_engine(judged):
    """`autograder verify` proves what the engine says of each coding: right where EXPECTED gives full points."""
    wrong = [
        (coding.exercise, coding.name, name, result["verdict"], result["message"])
        for (coding, name), result in judged.items()
        if result["verdict"] != "unknown" and (result["verdict"] == "passed") != coding.right[name]
    ]
    assert wrong == []


def test_few_answers_are_unknown(judged):
    count = Counter((coding.right[name], result["verdict"] == "unknown") for (coding, name), result in judged.items())
    lines = ["| exercise | task | answers | " + " | ".join(VERDICTS) + " |", "|---" * (3 + len(VERDICTS)) + "|"]
    table = Counter(
        (coding.exercise, name, "right" if coding.right[name] else "wrong", result["verdict"])
        for (coding, name), result in judged.items()
    )
    for row in sorted({key[:3] for key in table}):
        lines.append(f"| {' | '.join(row)} | {' | '.join(str(table[(*row, verdict)]) for verdict in VERDICTS)} |")
    report = ROOT / "build/practice/verdicts.md"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert count[False, True] <= 0.05 * (count[False, True] + count[False, False])
    assert count[True, True] <= 0.15 * (count[True, True] + count[True, False])


VERDICTS = ("passed", "failed", "crashed", "unknown")


ONE_BELIEF = {  # two files of `wrong_answers/` that do the same on every input
    ("channels_added_first", "every_pair"),
    ("all_maps_kept", "channels_not_summed"),
    ("products_not_added", "channels_not_summed"),
    ("result_channels_last", "stacks_on_last_axis"),
    ("weighted_mean", "channels_averaged"),
}


def test_a_belief_that_is_named_is_the_one_that_is_held(judged):
    named = [
        (coding.name.split("[")[0], result["belief"]["id"])
        for (coding, _), result in judged.items()
        if result["belief"]
    ]
    assert [pair for pair in named if pair[0] != pair[1] and pair not in ONE_BELIEF] == []
    assert {"channels_averaged", "kernel_flipped", "one_slice_for_all", "stacks_on_last_axis"} <= {
        held for _, held in named
    }


def test_counterexamples_are_true_in_real_torch(judged):
    """What the page shows is what real torch gives on that input, from the answer and from the oracle."""
    untrue = []
    for exercise in EXERCISES:
        hidden = testing.load_for(exercise)
        for (coding, name), result in judged.items():
            if coding.exercise != exercise.id or not result["counterexample"]:
                continue
            shown = result["counterexample"]
            arguments = real_arguments(shown, tasks(exercise.id)[name])
            gives = real_behaviour(exercise, hidden, coding, name, arguments)
            expected = to_data(hidden.expected(name, arguments))
            if expected != shown["expected"] or not alike(to_data(gives), shown["got"]):
                again = asking.verdict(*request(coding, name).values())
                if again["counterexample"] != shown:
                    continue  # a layer that keeps its random start
                untrue.append((coding.name, name, shown, to_data(gives)))
    assert untrue == []


def test_counterexamples_are_those_of_the_engine(judged, monkeypatch):
    """The page shows the input that the engine's own search shows, with the same sentence."""
    differ = []
    for exercise in EXERCISES:
        hidden = testing.load_for(exercise)

        def behaves(tests, task, answer, arguments, exercise=exercise):
            return real_behaviour(exercise, tests, answer.coding, task, arguments)

        monkeypatch.setattr(counterexample, "behaviour", behaves)
        for (coding, name), result in judged.items():
            if coding.exercise != exercise.id or not result["counterexample"]:
                continue
            answer = SimpleNamespace(coding=coding, notebook=SimpleNamespace(clock=Clock(), deadline=math.inf))
            found = counterexample.search(hidden, name, answer)
            if found is None:
                continue  # only a larger input shows it
            arguments, expected, got = found
            shown = {argument: to_data(value) for argument, value in arguments.items()}
            said = difference.sentence(settled(got), expected, exercise.task(name).axes)
            if isinstance(got, Raises) and not isinstance(expected, Raises):
                said = result["message"]  # the page shows the error's own words
            elif not alike(to_data(got), result["counterexample"]["got"]):
                continue  # a layer that keeps its random start; that both are true is looked at above
            if (shown, said) != (result["counterexample"]["arguments"], result["message"]):
                differ.append(
                    (coding.name, name, shown, said, result["counterexample"]["arguments"], result["message"])
                )
    assert differ == []


def real_arguments(shown: dict, task: dict) -> dict:
    """The arguments of a counterexample as real values; tuples as the question had them."""
    for question in task["questions"]:
        given = {
            name: page_values.to_data(page_values.from_json(value)) for name, value in question["arguments"].items()
        }
        if given == shown["arguments"]:
            return {name: real(value) for name, value in question["arguments"].items()}
    return {
        name: torch.tensor(value["values"], dtype=torch.float32).reshape(value["shape"])
        for name, value in shown["arguments"].items()
    }


def real(value):
    if isinstance(value, dict) and "tuple" in value:
        return tuple(real(each) for each in value["tuple"])
    if isinstance(value, dict):
        return torch.tensor(value["numbers"], dtype=getattr(torch, value["dtype"])).reshape(value["shape"])
    return [real(each) for each in value] if isinstance(value, list) else value


@cache
def real_names(coding: Coding) -> dict:
    """The solution's names, then the coding's, in real torch."""
    names: dict = {"__name__": "__main__"}
    with contextlib.redirect_stdout(None), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(solution(coding.exercise), names)
        exec(coding.text, names)
    return names


class RealAnswer:
    """Calls functions of the answer, or of the exercise's probe."""

    def __init__(self, exercise, names: dict):
        self.names, self.probe = names, {}
        exec(exercise.probe_source, self.probe)

    def __getattr__(self, name):
        return partial(self.probe[name], self.names) if name in self.probe else self.names[name]


def real_behaviour(exercise, hidden, coding, name, arguments):
    given = copy.deepcopy(arguments)
    try:
        with contextlib.redirect_stdout(None), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            got = hidden.ask(name, RealAnswer(exercise, real_names(coding)), given)
    except Exception as error:
        return Raises(type(error).__name__)
    changed = [each for each in arguments if not same(given[each], arguments[each])]
    return Changes(changed[0]) if changed else got


def alike(real, page) -> bool:
    """The same data; numbers within the tolerance, and what is no tensor and no number by its kind alone."""
    if isinstance(page, dict) and "returned" in page or isinstance(real, dict) and "returned" in real:
        return not isinstance(real, int | float | list) and not isinstance(page, int | float | list)
    if isinstance(real, dict) and isinstance(page, dict):
        return real.keys() == page.keys() and all(alike(real[key], page[key]) for key in real)
    if isinstance(real, list) and isinstance(page, list):
        return len(real) == len(page) and all(map(alike, real, page))
    if isinstance(real, float) or isinstance(page, float):
        return not isinstance(page, str) and same(float(page), float(real))
    return real == page


def test_micropython_says_the_same(judged):
    """The page's own worker with MicroPython, in node, on some of the codings (PRACTICE_EVERY=1: on all)."""
    chosen = list(judged)[::EVERY]
    answers = in_micropython([request(coding, name) for coding, name in chosen])
    differ = [
        (coding.name, name, judged[coding, name]["verdict"], answer["verdict"], answer["message"])
        for (coding, name), answer in zip(chosen, answers, strict=True)
        if answer["verdict"] not in (judged[coding, name]["verdict"], "unknown")
    ]
    assert differ == []


def test_names_that_micropython_leaves_out_are_there():
    """itertools.product, operator.add, zip(strict=True): the page says right, not "does not know"."""
    names = ("product_of_indices", "reduce_with_operator", "strict_zip")
    chosen = [coding for coding in CODINGS if coding.name.rpartition("/")[2] in names]
    answers = in_micropython([request(coding, "corr2d_multi_in_out") for coding in chosen])
    assert [answer["verdict"] for answer in answers] == ["passed"] * len(names)


@pytest.mark.parametrize("made", ["Y.clamp(max=255)", "(Y * 4).floor() / 4"], ids=str)
def test_every_kind_of_input_is_asked(made):
    """Fractions and bright pixels come last among the telling inputs: an answer that spoils only these is found."""
    windows = "X.unfold(0, len(K), 1).unfold(1, len(K[0]), 1)"
    spoiled = f"def corr2d(X, K):\n    Y = torch.einsum('ijhw,hw->ij', {windows}, K)\n    return {made}\n"
    verdict = asking.verdict({**tasks("ex01_multi_input")["corr2d"], "before": ["import torch"]}, spoiled)
    assert verdict["verdict"] == "failed"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda each: each.id)
def test_the_questions_are_those_of_the_exercise(exercise):
    """`autograder release` was run after the last change; only what a chapter teaches went with it."""
    from autograder.course import release

    data = COURSE.practice_file(exercise.id).read_bytes()
    assert data == practice.to_bytes(practice.of_exercise(exercise)), f"run `autograder release {exercise.id}`"
    text = data.decode().partition('"taught": [')[0]
    assert [line for line in release.solution_lines(exercise) if line in text] == []


def test_references_agree_with_the_oracles():
    """What the page computes for simplified inputs is what PyTorch computes."""
    for exercise in EXERCISES:
        for task in tasks(exercise.id).values():
            reference = references.BY_NAME[task["reference"]]
            for question in task["questions"] if reference else ():
                arguments = [page_values.from_json(question["arguments"][name]) for name in task["arguments"]]
                assert page_values.same(reference(*arguments), page_values.from_json(question["expected"]))
