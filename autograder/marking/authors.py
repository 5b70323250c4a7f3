"""What hidden tests say of an answer, as sentences that can be said in another language.

A test hands over a finished text; where its code made it of values, the pattern is found again among those that
`hidden_tests.py` holds, so that a catalogue of the exercise needs the pattern alone.
"""

import re
from collections.abc import Sequence
from functools import cache

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
        if found := _matcher(pattern).fullmatch(said.pattern):
            return say(pattern, **{name: say(value) for name, value in found.groupdict().items()})
    return said


@cache
def _matcher(pattern: str) -> re.Pattern[str]:
    """What a text of this pattern looks like; a field that occurs twice has one value."""
    parts, seen = _FIELD.split(pattern), set[str]()
    looks = ""
    for at, part in enumerate(parts):
        looks += re.escape(part) if at % 2 == 0 else f"(?P={part})" if part in seen else f"(?P<{part}>.+?)"
        seen |= {part} if at % 2 else set()
    return re.compile(looks, re.S)
