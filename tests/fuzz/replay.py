"""Replays inputs on a target without a fuzzer: `cd tests && python -m fuzz.replay wire FILE...`."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
KEPT = HERE / "corpus"  # inputs that once were a find: they must stay none
TARGETS = sorted(path.stem for path in (HERE / "targets").glob("[a-z]*.py"))


def starting_inputs(name: str) -> Iterator[bytes]:
    """What a target starts from, and what was found by it before."""
    yield from importlib.import_module(f"fuzz.targets.{name}").seeds()
    yield from (path.read_bytes() for path in sorted((KEPT / name).glob("*")))


def main() -> None:
    name, *paths = sys.argv[1:]
    target = importlib.import_module(f"fuzz.targets.{name}")
    for path in paths:
        target.run(Path(path).read_bytes())
        print(f"{path}: no find")


if __name__ == "__main__":
    main()
