"""What hidden tests say of an answer, as sentences that can be said in another language.

A test hands over a finished text; where its code made it of values, the pattern is found again among those that
`hidden_tests.py` holds, so that a catalogue of the exercise needs the pattern alone.
"""

import re
from collections.abc import Sequence

from autograder.language import Sentence, say

_FIELD = re.compile(r"\{(\w+)\}")


def as_sentence(said: str, patterns: Sequence[str]) -> str:
    """The text, or the sentence with texts in it, each by the first pattern that gives it."""
    if not isinstance(said, Sentence):
        return said
    if said.plural:
        return said
    if said.fields:
        fields = {name: as_sentence(value, patterns) for name, value in said.fields.items()}
        return say(said.pattern, **fields)
    for pattern in patterns:
        fields = _fields(pattern, said.pattern)
        if fields:
            return say(pattern, **{name: say(value) for name, value in fields.items()})
        if said.pattern == pattern:
            return said
    return said


def _fields(pattern: str, text: str) -> dict[str, str]:
    """The fields with which the pattern gives the text, each as short as the next words allow; {} where none do.

    Read once from left to right: a student's value is in the text, and a regular expression could take minutes for it.
    """
    first, *parts = _FIELD.split(pattern)  # text, name, text, name, …
    found = dict[str, str]()
    at = len(first) if text.startswith(first) else len(text)
    for number, (name, behind) in enumerate(zip(parts[::2], parts[1::2], strict=True), 1):
        is_last = 2 * number == len(parts)
        end = len(text) - len(behind) if is_last and text.endswith(behind) else text.find(behind, at + 1)
        if end <= at or found.setdefault(name, text[at:end]) != text[at:end]:
            return {}
        at = end + len(behind)
    return found if at == len(text) else {}
