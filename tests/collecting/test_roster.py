"""The class list: every platform's file in any code page, merged, and read back as it was written."""

from dataclasses import fields

import pytest
from a_class import table
from a_download import EXERCISE, packed, submitted
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from autograder.collecting import roster
from autograder.collecting.cells import defused, harmless, undefused
from autograder.collecting.class_list import read_class_list
from autograder.collecting.collect import collect
from autograder.collecting.people import Person
from autograder.collecting.roster import read_roster, roster_path, write_roster
from autograder.errors import CourseError

ANY = st.text(max_size=20) | st.text(alphabet="=+-@＝＋－＠'\"\t\r\n ,;\ufeffa1", max_size=8)
DETAILS = {field.name: ANY | st.just("7") for field in fields(Person)[1:]}
LANGUAGES = st.sampled_from(["", "en", "zh_CN"])  # another one is refused
PEOPLE = st.builds(Person, ANY.filter(bool), **DETAILS | {"language": LANGUAGES})


@example([Person("0", sis_id="A:::0")])  # as if a column of Moodle's participants
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PEOPLE, unique_by=lambda person: person.student, max_size=5))
def test_a_roster_reads_back_as_it_was_written(tmp_path, people):
    people = [person for person in people if person.student.strip()]

    write_roster(tmp_path, people)

    assert sorted(read_roster(roster_path(tmp_path)), key=str) == sorted(people, key=str)


@given(ANY)
def test_no_cell_begins_as_a_formula_and_each_reads_back(text):
    cell = defused(text)

    assert undefused(cell) == text
    assert harmless(text).lstrip(" ")[:1] not in tuple("=+-@＝＋－＠")


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
    '"Müller, Zoë",501,a501,zoe,S1\n"Lee, Bo",502,,bo,S1\n'
)
SEMICOLONS = "Benutzername;Vorname;Nachname;E-Mail-Adresse\nzoe;Zoë;Müller;zoe@x.de\nbo;Bo;Lee;bo@x.de\n"
CHINESE = "学号,姓名,电子邮箱\nzoe,张伟,zoe@x.cn\nbo,王芳芳,bo@x.cn\n"


@pytest.mark.parametrize("text", [CANVAS, SEMICOLONS], ids=["canvas", "semicolons"])
@pytest.mark.parametrize("code_page", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\n\n"])
def test_a_list_is_read_in_any_code_page(tmp_path, text, code_page, ends):
    (tmp_path / "list.csv").write_bytes(text.replace("\n", ends).encode(code_page))

    people = read_roster(tmp_path / "list.csv")

    assert [person.student for person in people] == ["zoe", "bo"]
    assert sorted(people[0].name.replace(",", "").split()) == ["Müller", "Zoë"]


@pytest.mark.parametrize("code_page", ["utf-8", "utf-16", "gbk"])
def test_a_chinese_list_is_read(tmp_path, code_page):
    (tmp_path / "list.csv").write_bytes(CHINESE.encode(code_page))

    assert [(p.student, p.name) for p in read_roster(tmp_path / "list.csv")] == [("zoe", "张伟"), ("bo", "王芳芳")]


def test_a_japanese_list_in_shift_jis_is_read(tmp_path):
    (tmp_path / "list.csv").write_bytes("学籍番号,氏名\nab1,福田健\nab2,山田太郎\n".encode("cp932"))

    assert [(p.student, p.name) for p in read_roster(tmp_path / "list.csv")] == [("ab1", "福田健"), ("ab2", "山田太郎")]


@pytest.mark.parametrize("extra", ["\n", ",,,,\n", "   \n", '"Lee, Cy",503\n', "    Points Possible\n"])
def test_blank_short_and_foreign_rows_stop_nobody(tmp_path, extra):
    first, rest = CANVAS.split("\n", 1)
    (tmp_path / "list.csv").write_text(f"{first}\n{extra}{rest}{extra}".replace(extra * 2, extra), encoding="utf-8")
    if "503" in extra:
        (tmp_path / "list.csv").write_text(CANVAS + extra, encoding="utf-8")

    people = read_class_list(tmp_path / "list.csv").people

    assert {"zoe", "bo"} <= {person.student for person in people}
    assert len(people) == (3 if "503" in extra else 2)


def test_a_list_is_merged_and_says_who_is_new_and_who_is_gone(course, tmp_path, capsys):
    (tmp_path / "1.csv").write_text(table(["student", "name"], [["ada", "Ada King"], ["bo", "Bo Lee"]]))
    (tmp_path / "2.csv").write_text(
        table(["Username", "Full name", "Email"], [["bo", "Bo Lee", "bo@x"], ["cy", "Cy Ray", "cy@x"]])
    )

    assert roster.run(course, tmp_path / "1.csv") == 0
    assert "new: ada (Ada King)" in capsys.readouterr().out
    assert roster.run(course, tmp_path / "2.csv") == 0
    said = capsys.readouterr().out
    roster.run(course, None)

    assert "new: cy (Cy Ray)" in said and "gone: ada (Ada King)" in said and "new: bo" not in said
    kept = {person.student: person for person in read_roster(roster_path(course.classroom))}
    assert (kept["bo"].email, kept["ada"].listed, kept["cy"].listed) == ("bo@x", "gone", "yes")
    assert "2 students" in capsys.readouterr().out


def test_a_student_keeps_the_id_under_which_work_was_filed(course, tmp_path):
    collect(course, EXERCISE, packed({f"kingada_101_9_{EXERCISE}.ipynb": b"1"}, tmp_path / "1.zip"))
    (tmp_path / "list.csv").write_text('Student,ID,SIS User ID,SIS Login ID,Section\n"King, Ada",101,S1,ada,A\n')

    roster.run(course, tmp_path / "list.csv")
    found = collect(course, EXERCISE, packed({f"kingada_101_10_{EXERCISE}.ipynb": b"2"}, tmp_path / "2.zip"))

    assert found.replaced == ["kingada_101"] and not found.asks
    assert set(submitted(course).values()) == {b"2"}
    (person,) = read_roster(roster_path(course.classroom))
    assert (person.student, person.login, person.listed) == ("kingada_101", "ada", "yes")


def test_everybody_of_a_given_list_is_kept_and_who_handed_in_nothing_is_named(course, tmp_path):
    (tmp_path / "list.csv").write_text(table(["student", "name"], [[f"s{n}", f"Name {n:02d}x"] for n in range(30)]))

    found = collect(
        course, EXERCISE, packed({f"s{n}/x.ipynb": b"x" for n in range(29)}, tmp_path / "x.zip"), tmp_path / "list.csv"
    )

    assert len(read_roster(roster_path(course.classroom))) == 30
    assert found.missing == ["s29"] and not found.asks


def test_a_list_of_which_nobody_matches_is_said_by_name(course, tmp_path):
    (tmp_path / "list.csv").write_text(table(["student", "name"], [["ada", "Ada King"]]))

    found = collect(
        course, EXERCISE, packed({"eve/x.ipynb": b"x", "mal/x.ipynb": b"y"}, tmp_path / "x.zip"), tmp_path / "list.csv"
    )

    assert (found.found, found.owners, len(found.strangers)) == (0, 2, 2)
    assert found.asks and found.missing == ["ada"]


@pytest.mark.parametrize(
    "text, says",
    [
        ("Name\nAda\nBo\n", "no column 'student'"),
        ('Student,ID,SIS Login ID\n"King, Ada",1,ada\n"Lee, Bo",1,bo\n', "Canvas number '1' stands twice"),
        ("Identifier,Full name\nParticipant 5,A\nParticipant 5,B\n", "Moodle number '5' stands twice"),
        ("student,name\nada,A\n,Bo\n", "line 3 has no student id"),
    ],
)
def test_a_list_that_cannot_be_taken_changes_nothing(course, tmp_path, text, says):
    (tmp_path / "list.csv").write_text(text)

    with pytest.raises(CourseError, match=rf"list\.csv: .*{says}.*\. [A-Z]"):
        roster.run(course, tmp_path / "list.csv")
    assert not roster_path(course.classroom).exists()
