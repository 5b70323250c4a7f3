"""No notebook, but two million blank lines: whoever looks for one's beginning from each of them looks for hours."""


def make(release):
    return b"[x" + b"\n" * 2_000_000
