"""Plots drawn by a page's code: their SVG goes into the page itself and takes its colours, light or dark.

matplotlib writes the palette's hex values (see course_plot); here each becomes the custom property it came from.
"""

import html
import re
from pathlib import Path

import course_plot
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class InlinePlots(SphinxPostTransform):
    default_priority = 960  # after images without words were found
    formats = ("html",)

    def run(self, **kwargs):
        plots = [
            image
            for image in self.document.findall(nodes.image)
            if image["uri"].endswith(".svg") and "jupyter_execute" in image["uri"]
        ]
        for number, image in enumerate(plots, 1):
            file = Path(self.app.srcdir) / image["uri"].lstrip("/")
            if not file.exists():
                file = Path(self.env.mystnb_config.output_folder) / Path(image["uri"]).name
            svg = in_page_colours(file.read_text(encoding="utf-8"), f"plot-{number}", image.get("alt", ""))
            image.replace_self(nodes.raw("", f'<div class="plot">{svg}</div>', format="html"))
            self.env.images.pop(image["uri"], None)


def in_page_colours(svg: str, prefix: str, alt: str) -> str:
    svg = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.S).strip()
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    svg = re.sub(r'(url\(#|href="#)', rf"\1{prefix}-", svg)
    for name, value in course_plot.colours().items():
        svg = re.sub(value, f"var(--{name})", svg, flags=re.I)
    svg = re.sub(r"(font: [^;\"']*)'DejaVu Sans'[^;\"]*", r"\1var(--text)", svg)
    return svg.replace("<svg", f'<svg role="img" aria-label="{html.escape(alt)}"', 1)


def setup(app):
    app.add_post_transform(InlinePlots)
