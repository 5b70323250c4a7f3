"""A tensor without axes in a text: MicroPython with the page's torch prints what CPython prints with the real one."""

import contextlib
import io

import torch
from box_kit import in_micropython
from codings import tasks

PROGRAM = """
t, x = torch.tensor(2), torch.tensor([1.5, 2.0])
name = "t"
print(f"{t} {x[0]} {x[1]:.3f} {x.sum() * 2:8.2f}|")
print(f"{{t}} {t + 1} {t!r} {x}", f'{x[0]:>{8}}|')
print(f"{t, 3} {t if t > 1 else x} {[t, 1]} {'a' + str(t)} {t != 2}")
print("{} {:.1f} {name}".format(t, x[0], name=name), "%s %.1f" % (t, x[0]))
print(f'''{t}
{x[1]}''', "plain {t}")
"""


def test_a_number_in_a_text_is_shown_as_torch_shows_it():
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(PROGRAM, {"torch": torch})

    task = {**tasks("ex01_multi_input")["corr2d"], "before": []}
    answer = f"import torch\n{PROGRAM}\ndef corr2d(X, K):\n    return X\n"

    assert in_micropython([{"task": task, "text": answer}])[0]["printed"].strip() == printed.getvalue().strip()
