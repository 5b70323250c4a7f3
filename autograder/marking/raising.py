"""The line that raises: whether two codes that stop with the same words stop for the same reason."""

import keyword
import re
import traceback
from collections.abc import Collection

# What Python itself says, whatever the code is about: a wrong index, a number that is no pair, an argument too many.
OF_PYTHON = re.compile(
    r"index out of range|not subscriptable|not iterable|non-iterable|values to unpack|not callable|unsupported operand"
    r"|has no len|positional argument|keyword argument|multiply sequence|indices must be|too many indices"
    r"|division by zero|has no attribute|not supported between|cannot be interpreted|is not defined|local variable"
    r"|unhashable|must be real number"
)
TOKEN = re.compile(r"\w+|\S")
LONGEST = 300  # characters of a line that are compared


def alike(one: str, other: str, known: Collection[str]) -> bool:
    """Whether two lines are the same but for the names of variables; names that are `known` mean the same in both."""
    return _shape(one, known) == _shape(other, known)


def _shape(line: str, known: Collection[str]) -> list[str]:
    numbers: dict[str, str] = {}
    tokens, before = [], ""
    for token in TOKEN.findall(line[:LONGEST].partition("#")[0]):
        is_variable = token.isidentifier() and not keyword.iskeyword(token) and token not in known and before != "."
        tokens.append(numbers.setdefault(token, f"variable {len(numbers)}") if is_variable else token)
        before = token
    return tokens


def line_of(error: BaseException, where: str, source: str) -> str:
    """The last line of this source that was being run when the error was raised; "" where it was none of its lines."""
    lines = [number for frame, number in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == where]
    return source.split("\n")[lines[-1] - 1] if lines else ""
