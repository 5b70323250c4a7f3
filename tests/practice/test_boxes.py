"""Answer boxes as a reader meets them: in Chromium, from a file, with keyboard and mouse."""

import ast
import gzip
import shutil

import pytest
from box_kit import packing
from kit import ROOT, answer

CORR2D = answer("corr2d", "ex01_multi_input")
AVERAGED = """def corr2d_multi_in(X, K):
    print("two maps")
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)]).mean(dim=0)
"""
ONE, TWO = "ex01_multi_input/corr2d", "ex01_multi_input/corr2d_multi_in"


def test_a_right_answer_is_right_and_stays(show):
    box = show(ONE)
    assert box.root.locator("textarea").input_value().startswith("def corr2d(X, K):")
    assert box.root.locator("[data-verdict]").get_attribute("data-verdict") == ""
    assert box.run(CORR2D) == "passed" and "no mark" in box.says()
    box.tab.reload()
    assert box.root.locator("textarea").input_value() == CORR2D
    assert box.root.locator("[data-verdict]").get_attribute("data-verdict") == "passed"
    assert box.complaints == []


def test_a_wrong_answer_shows_its_smallest_counterexample(show):
    box = show(TWO)
    assert box.run(AVERAGED) == "failed"
    shown = box.counterexample()
    x, k = (shown["arguments"][name]["values"] for name in ("X", "K"))
    total = sum(a[0][0] * b[0][0] for a, b in zip(x, k, strict=True))
    assert list(shown["arguments"]) == ["X", "K"] and len(x) == 2
    assert (x, k) == ([[[2]], [[3]]], [[[4]], [[5]]]), "numbers that tell, no zeros and ones"
    assert shown["expected"]["values"] == [[total]] and shown["got"]["values"] == [[total / 2]]
    assert box.root.locator(".got td.off").inner_text().startswith(f"{total / 2:g}")
    assert box.root.locator(".answer-printed").inner_text().count("two maps") == 1


def test_a_task_can_lean_on_the_box_above(show):
    first, second = show(ONE, TWO)
    leaning = "def corr2d_multi_in(X, K):\n    return sum(corr2d(x, k) for x, k in zip(X, K))\n"
    assert second.run(leaning) == "crashed" and "corr2d" in second.says()
    assert first.run(CORR2D) == "passed"
    assert second.run() == "passed"


BAD = {
    "a missing colon": ("def corr2d(X, K)\n    return X\n", "crashed", "Line 1"),
    "a name that nobody knows": (
        "def corr2d(X, K):\n    return X * kernel\n",
        "crashed",
        "name 'kernel' is not defined",
    ),
    "tabs and spaces": ("def corr2d(X, K):\n\tY = X\n        return Y\n", "crashed", "Line 3"),
    "full-width brackets": ("def corr2d（X, K）:\n    return X\n", "crashed", "Type ("),
    "another name": ("def my_corr2d(X, K):\n    return X\n", "crashed", "corr2d"),
    "the stub": (None, "crashed", "not answered yet"),
    "what the page lacks": ("import numpy\ndef corr2d(X, K):\n    return numpy.dot(X, K)\n", "unknown", "numpy.dot"),
    "a number in its place": ("corr2d = 5\n", "crashed", "no function"),
    "an invisible sign": ("def corr2d(X, K):\n    ret\u200burn X\n", "crashed", "Line 2: There is an invisible"),
    "a file": ("def corr2d(X, K):\n    return open('x')\n", "unknown", "open()"),
    "the end of Python": ("def corr2d(X, K):\n    exit()\n", "unknown", "exit()"),
    "a list in itself": ("def corr2d(X, K):\n    a = []\n    a.append(a)\n    return a\n", "unknown", "depth"),
    "what the task forbids": ("def corr2d(X, K):\n    return d2l.corr2d(X, K)\n", "failed", "not allowed"),
    "a sign that is no letter": ("def corr2d(X, K):\n    return 😀\n", "crashed", "Line 2"),
    "nothing": ("", "crashed", "no function"),
    "a program that ends itself": ("raise SystemExit\n", "unknown", "how to end"),
    "a question to the reader": ("def corr2d(X, K):\n    return input()\n", "unknown", "input()"),
    "a call of itself": ("def corr2d(X, K):\n    return corr2d(X, K)\n", "unknown", "recursion"),
    "memory": ("def corr2d(X, K):\n    return [0] * 10**9\n", "unknown", "memory"),
    "100,000 characters": ("x = 1  # " + "y" * 100_000, "unknown", "20000 characters"),
}


def test_bad_input_gets_one_clear_line_and_the_page_goes_on(show):
    box = show(ONE)
    stub = box.root.locator("textarea").input_value()
    for what, (text, verdict, words) in BAD.items():
        assert (what, box.run(stub if text is None else text)) == (what, verdict)
        assert words in box.says(), what
    assert box.run(CORR2D) == "passed"
    assert box.complaints == []


@pytest.mark.parametrize("text", [">>> {}", "In [3]: {}"])
def test_pasted_prompts_are_left_out(show, text):
    lines = CORR2D.rstrip("\n").split("\n")
    more = "... " if text[0] == ">" else "   ...: "
    box = show(ONE)
    assert box.run("\n".join([text.format(lines[0]), *(more + line for line in lines[1:])])) == "passed"
    assert "prompts" in box.root.locator(".answer-note").first.inner_text()


@pytest.mark.parametrize("loop", ["while True:\n        pass", "for i in range(10**9):\n        print(i)"])
def test_an_endless_answer_is_ended_and_the_page_lives_on(show, loop):
    box = show(ONE)
    assert box.run(f"def corr2d(X, K):\n    {loop}\n    return X\n") == "timed_out"
    assert box.run(CORR2D) == "passed"


def test_keyboard_alone(show):
    """Tab into the field, write, indent, run, leave by Escape and Tab; undo takes back what was typed."""
    box = show(ONE)
    keys, field = box.tab.keyboard, box.root.locator("textarea")
    box.tab.get_by_role("link", name="before").focus()
    keys.press("Tab")  # to the warm-up, which stays folded
    keys.press("Tab")
    assert field.evaluate("field => field === document.activeElement")
    keys.press("Control+a")
    keys.type("def corr2d(X, K):")
    keys.press("Enter")
    keys.type("return X")
    assert field.input_value() == "def corr2d(X, K):\n    return X"
    keys.press("Control+z")
    assert field.input_value() != "def corr2d(X, K):\n    return X"
    keys.press("Control+a")
    keys.press("Tab")
    assert field.input_value().startswith("    def")
    keys.press("Shift+Tab")
    assert field.input_value().startswith("def")
    keys.press("Control+Enter")
    assert box.verdict() in ("failed", "crashed")
    keys.press("Escape")
    keys.press("Tab")
    assert box.root.locator("[data-run]").evaluate("button => button === document.activeElement")


def test_the_first_click_selects_the_line_to_be_replaced(show):
    """On a phone a long line is hard to delete; a second click sets the cursor as usual."""
    box = show(ONE)
    field = box.root.locator("textarea")
    field.click(position={"x": 40, "y": 20})
    box.tab.keyboard.type("return X")
    assert field.input_value().endswith('"""\n    return X')
    field.click(position={"x": 40, "y": 20})
    assert field.evaluate("field => field.selectionStart === field.selectionEnd")
    assert box.complaints == []


def test_what_the_page_does_not_know_has_a_way_out(show):
    box = show(ONE)
    assert box.run("import numpy\ndef corr2d(X, K):\n    return numpy.dot(X, K)\n") == "unknown"
    links = {link.inner_text(): link.get_attribute("href") for link in box.root.locator("[data-verdict] a").all()}
    assert list(links) == ["run this one in the notebook", "download it", "open it in Colab"]
    assert links["download it"].endswith(".ipynb") and links["open it in Colab"].startswith("https://colab.")


def test_start_again_asks_first(show):
    box = show(ONE)
    box.write("# mine")
    asked = []
    box.tab.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    box.root.locator("[data-reset]").click()
    assert asked and box.root.locator("textarea").input_value() == "# mine"
    box.tab.once("dialog", lambda dialog: dialog.accept())
    box.root.locator("[data-reset]").click()
    assert "NotImplementedError" in box.root.locator("textarea").input_value()


def test_nothing_of_python_is_loaded_before_the_click(show, site):
    box = show(ONE)
    asked = []
    box.tab.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    box.write("x")
    assert asked == []
    box.run(CORR2D)
    versions = {name.partition("?")[2] for name in asked if ".js" in name}
    assert versions == {f"v={packing.version(ROOT)}"}, "a browser that kept an old part would mix it with new ones"
    fetched = [name.partition("?")[0] for name in asked if ".js" in name]
    assert {"ex01_multi_input.js", "python.js"} <= set(fetched) and not {"order.js", "worked.js"} & set(fetched)
    files = [site / "_static/practice" / name for name in {*fetched, "ex02_multi_output.js", "order.js", "worked.js"}]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 300_000


@pytest.mark.parametrize("package", packing.PACKAGES)
def test_the_page_gets_the_same_programs_without_their_comments(package):
    for path in (ROOT / packing.PRACTICE / package).glob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert program(packing.lean(source)) == program(source) and "# " not in packing.lean("x = 1  # one\n")


def program(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.dump(tree)


@pytest.mark.parametrize(
    "part", ["small_torch/einsum.py", "page/engine.js", "questions/ex01_multi_input.json", "vendor/micropython/LICENSE"]
)
def test_the_version_changes_with_every_part(tmp_path, part):
    shutil.copytree(ROOT / packing.PRACTICE, tmp_path / packing.PRACTICE)
    before = packing.version(tmp_path)
    with (tmp_path / packing.PRACTICE / part).open("a") as file:
        file.write("\n")
    packing.version.cache_clear()
    assert (packing.version(tmp_path) == before) == part.endswith("LICENSE")


def test_a_verdict_is_never_left_from_the_run_before(show):
    box = show(ONE)
    assert box.run(CORR2D) == "passed"
    press = (
        "box => { box.querySelector('[data-run]').click(); return box.querySelector('[data-verdict]').dataset.verdict }"
    )
    assert box.root.evaluate(press) == "running"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_use_it(show, axe, theme):
    box = show(TWO, theme=theme, width=390)
    box.run(AVERAGED)
    box.tab.evaluate(axe)
    found = box.tab.evaluate("() => axe.run({resultTypes: ['violations'], preload: false})")["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
    assert box.tab.evaluate("document.documentElement.scrollWidth") <= 390
    field = box.root.locator("textarea")
    assert field.evaluate("field => getComputedStyle(field).fontSize") == "16px"
    box.write("def corr2d_multi_in(X, K):\n" + "    x = " + " + ".join(["1"] * 60) + "\n" * 9)
    hidden = "field => [field.scrollWidth - field.clientWidth, field.scrollHeight - field.clientHeight]"
    assert field.evaluate(hidden) == [0, 0], "on a phone all of the text is seen at once"
