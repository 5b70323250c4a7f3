"""The record: what `mark --json` prints, and what a later run reads back."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.verdict import (
    Counterexample,
    Fingerprint,
    Flag,
    FlagKind,
    Mistake,
    Reason,
    Record,
    TaskResult,
    TestResult,
    Verdict,
)

texts = st.text(max_size=20)
points = st.floats(0, 100)
data = st.recursive(st.integers() | texts | st.none(), lambda inner: st.lists(inner, max_size=3), max_leaves=5)
lists = st.recursive(
    data,
    lambda inner: st.builds(
        lambda kind, items: {kind: items}, st.sampled_from(["list", "dict", "set"]), st.lists(inner, max_size=3)
    ),
    max_leaves=5,
)
reasons = st.none() | st.sampled_from(Reason)
tests = st.builds(TestResult, texts, st.sampled_from(Verdict), texts, reasons)
tasks = st.builds(
    TaskResult, texts, points, points, st.sampled_from(Verdict), texts, st.lists(tests, max_size=2).map(tuple),
    st.none() | st.builds(Mistake, texts, texts, texts, texts),
    st.none() | st.builds(Counterexample, st.dictionaries(texts, lists, max_size=2), lists, lists), reasons,
)  # fmt: skip
words = st.lists(texts, max_size=2).map(tuple)
records = st.builds(
    Record,
    texts,
    st.lists(tasks, max_size=3).map(tuple),
    words,
    texts,
    texts,
    texts,
    points,
    words,
    st.builds(Fingerprint, texts, texts, texts),
)


@settings(max_examples=60, deadline=None)
@given(records)
def test_a_record_comes_back_from_its_json(record):
    assert Record.from_json(json.loads(json.dumps(record.to_json(private=True)))) == record


def test_lists_and_tuples_are_arrays_for_other_programs():
    layers = {"list": [[3, {"list": [1, 2]}], []]}  # [(3, [1, 2]), ()]
    task = TaskResult("f", 0, 1, Verdict.FAILED, counterexample=Counterexample({"layers": layers}, 7, {"list": []}))
    (printed,) = Record("ex", (task,), ()).to_json()["tasks"]
    example = printed["counterexample"]
    assert example["arguments"] == {"layers": [[3, [1, 2]], []]}
    assert (example["expected"], example["got"]) == (7, [])
    assert example["brackets"] == {"arguments.layers": "[([(", "got": "["}


def test_a_list_in_a_dict_is_an_array_too():
    words = {"dict": [["a", {"list": [1, 2]}]]}  # {"a": [1, 2]}
    example = Counterexample({"list": words}, words, {"record": "P", "fields": [["x", {"list": []}]]})
    printed = json.loads(json.dumps(example.to_json()))
    assert printed["arguments"] == {"list": {"dict": [["a", [1, 2]]]}}
    assert printed["got"] == {"record": "P", "fields": [["x", []]]}
    assert Counterexample.from_json(printed) == example


@settings(max_examples=20, deadline=None)
@given(records)
def test_what_stays_with_the_teacher_is_not_in_the_public_json(record):
    assert set(record.to_json()) == {"exercise", "score", "max_score", "tasks", "walls"}
    assert set(record.to_json(private=True)) - set(record.to_json()) == {
        "student", "time", "seed", "seconds", "notes", "fingerprint", "unreadable", "sentences"
    }  # fmt: skip


def test_a_task_that_was_not_graded_makes_the_record_ungraded_and_not_passed():
    right = TaskResult("a", 6.0, 6.0, Verdict.PASSED)
    ours = TaskResult("b", 0.0, 4.0, Verdict.NOT_GRADED)

    assert Record("ex", (right,), ()).passed and Record("ex", (right,), ()).graded
    assert not Record("ex", (right, ours), ()).graded and not Record("ex", (right, ours), ()).passed
    assert (Record("ex", (right, ours), ()).score, Record("ex", (right, ours), ()).max_score) == (6.0, 10.0)


def test_an_old_record_without_the_later_fields_can_be_read():
    old = Record("ex", (TaskResult("a", 6.0, 6.0, Verdict.PASSED),), ("limits",)).to_json()

    assert Record.from_json(old).fingerprint == Fingerprint()
    assert Record.from_json({**old, "fingerprint": ""}).fingerprint == Fingerprint()
    assert Record.from_json({**old, "fingerprint": "aa-11"}).fingerprint == Fingerprint("aa", "11")


def test_what_an_old_record_says_in_sentences_alone_is_read_as_reasons():
    task = {"task": "a", "score": 0.0, "max_score": 6.0, "tests": [], "mistake": None, "counterexample": None}
    stub = {**task, "verdict": "CRASHED", "message": "This task is not answered yet: the function is empty."}
    lost = {**task, "verdict": "MISSING", "message": "a.ipynb: is empty."}
    named = {
        **task,
        "verdict": "FAILED",
        "message": "",
        "mistake": {"id": "x", "belief": "Believes that maps are averaged.", "hint": "?", "read": "book/01#x"},
    }
    old = {"exercise": "ex", "walls": []}

    assert not Record.from_json({**old, "tasks": [stub], "flags": []}).tasks[0].answered
    assert Record.from_json({**old, "tasks": [lost], "flags": [lost["message"]]}).flags == (
        Flag(FlagKind.UNREADABLE, message="a.ipynb: is empty."),
    )
    assert Record.from_json({**old, "tasks": [named], "flags": []}).tasks[0].mistake.belief == "maps are averaged."


def test_a_section_is_a_page_of_the_book_and_an_anchor():
    assert Mistake("x", "", "", "book/01#maps").address("../html") == "../html/book/01.html#maps"
    assert Mistake("x", "", "", "book/01").address("../html") == "../html/book/01.html"


def test_a_flag_says_what_the_tasks_show():
    missing = TaskResult("a", 0.0, 6.0, Verdict.MISSING)
    banned = TaskResult("b", 0.0, 4.0, Verdict.NOT_ALLOWED, "Uses conv2d.")

    assert Record("ex", (missing,), ()).flags == (Flag(FlagKind.NO_FUNCTION),)
    assert Record("ex", (missing, banned), ()).flags == (Flag(FlagKind.NOT_ALLOWED, "b", "Uses conv2d."),)
    assert Record("ex", (TaskResult("a", 6.0, 6.0, Verdict.PASSED),), ()).flags == ()
