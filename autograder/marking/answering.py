"""`answer`, as hidden tests see it: `answer.corr2d(X, K)` calls the student's function in the box."""

from dataclasses import dataclass
from typing import Any

from autograder.course.exercise import Task
from autograder.crossing.kinds import Kept
from autograder.language import phrase, say
from autograder.marking.expecting import Unmet
from autograder.marking.remote import Remote, as_sent
from autograder.marking.values import Changes, Raises, from_wire, to_wire
from autograder.plain_text import plain
from autograder.wall.boxed import BoxedNotebook
from autograder.wall.claims import Answer, Raised

SCRIPT = "@script"  # the name under which calls on one object are asked for, all at once
PRINTED = "@printed"  # the name under which what a function prints is asked for
SHARED = phrase(
    "The result of an earlier call changed when the function was called again: each call needs its own tensor."
)


@dataclass(frozen=True)
class Call:
    """One call that was made, and what came back."""

    name: str
    arguments: tuple
    options: dict[str, Any]
    value: Any

    @property
    def can_be_repeated(self) -> bool:
        """Whether it may be asked again: one step with an object changes the object."""
        asks = not self.name.startswith("@") or self.name in (SCRIPT, PRINTED)
        return bool(self.name) and asks and not _holds_object(self.value)


def _holds_object(value: Any) -> bool:
    """Whether the value is an object that stayed in the box, or a list of such."""
    return isinstance(value, Kept) or (type(value) in (tuple, list) and any(map(_holds_object, value)))


class Answering:
    """Stands for the notebook's functions; keeps a log of the calls."""

    def __init__(self, notebook: BoxedNotebook, task: Task):
        self.notebook = notebook
        self.task = task
        self.log: list[Call] = []

    def __getattr__(self, name: str) -> "Function":
        if name.startswith("__"):
            raise AttributeError(name)
        return Function(self, name)

    def make(self, name: str, *arguments: Any, **options: Any) -> Any:
        """An object of the student's class: its methods and attributes are those of the object in the box."""
        made = self.request("@make", (name, *arguments), options)[0]
        return Remote(self.request, made._kept, asked_for=True) if isinstance(made, Remote) else made

    def printed(self, name: str, *arguments: Any, **options: Any) -> str:
        """What the student's function prints."""
        return self.request(PRINTED, (name, *arguments), options)[0]

    def request(self, name: str, arguments: tuple, options: dict[str, Any], count: bool = False) -> tuple[Any, Answer]:
        """Make one call; the value, and all that is claimed about it."""
        answer: Answer = self.notebook.call(
            name,
            tuple(to_wire(as_sent(argument)) for argument in arguments),
            {key: to_wire(as_sent(value)) for key, value in options.items()},
            self.task.not_allowed,
            count,
        )
        if answer.changed:
            raise ChangedArgument(self._argument(answer.changed[0], len(arguments), list(options)))
        if not answer.kept:
            raise Unmet(SHARED)
        value = from_wire(answer.value)
        self.log.append(Call(name, arguments, options, value))
        asked_for = name.startswith("@")  # any other object could say yes to whatever a test asks it
        return (self._with_objects(value) if asked_for else value), answer

    def _with_objects(self, value: Any) -> Any:
        """The value; objects that stayed in the box can be asked."""
        if isinstance(value, Kept):
            return Remote(self.request, value)
        if type(value) in (tuple, list):
            return type(value)(map(self._with_objects, value))
        return value

    def _argument(self, index: int, count: int, options: list[str]) -> str:
        names = self.task.arguments
        if index >= count and index - count < len(options):
            return options[index - count]
        return names[index] if index < len(names) else say("number {n}", n=index + 1)


class ChangedArgument(Unmet):
    """The call changed one of its arguments."""

    def __init__(self, argument: str):
        super().__init__(say("The call changes its argument {name}; leave it as it was.", name=argument))
        self.argument = argument


class Function:
    """One function of the notebook."""

    def __init__(self, answering: Answering, name: str):
        self._answering, self._name = answering, name

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._answering.request(self._name, arguments, options)[0]

    def operations(self, *arguments: Any, **options: Any) -> tuple[Any, "Work"]:
        """The value, and how often the most repeated step ran: a line, a call or a tensor operation."""
        value, answer = self._answering.request(self._name, arguments, options, count=True)
        return value, Work(answer)


class Work(float):
    """An amount of work; `what` says in words what was counted."""

    what: str

    def __new__(cls, answer: Answer) -> "Work":
        made = super().__new__(cls, answer.work)
        made.what = plain(answer.what, 60)
        return made


def behaviour(tests: Any, task: str, answer: Any, arguments: dict[str, Any]) -> Any:
    """A value, `Raises` or `Changes`: what an answer does on these arguments. Other faults go through."""
    try:
        with tests.authors(f"@ask({task!r})"):
            return as_sent(tests.ask(task, answer, arguments))
    except ChangedArgument as changed:
        return Changes(changed.argument)
    except Raised as raised:
        place, line = answer.notebook.place(raised.cell, raised.line), answer.notebook.line(raised.cell, raised.line)
        return Raises(raised.kind, raised.bases, raised.text, place, line)
