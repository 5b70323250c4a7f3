"""Writes photograph.txt beside this file: 96×96 pixels of a portrait, as a bitmap in an address (data:image/bmp;…).

    python book/figures/photograph/make_photograph.py

The picture is the portrait of Commodore Grace Hopper by James S. Davis, United States Navy, 1984: in the public domain,
and part of matplotlib's sample data. A bitmap is the plain bytes of its pixels, so a script reads them at once, where a
canvas would refuse a picture that was opened from the disk.
"""

import base64
import io
from pathlib import Path

import matplotlib.cbook
from PIL import Image

SIDE = 96
BOX = (0, 10, 440, 450)  # left, upper, right, lower: face, flag and wall
TARGET = Path(__file__).with_name("photograph.txt")


def bitmap() -> bytes:
    with matplotlib.cbook.get_sample_data("grace_hopper.jpg") as file:
        small = Image.open(file).convert("RGB").crop(BOX).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    made = io.BytesIO()
    small.save(made, "bmp")
    return made.getvalue()


if __name__ == "__main__":
    TARGET.write_text(f"data:image/bmp;base64,{base64.b64encode(bitmap()).decode()}\n", encoding="ascii")
