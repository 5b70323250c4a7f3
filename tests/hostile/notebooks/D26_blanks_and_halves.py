"""A tag of two hundred thousand blanks, and a function in a thousand halves that are put together one by one."""

import kit


def make(release):
    for cell in release.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.cell_type == "code" and name.startswith("corr2d"):
            cell.source = kit.answer("right").replace("right", name)
    halves = ["    # a = 1\n" * 150] * 1_200 + ["    return"]
    for number, source in enumerate(["<" + " " * 200_000 + "x", *halves]):
        cell = {"cell_type": "code" if number else "markdown", "source": source, "metadata": {}, "id": f"half{number}"}
        if number:
            cell |= {"outputs": [], "execution_count": None}
        release.cells.append(type(release.cells[-1])(cell))
    return release
