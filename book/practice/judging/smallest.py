"""The smallest input on which an answer is wrong, as the grader's own search chooses it (marking/counterexample.py).

The questions come from the smallest up. The numbers of the first that is answered wrongly become 2, 3, 4 … where the
answer stays wrong in the same way; and where it still holds a zero, equal numbers or an empty list, a few more are
looked at.
"""

from small_torch.tensor import Tensor, make, values

from judging.answer import Unknown, unanswered
from judging.references import BY_NAME
from judging.values import Raises, from_json, same

MORE = 60  # questions after the first difference, for one that shows more


def smallest(task, answer, report, result):
    """(arguments, expected, got) of the question to show, or None where all are right; counts result["tried"].

    What the answer prints there is kept. Raises `Unknown`.
    """
    first, looked = None, 0
    for question in task["questions"]:
        looked += first is not None
        if first is not None and (looked > MORE or not question["small"]):
            break
        arguments = {name: from_json(value) for name, value in question["arguments"].items()}
        expected = from_json(question["expected"])
        try:
            got = answer.ask(question["call"], arguments)
        except Unknown:
            if first is None:
                raise
            break  # what is known is enough
        result["tried"] += 1
        report(result["tried"])
        if same(got, expected):
            continue
        found = (arguments, expected, got)
        if question["small"]:
            found = numbered(task, answer, question["call"], found, report)
        if not question["small"] or hopeless(got) or tells(found[0]):
            return printing(answer, question, found)
        if first is None:
            first = question, found
    return None if first is None else printing(answer, *first)


def printing(answer, question, found):
    """Ask again, so that what is printed belongs to what is shown."""
    answer.ask(question["call"], found[0])
    return found


def hopeless(got):
    """No other input says more: what is not allowed was called, or a stub."""
    return isinstance(got, Raises) and (got.kind == "NotAllowedError" or unanswered(got))


def numbered(task, answer, call, found, report):
    """The same input with 2, 3, 4 … in its tensors (or every second one negative), where it shows the same."""
    reference = BY_NAME[task["reference"]]
    if reference is None or not whole(found[0]):
        return found
    for number in (lambda n: n + 2.0, lambda n: (n + 2.0) * (-1) ** n):
        arguments, count = dict(found[0]), 0
        for name in task["arguments"]:
            value = arguments.get(name)
            if isinstance(value, Tensor):
                new = [number(count + place) for place in range(value.numel())]
                arguments[name] = make(new, value._shape, value.dtype)
                count += value.numel()
        if not count:
            return found
        expected = reference(*[arguments[each] for each in task["arguments"]])
        try:
            got = answer.ask(call, arguments)
        except Unknown:
            return found
        report(0)
        if not same(got, expected) and way(got) == way(found[2]):
            return arguments, expected, got
    return found


def whole(arguments):
    """Whether the tensors hold whole numbers; where the answer is wrong on fractions alone, they stay."""
    tensors = [value for value in arguments.values() if isinstance(value, Tensor)]
    return all([number == int(number) for value in tensors for number in values(value)])


def way(got):
    """In which way an answer is wrong, as far as a change of numbers may not change it."""
    if isinstance(got, Tensor):
        return ("tensor", tuple(got._shape), repr(got.dtype))
    if isinstance(got, Raises):
        return ("raises", got.kind)
    return (type(got).__name__,)


def tells(arguments):
    """Whether the input holds something to look at: no empty list, no zero in a tensor, no two equal numbers in one."""
    for value in arguments.values():
        if isinstance(value, list) and not value:
            return False
        if isinstance(value, Tensor):
            numbers = values(value)
            if 0 in numbers or len(set(numbers)) < len(numbers):
                return False
    return True
