"""Adds a figure: a folder with a small one that already runs, its still picture and its table.

    python book/figures/new.py NAME        writes book/figures/NAME/ and says what to put into the page

Names are small letters and digits with hyphens, as they stand in data-figure.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

FIGURES = Path(__file__).resolve().parent
SKELETON = FIGURES / "skeleton"
DIRECTIVE = """```{{interactive}} {name}
:alt: Say in words what is to be seen.

**The claim that the figure shows.** Then one sentence on what to do with it.
```"""


def refusal(name: str) -> str | None:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        return f"{name!r}: a figure's name has small letters and digits with hyphens, like multi-input. Choose another."
    listed = json.loads((FIGURES / "figures.json").read_text(encoding="utf-8"))["figures"]
    if name in listed or (FIGURES / name).exists():
        return f"book/figures/{name}: that name is taken. Choose another."
    if not shutil.which("node"):
        return "node draws the still picture and is missing. Install it: apt-get install nodejs"
    return None


def write(name: str) -> list[Path]:
    folder = FIGURES / name
    folder.mkdir()
    written = []
    for source, target in [("skeleton.json", "figure.json"), ("figure.js", "figure.js"), ("still.js", "still.js")]:
        text = (SKELETON / source).read_text(encoding="utf-8").replace("NAME", name)
        (folder / target).write_text(text, encoding="utf-8")
        written.append(folder / target)
    subprocess.run(["node", str(FIGURES / "make_static.js")], check=True, stdout=subprocess.DEVNULL)
    return written


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    refused = refusal(arguments[0])
    if refused:
        print(f"new.py: {refused}", file=sys.stderr)
        return 2
    for file in write(arguments[0]):
        print(f"written: {file.relative_to(FIGURES.parents[1])}")
    print("Put this where the figure belongs, and change the files piece by piece:\n")
    print(DIRECTIVE.format(name=arguments[0]))
    print(f"\nAfter a change: node book/figures/make_static.js && pytest tests/figures -k {arguments[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
