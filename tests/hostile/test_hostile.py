"""Every hostile program in the real box, marked by the real engine, and every honest one beside it.

What must hold, for each: the marks are the honest ones; nothing secret is in anything that anybody sees; it ends inside
its limit; nothing is left running or written; the next student is graded as if nothing had happened.
"""

import json
import os
import shutil
import tomllib
from pathlib import Path

import pytest
import torch
from autograder.errors import SubmissionError
from autograder.submission.finding import find_submission
from kit import EXERCISE, FIRST, command

from handing_in import REPOSITORY, SECRETS, fingerprint

HERE = Path(__file__).parent
EXPECTED = tomllib.loads((HERE / "expectations.toml").read_text())
PROGRAMS = {path.stem: path for folder in ("programs", "notebooks") for path in sorted((HERE / folder).glob("*.py"))}
ODD = REPOSITORY / "solutions" / EXERCISE / "right_answers" / "odd"  # with the other secrets
HONEST = sorted(ODD.glob("*.py"))
POINTS = (6.0, 4.0)
SECONDS = 9 + 2  # the exercise's limit, and what the last call adds


def test_every_program_says_what_it_deserves():
    assert set(PROGRAMS) == set(EXPECTED)
    assert len(HONEST) >= 12


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_hostile(name, warm):
    torch_before = Path(torch.__file__).read_bytes()
    running_before = warm.processes()
    course_before = fingerprint(warm.course.root)

    outcome = warm.hand_in(PROGRAMS[name])

    expected = EXPECTED[name] if isinstance(EXPECTED[name], list) else [EXPECTED[name]] * 2
    assert all(got in either.split("|") for got, either in zip(outcome.verdicts, expected, strict=True)), (
        outcome.verdicts,
        outcome.messages,
    )
    assert outcome.record.score == sum(p for p, verdict in zip(POINTS, expected, strict=True) if verdict == "PASSED")
    assert outcome.record.max_score == sum(POINTS)
    assert outcome.record.seconds < SECONDS
    own_text = PROGRAMS[name].read_text()
    leaked = [secret for secret in SECRETS if secret in outcome.shown and secret not in own_text]
    assert not leaked, outcome.shown
    assert "CANARY" not in " ".join(outcome.messages)
    assert str(warm.course.root) not in outcome.shown
    assert warm.processes() <= running_before
    assert fingerprint(warm.course.root) == course_before
    assert Path(torch.__file__).read_bytes() == torch_before
    assert not [path for path in ("/tmp/score", "/tmp/owned", "/tmp/results.json") if os.path.exists(path)]
    after = warm.hand_in(ODD / "no_grad_and_inference.py", only_task=FIRST)
    assert after.record.score == POINTS[0], "the next student is harmed"


@pytest.mark.parametrize("path", HONEST, ids=lambda path: path.stem)
def test_honest_but_odd(path, warm):
    outcome = warm.hand_in(path)

    assert outcome.verdicts == ["PASSED", "PASSED"], outcome.messages
    assert outcome.record.score == outcome.record.max_score


def test_what_is_not_allowed_is_told_with_its_line(warm):
    outcome = warm.hand_in(PROGRAMS["S01_forbidden_call"])

    assert "conv2d (line 7)" in outcome.messages[0]


def test_what_a_student_prints_in_a_hidden_call_is_not_shown(warm):
    outcome = warm.hand_in(PROGRAMS["L05_input_printed"])

    shown = outcome.shown.replace(json.dumps(PROGRAMS["L05_input_printed"].read_text()), "")
    assert "VISIBLE [[[" in shown
    assert "HIDDENCALL [[[" not in shown


def test_the_size_of_a_hidden_error_is_not_told(warm):
    outcome = warm.hand_in(PROGRAMS["L08_error_size"])

    assert not [message for message in outcome.messages if "777" in message]


def test_an_exception_is_cut_and_cannot_attack_its_reader(warm):
    outcome = warm.hand_in(PROGRAMS["L15_feedback_as_a_weapon"])

    assert all(len(message) < 600 for message in outcome.messages)
    for dangerous in ("\x1b", "\x07", "\u202e", "\u2066", "\ud800", "\x00"):
        assert dangerous not in outcome.feedback
        assert not [message for message in outcome.messages if dangerous in message]
    assert "<script>alert" not in outcome.feedback
    assert "<img src=x" not in outcome.feedback


def test_what_cells_print_cannot_attack_the_reader_of_the_notebook(warm):
    outcome = warm.hand_in(PROGRAMS["L15_feedback_as_a_weapon"])

    assert "10/10 [bold]x[/red]" in outcome.shown
    for dangerous in ("\x1b", "\\u001b", "\x07", "\\u0007", "\u202e", "\u2066"):
        assert dangerous not in outcome.shown


def test_an_exercise_s_folder_that_is_a_link_is_not_followed(tmp_path):
    (tmp_path / "another").mkdir()
    shutil.copyfile(ODD / "warns.py", tmp_path / "another" / f"{EXERCISE}.py")
    (tmp_path / EXERCISE).symlink_to("another")

    with pytest.raises(SubmissionError, match="is a link"):
        find_submission(tmp_path / EXERCISE, EXERCISE)


def test_words_of_a_program_are_no_markup_for_the_terminal(warm):
    program = PROGRAMS["L15_feedback_as_a_weapon"]

    done = command("mark", EXERCISE, program, "--course", warm.course.root)

    assert done.returncode == 1, done.stderr
    assert "[bold]x[/red]" in " ".join(done.stdout.split())
    for dangerous in ("\x1b", "\x07", "\u202e", "\u2066", "\x00"):
        assert dangerous not in done.stdout


def test_json_on_standard_output_is_the_keepers_alone(warm):
    program = PROGRAMS["F10_result_printed"]

    done = command("mark", EXERCISE, program, "--json", "--course", warm.course.root)

    assert done.returncode == 1, done.stderr
    record = json.loads(done.stdout)
    assert record["score"] == 0.0
    assert set(record["walls"]) == set(warm.box.walls)


def test_the_same_seed_gives_the_same_mark(warm):
    program = PROGRAMS["L06_one_bit_a_test"]  # right or wrong by the sign of a hidden pixel

    verdicts = [
        [test.verdict for task in warm.hand_in(program, bytes([number]) * 16).record.tasks for test in task.tests]
        for number in (1, 1, 2, 3, 4)
    ]

    assert verdicts[0] == verdicts[1]
    assert len({tuple(verdict) for verdict in verdicts}) > 1
