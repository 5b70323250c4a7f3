"""What the front door says is so: every command, target, file and number in README, CONTRIBUTING and CHANGELOG."""

import re

import pytest
from kit import ROOT

from autograder import cli

PAGES = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "deploy/department.md"]
NUMBERS = {"five": 5, "twelve": 12}


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name, program):
    """Lines and inline code of a page that call this program, without the comment behind."""
    found = re.findall(rf"(?m)^ {{4}}({program} .*)$|`({program} [^`]*)`|^({program} .*)$", text(name))
    return [re.split(r"\s{2,}#", one or two or three)[0] for one, two, three in found]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_one(page, capsys):
    for line in commands(page, "autograder"):
        name = line.split()[1]
        with pytest.raises(SystemExit):
            cli.main([name, "--help"])
        told = capsys.readouterr().out
        assert told.startswith(f"usage: autograder {name} "), line
        assert [option for option in re.findall(r"--[a-z-]+", line) if option not in told] == [], line


@pytest.mark.parametrize("page", PAGES)
def test_every_target_of_make_is_one(page):
    targets = set(re.findall(r"(?m)^([a-z-]+):", text("Makefile")))

    assert [line for line in commands(page, "make") if (line.split() + ["all"])[1] not in targets] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(page):
    folder = (ROOT / page).parent
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text(page)) if "://" not in link]
    paths = [name for name in re.findall(r"`((?:autograder|book|tests|tools|deploy)/[\w./-]+)`", text(page))]

    assert [link for link in links if link and not (folder / link).exists()] == []
    assert [path for path in paths if not (ROOT / path).exists() and not path.startswith("book/figures/<")] == []


@pytest.mark.parametrize(
    "page, words, what",
    [
        ("README.md", r"(\w+) chapters", "book/0*.md"),
        ("README.md", r"demo class of (\w+)", "solutions/ex02_multi_output/demo_class/*"),
    ],
)
def test_what_is_counted_is_there(page, words, what):
    (said,) = re.findall(words, text(page), re.IGNORECASE)
    found = len(list(ROOT.glob(what)))

    assert found == NUMBERS[said.lower()]
