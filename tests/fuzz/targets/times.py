"""The time beside a submission: any bytes are a time in UTC or none, and what is written is read back."""

from collections.abc import Iterator
from datetime import UTC

from autograder.submission.hand_in_time import read_time, written
from fuzz.targets import a_folder

WATCHED = ("autograder.submission.hand_in_time",)
FOLDER = a_folder()


def seeds() -> Iterator[bytes]:
    yield b"2027-01-15 18:00:00 UTC\n"
    yield b"2027-01-15T18:00+01:00"
    yield b"2027-01-15 18:00 Europe/Berlin"
    yield "\ufeff9999-12-31 23:59:59.999999 -23:59".encode()
    yield b"0001-01-01 00:00:00 +14:00"


def run(data: bytes) -> None:
    path = FOLDER / "timestamp.txt"
    path.write_bytes(data)
    time = read_time(FOLDER)
    if time is not None:
        assert time.tzinfo is None
        path.write_text(written(time.replace(tzinfo=UTC)))
        assert read_time(FOLDER) == time.replace(microsecond=0)
