"""Which public names torch and d2l have, as a few digits each: `python tests/practice/names.py` writes them down."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "book/practice"))
from small_torch import names  # noqa: E402

HEAD, TAIL = "GAPS = (\n", ")\n"


def public() -> dict[str, list[str]]:
    import torch
    from d2l import torch as d2l

    things = {"Tensor": torch.Tensor, "torch": torch, "d2l.torch": d2l}
    return {module: [name for name in dir(thing) if name[0] != "_"] for module, thing in things.items()}


def packed() -> str:
    """The gaps between the sorted digits, a letter each; `!` stands for a wide step."""
    numbers = sorted({names.digits(module, name) for module, known in public().items() for name in known})
    letters, last = "", 0
    for number in numbers:
        steps, rest = divmod(number - last, names.WIDE)
        letters += "!" * steps + chr(names.FIRST + rest)
        last = number
    return letters


if __name__ == "__main__":
    path = ROOT / "book/practice/small_torch/names.py"
    source = path.read_text(encoding="utf-8")
    letters = packed()
    rows = "".join(f'    "{letters[place : place + 100]}"\n' for place in range(0, len(letters), 100))
    before, _, rest = source.partition(HEAD)
    path.write_text(before + HEAD + rows + rest[rest.index("\n" + TAIL) + 1 if not rest.startswith(TAIL) else 0 :])
