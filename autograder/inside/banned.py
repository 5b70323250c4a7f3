"""What a task does not allow, caught when it is used, not when it is named.

A task that asks to build convolution may not call it. While such a task's functions are called, a `Watch` overrides
every operator of torch's dispatcher that is a convolution, whatever it is reached through: functional, module,
`torch.ops`, `torch._C`, an alias, a scripted function, `vmap`, a gradient. The first use is reported at once, with the
student's own line, and raises. Variables called `conv2d`, comments, and convolutions in scratch cells are not affected.

This is policy, not security: it runs beside the student's code, which can take it down. So `is_active` tries a
banned call after each answer, and a person decides.
"""

import functools
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from autograder.inside import foreign
from autograder.torch_if_there import THERE, torch

if THERE:
    from torch import nn

Report = Callable[[str, int, int], None]  # what was used, number of the cell, line in it (0, 0 where unknown)

_STUDENT_FILE = re.compile(r"<cell (\d+)>")
_CONVOLUTION = re.compile(r"::\w*conv(?!ert)")
_OPERATORS = {
    "convolution": _CONVOLUTION,
    "layers": re.compile(rf"{_CONVOLUTION.pattern}|::\w*pool\d?d"),
    "unfold": re.compile(r"::(im2col|unfold|unfold_copy)(\.|$)"),
}
_ELSEWHERE = re.compile(r"::_?(cudnn|miopen|mps)")  # have no kernel on a CPU
_standing: list["Watch"] = []  # at most one
_convolve = torch.conv2d  # kept from before any student's code
_image: Any = torch.ones(1, 1, 1, 1) if THERE else None


class NotAllowedError(Exception):
    """The student's code reached an operation that the task does not allow."""


class _TriedError(Exception):
    """The answer of an override to `is_active`."""


class Watch:
    """Forbids operations during the calls of one task, from its creation until `lift`."""

    __slots__ = ("_installed", "_policies", "_report", "_reported", "_trying")

    def __init__(self, policies: tuple[str, ...], report: Report):
        self._policies = policies
        self._report = report
        self._reported = False
        self._trying = False
        self._installed = ExitStack()
        for policy in policies:
            self._installed.enter_context(_install(policy, self))
        _standing[:] = [self]

    def reach(self, what: str) -> None:
        """A banned operation was reached: report it, once, and raise."""
        if self._trying:
            raise _TriedError
        if not self._reported:
            self._reported = True
            self._report(what, *student_line(sys._getframe(1)))
        raise NotAllowedError(f"{what} is not allowed in this task")

    def is_active(self) -> bool:
        """True if the ban is still active; where it has an override, a banned call is tried."""
        if not any(watch is self for watch in _standing):
            return False
        if not {"convolution", "layers"} & set(self._policies):
            return True
        self._trying = True
        try:
            _convolve(_image, _image)
        except Exception as error:
            return type(error) is _TriedError  # whatever else it was, it was not our override
        finally:
            self._trying = False
        return False

    def lift(self) -> None:
        """Allow everything again."""
        _standing.clear()
        self._installed.close()


def reach(what: str, policies: tuple[str, ...] = ("convolution", "layers")) -> None:
    """Raise if a watch with one of these policies is active; for doors whose guard is always there."""
    for watch in _standing:
        if set(policies) & set(watch._policies):
            watch.reach(what)


def student_line(frame: Any) -> tuple[int, int]:
    """Cell and line of the innermost frame that is the student's own; (0, 0) if there is none."""
    while frame is not None:
        cell = _STUDENT_FILE.fullmatch(frame.f_code.co_filename)
        if cell:
            return int(cell[1]), frame.f_lineno
        frame = frame.f_back
    return 0, 0


@functools.cache
def warm_up() -> None:
    """Once a process: guard the doors that torch does not see, and make the first override, which takes long."""
    if not THERE:  # then every policy is refused before anything is marked: each needs torch
        return
    foreign.guard(reach)
    _close_kernels()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch says, once, that a kernel is overridden
        Watch(tuple(_INSTALLERS), lambda *_: None).lift()


def _close_kernels() -> None:
    """Take away what hands out a kernel itself: kept from before the watch, it is called past every override."""
    del torch._C._dispatch_get_computed_kernel_for_dispatch_key  # type: ignore[attr-defined]

    def closed(ask: Callable) -> Callable:
        def ask_unless_fused(*arguments: Any) -> Any:
            if any("prim::mkldnn_convolution" in argument for argument in arguments if isinstance(argument, str)):
                raise RuntimeError("prim::mkldnn_convolution is not to be had while marking")
            return ask(*arguments)

        return ask_unless_fused

    for owner, name in ((torch._C, "_jit_get_operation"), (torch._C, "parse_ir"), (torch._C.Graph, "create")):
        setattr(owner, name, closed(getattr(owner, name)))


# -- one policy, one way to enforce it ------------------------------------------------------------


@contextmanager
def _operators(policy: str, watch: Watch) -> Iterator[None]:
    """Override kernels of the dispatcher: below every name that Python has for them."""
    libraries: dict[str, Any] = {}
    try:
        for operator, keys in _targets(policy):
            space, name = operator.split("::")
            if space not in libraries:
                libraries[space] = torch._C._dispatch_library("IMPL", space, "", "banned", 0)
            refuse = _refusal(watch, f"{space}::{name.split('.')[0]}".removeprefix("aten::"))
            for key in keys:
                libraries[space].impl(name, key, refuse)
        yield
    finally:
        for library in libraries.values():
            library.reset()


def _refusal(watch: Watch, what: str) -> Callable[..., None]:
    def refuse(*_: Any, **__: Any) -> None:
        watch.reach(what)

    return refuse


_known_targets: dict[str, list[tuple[str, list[str]]]] = {}


def _targets(policy: str) -> list[tuple[str, list[str]]]:
    """Operators and keys to override: the dispatcher's own list, so that unthought-of doors are closed too."""
    if policy not in _known_targets:
        every = sorted(torch._C._dispatch_get_all_op_names())
        chosen = [name for name in every if _OPERATORS[policy].search(name) and not _ELSEWHERE.search(name)]
        _known_targets[policy] = [(name, _keys(policy, name)) for name in chosen]
    return _known_targets[policy]


def _keys(policy: str, name: str) -> list[str]:
    """The kinds of tensor that carry numbers on a CPU; and `meta`, where it is a question about shapes."""
    keys = ["CPU"]
    if "quantized::" in name:
        keys.append("QuantizedCPU")
    # torch refuses this key beside a composite kernel; such an operator is made of others, which have it
    elif not torch._C._dispatch_has_kernel_for_dispatch_key(name, "CompositeImplicitAutograd"):
        keys.append("MkldnnCPU")
    # such a kernel serves every device that has none of its own: asked for as another one's, it would work on ours
    if torch._C._dispatch_has_kernel_for_dispatch_key(name, "CompositeExplicitAutograd"):
        keys.append("CompositeExplicitAutograd")
    if policy == "layers" and name.startswith("aten::"):
        keys.append("Meta")
    return keys


@contextmanager
def _modules(policy: str, watch: Watch) -> Iterator[None]:
    """Building or running any layer."""
    build, run = nn.Module.__init__, nn.Module.__call__

    def refuse(self: nn.Module, *_: Any, **__: Any) -> None:
        watch.reach(f"nn.{type(self).__name__}")

    nn.Module.__init__ = nn.Module.__call__ = refuse  # type: ignore[method-assign]
    try:
        with _operators(policy, watch):
            yield
    finally:
        nn.Module.__init__, nn.Module.__call__ = build, run  # type: ignore[method-assign]


@contextmanager
def _book_corr2d(policy: str, watch: Watch) -> Iterator[None]:
    """The book's own helper. Its code is exchanged, not its name: an alias or an import made before meets it too."""
    from d2l import torch as d2l

    code = d2l.corr2d.__code__
    d2l.corr2d.__code__ = _REFUSE_CORR2D
    try:
        yield
    finally:
        d2l.corr2d.__code__ = code


def _refuse_corr2d(*_: Any, **__: Any) -> None:
    refuse: Any = "reach"  # exchanged below: this code runs with d2l's globals, not with those of this module
    refuse("d2l.corr2d", ("d2l.corr2d",))


_REFUSE_CORR2D = _refuse_corr2d.__code__.replace(
    co_consts=tuple(reach if constant == "reach" else constant for constant in _refuse_corr2d.__code__.co_consts)
)


_INSTALLERS = {
    "convolution": _operators,
    "unfold": _operators,
    "layers": _modules,
    "d2l.corr2d": _book_corr2d,
}


def _install(policy: str, watch: Watch) -> Any:
    return _INSTALLERS[policy](policy, watch)
