"""Earlier attempts of a student: the newest counts, the others are kept, nothing undoes a good one."""

import pytest
from a_download import EXERCISE, packed, submitted

from autograder.collecting.collect import collect
from autograder.errors import SubmissionError
from autograder.submission.finding import find_submission


def test_an_older_attempt_counts_where_the_newest_is_refused(course, tmp_path):
    files = {f"ada_1_10_{EXERCISE}.ipynb": b"whole", f"ada_1_11_{EXERCISE}-1.ipynb": b"0" * 20_000_000}

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert submitted(course) == {f"ada_1/{EXERCISE}/{EXERCISE}.ipynb": b"whole"}
    assert len(found.skipped) == 1


def test_what_was_refused_stays_its_students_and_is_told_her(course, tmp_path):
    bomb = packed({"a.ipynb": b"0" * 20_000_000})
    files = {"ada/work.zip": b"PK no zip", "eve/work.zip": bomb, "bob/a.ipynb": b"b"}
    archive = packed(files, tmp_path / "x.zip")

    found = collect(course, EXERCISE, archive)
    again = collect(course, EXERCISE, archive)

    assert found.new == again.unchanged == ["ada", "bob", "eve"]
    assert submitted(course) == {f"bob/{EXERCISE}/a.ipynb": b"b"}
    for student, says in (("ada", "work.zip: a damaged zip"), ("eve", "a.ipynb: unpacks to more than 200 times")):
        assert sum(line.startswith(f"{student} › {says}") for line in found.skipped) == 1
        with pytest.raises(SubmissionError, match=says):
            find_submission(course.classroom / "submitted" / student / EXERCISE, EXERCISE)


def test_an_attempt_of_which_nothing_can_be_taken_does_not_undo_the_one_before(course, tmp_path):
    collect(course, EXERCISE, packed({"ada/a.ipynb": b"a"}, tmp_path / "1.zip"))

    found = collect(course, EXERCISE, packed({"ada/a.zip": b"PK no zip"}, tmp_path / "2.zip"))

    assert submitted(course) == {f"ada/{EXERCISE}/a.ipynb": b"a"}
    assert "nothing of this attempt" in found.notes[0] and len(found.skipped) == 1


def test_the_time_that_a_teacher_wrote_beside_a_submission_stays(course, tmp_path):
    archive = packed({"ada/a.ipynb": b"a"}, tmp_path / "x.zip")
    collect(course, EXERCISE, archive)
    time = course.classroom / "submitted" / "ada" / EXERCISE / "timestamp.txt"
    time.write_text("2027-01-16 09:30:00 UTC")

    assert collect(course, EXERCISE, archive).unchanged == ["ada"]
    assert time.exists()


def test_all_older_attempts_of_one_name_are_kept(course, tmp_path):
    files = {f"ada_1_{n}_my work.ipynb": b"%d" % n for n in (10, 11, 12)}

    collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert submitted(course) == {f"ada_1/{EXERCISE}/my work.ipynb": b"12"}
    assert sorted(p.read_bytes() for p in (course.classroom / "attempts").rglob("*.ipynb")) == [b"10", b"11"]


def test_of_two_files_of_one_moment_the_one_above_counts(course, tmp_path):
    files = {f"ada/old/{EXERCISE}.ipynb": b"old", f"ada/{EXERCISE}.ipynb": b"new"}

    collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert submitted(course) == {f"ada/{EXERCISE}/{EXERCISE}.ipynb": b"new"}


def test_of_several_attempts_the_newest_counts_and_the_others_are_kept(course, tmp_path):
    files = {f"lovelaceada_101_{n}_ex02_multi_output-{i}.ipynb": b"%d" % n for i, n in enumerate((300, 1000, 200))}

    found = collect(course, EXERCISE, packed(files, tmp_path / "x.zip"))

    assert submitted(course) == {f"lovelaceada_101/{EXERCISE}/{EXERCISE}.ipynb": b"1000"}
    kept = [p.read_bytes() for p in (course.classroom / "attempts").rglob("*.ipynb")]
    assert sorted(kept) == [b"200", b"300"]
    assert "counts as the newest" in found.notes[0]


def test_a_later_download_replaces_and_keeps_and_the_same_one_changes_nothing(course, tmp_path):
    first = packed({"ada/ex.ipynb": b"1", "bob/ex.ipynb": b"1"}, tmp_path / "1.zip")
    later = packed({"ada/ex.ipynb": b"2", "bob/ex.ipynb": b"1"}, tmp_path / "2.zip")

    assert collect(course, EXERCISE, first).new == ["ada", "bob"]
    found = collect(course, EXERCISE, later)
    again = collect(course, EXERCISE, later)

    assert (found.replaced, found.unchanged) == (["ada"], ["bob"])
    assert again.unchanged == ["ada", "bob"]
    assert submitted(course)[f"ada/{EXERCISE}/ex.ipynb"] == b"2"
    assert [p.read_bytes() for p in (course.classroom / "attempts").rglob("*.ipynb")] == [b"1"]
