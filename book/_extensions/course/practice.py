"""The `{answer}` directive: a box in which the reader writes a task of an exercise and runs it in the page.

    ```{answer} ex01_multi_input/corr2d
    ```

Above the box stand the warm-ups that the exercise has for it: lines to order, and one example a chapter that loses
parts. The stub comes from the released notebook, all else from book/practice/questions/<id>.json; nothing of
`solutions/` is read.
"""

import ast
import hashlib
import html
import re
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from course import launch, packing, translated
from course.language import _

STEP = 4  # spaces of one indentation


class answer_box(nodes.General, nodes.Element):
    """Holds `exercise`, `task`, `stub` (the code in the box at first), `taught` (its warm-up, or None) and
    `known` (what can be used there and what not, as HTML)."""


class Answer(SphinxDirective):
    required_arguments = 1

    def run(self):
        exercise, _, task = self.arguments[0].partition("/")
        root = Path(self.env.srcdir)
        notebook = translated.file_of(self.env.app, packing.notebook_file(exercise).with_suffix("").as_posix())
        for path in (notebook, packing.questions_file(exercise)):
            self.env.note_dependency(str(path))
            if not (root / path).exists():
                raise self.error(f"{path}: no such file. Write it with `autograder release {exercise}`.")
        cells = packing.cells(root / notebook)
        stub = next((cell["text"] for cell in cells if cell.get("task") == task), None)
        data = packing.questions(root, exercise)
        known = [each["name"] for each in data["tasks"]]
        if stub is None or task not in known:
            raise self.error(
                f"{self.arguments[0]}: no such task with a box. {exercise} has: {', '.join(known)}. "
                "A task gets one by `practice = …` in its exercise.toml."
            )
        known = usable(cells, task, rules(data)[task])
        return [answer_box(exercise=exercise, task=task, stub=stub, taught=warm_up(data, task), known=known)]


def rules(data: dict) -> dict[str, str]:
    """What each task with a box does not allow, as the notebook says it."""
    return {task["name"]: task["rule"] for task in data["tasks"]}


def usable(cells: list[dict], task: str, rule: str) -> str:
    """The names that the cells above a task define, and its rule, as HTML."""
    given, own = [], []
    for cell in cells[: next(place for place, cell in enumerate(cells) if cell.get("task") == task)]:
        for statement in ast.parse(packing.without_magics(cell["text"])).body:
            if isinstance(statement, ast.Import | ast.ImportFrom):
                given += [(each.asname or each.name).partition(".")[0] for each in statement.names]
            elif isinstance(statement, ast.FunctionDef | ast.ClassDef):
                (own if cell.get("task") else given).append(statement.name)
    words = _("You can use {}").format(listed(given))
    if len(own) == 1:
        words = _("{}, and {} once it is right").format(words, listed(own))
    elif own:
        words = _("{}, and {} once they are right").format(words, listed(own))
    short = short_rule(rule)
    rule = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(short and _(short), quote=False)).replace("**", "")
    return _("{words}. {rule}").format(words=words, rule=rule).strip()


def short_rule(rule: str) -> str:
    """What a task does not allow, without the names of each library: the notebook says it at length."""
    return re.sub(r", whichever library it is from \([^)]*\)|Everything else is\.", "", rule).strip()


def listed(names: list[str]) -> str:
    """`a`, `b` and `c`, as HTML."""
    codes = [f"<code>{name}</code>" for name in dict.fromkeys(names)]
    return _(" and ").join(filter(None, [_(", ").join(codes[:-1]), codes[-1]]))


def warm_up(data: dict, task: str) -> dict | None:
    """The taught function that warms up for a task."""
    return next((each for each in data["taught"] if each["task"] == task), None)


def markup(exercise: str, task: str, stub: str, known: str, taught: dict | None, links: dict[str, str]) -> str:
    """The boxes without a script; `answers.js` makes the stub a field."""
    ways = "".join(f' data-{name}="{html.escape(link)}"' for name, link in links.items())
    warm_ups = ""
    if taught:
        if taught["fades"]:
            warm_ups += worked(f"{exercise}/{task}", taught, ways)
        warm_ups += order(f"{exercise}/{task}", taught, ways)
    head = _("Your turn: write {}").format(f"<code>{task}</code>")
    notebook = _("the notebook")
    notebook = f'<a href="{links["notebook"]}">{notebook}</a>'
    still = _("To run it here, allow scripts; or write it in {}.").format(notebook)
    return (
        f'{warm_ups}<div class="answer-box" data-answer="{exercise}/{task}"{ways}>'
        f'<p class="answer-head"><strong>{head}</strong></p>'
        f'<p class="answer-known">{known}</p><div class="answer-still">'
        f"{code(stub + chr(10))}<p>{still}</p></div></div>\n"
    )


def worked(name: str, taught: dict, ways: str) -> str:
    """The example, complete."""
    lines = [" " * STEP * indent + line for indent, line in taught["lines"]]
    text = "\n".join([taught["head"], *lines])
    title = _("Read {}, then fill its gaps").format(f"<code>{taught['name']}</code>")
    return fold("worked", name, ways, title, f'<p>{said(taught)}</p><div class="worked-still">{code(text)}</div>')


def order(name: str, taught: dict, ways: str) -> str:
    """The lines of the function and of its beliefs, in an order that says nothing."""
    pieces = sorted(
        [line for _, line in taught["lines"]] + [other["text"] for other in taught["others"]],
        key=lambda line: hashlib.sha256(line.encode()).digest(),
    )
    items = "".join(f"<li><code>{html.escape(piece)}</code></li>" for piece in pieces)
    title = _("Put the lines of {} in order").format(f"<code>{taught['name']}</code>")
    still = f'<div class="order-still"><p><code>{html.escape(taught["head"])}</code></p><ul>{items}</ul></div>'
    spare = _("{} of the lines do not belong to it.").format(len(taught["others"]))
    return fold("order", name, ways, title, f"<p>{said(taught)} {spare}</p>{still}")


def fold(kind: str, name: str, ways: str, title: str, inside: str) -> str:
    return f'<details class="warm-up" data-{kind}="{name}"{ways}><summary>{title}</summary>{inside}</details>\n'


def said(taught: dict) -> str:
    sentence = taught["says"]
    return html.escape(_(sentence), quote=False)


def code(text: str) -> str:
    return (
        f'<div class="highlight-python"><div class="highlight"><pre>{html.escape(text, quote=False)}</pre></div></div>'
    )


def visit(translator, node):
    exercise, builder = node["exercise"], translator.builder
    folder = "../" * builder.current_docname.count("/") + f"exercises/{exercise}/"
    links = {"notebook": f"{folder}{exercise}.html"}
    for each in launch.links(builder.app, f"exercises/{exercise}/{exercise}"):
        if each.get("file"):
            links["download"] = folder + each["link"]
        elif "colab" in each["link"]:
            links["colab"] = each["link"]
    translator.body.append(markup(exercise, node["task"], node["stub"], node["known"], node["taught"], links))
    raise nodes.SkipNode


def assets(doctree) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Style sheets and scripts of a page with a box; none for other pages."""
    return (packing.STYLES, packing.AT_ONCE) if next(doctree.findall(answer_box), None) else ((), ())


def write(app, error) -> None:
    if not error and app.builder.format == "html" and (Path(app.srcdir) / packing.PRACTICE).exists():
        packing.write_files(Path(app.srcdir), Path(app.outdir) / "_static/practice")


def setup(app):
    app.add_node(answer_box, html=(visit, None))
    app.add_directive("answer", Answer)
    app.connect("build-finished", write)
