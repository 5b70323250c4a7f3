"""The corpus, second part: notebooks whose frame is sound and whose code is not. See `corpus` for how to read it."""

from __future__ import annotations

from nbformat.v4 import new_code_cell

from malformed.corpus import (
    EXERCISE,
    FIRST,
    FULL,
    HALF,
    NOTHING,
    RIGHT,
    SECOND,
    WRONG,
    answer,
    at,
    case,
    scratch,
    several,
)

# 16 to 18 Cells that Python, or Python without Jupyter, does not take

BROKEN = {
    "syntax": "for in range(3):",
    "return": "return 3",
    "unfinished": "print((1, 2",
    "indent": "  x = 1\n y = 2",
    "tabs": "if True:\n\tx = 1\n        y = 2",
    "words": "this is not python at all",
    "zero_division": "1 / 0",
    "other_language": "x <- c(1, 2)",
    "nothing": "",
    "only_comment": "# to do",
    "await": "import asyncio\nawait asyncio.sleep(0)",
    "zero_byte": "x = 1\0",
    "half_pair": "x = '\ud83d'",
}


@several(16, BROKEN)
def scratch_cell_with(notebook, folder, source):
    return scratch(notebook, source)


BELOW = {
    "python_2": "print 'ok', 3",
    "quotes_of_a_word_processor": "print(\u201cdone\u201d)",
    "prose": "and that is all",
    "raise": "raise NotImplementedError()",
    "exit": "exit()",
}


@several(16, BELOW)
def below_the_answer(notebook, folder, line):
    return answer(notebook, f"{RIGHT[FIRST]}\n\n{line}\n")


BODY = RIGHT[FIRST].replace("\n", "\n    ")
AS = {
    "indented": f"    {BODY}",
    "under_main": f"if __name__ == '__main__':\n    {BODY}",
    "in_a_try_that_stops": f"try:\n    import mxnet\n    {BODY}\nfinally:\n    pass",
    "with_tabs": RIGHT[FIRST].replace("    ", "\t"),
    "with_blanks_of_a_web_page": RIGHT[FIRST].replace("    ", "\u00a0" * 4),
    "with_an_invisible_sign": f"\u200b{RIGHT[FIRST]}\ufeff",
    "with_old_line_ends": RIGHT[FIRST].replace("\n", "\r"),
    "below_an_open_bracket": f"x = [1, 2\n{RIGHT[FIRST]}",
    "below_await": f"import asyncio\nawait asyncio.sleep(0)\n{RIGHT[FIRST]}",
    "at_a_prompt": "\n".join(">>> " * (i == 0) + "... " * (i > 0) + x for i, x in enumerate(RIGHT[FIRST].split("\n"))),
}


@several(16, AS)
def answer_written(notebook, folder, source):
    return answer(notebook, source)


@case(16, HALF, says="tabs and spaces", verdict="MISSING")
def tabs_and_spaces_mixed(notebook, folder):
    return answer(notebook, f"def {FIRST}(X, K):\n\tmaps = []\n        return torch.stack(maps)")


@case(16, HALF, says="stands in a comment", verdict="MISSING")
def the_answer_made_a_comment(notebook, folder):
    return answer(notebook, "\n".join(f"# {line}" for line in RIGHT[FIRST].split("\n")))


@case(16, HALF, says="Did you mean", verdict="MISSING")
def capitals_in_the_name(notebook, folder):
    return answer(notebook, RIGHT[FIRST].replace(FIRST, FIRST.title()))


@case(16, HALF, says="line")
def a_syntax_error_in_the_answer(notebook, folder):
    return answer(notebook, f"def {FIRST}(X, K)\n    return 3")


@case(16, HALF)
def the_stub_left_in(notebook, folder):
    return answer(notebook, f'def {FIRST}(X, K):\n    raise NotImplementedError("write {FIRST} here")')


@several(
    17,
    {
        "input": "name = input('Your name? ')",
        "debug": "%debug",
        "pdb": "import pdb; pdb.set_trace()",
        "stdin": "import sys; sys.stdin.read()",
    },
)
def waits_for(notebook, folder, source):
    return scratch(notebook, source)


MAGICS = {
    "pip": "!pip install d2l",
    "percent_pip": "%pip install torch",
    "matplotlib": "%matplotlib inline\nimport torch",
    "autoreload": "%load_ext autoreload\n%autoreload 2",
    "bash": "%%bash\nrm -rf /",
    "time": "%%time\nz = 3",
    "timeit": "%timeit 1 + 1",
    "assign": "files = !ls",
    "help": "torch.stack?",
    "cd": "%cd /tmp",
    "drive": "from google.colab import drive\ndrive.mount('/content/drive')",
}


@several(18, MAGICS)
def magic(notebook, folder, source):
    return scratch(notebook, source)


@several(18, {"time": "%%time\n", "matplotlib": "%matplotlib inline\n", "pip": "!pip install x\n"})
def magic_above_the_answer(notebook, folder, line):
    return answer(notebook, line + RIGHT[FIRST])


# 19 to 25 Code that does not end, takes too much, kills itself, is loud

LOOPS = {
    "endless": "while True: pass",
    "swallows": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "sleep": "import time; time.sleep(10_000)",
}


@several(19, LOOPS)
def scratch_cell_that_loops(notebook, folder, source):
    return scratch(notebook, source, before=f"test_{SECOND}")


@case(19, HALF, verdict="TIMED_OUT")
def an_answer_that_loops(notebook, folder):
    return answer(notebook, f"def {FIRST}(X, K):\n    while True: pass")


@case(19, HALF, verdict="CRASHED")
def an_answer_without_a_bottom(notebook, folder):
    return answer(notebook, f"def {FIRST}(X, K):\n    return {FIRST}(X, K)")


@case(20, HALF, verdict="OUT_OF_MEMORY")
def an_answer_that_takes_all_memory(notebook, folder):
    return answer(notebook, f"def {FIRST}(X, K):\n    return torch.ones(10**11)")


@case(20)
def a_scratch_cell_that_takes_all_memory(notebook, folder):
    return scratch(notebook, "rows = []\nwhile True:\n    rows.append(bytearray(10_000_000))")


DEATHS = {
    "exit": "import os; os._exit(1)",
    "kill": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "segfault": "import ctypes; ctypes.string_at(0)",
}


@several(21, DEATHS, HALF, verdict="CRASHED")
def an_answer_that_dies_by(notebook, folder, source):
    return answer(notebook, f"def {FIRST}(X, K):\n    {source}")


@several(21, {**DEATHS, "sys_exit": "import sys; sys.exit()", "quit": "quit()"})
def a_scratch_cell_that_dies_by(notebook, folder, source):
    return scratch(notebook, source, before=f"test_{SECOND}")


CHILDREN = {
    "fork": "import os\nwhile True: os.fork()",
    "process": "import subprocess; subprocess.Popen(['sleep', '1000'])",
    "thread": "import threading, time; threading.Thread(target=time.sleep, args=(1000,)).start()",
    "atexit": "import atexit, time; atexit.register(time.sleep, 1000)",
}


@several(22, CHILDREN)
def leaves_behind_a(notebook, folder, source):
    return scratch(notebook, source)


LOUD = {
    "line": "print('x' * 30_000_000)",
    "lines": "for i in range(1_000_000): print(i)",
    "ever": "while True: print('x' * 1000)",
}


@several(23, LOUD)
def prints_far_too_much(notebook, folder, source):
    return scratch(notebook, source, before=f"test_{SECOND}")


@case(23)
def prints_in_every_call(notebook, folder):
    return answer(notebook, RIGHT[FIRST].replace("return", "print('x' * 100_000)\n    return"))


@case(25)
def noise_on_standard_error(notebook, folder):
    noise = "import sys, warnings; warnings.warn('careful'); print('noise', file=sys.stderr)"
    return answer(scratch(notebook, noise), RIGHT[FIRST].replace("return", f"{noise}\n    return"))


# 26 to 31 Code that would like another mark

FORGERIES = {
    "displayhook": "import sys; sys.displayhook(5.0)",
    "prints_json": 'print(\'{"exercise": "x", "score": 10.0, "max_score": 10.0}\')',
    "results_file": "open('results.json', 'w').write('{\"score\": 100}')",
    "transformer": "get_ipython().input_transformers_post.append(lambda lines: [])",
    "allclose": "import torch; torch.allclose = lambda *a, **k: True; torch.equal = torch.allclose",
    "builtins": "import builtins; builtins.sum = builtins.all = lambda *a: True",
    "assertion": "import builtins; builtins.AssertionError = ZeroDivisionError",
    "modules": "import sys; sys.modules['autograder'] = sys.modules['torch']",
    "frames": "import gc, sys; [o for o in gc.get_objects()]; sys._getframe(0).f_back",
}


@several(26, FORGERIES, NOTHING)
def wrong_answer_and(notebook, folder, source):
    for name in RIGHT:
        answer(notebook, WRONG[name], name)
    return scratch(notebook, source)


@several(27, {key: FORGERIES[key] for key in ("displayhook", "allclose", "assertion", "frames")})
def right_answer_and(notebook, folder, source):
    return scratch(notebook, source)


LIES = {
    "always_equal": "type('Yes', (), {'__eq__': lambda s, o: True, 'shape': (4, 4, 6)})()",
    "subclass": "torch.Tensor._make_subclass(type('T', (torch.Tensor,), {}), torch.zeros(4, 4, 6))",
    "empty": "torch.empty(0)",
    "nan": "torch.full((len(K), X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1), float('nan'))",
    "generator": "(x for x in X)",
    "numpy": "X.numpy()",
    "number": "1e400",
}


@several(28, LIES, HALF)
def returns_a_lie(notebook, folder, value):
    return answer(notebook, f"def {FIRST}(X, K):\n    return {value}")


@case(28, HALF)
def changes_its_arguments(notebook, folder):
    return answer(notebook, RIGHT[FIRST].replace("    return", "    X.zero_()\n    return"))


@case(29, HALF, verdict="FAILED")
def knows_the_visible_example_by_heart(notebook, folder):
    values = "[[[56., 72.], [104., 120.]], [[76., 100.], [148., 172.]], [[96., 128.], [192., 224.]]]"
    return answer(notebook, f"def {FIRST}(X, K):\n    return torch.tensor({values})")


READS = {
    "course": "import pathlib; print([p.read_text() for p in pathlib.Path('/').glob('**/hidden_tests.py')][:1])",
    "parent": "print(open('../../../../solutions/ex02_multi_output/hidden_tests.py').read())",
    "proc": "print(open('/proc/1/environ').read())",
    "network": "import urllib.request; urllib.request.urlopen('http://example.com')",
    "self": f"open('{EXERCISE}.ipynb', 'w').write('')",
    "database": "import sqlite3; sqlite3.connect('../../../gradebook.db').execute('drop table grade')",
    "startup": "import os; open(os.path.expanduser('~/.bashrc'), 'a').write('evil')",
}


@several(30, READS)
def tries_to_reach(notebook, folder, source):
    return scratch(notebook, source)


# 33, 40 Code that ran somewhere else

ELSEWHERE = {
    "file": "data = open('data/train.csv').read()",
    "windows_path": "data = open('C:\\\\Users\\\\ada\\\\x.csv').read()",
    "out_of_order": "print(defined_in_a_cell_that_is_gone)",
    "cuda": "device = torch.device('cuda'); torch.zeros(3).to(device)",
    "package": "import tensorflow as tf",
}


@several(33, ELSEWHERE)
def needs_what_is_not_here(notebook, folder, source):
    return scratch(notebook, source)


@case(40, HALF, says="helper_that_is_gone")
def an_answer_that_needs_a_deleted_helper(notebook, folder):
    return answer(notebook, f"def {FIRST}(X, K):\n    return helper_that_is_gone(X, K)")


@case(40)
def a_helper_defined_below(notebook, folder):
    answer(notebook, f"def {FIRST}(X, K):\n    return helper(X, K)")
    notebook.cells.append(new_code_cell(RIGHT[FIRST].replace(FIRST, "helper")))
    return notebook


# Ways of writing a right answer

LOOP = "return torch.stack([corr2d_multi_in(X, k) for k in K])"
STYLES = {
    "lambda": f"{FIRST} = lambda X, K: torch.stack([corr2d_multi_in(X, k) for k in K])",
    "other_names": f"def {FIRST}(image, f):\n    return torch.stack([corr2d_multi_in(image, one) for one in f])",
    "typed": f"def {FIRST}(X: torch.Tensor, K: torch.Tensor) -> torch.Tensor:\n    {LOOP}",
    "decorated": "import functools\n@functools.lru_cache(None)\ndef one():\n    return 0\n" + RIGHT[FIRST],
    "partial": f"import functools\ndef general(s, X, K):\n    {LOOP}\n{FIRST} = functools.partial(general, 0)",
    "callable_class": f"class Layer:\n    def __call__(self, X, K):\n        {LOOP}\n{FIRST} = Layer()",
    "windows_lines": RIGHT[FIRST].replace("\n", "\r\n"),
    "tabs": RIGHT[FIRST].replace("    ", "\t"),
    "extra_argument": f"def {FIRST}(X, K, verbose=False):\n    {LOOP}",
}


@several(4, STYLES)
def written_as(notebook, folder, source):
    return answer(notebook, source)


@case(4, FULL)
def three_thousand_cells(notebook, folder):
    notebook.cells += [new_code_cell(f"x{n} = {n}") for n in range(3000)]
    return notebook


@case(16, HALF, verdict="MISSING")
def the_function_deleted_at_the_end(notebook, folder):
    notebook.cells.append(new_code_cell(f"del {FIRST}"))
    return notebook


@case(8, FULL)
def a_function_of_the_tests_redefined(notebook, folder):
    at(notebook, f"test_{FIRST}").source += "\nassert_shape = isinstance = lambda *a: True"
    return notebook
