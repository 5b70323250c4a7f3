"""The command line: what can be typed. What each command does is in `commands`.

Exit status: 0 done; 1 something was graded as failed or a check fell short; 2 wrong use or an unreadable course.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder import __version__, arguments, commands, lean_imports
from autograder.classroom.formats import FORMATS
from autograder.course.course import Course, find_course
from autograder.errors import AutograderError, refused
from autograder.plain_text import encodable_output

KINDS = ("numbers", "text", "table", "tensor", "plot", "class")  # of exercises that `init` and `new` write
Handler = Callable[[argparse.Namespace, Course], int]


def main(line: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    encodable_output()
    options = parser().parse_args(line)
    lean_imports.prepare()
    try:
        course = (
            Course(Path.cwd()) if options.anywhere else find_course(options.course, given=options.course is not None)
        )
        return options.run(options, course)
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("autograder: stopped. What was finished is kept; run the command again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        told = refused(error)
        if told is None:
            raise
        print(f"autograder: {told}", file=sys.stderr)
        return told.exit_status


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = arguments.Parser(
        prog="autograder",
        description="Marks notebooks behind a wall: hidden tests on one side, student code on the other.",
        epilog="Example: autograder check ex02_multi_output my_notebook.ipynb. "
        "Exit status: 0 done, 1 something fell short, 2 wrong use or an unreadable course.",
    )
    top.add_argument("--version", action="version", version=__version__)
    command = _Commands(top)
    _for_one_file(command)
    _for_a_class(command)
    _for_marks(command)
    _for_markers(command)
    _for_the_machine_and_the_author(command)
    return top


class _Commands:
    """Adds commands to a parser, each with its help, an example and its handler."""

    def __init__(self, top: argparse.ArgumentParser):
        self._commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def __call__(
        self, name: str, run: Handler, says: str, example: str, *, anywhere: bool = False
    ) -> argparse.ArgumentParser:
        sub = self._commands.add_parser(
            name, help=says, description=says[0].upper() + says[1:] + ".", epilog=f"Example: {example}"
        )
        if not anywhere:
            help_of_course = "the course's folder (default: this one or one above)"
            sub.add_argument("--course", type=arguments.path, metavar="DIR", help=help_of_course)
        sub.set_defaults(run=run, anywhere=anywhere)
        return sub


def _for_one_file(command: _Commands) -> None:
    sub = command(
        "release", commands.release, "cut the exercises out of their solutions", "autograder release ex02_multi_output"
    )
    sub.add_argument("exercises", nargs="*", metavar="EXERCISE", help="its id (default: all)")

    sub = command("verify", commands.verify, "try every rule of a good exercise", "autograder verify")
    sub.add_argument("exercises", nargs="*", metavar="EXERCISE", help="its id (default: all)")
    sub.add_argument("--strict", action="store_true", help="count advice as a broken rule")
    sub.add_argument("--edits", action="store_true", help="make small slips in the right answers: do the tests notice?")

    sub = command(
        "check",
        commands.check,
        "run the visible checks on your own notebook",
        "autograder check ex02_multi_output mine.ipynb",
    )
    _exercise_and_file(sub)
    _language(sub)

    sub = command(
        "mark",
        commands.mark,
        "mark one file with the hidden tests; writes nothing",
        "autograder mark ex02_multi_output a.py",
    )
    _exercise_and_file(sub)
    sub.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    sub.add_argument("--seed", type=arguments.seed, metavar="HEX", help="replay a mark with the seed of its record")
    _language(sub)
    _trust(sub)


def _for_a_class(command: _Commands) -> None:
    sub = command(
        "collect", commands.collect, "take in an LMS download", "autograder collect ex02_multi_output submissions.zip"
    )
    _exercise(sub)
    sub.add_argument("archive", type=arguments.path, metavar="ARCHIVE", help="an LMS's zip or tar, or a folder")
    sub.add_argument(
        "--roster",
        type=arguments.path,
        metavar="CSV",
        help="a class list, read in first",
    )

    says = "read a class list in, or print who is in the class"
    sub = command("roster", commands.roster, says, "autograder roster class.csv")
    sub.add_argument(
        "file",
        nargs="?",
        type=arguments.path,
        metavar="FILE",
        help="a CSV of an LMS, or a plain one",
    )

    says = "give one student another due date"
    example = 'autograder extend ex02_multi_output ada --until "2027-01-20T18:00+01:00"'
    sub = command("extend", commands.extend, says, example)
    _exercise(sub)
    sub.add_argument("student", type=arguments.text, metavar="STUDENT", help="the student's id")
    sub.add_argument("--until", required=True, type=arguments.text, metavar="TIME", help="an ISO time with its zone")

    sub = command(
        "grade", commands.grade, "grade a whole class into the gradebook", "autograder grade ex02_multi_output --jobs 2"
    )
    _exercise_or_all(sub)
    sub.add_argument(
        "--jobs", type=arguments.count, metavar="N", help="processes (default: one a core, fewer for a small class)"
    )
    sub.add_argument(
        "--cluster", type=arguments.text, metavar="ADDRESS", help="a Dask scheduler, such as tcp://host:8786"
    )
    sub.add_argument(
        "--student", type=arguments.text, action="append", metavar="S", help="only this student (may be repeated)"
    )
    sub.add_argument("--task", type=arguments.text, metavar="T", help="only this task; other marks stay")
    sub.add_argument("--force", action="store_true", help="mark again what is already marked")
    _gradebook(sub)
    _trust(sub)


def _for_marks(command: _Commands) -> None:
    sub = command("report", commands.report, "write the class at a glance", "autograder report ex02_multi_output")
    _exercise_or_all(sub)
    sub.add_argument("--names", action="store_true", help="show names beside near-identical answers")
    sub.add_argument("--serve", action="store_true", help="a page on this machine that renews itself")
    sub.add_argument("--port", type=int, default=0, metavar="N", help="of --serve (default: a free one)")
    _language(sub)
    _gradebook(sub)

    sub = command(
        "export", commands.export, "write the marks for the LMS", "autograder export ex02_multi_output --to canvas"
    )
    _exercise_or_all(sub)
    sub.add_argument("--to", required=True, choices=list(FORMATS))
    sub.add_argument("--output", type=arguments.path, metavar="FILE", help="default: classroom/export/")
    _gradebook(sub)

    says = "take the feedback back to the students"
    sub = command("return", commands.give_back, says, "autograder return ex02_multi_output --to moodle")
    _exercise(sub)
    sub.add_argument("--to", required=True, choices=["moodle", "canvas", "mail", "folder"])
    sub.add_argument("--output", type=arguments.path, metavar="PATH", help="default: classroom/return/")
    _gradebook(sub)

    says = "show how a student's marks came about, or what each run of grade has changed"
    sub = command("history", commands.history, says, "autograder history ex02_multi_output ada")
    _exercise(sub)
    sub.add_argument("student", nargs="?", type=arguments.text, metavar="STUDENT", help="the student's id")
    help_of_run = "give back the marks that this run of grade has changed (default: the last run that changed any)"
    sub.add_argument("--take-back", nargs="?", const="last", type=arguments.text, metavar="RUN", help=help_of_run)
    _gradebook(sub)

    says = "remove one student everywhere, after listing it"
    sub = command("forget", commands.forget, says, "autograder forget ada")
    sub.add_argument("student", type=arguments.text, metavar="STUDENT", help="the student's id")
    sub.add_argument("--yes", action="store_true", help="remove without asking")
    _gradebook(sub)

    sub = command(
        "package",
        commands.package,
        "make the zip that an autograding service runs",
        "autograder package ex02_multi_output --for gradescope",
    )
    _exercise(sub)
    sub.add_argument("--for", dest="service", required=True, choices=["gradescope", "classroom50"])
    sub.add_argument("--output", type=arguments.path, metavar="FILE", help="default: build/")


def _for_markers(command: _Commands) -> None:
    says = "open a student's work in JupyterLab, in a box"
    sub = command("open", commands.open_lab, says, "autograder open ex02_multi_output ada")
    _exercise(sub)
    sub.add_argument("student", type=arguments.text, metavar="STUDENT", help="the student's id")
    sub.add_argument("--no-browser", action="store_true", help="print the address only")

    says = "split what persons mark among several markers"
    sub = command("pile", commands.pile, says, "autograder pile ex02_multi_output --of 3")
    _exercise(sub)
    sub.add_argument("--of", type=arguments.count, metavar="N", help="so many piles (1: no split)")
    sub.add_argument("--by", choices=["student", "question"], help="what a pile is made of (default: students)")
    sub.add_argument("--anonymous", choices=["on", "off"], help="hide names in formgrader while marking")
    _gradebook(sub)

    says = "list who asks to look at a mark again, take requests down, answer them"
    sub = command(
        "requests", commands.requests, says, 'autograder requests --answer 3 --says "You are right: 4 points."'
    )
    sub.add_argument("exercise", nargs="?", default="", metavar="EXERCISE", help="its id (default: all)")
    sub.add_argument("student", nargs="?", type=arguments.text, metavar="STUDENT", help="take down what they --says")
    sub.add_argument("--task", default="", metavar="T", help="the task or question that it is about")
    sub.add_argument("--says", type=arguments.text, metavar="TEXT", help="what was asked, or the answer")
    sub.add_argument("--answer", type=arguments.count, metavar="N", help="answer the request of this number")
    sub.add_argument("--from", dest="file", type=arguments.path, metavar="CSV", help="take down all of a table")
    _gradebook(sub)


def _for_the_machine_and_the_author(command: _Commands) -> None:
    says = "say which walls stand on this machine, and what to install"
    command("doctor", commands.doctor, says, "autograder doctor", anywhere=True)

    says = "make a course out of an empty folder"
    sub = command("init", commands.init, says, "autograder init my_course --kind text", anywhere=True)
    sub.add_argument("folder", nargs="?", type=arguments.path, default=Path(), metavar="DIR", help="default: this one")
    _kind(sub)
    sub.add_argument("--book", action="store_true", help="with a Jupyter Book of one page")
    sub.add_argument("--title", type=arguments.text, metavar="TITLE", help="default: the folder's name")
    sub.add_argument("--exercise", default="ex01_first", metavar="ID", help="of its first one (default: ex01_first)")

    sub = command("new", commands.new, "write the skeleton of a new exercise", "autograder new ex07_transposed")
    _exercise(sub)
    _kind(sub)


def _kind(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--kind", choices=KINDS, help="what it works with (default: tensor where torch is installed, else numbers)"
    )


def _exercise(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("exercise", metavar="EXERCISE", help="its id, such as ex02_multi_output")


def _exercise_or_all(sub: argparse.ArgumentParser) -> None:
    which = sub.add_mutually_exclusive_group(required=True)
    which.add_argument("exercise", nargs="?", metavar="EXERCISE", help="its id, such as ex02_multi_output")
    which.add_argument("--all", action="store_true", help="every exercise of the course; an export has its total")


def _exercise_and_file(sub: argparse.ArgumentParser) -> None:
    _exercise(sub)
    sub.add_argument("file", type=arguments.path, metavar="FILE", help="a notebook (.ipynb) or a Python file (.py)")


def _gradebook(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--db", type=arguments.text, metavar="URL", help="another gradebook (nbgrader's db_url)")


def _language(sub: argparse.ArgumentParser) -> None:
    says = "of what it says: en, zh (default: the course's)"
    sub.add_argument("--language", type=arguments.language, metavar="LANGUAGE", help=says)


def _trust(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--trust-submissions",
        action="store_true",
        help="go on although a wall is missing: you have read the code",
    )
