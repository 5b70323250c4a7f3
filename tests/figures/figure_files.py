"""Where the figures are, and which there are."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "book/figures"


def read(figures: Path) -> dict:
    """Styles, and scripts by figure: those of figures.json, and each folder with a figure.json of its own."""
    files = json.loads((figures / "figures.json").read_text(encoding="utf-8"))
    for file in sorted(figures.glob("*/figure.json")):
        files["figures"][file.parent.name] = json.loads(file.read_text(encoding="utf-8"))
    return files


FILES = read(FIGURES)
NAMES = list(FILES["figures"])
