"""Downloads and students' archives: any bytes are files with safe names or one line that refuses."""

import io
import shutil
import tarfile
import zipfile
from collections.abc import Iterator

from autograder.collecting.download import Download
from autograder.collecting.entries import Refused
from autograder.errors import SubmissionError, WrongUse
from fuzz.targets import a_folder

WATCHED = ("autograder.collecting",)
FOLDER = a_folder()
NAMES = (
    "ada_1_2_ex02.ipynb",
    "../../etc/passwd",
    "/root/x",
    "a\\\\b",
    "C:x",
    "\u202egnp.py",
    "a/" * 20 + "x",
    "con",
    "x\n",
)


def seeds() -> Iterator[bytes]:
    for packing in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", packing) as archive:
            for name in NAMES:
                archive.writestr(name, b"0" * 300)
        yield made.getvalue()
    for mode in ("w", "w:gz"):
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode=mode) as archive:
            for name in NAMES:
                member = tarfile.TarInfo(name)
                member.size = 3
                archive.addfile(member, io.BytesIO(b"abc"))
            link = tarfile.TarInfo("link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
        yield made.getvalue()


def run(data: bytes) -> None:
    path = FOLDER / "download.zip"
    path.write_bytes(data)
    try:
        with Download() as download:
            for entry in download.walk(path):
                for part in entry.parts:
                    assert part not in ("", ".", "..") and "/" not in part and "\0" not in part, entry.parts
                try:
                    assert len(entry.load()) <= 50_000_000
                except (Refused, SubmissionError) as error:
                    assert "\n" not in str(error), str(error)
            assert all("\n" not in line for line in download.skipped), download.skipped
    except (WrongUse, SubmissionError) as error:
        assert "\n" not in str(error) and len(str(error)) < 500, str(error)
    finally:
        for left in FOLDER.iterdir():
            if left.is_dir():
                shutil.rmtree(left)
