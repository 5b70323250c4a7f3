"""Bombs, escapes, links and damage are refused, in one line, and cost only themselves."""

import errno
import os
import stat
import zipfile

import pytest
from a_download import EXERCISE, packed, submitted

from autograder.collecting.collect import collect
from autograder.errors import WrongUse


def test_a_folder_that_cannot_be_read_costs_only_itself(course, tmp_path, monkeypatch):
    for student in ("ada", "bob"):
        (tmp_path / "plain" / student).mkdir(parents=True)
        (tmp_path / "plain" / student / "a.ipynb").write_bytes(b"x")
    scandir = os.scandir

    def refusing(path):
        if str(path) == str(tmp_path / "plain" / "ada"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)

    found = collect(course, EXERCISE, tmp_path / "plain")

    assert submitted(course) == {f"bob/{EXERCISE}/a.ipynb": b"x"}
    assert found.skipped == ["ada: cannot be read (Permission denied)"]


def test_a_zip_that_a_student_made_is_opened_and_litter_is_left(course, tmp_path):
    inner = packed(
        {
            "mine/ex.ipynb": b"a",
            "__MACOSX/mine/._ex.ipynb": b"",
            "mine/.DS_Store": b"",
            "a/.ipynb_checkpoints/e.ipynb": b"",
        }
    )
    files = {"lovelaceada_1_2_work.zip": inner, "bob_3_4_deep.zip": packed({"x.zip": packed({"ex.ipynb": b"b"})})}

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert submitted(course) == {f"lovelaceada_1/{EXERCISE}/mine/ex.ipynb": b"a", f"bob_3/{EXERCISE}/ex.ipynb": b"b"}
    assert found.skipped == []


def test_a_zip_in_a_zip_in_a_zip_in_a_zip_is_refused(course, tmp_path):
    data = b"x"
    for _ in range(4):
        data = packed({"x.zip": data})

    found = collect(course, EXERCISE, packed({"ada/x.zip": data, "bob/ex.ipynb": b"b"}, tmp_path / "x.zip"))

    assert "a zip in a zip in a zip" in found.skipped[0]
    assert f"bob/{EXERCISE}/ex.ipynb" in submitted(course)


ESCAPES = [
    "../../evil.ipynb",
    "ada/../../evil.ipynb",
    "/etc/evil.ipynb",
    "C:\\evil.ipynb",
    "ada\\..\\..\\evil.ipynb",
    "a/" * 40 + "e.ipynb",
]


@pytest.mark.parametrize("name", ESCAPES)
def test_no_entry_leaves_its_folder(course, tmp_path, name):
    before = {p for p in tmp_path.rglob("*") if course.root not in p.parents}
    archive = packed({name: b"evil", "bob/ex.ipynb": b"b"}, tmp_path / "x.zip")

    found = collect(course, EXERCISE, archive)

    assert submitted(course) == {f"bob/{EXERCISE}/ex.ipynb": b"b"}
    assert len(found.skipped) == 1
    assert {p for p in tmp_path.rglob("*") if course.root not in p.parents} == before | {archive}


def test_links_and_encrypted_entries_are_refused(course, tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("ada/link.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bob/ex.ipynb", b"b")
        archive.writestr("eve/secret.ipynb", b"b")
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"eve/secret.ipynb"))
    data[at + 8] |= 1  # the flag that says: encrypted
    path.write_bytes(data)

    found = collect(course, EXERCISE, path)

    assert submitted(course) == {f"bob/{EXERCISE}/ex.ipynb": b"b"}
    assert [line.rsplit(": ")[-1] for line in found.skipped] == ["a link", "encrypted"]


def test_links_in_a_folder_are_refused(course, tmp_path):
    folder = tmp_path / "plain"
    (folder / "ada").mkdir(parents=True)
    os.symlink("/etc/passwd", folder / "ada" / "ex.ipynb")
    os.symlink("/etc", folder / "eve")
    (folder / "bob").mkdir()
    (folder / "bob" / "ex.ipynb").write_bytes(b"b")

    found = collect(course, EXERCISE, folder)

    assert submitted(course) == {f"bob/{EXERCISE}/ex.ipynb": b"b"}
    assert len(found.skipped) == 2


def test_bombs_are_refused_before_they_unpack(course, tmp_path):
    bomb = packed({"big.ipynb": b"0" * 30_000_000})
    many = packed({f"{n}.ipynb": b"" for n in range(11_000)})
    files = {"ada/bomb.zip": bomb, "eve/many.zip": many, "ivy/flat.ipynb": b"0" * 20_000_000, "bob/ex.ipynb": b"b"}

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert {k for k, v in submitted(course).items() if v} == {f"bob/{EXERCISE}/ex.ipynb"}
    assert len(found.skipped) == 3
    assert sum(p.stat().st_size for p in course.classroom.rglob("*") if p.is_file()) < 10_000


def test_a_header_that_lies_about_the_size_is_not_believed(course, tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.collecting.download.LARGEST_ENTRY", 1000)
    path = packed({"ada/ex.ipynb": os.urandom(5000), "bob/ex.ipynb": b"b"}, tmp_path / "x.zip")
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)

    found = collect(course, EXERCISE, path)

    assert len(found.skipped) == 1 and submitted(course) == {f"bob/{EXERCISE}/ex.ipynb": b"b"}


def test_a_damaged_entry_costs_only_itself(course, tmp_path):
    path = packed({"ada/ex.ipynb": os.urandom(500), "bob/ex.ipynb": b"b"}, tmp_path / "x.zip")
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)

    found = collect(course, EXERCISE, path)

    assert "ada" in found.skipped[0] and "damaged" in found.skipped[0]
    assert (course.classroom / "submitted" / "ada" / EXERCISE).is_dir()  # an empty folder, to be looked at
    assert f"bob/{EXERCISE}/ex.ipynb" in submitted(course)


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_what_is_no_archive_is_one_line(course, tmp_path, data):
    path = tmp_path / "x.zip"
    path.write_bytes(data)

    with pytest.raises(WrongUse, match="x.zip: "):
        collect(course, EXERCISE, path)


def test_nothing_temporary_is_left(course, tmp_path):
    collect(course, EXERCISE, packed({"ada/ex.ipynb": b"1"}, tmp_path / "x.zip"))

    assert sorted(p.name for p in course.classroom.iterdir()) == ["roster.csv", "submitted"]


def test_a_download_that_was_packed_twice_is_one_line_and_nothing_is_written(course, tmp_path):
    inner = packed({"ada/x.ipynb": b"{}", "bob/x.ipynb": b"{}"})

    with pytest.raises(WrongUse, match=r"^again\.zip: holds an archive, download\.zip\. Unpack it once"):
        collect(course, EXERCISE, packed({"download.zip": inner}, tmp_path / "again.zip"))
    assert not (course.classroom / "submitted").exists() and not (course.classroom / "roster.csv").exists()


def test_three_hundred_bad_files_of_one_student_are_six_lines(course, tmp_path):
    files = {f"ada/../{number}.ipynb": b"x" for number in range(300)}
    inner = packed({f"{'x/' * 200}{name}": data for name, data in files.items()})

    found = collect(course, EXERCISE, packed({"ada/work.zip": inner, "bob/ex.ipynb": b"b"}, tmp_path / "x.zip"))

    assert len(found.skipped) == 6
    assert all(len(line) < 400 for line in found.skipped)
    assert f"bob/{EXERCISE}/ex.ipynb" in submitted(course)


def test_two_hundred_copies_in_one_upload_are_one_short_note(course, tmp_path):
    inner = packed({f"d{number}/{EXERCISE}.ipynb": b"%d" % number for number in range(200)})

    found = collect(course, EXERCISE, packed({"ada/work.zip": inner}, tmp_path / "x.zip"))

    (note,) = found.notes
    assert "and 194 more" in note
    assert len(note) < 400
