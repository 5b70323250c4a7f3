"""Naming a mistake: the belief, not the code; and nothing rather than something wrong."""

import textwrap

import pytest
from kit import EINSUM_SECOND, EXERCISE, FIRST, RIGHT, ROOT, copy_exercise

from autograder.course.course import Course
from autograder.course.exercise_toml import read_exercise
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
    """wrong_answer(text) → the exercise with this belief before all others."""

    def wrong_answer(text):
        folder = copy_exercise(EXERCISE, tmp_path)
        path = folder / "wrong_answers" / f"{FIRST}.toml"
        path.write_text(f"{text}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
        return read_exercise(folder)

    return wrong_answer


GOOD = """
[new]
belief = "something."
hint = "Why?"
read = "book/intro"
code = '''
x = 1
'''
"""
STACK = "torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])"


def edited(*lines):
    return GOOD.replace("code =", "edits.stack_and_einsum =").replace("x = 1", "\n".join(lines))


@pytest.mark.parametrize(
    "text, says",
    [
        (GOOD.replace('hint = "Why?"\n', ""), "new: no 'hint'"),
        (GOOD.replace("something.", ""), "belief = ''. It is a text"),
        (GOOD.replace("hint", "hints"), "new has a key 'hints' that nobody reads. Known: belief, code, edits"),
        (GOOD + 'wrong_in = ["no_such_task"]', "wrong_in = ['no_such_task']. Name tasks of"),
        (GOOD + "wrong_in = []", "wrong_in = []"),
        (GOOD.replace("[new]", "[New belief]"), "(at line 2"),
        (GOOD.replace("[new]", "[kernel_flipped]"), "(at line"),  # twice in one file
        (GOOD.replace("[new]", "[kernel_is_square]"), "stands in solutions/beliefs.toml too. Take belief, hint out"),
        (GOOD.partition("code")[0], "new: no coding"),
        (GOOD.replace("x = 1", "x = ("), "new: code: SyntaxError"),
        (GOOD.replace("code = '''\nx = 1\n'''", "code = 1"), "code = 1. It is a text"),
        (GOOD.replace("code =", "edits ="), "edits has no base"),
        (GOOD.replace("code =", "edits.nobody ="), "no base 'nobody' in right_answers/"),
        (edited("x = 1"), "'x = 1' begins neither with '- '"),
        (edited("- return Z", "+ return Y"), "'return Z' does not stand in stack_and_einsum of right_answers/"),
        (edited("  def corr2d_multi_in_out(X, K):"), "changes nothing"),
        (edited("+ X = 1"), "'X = 1' has no place"),
        (edited("- def corr2d_multi_in_out(X, K):", "+ def corr2d_multi_in_out(X, K"), "SyntaxError"),
        (edited(f"- return {STACK}", "+ pass", "", f"- return {STACK}", "+ pass"), "two edits of the same lines"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_in_one_line(wrong_answer, text, says):
    with pytest.raises(CourseError, match=rf"wrong_answers/{FIRST}\.toml: .+\.") as error:
        mistakes.read_all(wrong_answer(text))

    assert says in str(error.value)


def test_a_file_of_no_task_is_refused(wrong_answer):
    exercise = wrong_answer("")
    (exercise.folder / "wrong_answers" / "relu.py").write_text("x = 1", encoding="utf-8")

    with pytest.raises(CourseError, match=r"wrong_answers/relu\.py: wrong answers stand in <task>\.toml\. The tasks: "):
        mistakes.read_all(exercise)


def test_a_line_that_stands_twice_is_no_place(wrong_answer):
    exercise = wrong_answer(edited("- X = X + 0", "+ X = X"))
    path = exercise.folder / "right_answers" / f"{FIRST}.py"
    path.write_text("# %% stack_and_einsum\ndef f(X):\n    X = X + 0\n    X = X + 0\n    return X\n", "utf-8")

    with pytest.raises(CourseError, match=r"'X = X \+ 0' stands 2 times in stack_and_einsum .+Add the line above"):
        mistakes.read_all(exercise)


def test_an_edit_keeps_the_indentation_of_its_place(wrong_answer):
    text = edited(f"- return {STACK}", "+ for o in K:", "+     pass", "+ return X")

    (new, *_) = mistakes.read_all(wrong_answer(text))

    assert "(X, K):\n    for o in K:\n        pass\n    return X\n" in new.codings[0]
    assert "vectorized" in new.codings[0], "the rest of the base stays"


def test_code_that_fails_is_told_when_an_answer_is_compared_with_it(mark_code, wrong_answer):
    broken = Marker(wrong_answer(GOOD.replace("x = 1", "1 / 0")))

    task = mark_code(code(UNKNOWN["negative"]), marker=broken, only_task=FIRST).tasks[0]

    assert task.verdict is Verdict.NOT_GRADED
    assert f"wrong_answers/{FIRST}.toml: new: ZeroDivisionError" in task.message


def test_a_belief_is_read_with_all_its_codings(wrong_answer):
    text = GOOD.replace("'''\nx = 1\n'''", "['''\ndef f(): pass\n''', '''\nimport torch\n''']")

    found = mistakes.read_all(wrong_answer(text))[0]

    assert (found.id, found.mistake.belief, found.mistake.hint) == ("new", "something.", "Why?")
    assert len(found.codings) == 2 and found.wrong_in == (FIRST,)


def test_the_text_of_a_common_belief_comes_from_the_common_file_and_the_section_may_be_nearer(wrong_answer):
    text = '[kernel_is_square]\nread = "book/intro"\ncode = "x = 1"\n'

    mistake = mistakes.read_all(wrong_answer(text))[0].mistake

    assert mistake.belief == "a slice is as wide as it is high." and mistake.read == "book/intro"


def test_every_belief_of_the_course_has_a_short_question_that_gives_no_line_away():
    for exercise in Course(ROOT).exercises():
        for wrong in mistakes.read_all(exercise):
            assert 10 < len(wrong.mistake.hint) < 300 and "`return" not in wrong.mistake.hint, wrong.belief.where
            assert "?" in wrong.mistake.hint, f"{wrong.belief.where}: a hint is a question"


def test_an_answer_that_two_beliefs_explain_gets_no_name(wrong_answer, mark_code):
    twin = f"def {FIRST}(X, K):\n    return {MAPS}.relu()"
    marker = Marker(wrong_answer(GOOD.replace("x = 1", twin)))

    task = mark_code(code(NEW_CODINGS["relu_added"]), only_task=FIRST, marker=marker).tasks[0]

    assert task.score == 0.0 and task.mistake is None


def test_a_likeness_on_very_few_inputs_is_no_evidence(wrong_answer, mark_code):
    rare = f"assert X.numel() == K.numel() == 1 and float(X) == 0\n    return {MAPS} + 5"
    marker = Marker(wrong_answer(GOOD.replace("x = 1", f"def {FIRST}(X, K):\n    {rare}")))

    task = mark_code(code(f"return {MAPS} + 5"), only_task=FIRST, marker=marker).tasks[0]

    assert task.score == 0.0 and task.mistake is None


def test_raising_where_a_belief_raises_is_that_belief_in_the_same_words_only(mark_code, marker_of):
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
        mistake = mark_code(text, only_task="conv2d", marker=marker_of("ex04_conv2d_parameters")).tasks[0].mistake
        return mistake and mistake.id

    assert named(said) == "bias_asked_for_truth"
    assert named("The size of tensor a (3) must match the size of tensor b (4)") is None
