"""What the page's script calls: one task and one text in, one verdict out, both as JSON."""

import gc
import json

from judging import asking, language


def speak(words):
    """The words of the page's language, as JSON."""
    language.words.update(json.loads(words))


def answer(request, report):
    """The verdict on request["text"], for request["task"]; `report(count)` says after each call that it is alive."""
    data = json.loads(request)
    result = asking.verdict(data["task"], data["text"], report)
    del data
    gc.collect()
    return json.dumps(result)
