"""Naming a mistake: the belief, not the code; and nothing rather than something wrong."""

import shutil
import textwrap

import pytest
from kit import EINSUM_SECOND, EXERCISE, FIRST, RIGHT, ROOT

from autograder.course.exercise import Course, read_exercise
from autograder.errors import CourseError
from autograder.marking import mistakes
from autograder.marking.mark import Marker
from autograder.verdict import Verdict

HEAD = "import torch\nimport numpy as np\nfrom d2l import torch as d2l\n"
WINDOWS = "X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)"
MAPS = f"torch.einsum('chwij,ocij->ohw', {WINDOWS}, K)"

# codings that are in no file of the course
NEW_CODINGS = {
    "channels_averaged": f"return torch.einsum('chwij,ocij->cohw', {WINDOWS}, K).mean(0)",
    "stacks_on_last_axis": f"Y = {MAPS}\nreturn torch.movedim(Y, 0, 2).contiguous()",
    "kernel_flipped": f"K = torch.from_numpy(K.numpy()[:, :, ::-1, ::-1].copy())\nreturn {MAPS}",
    "first_channel_only": "X, K = X[:1], K[:, :1]\nreturn " + MAPS,
    "relu_added": f"Y = {MAPS}\nreturn torch.where(Y < 0, torch.zeros_like(Y), Y)",
    "channels_added_first": "X, K = X.sum(0, keepdim=True), K.sum(1, keepdim=True)\nreturn " + MAPS,
    "first_filter_for_all": f"K = K[:1].repeat(K.shape[0], 1, 1, 1)\nreturn {MAPS}",
    "in_and_out_swapped": "swapped = torch.transpose(K, 0, 1)\n"
    "return torch.stack([sum(map(d2l.corr2d, X, swapped[i])) for i in range(len(swapped))])",
    "numpy_returned": f"return np.array({MAPS})",
    "list_returned": f"return list({MAPS})",
    "argument_changed": f"Y = {MAPS}\nX.add_(1.5)\nreturn Y",
    "whole_number_result": f"return {MAPS}.to(torch.int64)",
    "outputs_summed_too": f"return {MAPS}.sum(0)",
    "all_maps_kept": f"return torch.einsum('chwij,ocij->ochw', {WINDOWS}, K)",
    "batch_axis_left": f"return {MAPS}.unsqueeze(0)",
}

# wrong in ways that the course has no name for
UNKNOWN = {
    "negative": f"return -{MAPS}",
    "doubled": f"return 2 * {MAPS}",
    "filters reversed": f"return {MAPS}.flip(0)",
    "padded": "X = torch.nn.functional.pad(X, (1, 1, 1, 1))\nreturn " + MAPS,
    "every second": f"return {MAPS}[:, ::2, ::2]",
    "rolled": f"return {MAPS}.roll(1, -1)",
    "squared": f"return {MAPS} ** 2",
    "softmax": f"return {MAPS}.softmax(0)",
    "sorted": f"return {MAPS}.sort().values",
    "clamped": f"return {MAPS}.clamp(max=3)",
    "noisy": f"return {MAPS} + torch.rand(1)",
    "normalised": f"Y = {MAPS}\nreturn Y - Y.mean()",
    "only for three channels": f"return {MAPS} if len(X) == 3 else {MAPS} * 0.9",
    "kernel of ones": f"K = torch.ones_like(K)\nreturn {MAPS}",
    "a strange error": "raise ZeroDivisionError('never')",
    "half of one belief, half of another": f"Y = {MAPS}\nreturn Y.relu() if len(K) > 2 else Y / len(X)",
}


def code(body):
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return f"{HEAD}def {FIRST}(X, K):\n{lines}\n\n{EINSUM_SECOND}"


@pytest.mark.parametrize("belief", NEW_CODINGS)
def test_a_belief_is_named_however_it_is_coded(mark_code, belief):
    task = mark_code(code(NEW_CODINGS[belief]), only_task=FIRST).tasks[0]

    assert task.score == 0.0
    assert task.mistake is not None and task.mistake.id == belief, task
    assert task.mistake.hint and task.mistake.belief and task.mistake.read.startswith("book/")


@pytest.mark.parametrize("what", UNKNOWN)
def test_a_mistake_that_nobody_knows_gets_no_name(mark_code, what):
    task = mark_code(code(UNKNOWN[what]), only_task=FIRST).tasks[0]

    assert task.score == 0.0
    assert task.mistake is None, task.mistake


def test_a_right_answer_gets_no_name(mark_code):
    assert [task.mistake for task in mark_code(RIGHT).tasks] == [None, None]


@pytest.mark.parametrize(
    "body",
    [
        "raise NotImplementedError",
        "import os; os._exit(0)",
        "while True: pass",
        "return torch.conv2d(X[None], K)[0]",
        "return torch.zeros(2**33)",
    ],
)
def test_what_does_not_answer_believes_nothing(mark_code, body):
    assert mark_code(code(body), only_task=FIRST).tasks[0].mistake is None


def test_the_same_name_whatever_the_secret_draw(mark_code):
    names = {mark_code(code(NEW_CODINGS["relu_added"]), only_task=FIRST).tasks[0].mistake.id for _ in range(3)}

    assert names == {"relu_added"}


# ------------------------------------------------------------------------------------------- the files


@pytest.fixture
def wrong_answer(tmp_path):
    """wrong_answer(text) → the exercise with this one file among its wrong answers."""

    def wrong_answer(text):
        folder = tmp_path / "solutions" / EXERCISE
        shutil.copytree(ROOT / "solutions" / EXERCISE, folder)
        (folder / "wrong_answers" / "aa_new.py").write_text(text, encoding="utf-8")
        return read_exercise(folder)

    return wrong_answer


GOOD = f'"""Believes in something."""\nHINT = "Why?"\nREAD = "book/intro"\nEXPECTED = {{"{FIRST}": 0}}\n'


@pytest.mark.parametrize(
    "text, says",
    [
        (GOOD.replace('HINT = "Why?"\n', ""), "a docstring, HINT, READ and EXPECTED"),
        (GOOD.replace('"""Believes in something."""\n', ""), "the belief or EXPECTED is empty"),
        (GOOD.replace(FIRST, "no_such_task"), "names no task"),
        (GOOD.replace(f'{{"{FIRST}": 0}}', "{}"), "the belief or EXPECTED is empty"),
        (GOOD.replace(f'"{FIRST}": 0', f'"{FIRST}": 99'), "Write points from 0 to 6"),
        (GOOD.replace(f'"{FIRST}": 0', f'"{FIRST}": "none"'), "= 'none'"),
        ("\0", "null bytes"),
        (GOOD + "x = (", "SyntaxError"),
        (GOOD.replace('"Why?"', "1 / 0"), "ValueError"),  # the head is data
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_in_one_line(wrong_answer, text, says):
    with pytest.raises(CourseError, match=r"wrong_answers/aa_new\.py: .+\.") as error:
        mistakes.read_all(wrong_answer(text))

    assert says in str(error.value)


def test_code_that_fails_is_told_when_an_answer_is_compared_with_it(mark_code, wrong_answer):
    broken = Marker(wrong_answer(GOOD + "1 / 0"))

    task = mark_code(code(UNKNOWN["negative"]), marker=broken, only_task=FIRST).tasks[0]

    assert task.verdict is Verdict.NOT_GRADED
    assert "wrong_answers/aa_new.py: ZeroDivisionError" in task.message


def test_a_good_file_is_read_with_all_its_codings(wrong_answer):
    text = GOOD + "def f(): pass\n# %% another coding: by hand\nimport torch\n"

    found = mistakes.read_all(wrong_answer(text))[0]

    assert (found.id, found.mistake.belief, found.mistake.hint) == ("aa_new", "Believes in something.", "Why?")
    assert len(found.codings) == 2


def test_every_belief_of_the_course_has_a_short_question_that_gives_no_line_away():
    for exercise in Course(ROOT).exercises():
        for wrong in mistakes.read_all(exercise):
            assert 10 < len(wrong.mistake.hint) < 300 and "`return" not in wrong.mistake.hint, wrong.path
            assert "?" in wrong.mistake.hint, f"{wrong.path}: a hint is a question"


def test_an_answer_that_two_beliefs_explain_gets_no_name(wrong_answer, mark_code):
    twin = (ROOT / "solutions" / EXERCISE / "wrong_answers" / "relu_added.py").read_text(encoding="utf-8")
    marker = Marker(wrong_answer(twin.replace("Believes that", "Believes, in other words, that")))

    task = mark_code(code(NEW_CODINGS["relu_added"]), only_task=FIRST, marker=marker).tasks[0]

    assert task.score == 0.0 and task.mistake is None


def test_a_likeness_on_very_few_inputs_is_no_evidence(wrong_answer, mark_code):
    rare = f"assert X.numel() == K.numel() == 1 and float(X) == 0\n    return {MAPS} + 5"
    marker = Marker(wrong_answer(f"{GOOD}import torch\n\ndef {FIRST}(X, K):\n    {rare}\n"))

    task = mark_code(code(f"return {MAPS} + 5"), only_task=FIRST, marker=marker).tasks[0]

    assert task.score == 0.0 and task.mistake is None


def test_raising_where_a_belief_raises_is_that_belief_in_the_same_words_only(mark_code):
    marker = Marker(Course(ROOT).exercise("ex04_conv2d_parameters"))
    layer = """
        def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
            from torch.nn.modules.utils import _pair
            windows = torch.nn.functional.unfold(X, weight.shape[2:], _pair(dilation), _pair(padding), _pair(stride))
            windows = windows.reshape(len(X), groups, -1, windows.shape[-1])
            Y = weight.reshape(groups, len(weight) // groups, -1) @ windows
            ph, dh, sh = (_pair(setting)[0] for setting in (padding, dilation, stride))
            Y = Y.reshape(len(X), len(weight), (X.shape[2] + 2 * ph - dh * (weight.shape[2] - 1) - 1) // sh + 1, -1)
            if bias is not None and BAD:
                raise RuntimeError(WORDS)
            return Y if bias is None else Y + bias.reshape(1, -1, 1, 1)
    """
    said = "Boolean value of Tensor with more than one value is ambiguous"

    def named(words):
        text = HEAD + textwrap.dedent(layer).replace("BAD", "len(bias) > 1").replace("WORDS", repr(words))
        mistake = mark_code(text, only_task="conv2d", marker=marker).tasks[0].mistake
        return mistake and mistake.id

    assert named(said) == "bias_asked_for_truth"
    assert named("The size of tensor a (3) must match the size of tensor b (4)") is None
