"""A class with two languages: each student's page in their own, the same marks and records."""

import ast
import html
import json
import re
import sqlite3
import sys
from dataclasses import replace
from email import policy
from email.parser import BytesParser
from types import SimpleNamespace

import pytest
import torch
from kit import ROOT, command
from small_course import INITIALS, edit, hand_in, made

from autograder.collecting import roster
from autograder.course.course import Course
from autograder.language import again, say, speaking
from autograder.marking import difference, missing, sentences
from autograder.marking.feedback import page
from autograder.records import Records
from autograder.verdict import Counterexample, Mistake, Place, Record, TaskResult, TestResult, Verdict, WrongLine

sys.path.insert(0, str(ROOT / "book"))
import engine_words

SAYS = {*engine_words.KEYWORDS, "_"}

EXERCISE = "ex01_first"
ANSWERS = {
    "right": INITIALS,
    "failed": 'def initials(name):\n    return "".join(part[0] + "." for part in name.split())\n',
    "crashed": "def initials(name):\n    return 1 / 0\n",
    "endless": "def initials(name):\n    while True:\n        pass\n",
    "missing": "def initialen(name):\n    return 1\n",
    "empty": "def initials(name):\n    pass\n",
}
ENGLISH = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")  # three words after each other
ROLES = ("en", "zh")


def text_of(page):
    """What is read on a page: no markup, no code, no words of Python's own exceptions."""
    body = re.sub(r"<style>.*?</style>|<code>.*?</code>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("division by zero", ""))


def in_other_words(course):
    """A catalogue that says 练习 for all that the exercise itself says."""
    exercise = Course(course).exercise(EXERCISE)
    said = {exercise.title}
    for record in Records(Course(course), EXERCISE).read_all():
        for task in record.tasks:
            said |= {test.name for test in task.tests} - {sentences.REPEATED}
            said |= {task.mistake.belief, task.mistake.hint, task.mistake.refuted} if task.mistake else set()
    rows = [f'msgid {json.dumps(text)}\nmsgstr "练习"\n' for text in sorted(filter(None, said))]
    (exercise.folder / "words.zh_CN.po").write_text("\n".join(rows), encoding="utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    course = made(tmp_path_factory.mktemp("two") / "course")
    edit(course / "solutions" / EXERCISE / "exercise.toml", ("call_seconds = 5", "call_seconds = 1"))
    students = [f"{what}_{role}" for what in (*ANSWERS, "unreadable") for role in ROLES]
    for student in students:
        hand_in(course, student, {"initials": ANSWERS.get(student.rpartition("_")[0], "")})
        if student.startswith("unreadable"):
            (course / "classroom/submitted" / student / EXERCISE / f"{EXERCISE}.ipynb").write_text("{")
    rows = [f"{student},{student.rpartition('_')[2] if student.endswith('zh') else ''}" for student in students]
    (course / "class.csv").write_text("\n".join(["student,language", *rows]), encoding="utf-8")
    assert command("roster", "class.csv", cwd=course).returncode == 0
    done = command("grade", EXERCISE, "--jobs", "1", cwd=course)
    assert done.returncode == 1, done.stderr
    in_other_words(course)
    return course


def page_of(course, student):
    done = command("extend", EXERCISE, student, "--until", "2099-01-01T00:00+00:00", cwd=course)
    assert done.returncode == 0, done.stderr  # it writes the page anew, by the catalogue of the exercise
    return (course / f"classroom/feedback/{student}/{EXERCISE}/{EXERCISE}.html").read_text("utf-8")


@pytest.mark.parametrize("what", [*ANSWERS, "unreadable"])
def test_each_student_reads_the_same_mark_in_the_own_language(graded, what):
    zh, en = (page_of(graded, f"{what}_{role}") for role in ("zh", "en"))
    records = {role: Records(Course(graded), EXERCISE).read(f"{what}_{role}") for role in ROLES}

    assert 'lang="zh-CN"' in zh and 'lang="en"' in en
    assert ENGLISH.findall(text_of(zh)) == []
    assert not re.search("[\u4e00-\u9fff]", text_of(en))
    assert [(task.score, task.verdict, task.message) for task in records["zh"].tasks] == [
        (task.score, task.verdict, task.message) for task in records["en"].tasks
    ]
    assert records["zh"].tasks[0].message.isascii()


def test_the_comment_in_the_gradebook_is_in_the_language_of_its_student(graded):
    gradebook = sqlite3.connect(graded / "classroom/gradebook.db")
    said = dict(
        gradebook.execute(
            "select submitted_assignment.student_id, comment.auto_comment from comment "
            "join submitted_notebook on comment.notebook_id = submitted_notebook.id "
            "join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id "
            "where comment.auto_comment is not null"
        )
    )
    gradebook.close()

    assert said["endless_zh"] == "调用没有按时结束。是不是有停不下来的循环？"
    assert said["endless_en"] == sentences.TIMED_OUT


def test_the_report_is_in_the_language_that_is_asked_for(graded):
    for chosen, tag in (("zh", "zh-CN"), ("en", "en")):
        done = command("report", EXERCISE, "--language", chosen, cwd=graded)
        assert done.returncode == 0, done.stderr
        page = (graded / f"classroom/report/{EXERCISE}.html").read_text("utf-8")
        assert f'<html lang="{tag}">' in page
        page = re.sub(r"<script>.*?</script>|case is kept", "", page, flags=re.DOTALL)  # the name of a belief
        found = ENGLISH.findall(text_of(page)) if chosen == "zh" else re.findall("[\u4e00-\u9fff]", text_of(page))
        assert found == []


def test_a_mail_is_in_the_language_of_its_student(graded):
    course = Course(graded)
    people = roster.read_roster(roster.roster_path(course.classroom))
    (graded / "classroom/roster.csv").unlink()
    roster.write_roster(course.classroom, [replace(each, email=f"{each.student}@example.org") for each in people])
    done = command("return", EXERCISE, "--to", "mail", cwd=graded)
    assert done.returncode == 0, done.stderr

    mails = [
        BytesParser(policy=policy.default).parsebytes(file.read_bytes())
        for file in (graded / f"classroom/return/{EXERCISE}-mail/mails").iterdir()
    ]
    assert len(mails) == 2 * (len(ANSWERS) + 1)
    for mail in mails:
        text = mail.get_body(("plain",)).get_content()
        assert ("你的反馈" in mail["Subject"], "详情见附件" in text) == (("_zh@" in mail["To"]),) * 2


def test_check_answers_in_the_language_that_is_asked_for(graded, tmp_path):
    (tmp_path / "mine.py").write_text(ANSWERS["crashed"])
    zh, en = (command("check", EXERCISE, tmp_path / "mine.py", "--language", each, cwd=graded) for each in ("zh", "en"))

    assert zh.returncode == en.returncode == 1
    assert "1 个任务中有 0 个通过了可见检查。" in zh.stdout and "0 of 1 tasks pass their visible checks." in en.stdout


def test_a_course_and_an_exercise_say_in_which_language_students_read(graded):
    course, exercise = Course(graded), Course(graded).exercise(EXERCISE)
    assert (course.language, exercise.language) == ("en", "")
    (graded / "_config.yml").write_text("sphinx: {config: {course_language: zh}}")

    assert Course(graded).language == "zh_CN"


RECORD = Record(
    "ex",
    (
        TaskResult(
            "f",
            1.0,
            4.0,
            Verdict.FAILED,
            difference.sentence([1, 2], [2, 1]),
            (TestResult(sentences.REPEATED, Verdict.FAILED, sentences.KEEPS_STATE, worth=1.0),),
            Mistake(
                "m", "b", "h", "", say("no: {here}", here=say("the result is {right}, not {wrong}", right=1, wrong=2))
            ),
            Counterexample({"x": [1]}, {"list": [2, 1]}, {"returned": say("a list")}),
            place=WrongLine(Place(1, 2), "x = 1", 2, (2, 5, 7)),
            also=(say("No argument of the function is called {gap}.", gap="`groups`"),),
        ),
    ),
    ("limits",),
    notes=(say("{magic} was skipped", magic="%load"),),
)


def test_a_record_comes_back_with_what_its_sentences_are_made_of():
    kept = json.loads(json.dumps(RECORD.to_json(private=True)))
    with speaking("zh"):
        read = Record.from_json(kept)
        said = read.again()

    assert read.tasks[0].message == "The two numbers are exchanged: it gives [1, 2], expected [2, 1]."
    assert said.tasks[0].message == "两个数交换了：得到 [1, 2]，应为 [2, 1]。"
    assert said.tasks[0].mistake.refuted == "no: 结果是 1，不是 2"
    assert said.tasks[0].also == ("函数没有名叫 `groups` 的参数。",)
    assert said.notes == ("跳过了 %load",)
    assert said.tasks[0].tests[0].name == "再问一次同样的问题，答案相同。"
    assert read.to_json(private=True) == kept


SUBMITTED = Course(ROOT).exercise("ex02_multi_output")
TASK = SUBMITTED.tasks[0]
SAID = {
    Verdict.NOT_ALLOWED: sentences.not_allowed("conv2d", Place(1, 2), TASK),
    Verdict.OUT_OF_MEMORY: sentences.OUT_OF_MEMORY,
    Verdict.TIMED_OUT: sentences.not_runnable(Verdict.TIMED_OUT),
    Verdict.CRASHED: sentences.raised("KeyError", "'x'", Place(None, 7)),
    Verdict.MISSING: missing.sentence("f", set(), SimpleNamespace(cells=[], names=["ff"], definitions=[], outcomes={})),
    Verdict.FAILED: difference.sentence(torch.zeros(2, 1, 1), torch.ones(2, 1, 2), ("channel", "row", "column")),
    Verdict.NOT_GRADED: "",
}


@pytest.mark.parametrize("verdict", SAID)
def test_no_english_is_left_on_a_chinese_page_of_any_verdict(verdict):
    test = TestResult(sentences.REPEATED, verdict, SAID[verdict], worth=1.0)
    task = TaskResult(
        TASK.name, 0.0, 6.0, verdict, SAID[verdict], (test,), place=WrongLine(Place(1, 2), "x", 2, (5, 7))
    )
    with speaking("zh"):
        made = page(replace(SUBMITTED, title="练习"), Record(SUBMITTED.id, (task,), ()))

    assert ENGLISH.findall(text_of(made)) == []
    assert again_in_chinese(SAID[verdict]) in html.unescape(re.sub(r"</?code>", "`", made))


def again_in_chinese(sentence):
    with speaking("zh"):
        return again(sentence)


def test_mark_json_has_no_other_keys_in_another_language():
    with speaking("zh"):
        said = RECORD.again().to_json()
    english = RECORD.to_json()

    assert said["tasks"][0].keys() == english["tasks"][0].keys() and said.keys() == english.keys()
    assert said["tasks"][0]["verdict"] == "FAILED" and said["tasks"][0]["counterexample"]["arguments"] == {"x": [1]}


def test_no_sentence_is_said_inside_an_f_string():
    """Before Python 3.12 these are not read apart, so the catalogues would not hold it."""
    files = [*(ROOT / "autograder").rglob("*.py"), *(ROOT / "book/_extensions").rglob("*.py")]
    said = [
        f"{file.name}:{call.lineno}"
        for file in files
        for text in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SAYS
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert len(files) > 200 and said == []


def test_every_sentence_of_the_engine_is_said_in_every_language():
    assert [line for name in engine_words.languages() for line in engine_words.faults(name)] == []


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("得到 {got}，应为 {expected}。", "得到 {got}。", "fields differ: without expected"),
        ("这里没有 GPU：去掉 `cuda`。", "这里没有 GPU：去掉 cuda。", "code differs: cuda"),
        ("备注：{note}", "备注:{note}", "half-width punctuation in Chinese: 注:"),
        ("备注：{note}", "note备注：{note}", "no space between Chinese and other letters: e备"),
        ("还没有作答（{text}）", "", "not translated"),
    ],
)
def test_a_broken_translation_is_named_by_file_and_line(tmp_path, monkeypatch, old, new, why):
    text = engine_words.file_of("zh_CN").read_text("utf-8").replace(f'msgstr "{old}"', f'msgstr "{new}"')
    broken = tmp_path / "autograder.po"
    broken.write_text(text, encoding="utf-8")
    monkeypatch.setattr(engine_words, "file_of", lambda _: broken)

    found = list(engine_words.faults("zh_CN"))
    assert len(found) == 1 and re.search(rf"autograder\.po:\d+: {re.escape(why)}", found[0])


@pytest.mark.parametrize("argument", [("check", EXERCISE, "x.py", "--language", "fr")])
def test_an_unknown_language_is_one_line(graded, argument):
    done = command(*argument, cwd=graded)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "There is no language 'fr'. Languages: en, zh_CN" in done.stderr


def test_an_unknown_language_in_a_class_list_is_one_line(graded, tmp_path):
    (tmp_path / "list.csv").write_text("student,language\nada,fr\n")
    done = command("roster", tmp_path / "list.csv", cwd=graded)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "list.csv: line 2: There is no language 'fr'" in done.stderr
