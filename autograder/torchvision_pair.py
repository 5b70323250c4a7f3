"""Lets `from d2l import torch as d2l` work where torch is a CPU build and torchvision is not.

d2l imports torchvision. A torchvision built for CUDA cannot load its compiled part beside a CPU torch and then
stops at `operator torchvision::nms does not exist`. d2l needs none of those operators: declaring their schemas before
the import is enough. Matched pairs are left alone.

`start_up` installs this file into the environment, so that every kernel has it; the box calls `install_hook` itself.
Standard library only: it runs at every start of the interpreter.
"""

import importlib.abc
import importlib.util
import sys
from pathlib import Path

SCHEMAS = ("nms", "qnms")
ARGUMENTS = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
_keep_alive: list = []


def is_mismatched(torchvision_folder: Path) -> bool:
    """Whether torch is a CPU build and the compiled part of the torchvision in this folder cannot load beside it."""
    import torch

    if torch.version.cuda is not None:
        return False
    try:
        for compiled in torchvision_folder.glob("_C.*"):
            torch.ops.load_library(str(compiled))
    except (OSError, RuntimeError):
        return True
    return False


class TorchvisionFinder(importlib.abc.MetaPathFinder):
    """Sees the first import of torchvision, mends the pair if need be, and steps aside."""

    def find_spec(self, name, path=None, target=None):
        if name != "torchvision":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec("torchvision")
        if spec and spec.origin and is_mismatched(Path(spec.origin).parent):
            import torch

            library = torch.library.Library("torchvision", "DEF")
            for schema in SCHEMAS:
                library.define(schema + ARGUMENTS)
            _keep_alive.append(library)  # the schemas go when the library object goes
        return spec


def install_hook() -> None:
    """Watch for the first `import torchvision` of this interpreter. Costs nothing until then."""
    # by name: the environment's copy of this file and the course's are two modules
    watching = any(type(finder).__name__ == TorchvisionFinder.__name__ for finder in sys.meta_path)
    if "torchvision" not in sys.modules and not watching:
        sys.meta_path.insert(0, TorchvisionFinder())
