"""For each platform a download of thirty students: owner, time and newest file are right for all of them."""

import json
from datetime import UTC

import pytest
from a_class import CLASS, blackboard, brightspace, canvas, canvas_list, moodle, moodle_list, plain_list, table
from a_download import EXERCISE, packed

from autograder.collecting.collect import collect
from autograder.submission.hand_in_time import read_time


def canvas_download():
    files = {canvas(s, attempt): s.data(attempt) for s in CLASS for attempt in ((1, 2) if s.again else (1,))}
    return files, canvas_list(), False


def moodle_folders():
    return {moodle(s): s.data() for s in CLASS}, moodle_list(), True


def moodle_flat():
    return {moodle(s, "_"): s.data() for s in CLASS}, moodle_list(), True


def moodle_blind():
    return {moodle(s, name="Participant"): s.data() for s in CLASS}, moodle_list(), True


def moodle_groups():
    return {moodle(s, name=f"Group {s.number % 3}-{s.name}"): s.data() for s in CLASS}, moodle_list(), True


def moodle_german():
    heading = ("ID", "Vollständiger Name", "ID-Nummer", "E-Mail-Adresse")
    return {moodle(s): s.data() for s in CLASS}, moodle_list("Teilnehmer/in", heading), False


def moodle_french():
    heading = ("Identifiant", "Nom complet", "Numéro d’identification", "Adresse de courriel")
    return {moodle(s): s.data() for s in CLASS}, moodle_list("Participant", heading), False


def moodle_spanish():
    heading = ("Identificador", "Nombre completo", "Número de ID", "Dirección de correo")
    return {moodle(s): s.data() for s in CLASS}, moodle_list("Participante ", heading), False


def moodle_chinese():
    heading = ("标识符", "全名", "学号", "电子邮件地址")
    return {moodle(s): s.data() for s in CLASS}, moodle_list("参与者 ", heading), False


def _blackboard(**how):
    files = {}
    for s in CLASS:
        for attempt in (1, 2) if s.again else (1,):
            before = blackboard(s, attempt, **how)
            files[f"{before}_{EXERCISE}.ipynb"] = s.data(attempt)
            files[f"{before}.txt"] = f"Name: {s.name} ({s.login})\nAssignment: Exercise 2\n".encode()
    rows = [[s.last, s.first, s.login, f"M{s.number}"] for s in CLASS]
    return files, table(["Last Name", "First Name", "Username", "Student ID"], rows), True


def blackboard_of_old():
    return _blackboard()


def blackboard_without_the_word_gradebook():
    return _blackboard(start="Exercise 2")


def blackboard_in_german():
    return _blackboard(start="Übung 2", word="Versuch")


def brightspace_download():
    files = {"index.html": b"<html>"}
    for s in CLASS:
        for attempt in (1, 2) if s.again else (1,):
            files[brightspace(s, attempt)] = s.data(attempt)
    rows = [[f"#{s.login}", f"#{s.login}", s.last, s.first, f"{s.login}@example.edu", "#"] for s in CLASS]
    return (
        files,
        table(["OrgDefinedId", "Username", "Last Name", "First Name", "Email", "End-of-Line Indicator"], rows),
        True,
    )


def gradescope_export():
    files, told = {}, ["---"]
    for s in CLASS:
        files[f"assignment_42_export/submission_{s.number}/{EXERCISE}.ipynb"] = s.data()
        when = s.when.astimezone(UTC)
        told += [
            f"submission_{s.number}:", "  :submitters:", f"  - :name: {json.dumps(s.name)}",
            f"    :sid: {s.login}", f"    :email: {s.login}@example.edu",
            f"  :created_at: {when:%Y-%m-%d %H:%M:%S}.000000000 Z",
        ]  # fmt: skip
    files["assignment_42_export/submission_metadata.yml"] = "\n".join(told).encode()
    return files, table(["Name", "SID", "Email"], [[s.name, s.login, f"{s.login}@example.edu"] for s in CLASS]), True


def ilias_download():
    files = {}
    for s in CLASS:
        folder = f"{s.last}_{s.first}_{s.login}_{s.number}".replace("/", "")
        late = "Late Submission - " if s.late else ""
        files[f"Exercise 2/Sheet/{folder}/{late}{EXERCISE}.ipynb"] = s.data()
    return files, plain_list(), False


def github_clones():
    files = {}
    for s in CLASS:
        files[f"ex02-submissions/ex02-{s.login}/{EXERCISE}.ipynb"] = s.data()
        files[f"ex02-submissions/ex02-{s.login}/README.md"] = b"# ex02"
        files[f"ex02-submissions/ex02-{s.login}/.github/workflows/classroom.yml"] = b"on: push"
    return files, plain_list(), False


def classroom50_clones():
    """As `gh teacher download` leaves them: the classroom's name before the assignment's, a table beside the clones."""
    slug, files = f"cs-principles-{EXERCISE.replace('_', '-')}", {"ex02_submissions/scores.csv": b"username,score"}
    for s in CLASS:
        files[f"ex02_submissions/{slug}-{s.login}/{EXERCISE}.ipynb"] = s.data()
        files[f"ex02_submissions/{slug}-{s.login}/result.json"] = b"{}"
        files[f"ex02_submissions/{slug}-{s.login}/.classroom50.yaml"] = b"classroom: cs-principles"
    return files, plain_list(), False


def folders_in_sections():
    files = {f"Sheet 2/Section {s.number % 3}/{s.login}/{EXERCISE}.ipynb": s.data() for s in CLASS}
    return files | {"Sheet 2/grades.csv": b"x", "README.txt": b"hello"}, plain_list(), False


def google_drive():
    """Any file name that holds the student's; a folder of the assignment around them."""
    shapes = ("{name} - {ex}.ipynb", "{name}_homework.ipynb", "{ex} {name}.ipynb")
    return (
        {
            f"Exercise 2/{shapes[s.number % 3 if s.number % 3 else 0].format(name=s.name, ex=EXERCISE)}": s.data()
            for s in CLASS
        },
        plain_list(),
        False,
    )


def canvas_groups():
    """Canvas names the file after the group, with the number of who handed in for it."""
    files = {}
    for s in CLASS:
        late = "LATE_" if s.late else ""
        for attempt in (1, 2) if s.again else (1,):
            file_id = 2_000_000 + 1_000 * attempt + s.number % 1000
            files[f"projectgroup{s.number % 9}_{late}{s.number}_{file_id}_{EXERCISE}.ipynb"] = s.data(attempt)
    return files, canvas_list(), False


DOWNLOADS = [
    canvas_download, moodle_folders, moodle_flat, moodle_blind, moodle_groups, moodle_german, moodle_french,
    moodle_spanish, moodle_chinese, blackboard_of_old, blackboard_without_the_word_gradebook, blackboard_in_german,
    brightspace_download, gradescope_export, ilias_download, github_clones, classroom50_clones, folders_in_sections,
    google_drive, canvas_groups,
]  # fmt: skip
NAMESAKES = {s.login for s in CLASS if [o.name for o in CLASS].count(s.name) > 1}


@pytest.mark.parametrize("download", DOWNLOADS, ids=lambda make: make.__name__)
def test_owner_time_and_newest_file_are_right_for_all_thirty(course, tmp_path, download):
    files, class_list, has_times = download()
    (tmp_path / "list.csv").write_text(class_list, encoding="utf-8-sig")

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"), tmp_path / "list.csv")

    by_name_alone = download in (
        brightspace_download,
        google_drive,
    )  # no number: namesakes are asked about
    expected = {s.login: s for s in CLASS if not (by_name_alone and s.login in NAMESAKES)}
    submitted = course.classroom / "submitted"
    assert sorted(p.name for p in submitted.iterdir()) == sorted(expected)
    for folder, student in expected.items():
        place = submitted / folder / EXERCISE
        (file,) = place.glob("*.ipynb")
        assert file.read_bytes() == student.data(
            2 if student.again and any(data.endswith(b" 2") for data in files.values()) else None
        )
        if has_times:
            assert read_time(place) == student.when.astimezone(UTC).replace(tzinfo=None)
    assert len(found.skipped) == (2 if by_name_alone else 0)
    if download in (canvas_download, canvas_groups, ilias_download):
        assert set(found.late) == {s.login for s in CLASS if s.late}
    assert found.has_list and not found.strangers


def test_thirty_without_names_stay_apart_and_keep_their_newest(course, tmp_path):
    """Canvas, marked without names: whose a file is is known to Canvas alone, and the marks go back by that number."""
    files, hidden = {}, {s: f"{chr(97 + s.number % 26)}{s.number:X}z" for s in CLASS}
    for s in CLASS:
        for attempt in (1, 2) if s.again else (1,):
            late = "LATE_" if s.late else ""
            files[f"{late}anon_{hidden[s]}_{2_000_000 + 1_000 * attempt + s.number}_{EXERCISE}.ipynb"] = s.data(attempt)
    (tmp_path / "list.csv").write_text(canvas_list(), encoding="utf-8")

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"), tmp_path / "list.csv")

    submitted = course.classroom / "submitted"
    assert {p.parent.parent.name: p.read_bytes() for p in submitted.glob("*/*/*.ipynb")} == {
        f"anon_{number}": s.data() for s, number in hidden.items()
    }
    assert len(found.strangers) == 30 and found.asks, "nobody is taken for somebody of the list"


def test_times_that_a_worksheet_tells_later_are_taken_and_the_teachers_own_stay(course, tmp_path):
    files, worksheet, _ = moodle_folders()
    (tmp_path / "list.csv").write_text(worksheet, encoding="utf-8-sig")
    collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))
    places = {place.parent.name: place for place in (course.classroom / "submitted").glob(f"*/{EXERCISE}")}
    assert len(places) == 30 and not any(read_time(place) for place in places.values())
    mine = next(iter(places.values()))
    (mine / "timestamp.txt").write_text("2027-01-01 12:00:00 UTC")

    collect(course, EXERCISE, tmp_path / "x.zip", tmp_path / "list.csv")

    assert [student for student, place in places.items() if not read_time(place)] == []
    assert read_time(mine).isoformat() == "2027-01-01T12:00:00"
