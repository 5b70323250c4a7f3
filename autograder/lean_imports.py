"""Imports that our own processes put off or leave out, to start sooner: each costs about a second.

For the command line, its workers and their boxes. A student's kernel is left as it is, also if it imports
`autograder.check`. In the box, a submission that needs what was left out imports it then; the box of a class has
imported it already (`bring_the_rest`).
"""

import contextlib
import gc
import importlib
import importlib.abc
import importlib.util
import sys
from types import ModuleType
from typing import Any

GRAMMARS = "rfc3987_syntax"


def prepare() -> None:
    """Call it before anything else."""
    gc.set_threshold(50_000)  # a million objects are made, all of them to stay: looking for garbage takes a tenth
    _leave_out_grammars()
    _take_torchvision_in_parts()


def bring_the_rest() -> None:
    """Import now what was left for later: torch's compiler, which optimizers ask for, and the whole of torchvision."""
    import torch._dynamo  # noqa: F401
    import torchvision

    if isinstance(torchvision, _InParts):
        _fill(torchvision)


def _leave_out_grammars() -> None:
    """Before the first `import nbformat`: its jsonschema builds, at import, a grammar of international web addresses.

    No schema of a notebook asks for it, and jsonschema does without it.
    """
    sys.modules.setdefault(GRAMMARS, None)  # type: ignore[arg-type]  # to Python: not installed


def _take_torchvision_in_parts() -> None:
    """Before the first `import d2l`, which needs torchvision's transforms: the whole of it brings torch's compiler.

    `from d2l import torch` takes 0.6 s this way, and 2.0 s without: that is why the import hook is worth its lines.
    """
    if "torchvision" not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(importlib.abc.MetaPathFinder):
    """Sees the first import of torchvision, and steps aside."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != "torchvision":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec and spec.loader:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(importlib.abc.Loader):
    """Puts an empty package in its place, which `whole` fills when somebody asks for more than a part."""

    def __init__(self, whole: importlib.abc.Loader):
        self.whole = whole

    def create_module(self, spec: Any) -> ModuleType:
        return _InParts(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


class _InParts(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        with contextlib.suppress(ModuleNotFoundError):
            return importlib.import_module(f"{self.__name__}.{name}")
        _fill(self)
        return getattr(self, name)


def _fill(package: _InParts) -> None:
    assert package.__spec__ is not None and isinstance(package.__spec__.loader, _Loader)
    package.__class__ = ModuleType  # type: ignore[assignment]
    package.__spec__.loader.whole.exec_module(package)
