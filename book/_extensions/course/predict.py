"""The `{predict}` directive: a field for a prediction that is judged before the answer shows.

    ```{predict} first-number
    ```

reads the entry of that name in book/predictions.yml. A wrong number that a known belief gives is answered with what
refutes the belief; any other number with what to try. Without a script the answer is folded under the question.
"""

import html
import json
import re
from pathlib import Path

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from course.language import _

PREDICTIONS = Path("book/predictions.yml")


class prediction(nodes.General, nodes.Element):
    """Holds `name` and `values` (JSON: the index of the answer to each value); children: question and answers."""


class reply(nodes.General, nodes.Element):
    """What is said to one value; `right` for the right one, `other` for a value that no belief gives."""


class Predict(SphinxDirective):
    required_arguments = 1

    def run(self):
        name = self.arguments[0]
        self.env.note_dependency(str(PREDICTIONS))
        file = Path(self.env.srcdir) / PREDICTIONS
        known = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
        if name not in known:
            raise self.error(
                f"{PREDICTIONS}: nothing is called {name}. Write it, or correct the name in the directive."
            )
        data = known[name]
        node = prediction(name=name)
        question = f"{data['question']}\n\n$$\n{data['math']}$$" if "math" in data else data["question"]
        node += self.parse(question)
        replies = [(data["value"], data["says"], "")]
        replies += [(belief["value"], belief["says"], belief["read"]) for belief in data["beliefs"]]
        node["values"] = json.dumps([numbers(str(value)) for value, says, read in replies])
        for place, (says, read) in enumerate([*((says, read) for value, says, read in replies), (data["try"], "")]):
            said = reply(place=place, right=place == 0)
            said += self.parse(says)
            if read:  # a sentence of the extension's, not of the page's catalogue
                again = _("Read it again.")
                link = self.parse(f"[{again}]({read})")[0]
                link.source = None
                said += link
            node += said
        return [node]

    def parse(self, text: str) -> list[nodes.Node]:
        holder = nodes.Element()
        self.state.nested_parse(StringList(text.splitlines(), str(PREDICTIONS)), self.lineno, holder)
        return holder.children


def numbers(text: str) -> list[float]:
    """The numbers of a value or of what a reader typed, in their order."""
    return [float(number.replace("−", "-")) for number in re.findall(r"[-−]?\d+(?:\.\d+)?", text)]


def visit_prediction(translator, node):
    name, values = node["name"], html.escape(node["values"])
    translator.body.append(f'<div class="prediction" data-prediction="{name}" data-values="{values}">\n')


def depart_prediction(translator, node):
    name, prompt, check = node["name"], _("Your prediction"), _("Check")
    translator.body.append(
        f'<form class="predict-form" hidden><label for="predict-{name}">{prompt}</label> '
        f'<input id="predict-{name}" inputmode="text" autocomplete="off" spellcheck="false"> '
        f'<button type="submit">{check}</button></form>\n<div class="said" aria-live="polite"></div></div>\n'
    )


def visit_reply(translator, node):
    word, title = _("Right.") if node["right"] else _("Not yet."), _("Answer")
    fold = f"<details><summary>{title}</summary>" if node["right"] else ""
    hidden = "" if node["right"] else " hidden"
    translator.body.append(
        f'<div class="reply" data-place="{node["place"]}"{hidden}>{fold}<div><strong>{word}</strong> '
    )


def depart_reply(translator, node):
    translator.body.append("</div></details></div>\n" if node["right"] else "</div></div>\n")


def setup(app):
    app.add_node(prediction, html=(visit_prediction, depart_prediction))
    app.add_node(reply, html=(visit_reply, depart_reply))
    app.add_directive("predict", Predict)
