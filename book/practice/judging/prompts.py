"""What a notebook or a session left around pasted code."""

from judging.language import say


def without_prompts(text):
    """`>>> x = 1` and `In [3]: x = 1` as `x = 1`; what a session printed goes too."""
    lines = text.split("\n")
    if not any([_prompt(line) is not None for line in lines]):
        return text, ""
    kept, inside = [], False
    for line in lines:
        prompt = _prompt(line)
        if prompt is not None:
            kept.append(line[prompt:])
            inside = True
        elif inside and _continued(line) is not None:
            kept.append(line[_continued(line) :])
        else:
            kept.append("")
            inside = False
    return "\n".join(kept), say("The prompts were left out, and the lines without one.")


def _prompt(line):
    """Where the code begins behind `>>> ` or `In [3]: `; None without such a prompt."""
    bare = line.lstrip()
    gap = len(line) - len(bare)
    if bare.startswith(">>> ") or bare == ">>>":
        return gap + min(4, len(bare))
    if bare.startswith("In [") and "]:" in bare:
        number, _, rest = bare[4:].partition("]:")
        if number.strip() == "" or number.strip().isdigit():
            return len(line) - len(rest) + (1 if rest.startswith(" ") else 0)
    return None


def _continued(line):
    """Where the code begins behind `... ` or `   ...: `."""
    bare = line.lstrip()
    gap = len(line) - len(bare)
    for mark in ("...: ", "... "):
        if bare.startswith(mark):
            return gap + len(mark)
    return len(line) if bare in ("...", "...:") else None


def without_magics(text):
    """`%pip install d2l` and `!ls` at the start of a line are for notebooks."""
    return "\n".join(["" if line[:1] in ("%", "!") else line for line in text.split("\n")])
