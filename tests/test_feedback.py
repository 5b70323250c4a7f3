"""The feedback page: nothing on it is trusted, and it shows no more than the exercise allows."""

import dataclasses
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from kit import EXERCISE, ROOT

from autograder import words
from autograder.course.course import Course
from autograder.grids import panel
from autograder.marking.feedback import grid, page
from autograder.sums import StudentMarks, TaskMarks
from autograder.verdict import Counterexample, Mistake, Record, TaskResult, TestResult, Verdict

EXERCISE_2 = Course(ROOT).exercise(EXERCISE)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"' & {{ 7 * 7 }}"
EXAMPLE = Counterexample(
    {"X": {"shape": [1, 1, 2], "dtype": "float32", "values": [[[0, 1]]]}},
    {"shape": [1, 1, 2], "dtype": "float32", "values": [[[3, -4]]]},
    {"shape": [1, 1, 2], "dtype": "float32", "values": [[[3, 4]]]},
)
MISTAKE = Mistake("relu_added", "Believes that a convolution applies ReLU.", "Can it be negative?", "book/01-x#anchor")
TESTS = (TestResult("One.", Verdict.PASSED), TestResult("Two.", Verdict.FAILED, "secret words of a test"))


def record(**changes):
    task = TaskResult("corr2d", 0.0, 6.0, Verdict.FAILED, "The sentence.", TESTS, MISTAKE, EXAMPLE)
    right = TaskResult("other", 4.0, 4.0, Verdict.PASSED, "", (TestResult("Three.", Verdict.PASSED),))
    return Record(EXERCISE, (dataclasses.replace(task, **changes), right), ("limits",), student="ada", seed="5eed5eed")


def shown(record, feedback="full"):
    return page(dataclasses.replace(EXERCISE_2, feedback=feedback), record)


class Wellformed(HTMLParser):
    """Fails where a tag is not closed, or where something could run."""

    VOID = {"meta", "link", "br", "img", "hr"}

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.ids = [], set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        assert not [name for name, _ in attributes if name.startswith("on")], attributes
        self.ids += [value for name, value in attributes if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(html):
    parser = Wellformed()
    parser.feed(html)
    assert parser.open == []
    assert len(set(parser.ids)) == len(parser.ids)
    return parser


def test_a_page_is_well_formed_runs_nothing_and_asks_no_network():
    html = shown(record())

    assert not {"script", "iframe", "object", "form", "link"} & read(html).tags
    assert "http://" not in html and "https://" not in html
    assert "default-src 'none'" in html and 'name="viewport"' in html and "prefers-color-scheme" in html


@pytest.mark.parametrize(
    "changes",
    [
        {"message": HOSTILE},
        {"tests": (TestResult("One.", Verdict.CRASHED, HOSTILE),)},
        {"counterexample": Counterexample({"X": 3}, 4, {"returned": HOSTILE})},
        {"counterexample": Counterexample({"X": 3}, 4, {"raises": HOSTILE})},
        {"counterexample": Counterexample({"X": 3}, 4, HOSTILE)},
        {"counterexample": Counterexample({"X": [HOSTILE]}, 4, [HOSTILE, [HOSTILE]])},
        {"counterexample": Counterexample({"X": 3}, 4, {"shape": [1], "dtype": "float32", "values": [HOSTILE]})},
    ],
)  # fmt: skip
@pytest.mark.parametrize("feedback", ["full", "hint", "marks"])
def test_the_words_of_a_students_program_are_text(changes, feedback):
    html = shown(record(**changes), feedback)

    assert not {"script", "img"} & read(html).tags
    assert "<script" not in html and "49" not in html


def test_what_stands_between_backticks_is_code_and_still_text():
    html = shown(record(message="write `x.view(-1)`, not `<b>`; one ` alone"))

    assert "<code>x.view(-1)</code>, not <code>&lt;b&gt;</code>; one ` alone" in html


def test_hostile_notes_are_text_too():
    html = shown(dataclasses.replace(record(), notes=(HOSTILE,)))

    assert not {"script", "img"} & read(html).tags


def test_a_hostile_answer_marked_for_real_leaves_no_trace_of_direction_or_colour_codes(mark_code):
    evil = 'class Evil(Exception): pass\nEvil.__name__ = "<b>\\x1b[31m\\u202e"\n'
    body = (
        'def corr2d_multi_in_out(X, K):\n    raise Evil("\\x1b]0;owned\\x07<script>\\u2066x\\u202e" + "\\ud800" * 9)\n'
    )
    answer = 'def corr2d_multi_in_out_vectorized(X, K):\n    return "<script>\\x1b[2J\\u202e" * 99\n'

    made = mark_code(evil + body + answer)
    html = shown(made) + str(made.to_json(private=True))

    assert made.score == 0
    assert not {chr(27), "\u202e", "\u2066", "\u0007", "\ud800"} & set(html)
    assert not {"script", "b"} & read(shown(made)).tags


def test_full_shows_the_example_the_belief_the_hint_and_where_to_read():
    html = shown(record())

    assert "The sentence." in html and "differs in 1 of 2 cells" in html
    assert "a convolution applies ReLU." in html and "Can it be negative?" in html
    assert "<code>01-x</code>" in html and "Two." in html
    assert "\N{MINUS SIGN}4" in html, "a minus sign is not a hyphen"


def test_links_lead_to_the_published_book_and_nowhere_else():
    assert "href" not in shown(record()), "a page that travels has no link to a file of the teacher's"

    html = page(EXERCISE_2, record(), book="https://book.example.org/course")

    assert 'href="https://book.example.org/course/book/01-x.html#anchor"' in html
    assert html.count("href=") == html.count('href="https://book.example.org/course/book/')


def test_the_page_shows_the_sum_of_the_gradebook_and_what_a_person_said():
    given = TaskMarks("corr2d", 0.0, 3.0, 3.0, 6.0, False, False, HOSTILE)
    question = TaskMarks("why_all_inputs", None, 1.5, 1.5, 2.0, False, False, "Say more.")
    marks = StudentMarks("ada", (given, TaskMarks("other", 4.0, None, 4.0, 4.0, False, False), question), 12.0)
    html = page(EXERCISE_2, record(), dataclasses.replace(marks, late_by=timedelta(hours=27), late_penalty=0.85))

    assert "<strong>7.65</strong> of 12 points" in html and "<title>" + EXERCISE_2.title + ": 7.65 of 12<" in html
    assert "Handed in 1 d 3 h late: 0.85 taken off 8.5." in html
    assert "3 of 6, marked by your teacher" in html and "4 of 4</p>" in html
    assert "marked by your teacher · 1.5 of 2" in html and "Say more." in html
    assert not {"script", "img"} & read(html).tags


def test_before_a_person_has_marked_the_page_says_what_waits():
    html = shown(record())

    assert "<strong>4</strong> of 12 points" in html and "2 more wait for your teacher" in html
    assert "late" not in html.partition("<body>")[2]


def test_hint_shows_sentence_and_hint_but_no_inputs_and_no_belief():
    html = shown(record(), "hint")

    assert "The sentence." in html and "Can it be negative?" in html
    assert "pencil" not in html and "applies ReLU" not in html


def test_marks_shows_marks_only():
    html = shown(dataclasses.replace(record(), notes=("a note",)), "marks")

    assert "0 of 6" in html and "4 of 4" in html
    for word in ("The sentence.", "Can it be", "pencil", "applies ReLU", "Two.", "a note"):
        assert word not in html


@pytest.mark.parametrize("feedback", ["full", "hint", "marks"])
def test_the_seed_the_flags_and_the_words_of_hidden_tests_stay_with_the_teacher(feedback):
    html = shown(record(verdict=Verdict.NOT_ALLOWED), feedback)

    assert "5eed" not in html and "NOT_ALLOWED" not in html and "secret words" not in html


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_a_page(verdict):
    html = shown(record(verdict=verdict, counterexample=None, mistake=None, tests=()))

    read(html)
    assert f">{words.VERDICTS[verdict]}</span>" in html


def drawn(value, expected):
    return str(grid(panel("gives", "got", value, expected)))


def test_what_is_no_number_is_said_in_words():
    for value, said in (
        ({"changes": "X"}, "changes X"),
        ({"raises": "E"}, "raises E"),
        ({"returned": "a set"}, "a set"),
    ):
        assert f">{said}</p>" in drawn(value, 3)


def test_cells_that_differ_are_marked_and_said_not_by_colour_alone():
    made = drawn(EXAMPLE.got, EXAMPLE.expected)

    assert made.count('class="off"') == 1 and made.count("differs") == 1


@pytest.mark.parametrize(
    "value, other",
    [
        (3, 4), ([3, [4, 5]], [3, [4, 6]]), (None, 3), (True, 1), ("a", 3), ({"changes": "X"}, 3),
        ({"shape": [], "dtype": "float32", "values": 0}, {"shape": [], "dtype": "float32", "values": 1}),
        ({"shape": [0], "dtype": "float32", "values": []}, {"shape": [1], "dtype": "float32", "values": [1]}),
        ({"shape": [2, 0, 3], "dtype": "float32", "values": [[], []]}, None),
        ({"shape": [300], "dtype": "float32", "values": None}, {"shape": [300], "dtype": "float32", "values": None}),
        ({"shape": [1], "dtype": "float32", "values": ["nan"]}, {"shape": [1], "dtype": "float32", "values": [1]}),
        ({"shape": [1, 1, 1, 1], "dtype": "bool", "values": [[[[True]]]]}, None),
    ],
)  # fmt: skip
def test_any_value_can_be_drawn(value, other):
    html = shown(record(counterexample=Counterexample({"X": value}, other, value)))

    read(drawn(value, other))
    read(html)
    assert drawn(value, None) in html and drawn(value, other) in html


def test_the_section_to_read_is_called_by_its_title():
    mistake = Mistake("one_map", "one map.", "", "book/02-multi-output-channels#stack-makes-a-new-axis")
    heading = "Stack makes a new axis"
    assert f"(stack-makes-a-new-axis)=\n## {heading}\n" in (ROOT / "book/02-multi-output-channels.md").read_text()

    linked = page(EXERCISE_2, record(mistake=mistake), book="https://x.test")
    bare = page(EXERCISE_2, record(mistake=mistake))
    unknown = page(EXERCISE_2, record(mistake=dataclasses.replace(mistake, read="book/02#none")))

    assert f"Read “{heading}” again</a>" in linked
    assert f"Read “{heading}” of <code>02-multi-output-channels</code> in the book again." in bare
    assert "Read <code>02</code> in the book again." in unknown
