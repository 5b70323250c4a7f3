"""Types of the command line's arguments. A wrong one is refused in one line, as every other error is."""

import argparse
import re
from pathlib import Path
from typing import NoReturn

from autograder.errors import WrongUse
from autograder.language import known


class Parser(argparse.ArgumentParser):
    """Refuses with one line: what is wrong, and which help page says what is right."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. See `{self.prog} --help`\n")


def text(given: str) -> str:
    """Refuse "": `--db "$UNSET"` would silently use the default."""
    if not given.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return given


def path(given: str) -> Path:
    return Path(text(given))


def count(given: str) -> int:
    if not re.fullmatch("0*[1-9][0-9]{0,3}", given):
        raise argparse.ArgumentTypeError(f"{given!r} is not a number from 1 to 9999")
    return int(given)


def language(given: str) -> str:
    try:
        return known(text(given))
    except WrongUse as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def seed(given: str) -> bytes:
    try:
        return bytes.fromhex(text(given))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{given!r} is not hexadecimal; copy it from the record of the mark") from None
