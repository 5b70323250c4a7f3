"""Class lists: any bytes are students or one line that refuses, and what is kept of them is read back as it was."""

from collections.abc import Iterator

from autograder.collecting.roster import read_roster, roster_path, write_roster
from autograder.errors import CourseError
from fuzz.targets import a_folder

WATCHED = ("autograder.collecting",)
FOLDER = a_folder()


def seeds() -> Iterator[bytes]:
    yield b"student,name,email,canvas_id,moodle_id\r\nada,Ada,ada@x.org,7,501@ex02\r\n'=1+1,=2,,,\r\n"
    yield b'Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"Lovelace, Ada",7,s7,ada,A\n'
    yield "Identifier,Full name,Email address,Grade\nParticipant 501,Zo\u00eb \uff1d1,zoe@x.org,\n".encode("utf-8-sig")
    yield "Nachname;Vorname;Benutzername\nM\u00fcller;J\u00f6rg;jm\n".encode("latin-1")


def run(data: bytes) -> None:
    path = FOLDER / "list.csv"
    path.write_bytes(data)
    try:
        people = read_roster(path)
    except CourseError as error:
        assert "\n" not in str(error) and len(str(error)) < 500, str(error)
        return
    write_roster(FOLDER, people)
    assert sorted(read_roster(roster_path(FOLDER)), key=repr) == sorted(people, key=repr)
