"""One submission, in a fork of the zygote: raise the walls, run the cells, answer calls until killed.

This code runs beside the student's and may be made to lie; the keeper takes whatever it sends as a claim.
"""

import os
import socket
import sys
from collections import deque
from functools import partial
from typing import Any, NoReturn

from autograder import wire
from autograder.crossing import iterators, plots
from autograder.inside import banned, cells, convert, objects, operations, repairs, walls
from autograder.torch_if_there import torch

MAX_TRIED = 2**16  # bytes of a tensor that a candidate gives, of which hundreds share a frame
MAX_PARTS = 100  # parts of a value that it gives, with all that it holds
MAX_LEVELS = 8  # of parts in parts
MAX_KEPT = 2**18  # bytes of a result that is looked at again after the next calls
MAX_NAMES = 5_000  # `from sympy import *` alone defines a thousand
# the originals: student code may replace those of torch
_clone, _equal, _without_nan = torch.Tensor.clone, torch.equal, torch.Tensor.nan_to_num


def serve(descriptor: int, nonce: bytes, *, memory_mb: int, cpu_seconds: int) -> NoReturn:
    """Serve one submission on this socket; never returns."""
    try:
        os.setsid()
        descriptor = _keep_only(descriptor)
        walls.raise_walls(memory_mb=memory_mb, cpu_seconds=cpu_seconds)
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115  input() meets the end at once
        channel = wire.Channel(socket.socket(fileno=descriptor), nonce)
        submission = _Submission(channel)
        channel.send(wire.STANDING, 0, None)  # before any student code: without this frame the keeper blames itself
        submission.serve()
    finally:
        os._exit(0)


def _keep_only(descriptor: int) -> int:
    """Close every other descriptor; standard streams lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.dup2(descriptor, 3, inheritable=False)
    os.closerange(4, 4096)
    return 3


class _Submission:
    __slots__ = (
        "_arguments", "_channel", "_objects", "_probe", "_repairs", "_results", "_runner", "_trying", "_watch",
        "_watching",
    )  # fmt: skip

    def __init__(self, channel: wire.Channel):
        self._channel = channel
        self._runner = cells.Runner(lambda *place: channel.send(wire.PROGRESS, 0, place))
        self._objects = objects.Objects(self._runner.namespace)
        self._arguments = convert.Arguments(self._runner.namespace, self._objects.of)
        self._probe: dict[str, Any] = {}
        self._watching: tuple[str, ...] = ()
        self._watch: banned.Watch | None = None
        self._repairs: dict[str, repairs.Repairs] = {}
        self._trying = False  # candidates of ours run: what they reach is no report of the student's
        self._results: deque[tuple[Any, bytes]] = deque(maxlen=8)  # of the last calls, and the claims made of them

    def serve(self) -> None:
        while True:
            frame = self._channel.receive()
            if frame.kind == wire.RUN:
                self._run(*frame.value)
            elif frame.kind == wire.CALL:
                self._call(frame.call, *frame.value)
            elif frame.kind == wire.TRY:
                self._try(frame.call, *frame.value)
            elif frame.kind == wire.ADOPT:
                task, right, base, number = frame.value
                adopted = self._repairs_of(task, right).adopt(base, number)
                self._channel.send(wire.TRIED, frame.call, (adopted, [], []))
            else:
                return

    def _run(self, sources: list[str], skip: list[tuple[int, int]], definitions_only: bool, probe: str) -> None:
        for number, source in enumerate(sources, 1):
            left_out = {statement for cell, statement in skip if cell == number}
            outcome = self._runner.run(number, source, left_out, definitions_only)
            claim = (number, outcome.stdout, outcome.stderr, outcome.result, outcome.error, outcome.notes)
            self._channel.send(wire.CELL, 0, claim)
        exec(compile(probe, "<probe>", "exec"), self._probe)
        names = [
            name
            for name, value in list(self._runner.namespace.items())
            if isinstance(name, str) and callable(value) and not name.startswith("_")
        ]
        defined = self._runner.definitions
        self._channel.send(wire.READY, 0, (names[-MAX_NAMES:], defined[-MAX_NAMES:]))

    def _call(self, number: int, name: str, arguments: tuple, options: list, policies: tuple, count: bool) -> None:
        function = self._function(name)
        watch = self._set_watch(policies)
        is_step, is_script = name.startswith("@"), name == objects.SCRIPT
        keep = None if is_script else self._objects.keep
        try:
            values, keywords = self._given(arguments, options)
            given = (*values, *keywords.values())
            before = [_snapshot(value) for value in given]
            plots.put_away()
            with operations.counted(count) as work:
                result = function(*values, **keywords)
            result = plots.drawn(result)
            if not is_step and not isinstance(function, type):
                result = iterators.taken(result)
            claim = self._objects.made(result) if isinstance(function, type) else result
            claim = convert.to_wire(claim, keep)
        except BaseException as error:
            kind, text, line = cells.describe_error(error)
            mro = [base.__name__[:100] for base in type(error).__mro__[:20]]
            self._channel.send(wire.RAISED, number, (kind, mro, text, cells.innermost_cell(error), line))
            return
        changed = [index for index, pair in enumerate(zip(before, given, strict=True)) if not _unchanged(*pair)]
        if is_step:
            changed = []  # an object may keep what it is given, and change it later
        if policies and (watch is None or not watch.is_active()):
            self._report("taking the watch off", 0, 0)
        kept = self._results_are_kept()
        if not is_step:
            self._remember(result, claim)
        self._send_claim(number, claim, changed, kept, float(work.amount), work.what)

    def _try(
        self,
        number: int,
        task: str,
        right: list,
        base: int,
        first: int,
        seconds: float,
        most: int,
        calls: list,
        policies: tuple,
    ) -> None:
        """Build and run candidates for this task; each call is a name, arguments and options."""
        self._set_watch(policies)
        self._trying = True
        try:
            asked = [partial(self._claim, *call) for call in calls]
            more, tried = self._repairs_of(task, right).attempt(base, first, seconds, most, asked)
        finally:
            self._trying = False
        # what they gave lies in one list beside them: a value within it may be as deep as any other
        gave = [claim for candidate in tried for claim in candidate[-1]]
        self._channel.send(wire.TRIED, number, (more, [candidate[:-1] for candidate in tried], gave))

    def _claim(self, name: str, arguments: tuple, options: list) -> tuple:
        """What a candidate gives: a value, an exception, or that it changed what it was given."""
        try:
            values, keywords = self._given(arguments, options)
            before = [_snapshot(value) for value in (*values, *keywords.values())]
            plots.put_away()
            result = iterators.taken(plots.drawn(self._function(name)(*values, **keywords)))
            if not name.startswith("@") and not all(map(_unchanged, before, (*values, *keywords.values()))):
                return ("changed",)
            claim = convert.to_wire(result)
            return ("gave", claim) if _is_small(claim) else ("large",)
        except repairs.TooSlowError:
            raise
        except BaseException as error:
            return ("raised", type(error).__name__[:100], [base.__name__[:100] for base in type(error).__mro__[:20]])

    def _given(self, arguments: tuple, options: list) -> tuple[tuple, dict[str, Any]]:
        """Arguments and options as the function receives them."""
        values = convert.to_python(arguments, self._arguments)
        return values, {key: convert.to_python(value, self._arguments) for key, value in options}

    def _repairs_of(self, task: str, right: list) -> repairs.Repairs:
        if task not in self._repairs:
            self._repairs[task] = repairs.Repairs(self._runner, task, right)
        return self._repairs[task]

    def _results_are_kept(self) -> bool:
        """Whether earlier results still hold what they held when returned; a buffer shared by all calls does not."""
        try:
            return all(_encoded(convert.to_wire(result)) == claim for result, claim in self._results)
        except BaseException:  # what a class of the student's raises when its object is looked at again
            return False

    def _remember(self, result: Any, claim: Any) -> None:
        """Keep a result to compare later; not one that crossed as a description, which may be huge."""
        encoded = _encoded(claim)
        if 0 < len(encoded) <= MAX_KEPT and not _is_described(claim):
            self._results.append((result, encoded))

    def _send_claim(self, number: int, claim: Any, *rest: Any) -> None:
        try:
            self._channel.send(wire.RETURNED, number, (claim, *rest))
        except wire.ClosedError:
            raise
        except wire.WireError:  # said before a byte was sent: more than a frame may hold
            what = claim.kind if isinstance(claim, wire.Parts) else type(claim).__name__
            claim = wire.Other(f"a {what} too large to look at")
            self._channel.send(wire.RETURNED, number, (claim, *rest))

    def _function(self, name: str) -> Any:
        if name.startswith("@"):
            return self._objects.function(name)
        if name in self._probe:
            probe, namespace = self._probe[name], self._runner.namespace
            return lambda *arguments, **options: probe(namespace, *arguments, **options)
        return self._runner.namespace.get(name)

    def _set_watch(self, policies: tuple[str, ...]) -> banned.Watch | None:
        """Overrides stay up from one call of a task to the next; they change only with the task."""
        if policies != self._watching:
            if self._watch is not None:
                self._watch.lift()
            self._watching = policies
            self._watch = banned.Watch(policies, self._report) if policies else None
        return self._watch

    def _report(self, what: str, cell: int, line: int) -> None:
        # a frame of its own, at once: what the student's code does with the exception afterwards changes nothing
        if not self._trying:
            self._channel.send(wire.NOT_ALLOWED, 0, (what, cell, line))


def _is_small(claim: Any) -> bool:
    """Whether what a candidate gives may be sent; right answers to our small inputs are."""
    if isinstance(claim, wire.RawTensor):
        return len(claim.data) <= MAX_TRIED
    return _parts(claim, 0) <= MAX_PARTS


def _parts(claim: Any, depth: int) -> int:
    if isinstance(claim, wire.Parts):
        return 1 + _parts(claim.parts, depth + 1)
    if isinstance(claim, wire.RawTensor | str | bytes):
        return 1 + len(claim.data if isinstance(claim, wire.RawTensor) else claim) * MAX_PARTS // MAX_TRIED
    if not isinstance(claim, tuple | list):
        return 1
    return 1 + sum(_parts(part, depth + 1) for part in claim) if depth < MAX_LEVELS else MAX_PARTS + 1


def _is_described(claim: Any) -> bool:
    """Whether a part of the value, or all of it, crosses as a description alone, or as what a figure shows."""
    if isinstance(claim, wire.Parts):
        return claim.kind in ("figure", "kept") or _is_described(claim.parts)
    return any(map(_is_described, claim)) if isinstance(claim, tuple | list) else isinstance(claim, wire.Other)


def _encoded(claim: Any) -> bytes:
    try:
        return wire.encode(claim)
    except wire.WireError:  # too large or too deep: it crosses as a description
        return b""


def _snapshot(value: Any) -> Any:
    """What an argument holds before the call: of a tensor a copy, of what else can be changed its bytes."""
    if value is None or isinstance(value, bool | int | float | str | bytes | complex):
        return None
    if isinstance(value, torch.Tensor):
        return _clone(value)
    return _encoded(convert.to_wire(value))


def _unchanged(old: Any, new: Any) -> bool:
    """Whether an argument still holds what it held before the call."""
    if old is None:
        return True
    if isinstance(old, bytes):
        return old == _encoded(convert.to_wire(new))
    return _equal(old, new) or (old.shape == new.shape and _equal(_without_nan(old), _without_nan(new)))
