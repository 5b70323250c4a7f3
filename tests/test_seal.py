"""The engine beside a student's program: whatever she exchanges in it is noticed."""

import types

import pytest

from autograder.inside.seal import Seal

ENGINE = """
def answer(limit=60, *, strict=True):
    return limit

def made():
    total = 0
    def counter():
        return total
    return counter

counter = made()

class Watch:
    def reach(self):
        return True
"""


@pytest.fixture
def engine():
    module = types.ModuleType("engine")
    exec(ENGINE, vars(module))
    return module


def test_what_nobody_touched_is_whole_though_it_was_used(engine):
    seal = Seal([engine])
    engine.answer(), engine.counter(), engine.Watch().reach()

    assert seal.is_whole()


def liar(*_):
    return 60


@pytest.mark.parametrize(
    "exchange",
    [
        lambda engine: setattr(engine, "answer", liar),
        lambda engine: setattr(engine, "more", liar),
        lambda engine: delattr(engine, "Watch"),
        lambda engine: setattr(engine.Watch, "reach", liar),
        lambda engine: setattr(engine.Watch, "more", liar),
        lambda engine: setattr(engine.answer, "__code__", liar.__code__),
        lambda engine: setattr(engine.Watch.reach, "__code__", liar.__code__),
        lambda engine: setattr(engine.answer, "__defaults__", (0,)),
        lambda engine: setattr(engine.answer, "__defaults__", None),
        lambda engine: setattr(engine.answer, "__kwdefaults__", {"strict": False}),
        lambda engine: setattr(engine, "answer", type("Liar", (), {"__eq__": lambda *_: True})()),
    ],
)
def test_what_was_exchanged_is_noticed(engine, exchange):
    seal = Seal([engine])

    exchange(engine)

    assert not seal.is_whole()
