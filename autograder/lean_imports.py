"""What our own processes need not import."""

import sys


def leave_out_grammars() -> None:
    """Before the first `import nbformat`: its jsonschema builds, at import, a grammar of international web addresses.

    That takes a second in every process, for a check that no schema of a notebook asks for; jsonschema does without it.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # to Python: not installed
