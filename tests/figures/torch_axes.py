"""What PyTorch makes of every tensor, line and number that a reader can choose in the pictures for axes."""

import itertools
import math

import torch
import torch.nn.functional as F
from torch import nn


def counted(*shape: int, start: int = 0) -> torch.Tensor:
    return torch.arange(start, start + math.prod(shape), dtype=torch.float64).reshape(shape)


def with_border(height: int, width: int, mode: str) -> torch.Tensor:
    """The padded image as a layer with one weight of 1 shows it."""
    show = nn.Conv2d(1, 1, 1, padding=(height, width), padding_mode=mode, bias=False, dtype=torch.float64)
    nn.init.ones_(show.weight)
    return show(counted(1, 3, 4, start=1))[0].detach()


MAPS = [counted(2, 4, start=8 * map_) for map_ in range(3)]
K, PIXELS, BATCH, IMAGE = counted(4, 3, 2, 5), counted(3, 2, 4), counted(2, 3, 1, 4), counted(2, 3, 4)
PLANE = torch.tensor([(place * 17 + 5) % 41 for place in range(40)], dtype=torch.float64).reshape(5, 8)
B = torch.tensor([100.0, 200.0, 300.0], dtype=torch.float64)
POOL = PLANE[None]
LINES = {
    "axes-permute": {
        "permute": lambda h, w, c: counted(h, w, c).permute(2, 0, 1),
        "reshape": lambda h, w, c: counted(h, w, c).reshape(c, h, w),
    },
    "axes-stack": {
        "stack": lambda axis: torch.stack(MAPS, axis),
        "cat": lambda axis: torch.cat(MAPS, axis),
    },
    "axes-weight": {
        "filter": lambda o, i: K[o],
        "slice": lambda o, i: K[o, i],
        "keras": lambda o, i: K.permute(2, 3, 1, 0),
    },
    "axes-bias": {
        "maps": lambda width: counted(3, 2, width) + B[:, None, None],
        "columns": lambda width: counted(3, 2, width) + B,
    },
    "axes-unfold": {"unfold": lambda h, w: F.unfold(IMAGE, (h, w))},
    "axes-rows": {
        "permute": lambda size: PIXELS.permute(1, 2, 0).reshape(-1, size),
        "reshape": lambda size: PIXELS.reshape(-1, size),
    },
    "axes-padding": {
        mode: lambda h, w, mode=mode: with_border(h, w, mode) for mode in ("zeros", "reflect", "replicate", "circular")
    },
    "axes-pad-order": {"pad": lambda *sides: F.pad(counted(3, 4, start=1), sides)},
    "axes-pooling": {
        "max": lambda k, s: F.max_pool2d(POOL, k, s)[0],
        "ceil": lambda k, s: F.max_pool2d(POOL, k, s, ceil_mode=True)[0],
        "mean": lambda k, s: F.avg_pool2d(POOL, k, s)[0],
    },
    "axes-flatten": {
        "one": lambda size: BATCH.flatten(1),
        "zero": lambda size: BATCH.flatten(0),
        "view": lambda size: BATCH.view(-1, size),
    },
}
NUMBERS = {
    "axes-permute": (range(1, 4), range(1, 5), range(1, 6)),
    "axes-stack": (range(3),),
    "axes-weight": (range(4), range(3)),
    "axes-bias": (range(2, 6),),
    "axes-unfold": (range(1, 4), range(1, 5)),
    "axes-rows": (range(1, 9),),
    "axes-padding": (range(5), range(6)),
    "axes-pad-order": (range(4),) * 4,
    "axes-pooling": (range(1, 6), range(1, 6)),
    "axes-flatten": (range(1, 25),),
}


def axes() -> list[dict]:
    made = []
    for name, lines in LINES.items():
        for (operation, run), given in itertools.product(lines.items(), itertools.product(*NUMBERS[name])):
            case = {"name": name, "operation": operation, "arguments": list(given)}
            try:
                result = run(*given)
            except (RuntimeError, IndexError, ValueError) as refusal:
                made.append({**case, "refused": str(refusal).split("\n")[0]})
            else:
                made.append({**case, "shape": list(result.shape), "values": result.flatten().tolist()})
    return made
