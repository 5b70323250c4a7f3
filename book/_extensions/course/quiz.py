"""The `{quiz}` directive: native radio buttons, an answer to every choice.

    ```{quiz} 02-multi-output-channels
    ```

reads book/quizzes/02-multi-output-channels.yml:

    - question: How many slices?
      choices:
        - {text: "12", correct: true, feedback: "4 filters of 3 slices."}
        - {text: "4", feedback: "Those are the filters.", read: "#one-filter-a-map"}
    - again: 01-multi-input-channels/one-bias

    ```{true-or-false} 12
    :is: false
    `nn.Conv2d(3, 4, 3)` has 12 filters.

    It has four filters of three slices.
    ```

is a single question: the first paragraph is a statement, the rest explains it. Its number names its element.

In a quiz the right choice takes each position in turn, in an order that depends on the page. `again` repeats the
question with `id: one-bias` of an earlier chapter; there its choices come in another order. Without a script each
choice has its answer folded under it; theme/static/course.js opens it when the choice is taken.
"""

import random
from pathlib import Path

import yaml
from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from course.language import _, said, sentence

QUIZZES = Path("book/quizzes")


class quiz(nodes.General, nodes.Element): ...


class question(nodes.General, nodes.Element): ...


class asked(nodes.General, nodes.TextElement):
    """A question; `chapter` where it is repeated from an earlier one."""


class choice(nodes.General, nodes.TextElement): ...


class answer(nodes.General, nodes.Element):
    """What is said to a choice; its children are sentences."""


class Quiz(SphinxDirective):
    required_arguments = 1

    def run(self):
        page = self.arguments[0]
        questions = [self.earlier(data, page) for data in self.questions(page)]
        ordering = random.Random(page)
        first_places = ordering.sample(range(12), 12)
        node = quiz()
        for number, (data, source) in enumerate(questions, 1):
            check(data, f"{source}: question {number}", self.error)
            choices = ordered(data["choices"], first_places[(number - 1) % 12], ordering)
            node += self.question(data, choices, f"q{number}", source)
        return [node]

    def questions(self, page: str) -> list[dict]:
        """The entries of one page's file, which becomes a dependency of this page."""
        path = QUIZZES / f"{page}.yml"
        self.env.note_dependency(str(path))
        file = Path(self.env.srcdir) / path
        if not file.exists():
            raise self.error(f"{path}: no such quiz. Write it, or correct the name in the directive.")
        try:
            return yaml.safe_load(file.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            reason = " ".join(str(error).split())
            raise self.error(f"{path}: not YAML ({reason}). Quote texts that hold a colon.") from error

    def earlier(self, data: dict, page: str) -> tuple[dict, str]:
        """The question itself and its file; for `again: page/id` the question of that page."""
        if "again" not in data:
            return data, str(QUIZZES / f"{page}.yml")
        other, _, wanted = str(data["again"]).partition("/")
        for each in self.questions(other):
            if each.get("id") == wanted:
                chapter = int(other.split("-")[0])
                return each | {"chapter": chapter}, str(QUIZZES / f"{other}.yml")
        raise self.error(f"{QUIZZES}/{page}.yml: {other}.yml has no question with id {wanted!r}. Correct `again`.")

    def question(self, data: dict, choices: list[dict], name: str, source: str) -> question:
        node = question()
        node += self.sentence(asked(chapter=data.get("chapter")), data["question"], source)
        for number, each in enumerate(choices, 1):
            item = choice(group=name, number=number, correct=bool(each.get("correct")))
            self.sentence(item, str(each["text"]), source)
            reply = answer(group=name, number=number, correct=item["correct"])
            reply += self.sentence(said(), each["feedback"], source)
            if each.get("read"):
                again = _("Read it again.")
                reply += said("", "", *self.inline(f" [{again}]({each['read']})", source))
            node += [item, reply]
        return node

    def sentence(self, node: nodes.TextElement, text: str, source: str) -> nodes.TextElement:
        """The node, filled with MyST inline markup that is translated as one sentence."""
        node += self.inline(text, source)
        return sentence(node, " ".join(text.split()), source, self.lineno)

    def inline(self, text: str, source: str) -> list[nodes.Node]:
        """MyST inline markup as nodes, without the paragraph around it."""
        holder = nodes.Element()
        self.state.nested_parse(StringList(str(text).splitlines(), source), self.lineno, holder)
        found = []
        for block in holder:
            found += block.children if isinstance(block, nodes.paragraph) else [block]
        return found


class TrueOrFalse(SphinxDirective):
    required_arguments = 1
    has_content = True
    option_spec = {"is": lambda text: directives.choice(text, ("true", "false"))}

    def run(self):
        number = self.arguments[0]
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        if "is" not in self.options or len(body) < 2 or not all(isinstance(part, nodes.paragraph) for part in body):
            raise self.error(f"statement {number}: needs :is:, a statement and an explanation, as paragraphs.")
        statement, *explanation = body.children
        found = question(classes=["statement"])
        text = asked(number=number)
        text += statement.children
        found += sentence(text, statement.rawsource, statement.source, statement.line)
        for place, word in enumerate(("true", "false"), 1):
            right = word == self.options["is"]
            item = choice(group=f"s{number}", number=place, correct=right)
            item += nodes.Text({"true": _("True"), "false": _("False")}[word])
            reply = answer(group=f"s{number}", number=place, correct=right)
            for part in explanation:
                text = said("", "", *(each.deepcopy() for each in part.children))
                reply += sentence(text, part.rawsource, part.source, part.line)
            found += [item, reply]
        holder = quiz()
        holder += found
        return [holder]


def ordered(choices: list[dict], place: int, ordering: random.Random) -> list[dict]:
    """The choices in a drawn order, the right one at `place` (modulo their number)."""
    wrong = [each for each in choices if not each.get("correct")]
    ordering.shuffle(wrong)
    place %= len(choices)
    return [*wrong[:place], *(each for each in choices if each.get("correct")), *wrong[place:]]


def check(data: dict, where: str, error) -> None:
    """Every rule of a question; an error names the file, the rule and the next step."""
    choices = data.get("choices") or []
    right = [each for each in choices if each.get("correct")]
    if "question" not in data or len(choices) < 2:
        raise error(f"{where}: needs a question and two choices at least. Add them.")
    if len(right) != 1:
        raise error(f"{where}: {len(right)} choices are correct. Mark exactly one.")
    for each in choices:
        if not str(each.get("text", "")) or not each.get("feedback"):
            raise error(f"{where}: a choice without text or feedback. Say what its reader believes.")


def visit_quiz(translator, node):
    translator.body.append('<div class="quiz">\n')


def depart_quiz(translator, node):
    translator.body.append("</div>\n")


def visit_question(translator, node):
    classes = " ".join(["question", *node["classes"]])
    translator.body.append(f'<fieldset class="{classes}">\n')


def depart_question(translator, node):
    translator.body.append('<p class="said" aria-live="polite"></p></fieldset>\n')


def visit_asked(translator, node):
    earlier = _("From chapter {}.").format(node["chapter"]) + " " if node.get("chapter") else ""
    number = f"{node['number']} · " if "number" in node else ""
    translator.body.append(f"<legend>{number}{earlier}")


def depart_asked(translator, node):
    translator.body.append("</legend>\n")


def visit_choice(translator, node):
    name = f"{node['group']}-{node['number']}"
    translator.body.append(
        f'<div class="choice"><input type="radio" name="{node["group"]}" id="{name}"/><label for="{name}">'
    )


def depart_choice(translator, node):
    translator.body.append("</label></div>\n")


def visit_answer(translator, node):
    word = _("Right.") if node["correct"] else _("Not this one.")
    right, title = " data-right" if node["correct"] else "", _("If you chose this")
    translator.body.append(
        f'<details class="answer" data-for="{node["group"]}-{node["number"]}"{right}>'
        f"<summary>{title}</summary><div><strong>{word}</strong> "
    )


def depart_answer(translator, node):
    translator.body.append("</div></details>\n")


def setup(app):
    app.add_node(quiz, html=(visit_quiz, depart_quiz))
    app.add_node(question, html=(visit_question, depart_question))
    app.add_node(asked, html=(visit_asked, depart_asked))
    app.add_node(choice, html=(visit_choice, depart_choice))
    app.add_node(answer, html=(visit_answer, depart_answer))
    app.add_directive("quiz", Quiz)
    app.add_directive("true-or-false", TrueOrFalse)
