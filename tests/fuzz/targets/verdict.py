"""Records as JSON: any text is a record or one of the errors that mean a damaged file, and it is written as read."""

import json
from collections.abc import Iterator

from autograder.verdict import Counterexample, Fingerprint, Mistake, Record, TaskResult, TestResult, Verdict

WATCHED = ("autograder.verdict",)
DAMAGED = (ValueError, KeyError, TypeError, AttributeError)  # what the reader of records takes for a damaged file


def seeds() -> Iterator[bytes]:
    example = Counterexample({"X": {"shape": [1], "dtype": "float32", "values": [1]}}, {"raises": "ValueError"}, [2.5])
    wrong = TaskResult(
        "f", 0.0, 6.0, Verdict.FAILED, "Wrong.", (TestResult("A test.", Verdict.FAILED, "Wrong."),),
        Mistake("flipped", "kernels are flipped.", "Which way?", "book/01#top"), example,
    )  # fmt: skip
    right = TaskResult("g", 4.0, 4.0, Verdict.PASSED)
    record = Record("ex", (wrong, right), ("limits",), "ada", "2027-01-15", "00", 1.5, ("note",), Fingerprint("a", "b"))
    yield json.dumps(record.to_json(private=True)).encode()
    yield json.dumps(record.to_json()).encode()
    yield json.dumps(record.to_json(private=True) | {"fingerprint": "a-b", "flags": ["Wrong."]}).encode()


def run(data: bytes) -> None:
    try:
        record = Record.from_json(json.loads(data))
        made = record.to_json(private=True)
    except (*DAMAGED, RecursionError):
        return
    again = Record.from_json(json.loads(json.dumps(made)))
    assert json.dumps(again.to_json(private=True)) == json.dumps(made)
