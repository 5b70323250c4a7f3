"""The rules of a good exercise, tried on what the real engine says of its answers: `RULES` is the policy.

The stub earns nothing and the solution everything; each wrong answer earns what it deserves and is called by its name;
right answers of every style get full marks; nothing secret is in the release; the release is fresh.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future

from autograder.authoring import released
from autograder.course import release, right_answers
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.course.release import read_release
from autograder.course.right_answers import RightAnswer
from autograder.marking import mistakes, story, tolerance
from autograder.marking.mark import Marker
from autograder.panel_tables import written
from autograder.submission.cell import Cell, cells_of
from autograder.submission.notebook import cells_to_run, read_submission
from autograder.verdict import Record, TaskResult, Verdict
from autograder.words import points
from autograder.workers import worker

ENOUGH_RIGHT_ANSWERS = 3  # beside the solution
SEEDS = tuple(f"verify {number}".encode() for number in range(4))  # beside that of the mark itself
PATIENCE = 10.0  # with wrong answers: a busy machine must not cost a name or a counterexample


class Bench:
    """An exercise on the bench: its answers are being marked, all at once, while the rules look at what came out."""

    def __init__(self, course: Course, exercise: Exercise, processes: Executor):
        self.course, self.exercise, self.marker = course, exercise, Marker(exercise)
        self.marker.require_whole()
        self.caught: dict[str, dict[str, list[str]]] = {}  # task → test → wrong answers
        both = release.cut(exercise)
        solution = cells_of(release.code_of(both.source))

        def mark(code: Sequence[Cell], patience: float = 1.0) -> Future[Record]:
            return processes.submit(worker.mark_cells, course, exercise.id, code, patience)

        self.stub, self.solution = mark(cells_of(release.code_of(both.release))), mark(solution)
        given = read_release(course, exercise.id) if course.release_notebook(exercise.id).exists() else None

        def cells(answer: RightAnswer) -> Sequence[Cell]:
            if answer.whole:
                return cells_to_run(read_submission(answer.path, given))
            return [*solution, Cell("code", answer.source)]

        self.as_released, self.as_solved = (
            released.Ran(code, processes.submit(worker.run_cells, course, exercise.id, released.as_code(code)))
            for code in (released.cells(both.release), released.cells(both.source))
        )
        self.right = [(answer, mark(cells(answer))) for answer in right_answers.read_all(exercise)]
        self.wrong = [
            (wrong, number, mark([*solution, Cell("code", coding)], PATIENCE))
            for wrong in self.marker.wrong_answers
            for number, coding in enumerate(wrong.codings, 1)
        ]

        def draw_again(code: Sequence[Cell], tasks: Sequence[str]) -> Future[list[TaskResult]]:
            return processes.submit(worker.mark_with_seeds, course, exercise.id, code, tasks, SEEDS, PATIENCE)

        self.wrong_again = [
            draw_again([*solution, Cell("code", coding)], wrong.wrong_in)
            for wrong in self.marker.wrong_answers
            for coding in wrong.codings
        ]
        self.solution_again = draw_again(solution, [task.name for task in exercise.tasks])


def counted(number: int, what: str) -> str:
    """`1 test`, `2 tests`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


Rule = Callable[[Bench], Iterator[str]]


class Advice(str):
    """Something that would make an exercise better, and breaks no rule."""


def stub_earns_nothing(bench: Bench) -> Iterator[str]:
    """The released stub, handed in as it is, gets 0."""
    record = bench.stub.result()
    if record.score:
        yield f"exercises/{bench.exercise.id}: the stub earns {points(record.score)} points. Test what it does not do"


def no_test_is_passed_by_the_stub(bench: Bench) -> Iterator[str]:
    """Where each test earns its part of the points, neither the stub nor an empty function passes any."""
    for task in bench.solution.result().tasks:
        for test in task.tests if task.by_tests else ():
            if not test.worth:
                where = f"solutions/{bench.exercise.id}/hidden_tests.py"
                yield f"{where}: “{test.name}” of {task.task} earns nothing: an empty answer passes it. Let it ask more"


def solution_earns_everything(bench: Bench) -> Iterator[str]:
    """The solution gets full marks."""
    for task in bench.solution.result().tasks:
        if task.verdict is not Verdict.PASSED:
            yield f"solutions/{bench.exercise.id}/notebook.py: {task.task}: {task.verdict}: {_with_input(task)}"


def _with_input(task: TaskResult) -> str:
    """What is said of a task, and the input on which it shows: it may be one that annotations allow by mistake."""
    if task.counterexample is None:
        return task.message
    given = ", ".join(f"{name} = {written(value)}" for name, value in task.counterexample.arguments.items())
    return f"{task.message.rstrip('.')}. The input: {given[:200]}. Is it one? Annotations say which there are"


def right_answers_earn_everything(bench: Bench) -> Iterator[str]:
    """Right answers of every style get full marks."""
    if bench.exercise.tasks and len(bench.right) < ENOUGH_RIGHT_ANSWERS:
        where = f"solutions/{bench.exercise.id}/right_answers"
        has = counted(len(bench.right), "right answer")
        yield Advice(f"{where}: {has}. Add some in other styles: they show that the tests refuse none")
    for answer, record in bench.right:
        for task in record.result().tasks:
            if task.verdict is not Verdict.PASSED:
                yield f"{answer.where}: {task.task}: {task.verdict}: {_with_input(task)}"


def wrong_answers_get_what_they_deserve(bench: Bench) -> Iterator[str]:
    """Each coding of each wrong answer gets exactly the marks it deserves, and its own name."""
    unsolved = _unsolved(bench)
    for name in mistakes.tasks_without(bench.marker.wrong_answers, bench.exercise):
        where = f"solutions/{bench.exercise.id}/wrong_answers"
        yield Advice(f"{where}: task '{name}' has no wrong answer. Add one, so that its tests are seen to fail")
    for wrong, number, record in bench.wrong:
        which = wrong.belief.where + (f", coding {number}" if len(wrong.codings) > 1 else "")
        for task in record.result().tasks:
            if task.task in unsolved:  # what the solution fails, the others fail for the same reason
                continue
            if task.task in wrong.wrong_in and task.verdict is not Verdict.NOT_ALLOWED:
                _remember(bench, task.task, wrong.id, task.tests)
            deserved = wrong.belief.expected.get(task.task, 0.0) if task.task in wrong.wrong_in else task.max_score
            if points(task.score) != points(deserved):
                what = f"{points(task.score)} points, deserves {points(deserved)}"
                said = task.message or "all tests pass"
                yield f"{which}: {task.task}: {what}. {_next_step(wrong, task)} ({said})"
            elif task.verdict is Verdict.NOT_ALLOWED:
                yield f"{which}: {task.task}: {task.message} Code the belief without it: only then is it compared"
            elif task.score < task.max_score:
                named = task.mistake.id if task.mistake else "nothing"
                if named != wrong.id:
                    alike = ", ".join(_alike(bench, wrong, number - 1, task.task)) or "no other one"
                    yield (
                        f"{which}: {task.task}: named {named}; {alike} does the same on all inputs. "
                        "Add telling inputs, or merge like beliefs"
                    )
                shown_by_test = any(test.shows == wrong.id for test in bench.marker.tests.of(task.task))
                searched = task.task in bench.marker.tests.small_inputs  # a class has no small inputs
                if task.counterexample is None and searched and not shown_by_test:
                    yield f"{which}: {task.task}: no counterexample. Add small inputs that show it"


def _next_step(wrong: mistakes.WrongAnswer, task: TaskResult) -> str:
    """What an author can do about a wrong answer that earns more or less than it deserves."""
    if task.task not in wrong.wrong_in:
        names = ", ".join(f'"{name}"' for name in (*wrong.wrong_in, task.task))
        return f"If it gets {task.task} wrong, too, write `wrong_in = [{names}]`"
    if task.verdict is Verdict.PASSED:
        return "Add a test, or inputs, on which it is wrong"
    if not task.by_tests:
        return "Without credit by tests it can only deserve 0"
    if len(wrong.wrong_in) > 1:
        return f"Write `expected = {{{task.task} = {points(task.score)}}}` if it is worth that much"
    return f"Write `expected = {points(task.score)}` if it is worth that much"


def _unsolved(bench: Bench) -> set[str]:
    """Tasks in which not even the solution is right."""
    return {task.task for task in bench.solution.result().tasks if task.verdict is not Verdict.PASSED}


def luck_decides_nothing(bench: Bench) -> Iterator[str]:
    """The solution and each wrong answer get the same marks whatever inputs are drawn."""
    unsolved = _unsolved(bench)
    said: set[str] = set()
    for task in bench.solution_again.result():
        if task.verdict is not Verdict.PASSED and task.task not in unsolved | said:
            said.add(task.task)
            yield f"solutions/{bench.exercise.id}/notebook.py: {task.task}: with other draws: {_with_input(task)}"
    for (wrong, number, first), again in zip(bench.wrong, bench.wrong_again, strict=True):
        scores = [(task.task, task.score) for task in (*first.result().tasks, *again.result())]
        for name in (name for name in wrong.wrong_in if name not in unsolved):
            deserved = points(wrong.belief.expected.get(name, 0.0))
            right = [points(score) == deserved for task, score in scores if task == name]
            if any(right) and not all(right):
                which = wrong.belief.where + (f", coding {number}" if len(wrong.codings) > 1 else "")
                yield (
                    f"{which}: {name}: {deserved} points with {sum(right)} of {len(right)} draws, by luck. "
                    "Test an input on which it is wrong for sure"
                )


def headline_and_counterexample_agree(bench: Bench) -> Iterator[str]:
    """Sentence and verdict of each failing answer are those of its counterexample, computed anew."""
    unsolved = _unsolved(bench)
    for wrong, number, record in bench.wrong:
        for task in (task for task in record.result().tasks if task.task not in unsolved):
            said = story.disagreement(task, bench.exercise.task(task.task), bench.marker.tests)
            if said:
                where = f"{wrong.belief.where}, coding {number}"
                yield f"{where}: {task.task}: {said}. Look at what both are made of"


def every_test_catches_something(bench: Bench) -> Iterator[str]:
    """Each hidden test catches some wrong answer."""
    unsolved = _unsolved(bench)
    for test in bench.marker.tests.tests:
        if test.task not in unsolved and not bench.caught.get(test.task, {}).get(test.says):
            where = f"solutions/{bench.exercise.id}/hidden_tests.py"
            yield Advice(f"{where}: {test.name} catches no wrong answer. Add one that it catches")


def nothing_leaks(bench: Bench) -> Iterator[str]:
    """No line of a solution region, of a rubric or of the hidden tests stands in what students get."""
    yield from released.files_beside(bench.course, bench.exercise)
    for said, is_data in released.secret_lines_shown(bench.course, bench.exercise):
        yield Advice(said) if is_data else said
    yield from map(Advice, released.left_behind(bench.exercise))
    yield from map(Advice, released.large_data(bench.exercise))


def release_is_fresh(bench: Bench) -> Iterator[str]:
    """The committed release is, byte for byte, what the solution gives."""
    path = bench.course.release_notebook(bench.exercise.id)
    wanted = {path: release.to_bytes(release.cut(bench.exercise).release)}
    wanted |= {path.parent / name: data for name, data in release.data_files(bench.exercise).items()}
    if any(not file.exists() or file.read_bytes() != data for file, data in wanted.items()):
        yield f"{path.relative_to(bench.course.root)}: not fresh. Run `autograder release {bench.exercise.id}`"


def links_lead_somewhere(bench: Bench) -> Iterator[str]:
    """The chapter, and the section to which each wrong answer sends its student, exist."""
    chapter = bench.exercise.chapter
    if chapter and not (bench.course.root / "book" / f"{chapter}.md").is_file():
        where = f"solutions/{bench.exercise.id}/exercise.toml"
        yield f"{where}: {chapter = } leads nowhere. Name a page of book/ without its ending"
    for wrong in bench.marker.wrong_answers:
        mistake = wrong.mistake
        if not mistake.read or mistake.is_elsewhere:
            continue
        file = bench.course.root / f"{mistake.page}.md"
        if not file.exists() or (mistake.anchor and f"({mistake.anchor})=" not in file.read_text(encoding="utf-8")):
            yield f"{wrong.belief.where}: read = {mistake.read!r} leads nowhere. Name a page and one of its labels"


def released_notebook_works(bench: Bench) -> Iterator[str]:
    """The released notebook runs: given code works, visible checks pass with the solution and not with the stub."""
    yield from released.broken_cells(bench.exercise, bench.as_solved, bench.as_released)


def _remember(bench: Bench, task: str, wrong: str, tests: tuple) -> None:
    for test in tests:
        if test.verdict is not Verdict.PASSED:
            found = bench.caught.setdefault(task, {}).setdefault(test.name, [])
            if wrong not in found:
                found.append(wrong)


def _alike(bench: Bench, wrong: mistakes.WrongAnswer, coding: int, task: str) -> list[str]:
    """The other wrong answers from which a coding cannot be told on the inputs that the exercise gives."""

    def does_the_same(other: mistakes.WrongAnswer, number: int) -> bool:
        candidate = mistakes.Candidate(other, number)
        for index, given in enumerate(bench.marker.telling_inputs(task)):
            ours, theirs = (
                answer.behaves(bench.exercise, bench.marker.tests, task, which, index, given.arguments)
                for answer, which in ((wrong, coding), (other, number))
            )
            candidate.see(ours, theirs, given.expected)
        return candidate.exact

    others = [other for other in bench.marker.wrong_answers if other is not wrong and task in other.wrong_in]
    with tolerance.within(tolerance.of_task(bench.exercise.task(task))):
        return [other.id for other in others if any(does_the_same(other, n) for n in range(len(other.codings)))]


RULES: list[Rule] = [
    release_is_fresh,
    released_notebook_works,
    nothing_leaks,
    links_lead_somewhere,
    stub_earns_nothing,
    no_test_is_passed_by_the_stub,
    solution_earns_everything,
    right_answers_earn_everything,
    wrong_answers_get_what_they_deserve,
    luck_decides_nothing,
    headline_and_counterexample_agree,
    every_test_catches_something,
]
