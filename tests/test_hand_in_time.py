"""The time beside a submission: one strict line; nothing that a file of that name holds stops or delays a class."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.submission.hand_in_time import parse_time, read_time, written


@pytest.mark.parametrize(
    "line, utc",
    [
        ("2027-01-15 14:00:00 +0200\n", datetime(2027, 1, 15, 12)),
        ("2027-01-15T14:00:00-03:30", datetime(2027, 1, 15, 17, 30)),
        ("2027-01-15 14:00:00.123456 UTC", datetime(2027, 1, 15, 14, 0, 0, 123456)),
        ("2027-01-15 14:00:00 Europe/Berlin", datetime(2027, 1, 15, 13)),
        ("2027-01-15 14:00", datetime(2027, 1, 15, 14)),
        ("\ufeff2027-01-15T14:00:00Z", datetime(2027, 1, 15, 14)),
    ],
)
def test_a_time_is_read_in_utc(tmp_path, line, utc):
    (tmp_path / "timestamp.txt").write_text(line, encoding="utf-8")

    assert read_time(tmp_path) == utc


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"yesterday, about noon",
        b"15",
        b"2027-13-01 00:00 UTC",
        b"0001-01-01 00:00 +0200",
        b"1E+999999999999999999999999999999999",
        b"9" * 3_000_000,
        b"2027-01-15 14:00 UTC" + b" " * 100,
        b"2027-01-15 14:00 ../../etc/passwd",
        b"2027-01-15 14:00 Nowhere",
        "２０２７-01-15 14:00 UTC".encode(),
        b"\xff\xfe2\x000\x00",
    ],
)
def test_what_is_no_time_is_none(tmp_path, data):
    (tmp_path / "timestamp.txt").write_bytes(data)

    assert read_time(tmp_path) is None


def test_a_pipe_a_link_and_a_folder_are_none_and_nobody_waits(tmp_path):
    (tmp_path / "real").write_text("2027-01-15 14:00 UTC")
    for name, make in (
        ("pipe", os.mkfifo),
        ("link", lambda path: os.symlink(tmp_path / "real", path)),
        ("folder", os.mkdir),
    ):
        (tmp_path / name).mkdir()
        make(tmp_path / name / "timestamp.txt")
        assert read_time(tmp_path / name) is None
    assert read_time(tmp_path / "nobody") is None


@given(st.datetimes(datetime(1970, 1, 2), datetime(9000, 1, 1)), st.integers(-12, 14))
def test_what_is_written_reads_back(time, hours):
    aware = time.replace(microsecond=0, tzinfo=UTC) + timedelta(hours=hours)

    assert parse_time(written(aware)) == aware
