"""Errors of a reader's code: in CPython's words, with the reader's line, and whether CPython raises them too."""

import io
import sys

from small_torch import errors

from judging import spoken

READER = '"<string>", line '
MICROPYTHON = sys.implementation.name == "micropython"
HIGHER = {
    "ZeroDivisionError": ["ArithmeticError"], "OverflowError": ["ArithmeticError"], "IndexError": ["LookupError"],
    "KeyError": ["LookupError"], "NotImplementedError": ["RuntimeError"], "RecursionError": ["RuntimeError"],
    "UnboundLocalError": ["NameError"], "ModuleNotFoundError": ["ImportError"], "IndentationError": ["SyntaxError"],
}  # fmt: skip
BUILTINS = (
    "abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex "
    "delattr dict dir "
    "divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input "
    "int isinstance "
    "issubclass iter len list locals map max memoryview min next object oct open ord pow print property range "
    "repr reversed round "
    "set setattr slice sorted staticmethod str sum super tuple type vars zip exit quit copyright credits "
    "license display get_ipython "
    "ArithmeticError AssertionError AttributeError BaseException BufferError EOFError Exception "
    "FloatingPointError GeneratorExit "
    "ImportError IndexError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError "
    "NotImplemented "
    "NotImplementedError OSError OverflowError RecursionError ReferenceError RuntimeError RuntimeWarning "
    "StopIteration SyntaxError "
    "SystemError SystemExit TimeoutError TypeError UnboundLocalError UnicodeError UserWarning ValueError "
    "Warning ZeroDivisionError "
    "__file__ __doc__ __builtins__ __import__ __debug__ Ellipsis In Out"
).split()
METHODS = {  # what CPython's types have and MicroPython's may lack
    "int": "as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes "
    "is_integer",
    "float": "as_integer_ratio conjugate fromhex hex imag is_integer real",
    "bool": "as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real "
    "to_bytes is_integer",
    "list": "append clear copy count extend index insert pop remove reverse sort",
    "tuple": "count index numel",
    "dict": "clear copy fromkeys get items keys pop popitem setdefault update values",
    "range": "count index start step stop",
    "str": "capitalize casefold center count encode endswith expandtabs find format format_map index isalnum "
    "isalpha isascii "
    "isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower "
    "lstrip maketrans "
    "partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines "
    "startswith strip "
    "swapcase title translate upper zfill",
    "NoneType": "",
}
PLAIN = ("int", "float", "str", "list", "tuple", "NoneType", "bool", "dict", "range", "function", "Size")


def describe(error):
    """(kind, text, line of the reader or None, names of the kind and its bases), in CPython's words."""
    kind, text = type(error).__name__, str(error)
    if MICROPYTHON:
        kind, text = spoken.in_cpythons_words(kind, text)
    if kind == "KeyError" and error.args:
        text = repr(error.args[0])
    bases = [kind] + HIGHER.get(kind, [])
    if isinstance(error, Exception) and kind not in HIGHER:
        for base in _own_bases(type(error)):
            bases += [base] + HIGHER.get(base, [])
    return kind, text, reader_line(error), bases + ["Exception"]


def _own_bases(kind):
    """Bases of a class that the reader wrote."""
    return [base.__name__ for base in getattr(kind, "__bases__", ()) if base.__name__ not in ("Exception", "object")]


def trace(error):
    """The traceback, innermost frame last."""
    if MICROPYTHON:
        text = io.StringIO()
        sys.print_exception(error, text)
        return text.getvalue()
    import traceback

    return "".join(traceback.format_exception(error))


def reader_line(error):
    """The innermost line of the reader's text; of a SyntaxError the line that it names."""
    if isinstance(error, SyntaxError) and getattr(error, "lineno", None):
        return error.lineno
    found = None
    for line in trace(error).split("\n"):
        if READER in line:
            found = int(line.split(READER)[1].split(",")[0].split(" ")[0])
    return found


def reader_functions(error):
    """The reader's functions that the innermost error went through, the innermost alone."""
    frames = [line for line in trace(error).split("\n") if READER in line]
    return [line.split(", in ")[1].strip() for line in frames[-1:] if ", in " in line]


def in_readers_code(error):
    """Whether the innermost frame is the reader's, not one of this page's files."""
    frames = [line for line in trace(error).split("\n") if line.strip().startswith('File "')]
    return bool(frames) and READER in frames[-1]


def is_certain(error, texts):
    """Whether CPython with real torch raises this kind of error here, too; `texts` are all that was run."""
    if errors.unknown:
        return False
    if errors.is_torch_error(error):
        return True
    if not in_readers_code(error):
        return False
    if not MICROPYTHON:
        return True
    line = reader_line(error)
    for text in texts:
        lines = text.split("\n")
        written = lines[line - 1] if line and line <= len(lines) else ""
        if "raise" in written.split("#")[0] or "assert" in written:
            return type(error).__name__ not in ("TypeError", "SyntaxError") or "raise TypeError" in written
    return _known(type(error).__name__, str(error), "\n".join(texts))


def _known(kind, said, text):
    if kind == "NameError":
        return said.startswith("local variable") or said.split("'")[1] not in BUILTINS
    if kind == "IndexError":
        return said in (
            "list index out of range",
            "tuple index out of range",
            "range object index out of range",
            "string index out of range",
            "pop from empty list",
        )
    if kind in ("ZeroDivisionError", "KeyError", "StopIteration"):
        return True
    if kind == "ValueError":
        return any(
            [
                said.startswith(words)
                for words in (
                    "too many values",
                    "need more than",
                    "math domain",
                    "object not in sequence",
                    "arg is an empty sequence",
                )
            ]
        )
    if kind == "AttributeError":
        parts = said.split("'")
        return (
            len(parts) > 3
            and parts[1] in METHODS
            and parts[3] not in METHODS[parts[1]].split()
            and not parts[3].startswith("__")
        )
    if kind == "TypeError":
        return _known_type_error(said, text)
    return False


def _known_type_error(said, text):
    for end in ("positional arguments but ", "required positional argument"):
        if end in said:
            return "def " + said.split("(")[0] + "(" in text
    said = said.replace("isn't", "is not").replace("doesn't", "does not")
    named = [part for place, part in enumerate(said.split("'")) if place % 2]
    if said.startswith("can't convert ") and said.endswith(" to int"):
        return said.split(" ")[2] in PLAIN  # range(2.0)
    if said[: said.find(" ")] in ("list", "tuple") and " indices must be integers, not " in said:
        return said.split(" ")[-1] in PLAIN
    if said == "'tuple' object does not support item assignment":
        return True
    if said.startswith("unsupported types for __") and len(named) == 2:
        return named[0] in PLAIN and named[1] in PLAIN
    if len(named) == 1 and named[0] in PLAIN:
        return any(
            [
                said.endswith(words)
                for words in ("is not iterable", "is not callable", "is not subscriptable", "has no len()")
            ]
        )
    return len(named) == 1 and named[0] == "Tensor" and said.endswith("is not callable")
