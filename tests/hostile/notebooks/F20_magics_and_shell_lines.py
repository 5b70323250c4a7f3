"""Runs shells by every spelling that a notebook has."""

import nbformat


def make(notebook):
    for source in (
        "!cp /etc/passwd .\n!echo CANARY",
        "%%bash\necho CANARY; cat /etc/passwd",
        "%load_ext evil\n%run evil.py",
        "listing = !ls /\nprint(listing)",
        "get_ipython().system('echo CANARY')",
        "%%writefile torch.py\nallclose = None",
        "%sx echo CANARY",
    ):
        notebook.cells.insert(1, nbformat.v4.new_code_cell(source))
    return notebook
