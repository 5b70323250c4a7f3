"""Cells that break a parser: brackets, signs and blocks too deep, numbers too long, a list of ten thousand."""


def make(release):
    bombs = ["(" * 30_000 + ")" * 30_000, "-" * 50_000 + "1", "9" * 5_000, "x = [" + "[],\n" * 10_000 + "]"]
    bombs += ["".join(" " * depth + "if 1:\n" for depth in range(120)) + " " * 120 + "1", "f'{" * 200 + "1" + "}'" * 200]
    for number, bomb in enumerate(bombs):
        cell = dict(release.cells[-1], cell_type="code", source=bomb, outputs=[], execution_count=None, id=f"bomb{number}")
        release.cells.insert(2, type(release.cells[-1])(cell))
    return release
