"""torch where it is installed, else a stand-in of which nothing is an instance: a course on text needs no torch.

Use it as `from autograder.torch_if_there import torch`. Code that has a tensor in hand has the real one.
"""

import importlib.util
from types import SimpleNamespace
from typing import TYPE_CHECKING

THERE = importlib.util.find_spec("torch") is not None


def _stand_in() -> SimpleNamespace:
    """What our own code names without having a tensor: types, the originals that it keeps, one setting."""
    kept = {"clone": None, "nan_to_num": None}
    kinds = {name: type(name, (), kept) for name in ("Tensor", "Generator", "dtype")}
    return SimpleNamespace(**kinds, equal=None, conv2d=None, set_num_threads=lambda number: None)


if TYPE_CHECKING or THERE:
    import torch
else:
    torch = _stand_in()
