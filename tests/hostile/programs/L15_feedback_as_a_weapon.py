"""Raises markup, terminal codes, bidi marks and lone surrogates at whoever reads the report."""

BAD = "<script>alert(1)</script><img src=x onerror=alert(1)>\x1b[2J\x1b]0;owned\x07\u202e01/01\u2066\ud800\x00 10/10 [bold]x[/red]"


class Strange(Exception):
    def __str__(self):
        return BAD


Strange.__name__ = "<b>" + BAD
print(BAD)


def corr2d_multi_in_out(X, K):
    raise Strange(BAD)


def corr2d_multi_in_out_vectorized(X, K):
    """<script>"""
    raise ValueError(BAD * 100)
