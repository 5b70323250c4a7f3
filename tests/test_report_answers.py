"""What the report answers: which test splits the class, what became of beliefs, who needs a word; and its live page."""

import http.client
import re
import signal
import socket
import subprocess
import sys
import threading

import kit
import pytest
from kit import copy_exercise
from test_report import course, record  # noqa: F401  a small class with its records

from autograder.classroom import report_beliefs, report_live, report_tests
from autograder.classroom.report import report
from autograder.classroom.report_people import need_a_word
from autograder.course.course import Course
from autograder.records import Records
from autograder.verdict import Mistake, Reason, Record, TaskResult, TestResult, Verdict

PASSED, FAILED = Verdict.PASSED, Verdict.FAILED


def class_of(*rows: str, tests: str) -> list[Record]:
    """A record a row: `1` for a test passed, `0` for one failed, `.` for one that did not run; all in one task."""
    made = []
    for number, row in enumerate(rows):
        results = tuple(
            TestResult(name, PASSED if sign == "1" else FAILED)
            for name, sign in zip(tests, row, strict=True)
            if sign != "."
        )
        verdict = PASSED if set(row) == {"1"} else FAILED
        made.append(Record("ex", (TaskResult("f", 0, 4, verdict, tests=results),), (), student=f"s{number}"))
    return made


def found(records):
    return {item.name: item for item in report_tests.items(records)}


def test_a_test_splits_the_class_where_the_better_half_passes_it_and_the_other_does_not():
    # by the other tests, s0 to s3 are better than s4 to s7 for `a`; `b` is passed by every second one
    rows = ["1111", "1011", "1111", "1011", "0100", "0000", "0100", "0000"]
    items = found(class_of(*rows, tests="abcd"))

    assert items["a"].discrimination == 1.0 and (items["a"].better, items["a"].others) == (1.0, 0.0)
    assert items["b"].discrimination == 0.0, "two of each half"
    assert report_tests.splitting(items.values()).name in "acd"
    assert items["a"].passed == (True,) * 4 + (False,) * 4, "the best first"


def test_students_who_are_equally_good_count_in_both_halves_by_a_share():
    # by c: two are better, six are equal; of these six, two places are in the better half, and three pass `a`
    rows = ["11", "11", "10", "10", "10", "00", "00", "00"]
    items = found(class_of(*rows, tests="ac"))

    better = (2 + 2 * 3 / 6) / 4
    assert items["a"].better == pytest.approx(better) and items["a"].others == pytest.approx((5 - better * 4) / 4)


def test_a_test_that_the_weaker_half_passes_is_named_and_one_that_all_pass_says_nothing():
    rows = ["0111", "0111", "0111", "0111", "1001", "1001", "1001", "1001"]
    items = found(class_of(*rows, tests="abcd"))

    assert [item.name for item in report_tests.doubtful(items.values())] == ["a"]
    assert items["a"].discrimination == -1.0
    assert items["d"].discrimination is None and items["d"].difficulty == 1.0


def test_who_has_not_answered_or_met_the_test_is_not_counted_for_it():
    records = class_of("11", "11", "11", "1.", "00", "00", "00", "00", tests="ab")
    stub = TaskResult("f", 0, 4, FAILED, tests=(TestResult("a", FAILED),), reason=Reason.STUB)
    items = found([*records, Record("ex", (stub,), (), student="open")])

    assert (len(items["a"].passed), items["a"].right) == (8, 4)
    assert (len(items["b"].passed), items["b"].right) == (7, 3)


def test_few_answers_say_nothing_about_halves():
    assert found(class_of("11", "00", "11", tests="ab"))["a"].discrimination is None


def test_tests_that_the_same_students_pass_take_one_row():
    records = class_of("111", "110", "001", "000", tests="abc")
    rows = report_tests.rows(report_tests.items(records), "f")

    assert [row.names for row in rows] == [("a", "b"), ("c",)] or [row.names for row in rows] == [("c",), ("a", "b")]


# --- beliefs and people -------------------------------------------------------------------------------------------

BELIEF = "bias_added"  # coded in both exercises


def held(exercise: str, student: str, tasks: dict[str, Verdict], mistake: str = "") -> Record:
    named = Mistake(mistake, "it is so.", "", "book/x") if mistake else None
    results = tuple(
        TaskResult(name, 0, 1, verdict, tests=(TestResult("a", verdict),), mistake=None if verdict is PASSED else named)
        for name, verdict in tasks.items()
    )
    return Record(exercise, results, (), student=student, time="2026-11-20T20:00:00Z")


@pytest.fixture
def two_exercises(tmp_path):
    for exercise_id in ("ex01_multi_input", "ex02_multi_output"):
        copy_exercise(exercise_id, tmp_path)
    return Course(tmp_path)


def test_a_belief_is_gone_kept_open_or_new(two_exercises):
    first, second = two_exercises.exercises()
    task, other = (task.name for task in second.tasks)
    wrong = {task.name: FAILED for task in first.tasks}
    right = {task.name: PASSED for task in first.tasks}
    kept = Records(two_exercises, first.id)
    for student in ("left", "keeps", "silent"):
        kept.write(held(first.id, student, wrong, BELIEF))
    kept.write(held(first.id, "came", right))
    kept.write(held(first.id, "absent now", wrong, BELIEF))
    both = {task: PASSED, other: PASSED}
    now = [
        held(second.id, "left", both),
        held(second.id, "keeps", {task: FAILED, other: FAILED}, BELIEF),
        held(second.id, "silent", {task: FAILED, other: FAILED}),
        held(second.id, "came", {task: FAILED, other: FAILED}, BELIEF),
    ]

    (moved,) = report_beliefs.moved(two_exercises, second, now)

    assert (moved.id, moved.gone, moved.kept, moved.open, moved.new) == (
        BELIEF, ("left",), ("keeps",), ("silent",), ("came",)
    )  # fmt: skip
    assert moved.words == "1 of 3 left it behind, 1 holds it still (keeps), of 1 nothing can be said yet, new with came"
    assert report_beliefs.moved(two_exercises, first, now) == [], "nothing lies before the first exercise"


def test_who_needs_a_word_and_why_the_most_urgent_first():
    def with_tests(student: str, signs: str, **more) -> Record:
        (made,) = class_of(signs, tests="abcd")
        task = made.tasks[0]
        return Record("ex", (TaskResult("f", 0, 4, task.verdict, tests=task.tests, **more),), (), student=student)

    banned = Record("ex", (TaskResult("f", 0, 4, Verdict.NOT_ALLOWED, "Uses conv2d."),), (), student="bans")
    records = [
        with_tests("fine", "1111"),
        with_tests("nearly", "1101"),
        with_tests("fell", "0000"),
        with_tests("empty", "0000", reason=Reason.STUB),
        banned,
    ]
    before = {"fell": ("One", with_tests("fell", "1111")), "nearly": ("One", with_tests("nearly", "0000"))}
    moved = [report_beliefs.Moved("m", "maps are averaged", (), ("nearly",), (), ())]

    said = {word.student: word for word in need_a_word(records, before, moved, [("fine", "asks: why?")])}

    assert list(said) == ["fine", "bans", "fell", "nearly", "empty"]
    assert said["fell"].reasons[0] == "fell: 100 % of the tests in “One”, 0 % here"
    assert said["nearly"].reasons == [
        "believes now as before that maps are averaged",
        "is one test away in f: “c”",
    ]
    assert said["empty"].reasons == ["handed in, and answered nothing"]


# --- the live page ------------------------------------------------------------------------------------------------


@pytest.fixture
def live(course):  # noqa: F811
    (course.classroom / "feedback" / "ada" / "ex_small").mkdir(parents=True)
    (course.classroom / "feedback" / "ada" / "ex_small" / "ex_small.html").write_text("ada's page")
    with report_live.server(report_live.LivePage(course, "ex_small", names=True)) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.05,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def get(running, path: str, host: str = "") -> tuple[int, str]:
    port = running.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_the_live_page_is_this_machines_and_only_who_was_told_the_path_finds_it(live):
    port, secret = live.server_address[1], live.secret

    assert live.server_address[0] == "127.0.0.1"
    assert get(live, live.home)[0] == 200 and get(live, live.home, f"localhost:{port}")[0] == 200
    assert get(live, live.home, "evil.example")[0] == 404, "a page of the web under a name that leads here"
    assert get(live, live.home.replace(secret, "guess"))[0] == 404 and get(live, "/")[0] == 404
    assert get(live, f"/{secret}/classroom/feedback/ada/ex_small/ex_small.html") == (200, "ada's page")
    for path in ("classroom/gradebook.db", "classroom/records/ada/ex_small.json", "solutions/ex_small/exercise.toml"):
        assert (live.page.course.root / path).exists()
        assert get(live, f"/{secret}/{path}")[0] == 404
        assert get(live, f"/{secret}/classroom/feedback/%2e%2e/%2e%2e/{path}")[0] == 404


def test_the_live_page_only_reads_and_changes_when_the_class_does(live):
    course, before = live.page.course, get(live, live.home)[1]  # noqa: F811
    version = get(live, f"{live.home}?version")[1]
    assert "5 students" in re.sub(r"</?strong>", "", before)
    assert get(live, f"{live.home}?version")[1] == version

    Records(course, "ex_small").write(record("eve"))

    assert get(live, f"{live.home}?version")[1] != version
    assert "6 students" in re.sub(r"</?strong>", "", get(live, live.home)[1])
    assert not (course.classroom / "report").exists()


def test_before_anything_is_graded_the_live_page_waits(course, tmp_path):  # noqa: F811
    for path in course.classroom.glob("records/*/*.json"):
        path.unlink()

    page = report_live.LivePage(course, "ex_small").html()

    assert "5 handed in, 5 not graded yet" in page and "nothing about ex_small" in page
    assert "<script>alert" not in page


def test_in_a_browser_it_renews_itself_and_what_was_unfolded_stays_so(live, new_tab):
    tab = new_tab()
    tab.goto(live.address)
    tab.locator("details.pair summary").click()
    tab.locator("#students th button").nth(1).click()

    Records(live.page.course, "ex_small").write(record("eve"))

    tab.get_by_role("link", name="eve").wait_for(timeout=180_000)
    assert tab.locator("details.pair").evaluate("each => each.open")
    assert tab.locator("#students th").nth(1).get_attribute("aria-sort") == "ascending"
    live.shutdown()
    live.server_close()
    tab.locator(".live.lost").wait_for(timeout=180_000)


def test_the_command_serves_until_it_is_stopped_and_a_taken_port_is_one_line(course):  # noqa: F811
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        (course.root / "_config.yml").write_text("")
        done = kit.command("report", "ex_small", "--serve", "--port", port, cwd=course.root)
    assert done.returncode == 2 and kit.is_one_line_with_a_next_step(done.stderr), done.stderr

    command = [sys.executable, "-m", "autograder", "report", "ex_small", "--serve"]
    options = {"cwd": course.root, "env": kit.environment(), "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **options) as process:
        try:
            said = process.stdout.readline()
            assert re.search(r"http://127\.0\.0\.1:\d+/[\w-]{20,}/classroom/report/ex_small\.html", said)
            process.send_signal(signal.SIGINT)
            assert process.wait(300) == 0
        finally:
            process.kill()


SERIF_FIRST = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><cachedir>{}</cachedir></fontconfig>"""


def test_where_a_system_says_nothing_of_its_fonts_the_letters_have_no_serifs(course, playwright, tmp_path):  # noqa: F811
    (tmp_path / "fonts.conf").write_text(SERIF_FIRST.format(tmp_path / "cache"))
    (tmp_path / "page.html").write_text(report(course, "ex_small")[0])
    bare = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path)}
    browser = playwright.chromium.launch(executable_path=kit.CHROMIUM, args=kit.QUIET, env=bare)
    tab = browser.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    session = tab.context.new_cdp_session(tab)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h1", ".facts", ".monday .what", "td a", "th", "h3 code"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        families = {font["familyName"] for font in fonts}
        assert families and all(re.search("Sans|Mono|Roboto|Arial", family) for family in families), (
            selector,
            families,
        )
    browser.close()
