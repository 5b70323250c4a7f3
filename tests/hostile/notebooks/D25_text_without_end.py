"""A text that never ends, of two million quotes: whoever looks for its end at each of them looks for hours."""


def make(release):
    return b'{"cells": ["' + b'\\"' * 2_000_000
