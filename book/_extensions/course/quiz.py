"""The `{quiz}` directive: native radio buttons, an answer to every choice.

    ```{quiz} 02-multi-output-channels
    ```

reads book/quizzes/02-multi-output-channels.yml:

    - question: How many slices?
      choices:
        - {text: "12", correct: true, feedback: "4 filters of 3 slices."}
        - {text: "4", feedback: "Those are the filters.", read: "#one-filter-a-map"}

Without a script each choice has its answer folded under it; theme/static/course.js opens it when the choice is taken.
"""

from pathlib import Path

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

QUIZZES = Path("book/quizzes")


class quiz(nodes.General, nodes.Element): ...


class question(nodes.General, nodes.Element): ...


class asked(nodes.General, nodes.TextElement): ...


class choice(nodes.General, nodes.TextElement): ...


class answer(nodes.General, nodes.TextElement): ...


class Quiz(SphinxDirective):
    required_arguments = 1

    def run(self):
        path = QUIZZES / f"{self.arguments[0]}.yml"
        self.env.note_dependency(str(path))
        file = Path(self.env.srcdir) / path
        if not file.exists():
            raise self.error(f"{path}: no such quiz. Write it, or correct the name in the directive.")
        try:
            questions = yaml.safe_load(file.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            reason = " ".join(str(error).split())
            raise self.error(f"{path}: not YAML ({reason}). Quote texts that hold a colon.") from error
        node = quiz()
        for number, data in enumerate(questions, 1):
            check(data, f"{path}: question {number}", self.error)
            node += self.question(data, f"q{number}", str(path))
        return [node]

    def question(self, data: dict, name: str, source: str) -> question:
        node = question()
        text = asked()
        text += self.inline(data["question"], source)
        node += text
        for number, each in enumerate(data["choices"], 1):
            item = choice(group=name, number=number, correct=bool(each.get("correct")))
            item += self.inline(str(each["text"]), source)
            said = answer(group=name, number=number, correct=item["correct"])
            feedback = each["feedback"]
            if each.get("read"):
                feedback += f" [Read it again.]({each['read']})"
            said += self.inline(feedback, source)
            node += [item, said]
        return node

    def inline(self, text: str, source: str) -> list[nodes.Node]:
        """MyST inline markup as nodes, without the paragraph around it."""
        holder = nodes.Element()
        self.state.nested_parse(StringList(str(text).splitlines(), source), self.lineno, holder)
        found = []
        for block in holder:
            found += block.children if isinstance(block, nodes.paragraph) else [block]
        return found


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
    translator.body.append('<fieldset class="question">\n')


def depart_question(translator, node):
    translator.body.append('<p class="said" aria-live="polite"></p></fieldset>\n')


def visit_asked(translator, node):
    translator.body.append("<legend>")


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
    word = "Right." if node["correct"] else "Not this one."
    translator.body.append(
        f'<details class="answer" data-for="{node["group"]}-{node["number"]}">'
        f"<summary>If you chose this</summary><div><strong>{word}</strong> "
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
