"""`autograder verify` runs the released notebook as students get it; it keeps advice apart from what is broken."""

from kit import command
from small_course import edit, made

INIT = '''
# %% answer="Box"
class Box:
    """Holds a thing."""
    ### BEGIN SOLUTION
    def __init__(self):
        self.thing = None

    def put_in(self, thing):
        for each in range(3):
            self.thing = thing
    ### END SOLUTION

# %% checks="Box"
box = Box()
box.put_in(3)
assert box.thing == 3

# %%
class Pair:
    def __init__(self):
        self.thing = None
        for each in range(3):
            pass
'''
TASK = '\n[[tasks]]\nname = "Box"\npoints = 1\narguments = []\n'
TEST = '\n\n@task("Box")\ndef holds(answer, draw):\n    """It is there."""\n    expect_equal(1, 1)\n'

LONGER = '''
# %% answer="many"
def many(name):
    """How many letters the initials have."""
    ### BEGIN SOLUTION
    return sum(map(str.isupper, initials(name)))
    ### END SOLUTION

# %% checks="many"
assert many("grace hopper") == 2
'''
LONGER_TASK = '\n[[tasks]]\nname = "many"\npoints = 1\narguments = ["name"]\n'
LONGER_TEST = '''

@task("many")
def counts(answer, draw):
    """Each part counts."""
    expect_equal(answer.many("ada  king lovelace"), 3, "three parts")
'''
HARMLESS_BELIEF = '''
[harmless]
belief = "it needs a name."
hint = "Does it?"
code = """
def initials(name):
    return "".join(part[0].upper() + "." for part in name.split())
"""
'''


def verify(root, *options):
    command("release", cwd=root)
    done = command("verify", *options, cwd=root)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_what_a_student_would_stumble_over_is_told(tmp_path):
    root = made(tmp_path / "course")
    notebook = root / "solutions/ex01_first/notebook.py"
    edit(
        notebook,
        ('assert both == "G.H."', 'assert both == "G. H."'),
        ('# %% answer="initials"', '# %%\nimport no_such_module\n\n# %% answer="initials"'),
    )

    status, said = verify(root)

    assert status == 1
    assert "the visible check of initials fails with the solution: AssertionError" in said
    assert "given code fails with the solution: ModuleNotFoundError: No module named 'no_such_module'" in said


def test_a_check_that_checks_nothing_is_told(tmp_path):
    root = made(tmp_path / "course")
    notebook = root / "solutions/ex01_first/notebook.py"
    before, checks, _ = notebook.read_text("utf-8").partition('# %% checks="initials"\n')
    notebook.write_text(f'{before}{checks}print("✓")\n', encoding="utf-8")

    status, said = verify(root)

    assert status == 1 and "the visible check of initials passes with the stub" in said


def test_few_answers_are_advice_and_common_lines_are_no_leak(tmp_path):
    root = made(tmp_path / "course")
    folder = root / "solutions/ex01_first"
    for name, more in (("notebook.py", INIT), ("exercise.toml", TASK), ("hidden_tests.py", TEST)):
        (folder / name).write_text((folder / name).read_text("utf-8") + more, encoding="utf-8")
    edit(folder / "hidden_tests.py", ("expect_equal(1, 1)", "answer.Box()"))
    for path in (folder / "right_answers").iterdir():
        path.unlink()
    (folder / "wrong_answers/initials.toml").unlink()
    (folder / "penguins.csv").write_text("1,2\n", encoding="utf-8")

    status, said = verify(root)
    strict, _ = verify(root, "--strict")

    assert status == 0, said
    assert "shows a secret line" not in said
    assert said.count("better: ") >= 4 and "pieces of advice" in said
    assert "better: solutions/ex01_first/penguins.csv: students do not get it" in said
    assert strict == 1


def test_where_the_solution_fails_nothing_else_of_the_task_is_held_against_the_author(tmp_path):
    root = made(tmp_path / "course")
    edit(root / "solutions/ex01_first/hidden_tests.py", ('"A.L.", "two blanks', '"A. L.", "two blanks'))

    status, said = verify(root)

    broken = [line for line in said.splitlines() if line.startswith("      ") and "better: " not in line]
    assert status == 1
    assert len([line for line in broken if "notebook.py: initials: FAILED" in line]) == 1
    assert not any("wrong_answers" in line or "with other draws" in line for line in broken)


def test_a_wrong_answer_with_other_marks_comes_with_the_next_step(tmp_path):
    root = made(tmp_path / "course")
    for name, more in (("notebook.py", LONGER), ("exercise.toml", LONGER_TASK), ("hidden_tests.py", LONGER_TEST)):
        path = root / "solutions/ex01_first" / name
        path.write_text(path.read_text("utf-8") + more, encoding="utf-8")
    wrong = root / "solutions/ex01_first/wrong_answers/initials.toml"
    wrong.write_text(wrong.read_text("utf-8") + HARMLESS_BELIEF, encoding="utf-8")

    status, said = verify(root)

    assert status == 1
    assert '`wrong_in = ["initials", "many"]`' in said
    assert "harmless: initials: 10 points, deserves 0. Add a test, or inputs, on which it is wrong" in said


def test_data_that_a_check_and_the_tests_share_is_advice(tmp_path):
    root = made(tmp_path / "course")
    shared, step = 'NAMES = ["grace hopper", "ada lovelace"]\n', 'NAMES.append("mary somerville")\n'
    edit(root / "solutions/ex01_first/notebook.py", ("both = initials", f"{shared}{step}both = initials"))
    edit(root / "solutions/ex01_first/hidden_tests.py", ("PARTS = (", f"{shared}{step}PARTS = ("))

    status, said = verify(root)

    assert status == 0, said
    for line in (shared, step):
        assert (
            f"better: exercises/ex01_first/ex01_first.ipynb: shows a secret line of ex01_first: {line.strip()}" in said
        )
