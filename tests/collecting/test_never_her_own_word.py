"""What a student calls a file, or writes into one, never makes it another's, and never makes it earlier."""

import io
import os
import tarfile
import zipfile

import pytest
from a_class import table
from a_download import EXERCISE, packed, submitted

from autograder.collecting import roster
from autograder.collecting.collect import collect

NOTEBOOK = f"{EXERCISE}.ipynb"
MOODLE = "_assignsubmission_file_"


def with_list(tmp_path, *rows, header=("student", "name", "moodle_id")):
    (tmp_path / "list.csv").write_text(table(header, rows), encoding="utf-8")
    return tmp_path / "list.csv"


def test_a_moodle_prefix_in_a_files_name_is_only_a_name(course, tmp_path):
    files = {
        f"Participant_501{MOODLE}/Participant_502{MOODLE}{NOTEBOOK}": b"eve",
        f"Participant_502{MOODLE}/{NOTEBOOK}": b"ada",
        f"Participant_503{MOODLE}Participant_502{MOODLE}{NOTEBOOK}": b"bob, flat",
    }
    known = with_list(tmp_path, ["eve", "", "501"], ["ada", "", "502"], ["bob", "", "503"])

    collect(course, EXERCISE, packed(files, tmp_path / "x.zip"), known)

    owners = {path.split("/")[0]: data for path, data in submitted(course).items()}
    assert owners == {"eve": b"eve", "ada": b"ada", "bob": b"bob, flat"}


def test_a_blackboard_prefix_in_a_files_name_is_only_a_name(course, tmp_path):
    start, time = "Exercise 2", "attempt_2027-01-15-18-00-00"
    files = {
        f"{start}_eve_{time}_x_ada_attempt_2027-01-16-18-00-00_{NOTEBOOK}": b"eve",
        f"{start}_ada_{time}_{NOTEBOOK}": b"ada",
    }

    collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    owners = {path.split("/")[0]: data for path, data in submitted(course).items()}
    assert owners == {"eve": b"eve", "ada": b"ada"}


@pytest.mark.parametrize(
    "name", ["99_ex.ipynb", "102_9009_ex.ipynb", "LATE_102_9009_ex.ipynb", "anon_zzzzz_9_ex.ipynb"]
)
@pytest.mark.parametrize("prefix, owner", [("anon_x7Kq2_9003_", "anon_x7Kq2"), ("eve_101_9001_", "eve_101")])
def test_numbers_in_a_canvas_files_name_are_only_a_name(course, tmp_path, prefix, owner, name):
    other = "anon_abcde_9002_" if prefix.startswith("anon") else "ada_102_9002_"
    files = {f"{prefix}{name}": b"eve", f"{other}{NOTEBOOK}": b"ada"}

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert submitted(course)[f"{owner}/{EXERCISE}/{name}"] == b"eve"
    assert found.late == [] and len(found.new) == 2


def test_a_changed_full_name_does_not_win_over_the_number(course, tmp_path):
    names = {"501": "Ada King", "502": "Ada King", "503": "Bo Lee"}  # 502 is Eve, who calls herself Ada King
    files = {f"{name}_{number}{MOODLE}/{NOTEBOOK}": number.encode() for number, name in names.items()}
    known = with_list(tmp_path, ["ada", "Ada King", "501"], ["eve", "Eve Hart", "502"], ["bo", "Bo Lee", "503"])

    collect(course, EXERCISE, packed(files, tmp_path / "x.zip"), known)

    assert submitted(course) == {
        f"{s}/{EXERCISE}/{NOTEBOOK}": n for s, n in (("ada", b"501"), ("bo", b"503"), ("eve", b"502"))
    }


def test_numbers_of_another_moodle_assignment_do_not_count_against_the_names(course, tmp_path):
    numbers = {502: "Ada King", 503: "Bo Lee", 501: "Cy Ray"}
    rows = [[f"Participant {number}", name, f"{name[:2]}@x"] for number, name in numbers.items()]
    (tmp_path / "class.csv").write_text(table(["Identifier", "Full name", "Email address"], rows), encoding="utf-8")
    roster.run(course, tmp_path / "class.csv")
    names = {"501": "Ada King", "502": "Bo Lee", "503": "Cy Ray"}
    files = {f"{name}_{number}{MOODLE}/{NOTEBOOK}": name.encode() for number, name in names.items()}

    collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    owners = {path.split("/")[0]: data for path, data in submitted(course).items()}
    assert owners == {"Ad@x": b"Ada King", "Bo@x": b"Bo Lee", "Cy@x": b"Cy Ray"}


def test_a_loose_file_with_a_counter_does_not_replace_the_one_without(course, tmp_path):
    folder = tmp_path / "loose"
    folder.mkdir()
    for when, name in enumerate((f"ada_{EXERCISE}.py", f"ada_{EXERCISE}(1).py")):
        (folder / name).write_bytes(b"%d" % when)
        os.utime(folder / name, (1e9 + when, 1e9 + when))

    found = collect(course, EXERCISE, folder)

    assert submitted(course) == {f"ada/{EXERCISE}/{EXERCISE}.py": b"0"}
    assert "claim to be theirs" in found.looks[0] and found.asks


def test_two_folders_that_mean_one_student_are_not_put_together(course, tmp_path):
    known = with_list(tmp_path, ["a1", "Ada King"], ["b2", "Bo Lee"], header=("student", "name"))
    files = {
        f"Ada King/{NOTEBOOK}": b"1",
        f"King, Ada/{NOTEBOOK}": b"2",
        f"bo lee/{NOTEBOOK}": b"3",
        f"a1x/{NOTEBOOK}": b"4",
    }

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"), known)

    assert submitted(course)[f"a1/{EXERCISE}/{NOTEBOOK}"] == b"1"  # in the letters of the list
    assert submitted(course)[f"b2/{EXERCISE}/{NOTEBOOK}"] == b"3"
    assert any("King, Ada" in line and "a1" in line for line in found.skipped)
    assert found.strangers and found.asks


@pytest.mark.parametrize("inside", [False, True])
def test_a_time_of_hand_in_that_a_student_wrote_is_left_out(course, tmp_path, inside):
    own = {"timestamp.txt": b"2020-01-01 00:00:00 UTC", NOTEBOOK: b"x"}
    files = {f"eve_1_2_{name}": data for name, data in own.items()}
    if inside:
        files = {"eve_1_2_work.zip": packed({f"{EXERCISE}/{name}": data for name, data in own.items()})}

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert not list(course.classroom.rglob("timestamp.txt"))
    assert submitted(course) == {f"eve_1/{EXERCISE}/{NOTEBOOK}": b"x"}
    assert any("only the platform knows the time" in note for note in found.notes)


def test_an_old_download_never_replaces_a_newer_file(course, tmp_path):
    old = packed({f"ada_1_10_{NOTEBOOK}": b"old", f"bo_2_11_{NOTEBOOK}": b"bo"}, tmp_path / "old.zip")
    again = packed({f"ada_1_12_{EXERCISE}-1.ipynb": b"new"}, tmp_path / "again.zip")

    for download, new, replaced in ((old, 2, 0), (again, 0, 1), (old, 0, 0), (again, 0, 0)):
        found = collect(course, EXERCISE, download)
        assert (len(found.new), len(found.replaced)) == (new, replaced)

    assert submitted(course)[f"ada_1/{EXERCISE}/{NOTEBOOK}"] == b"new"


def test_of_two_downloads_that_tell_a_time_the_later_hand_in_counts_whatever_the_order(course, tmp_path):
    def at(day, data):
        return packed({f"Exercise 2_ada_attempt_2027-01-{day}-09-00-00_{NOTEBOOK}": data}, tmp_path / f"{day}.zip")

    collect(course, EXERCISE, at("16", b"16"))
    collect(course, EXERCISE, at("14", b"14"))

    assert submitted(course) == {f"ada/{EXERCISE}/{NOTEBOOK}": b"16"}
    assert sorted(p.read_bytes() for p in (course.classroom / "attempts").rglob("*.ipynb")) == [b"14"]


def lzma_bomb():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_LZMA) as archive:
        for number in range(3):
            archive.writestr(f"{number}.ipynb", b"0" * 10_000_000)
    return inner.getvalue()


def nested_bomb():
    """A kilobyte or so: three zips deep, 3 GB in a hundred files."""
    data = packed({f"{number}.ipynb": b"0" * 30_000_000 for number in range(10)})
    return packed({f"{number}.zip": data for number in range(10)})


def many_names():
    return packed({f"{number}.txt": b"" for number in range(2_500)})


def tar_of(**how):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=how.get("mode", "w:gz")) as archive:
        for name, data in how["files"].items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


COSTLY = {
    "lzma.zip": lzma_bomb,
    "many.zip": many_names,
    "a.tar.gz": lambda: tar_of(files={f"{n}.ipynb": b"0" * 10_000_000 for n in range(2)}),
    "b.tar.xz": lambda: b"\xfd7zXZ\0 no archive",
    "c.tar": lambda: b"x" * 2000,
    "d.zip": lambda: b"PK\x03\x04 damaged",
    "e.zip": nested_bomb,
}


def test_what_one_student_packs_costs_that_student_alone(course, tmp_path):
    files = {f"eve{n}_{n}_{n}_{name}": make() for n, (name, make) in enumerate(COSTLY.items(), 1)}
    files |= {f"many_{20 + n}_{50 + n}_w{n}.zip": many_names() for n in range(3)}
    files |= {f"honest{n}_{100 + n}_{200 + n}_{NOTEBOOK}": b"work %d" % n for n in range(20)}
    files["zara_300_999_work.tar.gz"] = tar_of(files={f"hw/{NOTEBOOK}": b"in a tar"})

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    kept = submitted(course)
    assert all(kept[f"honest{n}_{100 + n}/{EXERCISE}/{NOTEBOOK}"] == b"work %d" % n for n in range(20))
    assert kept[f"zara_300/{EXERCISE}/hw/{NOTEBOOK}"] == b"in a tar"
    refused = {line.split(" › ")[0] for line in found.skipped}
    assert {f"eve{n}_{n}" for n in range(1, len(COSTLY) + 1)} <= refused
    assert len(found.new) == len(files)


@pytest.mark.parametrize("name", ["'-mal", "=1+1", "＝1+1", "\t@x", "+", "'=x", " -1", "a" * 200, "\U0001f642"])
def test_a_name_that_a_spreadsheet_would_run_leaves_the_roster_readable(course, tmp_path, name):
    folder = tmp_path / "loose"
    folder.mkdir()
    for who in (name, "ada"):
        (folder / f"{who}_{EXERCISE}.py").write_bytes(who.encode())

    collect(course, EXERCISE, folder)
    found = collect(course, EXERCISE, folder)

    assert len(found.unchanged) == 2 and found.new == found.replaced == []


def test_many_files_of_one_name_are_all_kept(course, tmp_path):
    files = {f"ada_1_{n}_work.ipynb": b"%d" % n for n in range(10, 60)}

    collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert submitted(course) == {f"ada_1/{EXERCISE}/work.ipynb": b"59"}
    assert len(list((course.classroom / "attempts").rglob("*.ipynb"))) == 49
