"""The catalogue of small edits: each slip is found, forwards and backwards, and the tree is left as it was."""

import ast

import pytest

from autograder.edits import catalogue
from autograder.edits.arguments import renamed_arguments
from autograder.edits.edit import Edit
from autograder.edits.scope import alike

# what a right line says, what a student's line says, what the catalogue calls the slip
SLIPS = [
    ("H - h + 1", "H - h", "+ 1 missing"),
    ("X.shape[2] - K.shape[0] + 1", "X.shape[1] - K.shape[0] + 1", "another size"),
    ("torch.zeros(oh, ow)", "torch.zeros(oh, oh)", "height for width"),
    ("torch.zeros(out_height, out_width)", "torch.zeros(out_height, out_height)", "height for width"),
    ("maps.sum(0)", "maps.mean(0)", "sum for mean"),
    ("maps.sum(0)", "maps.sum(1)", "another axis"),
    ("maps.sum(dim=0)", "maps.sum()", "no axis"),
    ("torch.stack(maps)", "torch.cat(maps)", "stack for cat"),
    ("torch.stack(maps, 0)", "torch.stack(maps, -1)", "another axis"),
    ("torch.einsum('chwij,ocij->ohw', X, K)", "torch.einsum('chwij,ocij->owh', X, K)", "einsum letters exchanged"),
    ("torch.einsum('chwij,ocij->ohw', X, K)", "torch.einsum('chwij,ocij->cohw', X, K)", "an einsum letter left out"),
    ("(n + 2 * p - k) // s + 1", "(n + p - k) // s + 1", "twice for once"),
    ("(n - k) // s + 1", "(n - k) / s + 1", "whole division for division"),
    ("(n - k) // s + 1", "-(-(n - k) // s) + 1", "rounded down for up"),
    ("n - (k - 1)", "n - k - 1", "brackets elsewhere"),
    ("corr2d(X, K)", "corr2d(K, X)", "arguments swapped"),
    ("K @ X", "X @ K", "the two sides exchanged"),
    ("X.reshape(c, h, w)", "X.reshape(c, w, h)", "arguments swapped"),
    ("X[i, j]", "X[j, i]", "two entries exchanged"),
    ("X[i:i + 2]", "X[i:]", None),
    ("relu(X)", "X", None),
    ("X", "relu(X)", "a call left out"),
    ("X.shape[0]", "2", None),
    ("range(X.shape[0])", "range(2)", "a size"),
    ("i * stride", "i", "a quantity left out"),
    ("n > k", "n >= k", "another comparison"),
    ("f(x, bias=False)", "f(x, bias=True)", "true for false"),
    ("[f(x, k) for k in K]", "[f(x, K) for k in K]", "another variable"),
    ("X.permute(0, 2, 1)", "X", "axes in another order"),
    ("X[c]", "X", "the whole for a part"),
    ("X[c]", "X[:, c]", "an index on another axis"),
]


def definition(expression):
    names = "X, K, H, h, oh, ow, out_height, out_width, maps, n, p, k, s, c, w, i, j, stride, x"
    return ast.parse(f"def f({names}):\n    X.shape, K[0]\n    for i in X:\n        for c in K:\n            pass\n"
                     f"    return {expression}").body[0]  # fmt: skip


def all_edits(tree):
    yield from catalogue.slips(tree)
    yield from catalogue.additions(tree)


def results(tree: ast.stmt, edits) -> dict[str, list[Edit]]:
    """The edits by the code that they make."""
    made: dict[str, list[Edit]] = {}
    for edit in edits:
        with edit.applied():
            made.setdefault(ast.unparse(tree), []).append(edit)
    return made


@pytest.mark.parametrize(("right", "wrong", "name"), [slip for slip in SLIPS if slip[2]])
def test_a_slip_is_mended_by_an_edit_with_a_plain_name(right, wrong, name):
    tree = definition(wrong)
    found = results(tree, all_edits(tree))

    edits = found.get(ast.unparse(definition(right)), [])
    assert name in [edit.name for edit in edits], [edit.name for edit in edits]
    assert {edit.line for edit in edits} == {6}


@pytest.mark.parametrize(
    ("right", "wrong"), [slip[:2] for slip in SLIPS if slip[2] not in ("a call left out", "rounded down for up")]
)
def test_a_right_line_is_made_wrong_in_the_same_way(right, wrong):
    tree = definition(right)

    assert ast.unparse(definition(wrong)) in results(tree, all_edits(tree))


STEPS = [
    ("total += x", "total = x", "`+=` for `=`"),
    ("total = x", "total += x", "`=` for `+=`"),
    ("X = X.reshape(2, 3)", "X.reshape(2, 3)", "a result thrown away"),
    ("total = 0\nfor x in X:\n    total += x", "for x in X:\n    total = 0\n    total += x", "a step too far in"),
    ("for x in X:\n    total += x\nreturn total", "for x in X:\n    total += x\n    return total", "a step too far in"),
    ("for x in X:\n    total += x\n    n += 1", "for x in X:\n    total += x\nn += 1", "a step too far out"),
    ("a = 1\nb = a", "b = a\na = 1", "two steps exchanged"),
    ("total = 1\nreturn total", "total = 1", "no return"),
    ("return X", "X = relu(X)\nreturn X", "a step left out"),
    ("if a:\n    b = 1\nelse:\n    b = 2", "if a:\n    b = 2\nelse:\n    b = 1", "the two cases exchanged"),
]


def steps(body):
    return ast.parse("def f(X, total, n):\n" + "\n".join(f"    {line}" for line in body.splitlines())).body[0]


@pytest.mark.parametrize(("right", "wrong", "name"), STEPS)
def test_a_step_is_mended(right, wrong, name):
    tree = steps(wrong)

    edits = results(tree, catalogue.slips(tree)).get(ast.unparse(steps(right)), [])

    assert name in [edit.name for edit in edits], edits


# what no slip makes, so that only a repair knows it: the right body, the student's, what is wrong
REPAIRED = [
    ("for i in A:\n    for j in B:\n        g(i, j)", "for i, j in zip(A, B):\n    g(i, j)", "one loop for two"),
    ("for i, j in zip(A, B):\n    g(i, j)", "for i in A:\n    for j in B:\n        g(i, j)", "two loops for one"),
    ("Y = 0\nfor x in X:\n    Y += x\nreturn Y", "for x in X:\n    Y = x\nreturn Y", "`=` for `+=`"),
    ("return sum((g(X[_count]) for _count in range(len(X))))", "return g(X[0]) + g(X[1])", "two for all"),
    ("return X[i:i + h, j:j + w]", "return X[i:h, j:w]", "a length for an end"),
    ("return X[i:i + h, j:j + w]", "return X[i:i + h][j:j + w]", "two brackets for one"),
    ("(c, h, w) = X.shape", "(c, one, h, w) = X.shape", "a name too many"),
    ("oh = H - kh + 1\now = W - kw + 1", "oh = H - kh + 1\now = oh", "height for width"),
    ("ow = W - kw + 1", "ow = H - kh + 1", "height for width"),
    ("return X + bias if bias is not None else X", "return X + bias", "nothing is not looked at"),
    ("if bias is not None:\n    X += bias", "if bias:\n    X += bias", "nothing is not looked at"),
    ("X += bias.reshape(-1, 1, 1)", "X += bias[0]", "not spread over the axes"),
    ("return X.movedim(0, -1).reshape(6, 2)", "return X.reshape(6, 2)", "axes in another order"),
    ("return A * B.conj()", "return A * B", "no conjugate"),
    ("return K.squeeze(-1).squeeze(-1)", "return K.squeeze()", "squeezed too much"),
    ("return g(X).relu()", "return g(X)", "a bend left out"),
    ("A = g(X, 1)\nB = f(A, 2)", "A = f(X, 2)\nB = g(A, 1)", "two steps exchanged"),
    ("X = g(X)\nreturn X", "g(X)\nreturn X", "a result thrown away"),
    ("return a + b * c", "return a + b + c", "plus for times"),
    ("if not a:\n    raise ValueError\nreturn b", "assert a\nreturn b", "another exception"),
    ("if min(kh, kw) < 1:\n    raise ValueError\nreturn kh", "return kh", "no exception"),
    ("return sum(maps)", "return torch.cat(maps)", "sum for cat"),
    ("return T(X, K, dims=([0, 3], [0, 1]))", "return T(X, K, dims=([0], [0]))", "an axis too few"),
]


def repaired(body):
    names = "X, K, A, B, H, W, kh, kw, h, w, i, j, a, b, c, maps, bias=None"
    lines = [*body.splitlines(), "X.shape, K.shape"] if "return" not in body else body.splitlines()
    return ast.parse(f"def f({names}):\n" + "\n".join(f"    {line}" for line in lines)).body[0]


@pytest.mark.parametrize(("right", "wrong", "name"), REPAIRED)
def test_what_is_missing_is_put_in(right, wrong, name):
    tree = repaired(wrong)

    edits = results(tree, [*catalogue.repairs(tree), *catalogue.additions(tree)]).get(ast.unparse(repaired(right)), [])

    assert name in [edit.name for edit in edits], [edit.name for edit in edits]


def test_an_edit_leaves_the_tree_as_it_was_and_every_candidate_compiles():
    tree = steps("for i, x in enumerate(X):\n    total += x.sum(0) * n // 2\nreturn torch.stack([total, X[0, 1:]], 0)")
    before = ast.dump(tree, include_attributes=True)

    for edit in all_edits(tree):
        with edit.applied():
            compile(ast.Module([tree], []), "candidate", "exec")

    assert ast.dump(tree, include_attributes=True) == before


def test_messages_types_and_docstrings_are_left_alone():
    tree = ast.parse("def f(x: int) -> int:\n    'Adds 1.'\n    print(x + 1)\n    raise ValueError(x + 1)").body[0]

    assert {edit.name for edit in all_edits(tree)} <= {
        "a step left out", "two steps exchanged", "no return"
    }  # fmt: skip


def test_pairs_of_names():
    assert alike("kh", "kw") and alike("out_height", "out_width") and alike("p0", "p1")
    assert not alike("stride", "padding") and not alike("kh", "kh")


def test_one_is_missing_for_both_axes_in_one_line():
    tree = ast.parse("def f(X, K, H, W, h, w):\n    return X[0:H - h, 0:W - w]").body[0]

    made = results(tree, catalogue.repairs(tree))

    assert [edit.line for edit in made["def f(X, K, H, W, h, w):\n    return X[0:H - h + 1, 0:W - w + 1]"]] == [2]


def test_an_argument_gets_the_name_that_the_task_gives_it():
    own = ast.parse("def f(n, pad=0):\n    return n + 2 * pad").body[0]
    right = ast.parse("def f(n, padding=0):\n    return padding + padding + n").body[0]
    taken = ast.parse("def f(n, pad=0):\n    padding = 1\n    return n + 2 * pad + padding").body[0]

    assert list(results(own, renamed_arguments(own, right))) == ["def f(n, padding=0):\n    return n + 2 * padding"]
    assert list(renamed_arguments(taken, right)) == []
    assert list(renamed_arguments(right, right)) == []
