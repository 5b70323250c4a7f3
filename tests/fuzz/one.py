"""One target in this process, guided by coverage: `python -m fuzz.one TARGET CORPUS... -max_total_time=60`.

Every uncaught exception is a find; libFuzzer keeps the input under `-artifact_prefix`.
"""

import importlib
import sys

import atheris


def main() -> None:
    name, *arguments = sys.argv[1:]
    watched = _watched(name)
    with atheris.instrument_imports(include=list(watched)):
        target = importlib.import_module(f"fuzz.targets.{name}")
    atheris.Setup([f"fuzz {name}", *arguments], target.run)
    atheris.Fuzz()


def _watched(name: str) -> tuple[str, ...]:
    """`WATCHED`, read from the file's text: importing the target would import what is to be instrumented."""
    import ast
    from pathlib import Path

    tree = ast.parse((Path(__file__).parent / "targets" / f"{name}.py").read_text(encoding="utf-8"))
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and getattr(statement.targets[0], "id", "") == "WATCHED":
            return ast.literal_eval(statement.value)
    raise SystemExit(f"{name}: no WATCHED")


if __name__ == "__main__":
    main()
