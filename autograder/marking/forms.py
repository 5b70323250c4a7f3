"""Arguments in another form: code that was written for a batch, for one filter, for channels last, for NumPy's arrays.

Such code may be right by itself and wrong, or stop, on all that the task gives. So it is asked again with the same
numbers in other forms; where it is right then, on several inputs, the form is said in words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from autograder.language import phrase, say
from autograder.marking.gaps import is_square, size_of
from autograder.marking.mistakes import Behaviours, TellingInput
from autograder.marking.seen import as_asked
from autograder.marking.values import Raises, same
from autograder.torch_if_there import torch

MOST_TRIED = 6  # inputs: the first ones have sizes of which no two are alike
ENOUGH = 3  # of them on which a form must be right
BY_LUCK = 0.2  # of the inputs: a single row is read alike in several orders of the axes
LEAST = 4  # numbers that an input holds

Change = Callable[[Any], Any]


@dataclass(frozen=True)
class Form:
    """One argument in another form; `fits` says for which tensors there is one."""

    says: str
    fits: Callable[[Any], bool]
    given: Change


BATCH = Form(
    phrase("The function is right when `{name}` has one axis more in front, as a batch has."),
    lambda t: t.ndim < 4,
    lambda t: t[None],
)
ONE = Form(
    phrase("The function is right when `{name}` has one axis less: for one entry, `{name}[0]`."),
    lambda t: t.ndim > 2 and len(t) == 1,
    lambda t: t[0],
)
CHANNELS_LAST = Form(
    phrase(
        "The function is right when the channels are the last axis of `{name}`; here they come before rows and columns."
    ),
    lambda t: t.ndim in (3, 4),
    lambda t: t.movedim(-3, -1),
)
WEIGHTS_LAST = Form(
    phrase("The function is right when `{name}` has the axes (rows, columns, in, out), not (out, in, rows, columns)."),
    lambda t: t.ndim == 4,
    lambda t: t.permute(2, 3, 1, 0),
)
CHANNEL_AXIS = Form(
    phrase("The function is right when `{name}` has an axis for the channels of one filter, too, of length 1."),
    lambda t: t.ndim == 3,
    lambda t: t[:, None],
)
WINDOW_AXES = Form(
    phrase("The function is right when `{name}` has two axes more at its end, for rows and columns of length 1."),
    lambda t: t.ndim == 2,
    lambda t: t[:, :, None, None],
)
MATRIX = Form(
    phrase("The function is right when `{name}` has two axes alone, without rows and columns of length 1."),
    lambda t: t.ndim == 4 and t.shape[2:] == (1, 1),
    lambda t: t[:, :, 0, 0],
)
AS_IT_IS = Form("", lambda t: True, lambda t: t)
FORMS = (AS_IT_IS, BATCH, ONE, CHANNELS_LAST, WEIGHTS_LAST, CHANNEL_AXIS, WINDOW_AXES, MATRIX)
MOST_CHANGED = 2  # arguments in another form at a time
ARRAYS = phrase("The function is right when it is given arrays of NumPy's; here it is given tensors of PyTorch's.")
SQUARES = phrase("The function is right for squares alone, which are as high as wide.")
BACK: tuple[Change, ...] = (  # what may have become of the result
    lambda t: t,
    lambda t: t[0],
    lambda t: t[None],
    lambda t: t.movedim(-1, -3),
    lambda t: t[0].movedim(-1, -3),
)


def explained(answer: Behaviours) -> tuple[str, ...]:
    """In words the forms of the arguments for which the answer is right; () where none is found.

    It is asked of an answer that is hardly ever right on what the task gives.
    """
    inputs = list(filter(_tells, answer.inputs))
    right = [same(answer[index], given.expected) for index, given in enumerate(answer.inputs) if _tells(given)]
    if sum(right) > BY_LUCK * len(right):
        return ()
    for some, also in ((inputs, ()), (list(filter(_all_square, inputs)), (SQUARES,))):
        if said := _form(answer, some):
            return (*said, *map(say, also))
    return ()


def _form(answer: Behaviours, inputs: Sequence[TellingInput]) -> tuple[str, ...]:
    """In words the form in which the answer is right on these inputs."""
    names = _tensors(answer.inputs)
    for arrays, forms in product((False, True), product(FORMS, repeat=len(names))):
        changed = dict(zip(names, forms, strict=True))
        count = sum(form is not AS_IT_IS for form in forms)
        if (arrays or count) and count <= MOST_CHANGED and _is_right(answer, inputs, changed, arrays):
            said = [say(form.says, name=name) for name, form in changed.items() if form is not AS_IT_IS]
            return (*said, *([say(ARRAYS)] if arrays else []))
    return ()


def _tensors(inputs: Sequence[TellingInput]) -> list[str]:
    """The arguments that are always tensors."""
    first = inputs[0].arguments if inputs else {}
    return [name for name in first if all(isinstance(each.arguments.get(name), torch.Tensor) for each in inputs)]


def _tells(given: TellingInput) -> bool:
    """Whether an input holds enough numbers: of one number alone every order of axes is right."""
    if not isinstance(given.expected, torch.Tensor) or given.expected.count_nonzero() < 2:
        return False
    tensors = [value for value in given.arguments.values() if isinstance(value, torch.Tensor)]
    return size_of(given.arguments) >= LEAST and all(value.count_nonzero() for value in tensors)


def _all_square(given: TellingInput) -> bool:
    return not any(is_square(value) is False for value in given.arguments.values())


def _is_right(answer: Behaviours, inputs: Sequence[TellingInput], forms: dict[str, Form], arrays: bool) -> bool:
    right, ways = 0, set(range(len(BACK)))
    for given in islice(_changed(inputs, forms, arrays), MOST_TRIED):
        got = answer.given(given.arguments)
        if isinstance(got, Raises):
            return False
        ways &= {number for number in range(len(BACK)) if same(_way_back(got, number, given.expected), given.expected)}
        if not ways:
            return False
        right += 1
    return right >= ENOUGH


def _changed(inputs: Sequence[TellingInput], forms: dict[str, Form], arrays: bool) -> Iterator[TellingInput]:
    for each in inputs:
        if all(form.fits(each.arguments[name]) for name, form in forms.items()):
            given = {name: form.given(each.arguments[name]).contiguous() for name, form in forms.items()}
            yield TellingInput(
                {name: value.numpy() for name, value in given.items()} if arrays else given, each.expected
            )


def _way_back(got: Any, number: int, expected: Any) -> Any:
    value = as_asked(got, expected)[1]
    try:
        return BACK[number](value).contiguous()
    except (TypeError, ValueError, IndexError, RuntimeError, AttributeError):
        return None
