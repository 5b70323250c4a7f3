"""Small parts that others lean on: plain text, atomic files, errors in one line, draws, the torchvision pair."""

import os
import subprocess
import sys
import unicodedata

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from kit import FIRST, ROOT, environment

from autograder import torchvision_pair
from autograder.errors import CourseError, OurFault, SubmissionError, WrongUse
from autograder.files import write_atomically
from autograder.marking.draw import Draw
from autograder.marking.expecting import Unmet, expect, expect_close, expect_equal
from autograder.marking.testing import load
from autograder.plain_text import plain, plain_lines
from autograder.records import submission_fingerprint


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80), st.integers(5, 60))
def test_plain_text_is_one_short_line_without_control_or_direction_codes(text, limit):
    shown = plain(text, limit)

    assert len(shown) <= limit and len(shown.splitlines()) <= 1
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert plain(shown, limit) == shown


def test_plain_text_keeps_what_people_write():
    assert plain("naïve “1×1” ✓ 数") == "naïve “1×1” ✓ 数"


def test_marks_do_not_tower_over_the_lines_around_them():
    assert plain("Z" + "\u0310\u0489\u0353" * 50 + "!") == "Z\u0310\u0489!"
    assert plain("Tiê\u0301ng Viê\u0323t") == "Tiê\u0301ng Viê\u0323t"


def test_printed_lines_keep_their_ends_and_lose_their_codes():
    assert plain_lines("\x1b[31mred\x1b[0m\n\tand\u202e on\x07\r\n") == "red\n\tand on\n"
    assert plain_lines("0%\r50%\r100%\rdone\nnext\r") == "done\nnext"
    assert plain_lines("\x1b]0;a title\x07\x1b" + "\x9b2J") == "2J"


def test_a_file_is_the_old_one_or_the_whole_new_one(tmp_path):
    path = tmp_path / "new folder" / "record.json"
    write_atomically(path, b"old")
    path.parent.chmod(0o755)

    with pytest.raises(TypeError):
        write_atomically(path, "not bytes")  # type: ignore[arg-type]

    assert path.read_bytes() == b"old" and os.listdir(path.parent) == ["record.json"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_what_is_no_file_is_written_to_and_a_link_stays_one(tmp_path):
    pipe, link, target = (tmp_path / name for name in ("pipe", "link", "target"))
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    link.symlink_to(target)

    for path in (pipe, link):
        write_atomically(path, b"text")

    assert (os.read(reader, 100), target.read_bytes()) == (b"text", b"text")
    os.close(reader)
    assert pipe.is_fifo() and link.is_symlink()


def test_a_submission_that_is_a_link_has_a_fingerprint_without_being_followed(tmp_path):
    link, target = tmp_path / "link", tmp_path / "target"
    link.symlink_to(target)
    before = submission_fingerprint(link)
    target.mkdir()
    (target / "a.py").write_text("x = 1")

    assert submission_fingerprint(link) == before != submission_fingerprint(target)


def test_errors_are_one_line_with_their_exit_status():
    assert str(CourseError("a\n  b\tc")) == "a b c"
    assert [kind.exit_status for kind in (WrongUse, CourseError, SubmissionError, OurFault)] == [2, 2, 1, 1]


# ------------------------------------------------------------------------------------------- draws and expectations


def test_a_draw_depends_on_seed_task_and_test_and_on_nothing_else():
    once, again = (Draw(b"s" * 16, FIRST, "a").image(2, 3, 4) for _ in range(2))

    assert torch.equal(once, again)
    for other in (Draw(b"t" * 16, FIRST, "a"), Draw(b"s" * 16, "g", "a"), Draw(b"s" * 16, FIRST, "b")):
        assert not torch.equal(other.image(2, 3, 4), once)


def test_drawn_values_are_signed_fractional_float32_and_differ():
    values = Draw(b"s" * 16, "f").filters(4, 3, 5, 5)

    assert values.dtype == torch.float32 and values.shape == (4, 3, 5, 5)
    assert values.min() < 0 < values.max() and len(values.unique()) == values.numel()
    whole = Draw(b"s" * 16, "f").integers(50, low=-2, high=2)
    assert set(whole.tolist()) == {-2.0, -1.0, 0.0, 1.0, 2.0}


def test_an_expectation_that_is_not_met_says_what_is_seen_and_where_to_look():
    with pytest.raises(Unmet, match=r"The shape is \(2,\), expected \(3,\): axis 0 differs. Look here."):
        expect_close(torch.zeros(2), torch.zeros(3), "look here")
    with pytest.raises(Unmet, match="Expected an int, got a float, 7.0"):
        expect_equal(7.0, 7)
    with pytest.raises(Unmet, match="^Why.$"):
        expect(False, "why")
    expect_close(torch.zeros(2), torch.zeros(2))
    expect_equal([7, 8], (7, 8))
    expect(True, "why")


def test_hidden_tests_are_what_their_docstrings_say(tmp_path):
    path = tmp_path / "hidden_tests.py"
    path.write_text(
        'from autograder.testing import task\n@task("f")\ndef t(answer, draw):\n    """Says\n    this."""\n'
    )

    test = load(path).of("f")[0]

    assert (test.name, test.says) == ("t", "Says this.")


# ------------------------------------------------------------------------------------------- torch and torchvision

CHECK = """
import sys, torch
from autograder.torchvision_pair import install_hook, is_mismatched
install_hook(); install_hook()
assert sum(type(f).__name__ == "TorchvisionFinder" for f in sys.meta_path) == 1
from d2l import torch as d2l
assert not any(type(f).__name__ == "TorchvisionFinder" for f in sys.meta_path), "it steps aside"
print(d2l.corr2d(torch.ones(3, 3), torch.ones(2, 2)).tolist())
"""


def test_d2l_can_be_imported_verbatim_whatever_the_pair():
    done = subprocess.run([sys.executable, "-c", CHECK], env=environment(), cwd=ROOT, capture_output=True, text=True)

    assert done.stdout.strip() == "[[4.0, 4.0], [4.0, 4.0]]", done.stderr


def test_a_compiled_part_that_does_not_load_is_a_mismatch(tmp_path):
    assert torchvision_pair.is_mismatched(tmp_path) is False, "nothing compiled, nothing to mend"
    (tmp_path / "_C.so").write_bytes(b"not a library")
    assert torchvision_pair.is_mismatched(tmp_path) is (torch.version.cuda is None)


LEAN = """
import sys
from autograder import lean_imports, torchvision_pair
lean_imports.prepare(); lean_imports.prepare(); torchvision_pair.install_hook()
import torch
from d2l import torch as d2l
assert d2l.corr2d(torch.ones(3, 3), torch.ones(2, 2)).tolist() == [[4.0, 4.0], [4.0, 4.0]]
assert "torch._dynamo" not in sys.modules, "the whole of torchvision was imported"
import torchvision
from torchvision import transforms
assert transforms.Compose and torchvision.models.resnet18 and torchvision.__version__
try:
    torchvision.no_such_part
except AttributeError:
    print("as ever")
"""


def test_the_graders_own_processes_import_torchvision_as_far_as_it_is_used():
    done = subprocess.run([sys.executable, "-c", LEAN], env=environment(), cwd=ROOT, capture_output=True, text=True)

    assert done.stdout.strip() == "as ever", done.stderr
