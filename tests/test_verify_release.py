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
