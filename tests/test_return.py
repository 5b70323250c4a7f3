"""Feedback on its way back: what Moodle's and Canvas's importers read from a name, mails that open, one folder each."""

import csv
import email.policy
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from email.parser import BytesParser

import pytest
from kit import is_one_line_with_a_next_step
from malformed.frame import done, small_release, written
from test_export import TOML, record

from autograder import cli
from autograder.classroom import hand_back
from autograder.collecting.collect import collect
from autograder.course.course import Course
from autograder.errors import CourseError, WrongUse
from autograder.nbgrader_bridge import ensure_assignment, open_gradebook, read_settings, write_submission
from autograder.records import Records, submission_fingerprint
from autograder.verdict import Fingerprint

EX = "ex_small"
ROSTER = """student,name,email,canvas_id,moodle_id,listed
ada,Ada Lovelace,ada@uni.example,101,501@ex_small 777@ex_other,yes
bob_m,Müller_Groß / Bob,bob@uni.example,102,502@ex_small,yes
~cy,~伟 王,,103,503@ex_small,yes
dan,Dan Late,dan@uni.example,104,504@ex_small,yes
eve,Eve Absent,eve@uni.example,105,505@ex_small,yes
"""


def moodle_reads(name):
    """Moodle's rule (importziplib.php), worked out here: participant, plugin and file of a name; None: ignored."""
    if name[:1] in (".", "~"):
        return None
    parts = name.split("_", 4)
    if len(parts) < 5 or not parts[1].isdigit() or parts[2] not in ("assignfeedback", "assignsubmission"):
        return None
    return int(parts[1]), f"{parts[2]}_{parts[3]}", parts[4]


def canvas_reads(name):
    """Canvas's rule (infer_comment_context_from_filename): user and attachment of a name."""
    parts = [part for part in name.split("_") if part != "LATE"]
    if parts[0] == "anon":
        return parts[1], parts[2]
    return tuple([part for part in parts if re.fullmatch(r"\d+", part)][:2])


@pytest.fixture
def course(tmp_path):
    """Four who handed in through Canvas, and one who did not; graded, one of them late."""
    (tmp_path / "solutions" / EX).mkdir(parents=True)
    toml = TOML + '\n[hand_in]\ndue = 2027-01-15T18:00:00+01:00\nlate = "10 % a day"\n'
    (tmp_path / "solutions" / EX / "exercise.toml").write_text(toml)
    (tmp_path / "exercises" / EX).mkdir(parents=True)
    written(small_release(), tmp_path / "exercises" / EX / f"{EX}.ipynb")
    (tmp_path / "_config.yml").write_text("title: A course\n")
    course = Course(tmp_path)
    course.classroom.mkdir()
    (course.classroom / "roster.csv").write_text(ROSTER, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "canvas.zip", "w") as archive:
        for number, name in enumerate(("lovelaceada", "müllergroßbob", "伟王", "latedan_LATE"), 101):
            notebook = io.StringIO(json.dumps(done()))
            archive.writestr(f"{name}_{number}_90{number}_{EX}_7_8.ipynb", notebook.getvalue())
    collect(course, EX, tmp_path / "canvas.zip")
    (course.classroom / "submitted" / "dan" / EX / "timestamp.txt").write_text("2027-01-15 18:30:00 UTC")
    settings = read_settings(tmp_path)
    with open_gradebook(settings.db_url, settings.course_id) as book:
        ensure_assignment(book, course.exercise(EX), small_release())
        for student in ("ada", "bob_m", "~cy", "dan"):
            when = datetime(2027, 1, 15, 18, 30) if student == "dan" else datetime(2027, 1, 15, 12)
            write_submission(book, course.exercise(EX), student, record(4.0, 6.0), {"why"}, submitted_at=when)
            files = submission_fingerprint(course.classroom / "submitted" / student / EX)
            made = replace(record(4.0, 6.0), student=student, fingerprint=Fingerprint(files))
            Records(course, EX).write(made)
    return course


def zipped(course, to):
    with zipfile.ZipFile(course.classroom / "return" / f"{EX}-{to}.zip") as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_moodles_importer_finds_every_participant(course):
    assert hand_back.run(course, EX, to="moodle") == 0

    found = [moodle_reads(name) for name in zipped(course, "moodle")]
    assert sorted(found) == [(number, "assignfeedback_file", f"{EX}.html") for number in (501, 502, 503, 504)]


def test_canvas_finds_every_user_and_a_file_of_theirs(course):
    assert hand_back.run(course, EX, to="canvas") == 0

    names = list(zipped(course, "canvas"))
    assert sorted(map(canvas_reads, names)) == [(str(n), f"90{n}") for n in (101, 102, 103, 104)]
    assert all(name.endswith(".html") for name in names)


def test_canvas_without_names_is_answered_by_the_same_hidden_number(course, tmp_path):
    with zipfile.ZipFile(tmp_path / "anonymous.zip", "w") as archive:
        archive.writestr("anon_aB3xY_555_ex.ipynb", json.dumps(done()))
    collect(course, EX, tmp_path / "anonymous.zip")
    settings = read_settings(course.root)
    with open_gradebook(settings.db_url, settings.course_id) as book:
        write_submission(book, course.exercise(EX), "anon_aB3xY", record(4.0, 0.0), {"why"})
    Records(course, EX).write(replace(record(4.0, 0.0), student="anon_aB3xY"))

    hand_back.run(course, EX, to="canvas")

    assert ("aB3xY", "555") in map(canvas_reads, zipped(course, "canvas"))


def test_each_page_is_its_owners_and_needs_nothing_else(course):
    hand_back.run(course, EX, to="moodle")

    for name, page in zipped(course, "moodle").items():
        late = moodle_reads(name)[0] == 504
        assert ("Handed in" in page) == late and f"<strong>{9 if late else 10}</strong> of 12" in page
        assert not re.search(r"""(?:src|href)=|@import|url\(""", page), "no link leads to a file of the teacher's"


EDITIONS = "[{language: zh_CN, tag: zh-Hans, folder: zh, name: 中文}]"


@pytest.mark.parametrize(("language", "folder"), [("en", ""), ("zh", "zh/")])
def test_links_lead_to_the_published_book_in_the_language_of_the_page(course, language, folder):
    spoken = f"sphinx:\n  config:\n    course_language: {language}\n    course_editions: {EDITIONS}\n"
    config = f'html:\n  baseurl: "https://book.example.org/course/"\n{spoken}'
    (course.root / "_config.yml").write_text(config, encoding="utf-8")

    hand_back.run(Course(course.root), EX, to="moodle")

    for page in zipped(course, "moodle").values():
        links = re.findall(r'href="([^"]*)"', page)
        assert links == [f"https://book.example.org/course/{folder}book/01-multi-input-channels.html"]


def test_mails_are_drafts_with_the_page_attached_and_who_has_no_address_is_named(course, capsys):
    assert hand_back.run(course, EX, to="mail") == 1
    assert "left out, without a mail address" in (said := capsys.readouterr().out) and ": ~cy\n" in said

    folder = course.classroom / "return" / f"{EX}-mail"
    rows = list(csv.DictReader(io.StringIO((folder / "merge.csv").read_text(encoding="utf-8-sig"))))
    assert [row["email"] for row in rows] == ["ada@uni.example", "bob@uni.example", "dan@uni.example"]
    assert [row["score"] for row in rows] == ["10", "10", "9"] and rows[2]["late_by"] == "1 h 30 min"
    for row in rows:
        mail = BytesParser(policy=email.policy.default).parsebytes((folder / row["mail"]).read_bytes())
        (attached,) = mail.iter_attachments()
        assert mail["To"] == row["email"] and mail["X-Unsent"] == "1" and mail["From"] is None
        assert attached.get_content_type() == "text/html" and attached.get_filename() == f"{EX}.html"
        page = course.classroom / "feedback" / row["student"] / EX / f"{EX}.html"
        assert attached.get_content().strip() == page.read_text(encoding="utf-8").strip()
        assert (folder / row["page"]).read_bytes() == page.read_bytes()
        assert f"{row['score']} of 12 points" in mail.get_body(("plain",)).get_content()


@pytest.mark.parametrize("address", ["a@b\nBcc: all@uni.example", "a@b, c@d", "nobody", "<a@b>"])
def test_an_address_that_is_none_or_several_gets_no_mail(course, address, capsys):
    rows = ROSTER.replace("ada@uni.example", '"' + address + '"')
    (course.classroom / "roster.csv").write_text(rows, encoding="utf-8", newline="")

    assert hand_back.run(course, EX, to="mail") == 1
    mails = (course.classroom / "return" / f"{EX}-mail" / "mails").iterdir()
    assert not any(b"all@" in mail.read_bytes() or b"Ada" in mail.read_bytes() for mail in mails)


def test_a_folder_a_student_and_the_folder_before_is_replaced_whole(course):
    hand_back.run(course, EX, to="folder")
    folder = course.classroom / "return" / f"{EX}-folder"
    (folder / "gone").mkdir()

    hand_back.run(course, EX, to="folder")

    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html")) == [
        f"{student}/{EX}.html" for student in ("ada", "bob_m", "dan", "~cy")
    ]
    assert not (folder / "gone").exists()


def test_a_folder_of_the_teachers_is_never_emptied(course, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("x")

    with pytest.raises(WrongUse, match="is not empty"):
        hand_back.run(course, EX, to="folder", output=mine)
    assert (mine / "thesis.txt").read_text() == "x"


def test_without_any_number_or_mark_it_is_one_line(course, capsys):
    (course.classroom / "roster.csv").unlink()
    assert cli.main(["return", EX, "--to", "moodle", "--course", str(course.root)]) == 2
    said = capsys.readouterr().err
    assert is_one_line_with_a_next_step(said) and "without a Moodle number" in said
    assert not (course.classroom / "return").exists()

    (course.classroom / "gradebook.db").unlink()
    with pytest.raises(CourseError):
        hand_back.run(course, EX, to="folder")


def test_who_handed_in_something_newer_is_named_before_old_words_go_out(course, capsys):
    (course.classroom / "submitted" / "ada" / EX / f"{EX}.ipynb").write_text("{}")
    hand_back.run(course, EX, to="moodle")

    assert "Not the files that were marked" in capsys.readouterr().out
