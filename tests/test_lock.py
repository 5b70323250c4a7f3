"""The pins of constraints.txt hold on every Python that is promised, and nothing is missing among them."""

import re
import tomllib

import pytest
from kit import ROOT
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = [line.rpartition(" :: ")[2] for line in PROJECT["classifiers"] if " :: Python :: 3." in line]
FIRST_LINE, *PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def on_linux(lines, python):
    """name → (requirement, what is behind its #), for the lines that hold on the first release of this Python."""
    here = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
        "os_name": "posix",
    }
    found = {}
    for line in lines:
        text, _, note = line.partition("#")
        requirement = Requirement(text) if text.strip() else None
        if requirement and (requirement.marker is None or requirement.marker.evaluate(here)):
            name = canonicalize_name(requirement.name)
            assert name not in found, f"{name} twice on Python {python}"
            found[name] = (requirement, note.strip())
    return found


def test_the_promised_pythons_are_the_same_everywhere():
    workflow = (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")

    assert PROJECT["requires-python"] == f">={PYTHONS[0]}"
    assert re.search(r"python: \[(.*)\]", workflow)[1].replace('"', "").split(", ") == PYTHONS
    assert FIRST_LINE.endswith(f"looked up for {', '.join(PYTHONS)}."), "run `make lock`"


@pytest.mark.parametrize("python", PYTHONS)
def test_every_pin_admits_the_first_release_of_this_python(python):
    refused = []
    for name, (_, note) in on_linux(PINS, python).items():
        assert note.startswith("Python ") or note == "any Python", f"{name} was not looked up: {note}"
        if not SpecifierSet(note.removeprefix("any Python").removeprefix("Python ")).contains(f"{python}.0"):
            refused.append(f"{name}: {note}")

    assert refused == []


@pytest.mark.parametrize("python", PYTHONS)
def test_every_requirement_has_a_pin_that_fits(python):
    pins = on_linux(PINS, python)
    unfit = []
    for file in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        for name, (requirement, _) in on_linux(lines, python).items():
            pin = str(pins[name][0].specifier) if name in pins else "none"
            if not (pin.startswith("==") and requirement.specifier.contains(pin.removeprefix("=="))):
                unfit.append(f"{requirement} of {file}: {pin}")

    assert unfit == [], "run `make lock`"


def test_the_pins_name_no_place():
    assert [line for line in PINS if re.search(r"https?:|file:| @ |--|/", line)] == []


def test_the_package_and_its_extras_ask_for_what_the_requirements_say():
    """The grader alone, torch and the book are parts of one list: together they are requirements.txt."""
    extras = PROJECT["optional-dependencies"]
    (both,) = (line for line in extras["course"] if line.startswith(PROJECT["name"]))
    own = (ROOT / "autograder/requirements.txt").read_text(encoding="utf-8").splitlines()
    parts = [
        [line for line in own if not line.startswith("#")],
        *(extras[name] for name in Requirement(both).extras),
        extras["course"],
    ]

    asked = {str(Requirement(line)) for part in parts for line in part if line != both}
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    listed = {str(Requirement(text)) for line in lines if (text := line.partition("#")[0].strip())}

    assert asked == listed
    assert not [line for line in own if re.match(r"torch|d2l|jupyter-book", line)]
