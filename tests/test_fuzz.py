"""What the fuzzer starts from and what it once found are no finds today, and its canaries notice harm."""

import importlib
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest
from fuzz import system_calls
from fuzz.replay import TARGETS, starting_inputs


@pytest.mark.parametrize("name", TARGETS)
def test_what_a_target_starts_from_is_no_find(name):
    target = importlib.import_module(f"fuzz.targets.{name}")
    inputs = list(starting_inputs(name))

    for data in inputs:
        target.run(data)

    assert len(inputs) >= 3
    assert all(importlib.import_module(module) for module in target.WATCHED)


def test_random_system_calls_do_no_harm(tmp_path, monkeypatch):
    monkeypatch.setattr(system_calls, "WITHOUT", ("",))

    programs, finds = system_calls.run(60, tmp_path, programs=20, start=7)

    assert programs >= 5 and finds == []


@pytest.mark.parametrize(
    "harm",
    [
        lambda canaries: Path(canaries.paths[0]).write_text("other"),
        lambda canaries: Path(canaries.paths[-1]).touch(),
        lambda canaries: socket.create_connection(("127.0.0.1", canaries.port)).close(),
        lambda canaries: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", canaries.port)),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_canaries_notice_what_was_done_to_them(harm):
    with ExitStack() as stack:
        canaries = system_calls.Canaries(stack)
        assert canaries.harm("nothing") == "" and canaries.harm(f"x{canaries.secret}") == "a canary was read"

        harm(canaries)

        assert canaries.harm("nothing") != ""


def test_the_same_seed_makes_the_same_program():
    with ExitStack() as stack:
        canaries = system_calls.Canaries(stack)

        assert (
            system_calls.program(5, canaries) == system_calls.program(5, canaries) != system_calls.program(6, canaries)
        )
