"""The warm-ups above the answer boxes: an example that loses parts, and lines to order."""

import json
import re

import pytest
from box_kit import ROOT, Box, in_micropython, packing
from codings import EXERCISES
from kit import copy_exercise

from autograder.authoring import taught as authoring
from autograder.errors import CourseError

TAUGHT = [(exercise.id, taught) for exercise in EXERCISES for taught in packing.questions(ROOT, exercise.id)["taught"]]
TWO = "ex01_multi_input/corr2d_multi_in"
RIGHT = ["Y = 0", "for x, k in zip(X, K):", "Y = Y + d2l.corr2d(x, k)", "return Y"]


def text(taught: dict, swapped: dict | None = None) -> str:
    lines = [
        " " * 4 * indent + (swapped["text"] if swapped and swapped["at"] == at else line)
        for at, (indent, line) in enumerate(taught["lines"])
    ]
    return "\n".join([taught["head"], *lines]) + "\n"


def request(exercise: str, taught: dict, written: str) -> dict:
    known = {task["name"]: task for task in packing.questions(ROOT, exercise)["tasks"]}
    before = []
    for cell in packing.cells(ROOT / packing.notebook_file(exercise)):
        if cell.get("task") == taught["task"]:
            break
        before.append(cell["text"])
    return {"task": {**(taught["asks"] or known[taught["task"]]), "before": before}, "text": written}


def test_the_right_order_is_right_and_each_belief_is_shown_to_be_wrong():
    """In the page's own Python, for every function and every line of a belief."""
    asked = [(exercise, taught, other) for exercise, taught in TAUGHT for other in (None, *taught["others"])]
    verdicts = in_micropython([request(exercise, taught, text(taught, other)) for exercise, taught, other in asked])
    said = {
        (taught["name"], other and other["text"]): verdict["verdict"]
        for (_, taught, other), verdict in zip(asked, verdicts, strict=True)
    }
    assert {key for key, verdict in said.items() if key[1] is None and verdict != "passed"} == set()
    assert {key for key, verdict in said.items() if key[1] and verdict not in ("failed", "crashed")} == set()
    shown = [verdict["counterexample"] for (_, _, other), verdict in zip(asked, verdicts, strict=True) if other]
    assert all(shown)


def test_each_task_with_a_box_has_a_warm_up_and_each_chapter_one_that_fades():
    for exercise in EXERCISES:
        tasks = [task.name for task in exercise.tasks if task.practice]
        own = [taught for each, taught in TAUGHT if each == exercise.id]
        assert [taught["task"] for taught in own] == tasks
        assert sum(taught["fades"] for taught in own) == 1
        assert all(2 <= len(taught["others"]) <= 3 for taught in own)


def test_a_chapter_prints_what_is_given_away():
    """Each of these functions that has a task's name is in a cell of a chapter; the others are no tasks."""
    cells = re.findall(r"```\{code-cell\}.*?```", "".join(p.read_text() for p in (ROOT / "book").glob("0*.md")), re.S)
    printed = set(re.findall(r"^def (\w+)", "\n".join(cells), re.M))
    for exercise in EXERCISES:
        names = {task.name for task in exercise.tasks}
        assert {taught["name"] for each, taught in TAUGHT if each == exercise.id} & names <= printed


def test_an_author_hears_of_a_line_that_is_right_or_of_no_belief(tmp_path):
    from autograder.course.exercise_toml import read_exercise
    from autograder.marking import testing

    folder = copy_exercise("ex01_multi_input", tmp_path)
    exercise = read_exercise(folder)
    written = (folder / "taught.py").read_text()
    for old, new, said in [
        ("(window * k).mean()", "(k * window).sum()", "right on all inputs"),
        ("or no_plus_one", "or no_such_belief", "no_such_belief"),
        ("for corr2d\n", "for corr3d\n", "corr3d"),
        ("Y = 0\n", "Y = 1\n", "not right on its own inputs"),
    ]:
        (folder / "taught.py").write_text(written.replace(old, new))
        with pytest.raises(CourseError, match=said) as refused:
            list(authoring.of_exercise(exercise, testing.load_for(exercise), lambda task, tests: []))
        assert str(refused.value).startswith("solutions/ex01_multi_input/taught.py: ")


@pytest.fixture
def warm_up(show):
    """warm_up("order" or "worked") → the open box of a task."""

    def unfold(kind: str, name: str = TWO, **options) -> Box:
        box = show(name, **options)
        root = box.tab.locator(f'[data-{kind}="{name}"]')
        root.locator("summary").click()
        root.locator("xpath=self::*[@data-ready]").wait_for()
        return Box(box.tab, root, box.complaints)

    return unfold


def mine(box: Box) -> list[tuple[str, str]]:
    """The lines of the function so far, with their indentation."""
    return [
        (item.inner_text().strip().split("\n")[0], item.evaluate("item => item.style.getPropertyValue('--indent')"))
        for item in box.root.locator(".order-mine .order-line").all()
    ]


def piece(box: Box, line: str):
    return box.root.locator(".order-piece").filter(has=box.tab.locator(f"code:text-is({json.dumps(line)})"))


def test_lines_are_put_in_order_by_keys_alone(warm_up):
    box = warm_up("order")
    keys = box.tab.keyboard
    for line in reversed(RIGHT):
        piece(box, line).focus()
        keys.press("Enter")
    for line in RIGHT:
        piece(box, line).focus()
        for _ in RIGHT[1:]:
            keys.press("ArrowDown")
        assert piece(box, line).evaluate("button => button === document.activeElement")
        assert mine(box)[-1][0] == line
    for line, deeper in zip(RIGHT, [False, False, True, False], strict=True):
        piece(box, line).focus()
        for _ in range(4):
            keys.press("ArrowLeft")
        if deeper:
            keys.press("ArrowRight")
    assert mine(box) == list(zip(RIGHT, "0010", strict=True))
    box.root.locator("[data-run]").focus()
    keys.press("Enter")
    assert box.verdict() == "passed" and "yourself" in box.says()
    piece(box, RIGHT[0]).focus()
    keys.press("Delete")
    assert [line for line, _ in mine(box)] == RIGHT[1:]
    assert box.complaints == []


def test_a_wrong_order_shows_its_counterexample_and_its_belief(warm_up):
    box = warm_up("order")
    for line in [*RIGHT[:3], "return Y / len(X)"]:
        piece(box, line).click()
    piece(box, "return Y / len(X)").click()
    box.root.get_by_role("button", name="Less indented").click()
    assert box.run() == "failed"
    shown = box.counterexample()
    assert len(shown["arguments"]["X"]["values"]) == 2 and shown["got"] != shown["expected"]
    assert "averaged" in box.root.locator(".belief").inner_text()
    box.tab.reload()
    box.root.locator("summary").click()
    box.root.locator(".order-mine .order-line").first.wait_for()
    assert [line for line, _ in mine(box)] == [*RIGHT[:3], "return Y / len(X)"]


@pytest.mark.parametrize("pointer", ["mouse", "touch"])
def test_a_line_can_be_dragged(warm_up, pointer):
    box = warm_up("order", width=390)
    for line in RIGHT[:3]:
        piece(box, line).click()

    def drag(line, right, to):
        start = piece(box, line).locator(".order-grip").bounding_box()
        x, y = start["x"] + 8, start["y"] + start["height"] / 2
        if pointer == "mouse":
            box.tab.mouse.move(x, y)
            box.tab.mouse.down()
            box.tab.mouse.move(x + right, to, steps=6)
            box.tab.mouse.up()
            return
        touch = box.tab.context.new_cdp_session(box.tab)
        point = {"x": x, "y": y}
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
        for part in (0.3, 0.6, 1):
            point = {"x": x + right * part, "y": y + (to - y) * part}
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    piece(box, RIGHT[0]).scroll_into_view_if_needed()
    last = piece(box, RIGHT[2]).bounding_box()
    drag("return Y", 0, last["y"] + last["height"] - 2)
    assert mine(box)[-1] == ("return Y", "1"), "as deep as the line above it"
    drag("return Y", -16, piece(box, "return Y").bounding_box()["y"] + 10)
    assert mine(box) == list(zip(RIGHT, "0010", strict=True))
    first = piece(box, RIGHT[0]).bounding_box()
    drag("return Y", 0, first["y"] + 1)
    assert [line for line, _ in mine(box)] == ["return Y", *RIGHT[:3]]
    drag("return Y", 0, box.root.locator(".order-pool").bounding_box()["y"] + 60)
    assert [line for line, _ in mine(box)] == RIGHT[:3]


def test_an_example_fades_to_two_gaps(warm_up):
    box = warm_up("worked")
    assert box.root.locator("pre").inner_text().count("\n") == len(RIGHT)
    assert box.run() == "passed"
    box.root.get_by_role("button", name="Now with one gap").click()
    gap = box.root.get_by_label("gap in line 5")
    assert gap.evaluate("field => field === document.activeElement")
    box.root.locator("[data-run]").click()
    assert "every gap" in box.says()
    gap.fill("Y/len(X)")
    gap.press("Enter")
    assert box.verdict() == "failed" and "averaged" in box.root.locator(".belief").inner_text()
    gap.fill("Y")
    assert box.run() == "passed"
    box.root.get_by_role("button", name="Now with two gaps").click()
    fields = box.root.locator("input")
    fields.nth(0).fill("K[0]")
    fields.nth(1).fill("Y")
    assert box.run() == "failed" and "one slice of a filter" in box.root.locator(".belief").inner_text()
    fields.nth(0).fill("k")
    assert box.run() == "passed"
    assert json.loads(box.tab.evaluate(f"localStorage.getItem('worked:{TWO}')")) == {"right": True}
    assert box.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["order", "worked"])
def test_everybody_can_use_a_warm_up(warm_up, axe, kind, theme):
    box = warm_up(kind, theme=theme, width=390)
    if kind == "order":
        for line in RIGHT[:3]:
            piece(box, line).click()
        piece(box, RIGHT[0]).click()
    else:
        box.root.get_by_role("button", name="Two gaps").click()
        box.root.locator("input").nth(0).fill("k")
        box.root.locator("input").nth(1).fill("Y / len(X)")
    box.run()
    box.tab.evaluate(axe)
    found = box.tab.evaluate("() => axe.run({resultTypes: ['violations'], preload: false})")["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
    assert box.tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_lines_can_be_read_without_a_script(new_tab, show, site):
    show(TWO)
    tab = new_tab(javascript=False)
    tab.goto((site / "light-corr2d_multi_in.html").as_uri())
    tab.locator("[data-order] summary").click()
    lines = tab.locator("[data-order] li").all_inner_texts()
    assert set(RIGHT) < set(lines) and len(lines) == 7 and lines[:4] != RIGHT
