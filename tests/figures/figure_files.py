"""Where the figures are, and which there are."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "book/figures"
FILES = json.loads((FIGURES / "figures.json").read_text(encoding="utf-8"))
NAMES = list(FILES["figures"])
