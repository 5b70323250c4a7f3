"""What a reader may have believed: the public beliefs of the chapters' "You may think" boxes, as functions.

A belief is named when the answer does the same on every question that tells, and no other belief does.
"""

from small_torch.modules import MODULES
from small_torch.tensor import Tensor

from judging.language import say
from judging.references import correlation
from judging.values import all_near, same, values

torch = MODULES["torch"]
FIRST, SECOND = "01-multi-input-channels.html", "02-multi-output-channels.html"
ENOUGH = 24  # questions, spread over all


def maps(X, K):
    """The map of each channel, not added."""
    return torch.stack([correlation(x, k) for x, k in zip(X, K)])


def each_filter(one):
    """A belief about one filter, for one filter or for all filters of a layer."""

    def believed(X, K):
        if K.dim() == 2:
            return None
        return one(X, K) if K.dim() == 3 else torch.stack([one(X, k) for k in K])

    return believed


BELIEFS = [
    ("channels_averaged", "the maps of the input channels are averaged.", FIRST + "#one-sum-not-an-average",
     each_filter(lambda X, K: maps(X, K).mean(dim=0))),
    ("channels_not_summed", "each input channel keeps a map of its own.", FIRST + "#one-map-not-one-a-channel",
     each_filter(maps)),
    ("one_slice_for_all", "one slice serves all channels.", FIRST + "#one-slice-a-channel",
     each_filter(lambda X, K: sum([correlation(x, K[0]) for x in X]))),
    ("every_pair", "every slice meets every channel.", FIRST + "#one-slice-a-channel",
     each_filter(lambda X, K: sum([correlation(x, k) for x in X for k in K]))),
    ("channels_in_reverse", "the order of the channels does not matter.", FIRST + "#order-of-channels",
     each_filter(lambda X, K: correlation(X.flip(0), K))),
    ("kernel_flipped", "the slice is flipped before it slides.", FIRST + "#no-flip",
     lambda X, K: correlation(X, K.flip(K.dim() - 2, K.dim() - 1))),
    ("stacks_on_last_axis", "the maps are stacked on the last axis.", SECOND + "#stack-makes-a-new-axis",
     lambda X, K: correlation(X, K).permute(1, 2, 0) if K.dim() == 4 else None),
]  # fmt: skip


def named(task, ask):
    """The one belief that explains the answer, as JSON, or None; `ask(question)` gives (arguments, expected, got)."""
    if task["reference"] != "correlation":
        return None
    questions = task["questions"]
    possible, shown = list(BELIEFS), set()
    for question in questions[:: max(1, len(questions) // ENOUGH)]:
        arguments, expected, got = ask(question)
        kept = []
        for belief in possible:
            claimed = belief[3](*[arguments[name] for name in task["arguments"]])
            if claimed is not None and alike(got, claimed):
                kept.append(belief)
                if not same(claimed, expected):
                    shown.add(belief[0])
        possible = kept
        if not possible:
            return None
    possible = [belief for belief in possible if belief[0] in shown]
    if len(possible) != 1:
        return None
    return {"id": possible[0][0], "belief": say(possible[0][1]), "read": possible[0][2]}


def alike(got, claimed):
    return isinstance(got, Tensor) and got._shape == claimed._shape and all_near(values(got), values(claimed))
