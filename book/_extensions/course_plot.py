"""Plots in the course's look: colours read from book/_styles/course.css, the one file that has them.

The build puts the look into every kernel (`kernel_files`), so that a page calls plain matplotlib and a downloaded
notebook needs nothing of ours.
"""

import re
from pathlib import Path

PALETTE = Path(__file__).resolve().parent.parent / "_styles/course.css"


def colours(text: str | None = None) -> dict[str, str]:
    """Custom properties of the light palette: {"channel-0": "#0067A5", …}."""
    light = (text or PALETTE.read_text(encoding="utf-8")).split("html[data-theme", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", light))


def look() -> dict[str, object]:
    """matplotlib's settings. The ground is transparent; `course.plots` turns the colours into the page's own."""
    palette = colours()
    ink = palette["ink"]
    cycle = ", ".join(f"'{palette[f'channel-{n}'].lstrip('#')}'" for n in range(5))
    return {
        "axes.prop_cycle": f"cycler('color', [{cycle}])",
        "figure.facecolor": "none",
        "axes.facecolor": "none",
        "savefig.facecolor": "none",
        "savefig.transparent": True,
        "text.color": ink.lstrip("#"),
        "axes.labelcolor": ink.lstrip("#"),
        "axes.edgecolor": ink.lstrip("#"),
        "xtick.color": ink.lstrip("#"),
        "ytick.color": ink.lstrip("#"),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "font.family": "sans-serif",
        "font.size": 11,
        "svg.fonttype": "none",
        "svg.hashsalt": "course",
        "figure.figsize": "6.4, 3.2",
        "legend.frameon": False,
    }


def kernel_files(folder: Path) -> dict[str, str]:
    """Write matplotlibrc and an IPython profile into `folder`; returns the environment that makes kernels read them."""
    profile = folder / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    rc = folder / "matplotlibrc"
    rc.write_text("".join(f"{key}: {value}\n" for key, value in look().items()), encoding="utf-8")
    (profile / "ipython_kernel_config.py").write_text(
        "c.InlineBackend.figure_formats = {'svg'}\n"
        "c.InlineBackend.print_figure_kwargs = {'bbox_inches': 'tight', 'metadata': {'Date': None}}\n"
        "c.IPKernelApp.log_level = 40\n",
        encoding="utf-8",
    )
    return {"MATPLOTLIBRC": str(rc), "IPYTHONDIR": str(folder)}
