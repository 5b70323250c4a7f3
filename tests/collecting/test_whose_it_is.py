"""Whose a file of a download is: names as each platform writes them, folders, rosters, odd names."""

import zipfile

import pytest
from a_download import EXERCISE, packed, submitted

from autograder.collecting.collect import collect
from autograder.collecting.roster import read_roster, roster_path
from autograder.errors import CourseError


def test_canvas_names_are_taken_apart(course, tmp_path):
    archive = packed(
        {
            "lovelaceada_101_9001_ex02_multi_output.ipynb": b"a",
            "o_neilséan_LATE_102_9002_ex02_multi_output-2.ipynb": b"b",
            "LATE_anon_x7Kq2_9003_my work.ipynb": b"c",
            "hoppergrace_104_text.html": b"typed",
        },
        tmp_path / "submissions.zip",
    )

    found = collect(course, EXERCISE, archive)

    assert submitted(course) == {
        f"anon_x7Kq2/{EXERCISE}/my work.ipynb": b"c",
        f"lovelaceada_101/{EXERCISE}/{EXERCISE}.ipynb": b"a",
        f"o_neilséan_102/{EXERCISE}/{EXERCISE}.ipynb": b"b",
    }
    assert sorted(found.late) == ["anon_x7Kq2", "o_neilséan_102"]
    assert found.skipped == ["hoppergrace_104_text.html: typed into a form, not a file"]


@pytest.mark.parametrize(
    "scheme", ["{}_assignsubmission_file_/{}", "{}_assignsubmission_file/{}", "{}_assignsubmission_file_{}"]
)
def test_moodle_names_are_taken_apart(course, tmp_path, scheme):
    files = {
        scheme.format("Ada Lovelace_501", "ex02_multi_output.ipynb"): b"a",
        scheme.format("Sam Lee_502", "ex02_multi_output.ipynb"): b"b",
        scheme.format("Sam Lee_503", "ex02_multi_output.ipynb"): b"c",
        "Grace Hopper_504_assignsubmission_onlinetext_/onlinetext.html": b"typed",
    }

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert submitted(course) == {
        f"Ada Lovelace/{EXERCISE}/{EXERCISE}.ipynb": b"a",
        f"Sam Lee_502/{EXERCISE}/{EXERCISE}.ipynb": b"b",
        f"Sam Lee_503/{EXERCISE}/{EXERCISE}.ipynb": b"c",
    }
    assert len(found.skipped) == 1


def test_a_canvas_gradebook_is_a_roster(course, tmp_path):
    roster = tmp_path / "grades.csv"
    roster.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Ex 2 (77)\n"
        "    Points Possible,,,,,10\n"
        '"Lovelace, Ada",101,S1,ada@uni,A,\n'
        '"O\'Neil, Seán",102,S2,sean@uni,A,\n'
        '"Student, Test",9,,x,A,\n'
    )
    archive = packed({"lovelaceada_101_1_a.ipynb": b"a", "oneilseán_102_2_b.ipynb": b"b"}, tmp_path / "x.zip")

    collect(course, EXERCISE, archive, roster)

    assert set(submitted(course)) == {f"ada@uni/{EXERCISE}/a.ipynb", f"sean@uni/{EXERCISE}/b.ipynb"}
    kept = {person.student: person for person in read_roster(roster_path(course.classroom))}
    assert (kept["ada@uni"].canvas_id, kept["ada@uni"].sis_id, kept["ada@uni"].name) == ("101", "S1", "Lovelace, Ada")


def test_a_moodle_worksheet_is_a_roster_also_without_names(course, tmp_path):
    roster = tmp_path / "worksheet.csv"
    roster.write_text(
        "Identifier,Full name,Email address,Status,Grade\n"
        "Participant 501,Ada Lovelace,ada@uni,Submitted,\nParticipant 502,Sam Lee,sam1@uni,,\n"
        "Participant 503,Sam Lee,sam3@uni,,\n",
        encoding="utf-8-sig",
    )
    files = {f"{name}_assignsubmission_file_/x.ipynb": name.encode() for name in ("Participant_501", "Sam Lee_503")}

    collect(course, EXERCISE, packed(files, tmp_path / "x.zip"), roster)

    assert set(submitted(course)) == {f"ada@uni/{EXERCISE}/x.ipynb", f"sam3@uni/{EXERCISE}/x.ipynb"}


def test_blackboards_names_are_taken_apart_and_the_latest_attempt_counts(course, tmp_path):
    start = "gradebook_C1-2027_Exercise202"
    files = {
        f"{start}_ada_attempt_2027-01-16-09-00-00_{EXERCISE}.ipynb": b"late",
        f"{start}_ada_attempt_2027-01-15-18-00-00_{EXERCISE}.ipynb": b"early",
        f"{start}_ada_attempt_2027-01-16-09-00-00.txt": b"Name: Ada",
        f"{start}_bob.b_attempt_2027-01-15-18-00-00_my work.ipynb": b"b",
        f"{start}_x_l_attempt_2027-01-15-18-00-00_a.ipynb": b"x",
        f"{start}_y_l_attempt_2027-01-15-18-00-00_a.ipynb": b"y",
    }

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert submitted(course) == {
        f"ada/{EXERCISE}/{EXERCISE}.ipynb": b"late",
        f"ada/{EXERCISE}/attempt 2027-01-16-09-00-00.txt": b"Name: Ada",
        f"bob.b/{EXERCISE}/my work.ipynb": b"b",
        f"x_l/{EXERCISE}/a.ipynb": b"x",
        f"y_l/{EXERCISE}/a.ipynb": b"y",
    }
    assert found.skipped == []


@pytest.mark.parametrize(
    "times", [("Jan 15, 2027 920 AM", "Jan 15, 2027 120 PM"), ("9 January, 2027 1820", "15 January, 2027 920")]
)
def test_brightspaces_folders_are_taken_apart_and_the_latest_counts(course, tmp_path, times):
    files = {
        **{f"11-5 - Ada King - {time}/{EXERCISE}.ipynb": time.encode() for time in reversed(times)},
        f"12-5 - Sam Lee - {times[0]}/{EXERCISE}.ipynb": b"12",
        f"13-5 - Sam Lee - {times[0]}/{EXERCISE}.ipynb": b"13",
    }

    collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert submitted(course) == {
        f"Ada King/{EXERCISE}/{EXERCISE}.ipynb": times[1].encode(),
        f"Sam Lee_12/{EXERCISE}/{EXERCISE}.ipynb": b"12",
        f"Sam Lee_13/{EXERCISE}/{EXERCISE}.ipynb": b"13",
    }


@pytest.mark.parametrize("wrap", ["", "Exercise 2/"])
def test_google_classrooms_files_are_each_students_own(course, tmp_path, wrap):
    names = [f"Ada King - {EXERCISE}.ipynb", f"Bob - {EXERCISE}.ipynb", f"Bob - {EXERCISE} (1).ipynb"]
    files = {f"{wrap}{name}": name.encode() for name in [*names, f"Copy of {EXERCISE}.ipynb"]}

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert set(submitted(course)) == {f"Ada King/{EXERCISE}/{EXERCISE}.ipynb", f"Bob/{EXERCISE}/{EXERCISE}.ipynb"}
    assert len(list((course.classroom / "attempts").rglob("*.ipynb"))) == 1
    assert len(found.skipped) == 1 and "Copy of" in found.skipped[0]


def test_nbgraders_layout_of_one_student_in_a_folder_of_its_own(course, tmp_path):
    collect(course, EXERCISE, packed({f"submitted/ada/{EXERCISE}/a.ipynb": b"a"}, tmp_path / "x.zip"))

    assert submitted(course) == {f"ada/{EXERCISE}/a.ipynb": b"a"}


@pytest.mark.parametrize("name", ["Sam Lee", "Participant"])
def test_a_namesake_in_a_later_download_is_another_student(course, tmp_path, name):
    first = {f"{name}_501_assignsubmission_file_/a.ipynb": b"1"}
    later = {**first, f"{name}_502_assignsubmission_file_/a.ipynb": b"2"}

    collect(course, EXERCISE, packed(first, tmp_path / "1.zip"))
    found = collect(course, EXERCISE, packed(later, tmp_path / "2.zip"))

    assert sorted(submitted(course).values()) == [b"1", b"2"]
    assert (len(found.unchanged), len(found.new), found.notes) == (1, 1, [])


@pytest.mark.parametrize("wrap", ["", "submissions/", "Week 2/"])
def test_folders_of_students_in_a_zip_or_on_disk(course, tmp_path, wrap):
    files = {f"{wrap}ada/ex.ipynb": b"a", f"{wrap}bob/data/x.csv": b"x", f"{wrap}bob/ex.ipynb": b"b"}
    folder = tmp_path / "plain"
    with zipfile.ZipFile(packed(files, tmp_path / "x.zip")) as archive:
        archive.extractall(folder)

    collect(course, EXERCISE, tmp_path / "x.zip")
    from_zip = submitted(course)
    found = collect(course, EXERCISE, folder)

    assert set(from_zip) == {f"ada/{EXERCISE}/ex.ipynb", f"bob/{EXERCISE}/ex.ipynb", f"bob/{EXERCISE}/data/x.csv"}
    assert found.unchanged == ["ada", "bob"]


@pytest.mark.parametrize("logins", [["ada"], ["max-a", "max-b"], ["ada-l", "bo"]])
def test_clones_of_classroom_50_are_called_by_their_logins(course, tmp_path, logins):
    files = {f"cs-1-ex02-multi-output-{login}/{EXERCISE}.ipynb": login.encode() for login in logins}

    collect(course, EXERCISE, packed(files, tmp_path / "clones.zip"))

    assert submitted(course) == {f"{login}/{EXERCISE}/{EXERCISE}.ipynb": login.encode() for login in logins}


def test_nbgraders_own_layout_keeps_exercises_apart(course, tmp_path):
    files = {f"ada/{EXERCISE}/{EXERCISE}.ipynb": b"2", "ada/ex01_multi_input/ex01_multi_input.ipynb": b"1"}

    collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert submitted(course) == {f"ada/{EXERCISE}/{EXERCISE}.ipynb": b"2"}


def test_loose_notebooks_with_a_name_in_theirs(course, tmp_path):
    folder = tmp_path / "loose"
    folder.mkdir()
    for name in ("Ada_ex02_multi_output.ipynb", "ex02_multi_output-bob.py", "ex02_multi_output.ipynb", "notes.txt"):
        (folder / name).write_bytes(b"x")

    found = collect(course, EXERCISE, folder)

    assert set(submitted(course)) == {f"Ada/{EXERCISE}/{EXERCISE}.ipynb", f"bob/{EXERCISE}/{EXERCISE}.py"}
    assert len(found.skipped) == 2


@pytest.mark.parametrize(
    "name", ["Zoë Müller", "李雷", "O'Brien, Ann", "a+b (c) [d].e", "x" * 200, "=cmd|' /C calc'!A0", "🙂"]
)
def test_odd_names_stay_apart_and_come_back(course, tmp_path, name):
    found = collect(course, EXERCISE, packed({f"{name}/ex.ipynb": b"1", f"{name}_/ex.ipynb": b"2"}, tmp_path / "x.zip"))

    assert len(set(found.new)) == 2
    assert len(submitted(course)) == 2
    assert {p.student for p in read_roster(roster_path(course.classroom))} == set(found.new)


def test_names_that_make_one_id_are_kept_apart(course, tmp_path):
    # The same name in two ways of writing é, and a control character: three folders, no two together.
    names = ["Jos\u00e9", "Jos\x01", "Jos_"]

    found = collect(course, EXERCISE, packed({f"{n}/ex.ipynb": n.encode() for n in names}, tmp_path / "x.zip"))

    assert len(submitted(course)) == 3 and len(found.new) == 3


def test_utf8_names_without_the_flag_are_read(course, tmp_path):
    path = packed({"ABCDE/ex.ipynb": b"1", "bob/ex.ipynb": b"2"}, tmp_path / "x.zip")
    path.write_bytes(path.read_bytes().replace(b"ABCDE", "Zoë!".encode()))

    collect(course, EXERCISE, path)

    assert f"Zoë!/{EXERCISE}/ex.ipynb" in submitted(course)


@pytest.mark.parametrize(
    "data, says",
    [
        (b"a,b\n1,2\n", "no column 'student'"),
        (b"", "no column 'student'"),
        (b"PK\x03\x04 a spreadsheet", "no column 'student'"),
        (b'student,name\n"ada,Ada\nbob,Bob\n', "not CSV"),
        (b"student,name\nada," + b"x" * 200_000, "not CSV"),
        (b"student,name\n,Ada\n", "line 2 has no student id"),
        (b"student,name\nada,A\nada,B\n", "'ada' stands twice"),
    ],
)
def test_a_roster_that_is_none_is_one_line(course, tmp_path, data, says):
    roster = tmp_path / "r.csv"
    roster.write_bytes(data)

    with pytest.raises(CourseError, match=rf"r\.csv: .*{says}.*\. [A-Z]"):
        collect(course, EXERCISE, packed({"ada/ex.ipynb": b""}, tmp_path / "x.zip"), roster)
