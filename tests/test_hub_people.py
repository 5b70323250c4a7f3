"""Who is on the hub: a file with a name a line, whose places are uids."""

import importlib.util

import pytest
from kit import ROOT

spec = importlib.util.spec_from_file_location("people", ROOT / "deploy/jupyterhub/people.py")
people = importlib.util.module_from_spec(spec)
spec.loader.exec_module(people)


def test_nobody_gets_the_home_of_one_who_left():
    before = people.read("# a sentence\nada\nbob\ncleo\n")
    after = people.read("# a sentence\nada\n#bob\ncleo\ndan\n")

    assert "bob" not in after and after["cleo"] == before["cleo"]
    assert after["dan"] not in before.values()
    assert len(set(before.values())) == 4 and before[people.TEACHER] == after[people.TEACHER]


@pytest.mark.parametrize("line", ["Ada", "root", "teacher", "ada lovelace", "../ada", "ada"])
def test_what_is_no_new_name_is_told_with_its_line(line):
    with pytest.raises(ValueError, match="students.txt, line 3: "):
        people.read(f"ada\n\n{line}\n")
