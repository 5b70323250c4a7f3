"""Runs the targets one after the other and says what was found: `cd tests && python -m fuzz.run --seconds 600 wire`.

Each target gets the same time in a process of its own. Inputs that reach new branches are kept under build/fuzz/, where
the next run goes on; an input that is a find stays there too, and replays with `python -m fuzz.replay TARGET FILE`.
"""

import argparse
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fuzz import system_calls
from fuzz.replay import KEPT, TARGETS, starting_inputs

BUILD = Path(__file__).resolve().parents[2] / "build" / "fuzz"
MOST_FINDS = 10  # of one target: a fault that every tenth input shows is known by then
SLOWEST = 25  # seconds for one input


@dataclass
class Outcome:
    """What one target's time brought."""

    target: str
    seconds: float
    inputs: int
    finds: list[Path]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m fuzz.run", description=__doc__.split("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"some of {', '.join([*TARGETS, 'system_calls'])}")
    parser.add_argument("--seconds", type=float, default=60, help="for each target (default 60)")
    options = parser.parse_args()
    unknown = set(options.targets) - {*TARGETS, "system_calls"}
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    if find_spec("atheris") is None:
        print("fuzz: atheris is not here (it has no built file for this machine). Use Linux on x86-64", file=sys.stderr)
        return 2
    found = []
    for name in options.targets or [*TARGETS, "system_calls"]:
        outcome = _system_calls(options.seconds) if name == "system_calls" else _target(name, options.seconds)
        print(f"{name:13} {outcome.seconds:7.0f} s {outcome.inputs:12,} inputs, {len(outcome.finds)} finds", flush=True)
        found += outcome.finds
    for path in found:
        print(f"found: {path}")
    return 1 if found else 0


def _target(name: str, seconds: float) -> Outcome:
    """Starts the target again after each find, until its time is over."""
    corpus, finds = BUILD / name / "corpus", BUILD / name / "finds"
    for folder in (corpus, finds):
        folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(starting_inputs(name)):
        (corpus / f"start-{number}").write_bytes(data)
    before, started, inputs = set(finds.iterdir()), time.monotonic(), 0
    while (left := seconds - (time.monotonic() - started)) > 1 and len(set(finds.iterdir()) - before) < MOST_FINDS:
        done = subprocess.run(
            [sys.executable, "-m", "fuzz.one", name, str(corpus), *filter(Path.is_dir, [KEPT / name]),
             f"-max_total_time={int(left)}", f"-timeout={SLOWEST}", "-rss_limit_mb=3000", "-print_final_stats=1",
             "-max_len=8192", f"-artifact_prefix={finds}/", "-verbosity=0"],
            cwd=Path(__file__).resolve().parents[1], stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True,
            errors="replace", check=False,
        )  # fmt: skip
        (BUILD / name / "log").write_text(done.stdout[-20_000:])
        ran = re.search(r"number_of_executed_units: (\d+)", done.stdout)
        inputs += int(ran[1]) if ran else 0
        if not ran and "Uncaught Python exception" not in done.stdout:  # the target itself does not start
            print(done.stdout[-2_000:], file=sys.stderr)
            return Outcome(name, time.monotonic() - started, inputs, [BUILD / name / "log"])
    return Outcome(name, time.monotonic() - started, inputs, sorted(set(finds.iterdir()) - before))


def _system_calls(seconds: float) -> Outcome:
    started = time.monotonic()
    programs, finds = system_calls.run(seconds, BUILD / "system_calls")
    return Outcome("system_calls", time.monotonic() - started, programs, finds)


if __name__ == "__main__":
    sys.exit(main())
