"""What `make` puts into its environment, for the start of every interpreter there: `python -m autograder.start_up`.

- `from d2l import torch as d2l` works, whatever the pair of torch and torchvision (see `torchvision_pair`).
- Jupyter and nbgrader start four seconds earlier: without the grammars that `lean_imports` leaves out.
"""

import sysconfig
from pathlib import Path

from autograder import lean_imports, torchvision_pair

LINES = f"""\
import sys; sys.modules.setdefault({lean_imports.GRAMMARS!r}, None)
import torchvision_pair; torchvision_pair.install_hook()
"""


def install() -> None:
    """Write the lines, and what they need, into site-packages of this environment."""
    site = Path(sysconfig.get_paths()["purelib"])
    source = Path(torchvision_pair.__file__).read_text(encoding="utf-8")
    (site / "torchvision_pair.py").write_text(source, encoding="utf-8")
    (site / "channel_by_channel.pth").write_text(LINES, encoding="utf-8")


if __name__ == "__main__":
    install()
