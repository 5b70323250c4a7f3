"""`autograder new` and `verify`: an exercise is added as one folder; `verify` names each thing that is not yet good."""

import pytest
from kit import command

NEW = "ex09_new"
FILES = ("exercise.toml", "hidden_tests.py", "wrong_answers/scale_channels.toml")
LIKE = """
[in_other_words]
belief = "the weights follow the columns, in other words."
hint = "Which axis?"
read = "book/02-multi-output-channels#weight-axes"
code = '''
def scale_channels(X, weights):
    return X * weights[None, None, :]
'''
"""


@pytest.fixture(scope="module")
def author(tmp_path_factory):
    """A course with nothing in it but its pages, and a new exercise."""
    root = tmp_path_factory.mktemp("author")
    (root / "_config.yml").write_text("title: A course\n", encoding="utf-8")
    (root / "book").mkdir()
    (root / "book/02-multi-output-channels.md").write_text("(weight-axes)=\n# Axes\n", encoding="utf-8")
    (root / "solutions").mkdir()
    done = command("new", NEW, "--course", root)
    assert (done.returncode, done.stderr) == (0, "")
    return root, done.stdout


def test_the_skeleton_is_a_whole_exercise(author):
    root, said = author

    commands = [word.split() for word in said.split("`")[1::2]]
    done = [command(*words[1:], "--course", root) for words in commands]

    assert [words[1] for words in commands] == ["release", "verify"]
    assert [run.returncode for run in done] == [0, 0], done[-1].stdout + done[-1].stderr
    assert "all rules hold" in done[-1].stdout
    rule = "No line of a solution region, of a rubric or of the hidden tests stands in what students get."
    assert f"  ✓ {rule}\n" in done[-1].stdout


def test_a_wrong_answer_that_uses_what_is_not_allowed_is_told_why_it_has_no_name(author):
    root, _ = author
    folder = root / "solutions" / NEW
    toml = (folder / "exercise.toml").read_text(encoding="utf-8")
    (folder / "exercise.toml").write_text(
        toml.replace("not_allowed = []", 'not_allowed = ["unfold"]'), encoding="utf-8"
    )
    path = folder / "wrong_answers/scale_channels.toml"
    before = path.read_text(encoding="utf-8")
    banned = LIKE.replace("return X", "X = X.unfold(1, 1, 1)[..., 0]\n    return X")
    path.write_text(before + banned, encoding="utf-8")
    command("release", NEW, "--course", root)

    done = command("verify", NEW, "--course", root)
    path.write_text(before, encoding="utf-8")
    (folder / "exercise.toml").write_text(toml, encoding="utf-8")

    (line,) = [line for line in done.stdout.splitlines() if "in_other_words: " in line]
    assert "unfold" in line.split("in_other_words")[1] and line.endswith("only then is it compared")


def test_a_chapter_that_is_no_page_is_told(author):
    root, _ = author
    path = root / "solutions" / NEW / "exercise.toml"
    toml = path.read_text(encoding="utf-8")
    path.write_text(toml.replace('chapter = "02-', 'chapter = "99-'), encoding="utf-8")

    done = command("verify", NEW, "--course", root)
    path.write_text(toml, encoding="utf-8")

    assert f"solutions/{NEW}/exercise.toml: chapter = '99-multi-output-channels' leads nowhere. Name" in done.stdout
    assert done.returncode == 1


def test_two_beliefs_that_do_the_same_are_told_by_name(author):
    root, _ = author
    path = root / "solutions" / NEW / "wrong_answers/scale_channels.toml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + LIKE, encoding="utf-8")
    command("release", NEW, "--course", root)

    done = command("verify", NEW, "--course", root)
    path.write_text(before, encoding="utf-8")

    assert done.returncode == 1
    assert (
        f"solutions/{NEW}/wrong_answers/scale_channels.toml: in_other_words: scale_channels: named nothing; "
        "weights_follow_columns does the same on all inputs. Add telling inputs, or merge like beliefs" in done.stdout
    )


ONE_NUMBER = '''

@task("scale_channels", weight=2)
def one_number(answer, draw):
    """One channel of one number."""
    expect_close(answer.scale_channels(draw.image(1, 1, 1), torch.ones(1)).sum() * 0, torch.tensor(0.0))


@task("scale_channels")
def refuses_words(answer, draw):
    """Raises for what is no tensor."""
    expect_raises(Exception, lambda: answer.scale_channels("no", "tensor"))
'''


def test_verify_holds_a_wrong_answer_to_the_points_that_it_deserves(author):
    root, _ = author
    folder = root / "solutions" / NEW
    kept = {name: (folder / name).read_text(encoding="utf-8") for name in FILES}
    toml, tests, beliefs = kept.values()
    (folder / "exercise.toml").write_text(
        toml.replace("points = 10", 'points = 10\ncredit = "tests"'), encoding="utf-8"
    )
    imported = tests.replace("import expect_close,", "import expect_close, expect_raises,")
    (folder / "hidden_tests.py").write_text(imported + ONE_NUMBER, encoding="utf-8")
    command("release", NEW, "--course", root)

    before = command("verify", NEW, "--course", root)
    named = beliefs.replace("[weights_follow_columns]\n", "[weights_follow_columns]\nexpected = 5\n")
    (folder / "wrong_answers/scale_channels.toml").write_text(named, encoding="utf-8")
    after = command("verify", NEW, "--course", root)
    for name, text in kept.items():
        (folder / name).write_text(text, encoding="utf-8")
    command("release", NEW, "--course", root)

    # weights 1, 1, 1, 2 and the engine's own test: it passes that of 2 and the last; the stub passes the test for words
    assert "5 points, deserves 0. Write `expected = 5` if it is worth that much" in before.stdout, before.stdout
    assert "points, deserves" not in after.stdout and "by luck" not in after.stdout
    assert "“Raises for what is no tensor.” of scale_channels earns nothing: an empty answer passes it" in after.stdout
